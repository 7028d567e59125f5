"""Where the tables of a sheet are: rows and columns of each, before anything is added up.

A block is one header with the data rows below it. Rows of labels only are its sections; a row
with labels over the data columns starts the next block.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.sheets import BoolArray, FloatArray

_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Block:
    """One table's place; rows and columns count from 0 on the sheet.

    Attributes:
        header_rows: Rows with column labels, top first; empty when none was found.
        stub_columns: Columns with row labels.
        data_rows: Rows that hold data, top first.
        data_columns: Columns that hold data, left first.
        section_rows: Rows that hold a label only, between `data_rows` or just above them.
        title_rows: Rows with text above the header that belong to no other block.
    """

    header_rows: tuple[int, ...]
    stub_columns: tuple[int, ...]
    data_rows: tuple[int, ...]
    data_columns: tuple[int, ...]
    section_rows: tuple[int, ...]
    title_rows: tuple[int, ...]


def find_blocks(grid: Grid) -> tuple[Block, ...]:
    """Return the blocks of a sheet from top to bottom."""
    blocks: list[Block] = []
    is_data = _data_rows(grid)
    start = 0
    while start < len(is_data):
        rows = _take_rows(grid, is_data, start)
        if not rows:
            break
        block = _make_block(grid, rows, above=blocks[-1].data_rows[-1] + 1 if blocks else 0)
        if block is not None:
            blocks.append(block)
        start = rows[-1] + 1
    return tuple(blocks)


def _data_rows(grid: Grid) -> BoolArray:
    """Return for each row whether it holds numbers that are not headings such as years."""
    is_number = grid.is_class(CellClass.NUMBER)
    candidates: BoolArray = np.any(is_number, axis=1)
    for row in np.flatnonzero(candidates):
        numbers = grid.sheet.values[row, is_number[row]]
        if _is_heading(numbers) and not _continues_data(grid, candidates, int(row)):
            candidates[row] = False
    return candidates


def are_years(numbers: FloatArray) -> bool:
    """Tell whether numbers are years that do not go back."""
    is_year = (numbers >= _EARLIEST_YEAR) & (numbers <= _LATEST_YEAR)
    return bool((is_year & (numbers == np.round(numbers))).all() and (np.diff(numbers) >= 0).all())


def _is_heading(numbers: FloatArray) -> bool:
    """Tell whether numbers in a line look like years or like 1, 2, 3."""
    counts_up = numbers.size > 2 and bool((np.diff(numbers) == 1).all())
    return numbers.size > 1 and (counts_up or are_years(numbers))


def _continues_data(grid: Grid, is_data: BoolArray, row: int) -> bool:
    """Tell whether a row stands directly below another data row of the same columns."""
    if row == 0 or not is_data[row - 1]:
        return False
    above, here = grid.is_data[row - 1], grid.is_data[row]
    return bool((above & here).sum() >= here.sum() / 2)


def _take_rows(grid: Grid, is_data: BoolArray, start: int) -> list[int]:
    """Return the data rows of the next block at or below `start`."""
    places = np.flatnonzero(is_data[start:])
    if not places.size:
        return []
    rows = [start + int(places[0])]
    columns = _data_span(grid, rows[0])
    for row in range(rows[0] + 1, len(is_data)):
        if is_data[row]:
            rows.append(row)
            left, right = _data_span(grid, row)
            columns = min(columns[0], left), max(columns[1], right)
        elif _starts_a_header(grid, row, columns):
            break
    return rows


def _data_span(grid: Grid, row: int) -> tuple[int, int]:
    numbers = np.flatnonzero(grid.is_class(CellClass.NUMBER)[row])
    return int(numbers[0]), int(numbers[-1])


def _starts_a_header(grid: Grid, row: int, columns: tuple[int, int]) -> bool:
    """Tell whether a row without data carries labels over the data columns."""
    left, right = columns
    over = grid.classes[row, left : right + 1]
    return bool((over == CellClass.LABEL).any() or (over == CellClass.NUMBER).sum() > 1)


def _make_block(grid: Grid, rows: list[int], above: int) -> Block | None:
    stub, columns = _split_columns(grid, rows)
    if not columns:
        return None
    rows = [row for row in rows if grid.is_data[row, columns].any()]
    if not rows:
        return None
    holds_data = set(rows)
    header = _header_rows(grid, rows[0], stub, columns, above)
    below = header[-1] + 1 if header else rows[0]
    stub = _with_group_labels(grid, stub, columns, range(below, rows[-1] + 1))
    top = header[0] if header else rows[0]
    has_label: BoolArray = np.any(grid.is_class(CellClass.LABEL), axis=1)
    sections = [
        row
        for row in range(header[-1] + 1 if header else rows[0], rows[-1])
        if row not in holds_data and has_label[row]
    ]
    titles = [row for row in range(above, top) if has_label[row]]
    block = Block(
        tuple(header), tuple(stub), tuple(rows), tuple(columns), tuple(sections), tuple(titles)
    )
    return block if _is_table(grid, block) else None


def _split_columns(grid: Grid, rows: list[int]) -> tuple[list[int], list[int]]:
    """Return the stub columns and the data columns of a block."""
    numbers = grid.is_class(CellClass.NUMBER)[rows].sum(axis=0)
    labels = (grid.is_class(CellClass.LABEL) | grid.is_class(CellClass.MARKER))[rows].sum(axis=0)
    used = [int(column) for column in np.flatnonzero(numbers + labels)]
    first = _first_data_column(grid, rows, used, numbers >= np.maximum(labels, 1))
    only_labels = grid.is_class(CellClass.LABEL)[rows].sum(axis=0)
    stub = [column for column in used if column < first]
    columns = [
        column
        for column in used
        if column >= first
        and numbers[column]
        and numbers[column] + labels[column] - only_labels[column] >= only_labels[column]
    ]
    return stub, columns


def _with_group_labels(grid: Grid, stub: list[int], columns: list[int], rows: range) -> list[int]:
    """Return the stub with those columns left of the data that hold labels of sections only."""
    labels = grid.is_class(CellClass.LABEL)[rows.start : rows.stop, : columns[0]]
    return sorted({*stub, *(int(column) for column in np.flatnonzero(labels.any(axis=0)))})


def _first_data_column(grid: Grid, rows: list[int], used: list[int], is_numeric: BoolArray) -> int:
    """Return the column where data begin: after the last label column on the left.

    Numbers left of a label column are codes. A first column of years or 1, 2, 3... that has other
    numbers beside it labels its rows.
    """
    numeric = [column for column in used if is_numeric[column]]
    if not numeric:
        return max(used, default=0) + 1
    first = numeric[0]
    following = used[used.index(first) + 1 :]
    is_code = first == used[0] and bool(following) and not is_numeric[following[0]]
    if (
        is_code
        and len(numeric) > 1
        and grid.is_class(CellClass.LABEL)[rows, following[0]].mean() > 0.5
    ):
        return next(column for column in numeric if column > following[0])
    values = grid.sheet.values[rows, first]
    labels_rows = first == used[0] and len(numeric) > 1 and len(rows) > 2
    if labels_rows and _is_heading(values[~np.isnan(values)]):
        return numeric[1]
    return first


def _header_rows(
    grid: Grid, first_row: int, stub: list[int], columns: list[int], above: int
) -> list[int]:
    """Return the rows of column labels above the first data row, top first."""
    header: list[int] = []
    for row in range(first_row - 1, above - 1, -1):
        over = grid.classes[row, columns[0] : columns[-1] + 1]
        has_labels = bool((over != CellClass.BLANK).any())
        if has_labels and not (header and _is_unit_row(grid, row, columns)):
            header.insert(0, row)
        elif header or (not has_labels and not stub):
            break
    return header


def _is_unit_row(grid: Grid, row: int, columns: list[int]) -> bool:
    """Tell whether a row above the header holds a lone text at its right end, or a title."""
    used = np.flatnonzero(grid.classes[row] != CellClass.BLANK)
    if used.size == 1 and used[0] >= columns[-1] and len(columns) > 1:
        return True
    return bool(used[0] < columns[0] and len(str(grid.sheet.texts[row, used[0]])) > 40)


def _is_table(grid: Grid, block: Block) -> bool:
    """Tell whether a block is more than page numbers or a lone figure in a text."""
    numbers = grid.is_class(CellClass.NUMBER)[np.ix_(block.data_rows, block.data_columns)]
    has_names = bool(block.header_rows) and bool(block.stub_columns)
    if numbers.sum() < 2 or not (has_names or len(block.data_columns) > 1):
        return False
    if len(block.data_columns) > 1:
        return len(block.data_rows) > 1 or bool(block.header_rows)
    values = grid.sheet.values[list(block.data_rows), block.data_columns[0]]
    return bool(block.header_rows) and not _is_heading(values[~np.isnan(values)])
