"""Edit cells of one worksheet part: only their bytes change, all others stay as they are."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from sdc_desktop.core.cells import CellRef, column_letters
from sdc_desktop.workbook.package import spreadsheet_name
from sdc_desktop.workbook.row_spans import spans_to_parse
from sdc_desktop.workbook.splices import (
    Attributes,
    Scan,
    Splice,
    StartTag,
    apply_splices,
    end_of_tag,
    start_tag_at,
)


class KeepResult(Enum):
    """The edit that takes a formula out of its cell and leaves the result that is stored."""

    KEEP_RESULT = "keep result"


class Clear(Enum):
    """The edit that leaves nothing in a cell but its style."""

    CLEAR = "clear"


CellEdit = str | float | KeepResult | Clear
"""What a cell shows afterwards: a text, a number, its formula's result, or nothing."""

_CELL_METADATA = re.compile(rb"\s+cm\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class EditedSheet:
    """A worksheet part after its edits.

    Attributes:
        data: Its bytes; the very same object when nothing was edited.
        used_strings: Places of the shared strings that its cells still show.
    """

    data: bytes
    used_strings: frozenset[int]


def edit_sheet(
    path: Path, part: str, data: bytes, edits: Mapping[tuple[int, int], CellEdit]
) -> EditedSheet:
    """Show something else in some cells of a worksheet.

    The cell's style stays; other attributes of a replaced cell and its formula go. Cells and rows
    that the part leaves out are put in where they belong.

    Args:
        path: The workbook, for messages.
        part: Name of the part, for messages.
        data: The part's bytes.
        edits: (row, column) from 0 to what the cell shows.

    Raises:
        DamagedWorkbookError: The part is not a worksheet, or its rows or cells are in disorder.
        ValueError: A text cannot stand in XML, or a number is not finite.
    """
    for edit in edits.values():
        _refuse_impossible(edit)
    scan = Scan(path, part, data)
    editor = _SheetEditor(scan, edits)
    partly = spans_to_parse(scan.data, {row for row, _ in edits})
    if partly is not None:
        scan.leave_out(partly.spans)
        editor.used_strings |= partly.used_strings
    editor.run()
    edited = apply_splices(scan.data, editor.splices) if editor.splices else data
    return EditedSheet(edited, frozenset(editor.used_strings))


def _refuse_impossible(edit: CellEdit) -> None:
    if isinstance(edit, str):
        if not edit or _NOT_IN_XML.search(edit):
            raise ValueError(f"{edit!r} cannot stand in a cell")
    elif isinstance(edit, float | int) and not math.isfinite(edit):
        raise ValueError("a cell cannot hold a number that is not finite")


class _SheetEditor:
    """The state of the pass: where it is, and which edits of this row are still to come."""

    def __init__(self, scan: Scan, edits: Mapping[tuple[int, int], CellEdit]) -> None:
        self.scan = scan
        self.splices: list[Splice] = []
        self.used_strings: set[int] = set()
        self._rows = _by_row(edits)
        self._waiting_rows = sorted(self._rows, reverse=True)
        self._waiting_cells: list[int] = []
        self._row, self._column = -1, -1
        self._edits_of_row: Mapping[int, CellEdit] = {}
        self._sheet_data: tuple[int, StartTag] | None = None
        self._open_row: tuple[int, StartTag] | None = None
        self._open_cell: tuple[int, StartTag, Attributes, CellEdit] | None = None
        self._formula_start = 0
        self._is_string = False
        self._string: list[str] = []
        self._tags: dict[str, str] = {}

    def run(self) -> None:
        self.scan.run(self._start, self._end)
        if self._sheet_data is None and self._rows:
            raise self.scan.damaged()

    def _start(self, name: str, attributes: Attributes) -> None:
        tag = self._tags.get(name)
        if tag is None:
            tag = self._tags[name] = spreadsheet_name(name)
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v":
            if self._is_string:
                self._string.clear()
                self.scan.parser.CharacterDataHandler = self._string.append
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "f":
            self._formula_start = self.scan.place
        elif tag == "sheetData":
            self._sheet_data = self._here()

    def _end(self, name: str) -> None:
        tag = self._tags[name]
        if tag == "c":
            if self._open_cell is not None:
                self._end_cell(*self._open_cell)
        elif tag == "v":
            if self._is_string:
                self.scan.parser.CharacterDataHandler = None
                self.used_strings.add(int("".join(self._string)))
        elif tag == "row":
            if self._open_row is not None:
                self._end_row(*self._open_row)
        elif tag == "f":
            self._end_formula()
        elif tag == "sheetData" and self._sheet_data is not None:
            self._end_sheet_data(*self._sheet_data)

    def _here(self) -> tuple[int, StartTag]:
        place = self.scan.place
        return place, start_tag_at(self.scan.data, place)

    def _start_row(self, attributes: Attributes) -> None:
        row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._refuse_disorder(row <= self._row)
        self._row, self._column = row, -1
        if self._waiting_rows and self._waiting_rows[-1] <= row:
            place, tag = self._here()
            self._insert_rows(place, tag.prefix, before=row)
            self._open_row = (place, tag) if row in self._rows else None
        self._edits_of_row = self._rows.get(row, {})
        self._waiting_cells = sorted(self._edits_of_row, reverse=True)

    def _start_cell(self, attributes: Attributes) -> None:
        self._is_string = attributes.get("t") == "s"
        if not self._edits_of_row:
            return
        reference = attributes.get("r")
        if reference is None:
            column = self._column + 1
        else:
            row, column = _place(reference)
            self._refuse_disorder(row != self._row)
        self._refuse_disorder(column <= self._column)
        self._column = column
        if self._waiting_cells and self._waiting_cells[-1] <= column:
            self._start_edits(column, attributes)

    def _start_edits(self, column: int, attributes: Attributes) -> None:
        place, tag = self._here()
        while self._waiting_cells and self._waiting_cells[-1] < column:
            self._splice(place, place, self._new_cell(tag.prefix, self._waiting_cells.pop()))
        if self._waiting_cells and self._waiting_cells[-1] == column:
            edit = self._edits_of_row[self._waiting_cells.pop()]
            self._open_cell = (place, tag, attributes, edit)
            self._is_string = self._is_string and isinstance(edit, KeepResult)

    def _end_cell(self, start: int, tag: StartTag, attributes: Attributes, edit: CellEdit) -> None:
        self._open_cell = None
        if isinstance(edit, KeepResult):
            written = self.scan.data[start : tag.end]
            plain = _CELL_METADATA.sub(b"", written)
            if plain != written:
                self._splice(start, tag.end, plain)
            return
        end = tag.end if tag.is_empty else end_of_tag(self.scan.data, self.scan.place)
        kept = {key: value for key, value in attributes.items() if key in {"r", "s"}}
        self._splice(start, end, _cell(tag.prefix, kept, edit))

    def _end_formula(self) -> None:
        if self._open_cell is None or not isinstance(self._open_cell[3], KeepResult):
            return
        tag = start_tag_at(self.scan.data, self._formula_start)
        end = tag.end if tag.is_empty else end_of_tag(self.scan.data, self.scan.place)
        self._splice(self._formula_start, end, b"")

    def _end_row(self, start: int, tag: StartTag) -> None:
        self._open_row = None
        cells = b"".join(
            self._new_cell(tag.prefix, column) for column in reversed(self._waiting_cells)
        )
        self._waiting_cells = []
        self._put_inside(start, tag, b"row", cells)

    def _end_sheet_data(self, start: int, tag: StartTag) -> None:
        if tag.is_empty:
            rows = [self._new_row(tag.prefix, row) for row in reversed(self._waiting_rows)]
            self._put_inside(start, tag, b"sheetData", b"".join(rows))
        else:
            self._insert_rows(self.scan.place, tag.prefix, before=None)

    def _insert_rows(self, place: int, prefix: bytes, *, before: int | None) -> None:
        """Put rows that the part lacks at `place`; take `before` off the list, it is there."""
        while self._waiting_rows and (before is None or self._waiting_rows[-1] < before):
            row = self._waiting_rows.pop()
            self._splice(place, place, self._new_row(prefix, row))
        if self._waiting_rows and self._waiting_rows[-1] == before:
            self._waiting_rows.pop()

    def _put_inside(self, start: int, tag: StartTag, name: bytes, content: bytes) -> None:
        """Put `content` at the end of the element that closes here."""
        if not content:
            return
        if tag.is_empty:
            opened = self.scan.data[start : tag.end].rstrip(b">").rstrip(b"/ \t\r\n") + b">"
            closed = b"</%s%s>" % (tag.prefix, name)
            self._splice(start, tag.end, opened + content + closed)
        else:
            self._splice(self.scan.place, self.scan.place, content)

    def _new_row(self, prefix: bytes, row: int) -> bytes:
        cells = self._rows[row]
        inside = b"".join(
            _cell(prefix, {"r": CellRef("", row, column).a1}, edit)
            for column, edit in sorted(cells.items())
            if not isinstance(edit, KeepResult | Clear)
        )
        return b'<%srow r="%d">%s</%srow>' % (prefix, row + 1, inside, prefix)

    def _new_cell(self, prefix: bytes, column: int) -> bytes:
        edit = self._edits_of_row[column]
        if isinstance(edit, KeepResult | Clear):
            return b""
        return _cell(prefix, {"r": f"{column_letters(column)}{self._row + 1}"}, edit)

    def _splice(self, start: int, end: int, new: bytes) -> None:
        self.splices.append(Splice(start, end, new))

    def _refuse_disorder(self, is_disorder: bool) -> None:
        if is_disorder and self._rows:
            raise self.scan.damaged()


def _by_row(edits: Mapping[tuple[int, int], CellEdit]) -> Mapping[int, Mapping[int, CellEdit]]:
    rows: defaultdict[int, dict[int, CellEdit]] = defaultdict(dict)
    for (row, column), edit in edits.items():
        rows[row][column] = edit
    return dict(rows)


_columns: dict[str, int] = {}


def _place(reference: str) -> tuple[int, int]:
    """Return row and column, from 0, of a cell's own name such as "C7"."""
    letters = reference.rstrip(_DIGITS)
    column = _columns.get(letters)
    if column is None:
        column = _columns[letters] = CellRef.parse("", f"{letters}1").column
    return int(reference[len(letters) :]) - 1, column


def _cell(prefix: bytes, attributes: Mapping[str, str], edit: str | float | Clear) -> bytes:
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items()).encode()
    if isinstance(edit, Clear):
        return b"<%sc%s/>" % (prefix, written)
    if isinstance(edit, str):
        keep_spaces = b"" if edit == edit.strip() else b' xml:space="preserve"'
        text = escape(edit).encode()
        inside = b"<%sis><%st%s>%s</%st></%sis>" % (
            *(prefix, prefix, keep_spaces, text),
            *(prefix, prefix),
        )
        return b'<%sc%s t="inlineStr">%s</%sc>' % (prefix, written, inside, prefix)
    value = b"<%sv>%s</%sv>" % (prefix, number_text(edit).encode(), prefix)
    return b"<%sc%s>%s</%sc>" % (prefix, written, value, prefix)


def number_text(number: float) -> str:
    """Return a number as a workbook stores it: "12", not "12.0"."""
    number = float(number)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)
