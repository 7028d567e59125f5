"""Sums of a table's rows and columns, looked for among numbers of one kind at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.formula_sums import find_formula_sums
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.layout.tidy import find_tidy_sums, is_tidy
from sdc_desktop.core.layout.totals import FoundSum, FoundSums, find_sums
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Axis, Statistic

_KINDS = tuple(Statistic)
_TOGETHER = dict.fromkeys((Statistic.SUM, Statistic.BASE, Statistic.OTHER), Statistic.COUNT)
_FEW_MARKERS = 0.1
_NEVER = {Statistic.ERROR, Statistic.INDEX, Statistic.MEDIAN, Statistic.QUANTILE}


@dataclass(frozen=True, slots=True, eq=False)
class TableNumbers:
    """The numbers of a table without the lines between them.

    Attributes:
        values: (rows, columns) float64, NaN where there is no number.
        is_withheld: (rows, columns) bool: a marker stands there.
        kinds: (rows, columns) uint8: place in the list of statistics; counts, sums and bases,
            which add up alike, count as one.
    """

    values: FloatArray
    is_withheld: BoolArray
    kinds: np.ndarray[tuple[int, int], np.dtype[np.uint8]]


def table_numbers(
    grid: Grid,
    block: Block,
    columns: Sequence[tuple[int, Statistic]],
    rows: Sequence[tuple[int, Statistic]],
) -> TableNumbers:
    """Return the numbers of a block and what each is."""
    place = np.ix_(block.data_rows, block.data_columns)
    values = np.where(grid.is_number[place], grid.sheet.values[place], np.nan)
    kinds = np.zeros(values.shape, np.uint8)
    kinds[:] = [_code(statistic) for _, statistic in columns]
    where = {row: at for at, row in enumerate(block.data_rows)}
    for row, statistic in rows:
        kinds[where[row]] = _code(statistic)
    return TableNumbers(values, grid.is_data[place] & ~grid.is_number[place], kinds)


def testable_lines(numbers: TableNumbers, axis: Axis) -> set[int]:
    """Return the places of lines whose numbers can add up and stand among hardly any markers."""
    can_add = numbers.kinds == _KINDS.index(Statistic.COUNT)
    known = can_add & ~np.isnan(numbers.values)
    if (numbers.is_withheld & can_add).sum() > _FEW_MARKERS * max(known.sum(), 1):
        return set()
    along = 1 if axis is Axis.ROWS else 0
    return {int(place) for place in np.flatnonzero(known.sum(axis=along) > 1)}


def _code(statistic: Statistic) -> int:
    return _KINDS.index(_TOGETHER.get(statistic, statistic))


def find_table_sums(
    grid: Grid, block: Block, numbers: TableNumbers, lines: Sequence[Line], axis: Axis
) -> FoundSums:
    """Return the sums of the rows or columns of a block."""
    values, is_withheld, kinds = numbers.values, numbers.is_withheld, numbers.kinds
    if axis is Axis.COLUMNS:
        values, is_withheld, kinds = values.T, is_withheld.T, kinds.T
    tidy = axis is Axis.ROWS and is_tidy(grid, block)
    written = find_formula_sums(grid, block, axis)
    found: dict[tuple[int, frozenset[int]], FoundSum] = {}
    perhaps: set[int] = set()
    for code in np.unique(kinds).tolist():
        if _KINDS[code] in _NEVER:
            continue
        of_kind = (kinds == code) & (is_withheld | ~np.isnan(values))
        if tidy:
            if _KINDS[code].is_additive:
                numbers_of_kind = np.where(of_kind, values, np.nan)
                sums_of_rows = find_tidy_sums(grid, block, numbers_of_kind, is_withheld & of_kind)
                found |= {(one.total, frozenset(one.parts)): one for one in sums_of_rows}
            continue
        own, others = np.flatnonzero(of_kind.any(axis=1)), np.flatnonzero(of_kind.any(axis=0))
        sums = find_sums(
            np.where(of_kind, values, np.nan)[np.ix_(own, others)],
            (is_withheld & of_kind)[np.ix_(own, others)],
            [lines[place] for place in own],
            needs_label=not _KINDS[code].is_additive,
            written=_among(written, own.tolist()),
        )
        for one in sums.sums:
            _add(found, _widened(one, own.tolist(), others.tolist()))
        if _KINDS[code].is_additive:
            perhaps.update(int(own[place]) for place in sums.perhaps)
    best = sorted(found.values(), key=lambda one: (one.total, one.parts))
    return FoundSums(tuple(best), tuple(sorted(perhaps - {one.total for one in best})))


def _add(found: dict[tuple[int, frozenset[int]], FoundSum], one: FoundSum) -> None:
    """Put a sum to those found, together with the same one among numbers of another kind."""
    key = one.total, frozenset(one.parts)
    known = found.get(key)
    if known is None:
        found[key] = one
        return
    found[key] = replace(
        known,
        across=tuple(sorted({*known.across, *one.across})),
        failing=tuple(sorted({*known.failing, *one.failing})),
        tolerance=max(known.tolerance, one.tolerance),
    )


def _among(
    written: Sequence[tuple[int, tuple[int, ...]]], own: list[int]
) -> list[tuple[int, tuple[int, ...]]]:
    """Return the written sums as places among some of the lines only."""
    place_of = {line: place for place, line in enumerate(own)}
    return [
        (place_of[total], tuple(place_of[part] for part in parts if part in place_of))
        for total, parts in written
        if total in place_of
    ]


def _widened(found: FoundSum, own: list[int], others: list[int]) -> FoundSum:
    """Return a sum whose places count all lines, not only those that were looked at."""
    return replace(
        found,
        total=own[found.total],
        parts=tuple(own[part] for part in found.parts),
        across=tuple(others[one] for one in found.across),
        failing=tuple(others[one] for one in found.failing),
    )
