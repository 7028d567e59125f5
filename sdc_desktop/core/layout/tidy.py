"""Totals in long layouts, where they are values of a category column, such as "Total"."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.labels import Line, cell_label, clean
from sdc_desktop.core.layout.totals import FoundSum

_FEWEST_PARTS = 2


def is_tidy(grid: Grid, block: Block) -> bool:
    """Tell whether rows are named by several columns whose categories repeat."""
    if len(block.stub_columns) < 2 or len(block.data_rows) < 4:
        return False
    repeated = sum(
        len({cell_label(grid, row, column) for row in block.data_rows}) <= len(block.data_rows) / 2
        for column in block.stub_columns
    )
    full = all(
        not grid.sheet.is_empty(row, column)
        for row in block.data_rows
        for column in block.stub_columns
    )
    return full and repeated >= len(block.stub_columns) - 1


def find_tidy_sums(grid: Grid, block: Block) -> tuple[FoundSum, ...]:
    """Return the totals over each category column, the others held fixed."""
    names = [
        tuple(clean(cell_label(grid, row, column)) for column in block.stub_columns)
        for row in block.data_rows
    ]
    values = grid.sheet.values[np.ix_(block.data_rows, block.data_columns)]
    found = []
    for place in range(len(block.stub_columns)):
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, name in enumerate(names):
            groups[(*name[:place], *name[place + 1 :])].append(row)
        for rows in groups.values():
            totals = [row for row in rows if Line(0, names[row][place], 0, 0, False).says_total]
            if len(totals) == 1 and len(rows) > _FEWEST_PARTS:
                parts = [row for row in rows if row != totals[0]]
                found.append(_as_sum(values, totals[0], parts))
    return tuple(found)


def _as_sum(
    values: np.ndarray[tuple[int, int], np.dtype[np.float64]], total: int, parts: list[int]
) -> FoundSum:
    """Return the sum with the columns in which it adds up or leaves room for withheld parts."""
    goal, numbers = values[total], values[parts]
    unknown = np.isnan(goal) | np.isnan(numbers).any(axis=0)
    known_sum = np.nansum(numbers, axis=0)
    holds = ~unknown & (np.abs(known_sum - goal) <= 1e-9 * np.maximum(np.abs(goal), 1))
    room = unknown & (np.isnan(goal) | (known_sum <= goal + 1e-9))
    return FoundSum(
        total=total,
        parts=tuple(parts),
        across=tuple(int(place) for place in np.flatnonzero(holds | room)),
        tolerance=0.0,
        failing=tuple(int(place) for place in np.flatnonzero(~holds & ~room)),
        reason="the category column says total, and the other categories are the same",
    )
