"""Walk through the tables of an OpenDocument part and tell which cell begins where."""

from __future__ import annotations

from sdc_desktop.workbook.ods_elements import CellElement, Child, Names
from sdc_desktop.workbook.ods_folding import FoldedScan
from sdc_desktop.workbook.splices import Attributes, Scan, end_of_tag, start_tag_at

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, OFFICE, TEXT = (f"{_OASIS}{one}:1.0" for one in ("table", "office", "text"))
DRAWING = f"{_OASIS}drawing:1.0"
_CELLS = {f"{TABLE} table-cell", f"{TABLE} covered-table-cell"}
_KINDS = {
    f"{TEXT} p": "text",
    f"{TEXT} h": "text",
    f"{OFFICE} annotation": "note",
}
_ASIDE = {
    *(f"{TABLE} {one}" for one in ("shapes", "tracked-changes", "data-pilot-tables", "dde-links")),
    f"{OFFICE} annotation",
}


def count(attributes: Attributes, what: str) -> int:
    """Return how many columns or rows an element stands for.

    Raises:
        ValueError: Less than one.
    """
    number = int(attributes.get(f"{TABLE} {what}", 1))
    if number < 1:
        raise ValueError("a number of lines below one")
    return number


class TableWalker:
    """One pass over a part; what derives from it overrides `wants_row` and the `on_...`.

    Attributes:
        scan: The pass.
        sheet: Name of the table that is open, "" outside.
        row, rows: First row of the open row element, and how many rows it stands for.
        attributes: Those of the cell that is open.
    """

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self._folding = scan.folding if isinstance(scan, FoldedScan) else None
        self.sheet = ""
        self.row = self.rows = 0
        self.attributes: Attributes = {}
        self._in_table = False
        self._next_row = self._next_column = 0
        self._aside = 0
        self._is_wanted = False
        self._row_start = 0
        self._cells: list[CellElement] = []
        self._columns = 1
        self._depth = -1
        self._child = ("", 0)
        self._prefixes: dict[str, bytes] = {}

    def walk(self) -> None:
        """Go through the part.

        Raises:
            DamagedWorkbookError: It cannot be understood.
        """
        self.scan.parser.StartNamespaceDeclHandler = self._name_prefix
        self.scan.run(self._start, self._end)

    @property
    def names(self) -> Names:
        """The part's prefixes.

        Raises:
            DamagedWorkbookError: Attributes cannot be written because one is missing.
        """
        table, office, text = (self._prefixes.get(one, b"") for one in (TABLE, OFFICE, TEXT))
        if not table or not office or not text:
            raise self.scan.damaged()
        return Names(table, office, text)

    def wants_row(self) -> bool:
        """Tell whether the cells of the row that begins are to be collected."""
        return False

    def on_cell(self, column: int, columns: int) -> None:
        """Take notice of a cell that begins."""

    def on_row(self, start: int, cells: list[CellElement]) -> None:
        """Take notice of the end of a row that was wanted; the end tag is about to be read."""

    def _name_prefix(self, prefix: str | None, uri: str) -> None:
        written = f"{prefix}:".encode() if prefix else b""
        if not self._prefixes.get(uri):
            self._prefixes[uri] = written

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._depth >= 0:
            self._depth += 1
            if self._depth == 1 and self._is_wanted:
                self._child = (_KINDS.get(name, "other"), self.scan.place)
        elif self._aside:
            self._aside += 1
        elif name in _CELLS:
            self._start_cell(attributes)
        elif name == f"{TABLE} table-row":
            self._start_row(attributes)
        elif name == f"{TABLE} table":
            self._start_table(attributes)
        elif name in _ASIDE or name.startswith(DRAWING):
            self._aside = 1

    def _start_table(self, attributes: Attributes) -> None:
        if self._in_table:
            self._aside = 1
            return
        self.sheet, self._in_table = attributes.get(f"{TABLE} name", ""), True
        self._next_row = 0

    def _start_row(self, attributes: Attributes) -> None:
        self.rows = count(attributes, "number-rows-repeated")
        self.row, self._next_column = self._next_row, 0
        self._next_row += self.rows
        self._is_wanted = self._in_table and self.wants_row()
        self._row_start, self._cells = self.scan.place, []

    def _start_cell(self, attributes: Attributes) -> None:
        self.attributes, self._depth = attributes, 0
        column = self._next_column
        columns = count(attributes, "number-columns-repeated") if attributes else 1
        self._next_column += columns
        if self._in_table:
            self.on_cell(column, columns)
        if self._is_wanted:
            place = self.scan.place
            tag = start_tag_at(self.scan.data, place)
            cell = CellElement(place, tag, column, columns)
            end = self._folding.end_of_run(place) if self._folding is not None else None
            if end is not None:
                cell.end, cell.is_run = end, True
            self._cells.append(cell)

    def _end(self, name: str) -> None:
        if self._depth > 0:
            if self._depth == 1 and self._is_wanted:
                self._end_child()
            self._depth -= 1
        elif self._depth == 0:
            self._depth = -1
            cell = self._cells[-1] if self._is_wanted else None
            if cell is not None and not cell.is_run:
                cell.end = self.end_of(cell.start)
        elif self._aside:
            self._aside -= 1
        elif name == f"{TABLE} table-row":
            if self._is_wanted:
                self.on_row(self._row_start, self._cells)
            self._is_wanted = False
        elif name == f"{TABLE} table":
            self.sheet, self._in_table = "", False

    def _end_child(self) -> None:
        kind, start = self._child
        self._cells[-1].children.append(Child(kind, start, self.end_of(start)))

    def end_of(self, start: int) -> int:
        """Return where the element that ends now ends; it began at `start`."""
        tag = start_tag_at(self.scan.data, start)
        return tag.end if tag.is_empty else end_of_tag(self.scan.data, self.scan.place)
