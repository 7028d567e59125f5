"""Whether what stands between two data rows begins a new table."""

from __future__ import annotations

import re

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.sheets import BoolArray

_SHARE_THAT_IS_LABELLED = 0.5
_ROWS_APART = 2
_LONG = 25
_NOTE = re.compile(
    r"(?:notes?\b|sources?\b|quelle|anmerkung|hinweis|källa|anm\b|bron\b|noot|fonte|fuente|nota"
    r"|ffynhonnell|nodyn|footnotes?\b|\(?[a-z0-9]{1,2}[).]\s|[*\u2020\u2021]+\s*\w|\[\w+\]\s*=?"
    r"|\S{1,4} = )",
    re.IGNORECASE,
)


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
    if any(_is_note(grid, row, area) for row in gap) and not _go_on(grid, area, before, after):
        return True
    used = grid.is_number[before[-5:], area.left : area.right + 1].any(axis=0)
    earlier = {area.left + int(column) for column in np.flatnonzero(used)}
    return len(gap) >= _ROWS_APART and not earlier.intersection(columns)


def _is_note(grid: Grid, row: int, area: CellRange) -> bool:
    """Tell whether a row holds a single text that reads as a note or a source."""
    used = np.flatnonzero(np.any([grid.is_label[row, area.left : area.right + 1]], axis=0))
    if used.size != 1:
        return False
    text = str(grid.sheet.texts[row, area.left + int(used[0])]).strip()
    return bool(_NOTE.match(text)) or (len(text) > _LONG and text.endswith("."))


def _go_on(grid: Grid, area: CellRange, before: list[int], after: list[int]) -> bool:
    """Tell whether rows below a note fill the columns of those above it as well."""
    span = slice(area.left, area.right + 1)
    above = np.any(grid.is_data[before, span], axis=0)
    filled = (grid.is_data[after, span] & above).sum(axis=1)
    return bool(above.sum() > 1 and filled.max() > above.sum() / 2)


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
