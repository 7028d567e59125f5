"""Put a table together: its place, what its numbers are, what adds up, how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.cells import CellRange, column_letters
from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.blocks import find_blocks
from sdc_desktop.core.layout.grid import CellClass, Grid, classify
from sdc_desktop.core.layout.headings import are_years
from sdc_desktop.core.layout.labels import Line, cell_label, column_lines, row_lines
from sdc_desktop.core.layout.statistics import column_statistics, most_common, row_statistics
from sdc_desktop.core.layout.sums import find_table_sums, table_numbers, testable_lines
from sdc_desktop.core.layout.tidy import is_tidy
from sdc_desktop.core.layout.total_lines import total_lines
from sdc_desktop.core.layout.totals import FoundSum, FoundSums
from sdc_desktop.core.sheets import Sheet, Workbook
from sdc_desktop.core.tables import Axis, LineSum, Statistic, Table

_DOUBT_COSTS = 0.2


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
    numbers = table_numbers(grid, block, columns, rows)
    row_names = row_lines(grid, block, workbook.styles)
    column_names = column_lines(grid, block)
    down = find_table_sums(grid, block, numbers, row_names, Axis.ROWS)
    along = find_table_sums(grid, block, numbers, column_names, Axis.COLUMNS)
    doubts = (
        *_layout_doubts(block, columns),
        *_number_label_doubts(grid, block),
        *_sum_doubts(down.sums, along.sums),
        *_unproved_totals(row_names, down, columns),
        *_unproved_totals(column_names, along, columns),
    )
    totals, subtotals = total_lines(
        row_names,
        down.sums,
        testable_lines(numbers, Axis.ROWS),
        are_rows=True,
        is_tidy=is_tidy(grid, block),
    )
    total_columns, subtotal_columns = total_lines(
        column_names, along.sums, testable_lines(numbers, Axis.COLUMNS), are_rows=False
    )
    return Table(
        sheet=grid.sheet.name,
        title=_title(grid, block),
        body=CellRange(
            block.data_rows[0],
            block.data_columns[0],
            block.data_rows[-1],
            block.data_columns[-1],
        ),
        header_rows=block.header_rows,
        stub_columns=block.stub_columns,
        total_rows=totals,
        total_columns=total_columns,
        subtotal_rows=subtotals,
        subtotal_columns=subtotal_columns,
        statistic=most_common(columns),
        column_statistics=columns,
        row_statistics=rows,
        relations=(
            *(_line_sum(one, Axis.ROWS, block.data_rows, block.data_columns) for one in down.sums),
            *(
                _line_sum(one, Axis.COLUMNS, block.data_columns, block.data_rows)
                for one in along.sums
            ),
        ),
        confidence=max(1.0 - _DOUBT_COSTS * len(doubts), 0.0),
        doubts=doubts,
    )


def _line_sum(
    found: FoundSum, axis: Axis, lines: tuple[int, ...], others: tuple[int, ...]
) -> LineSum:
    return LineSum(
        axis=axis,
        total=lines[found.total],
        parts=tuple(lines[part] for part in found.parts),
        across=tuple(others[place] for place in found.across),
        tolerance=found.tolerance,
        reason=found.reason,
    )


def _title(grid: Grid, block: Block) -> str:
    for row in block.title_rows:
        for column in np.flatnonzero(grid.classes[row] == CellClass.LABEL):
            return cell_label(grid, row, int(column))
    return ""


def _layout_doubts(block: Block, columns: tuple[tuple[int, Statistic], ...]) -> tuple[str, ...]:
    doubts = []
    if not block.header_rows:
        doubts.append("No row with column labels was found above the numbers.")
    if not block.stub_columns:
        doubts.append("No column with row labels was found beside the numbers.")
    unclear = [column for column, statistic in columns if statistic is Statistic.OTHER]
    if unclear:
        names = ", ".join(column_letters(column) for column in unclear[:6])
        more = f" and {len(unclear) - 6} more" if len(unclear) > 6 else ""
        doubts.append(f"What the numbers in column {names}{more} are was not understood.")
    return tuple(doubts)


def _sum_doubts(down: tuple[FoundSum, ...], along: tuple[FoundSum, ...]) -> tuple[str, ...]:
    """Return a sentence where totals hold in most lines and fail in some."""
    failing = sum(len(one.failing) for one in (*down, *along))
    if not failing:
        return ()
    return (f"{failing} totals do not add up although their other lines do.",)


def _unproved_totals(
    lines: tuple[Line, ...],
    found: FoundSums,
    columns: tuple[tuple[int, Statistic], ...],
) -> tuple[str, ...]:
    """Return sentences about lines that may be totals without it having been shown.

    That is where a label says total and nothing adds up to it, and where the lines beside one add
    up to it in too few places to exclude an accident. A reader may know better.
    """
    if not most_common(columns).is_additive:
        return ()
    proved = {one.total for one in found.sums}
    left = [line for place, line in enumerate(lines) if line.says_total and place not in proved]
    perhaps = [lines[place] for place in found.perhaps if not lines[place].says_total]
    doubts = []
    if left:
        doubts.append(f"What {_named(left)} the total of was not understood.")
    if perhaps:
        doubts.append(f"Whether {_named(perhaps)} the total of the lines beside it is not sure.")
    return tuple(doubts)


def _named(lines: Sequence[Line]) -> str:
    name = f'"{lines[0].label}"' if lines[0].label else "a line without a label"
    return f"{name} is" if len(lines) == 1 else f"each of {name} and {len(lines) - 1} more is"


def _number_label_doubts(grid: Grid, block: Block) -> tuple[str, ...]:
    """Return sentences about numbers other than years that were taken as labels."""
    is_number, values = grid.is_class(CellClass.NUMBER), grid.sheet.values
    span = slice(block.data_columns[0], block.data_columns[-1] + 1)
    rows = [
        str(row + 1)
        for row in block.header_rows
        if not are_years(values[row, span][is_number[row, span]])
    ]
    lines = list(block.data_rows)
    columns = [
        column_letters(column)
        for column in block.stub_columns
        if not are_years(values[lines, column][is_number[lines, column]])
    ]
    taken = "was taken as labels although it holds numbers."
    return (*(f"Row {row} {taken}" for row in rows), *(f"Column {one} {taken}" for one in columns))
