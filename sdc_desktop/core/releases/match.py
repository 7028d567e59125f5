"""What belongs together in a workbook and an earlier release of it: tables, rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.tables import Axis, Table


class Period(StrEnum):
    """Whether two tables are about the same period."""

    SAME = "same"
    """Equal cells are equations: what one prints cannot be withheld in the other."""
    OTHER = "other"
    """The earlier numbers are only informative."""
    UNCLEAR = "unclear"
    """The checker has to say."""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table is: enough to find it again when its edges were corrected."""

    sheet: str
    body: CellRange

    @classmethod
    def of(cls, table: Table) -> TablePlace:
        """Return where `table` is."""
        return cls(table.sheet, table.body)

    def find(self, tables: tuple[Table, ...]) -> Table | None:
        """Return the table that shares most cells with this place, None when none does."""
        shared = [(self._shared_cells(one), -number) for number, one in enumerate(tables)]
        most, number = max(shared, default=(0, 0))
        return tables[-number] if most else None

    def _shared_cells(self, table: Table) -> int:
        if table.sheet != self.sheet:
            return 0
        a, b = self.body, table.body
        rows = min(a.bottom, b.bottom) - max(a.top, b.top) + 1
        columns = min(a.right, b.right) - max(a.left, b.left) + 1
        return max(rows, 0) * max(columns, 0)


@dataclass(frozen=True, slots=True)
class LinePair:
    """A row or column that both tables have.

    Attributes:
        now, before: Where it is on the sheet of each, counted from 0.
        confidence: From 0 to 1; 1 where the labels are the same or the checker says so.
        reason: Why the two are believed to be the same, in words.
        is_same_period: Whether no label names another period than the other one.
    """

    now: int
    before: int
    confidence: float
    reason: str
    is_same_period: bool = True


@dataclass(frozen=True, slots=True)
class LineSplit:
    """A line of one table that is the sum of several lines of the other.

    Attributes:
        axis: ROWS when they are rows.
        is_whole_now: Whether the whole is in the current table and the parts in the earlier one.
        whole: The line that was split, or that others were merged into.
        parts: Its parts.
        reason: Why it is believed, in words.
    """

    axis: Axis
    is_whole_now: bool
    whole: int
    parts: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class LineRemainder:
    """A line of one table that counts a part of what a line of the other counts.

    Attributes:
        axis: ROWS when both are rows.
        is_larger_now: Whether the larger one is in the current table.
        larger, smaller: The two lines.
        rest: What is left in words, such as '"under 25" less "under 20"'.
    """

    axis: Axis
    is_larger_now: bool
    larger: int
    smaller: int
    rest: str


@dataclass(frozen=True, slots=True)
class TablePair:
    """A table of the current workbook and the same one in an earlier release.

    Attributes:
        now, before: The two tables.
        confidence: From 0 to 1.
        reason: Why they are believed to be the same, in words.
        period: Whether they are about the same period, and why.
        rows, columns: The lines that both have.
        splits: Lines that are sums of lines of the other table.
        remainders: Lines that count a part of a line of the other table.
        lone_rows, lone_columns: Lines without a counterpart, of the current and of the earlier
            table.
        settled: Lines of which the checker says that they have no counterpart, as (axis, whether
            it is in the current table, line).
        rounding: How far the same number may differ between the two because one of them was
            rounded, 0 where neither was.
    """

    now: Table
    before: Table
    confidence: float
    reason: str
    period: Period
    period_reason: str
    rows: tuple[LinePair, ...]
    columns: tuple[LinePair, ...]
    splits: tuple[LineSplit, ...] = ()
    remainders: tuple[LineRemainder, ...] = ()
    lone_rows: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    lone_columns: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    settled: frozenset[tuple[Axis, bool, int]] = frozenset()
    rounding: float = 0.0

    def lines(self, axis: Axis) -> tuple[LinePair, ...]:
        """Return the rows or the columns that both tables have."""
        return self.rows if axis is Axis.ROWS else self.columns

    def open_lines(self, axis: Axis) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return lines without a counterpart that may still be the same under another name.

        Not among them are those about which the checker said so, and those that are known to
        count a part of what another line counts.
        """
        ours, theirs = self.lone_rows if axis is Axis.ROWS else self.lone_columns
        parts = {
            (one.axis, is_now, line)
            for one in self.remainders
            for is_now, line in (
                (one.is_larger_now, one.larger),
                (not one.is_larger_now, one.smaller),
            )
        }
        known = self.settled | parts
        return (
            tuple(line for line in ours if (axis, True, line) not in known),
            tuple(line for line in theirs if (axis, False, line) not in known),
        )


@dataclass(frozen=True, slots=True)
class ReleaseMatch:
    """What belongs together in a workbook and one earlier release.

    Attributes:
        release: The earlier release.
        pairs: Tables that both have, in the order of the current workbook.
        lone_now, lone_before: Tables for which no counterpart was found.
        settled_now, settled_before: Tables of which the checker says that there is none.
        unused: Sentences about what the checker said and no longer fits.
    """

    release: EarlierRelease
    pairs: tuple[TablePair, ...]
    lone_now: tuple[Table, ...] = ()
    lone_before: tuple[Table, ...] = ()
    settled_now: tuple[Table, ...] = ()
    settled_before: tuple[Table, ...] = ()
    unused: tuple[str, ...] = ()
