"""The cells of an OpenDocument spreadsheet, read by lxml for the proof, two files side by side.

Equal cells and rows are stored as runs, and a saved file may split runs differently; what is
compared is what the runs stand for.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from sdc_desktop.workbook.proof_package import Element, local

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, OFFICE, TEXT, DRAWING = (
    f"{{{_OASIS}{one}:1.0}}" for one in ("table", "office", "text", "drawing")
)
_XLINK = "{http://www.w3.org/1999/xlink}href"
_ROW, _TABLE = f"{TABLE}table-row", f"{TABLE}table"
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_COLUMNS, _ROWS = f"{TABLE}number-columns-repeated", f"{TABLE}number-rows-repeated"
FORMULA = f"{TABLE}formula"
RULE = f"{TABLE}content-validation-name"
FORMULA_FACTS = frozenset(
    {FORMULA, f"{TABLE}number-matrix-columns-spanned", f"{TABLE}number-matrix-rows-spanned"}
)
_PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}

Facts = frozenset[tuple[str, str]]


class SavedOdsCell(NamedTuple):
    """A cell as stored.

    Attributes:
        tag: Its name.
        facts: Its attributes but the number of columns.
        text: What it shows.
        inside: Its other contents: remarks, drawings and stray text, as canonical XML.
        rich: Those of its paragraphs that hold more than text, as canonical XML.
    """

    tag: str
    facts: Facts
    text: str
    inside: tuple[bytes, ...]
    rich: tuple[bytes, ...]

    def fact(self, name: str) -> str:
        """Return an attribute by its local name, "" without it; office: goes before others."""
        found = {key: value for key, value in self.facts if key.endswith(f"}}{name}")}
        return found.get(f"{OFFICE}{name}", next(iter(found.values()), ""))


@dataclass(slots=True)
class SavedOdsRow:
    """A run of equal rows of one table; `loose` is what stands in it beside its cells."""

    sheet: str
    row: int
    rows: int
    facts: tuple[str, Facts]
    loose: tuple[bytes, ...] = ()
    cells: list[tuple[int, SavedOdsCell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GoneElements:
    """What has to be missing in a saved file.

    Attributes:
        pictures: Parts whose pictures go.
        sheets: Sheets that go.
        is_tracked: Whether tracked changes stay.
    """

    pictures: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()
    is_tracked: bool = True


class OdsStream:
    """The rows of all tables, one after the other; what is left over stands in `rest`."""

    def __init__(self, data: bytes, gone: GoneElements | None = None) -> None:
        """Begin to read content.xml.

        Args:
            data: Its bytes.
            gone: What is left out; None for nothing.
        """
        self._data, self._gone = data, gone or GoneElements()
        self._next: dict[Element, int] = {}
        self.rest: Element | None = None

    def rows(self) -> Iterator[SavedOdsRow]:
        """Yield the rows; read to the end, `rest` is the document without them."""
        events = etree.iterparse(
            io.BytesIO(self._data),
            events=("end",),
            tag=_ROW,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
        )
        taken: list[Element] = []
        for _, element in events:
            table = _table_of(element)
            if table is not None:
                if table.get(f"{TABLE}name", "") not in self._gone.sheets:
                    yield self._row(element, table)
                element.clear(keep_tail=True)
                taken.append(element)
        for element in taken:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        self.rest = events.root
        if self.rest is not None:
            drop_elements(self.rest, self._is_gone)

    def _row(self, element: Element, table: Element) -> SavedOdsRow:
        rows = int(element.get(_ROWS, 1))
        first = self._next.get(table, 0)
        self._next[table] = first + rows
        facts = frozenset((str(k), str(v)) for k, v in element.items() if k != _ROWS)
        parent = element.getparent()
        found = SavedOdsRow(
            table.get(f"{TABLE}name", ""),
            first,
            rows,
            (local(parent) if parent is not None else "", facts),
            tuple(self._loose(element, _CELLS)),
        )
        for cell in element:
            if cell.tag in _CELLS:
                found.cells.append((int(cell.get(_COLUMNS, 1)), self._cell(cell)))
        return found

    def _cell(self, element: Element) -> SavedOdsCell:
        facts = [(str(k), str(v)) for k, v in element.items() if k != _COLUMNS]
        paragraphs = [child for child in element if child.tag in _PARAGRAPHS]
        return SavedOdsCell(
            tag=str(element.tag),
            facts=frozenset(facts),
            text="\n".join([text_of(one) if len(one) else one.text or "" for one in paragraphs]),
            inside=tuple(self._loose(element, _PARAGRAPHS)),
            rich=tuple([_canonical(one) for one in paragraphs if len(one) or one.attrib]),
        )

    def _loose(self, element: Element, known: Collection[str]) -> Iterator[bytes]:
        """Yield what stands in an element beside the children of `known` names."""
        if element.text and element.text.strip():
            yield _wrapped(element.text)
        for child in element:
            if not isinstance(child.tag, str):
                yield _wrapped(child.text or "")
            elif child.tag not in known:
                drop_elements(child, self._is_gone)
                yield _canonical(child)
            if child.tail and child.tail.strip():
                yield _wrapped(child.tail)

    def _is_gone(self, element: Element) -> bool:
        gone = self._gone
        if element.tag == f"{TABLE}tracked-changes":
            return not gone.is_tracked
        if element.tag == _TABLE:
            return element.get(f"{TABLE}name", "") in gone.sheets
        is_picture = element.tag == f"{DRAWING}image"
        return is_picture and element.get(_XLINK, "").removeprefix("./") in gone.pictures


def _canonical(element: Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def _wrapped(text: str) -> bytes:
    """Return a text that no element holds by itself, such as a comment, as an element."""
    element = etree.Element("loose")
    element.text = text
    return etree.tostring(element)


def drop_elements(root: Element, goes: Callable[[Element], bool]) -> None:
    """Take elements out of a tree."""
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is not None and element is not root and goes(element):
            parent.remove(element)


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph, spaces and tabs written out."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        name = local(child)
        if name == "s":
            pieces.append(" " * min(int(child.get(f"{TEXT}c", 1)), 1000))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name:
            pieces.append(text_of(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _table_of(row: Element) -> Element | None:
    """Return the sheet that a row belongs to, None for rows inside of something else."""
    element = row.getparent()
    while element is not None:
        name = local(element)
        if element.tag == _TABLE:
            parent = element.getparent()
            return element if parent is not None and local(parent) == "spreadsheet" else None
        if name not in {"table-rows", "table-header-rows", "table-row-group"}:
            return None
        element = element.getparent()
    return None


class RowPair(NamedTuple):
    """Rows that stand at the same place in both files; one may be missing."""

    sheet: str
    row: int
    rows: int
    before: SavedOdsRow | None
    after: SavedOdsRow | None


def paired_rows(before: OdsStream, after: OdsStream) -> Iterator[RowPair]:
    """Yield the rows of two files side by side, runs cut where those of either end."""
    streams = (_Pending(before.rows()), _Pending(after.rows()))
    while True:
        one, other = (stream.current() for stream in streams)
        if one is None and other is None:
            return
        if one is None or other is None or one.sheet != other.sheet:
            place = 0 if one is not None else 1
            run = one or other
            if run is not None:
                rows = streams[place].take(run.row + run.rows)
                yield RowPair(run.sheet, rows.start, len(rows), one, None if one else other)
            continue
        end = min(one.row + one.rows, other.row + other.rows)
        rows = streams[0].take(end)
        streams[1].take(end)
        yield RowPair(one.sheet, rows.start, len(rows), one, other)


class _Pending:
    """A stream of which the first run may be used up in part."""

    def __init__(self, rows: Iterator[SavedOdsRow]) -> None:
        self._rows = rows
        self._run: SavedOdsRow | None = None
        self._done = 0

    def current(self) -> SavedOdsRow | None:
        if self._run is None:
            self._run = next(self._rows, None)
            self._done = self._run.row if self._run is not None else 0
        return self._run

    def take(self, end: int) -> range:
        """Use the run up to row `end`."""
        taken = range(self._done, end)
        self._done = end
        if self._run is not None and end >= self._run.row + self._run.rows:
            self._run = None
        return taken


def paired_cells(
    before: Sequence[tuple[int, SavedOdsCell]], after: Sequence[tuple[int, SavedOdsCell]]
) -> Iterator[tuple[int, int, SavedOdsCell | None, SavedOdsCell | None]]:
    """Yield first column, number of columns, and the cells that stand there in both rows."""
    ends: list[int] = []
    lines: list[list[tuple[int, SavedOdsCell]]] = []
    for cells in (before, after):
        column, line = 0, []
        for columns, cell in cells:
            column += columns
            line.append((column, cell))
        lines.append(line)
        ends += [end for end, _ in line]
    places = [0, 0]
    start = 0
    for end in sorted(set(ends)):
        pair: list[SavedOdsCell | None] = []
        for which, line in enumerate(lines):
            while places[which] < len(line) and line[places[which]][0] <= start:
                places[which] += 1
            pair.append(line[places[which]][1] if places[which] < len(line) else None)
        yield start, end - start, pair[0], pair[1]
        start = end
