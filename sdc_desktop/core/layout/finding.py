"""Put a table together: its place, what its numbers are, what adds up, how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.blocks import find_blocks
from sdc_desktop.core.layout.grid import Grid, classify
from sdc_desktop.core.layout.header_labels import column_lines
from sdc_desktop.core.layout.label_words import names_a_table
from sdc_desktop.core.layout.labels import Line, cell_label, row_lines
from sdc_desktop.core.layout.nested_labels import find_orders
from sdc_desktop.core.layout.ratios import find_ratios, said_by_ratio
from sdc_desktop.core.layout.side import Side
from sdc_desktop.core.layout.statistics import column_statistics, most_common, row_statistics
from sdc_desktop.core.layout.sums import (
    TableNumbers,
    countable_values,
    find_table_sums,
    table_numbers,
    testable_lines,
)
from sdc_desktop.core.layout.table_doubts import find_table_doubts
from sdc_desktop.core.layout.tidy import is_tidy
from sdc_desktop.core.layout.total_lines import total_lines
from sdc_desktop.core.sheets import Sheet, Workbook
from sdc_desktop.core.tables import Axis, LineOrder, LineRatio, Statistic, Table

_SHARE_LEFT_BY_A_DOUBT = 0.8
Statistics = tuple[tuple[int, Statistic], ...]


def find_sheet_tables(workbook: Workbook, sheet: Sheet) -> tuple[Table, ...]:
    """Return the tables of one sheet from top to bottom."""
    if sheet.is_chart_sheet:
        return ()
    grid = classify(sheet)
    return tuple(understand(workbook, grid, block) for block in find_blocks(grid))


def understand(workbook: Workbook, grid: Grid, block: Block) -> Table:
    """Return the table at the place of a block."""
    columns = column_statistics(grid, block, workbook.styles)
    rows = row_statistics(grid, block, columns)
    said = workbook.statistics.get(grid.sheet.name)
    if said is not None:
        columns, rows = tuple((one, Statistic(said)) for one, _ in columns), ()
    numbers = table_numbers(grid, block, columns, rows)
    down = _side(grid, block, numbers, row_lines(grid, block, workbook.styles), Axis.ROWS)
    along = _side(grid, block, numbers, column_lines(grid, block), Axis.COLUMNS)
    of_columns = [statistic for _, statistic in columns]
    ratios = (
        *find_ratios(block, numbers, Axis.COLUMNS, of_columns, (*down.totals, *down.subtotals)),
        *find_ratios(block, numbers, Axis.ROWS, _of_rows(block, columns, rows), along.totals),
    )
    columns = _told_by_numbers(columns, down, along, ratios)
    doubts = find_table_doubts(grid, block, columns, (down, along))
    return Table(
        sheet=grid.sheet.name,
        title=_title(grid, block),
        body=_body(block),
        header_rows=block.header_rows,
        stub_columns=block.stub_columns,
        total_rows=down.totals,
        total_columns=along.totals,
        subtotal_rows=down.subtotals,
        subtotal_columns=along.subtotals,
        statistic=most_common(columns),
        column_statistics=columns,
        row_statistics=rows,
        relations=(*down.line_sums(), *along.line_sums()),
        ratios=ratios,
        orders=_orders(numbers, down, along),
        confidence=_SHARE_LEFT_BY_A_DOUBT ** len(doubts),
        doubts=doubts,
    )


def _side(
    grid: Grid, block: Block, numbers: TableNumbers, lines: tuple[Line, ...], axis: Axis
) -> Side:
    """Return the rows, or the columns, with what adds up among them."""
    are_rows = axis is Axis.ROWS
    found = find_table_sums(grid, block, numbers, lines, axis)
    totals, subtotals = total_lines(
        lines,
        found.sums,
        testable_lines(numbers, axis),
        are_rows=are_rows,
        is_tidy=are_rows and is_tidy(grid, block),
    )
    others = block.data_columns if are_rows else block.data_rows
    return Side(axis, lines, found, totals, subtotals, others)


def _body(block: Block) -> CellRange:
    rows, columns = block.data_rows, block.data_columns
    return CellRange(rows[0], columns[0], rows[-1], columns[-1])


def _of_rows(block: Block, columns: Statistics, rows: Statistics) -> list[Statistic]:
    """Return what each row holds: what most columns hold, where nothing else was said."""
    said, usual = dict(rows), most_common(columns)
    return [said.get(row, usual) for row in block.data_rows]


def _told_by_numbers(
    columns: Statistics, down: Side, along: Side, ratios: Sequence[LineRatio]
) -> Statistics:
    """Return what the columns hold, where only adding up or dividing shows what it is."""
    adds_up = {line for one in along.line_sums() for line in (one.total, *one.parts)}
    adds_up.update(line for one in down.line_sums() for line in one.across)
    divided = {one.ratio: said_by_ratio(one) for one in ratios if one.axis is Axis.COLUMNS}
    usual = most_common(columns)
    told = Statistic.COUNT if usual is Statistic.COUNT else Statistic.SUM
    return tuple(
        (column, divided.get(column, told if column in adds_up else statistic))
        if statistic is Statistic.OTHER
        else (column, statistic)
        for column, statistic in columns
    )


def _orders(numbers: TableNumbers, down: Side, along: Side) -> tuple[LineOrder, ...]:
    values = countable_values(numbers)
    return (
        *find_orders(down.lines, values, down.others, Axis.ROWS),
        *find_orders(along.lines, values.T, along.others, Axis.COLUMNS),
    )


def _title(grid: Grid, block: Block) -> str:
    """Return what stands above the header: the last "Table 1 ..." there, else the first text."""
    texts = [
        cell_label(grid, row, int(np.flatnonzero(grid.is_label[row])[0]))
        for row in block.title_rows
    ]
    named = [text for text in texts if names_a_table(text)]
    return (named[-1:] or texts[:1] or [""])[0]
