"""What keeps a table from being sure: one sentence each, for the checker to look into."""

from __future__ import annotations

from collections.abc import Sequence

from sdc_desktop.core.cells import column_letters
from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.headings import are_years
from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.layout.side import Side
from sdc_desktop.core.layout.statistics import are_named, most_common
from sdc_desktop.core.layout.totals import FoundSum, FoundSums
from sdc_desktop.core.tables import Statistic

SURE_ENOUGH = 0.7
"""Below this confidence a relation is a doubt of its table."""


def find_table_doubts(
    grid: Grid, block: Block, columns: Sequence[tuple[int, Statistic]], sides: Sequence[Side]
) -> tuple[str, ...]:
    """Return the doubts about a table.

    Args:
        grid: What the sheet's cells are.
        block: Where the table is.
        columns: What each data column holds.
        sides: Its rows and its columns with what adds up among them.
    """
    doubts = [*_layout_doubts(grid, block, columns), *_number_label_doubts(grid, block)]
    doubts += _sum_doubts([one for side in sides for one in side.found.sums])
    for side in sides:
        if most_common(columns).is_additive:
            doubts += _unproved_totals(side.lines, side.found)
        doubts += _weak_sums(side.lines, side.found)
    return tuple(doubts)


def _weak_sums(lines: Sequence[Line], found: FoundSums) -> tuple[str, ...]:
    """Return a sentence about totals that are believed on weak grounds."""
    weak = sorted({one.total for one in found.sums if one.confidence < SURE_ENOUGH})
    if not weak:
        return ()
    name = f'"{lines[weak[0]].label}"'
    more = f" and {len(weak) - 1} more" if len(weak) > 1 else ""
    return (f"What adds up to {name}{more} could be told by the labels only.",)


def _layout_doubts(
    grid: Grid, block: Block, columns: Sequence[tuple[int, Statistic]]
) -> tuple[str, ...]:
    doubts = []
    if not block.header_rows:
        doubts.append("No row with column labels was found above the numbers.")
    if not block.stub_columns:
        doubts.append("No column with row labels was found beside the numbers.")
    unclear = [column for column, statistic in columns if statistic is Statistic.OTHER]
    if unclear and not are_named(grid, block, unclear):
        names = ", ".join(column_letters(column) for column in unclear[:6])
        more = f" and {len(unclear) - 6} more" if len(unclear) > 6 else ""
        doubts.append(f"What the numbers in column {names}{more} are was not understood.")
    return tuple(doubts)


def _sum_doubts(sums: Sequence[FoundSum]) -> tuple[str, ...]:
    """Return a sentence where totals hold in most lines and fail in some."""
    failing = sum(len(one.failing) for one in sums)
    if not failing:
        return ()
    return (f"{failing} totals do not add up although their other lines do.",)


def _unproved_totals(lines: Sequence[Line], found: FoundSums) -> tuple[str, ...]:
    """Return sentences about lines that may be totals without it having been shown.

    That is where a label says total and nothing adds up to it, and where the lines beside one add
    up to it in too few places to exclude an accident. A reader may know better.
    """
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
    is_number, values = grid.is_number, grid.sheet.values
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
