"""Whether what stands between two data rows begins a new table."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.sheets import BoolArray

_SHARE_THAT_IS_LABELLED = 0.5
_ROWS_APART = 2


def begins_new_table(grid: Grid, area: CellRange, before: list[int], after: list[int]) -> bool:
    """Tell whether the rows between data rows are a header, or part two tables without one.

    Args:
        grid: What the sheet's cells are.
        area: The part of the sheet that is looked at.
        before: The data rows so far, top first.
        after: The next data rows, top first.
    """
    gap = range(before[-1] + 1, after[0])
    columns = _data_columns(grid, area, after)
    if not columns:
        return False
    labels = [
        (row, column)
        for row in gap
        for column in columns
        if grid.classes[row, column] in {CellClass.LABEL, CellClass.NUMBER}
    ]
    if labels and _is_header(grid, labels, columns):
        return True
    used = grid.is_number[before[-5:], area.left : area.right + 1].any(axis=0)
    earlier = {area.left + int(column) for column in np.flatnonzero(used)}
    return len(gap) >= _ROWS_APART and not earlier.intersection(columns)


def _data_columns(grid: Grid, area: CellRange, rows: list[int]) -> list[int]:
    """Return the columns with data right of the row labels."""
    span = slice(area.left, area.right + 1)
    is_data: BoolArray = np.any(grid.is_data[rows, span], axis=0)
    numbers = np.flatnonzero(np.any(grid.is_number[rows, span], axis=0))
    labels = np.flatnonzero(np.any(grid.is_label[rows, span], axis=0))
    left_of_numbers = labels[labels < numbers[-1]] if numbers.size else labels
    first = left_of_numbers[-1] + 1 if left_of_numbers.size else 0
    places = np.flatnonzero(is_data[first:]) + first
    return [area.left + int(place) for place in places]


def _is_header(grid: Grid, labels: list[tuple[int, int]], columns: list[int]) -> bool:
    """Tell whether labels over data columns name them, one by one, and not all at once."""
    if len(columns) == 1:
        return True
    covered = {column for _, column in labels}
    for row, column in labels:
        merged = next((one for one in grid.sheet.merged if (row, column) in one), None)
        if merged is not None:
            covered.update(one for one in columns if one in merged.columns)
    if len(covered) < _SHARE_THAT_IS_LABELLED * len(columns):
        return False
    texts = {str(grid.sheet.texts[place]) or f"{grid.sheet.values[place]:g}" for place in labels}
    return len(texts) > 1
