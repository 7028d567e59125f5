"""Statistical tables as understood: where they are, what they count, what adds up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sdc_desktop.core.cells import CellRange, CellRef


class Statistic(StrEnum):
    """What the numbers of a table, row or column are."""

    COUNT = "count"
    SUM = "sum"
    """Amounts that were added up: money, volumes, hours."""
    PERCENTAGE = "percentage"
    RATE = "rate"
    MEAN = "mean"
    MEDIAN = "median"
    QUANTILE = "quantile"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    INDEX = "index"
    CHANGE = "change"
    """From one period to another, in numbers or percent."""
    ERROR = "error"
    """A standard error, a margin of error or an end of a confidence interval."""
    BASE = "base"
    """How many units were observed before weighting: a count that adds up on its own."""
    OTHER = "other"

    @property
    def is_count(self) -> bool:
        """Whether each number says how many there are, so that frequency rules apply to it."""
        return self in {Statistic.COUNT, Statistic.BASE}

    @property
    def is_additive(self) -> bool:
        """Whether numbers of this kind can add up to a total."""
        return self in {Statistic.COUNT, Statistic.SUM, Statistic.BASE}


class Axis(StrEnum):
    """The lines of a table that a relation is about."""

    ROWS = "rows"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class LineSum:
    """A total line of a table that is the sum of part lines, across the table's body.

    Attributes:
        axis: ROWS when `total` and `parts` are sheet rows, COLUMNS when they are sheet columns.
        total: The total line, counted from 0 on the sheet.
        parts: The lines that add up to it.
        across: The lines of the other axis in which it holds (sheet columns for ROWS): only those
            whose numbers add up, and those where withheld cells leave room that they do.
        tolerance: How far a published total may lie from the published parts in any of these
            lines because each was rounded on its own; 0 when it always adds up exactly.
        reason: Why it is believed, in words, such as 'label "Total" and 50 of 50 columns add up'.
        confidence: From 0 to 1: how sure it is; 1 where label and numbers agree all over.
    """

    axis: Axis
    total: int
    parts: tuple[int, ...]
    across: tuple[int, ...]
    tolerance: float = 0.0
    reason: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class LineOrder:
    """A line that counts a part of what another one counts: "under 20" beside "under 25".

    Everywhere in `across` the number of `smaller` is at most that of `larger`.

    Attributes:
        axis: ROWS when both are sheet rows, else COLUMNS.
        smaller, larger: The two lines, counted from 0 on the sheet.
        across: The lines of the other axis in which it holds.
        reason: Why it is believed, in words.
    """

    axis: Axis
    smaller: int
    larger: int
    across: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LineRatio:
    """A line of percentages, rates or means and the lines that they were worked out from.

    Everywhere in `across` the printed `ratio` is `factor * numerator / denominator`, rounded to a
    multiple of `step`.

    Attributes:
        axis: ROWS when `ratio`, `numerator` and `denominator` are sheet rows, else COLUMNS.
        ratio: The line with the percentages, counted from 0 on the sheet.
        numerator: The line that was divided.
        denominator: The line that it was divided by.
        denominator_at: The place on the other axis at which the denominator always stands (the
            row of the total for percentages of a column); None: at the same place as the ratio.
        across: The lines of the other axis in which it holds.
        factor: 100 for percentages, 1 for means and shares, 1000 for rates per thousand.
        step: What the printed numbers were rounded to, such as 0.1; 0 when they were not.
        reason: Why it is believed, in words.
    """

    axis: Axis
    ratio: int
    numerator: int
    denominator: int
    denominator_at: int | None
    across: tuple[int, ...]
    factor: float
    step: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the checker said of a table and no arithmetic shows, so that it outlasts corrections.

    Sums and ratios that were said are among the table's relations and ratios; their reason says so.

    Attributes:
        statistic: What its numbers are; None where nothing was said of the whole table.
        columns, rows: Column, or row, of the body and what was said of its numbers.
        no_total_rows, no_total_columns: Lines that are no totals, whatever adds up to them.
    """

    statistic: Statistic | None = None
    columns: tuple[tuple[int, Statistic], ...] = ()
    rows: tuple[tuple[int, Statistic], ...] = ()
    no_total_rows: tuple[int, ...] = ()
    no_total_columns: tuple[int, ...] = ()


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class Table:
    """One table on one sheet; all rows and columns count from 0 on the sheet.

    Attributes:
        sheet: Name of its sheet.
        title: What stands above it, "" when nothing does.
        body: Smallest range with all its data cells.
        header_rows: Rows with column labels.
        stub_columns: Columns with row labels.
        total_rows, total_columns: Grand totals ("All ..." lines of percentages and means too).
        subtotal_rows, subtotal_columns: Totals of a part.
        statistic: What most of its numbers are.
        column_statistics: Column of the body and what it holds, for every column with data.
        row_statistics: The same for those rows that differ from their column (a "Sample size"
            row below percentages, say); such a row's statistic wins over the column's.
        relations: What adds up.
        ratios: Which lines are percentages, rates or means of which others.
        orders: Which lines count a part of what others count.
        left_out_rows, left_out_columns: Lines within `body` that are no part of it: notes, codes.
        confidence: From 0 (a guess) to 1 (proved).
        doubts: Why it is not 1, one sentence each; a checker sees them as `review` findings.
        said: What the checker said of it.
    """

    sheet: str
    title: str
    body: CellRange
    header_rows: tuple[int, ...] = ()
    stub_columns: tuple[int, ...] = ()
    total_rows: tuple[int, ...] = ()
    total_columns: tuple[int, ...] = ()
    subtotal_rows: tuple[int, ...] = ()
    subtotal_columns: tuple[int, ...] = ()
    statistic: Statistic = Statistic.COUNT
    column_statistics: tuple[tuple[int, Statistic], ...] = ()
    row_statistics: tuple[tuple[int, Statistic], ...] = ()
    relations: tuple[LineSum, ...] = ()
    ratios: tuple[LineRatio, ...] = ()
    orders: tuple[LineOrder, ...] = ()
    left_out_rows: tuple[int, ...] = ()
    left_out_columns: tuple[int, ...] = ()
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    said: Said = NOTHING_SAID

    def statistic_at(self, row: int, column: int) -> Statistic:
        """Return what the number in a body cell is."""
        for line, statistic in self.row_statistics:
            if line == row:
                return statistic
        for line, statistic in self.column_statistics:
            if line == column:
                return statistic
        return self.statistic

    def __contains__(self, cell: CellRef) -> bool:
        return cell.sheet == self.sheet and (cell.row, cell.column) in self.body
