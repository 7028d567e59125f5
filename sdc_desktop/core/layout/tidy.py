"""Sums in long layouts, where totals are values of a category column, such as "Total"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.label_words import clean, says_total
from sdc_desktop.core.layout.labels import Line, cell_label
from sdc_desktop.core.layout.totals import FoundSum, find_sums
from sdc_desktop.core.sheets import BoolArray, FloatArray

_MOST_CATEGORIES = 400
_FEWEST_ROWS = 4


def is_tidy(grid: Grid, block: Block) -> bool:
    """Tell whether rows are named by several columns whose categories repeat."""
    if len(block.stub_columns) < 2 or len(block.data_rows) < _FEWEST_ROWS:
        return False
    rows, columns = list(block.data_rows), list(block.stub_columns)
    if not (grid.classes[np.ix_(rows, columns)] != 0).all():
        return False
    repeated = sum(
        len({cell_label(grid, row, column) for row in rows}) <= len(rows) / 2 for column in columns
    )
    return repeated >= len(columns) - 1


def find_tidy_sums(
    grid: Grid, block: Block, values: FloatArray, is_withheld: BoolArray
) -> tuple[FoundSum, ...]:
    """Return the totals over each category column, the other columns held fixed.

    For one column its categories become the lines of a table and everything else its other axis;
    in that table sums are found as in any other.

    Args:
        grid: What the sheet's cells are.
        block: Where the table is.
        values: (rows, columns) float64, NaN where there is no number of the kind looked at.
        is_withheld: (rows, columns) bool: a marker stands there.
    """
    names = [
        tuple(clean(cell_label(grid, row, column)) for column in block.stub_columns)
        for row in block.data_rows
    ]
    found: list[FoundSum] = []
    for place in range(len(block.stub_columns)):
        pivot = _pivot(names, place)
        if pivot is not None:
            found += _sums_over(pivot, values, is_withheld)
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Pivot:
    """One category column turned up: `row_of` is (categories, combinations) int, -1 for no row."""

    categories: tuple[str, ...]
    row_of: np.ndarray[tuple[int, int], np.dtype[np.int64]]


def _pivot(names: list[tuple[str, ...]], place: int) -> _Pivot | None:
    """Return the rows by category and by what the other columns say; None when not unique."""
    categories: dict[str, int] = {}
    combinations: dict[tuple[str, ...], int] = {}
    cells: dict[tuple[int, int], int] = {}
    free = _not_told_by(names, place)
    for row, name in enumerate(names):
        category = categories.setdefault(name[place], len(categories))
        others = tuple(name[other] for other in free)
        combination = combinations.setdefault(others, len(combinations))
        if (category, combination) in cells:
            return None
        cells[category, combination] = row
    if not 2 < len(categories) <= _MOST_CATEGORIES or len(combinations) == len(names):
        return None
    row_of = np.full((len(categories), len(combinations)), -1)
    for cell, row in cells.items():
        row_of[cell] = row
    return _Pivot(tuple(categories), row_of)


def _not_told_by(names: list[tuple[str, ...]], place: int) -> list[int]:
    """Return the columns that a category does not tell already, as it tells its own code."""
    pairs = [{(name[place], name[other]) for name in names} for other in range(len(names[0]))]
    categories = len({name[place] for name in names})
    return [other for other, seen in enumerate(pairs) if len(seen) > categories]


def _sums_over(pivot: _Pivot, values: FloatArray, is_withheld: BoolArray) -> list[FoundSum]:
    """Return the sums of categories as sums of rows, one for each combination of the others."""
    lines = [
        Line(at, name, 0, 0, is_bold=False, names=((0, name),))
        for at, name in enumerate(pivot.categories)
    ]
    shape = len(lines), pivot.row_of.shape[1] * values.shape[1]
    is_there = pivot.row_of >= 0
    numbers = np.where(is_there[:, :, None], values[pivot.row_of], np.nan).reshape(shape)
    markers = (is_there[:, :, None] & is_withheld[pivot.row_of]).reshape(shape)
    found = []
    for one in find_sums(numbers, markers, lines).sums:
        found += _by_combination(one, pivot, values.shape[1])
    return found


def _by_combination(found: FoundSum, pivot: _Pivot, width: int) -> list[FoundSum]:
    """Return one sum of rows for each combination in which the categories add up."""
    across: dict[int, list[int]] = defaultdict(list)
    failing: dict[int, list[int]] = defaultdict(list)
    for places, by_combination in ((found.across, across), (found.failing, failing)):
        for place in places:
            by_combination[place // width].append(place % width)
    name = pivot.categories[found.total]
    return [
        FoundSum(
            total=int(pivot.row_of[found.total, combination]),
            parts=tuple(sorted(rows)),
            across=tuple(columns),
            tolerance=found.tolerance,
            failing=tuple(failing[combination]),
            reason=f'the category "{name}" and the others add up: {found.reason}',
        )
        for combination, columns in across.items()
        if pivot.row_of[found.total, combination] >= 0
        and len(rows := _rows(pivot, found.parts, combination)) > 1
    ]


def _rows(pivot: _Pivot, parts: tuple[int, ...], combination: int) -> list[int]:
    return [int(row) for row in pivot.row_of[list(parts), combination] if row >= 0]


def says_total_anywhere(line: Line) -> bool:
    """Tell whether any category of a row says total."""
    return any(says_total(text) for _, text in line.names)
