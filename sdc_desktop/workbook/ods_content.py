"""The tables of an OpenDocument spreadsheet, streamed by expat into runs of equal cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from xml.parsers import expat

import numpy as np

from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, LONGEST_TEXT, CellRange
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import CellKind, Int32Array
from sdc_desktop.workbook.errors import DamagedWorkbookError, NotASpreadsheetError
from sdc_desktop.workbook.ods_package import CONTENT, OdsPackage
from sdc_desktop.workbook.ods_plain_rows import (
    MARK,
    NotPlainError,
    PlainCells,
    PlainRows,
    pieces_by_row,
)
from sdc_desktop.workbook.ods_runs import Lines, OdsContent, OdsTable, Run, runs_of
from sdc_desktop.workbook.package import safe_parser

_CHUNK = 1 << 20
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{_OASIS}{one}:1.0 " for one in ("table", "office", "text"))
_DRAWING = f"{_OASIS}drawing:1.0 "
_MOST_SPACES = 256
_INDENTED = re.compile(r"[ \t\r]*\n[ \t\r\n]*[ \t]")
"""A line break that somebody who laid the file out in lines put there; it is no part of a text.
Spaces are kept as they are: spreadsheets write several side by side."""
_ASIDE = {
    f"{_TABLE}shapes": "",
    f"{_OFFICE}annotation": "comments",
    f"{_TABLE}tracked-changes": "tracked changes",
    f"{_TABLE}data-pilot-tables": "the source data of pivot tables",
    f"{_TABLE}dde-links": "copies of other programs' numbers",
}
_DATA_SOURCES = {
    *(f"{_TABLE}database-source-{one}" for one in ("sql", "table", "query")),
    f"{_TABLE}cell-range-source",
}
_VALUES = {
    "date": f"{_OFFICE}date-value",
    "time": f"{_OFFICE}time-value",
    "boolean": f"{_OFFICE}boolean-value",
    "string": f"{_OFFICE}string-value",
}
_CALC_ERROR = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"


def read_content(package: OdsPackage, progress: Progress, *, in_bulk: bool = True) -> OdsContent:
    """Read content.xml in one pass.

    Args:
        package: The file.
        progress: Told how much was read.
        in_bulk: Whether plain rows may be taken out many at a time; their cells are `plain` then.

    Raises:
        DamagedWorkbookError: It is not well-formed, or a cell lies outside of a sheet.
        NotASpreadsheetError: It is another kind of document.
        HostileWorkbookError: It declares entities.
        Cancelled: `progress` was asked to stop.
    """
    if in_bulk:
        with suppress(NotPlainError):
            return _read(package, progress, PlainRows())
    return _read(package, progress, None)


def _read(package: OdsPackage, progress: Progress, rows: PlainRows | None) -> OdsContent:
    reader = _ContentReader()
    parser = safe_parser(package.path)
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    if rows is not None:
        parser.StartNamespaceDeclHandler = _refuse_other_prefixes
    done, total = 0, package.size(CONTENT)
    try:
        for piece in pieces_by_row(package.pieces(CONTENT, _CHUNK)):
            progress(done, total, reader.name)
            rest, cells = (piece, None) if rows is None else rows.take(piece)
            parser.Parse(rest, False)
            reader.put_in_place(cells)
            done += len(piece)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
        raise DamagedWorkbookError(package.path, "its content cannot be understood") from error
    if not reader.is_spreadsheet:
        raise NotASpreadsheetError(package.path)
    return reader.content


def _refuse_other_prefixes(prefix: str | None, uri: str) -> None:
    """Raise NotPlainError where the prefixes of plain rows stand for something else."""
    if prefix in {"table", "office", "text"} and uri != f"{_OASIS}{prefix}:1.0":
        raise NotPlainError


class _ContentReader:
    """The state of the stream: where it is, and the pieces of the cell that is open."""

    def __init__(self) -> None:
        self.content = OdsContent()
        self.is_spreadsheet = False
        self._table: OdsTable | None = None
        self._aside = 0
        self._groups: list[bool] = []
        self._row = self._rows = self._column = 0
        self._next_row = self._next_column = 0
        self._cell: dict[str, str] | None = None
        self._is_in_row = False
        self._text: list[str] = []
        self._paragraphs = 0
        self._is_in_paragraph = False
        self._placed: list[tuple[int, int, OdsTable]] = []
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            f"{_TABLE}table": self._start_table,
            f"{_TABLE}table-source": self._start_source,
            f"{_TABLE}scenario": self._start_scenario,
            f"{_TABLE}table-column": self._start_column,
            f"{_TABLE}table-row": self._start_row,
            f"{_TABLE}table-cell": self._start_cell,
            f"{_TABLE}covered-table-cell": self._start_cell,
            f"{_TABLE}table-row-group": self._start_group,
            f"{_TABLE}table-column-group": self._start_group,
            f"{_TABLE}database-range": self._start_database_range,
            f"{_OFFICE}spreadsheet": self._start_spreadsheet,
            f"{_TEXT}p": self._start_paragraph,
            f"{_TEXT}h": self._start_paragraph,
            f"{_TEXT}s": self._start_spaces,
            f"{_TEXT}tab": lambda _: self._add("\t"),
            f"{_TEXT}line-break": lambda _: self._add("\n"),
        }
        self._ends = {
            f"{_TABLE}table": self._end_table,
            f"{_TABLE}table-row": self._end_row,
            f"{_TABLE}table-cell": self._end_cell,
            f"{_TABLE}covered-table-cell": self._end_cell,
            f"{_TABLE}table-row-group": self._groups_pop,
            f"{_TABLE}table-column-group": self._groups_pop,
            f"{_TEXT}p": self._end_paragraph,
            f"{_TEXT}h": self._end_paragraph,
        }

    @property
    def name(self) -> str:
        """The sheet that is being read."""
        return self._table.name if self._table is not None else ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside:
            self._aside += 1
            return
        begin = self._starts.get(name)
        if begin is not None:
            begin(attributes)
        elif name in _ASIDE or name.startswith(_DRAWING):
            self._aside = 1
            self._note(_ASIDE.get(name, ""))
        elif name in _DATA_SOURCES:
            self._note("data connections")

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
            return
        finish = self._ends.get(name)
        if finish is not None:
            finish()

    def characters(self, data: str) -> None:
        if not self._is_in_paragraph or self._aside:
            return
        self._text.append(_INDENTED.sub(" ", data) if "\n" in data else data)

    def _note(self, words: str) -> None:
        if words:
            self.content.others[words] = None

    def _start_spreadsheet(self, _: dict[str, str]) -> None:
        self.is_spreadsheet = True

    def _start_table(self, attributes: dict[str, str]) -> None:
        if self._table is not None:
            raise ValueError("a sheet inside a sheet")
        name = attributes.get(f"{_TABLE}name", "")
        self._table = OdsTable(name, attributes.get(f"{_TABLE}style-name", ""))
        self._table.is_copy = name.startswith(("'file:", "'http:", "'https:")) and "'#" in name
        self._next_row = self._next_column = 0
        self._groups = []
        self.content.tables.append(self._table)

    def _start_source(self, _: dict[str, str]) -> None:
        if self._table is not None:
            self._table.is_copy = True

    def _start_scenario(self, _: dict[str, str]) -> None:
        if self._table is not None:
            self._table.is_scenario = True

    def _end_table(self) -> None:
        if self._table is not None and self._table.is_copy:
            self._note("copies of other workbooks' numbers")
        self._table = None

    def _start_group(self, attributes: dict[str, str]) -> None:
        self._groups.append(attributes.get(f"{_TABLE}display") == "false")

    def _groups_pop(self) -> None:
        self._groups.pop()

    def _start_database_range(self, attributes: dict[str, str]) -> None:
        is_named = not attributes.get(f"{_TABLE}name", "__Anonymous").startswith("__Anonymous")
        if is_named and attributes.get(f"{_TABLE}contains-header", "true") == "true":
            self.content.database_ranges.append(attributes.get(f"{_TABLE}target-range-address", ""))

    def _start_column(self, attributes: dict[str, str]) -> None:
        if self._table is not None:
            lines = self._lines(attributes, self._next_column, "columns")
            self._table.columns.append(lines)
            self._next_column += lines.count

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._is_in_row:
            raise ValueError("a row inside a row")
        self._is_in_row = True
        if self._table is not None:
            lines = self._lines(attributes, self._next_row, "rows")
            self._table.rows.append(lines)
            self._row, self._rows, self._column = self._next_row, lines.count, 0
            number = attributes.get(MARK)
            if number is not None:
                self._placed.append((int(number), self._row, self._table))

    def put_in_place(self, cells: PlainCells | None) -> None:
        """Give cells of rows that were taken out to the tables in which the rows were met."""
        placed, self._placed = self._placed, []
        if cells is None:
            return
        for table in {id(one): one for _, _, one in placed}.values():
            rows = np.full(1 + max(number for number, _, _ in placed), -1, np.int32)
            for number, row, its_table in placed:
                if its_table is table:
                    rows[number] = row
            self._add_cells(table, cells, rows)

    def _add_cells(self, table: OdsTable, cells: PlainCells, rows: Int32Array) -> None:
        is_known = cells.rows < rows.size
        here = cells.where(is_known & (rows[np.where(is_known, cells.rows, 0)] >= 0))
        here = replace(here, rows=rows[here.rows])
        filled = here.where(here.kinds != CellKind.EMPTY)
        ends = filled.columns.astype(np.int64) + filled.counts
        if filled.rows.size and (int(filled.rows.max()) > LAST_ROW or ends.max() > LAST_COLUMN + 1):
            raise ValueError("a cell outside of the sheet")
        table.plain.append(here.where(here.counts == 1))
        table.runs += runs_of(here.where(here.counts > 1))

    def _end_row(self) -> None:
        self._is_in_row = False
        self._next_row = self._row + self._rows

    def _lines(self, attributes: dict[str, str], first: int, what: str) -> Lines:
        visibility = attributes.get(f"{_TABLE}visibility", "visible")
        return Lines(
            first=first,
            count=_count(attributes, f"number-{what}-repeated"),
            style=attributes.get(f"{_TABLE}style-name", ""),
            cell_style=attributes.get(f"{_TABLE}default-cell-style-name", ""),
            is_hidden=visibility in {"collapse", "filter"} or any(self._groups),
        )

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._cell is not None or (self._table is not None and not self._is_in_row):
            raise ValueError("a cell inside a cell or outside of a row")
        if self._table is not None:
            self._cell, self._text, self._paragraphs = attributes, [], 0

    def _start_paragraph(self, _: dict[str, str]) -> None:
        if self._cell is not None:
            if self._paragraphs:
                self._text.append("\n")
            self._paragraphs += 1
            self._is_in_paragraph = True

    def _end_paragraph(self) -> None:
        self._is_in_paragraph = False

    def _start_spaces(self, attributes: dict[str, str]) -> None:
        count = int(attributes.get(f"{_TEXT}c", 1))
        if count > LONGEST_TEXT:
            raise ValueError("more blanks than a cell can hold")
        self._add(" " * min(count, _MOST_SPACES))

    def _add(self, text: str) -> None:
        if self._is_in_paragraph:
            self._text.append(text)

    def _end_cell(self) -> None:
        if self._cell is None or self._table is None:
            return
        attributes, self._cell = self._cell, None
        columns = _count(attributes, "number-columns-repeated") if attributes else 1
        if attributes or self._text:
            run = self._run(attributes, columns)
            if not run.is_empty:
                _refuse_outside(run)
                self._note_areas(attributes, run)
            if not run.is_empty or run.style:
                self._table.runs.append(run)
        self._column += columns

    def _run(self, attributes: dict[str, str], columns: int) -> Run:
        text = "".join(self._text)
        if len(text) > LONGEST_TEXT:
            raise ValueError("a text that is too long for a cell")
        value_type = attributes.get(f"{_OFFICE}value-type", "string")
        if attributes.get(_CALC_ERROR) == "error":
            value_type = "error"
        return Run(
            self._row,
            self._rows,
            self._column,
            columns,
            value_type,
            attributes.get(_VALUES.get(value_type, f"{_OFFICE}value"), ""),
            text,
            attributes.get(f"{_TABLE}style-name", ""),
            attributes.get(f"{_TABLE}formula"),
        )

    def _note_areas(self, attributes: dict[str, str], run: Run) -> None:
        if self._table is None:
            return
        merged = self._area(attributes, "")
        if merged is not None:
            self._table.merged.append(merged)
        if run.formula is not None:
            array = self._area(attributes, "matrix-")
            if array is not None:
                self._table.arrays.append((array, run.formula))

    def _area(self, attributes: dict[str, str], kind: str) -> CellRange | None:
        """Return the range that a cell covers together with others, None where it stands alone."""
        rows = _count(attributes, f"number-{kind}rows-spanned")
        columns = _count(attributes, f"number-{kind}columns-spanned")
        if rows == columns == 1:
            return None
        bottom, right = self._row + rows - 1, self._column + columns - 1
        return CellRange(self._row, self._column, min(bottom, LAST_ROW), min(right, LAST_COLUMN))


def _count(attributes: dict[str, str], name: str) -> int:
    count = int(attributes.get(f"{_TABLE}{name}", 1))
    if count < 1:
        raise ValueError("a number of lines below one")
    return count


def _refuse_outside(run: Run) -> None:
    is_outside = run.row + run.rows - 1 > LAST_ROW or run.column + run.columns - 1 > LAST_COLUMN
    if is_outside:
        raise ValueError("a cell outside of the sheet")
