"""Tables that stand side by side, each with its own row labels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.layout.headings import are_years, count_up, header_above
from sdc_desktop.core.sheets import BoolArray

_SHARE_OF_LABELS = 0.6
_FEWEST_ROWS = 2
Places = np.ndarray[tuple[int], np.dtype[np.intp]]


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
    """Tell whether a part has numbers with row labels to their left: texts, years or codes."""
    rows, columns = slice(area.top, area.bottom + 1), slice(area.left, area.right + 1)
    is_number, is_label = grid.is_number[rows, columns], grid.is_label[rows, columns]
    with_numbers = np.flatnonzero(np.any(is_number, axis=1))
    if with_numbers.size < _FEWEST_ROWS:
        return False
    width = is_number.shape[1]
    last_number = width - 1 - is_number[with_numbers][:, ::-1].argmax(axis=1)
    labels = is_label[with_numbers] | _names(grid, area, with_numbers)
    first_label = np.where(labels.any(axis=1), labels.argmax(axis=1), width)
    if (first_label < last_number).sum() >= _SHARE_OF_LABELS * with_numbers.size:
        return True
    return _begins_with_names(grid, area, (with_numbers + area.top).tolist())


def _names(grid: Grid, area: CellRange, with_numbers: Places) -> BoolArray:
    """Tell which cells are names such as "0 to 15", which read as markers elsewhere."""
    place = np.ix_(with_numbers + area.top, np.arange(area.left, area.right + 1))
    has_number = grid.is_number[place].any(axis=0)
    has_label = grid.is_label[place].any(axis=0)
    is_marker = grid.is_data[place] & ~grid.is_number[place]
    names: BoolArray = is_marker & (has_label & ~has_number)
    return names


def _begins_with_names(grid: Grid, area: CellRange, rows: list[int]) -> bool:
    """Tell whether a part begins with a headed column of years or the like, and goes on."""
    used = np.flatnonzero(np.any(grid.is_number[rows, area.left : area.right + 1], axis=0))
    first = area.left + int(used[0])
    headed = [row for row in rows if grid.is_number[row, first] and row > rows[0]]
    if used.size < 2 or len(headed) < _FEWEST_ROWS or not header_above(grid, headed[0], first):
        return False
    numbers = grid.sheet.values[headed, first]
    goes_up = bool((np.diff(numbers) > 0).all())
    return goes_up and (are_years(numbers) or count_up(numbers))
