"""The tables of an OpenDocument spreadsheet, streamed: cells as stored and as shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from xml.parsers import expat

import numpy as np

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.sheets import CellKind, Sheet, StrayCell, Visibility
from sdc_desktop.workbook.errors import DamagedWorkbookError, TooLargeError
from sdc_desktop.workbook.package import local_name, safe_parser

_MOST_REPEATS = 2_000
_FAR_ROWS, _FAR_COLUMNS = 5_000, 500
_MOST_CELLS = 50_000_000
_MOST_COPIES = 5_000_000
_CHUNK = 1 << 20
_NUMBERS = {"float", "percentage", "currency"}
_GROUPS = {"table-row-group", "table-column-group"}
_UNSEEN = {"collapse", "filter"}


@dataclass(frozen=True, slots=True)
class OdsCell:
    """A cell that holds something.

    Attributes:
        row, column: From 0.
        value: The number stored, NaN where none is.
        text: What is shown.
        style: Name of its style, its column's where it names none.
        formula: As written, "" without one.
        is_covered: Whether a merged cell lies over it.
    """

    row: int
    column: int
    value: float
    text: str
    style: str = ""
    formula: str = ""
    is_covered: bool = False


@dataclass(slots=True)
class OdsTable:
    """A table as it stands in the file, sheets that cache other files included.

    Attributes:
        name, style: As written.
        source: Address of another file that it copies, "" for a sheet of its own.
        cells: Those that hold something, row by row.
        hidden_rows, filtered_rows: Rows that a reader does not see.
        hidden_columns: First and last of each run of hidden columns.
        notes: Cells with a comment.
        is_protected: Whether it asks for a password before it is edited.
        is_scenario: Whether it holds other values of another sheet.
    """

    name: str
    style: str = ""
    source: str = ""
    cells: list[OdsCell] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    filtered_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    is_protected: bool = False
    is_scenario: bool = False

    @property
    def is_copy(self) -> bool:
        """Whether it only keeps cells of another file."""
        return bool(self.source) or self.name.startswith(("'file:", "'http:", "'https:"))

    def is_column_hidden(self, column: int) -> bool:
        """Tell whether a reader does not see a column."""
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(slots=True)
class OdsContent:
    """What stands in content.xml.

    Attributes:
        tables: In the file's order.
        counts: Local name of every other element to how often it occurs.
        links: Addresses that texts and objects lead to.
        names: Name and expression of each named expression.
        lists: Conditions of rules for entries.
    """

    tables: list[OdsTable] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)


def read_content(path: Path, data: bytes) -> OdsContent:
    """Read content.xml in one pass.

    Raises:
        DamagedWorkbookError: It is not well-formed.
        HostileWorkbookError: It declares entities.
        TooLargeError: Equal cells stand for too many.
    """
    reader = _ContentReader(path)
    try:
        for place in range(0, len(data), _CHUNK):
            reader.parser.Parse(data[place : place + _CHUNK], False)
        reader.parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise DamagedWorkbookError(path, "its content cannot be understood") from error
    return reader.content


class _ContentReader:
    """The state of the stream; nested tables of shapes are left out."""

    def __init__(self, path: Path) -> None:
        self.content = OdsContent()
        self.parser = safe_parser(path)
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._characters
        self._table: OdsTable | None = None
        self._depth = self._aside = 0
        self._row = self._column = self._next_row = self._next_column = 0
        self._rows, self._copies = 1, 0
        self._path = path
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._paragraphs = 0
        self._is_cell = self._is_covered = False
        self._column_styles: list[tuple[int, int, str]] = []
        self._row_style = ""
        self._groups: list[bool] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local_name(name)
        plain = {local_name(key): value for key, value in attributes.items()}
        if tag == "table":
            self._start_table(plain)
        elif self._table is None or self._depth != 1:
            self._note(tag, plain)
        elif tag == "table-column":
            self._note_column(plain)
        elif tag == "table-row":
            self._start_row(plain)
        elif tag in {"table-cell", "covered-table-cell"} and not self._aside:
            self._start_cell(tag, plain)
        elif tag in {"annotation", "shape", "frame"}:
            self._aside += 1
            if tag == "annotation":
                self._table.notes.append((self._row, self._column))
            self._note(tag, plain)
        elif tag in _GROUPS:
            self._groups.append(plain.get("display") == "false")
        elif tag == "table-source":
            self._table.source = plain.get("href", "")
        elif tag == "scenario":
            self._table.is_scenario = True
        else:
            self._start_text(tag, plain)

    def _start_text(self, tag: str, plain: dict[str, str]) -> None:
        if tag == "p" and not self._aside:
            self._paragraphs += 1
            if self._paragraphs > 1:
                self._text.append("\n")
        elif tag == "s" and not self._aside:
            self._text.append(" " * min(int(plain.get("c", 1)), 1000))
        self._note(tag, plain)

    def _note(self, tag: str, plain: dict[str, str]) -> None:
        counts = self.content.counts
        counts[tag] = counts.get(tag, 0) + 1
        if plain.get("href"):
            self.content.links.append(plain["href"])
        if tag == "named-expression":
            self.content.names.append((plain.get("name", ""), plain.get("expression", "")))
        elif tag == "content-validation":
            self.content.lists.append(plain.get("condition", ""))

    def _start_table(self, plain: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 1 or self._aside:
            return
        self._table = OdsTable(plain.get("name", ""), plain.get("style-name", ""))
        self._table.is_protected = plain.get("protected") == "true"
        self.content.tables.append(self._table)
        self._next_row = self._next_column = 0
        self._column_styles = []

    def _note_column(self, plain: dict[str, str]) -> None:
        repeats = int(plain.get("number-columns-repeated", 1))
        run = self._next_column, self._next_column + repeats - 1
        self._column_styles.append((*run, plain.get("default-cell-style-name", "")))
        is_hidden = plain.get("visibility") in _UNSEEN or any(self._groups)
        if self._table is not None and is_hidden:
            self._table.hidden_columns.append(run)
        self._next_column += repeats

    def _start_row(self, plain: dict[str, str]) -> None:
        self._row, self._column = self._next_row, 0
        repeats = int(plain.get("number-rows-repeated", 1))
        self._next_row += repeats
        self._rows = repeats
        self._row_style = plain.get("default-cell-style-name", "")
        visibility = plain.get("visibility")
        if self._table is not None and (visibility in _UNSEEN or any(self._groups)):
            lines = range(self._row, self._row + min(repeats, _MOST_REPEATS))
            filtered = self._table.filtered_rows
            (filtered if visibility == "filter" else self._table.hidden_rows).update(lines)

    def _start_cell(self, tag: str, plain: dict[str, str]) -> None:
        self._attributes, self._text, self._paragraphs = plain, [], 0
        self._is_cell, self._is_covered = True, tag == "covered-table-cell"

    def _characters(self, data: str) -> None:
        if self._is_cell and not self._aside and self._paragraphs:
            self._text.append(data)

    def _end(self, name: str) -> None:
        tag = local_name(name)
        if tag == "table":
            self._depth -= 1
            if not self._depth:
                self._table = None
        elif self._depth != 1:
            return
        elif tag in _GROUPS:
            self._groups.pop()
        elif tag in {"annotation", "shape", "frame"}:
            self._aside -= 1
        elif tag in {"table-cell", "covered-table-cell"} and not self._aside:
            self._end_cell()

    def _end_cell(self) -> None:
        self._is_cell = False
        plain, text = self._attributes, "".join(self._text)
        repeats = int(plain.get("number-columns-repeated", 1))
        is_number = plain.get("value-type") in _NUMBERS
        value = float(plain["value"]) if is_number and "value" in plain else np.nan
        formula = plain.get("formula", "")
        stored = text or plain.get("string-value", "") or plain.get("date-value", "")
        if self._table is not None and (stored.strip() or formula or not np.isnan(value)):
            self._add_cells(repeats, (value, stored, formula))
        self._column += repeats

    def _add_cells(self, repeats: int, holds: tuple[float, str, str]) -> None:
        """Note equal cells side by side and below each other."""
        table = self._table
        if table is None:
            return
        columns = range(self._column, self._column + min(repeats, _MOST_REPEATS))
        rows = range(self._row, self._row + min(self._rows, _MOST_REPEATS))
        self._copies += len(rows) * len(columns) - 1
        if self._copies > _MOST_COPIES:
            raise TooLargeError(self._path)
        value, stored, formula = holds
        own_style = self._attributes.get("style-name") or self._row_style
        for row, column in product(rows, columns):
            style = own_style or self._style_of(column)
            cell = OdsCell(row, column, value, stored, style, formula, self._is_covered)
            table.cells.append(cell)

    def _style_of(self, column: int) -> str:
        for first, last, style in self._column_styles:
            if first <= column <= last:
                return style
        return ""


def as_sheet(table: OdsTable, *, is_hidden: bool) -> Sheet:
    """Return a table as the sheet that families of other formats look at."""
    height = _extent((cell.row for cell in table.cells), _FAR_ROWS)
    width = _extent((cell.column for cell in table.cells), _FAR_COLUMNS)
    if height * width > _MOST_CELLS:
        height = max(1, _MOST_CELLS // max(width, 1))
    kinds = np.zeros((height, width), np.uint8)
    values, texts = np.full((height, width), np.nan), np.full((height, width), "", object)
    stray = []
    for cell in table.cells:
        if cell.row >= height or cell.column >= width:
            stray.append(StrayCell(cell.row, cell.column, "a cell"))
            continue
        is_number = not np.isnan(cell.value)
        place = cell.row, cell.column
        kinds[place] = CellKind.NUMBER if is_number else CellKind.TEXT
        meant = None if is_number else number_in_text(cell.text)
        values[place] = cell.value if is_number else np.nan if meant is None else meant
        texts[place] = "" if is_number else cell.text
    return Sheet(
        name=table.name,
        kinds=kinds,
        values=values,
        texts=texts,
        styles=np.zeros((height, width), np.int32),
        visibility=Visibility.HIDDEN if is_hidden else Visibility.VISIBLE,
        hidden_rows=frozenset(table.hidden_rows | table.filtered_rows),
        hidden_columns=frozenset(one for one in range(width) if table.is_column_hidden(one)),
        stray=tuple(stray),
    )


def _extent(places: Iterable[int], far: int) -> int:
    """Return how many lines lie before the first gap of more than `far` lines."""
    last = -1
    for place in sorted(set(places)):
        if place - last > far:
            break
        last = place
    return last + 1
