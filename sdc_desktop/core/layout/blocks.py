"""Where the tables of a sheet are: rows and columns of each, before anything is added up.

A block is one header with the data rows below it. Rows of labels only are its sections; rows with
several different labels over the data columns begin the next block. What the file itself marks as
a table is taken first. Blocks that stand side by side are told apart by their own row labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.columns import split_columns, with_group_labels
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.layout.header_gap import begins_new_table
from sdc_desktop.core.layout.header_rows import find_header_rows
from sdc_desktop.core.layout.headings import (
    are_years,
    counts_years,
    header_above,
    is_heading_row,
    may_be_headings,
    says_code,
)
from sdc_desktop.core.layout.label_words import names_a_table
from sdc_desktop.core.layout.labels import cell_label
from sdc_desktop.core.layout.side_by_side import split_side_by_side
from sdc_desktop.core.sheets import BoolArray

_MOST_HEADINGS = 20
_PAGE_WORDS = re.compile(
    r"\b(?:page|pages|seite|pagina|página|bladzijde|blz|tudalen|sida|blad|sheet|worksheet|tab|tables?|figures?"
    r"|notes?|row|line)\b",
    re.IGNORECASE,
)
_NOT_MARKERS = (CellClass.NUMBER, CellClass.LABEL)


def find_blocks(grid: Grid) -> tuple[Block, ...]:
    """Return the blocks of a sheet from top to bottom, those side by side from left to right."""
    rows, columns = grid.sheet.shape
    if not rows or not columns:
        return ()
    blocks: list[Block] = []
    taken = np.zeros(grid.sheet.shape, bool)
    for marked in sorted(grid.sheet.marked_tables, key=lambda one: one.top):
        block = _marked_block(grid, marked, above=_bottom_of_others(blocks, marked) + 1)
        if block is not None:
            blocks.append(block)
            for area in (marked, block.area):
                taken[area.top : area.bottom + 1, area.left : area.right + 1] = True
    free = grid.without(taken) if blocks else grid
    blocks += _blocks_in(free, CellRange(0, 0, rows - 1, columns - 1))
    return tuple(sorted(blocks, key=lambda one: (one.data_rows[0], one.data_columns[0])))


def _bottom_of_others(blocks: list[Block], marked: CellRange) -> int:
    """Return the last row of the blocks above a marked table, -1 when there is none."""
    areas = [block.area for block in blocks]
    return max(
        (area.bottom for area in areas if area.bottom < marked.top and _overlap(area, marked)),
        default=-1,
    )


def _overlap(area: CellRange, other: CellRange) -> bool:
    return area.left <= other.right and other.left <= area.right


def _marked_block(grid: Grid, marked: CellRange, above: int) -> Block | None:
    """Return the block in a range that the file marks as a table, its first row the header."""
    rows = range(marked.top + 1, min(marked.bottom + 1, grid.sheet.shape[0]))
    span = range(marked.left, min(marked.right + 1, grid.sheet.shape[1]))
    data = [row for row in rows if grid.is_number[row, span.start : span.stop].any()]
    if not data:
        return None
    last = [row for row in rows if grid.is_data[row, span.start : span.stop].any()][-1]
    return _make_block(grid, data, span, above=above, limits=range(rows.start, last + 1))


def _blocks_in(grid: Grid, area: CellRange, above: int | None = None) -> Iterator[Block]:
    """Yield the blocks of a part of a sheet; titles may stand from the row `above` on."""
    parts = split_side_by_side(grid, area)
    if len(parts) > 1:
        for part in parts:
            yield from _blocks_in(grid, part, above)
        return
    candidates = _data_rows(grid, area)
    above = area.top if above is None else above
    while candidates:
        rows = _take_rows(grid, area, candidates)
        candidates = candidates[len(rows) :]
        block = _make_block(grid, rows, range(area.left, area.right + 1), above=above)
        if block is None:
            continue
        top = block.area.top
        within = CellRange(top, area.left, rows[-1], area.right)
        parts = split_side_by_side(grid, within)
        if len(parts) > 1:
            for part in parts:
                yield from _blocks_in(grid, part, above)
        else:
            yield block
        above = block.data_rows[-1] + 1


def _data_rows(grid: Grid, area: CellRange) -> list[int]:
    """Return the rows with numbers that are neither headings nor numbers of notes."""
    span = slice(area.left, area.right + 1)
    part = slice(area.top, area.bottom + 1)
    is_number, is_label = grid.is_number[part, span], grid.is_label[part, span]
    is_used = grid.classes[part, span] != CellClass.BLANK
    first = is_used.argmax(axis=1)
    leads = is_number[np.arange(len(first)), first]
    has_labels = is_label.any(axis=1)
    numbers_note = leads & has_labels & (grid.is_data[part, span].sum(axis=1) == 1)
    candidates = is_number.any(axis=1) & ~numbers_note
    rows = (np.flatnonzero(candidates) + area.top).tolist()
    headings: list[int] = []
    perhaps = area.top + np.flatnonzero(may_be_headings(grid, part, span) & candidates)
    for row in perhaps.tolist():
        if _is_heading(grid, row, span, candidates, area.top, headings):
            headings.append(row)
    return [row for row in rows if row not in set(headings)]


def _is_heading(
    grid: Grid, row: int, span: slice, is_data: BoolArray, top: int, headings: list[int]
) -> bool:
    """Tell whether the numbers of a row are column labels: no data above, none labelled yet."""
    if not is_heading_row(grid, row, span):
        return False
    if any(_is_same(grid, row, other, span) for other in headings[-_MOST_HEADINGS:]):
        return True
    if _continues_data(grid, row, span, is_data, top, headings):
        return False
    is_number = grid.is_number[row, span]
    numbers = grid.sheet.values[row, span][is_number]
    over = grid.is_label[max(row - 1, 0), span][is_number]
    is_labelled = row > 0 and bool(over.all())
    is_named = bool(grid.is_label[row, span][: int(is_number.argmax())].any())
    return not is_labelled or (not is_named and (bool(numbers[0] == 1) or are_years(numbers)))


def _is_same(grid: Grid, row: int, other: int, span: slice) -> bool:
    """Tell whether a heading stands a second time in another row."""
    here, there = grid.is_number[row, span], grid.is_number[other, span]
    values = grid.sheet.values
    same = here.shape == there.shape and bool((here == there).all())
    return same and bool((values[row, span][here] == values[other, span][there]).all())


def _continues_data(
    grid: Grid, row: int, span: slice, is_data: BoolArray, top: int, headings: list[int]
) -> bool:
    """Tell whether a row stands directly below another data row of the same columns."""
    if row == top or not is_data[row - 1 - top] or row - 1 in headings[-1:]:
        return False
    if counts_years(grid, row, span) and not counts_years(grid, row - 1, span):
        return False
    above, here = grid.is_data[row - 1, span], grid.is_data[row, span]
    return bool((above & here).sum() >= here.sum() / 2)


def _take_rows(grid: Grid, area: CellRange, candidates: list[int]) -> list[int]:
    """Return the first rows of `candidates` up to where the next table begins."""
    rows = [candidates[0]]
    for place, row in enumerate(candidates[1:], start=1):
        if row > rows[-1] + 1 and begins_new_table(grid, area, rows, candidates[place : place + 3]):
            break
        rows.append(row)
    return rows


def _make_block(
    grid: Grid, rows: list[int], span: range, above: int, limits: range | None = None
) -> Block | None:
    """Return the block of some data rows, None when they are no table.

    Args:
        grid: What the sheet's cells are.
        rows: Rows with numbers, top first.
        span: Columns that may belong to it.
        above: First row that may belong to its header.
        limits: Where the data are when the file says so.
    """
    stub, columns = split_columns(grid, rows, span)
    if not columns:
        return None
    rows = [row for row in rows if grid.is_data[row, columns].any()]
    if not rows:
        return None
    rows = _with_marker_rows(grid, rows, columns, stub, limits, above)
    header = find_header_rows(grid, rows[0], stub, columns, above)
    below = header[-1] + 1 if header else rows[0]
    stub = with_group_labels(grid, stub, columns[0], range(below, rows[-1] + 1))
    stub = [column for column in stub if column in span]
    top = header[0] if header else rows[0]
    has_label: BoolArray = np.any(grid.is_label[:, span.start : span.stop], axis=1)
    holds_data = set(rows)
    sections = [row for row in range(below, rows[-1]) if row not in holds_data and has_label[row]]
    if header and sections == [below] and not grid.is_label[np.ix_(header, stub)].any():
        header, sections = [*header, below], []
    titles = [row for row in range(above, top) if has_label[row]]
    block = Block(
        tuple(header), tuple(stub), tuple(rows), tuple(columns), tuple(sections), tuple(titles)
    )
    return block if limits is not None or _is_table(grid, block) else None


def _with_marker_rows(
    grid: Grid,
    rows: list[int],
    columns: list[int],
    stub: list[int],
    limits: range | None,
    above: int,
) -> list[int]:
    """Return data rows together with rows of markers only, between and next to them."""
    first, last = rows[0], rows[-1]
    if limits is not None:
        first, last = limits.start, limits.stop - 1
    else:
        while first - 1 >= above and _is_marker_row(grid, first - 1, columns, stub):
            first -= 1
        while last + 1 < grid.sheet.shape[0] and _is_marker_row(grid, last + 1, columns, stub):
            last += 1
    known = set(rows)
    return [
        row
        for row in range(first, last + 1)
        if row in known or _is_marker_row(grid, row, columns, stub)
    ]


def _is_marker_row(grid: Grid, row: int, columns: list[int], stub: list[int]) -> bool:
    """Tell whether a named row shows markers, and nothing else, where the data are."""
    cells = grid.classes[row, columns]
    if not (cells == CellClass.MARKER).any() or np.isin(cells, _NOT_MARKERS).any():
        return False
    is_named = not stub or bool((grid.classes[row, stub] != CellClass.BLANK).any())
    return is_named and bool((cells != CellClass.BLANK).mean() >= 0.5)


def _is_table(grid: Grid, block: Block) -> bool:
    """Tell whether a block is more than page numbers, codes or a lone figure in a text."""
    place = np.ix_(block.data_rows, block.data_columns)
    numbers = grid.sheet.values[place][grid.is_number[place]]
    has_names = bool(block.header_rows) and bool(block.stub_columns)
    if numbers.size < 2 or not (has_names or len(block.data_columns) > 1):
        return False
    if numbers.size > 2 and np.unique(numbers).size == 1 and numbers[0] != 0:
        return False
    if all(
        says_code(header_above(grid, block.data_rows[0], column)) for column in block.data_columns
    ):
        return False
    if len(block.data_columns) > 1:
        return len(block.data_rows) > 1 or bool(block.header_rows)
    return bool(block.header_rows) and not _are_page_numbers(grid, block)


def _are_page_numbers(grid: Grid, block: Block) -> bool:
    """Tell whether a single column of numbers lists pages, tables or notes."""
    column = block.data_columns[0]
    values = grid.sheet.values[list(block.data_rows), column]
    numbers = values[~np.isnan(values)]
    if numbers.size < 2 or bool((numbers != np.round(numbers)).any()):
        return False
    is_headed = bool(_PAGE_WORDS.search(header_above(grid, block.data_rows[0], column)))
    names = [cell_label(grid, row, one) for row in block.data_rows for one in block.stub_columns]
    lists_tables = sum(names_a_table(name) for name in names) >= len(numbers) / 2
    goes_up = bool((np.diff(numbers) > 0).all())
    counts = bool((np.diff(numbers) == 1).all())
    return goes_up and (is_headed or lists_tables or counts)
