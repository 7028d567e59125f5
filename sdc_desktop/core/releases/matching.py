"""Match the tables of a workbook with those of an earlier release, and their rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.releases.corrections import (
    NO_CORRECTION,
    MatchCorrection,
    SaidLines,
    SaidTables,
)
from sdc_desktop.core.releases.labels import Side, plain_words
from sdc_desktop.core.releases.line_pairs import SAID, MatchedLines, match_lines, pair_tables
from sdc_desktop.core.releases.match import ReleaseMatch, TablePair
from sdc_desktop.core.releases.periods import split_periods
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table

_ENOUGH = 0.45
_LEAST_OVERLAP = 0.3
_MOST_TRIED = 4
_NUMBERS_COUNT = 0.5


@dataclass(eq=False)
class _Offer:
    """Two tables that may be the same one; by labels alone first, then by numbers too."""

    now: Side
    before: Side
    labels: float

    @cached_property
    def matched(self) -> MatchedLines:
        return match_lines(self.now, self.before)

    @cached_property
    def score(self) -> float:
        numbers = self.matched.numbers
        return self.labels + _NUMBERS_COUNT * numbers.share * min(1.0, numbers.evidence / 3)


def match_releases(
    current: Workbook,
    tables: Sequence[Table],
    earlier: Workbook,
    earlier_tables: Sequence[Table],
    correction: MatchCorrection = NO_CORRECTION,
    progress: Progress = no_progress,
) -> ReleaseMatch:
    """Return which tables, rows and columns of two releases are the same.

    Args:
        current: The workbook that is checked.
        tables: Its tables.
        earlier: A workbook that was published before.
        earlier_tables: Its tables.
        correction: What the checker says about the matching.
        progress: Told what is being done.
    """
    release = EarlierRelease(earlier, tuple(earlier_tables))
    return _Matching(current, tuple(tables), release, correction, progress).result()


class _Matching:
    def __init__(
        self,
        current: Workbook,
        tables: tuple[Table, ...],
        release: EarlierRelease,
        correction: MatchCorrection,
        progress: Progress,
    ) -> None:
        self._release, self._correction, self._progress = release, correction, progress
        self._tables = tables, release.tables
        self._now = {table: Side(current, table) for table in tables}
        self._before = {table: Side(release.workbook, table) for table in release.tables}
        self._unused: list[str] = []
        self._denied: set[tuple[Table, Table]] = set()
        self._alone: tuple[set[Table], set[Table]] = (set(), set())
        self._pairs: dict[Table, TablePair] = {}
        self._taken: set[Table] = set()

    def result(self) -> ReleaseMatch:
        """Apply what was said, then find the rest."""
        for said in self._correction.tables:
            self._apply(said)
        self._check_lines()
        self._find()
        now, before = self._tables
        return ReleaseMatch(
            self._release,
            tuple(self._pairs[table] for table in now if table in self._pairs),
            tuple(one for one in now if one not in self._pairs and one not in self._alone[0]),
            tuple(one for one in before if one not in self._taken and one not in self._alone[1]),
            tuple(one for one in now if one in self._alone[0]),
            tuple(one for one in before if one in self._alone[1]),
            tuple(self._unused),
        )

    def _apply(self, said: SaidTables) -> None:
        now = said.now.find(self._tables[0]) if said.now else None
        before = said.before.find(self._tables[1]) if said.before else None
        if (said.now and now is None) or (said.before and before is None):
            place = said.now if said.now and now is None else said.before
            name = f"{place.sheet}, {place.body.a1}" if place else ""
            self._unused.append(f"What was said about {name} no longer fits: no table is there.")
        elif now is not None and before is not None and said.is_same:
            matched = self._lines(now, before)
            self._add(now, before, matched, 1.0, SAID, said)
        elif now is not None and before is not None:
            self._denied.add((now, before))
        elif now is not None:
            self._alone[0].add(now)
        elif before is not None:
            self._alone[1].add(before)

    def _check_lines(self) -> None:
        """Note what was said about lines of tables that are no longer there."""
        for said in self._correction.lines:
            now = said.now_table.find(self._tables[0])
            before = said.before_table.find(self._tables[1])
            if now is None or before is None:
                self._unused.append("What was said about a row or column no longer fits.")

    def _said_of(self, now: Table, before: Table) -> tuple[SaidLines, ...]:
        """Return what was said about the lines of two tables."""
        return tuple(
            one
            for one in self._correction.lines
            if one.now_table.find(self._tables[0]) == now
            and one.before_table.find(self._tables[1]) == before
        )

    def _lines(self, now: Table, before: Table) -> MatchedLines:
        said = self._said_of(now, before)
        return match_lines(self._now[now], self._before[before], said)

    def _add(
        self,
        now: Table,
        before: Table,
        matched: MatchedLines,
        confidence: float,
        reason: str,
        said: SaidTables | None = None,
    ) -> None:
        self._pairs[now] = pair_tables(
            self._now[now],
            self._before[before],
            matched,
            confidence=confidence,
            reason=reason,
            period=said.period if said else None,
            said=self._said_of(now, before),
        )
        self._taken.add(before)

    def _find(self) -> None:
        """Pair what belongs together best, as long as it is good enough.

        Where more tables are alike than were tried at once, those that are left are tried again.
        """
        count = -1
        while len(self._pairs) > count:
            count = len(self._pairs)
            self._take_best(self._offers())

    def _take_best(self, offers: Sequence[_Offer]) -> None:
        for offer in sorted(offers, key=lambda one: -one.score):
            now, before = offer.now.table, offer.before.table
            if offer.score < _ENOUGH or now in self._pairs or before in self._taken:
                continue
            is_said = bool(self._said_of(now, before))
            matched = self._lines(now, before) if is_said else offer.matched
            self._add(now, before, matched, min(1.0, offer.score), _reason(offer))

    def _offers(self) -> list[_Offer]:
        """Return for each current table the few earlier ones that look most like it."""
        found: list[_Offer] = []
        free_before = [
            side
            for table, side in self._before.items()
            if table not in self._taken and table not in self._alone[1]
        ]
        for done, (table, side) in enumerate(self._now.items()):
            self._progress(done, len(self._now), "matching releases")
            if table in self._pairs or table in self._alone[0]:
                continue
            offers = [
                _Offer(side, other, score)
                for other in free_before
                if (table, other.table) not in self._denied
                and (score := _alike(side, other)) is not None
            ]
            offers.sort(key=lambda one: -one.labels)
            found += offers[:_MOST_TRIED]
        return found


def _alike(now: Side, before: Side) -> float | None:
    """Return from 0 to 1 how alike two tables are by their labels, None when hardly."""
    rows, columns = (
        len(a & b) / max(1, min(len(a), len(b))) for a, b in zip(now.keys, before.keys, strict=True)
    )
    title = _overlap(_title(now.table), _title(before.table))
    sheet = float(_plain(now.table.sheet) == _plain(before.table.sheet))
    alike = 0.35 * rows + 0.25 * columns + 0.3 * title + 0.1 * sheet
    is_like = min(rows, columns) >= _LEAST_OVERLAP or (title == 1 and max(rows, columns) > 0)
    is_like |= rows >= 2 * _LEAST_OVERLAP or columns >= 2 * _LEAST_OVERLAP
    return alike if is_like else None


def _title(table: Table) -> frozenset[str]:
    return frozenset(plain_words(split_periods(table.title or table.sheet)[1]))


def _plain(name: str) -> str:
    return split_periods(name)[1]


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _reason(offer: _Offer) -> str:
    numbers = offer.matched.numbers
    lines = f"{len(offer.matched.rows)} rows and {len(offer.matched.columns)} columns"
    if numbers.compared:
        return f"{lines} are alike, {numbers.equal} of {numbers.compared} numbers are equal"
    return f"{lines} are alike"
