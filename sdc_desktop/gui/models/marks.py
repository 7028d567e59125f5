"""What is painted over the cells of a sheet: risk, decisions, and the tables that were found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, IntFlag

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.sheets import UInt8Array
from sdc_desktop.core.tables import Table

IntArray = npt.NDArray[np.int64]


class CellMark(IntEnum):
    """The one thing about a cell that a checker must see first."""

    NONE = 0
    EXEMPT = 1
    ROUNDED = 2
    SECONDARY = 3
    PRIMARY = 4
    REVIEW = 5
    FAIL = 6
    UNPROTECTED = 7


SYMBOLS: Mapping[int, str] = {
    CellMark.EXEMPT: "✓",
    CellMark.ROUNDED: "≈",
    CellMark.SECONDARY: "□",
    CellMark.PRIMARY: "■",
    CellMark.REVIEW: "?",
    CellMark.FAIL: "▲",
    CellMark.UNPROTECTED: "◩",
}

_MARK_OF_STATUS = np.zeros(max(CellStatus) + 1, np.uint8)
_MARK_OF_STATUS[CellStatus.PRIMARY] = CellMark.PRIMARY
_MARK_OF_STATUS[CellStatus.SECONDARY] = CellMark.SECONDARY
_MARK_OF_STATUS[CellStatus.ROUNDED] = CellMark.ROUNDED
_MARK_OF_STATUS[CellStatus.COMBINED] = CellMark.ROUNDED


@dataclass(frozen=True, slots=True, eq=False)
class FoundMarks:
    """What was found about the cells of one sheet, as arrays of one length, a cell each.

    Attributes:
        rows, columns: (n,) int64, where the cells are.
        marks: (n,) uint8, the `CellMark` that they deserve.
    """

    rows: IntArray
    columns: IntArray
    marks: UInt8Array


def found_marks(
    findings: Iterable[Finding], intervals: Iterable[FeasibilityInterval]
) -> dict[str, FoundMarks]:
    """Return for each sheet what was found about its cells."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for finding in findings:
        if finding.severity is Severity.INFO:
            continue
        mark = int(CellMark.FAIL if finding.severity is Severity.FAIL else CellMark.REVIEW)
        for sheet, row, column in finding.cells:
            if sheet == finding.sheet:
                found.setdefault(sheet, []).append((row, column, mark))
    for interval in intervals:
        if not interval.is_enough:
            sheet, row, column = interval.cell
            found.setdefault(sheet, []).append((row, column, int(CellMark.UNPROTECTED)))
    arrays = {name: np.array(cells, np.int64).T for name, cells in found.items()}
    return {
        name: FoundMarks(rows, columns, marks.astype(np.uint8))
        for name, (rows, columns, marks) in arrays.items()
    }


def mark_cells(sheet: str, published: Published, found: FoundMarks | None) -> UInt8Array:
    """Return (rows, columns) uint8, a `CellMark` for each cell of a sheet."""
    statuses = published.statuses[sheet]
    marks = _MARK_OF_STATUS[statuses]
    for cell, _rule in published.exempt:
        if cell.sheet == sheet and published.status(cell) is CellStatus.AS_IS:
            _raise_mark(marks, cell, CellMark.EXEMPT)
    if found is None:
        return marks
    height, width = statuses.shape
    inside = (found.rows < height) & (found.columns < width)
    rows, columns, raised = found.rows[inside], found.columns[inside], found.marks[inside]
    applies = (raised == CellMark.UNPROTECTED) | np.isin(statuses[rows, columns], _SHOWN)
    np.maximum.at(marks, (rows[applies], columns[applies]), raised[applies])
    return marks


_SHOWN = (CellStatus.AS_IS, CellStatus.ROUNDED, CellStatus.COMBINED)


def _raise_mark(marks: UInt8Array, cell: CellRef, mark: CellMark) -> None:
    rows, columns = marks.shape
    if cell.row < rows and cell.column < columns and marks[cell.row, cell.column] < mark:
        marks[cell.row, cell.column] = mark


class Part(IntFlag):
    """Which part of a table a cell is."""

    NONE = 0
    BODY = 1
    HEADER = 2
    STUB = 4
    TOTAL = 8
    LEFT_OUT = 16


def mark_tables(shape: tuple[int, int], tables: Iterable[Table]) -> UInt8Array:
    """Return `shape` uint8 with the `Part` flags of the tables of one sheet."""
    parts = np.zeros(shape, np.uint8)
    for table in tables:
        _mark_table(parts, table)
    return parts


def table_extent(table: Table) -> CellRange:
    """Return the range of a table with its headers and stub."""
    rows = (*table.header_rows, table.body.top, table.body.bottom)
    columns = (*table.stub_columns, table.body.left, table.body.right)
    return CellRange(min(rows), min(columns), max(rows), max(columns))


def label_columns(tables: Iterable[Table]) -> dict[str, int]:
    """Return for each sheet how many first columns hold the row labels of all its tables."""
    found: dict[str, int] = {}
    for table in tables:
        before_body = [one for one in table.stub_columns if one < table.body.left]
        count = max(before_body, default=-1) + 1
        found[table.sheet] = min(count, found.get(table.sheet, count))
    return found


def _mark_table(parts: UInt8Array, table: Table) -> None:
    extent, body = table_extent(table), table.body
    across = slice(extent.left, extent.right + 1)
    parts[body.top : body.bottom + 1, body.left : body.right + 1] |= np.uint8(Part.BODY)
    for row in table.header_rows:
        parts[row : row + 1, across] |= np.uint8(Part.HEADER)
    for column in table.stub_columns:
        parts[body.top : body.bottom + 1, column : column + 1] |= np.uint8(Part.STUB)
    for row in (*table.total_rows, *table.subtotal_rows):
        parts[row : row + 1, across] |= np.uint8(Part.TOTAL)
    for column in (*table.total_columns, *table.subtotal_columns):
        parts[body.top : body.bottom + 1, column : column + 1] |= np.uint8(Part.TOTAL)
    for row in table.left_out_rows:
        parts[row : row + 1, body.left : body.right + 1] |= np.uint8(Part.LEFT_OUT)
    for column in table.left_out_columns:
        parts[body.top : body.bottom + 1, column : column + 1] |= np.uint8(Part.LEFT_OUT)
