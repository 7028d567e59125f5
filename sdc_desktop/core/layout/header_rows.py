"""Which rows above the data hold the column labels."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.layout.grid import CellClass, Grid

_LONG_TITLE = 40
_SHARE_ACROSS_A_GAP = 0.5
_SHARE_OF_A_BANNER = 0.8


def find_header_rows(
    grid: Grid, first_row: int, stub: list[int], columns: list[int], above: int
) -> list[int]:
    """Return the rows of column labels above the first data row, top first.

    Args:
        grid: What the sheet's cells are.
        first_row: First row with data.
        stub: Columns with row labels.
        columns: Columns with data, left first.
        above: First row that may belong to the table.
    """
    header: list[int] = []
    for row in range(first_row - 1, above - 1, -1):
        over = grid.classes[row, columns[0] : columns[-1] + 1]
        if not (over != CellClass.BLANK).any():
            if header and not _goes_on_above(grid, row, columns, above):
                break
            if not header and not stub and not (first_row - row <= 2):
                break
        elif _is_title(grid, row, columns) or (
            _is_banner(grid, row, header, stub, columns)
            and not _labels_all(grid, row - 1, columns, above)
        ):
            break
        else:
            header.insert(0, row)
    return header


def _goes_on_above(grid: Grid, row: int, columns: list[int], above: int) -> bool:
    """Tell whether the header goes on above an empty row: by a merge or by labels all over."""
    is_used = grid.classes[above:row, columns] != CellClass.BLANK
    empty = np.flatnonzero(~is_used.any(axis=1))
    next_rows = is_used[empty[-1] + 1 if empty.size else 0 :]
    if not next_rows.size:
        return False
    is_merged = any(
        one.top < row <= one.bottom and one.left <= columns[-1] and one.right >= columns[0]
        for one in grid.sheet.merged
    )
    over = next_rows.any(axis=0)
    return is_merged or (over.sum() > 1 and bool(over.mean() >= _SHARE_ACROSS_A_GAP))


def _labels_all(grid: Grid, row: int, columns: list[int], above: int) -> bool:
    """Tell whether a row has labels over most data columns, so that a unit stands below it."""
    if row < above:
        return False
    return bool(grid.is_label[row, columns].mean() > _SHARE_ACROSS_A_GAP) and len(columns) > 1


def _is_title(grid: Grid, row: int, columns: list[int]) -> bool:
    """Tell whether a row holds a long text that begins left of the data or stands alone."""
    used = np.flatnonzero(grid.classes[row] != CellClass.BLANK)
    first_text = str(grid.sheet.texts[row, used[0]])
    over = np.flatnonzero(grid.classes[row, columns] != CellClass.BLANK)
    starts_left = bool(used[0] < columns[0]) and len(first_text) > _LONG_TITLE and over.size < 2
    alone = used.size == 1 and len(first_text) > 2 * _LONG_TITLE
    return starts_left or alone


def _is_banner(
    grid: Grid, row: int, header: list[int], stub: list[int], columns: list[int]
) -> bool:
    """Tell whether a row above the header is one text for all columns: a unit or a title."""
    if len(columns) == 1:
        return False
    span = np.arange(columns[0], columns[-1] + 1)
    over = span[grid.classes[row, span] != CellClass.BLANK]
    if over.size != 1 or any(grid.is_label[row, column] for column in stub):
        return False
    place = int(over[0])
    below = sum(bool((grid.classes[other, span] != CellClass.BLANK).sum() > 1) for other in header)
    if not below:
        return False
    merged = next((one for one in grid.sheet.merged if (row, place) in one), None)
    if merged is None:
        return place in {columns[0], columns[-1]}
    width = sum(one in merged.columns for one in columns)
    return width >= _SHARE_OF_A_BANNER * len(columns)
