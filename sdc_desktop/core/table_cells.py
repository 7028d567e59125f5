"""The data cells of all tables as columns of the relation system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.layout.markers import Marker, MarkerMeaning, read_marker
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array, Sheet, TextArray, Workbook
from sdc_desktop.core.tables import Axis, Table

_HOLDS_NOTHING = (MarkerMeaning.NIL, MarkerMeaning.NOT_APPLICABLE)
_MAY_BE_ZERO = (MarkerMeaning.UNKNOWN, MarkerMeaning.NOT_AVAILABLE)
_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True, eq=False)
class TableCells:
    """n data cells: numbers, and markers that stand for a number.

    Attributes:
        places: Sheet name to (rows, columns) int32: the number of the cell, -1 where there is none.
        values, lower, upper, is_count, table_of, steps, is_dash: As in `RelationSystem`.
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

    def refs(self) -> tuple[CellRef, ...]:
        """Return where the cells are, in the order of their numbers."""
        return tuple(
            CellRef(name, row, column)
            for name, places in self.places.items()
            for row, column in np.argwhere(places >= 0).tolist()
        )


def collect_cells(workbook: Workbook, tables: Sequence[Table]) -> TableCells:
    """Return the data cells of `tables`, sheet by sheet, row by row.

    A cell that two tables claim belongs to the first. Cells with "not applicable" and "nil", and
    those marked with a sign that stands for zero wherever a sum shows it, are no data cells.
    """
    sheets = [_collect_sheet(sheet, tables) for sheet in workbook.sheets]
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
        )


def _collect_sheet(sheet: Sheet, tables: Sequence[Table]) -> _SheetCells:
    found = _SheetCells(
        values=sheet.values,
        lower=np.full(sheet.shape, -np.inf),
        upper=np.full(sheet.shape, np.inf),
        is_count=np.zeros(sheet.shape, bool),
        can_add=np.zeros(sheet.shape, bool),
        table_of=np.full(sheet.shape, -1, np.int32),
        steps=np.zeros(sheet.shape),
        is_dash=np.zeros(sheet.shape, bool),
    )
    here = [(number, table) for number, table in enumerate(tables) if table.sheet == sheet.name]
    nil = _signs_of_zero(sheet, [table for _, table in here])
    for number, table in here:
        _collect_table(sheet, number, table, nil, found)
    return found


def _collect_table(
    sheet: Sheet, number: int, table: Table, nil: frozenset[str], found: _SheetCells
) -> None:
    """Enter the data cells of `table` into the arrays of `found`."""
    body = np.s_[table.body.top : table.body.bottom + 1, table.body.left : table.body.right + 1]
    values, texts, free = sheet.values[body], sheet.texts[body], found.table_of[body] < 0
    free[[row - table.body.top for row in table.left_out_rows if row in table.body.rows]] = False
    left_out = [one - table.body.left for one in table.left_out_columns]
    free[:, [one for one in left_out if 0 <= one < free.shape[1]]] = False
    is_number = np.isfinite(values) & free
    lower, upper = found.lower[body], found.upper[body]
    is_marker = np.zeros(values.shape, bool)
    for row, column, marker in _markers(values, texts, nil):
        is_marker[row, column] = free[row, column]
        found.is_dash[body][row, column] = texts[row, column].strip() in _DASHES
        lower[row, column] = -np.inf if marker.lower is None else marker.lower
        upper[row, column] = np.inf if marker.upper is None else marker.upper
    is_cell = is_number | is_marker
    count, additive = _statistics(table, values.shape)
    is_whole = bool(np.all(values[is_number & count] % 1 == 0))
    is_positive = not bool(np.any(values[is_number & additive] < 0))
    found.table_of[body][is_cell] = number
    found.can_add[body][is_cell] = additive[is_cell]
    found.is_count[body][is_cell] = count[is_cell] & is_whole
    digit = np.where(count[is_cell] & is_whole, 1.0, _last_digit(values[is_number & additive]))
    found.steps[body][is_cell] = np.where(additive[is_cell], digit, 0.0)
    if is_positive:
        lower[is_cell] = np.maximum(lower[is_cell], 0.0)


def _markers(
    values: FloatArray, texts: TextArray, nil: frozenset[str]
) -> Iterator[tuple[int, int, Marker]]:
    """Yield the cells in which a marker stands for a number, with what it gives away."""
    for row, column in np.argwhere(np.isnan(values) & (texts != "")).tolist():
        text = texts[row, column]
        marker = _read(text)
        if marker is None or marker.meaning in _HOLDS_NOTHING or text.strip() in nil:
            continue
        yield row, column, marker


@lru_cache(maxsize=4096)
def _read(text: str) -> Marker | None:
    return read_marker(text)


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


def _last_digit(values: FloatArray) -> float:
    """Return the smallest of 1, 0.1, ... that all `values` are multiples of; 0 when none is."""
    noise = 1e-9 * max(1.0, float(np.abs(values).max(initial=0.0)))
    for decimals in range(_MOST_DECIMALS + 1):
        scaled = values * 10.0**decimals
        if np.all(np.abs(scaled - np.rint(scaled)) <= noise * 10.0**decimals):
            return 10.0**-decimals
    return 0.0


def _signs_of_zero(sheet: Sheet, tables: Sequence[Table]) -> frozenset[str]:
    """Return the signs, such as "-", that stand for zero wherever a sum shows what they hold."""
    unclear = np.isnan(sheet.values) & (sheet.texts != "")
    proved: set[str] = set()
    refuted: set[str] = set()
    for table in tables if unclear.any() else ():
        for sign, is_zero in _lines_with_one_sign(sheet, table, unclear):
            (proved if is_zero else refuted).add(sign)
    return frozenset(proved - refuted)


def _lines_with_one_sign(
    sheet: Sheet, table: Table, unclear: BoolArray
) -> Iterator[tuple[str, bool]]:
    """Yield, for sums whose only cells without a number hold one sign, it and whether it is zero.

    Only signs of unknown meaning are of interest: "[c]" is withheld even when it hides a zero.
    """
    for line_sum in table.relations:
        lines, across = (line_sum.total, *line_sum.parts), line_sum.across
        places = (lines, across) if line_sum.axis is Axis.ROWS else (across, lines)
        if (
            max(places[0], default=0) >= sheet.shape[0]
            or max(places[1], default=0) >= sheet.shape[1]
        ):
            continue
        turn = (lambda block: block) if line_sum.axis is Axis.ROWS else np.transpose
        is_sign = turn(unclear[np.ix_(*places)])
        numbers = np.nan_to_num(turn(sheet.values[np.ix_(*places)]))
        texts = turn(sheet.texts[np.ix_(*places)])
        gaps = np.abs(numbers[1:].sum(axis=0) - numbers[0])
        limits = line_sum.tolerance + 1e-9 * np.abs(numbers).sum(axis=0)
        for line in np.flatnonzero(is_sign.any(axis=0)):
            signs = {text.strip() for text in texts[is_sign[:, line], line]}
            if len(signs) == 1 and _may_be_zero(sign := signs.pop()):
                yield sign, bool(gaps[line] <= limits[line])


def _may_be_zero(sign: str) -> bool:
    marker = _read(sign)
    return marker is not None and marker.meaning in _MAY_BE_ZERO
