"""Tables that stand side by side, each with its own row labels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.sheets import BoolArray

_SHARE_OF_LABELS = 0.6
_FEWEST_ROWS = 2


def split_side_by_side(grid: Grid, area: CellRange) -> list[CellRange]:
    """Return the parts of `area` that are tables of their own, `[area]` when it is one.

    A part begins after an empty column with row labels and goes on with numbers. Groups of
    columns that share the row labels on the left are one table.
    """
    is_used = (
        grid.classes[area.top : area.bottom + 1, area.left : area.right + 1] != CellClass.BLANK
    )
    empty: BoolArray = ~is_used.any(axis=0)
    starts = [
        area.left + int(place) + 1
        for place in np.flatnonzero(empty[:-1] & ~empty[1:])
        if place > 0 or not empty[0]
    ]
    edges = [area.left]
    for start in starts:
        left = CellRange(area.top, edges[-1], area.bottom, start - 1)
        right = CellRange(area.top, start, area.bottom, area.right)
        if _stands_alone(grid, left) and _stands_alone(grid, right):
            edges.append(start)
    edges.append(area.right + 1)
    return [CellRange(area.top, first, area.bottom, after - 1) for first, after in pairwise(edges)]


def _stands_alone(grid: Grid, area: CellRange) -> bool:
    """Tell whether a part begins with row labels that have numbers to their right."""
    rows, columns = slice(area.top, area.bottom + 1), slice(area.left, area.right + 1)
    is_number, is_label = grid.is_number[rows, columns], grid.is_label[rows, columns]
    with_numbers = is_number.any(axis=1)
    if with_numbers.sum() < _FEWEST_ROWS:
        return False
    labels = is_label[with_numbers]
    used = np.flatnonzero((labels | is_number[with_numbers]).any(axis=0))
    first = int(used[0])
    named = labels[:, first]
    numbers = is_number[with_numbers][:, first + 1 :].any(axis=1)
    return bool((named & numbers).sum() >= _SHARE_OF_LABELS * with_numbers.sum())
