"""The entries of the panel of earlier releases: files and, below them, their tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sdc_desktop.core.actions import releases_compared
from sdc_desktop.core.check import Check
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.releases.match import Period, ReleaseMatch, TablePair, TablePlace
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.gui.models.earlier_rows import period_in_words, table_in_words
from sdc_desktop.gui.words import tr


@dataclass(frozen=True, slots=True)
class EarlierNode:
    """An entry of the list on the left.

    Attributes:
        key: What the entry stands for, for whoever listens.
        text, hint: What it says, and more of it.
        needs_look: Whether the checker has to look at it.
        children: The entries below it.
    """

    key: object
    text: str
    hint: str = ""
    needs_look: bool = False
    children: tuple[EarlierNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry of the panel stands for.

    Attributes:
        sha256: The release.
        now, before: Its tables; both None for the release itself.
    """

    sha256: str
    now: TablePlace | None = None
    before: TablePlace | None = None

    @property
    def is_table(self) -> bool:
        """Whether it stands for a table and not for the whole release."""
        return self.now is not None or self.before is not None

    def shares_table(self, other: Entry) -> bool:
        """Tell whether both stand for the same table of one of the two releases."""
        is_now = self.now is not None and self.now == other.now
        return is_now or (self.before is not None and self.before == other.before)


def entries_of(check: Check, comparison: Comparison | None) -> tuple[EarlierNode, ...]:
    """Return the releases that are compared, with their tables where these are known."""
    matches = {one.release.sha256: one for one in comparison.matches} if comparison else {}
    at_hand = {one.sha256 for one in check.compared}
    nodes = []
    for file in releases_compared(check.actions):
        match = matches.get(file.sha256)
        is_missing = file.sha256 not in at_hand
        text = tr("{name} (not at hand)") if is_missing else "{name}"
        children = tuple(_tables(match)) if match is not None else ()
        nodes.append(
            EarlierNode(
                Entry(file.sha256),
                text.format(name=file.name),
                needs_look=is_missing,
                children=children,
            )
        )
    return tuple(nodes)


def _tables(match: ReleaseMatch) -> Iterator[EarlierNode]:
    sha256 = match.release.sha256
    for pair in match.pairs:
        entry = Entry(sha256, TablePlace.of(pair.now), TablePlace.of(pair.before))
        text = f"{_short(pair.now)}: {period_in_words(pair.period)}"
        yield EarlierNode(entry, text, table_in_words(pair.now), _needs_look(pair))
    alone = tr("{table}: no counterpart")
    for table in (*match.lone_now, *match.settled_now):
        text = alone.format(table=_short(table))
        entry = Entry(sha256, now=TablePlace.of(table))
        yield EarlierNode(entry, text, table_in_words(table), table in match.lone_now)
    for table in (*match.lone_before, *match.settled_before):
        text = tr("Earlier {text}").format(text=alone.format(table=_short(table)))
        entry = Entry(sha256, before=TablePlace.of(table))
        yield EarlierNode(entry, text, table_in_words(table), table in match.lone_before)


def _short(table: Table) -> str:
    return f"{table.sheet}, {table.body.a1}"


def nearest_entry(nodes: tuple[EarlierNode, ...], entry: Entry | None) -> Entry | None:
    """Return the entry to look at: the same one, one of the same table, or the first table."""
    keys = [one.key for node in nodes for one in (*node.children, node)]
    entries = [one for one in keys if isinstance(one, Entry)]
    if entry is None or (entry in entries and entry.is_table):
        return entry or next(iter(entries), None)
    of_release = [one for one in entries if one.sha256 == entry.sha256]
    alike = (one for one in of_release if one.shares_table(entry))
    return next(alike, next(iter(of_release or entries), None))


def _needs_look(pair: TablePair) -> bool:
    """Tell whether a checker has to look at two tables."""
    may_be_renamed = any(all(pair.open_lines(axis)) for axis in Axis)
    return pair.period is Period.UNCLEAR or (pair.period is Period.SAME and may_be_renamed)
