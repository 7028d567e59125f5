"""Which columns of a run of rows are row labels and which hold data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.headings import header_above, label_codes, label_rows
from sdc_desktop.core.sheets import BoolArray

_MOST_KINDS_OF_FLAG = 8
_SHARE_OF_MARKERS_AMONG_FLAGS = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """How many numbers, markers and labels each column holds; arrays are (columns,) int."""

    number: np.ndarray[tuple[int], np.dtype[np.int64]]
    marker: np.ndarray[tuple[int], np.dtype[np.int64]]
    label: np.ndarray[tuple[int], np.dtype[np.int64]]

    def is_numeric(self, column: int) -> bool:
        """Tell whether a column holds numbers, at least as many as labels."""
        return bool(0 < self.number[column] >= self.label[column] - self.marker[column])


def split_columns(grid: Grid, rows: list[int], span: range) -> tuple[list[int], list[int]]:
    """Return the columns with row labels and the columns with data.

    Args:
        grid: What the sheet's cells are.
        rows: Rows that hold numbers, top first.
        span: The columns to look at.
    """
    counts = _Counts(
        grid.is_number[rows].sum(axis=0),
        (grid.is_data[rows] & ~grid.is_number[rows]).sum(axis=0),
        grid.is_label[rows].sum(axis=0),
    )
    used = [one for one in span if counts.number[one] + counts.marker[one] + counts.label[one]]
    first = _first_data_column(grid, rows, used, counts)
    stub = [column for column in used if column < first]
    data = [
        column
        for column in used
        if column >= first and _holds_data(grid, rows, column, counts, is_first=column == first)
    ]
    return stub, data


def _first_data_column(grid: Grid, rows: list[int], used: list[int], counts: _Counts) -> int:
    """Return the column where data begin: after the labels, and after numbers that are labels."""
    numeric = [column for column in used if counts.is_numeric(column)]
    place = 0
    while place < len(used):
        column = used[place]
        if not counts.is_numeric(column):
            place += 1
        elif (after := _after_codes(grid, rows, used, place, counts)) > place:
            place = after
        elif column != numeric[-1] and label_rows(grid, rows, column, is_leftmost=place == 0):
            place += 1
        else:
            return column
    return used[-1] + 1 if used else 0


def _after_codes(grid: Grid, rows: list[int], used: list[int], place: int, counts: _Counts) -> int:
    """Return the place after codes and the labels that they belong to; `place` for no codes."""
    at = place
    while at < len(used) and counts.is_numeric(used[at]):
        if not label_codes(grid, rows, used[at], is_leftmost=place == 0):
            return place
        at += 1
    has_labels = at < len(used) and counts.label[used[at]] > len(rows) / 2
    more = any(counts.is_numeric(column) for column in used[at:])
    return at + 1 if has_labels and more else place


def _holds_data(
    grid: Grid, rows: list[int], column: int, counts: _Counts, *, is_first: bool
) -> bool:
    """Tell whether a column right of the labels holds data: numbers, markers or flags."""
    if counts.is_numeric(column):
        is_stray = counts.number[column] + counts.marker[column] == 1 and len(rows) > 3
        return is_first or not is_stray or bool(header_above(grid, rows[0], column))
    if counts.number[column] or not header_above(grid, rows[0], column):
        return False
    if counts.marker[column] >= max(counts.label[column], 1):
        return True
    is_marked = counts.marker[column] >= max(_SHARE_OF_MARKERS_AMONG_FLAGS * len(rows), 1)
    return is_marked and _are_flags(grid, rows, column)


def _are_flags(grid: Grid, rows: list[int], column: int) -> bool:
    """Tell whether a column holds a few short words over and over, such as "higher"."""
    words = {
        str(grid.sheet.texts[row, column]).strip() for row in rows if grid.is_label[row, column]
    }
    is_short = all(len(word) <= 12 for word in words)
    return is_short and len(words) <= min(_MOST_KINDS_OF_FLAG, len(rows) // 2)


def with_group_labels(grid: Grid, stub: list[int], first_data: int, rows: range) -> list[int]:
    """Return the label columns with those left of the data that hold labels in other rows.

    Empty columns that a long label is shown across count as well.
    """
    labels: BoolArray = grid.is_label[rows.start : rows.stop, :first_data]
    columns = sorted({*stub, *(int(one) for one in np.flatnonzero(labels.any(axis=0)))})
    return sorted({*columns, *_shown_across(grid, columns, first_data, rows)})


def _shown_across(grid: Grid, columns: list[int], first_data: int, rows: range) -> set[int]:
    """Return the empty columns on which labels too long for their own column are shown."""
    sheet, shown = grid.sheet, set[int]()
    for place, column in enumerate(columns):
        end = columns[place + 1] if place + 1 < len(columns) else first_data
        if end == column + 1:
            continue
        cells = (row for row in rows if grid.is_label[row, column])
        length = max((len(str(sheet.texts[row, column])) for row in cells), default=0)
        room = _width(grid, column)
        for empty in range(column + 1, end):
            if length > room:
                shown.add(empty)
            room += _width(grid, empty)
    return shown


def _width(grid: Grid, column: int) -> float:
    if column in grid.sheet.hidden_columns:
        return 0.0
    return grid.sheet.column_widths.get(column, grid.sheet.default_column_width)
