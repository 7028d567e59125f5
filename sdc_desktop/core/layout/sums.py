"""Sums of a table's rows and columns, looked for among numbers of one kind at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.formula_sums import find_formula_sums
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.layout.tidy import find_tidy_sums, is_tidy
from sdc_desktop.core.layout.total_candidates import Candidate
from sdc_desktop.core.layout.totals import FoundSum, FoundSums, find_sums
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Axis, Statistic

_KINDS = tuple(Statistic)
_TOGETHER = dict.fromkeys((Statistic.SUM, Statistic.OTHER), Statistic.COUNT)
Kinds = np.ndarray[Any, np.dtype[np.uint8]]
_CODE_OF_COUNTS = _KINDS.index(Statistic.COUNT)
_FEW_MARKERS = 0.1
_NEVER = {Statistic.ERROR, Statistic.INDEX, Statistic.MEDIAN, Statistic.QUANTILE}


@dataclass(frozen=True, slots=True, eq=False)
class TableNumbers:
    """The numbers of a table without the lines between them.

    Attributes:
        values: (rows, columns) float64, NaN where there is no number.
        is_withheld: (rows, columns) bool: a marker stands there.
        kinds: (rows, columns) uint8: place in the list of statistics; counts and sums, which add
            up alike, count as one, and so do numbers of an unknown kind.
    """

    values: FloatArray
    is_withheld: BoolArray
    kinds: Kinds


def table_numbers(
    grid: Grid,
    block: Block,
    columns: Sequence[tuple[int, Statistic]],
    rows: Sequence[tuple[int, Statistic]],
) -> TableNumbers:
    """Return the numbers of a block and what each is."""
    place = np.ix_(block.data_rows, block.data_columns)
    values = np.where(grid.is_number[place], grid.sheet.values[place], np.nan)
    kinds: Kinds = np.zeros(values.shape, np.uint8)
    kinds[:] = [_code(statistic) for _, statistic in columns]
    where = {row: at for at, row in enumerate(block.data_rows)}
    for row, statistic in rows:
        kinds[where[row]] = _code(statistic)
    return TableNumbers(values, grid.is_data[place] & ~grid.is_number[place], kinds)


def testable_lines(numbers: TableNumbers, axis: Axis) -> set[int]:
    """Return the places of lines whose numbers can add up and stand among hardly any markers."""
    can_add = _can_be_counted(numbers.kinds)
    known = can_add & ~np.isnan(numbers.values)
    if (numbers.is_withheld & can_add).sum() > _FEW_MARKERS * max(known.sum(), 1):
        return set()
    along = 1 if axis is Axis.ROWS else 0
    return {int(place) for place in np.flatnonzero(known.sum(axis=along) > 1)}


def _code(statistic: Statistic) -> int:
    return _KINDS.index(_TOGETHER.get(statistic, statistic))


def countable_lines(kinds: Kinds) -> list[int]:
    """Return the lines, as places on the second axis, whose numbers mostly can add up."""
    return np.flatnonzero(_can_be_counted(kinds).mean(axis=0) > 0.5).tolist()


def _can_be_counted(kinds: Kinds) -> BoolArray:
    """Tell which numbers are counts, sums or bases."""
    return np.isin(kinds, (_CODE_OF_COUNTS, _KINDS.index(Statistic.BASE)))


def countable_values(numbers: TableNumbers) -> FloatArray:
    """(rows, columns) float64: the numbers that can add up, NaN elsewhere."""
    return np.where(numbers.kinds == _CODE_OF_COUNTS, numbers.values, np.nan)


def find_table_sums(
    grid: Grid, block: Block, numbers: TableNumbers, lines: Sequence[Line], axis: Axis
) -> FoundSums:
    """Return the sums of the rows or columns of a block."""
    if axis is Axis.COLUMNS:
        numbers = TableNumbers(numbers.values.T, numbers.is_withheld.T, numbers.kinds.T)
    tidy = axis is Axis.ROWS and is_tidy(grid, block)
    written = () if tidy else find_formula_sums(grid, block, axis)
    found: dict[tuple[int, frozenset[int]], FoundSum] = {}
    perhaps: set[int] = set()
    for code in sorted(np.unique(numbers.kinds).tolist(), key=lambda one: one != _CODE_OF_COUNTS):
        of_kind = _of_kind(numbers, code)
        if _KINDS[code] in _NEVER or not of_kind.any() or (tidy and code != _CODE_OF_COUNTS):
            continue
        sums = FoundSums()
        if tidy:
            sums = FoundSums(find_tidy_sums(grid, block, *_only(numbers, of_kind)))
        if not sums.sums:
            settled = [(one.total, one.parts) for one in found.values() if one.telling]
            sums = _sums_of_kind(numbers, of_kind, lines, code, written, settled)
        for one in sums.sums:
            _add(found, one)
        perhaps.update(sums.perhaps if _KINDS[code].is_additive else ())
    best = sorted(found.values(), key=lambda one: (one.total, one.parts))
    return FoundSums(tuple(best), tuple(sorted(perhaps - {one.total for one in best})))


def _of_kind(numbers: TableNumbers, code: int) -> BoolArray:
    """(lines, others) bool: the numbers of a kind and the markers that stand for such numbers."""
    is_there = numbers.is_withheld | ~np.isnan(numbers.values)
    of_kind: BoolArray = np.logical_and(numbers.kinds == code, is_there)
    return of_kind


def _only(numbers: TableNumbers, of_kind: BoolArray) -> tuple[FloatArray, BoolArray]:
    return np.where(of_kind, numbers.values, np.nan), numbers.is_withheld & of_kind


def _sums_of_kind(
    numbers: TableNumbers,
    of_kind: BoolArray,
    lines: Sequence[Line],
    code: int,
    written: Sequence[Candidate],
    settled: Sequence[Candidate],
) -> FoundSums:
    """Return the sums among the numbers of one kind, in the lines that hold any."""
    own = np.flatnonzero(of_kind.any(axis=1)).tolist()
    others = np.flatnonzero(of_kind.any(axis=0)).tolist()
    values, is_withheld = _only(numbers, of_kind)
    place = np.ix_(own, others)
    sums = find_sums(
        values[place],
        is_withheld[place],
        [lines[one] for one in own],
        needs_label=not _KINDS[code].is_additive,
        written=_among(written, own),
        settled=_among(settled, own),
    )
    return FoundSums(
        tuple(_widened(one, own, others) for one in sums.sums),
        tuple(own[place] for place in sums.perhaps),
    )


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


def _among(written: Sequence[Candidate], own: list[int]) -> list[Candidate]:
    """Return sums as places among some of the lines only."""
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
