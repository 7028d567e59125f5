"""The data cells of all tables as columns of the relation system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.cell_refs import CellRefs
from sdc_desktop.core.cell_signs import Signs, body_of, legend_of, signs_of
from sdc_desktop.core.last_digit import last_digit
from sdc_desktop.core.layout.markers import Marker, MarkerMeaning
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array, Sheet, TextArray, Workbook
from sdc_desktop.core.tables import Axis, Table

_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")


@dataclass(frozen=True, slots=True, eq=False)
class TableCells:
    """n data cells: numbers, and markers that stand for a number.

    Attributes:
        places: Sheet name to (rows, columns) int32: the number of the cell, -1 where there is none.
        values, lower, upper, is_count, table_of, steps, is_dash, is_unavailable: As in
            `RelationSystem`.
        can_add: (n,) bool: whether the cell is a count or a sum.
    """

    places: Mapping[str, Int32Array]
    values: FloatArray
    lower: FloatArray
    upper: FloatArray
    is_count: BoolArray
    can_add: BoolArray
    table_of: Int32Array
    steps: FloatArray
    is_dash: BoolArray
    is_unavailable: BoolArray

    def at(self, sheet: str, rows: Sequence[int], columns: Sequence[int]) -> Int32Array:
        """Return the numbers of the cells where `rows` and `columns` cross, -1 for none.

        Returns:
            (len(rows), len(columns)) int32.
        """
        block = np.full((len(rows), len(columns)), -1, np.int32)
        places = self.places[sheet]
        row, column = np.array(rows, np.intp), np.array(columns, np.intp)
        inside = row < places.shape[0], column < places.shape[1]
        block[np.ix_(*inside)] = places[np.ix_(row[inside[0]], column[inside[1]])]
        return block

    def block(
        self, table: Table, axis: Axis, lines: Sequence[int], across: Sequence[int]
    ) -> Int32Array:
        """Return the numbers of the cells of some lines of a table, -1 for none.

        Args:
            table: The table.
            axis: ROWS when `lines` are sheet rows, else COLUMNS.
            lines: The lines.
            across: Lines of the other axis.

        Returns:
            (len(lines), len(across)) int32.
        """
        if axis is Axis.ROWS:
            return self.at(table.sheet, lines, across)
        return self.at(table.sheet, across, lines).T

    def refs(self) -> CellRefs:
        """Return where the cells are, in the order of their numbers."""
        found = [np.nonzero(places >= 0) for places in self.places.values()]
        sheet_of = [np.full(rows.size, number) for number, (rows, _) in enumerate(found)]
        return CellRefs(
            tuple(self.places),
            _join(sheet_of),
            _join([rows for rows, _ in found]),
            _join([columns for _, columns in found]),
        )


def _join(parts: Sequence[npt.NDArray[np.integer[Any]]]) -> Int32Array:
    return np.concatenate(parts).astype(np.int32) if parts else np.zeros(0, np.int32)


def collect_cells(workbook: Workbook, tables: Sequence[Table]) -> TableCells:
    """Return the data cells of `tables`, sheet by sheet, row by row.

    A cell that two tables claim belongs to the first. Cells with "not applicable" and "nil", and
    those marked with a sign that stands for zero wherever a sum shows it, are no data cells. What
    the workbook says of its symbols counts more than what they mean elsewhere.
    """
    legend = legend_of(workbook, tables)
    sheets = [_collect_sheet(sheet, tables, legend) for sheet in workbook.sheets]
    places: dict[str, Int32Array] = {}
    count = 0
    for sheet, found in zip(workbook.sheets, sheets, strict=True):
        numbers = np.full(sheet.shape, -1, np.int32)
        here = found.table_of >= 0
        numbers[here] = count + np.arange(np.count_nonzero(here))
        places[sheet.name] = numbers
        count += int(np.count_nonzero(here))
    flat = [found.flat() for found in sheets]
    return TableCells(places, *(np.concatenate(part) for part in zip(*flat, strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class _SheetCells:
    """One sheet's cells: arrays of the sheet's shape; `table_of` is -1 where no data cell is."""

    values: FloatArray
    lower: FloatArray
    upper: FloatArray
    is_count: BoolArray
    can_add: BoolArray
    table_of: Int32Array
    steps: FloatArray
    is_dash: BoolArray
    is_unavailable: BoolArray

    def flat(self) -> tuple[npt.NDArray[Any], ...]:
        here = self.table_of >= 0
        return (
            self.values[here],
            self.lower[here],
            self.upper[here],
            self.is_count[here],
            self.can_add[here],
            self.table_of[here],
            self.steps[here],
            self.is_dash[here],
            self.is_unavailable[here],
        )


def _collect_sheet(
    sheet: Sheet, tables: Sequence[Table], legend: Mapping[str, Marker]
) -> _SheetCells:
    found = _SheetCells(
        values=sheet.values,
        lower=np.full(sheet.shape, -np.inf),
        upper=np.full(sheet.shape, np.inf),
        is_count=np.zeros(sheet.shape, bool),
        can_add=np.zeros(sheet.shape, bool),
        table_of=np.full(sheet.shape, -1, np.int32),
        steps=np.zeros(sheet.shape),
        is_dash=np.zeros(sheet.shape, bool),
        is_unavailable=np.zeros(sheet.shape, bool),
    )
    here = [(number, table) for number, table in enumerate(tables) if table.sheet == sheet.name]
    signs = signs_of(sheet, [table for _, table in here], legend)
    for number, table in here:
        _collect_table(sheet, number, table, signs, found)
    return found


def _collect_table(
    sheet: Sheet, number: int, table: Table, signs: Signs, found: _SheetCells
) -> None:
    """Enter the data cells of `table` into the arrays of `found`."""
    body = body_of(table)
    values, texts, free = sheet.values[body], sheet.texts[body], found.table_of[body] < 0
    free[[row - table.body.top for row in table.left_out_rows if row in table.body.rows]] = False
    left_out = [one - table.body.left for one in table.left_out_columns]
    free[:, [one for one in left_out if 0 <= one < free.shape[1]]] = False
    is_number = np.isfinite(values) & free
    lower, upper = found.lower[body], found.upper[body]
    is_marker = np.zeros(values.shape, bool)
    for row, column, marker in _markers(values, texts, signs):
        text = str(texts[row, column])
        is_marker[row, column] = free[row, column]
        is_unclear = marker.meaning is MarkerMeaning.UNKNOWN
        found.is_dash[body][row, column] = text.strip() in _DASHES and is_unclear
        found.is_unavailable[body][row, column] = signs.is_unavailable(text, marker)
        lower[row, column] = -np.inf if marker.lower is None else marker.lower
        upper[row, column] = np.inf if marker.upper is None else marker.upper
    is_cell = is_number | is_marker
    count, additive = _statistics(table, values.shape)
    is_whole = bool(np.all(values[is_number & count] % 1 == 0))
    is_positive = not bool(np.any(values[is_number & additive] < 0))
    found.table_of[body][is_cell] = number
    found.can_add[body][is_cell] = additive[is_cell]
    found.is_count[body][is_cell] = count[is_cell] & is_whole
    digit = np.where(count[is_cell] & is_whole, 1.0, last_digit(values[is_number & additive]))
    found.steps[body][is_cell] = np.where(additive[is_cell], digit, 0.0)
    if is_positive:
        lower[is_cell] = np.maximum(lower[is_cell], 0.0)


def _markers(
    values: FloatArray, texts: TextArray, signs: Signs
) -> Iterator[tuple[int, int, Marker]]:
    """Yield the cells in which a marker stands for a number, with what it gives away."""
    for row, column in np.argwhere(np.isnan(values) & (texts != "")).tolist():
        marker = signs.read(texts[row, column])
        if marker is not None:
            yield row, column, marker


def additive_cells(table: Table, shape: tuple[int, ...]) -> BoolArray:
    """Tell which cells of a table's body, of this shape, are counts or sums."""
    return _statistics(table, shape)[1]


def _statistics(table: Table, shape: tuple[int, ...]) -> tuple[BoolArray, BoolArray]:
    """Tell which cells of the body are counts, and which are counts or sums."""
    count = np.full(shape, table.statistic.is_count)
    additive = np.full(shape, table.statistic.is_additive)
    for line, statistic in table.column_statistics:
        if table.body.left <= line <= table.body.right:
            count[:, line - table.body.left] = statistic.is_count
            additive[:, line - table.body.left] = statistic.is_additive
    for line, statistic in table.row_statistics:
        if table.body.top <= line <= table.body.bottom:
            count[line - table.body.top] = statistic.is_count
            additive[line - table.body.top] = statistic.is_additive
    return count, additive
