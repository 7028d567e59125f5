"""What the checker says about the matching of a workbook with an earlier release."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sdc_desktop.core.releases.match import Period, TablePlace
from sdc_desktop.core.tables import Axis


@dataclass(frozen=True, slots=True)
class SaidTables:
    """Two tables that are the same one, or are not; or one that has no counterpart.

    Attributes:
        now, before: The two tables; None on one side: the other one has no counterpart.
        is_same: Whether they are the same table.
        period: Whether they are about the same period; None leaves that to the program.
    """

    now: TablePlace | None
    before: TablePlace | None
    is_same: bool = True
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class SaidLines:
    """Two lines of two tables that are the same one, or one that has no counterpart.

    Attributes:
        now_table, before_table: The two tables.
        axis: ROWS when they are rows.
        now, before: The two lines, counted from 0 on their sheets; None on one side: the other
            one has no counterpart.
    """

    now_table: TablePlace
    before_table: TablePlace
    axis: Axis
    now: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class MatchCorrection:
    """What the checker says about one earlier release, applied over what is found."""

    tables: tuple[SaidTables, ...] = ()
    lines: tuple[SaidLines, ...] = ()

    def with_tables(self, said: SaidTables) -> MatchCorrection:
        """Return the correction after this is said as well; it replaces what it contradicts."""
        kept = tuple(one for one in self.tables if not _contradict(one, said))
        return replace(self, tables=(*kept, said))

    def with_lines(self, said: SaidLines) -> MatchCorrection:
        """Return the correction after this is said as well; it replaces what it contradicts."""
        return replace(self, lines=(*self.without_lines(said).lines, said))

    def without_tables(self, now: TablePlace | None, before: TablePlace | None) -> MatchCorrection:
        """Return the correction with nothing said about these tables as the same or as alone."""
        kept = (
            one
            for one in self.tables
            if not one.is_same or not (_shares(now, one.now) or _shares(before, one.before))
        )
        return replace(self, tables=tuple(kept))

    def without_lines(self, said: SaidLines) -> MatchCorrection:
        """Return the correction with nothing said about the lines that `said` names."""
        kept = (
            one
            for one in self.lines
            if (one.now_table, one.before_table, one.axis)
            != (said.now_table, said.before_table, said.axis)
            or not _shares(one.now, said.now) | _shares(one.before, said.before)
        )
        return replace(self, lines=tuple(kept))


NO_CORRECTION = MatchCorrection()


def _contradict(one: SaidTables, said: SaidTables) -> bool:
    if (one.now, one.before) == (said.now, said.before):
        return True
    both_same = one.is_same and said.is_same
    return both_same and (_shares(one.now, said.now) or _shares(one.before, said.before))


def _shares(one: object, other: object) -> bool:
    return one is not None and one == other
