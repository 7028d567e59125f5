"""The lines of two tables put together: what is the same, what changed, what is alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sdc_desktop.core.releases.changed_lines import ChangedLines
from sdc_desktop.core.releases.corrections import SaidLines
from sdc_desktop.core.releases.labels import LineLabel, Side
from sdc_desktop.core.releases.line_matching import match_labels, match_numbers
from sdc_desktop.core.releases.match import LinePair, LineRemainder, LineSplit, Period, TablePair
from sdc_desktop.core.releases.same_numbers import Comparison, compare_numbers
from sdc_desktop.core.releases.same_period import decide_period
from sdc_desktop.core.tables import Axis

SAID = "said by the checker"


@dataclass(frozen=True, slots=True)
class MatchedLines:
    """The rows and columns that two tables share, and how the numbers in them compare."""

    rows: tuple[LinePair, ...]
    columns: tuple[LinePair, ...]
    numbers: Comparison


def match_lines(now: Side, before: Side, said: Sequence[SaidLines] = ()) -> MatchedLines:
    """Return the rows and columns that two tables share.

    Args:
        now: The current table.
        before: The earlier one.
        said: What the checker says of these two tables.
    """
    rows, columns = (_labelled(now, before, axis, said) for axis in Axis)
    rows += _by_numbers(now, before, Axis.ROWS, columns, rows, said)
    columns += _by_numbers(now, before, Axis.COLUMNS, rows, columns, said)
    x, y = shared_lines(rows), shared_lines(columns)
    numbers = compare_numbers(now.numbers(x[0], y[0]), before.numbers(x[1], y[1]))
    return MatchedLines(_sorted(rows), _sorted(columns), numbers)


def shared_lines(pairs: Iterable[LinePair]) -> tuple[list[int], list[int]]:
    """Return the lines of the current and of the earlier table, without other periods."""
    same = [pair for pair in pairs if pair.is_same_period]
    return [pair.now for pair in same], [pair.before for pair in same]


def pair_tables(
    now: Side,
    before: Side,
    matched: MatchedLines,
    *,
    confidence: float,
    reason: str,
    period: Period | None = None,
    said: Sequence[SaidLines] = (),
) -> TablePair:
    """Return everything about two tables that belong together.

    Args:
        now: The current table.
        before: The earlier one.
        matched: The lines that they share.
        confidence: How sure it is that they belong together.
        reason: Why, in words.
        period: Whether they are about the same period, as the checker says; None to decide.
        said: What the checker says of their lines.
    """
    told = decide_period(now, before, matched.rows, matched.columns, matched.numbers)
    if period is not None:
        told = period, SAID
    pair = TablePair(
        now.table,
        before.table,
        confidence,
        reason,
        *told,
        matched.rows,
        matched.columns,
        rounding=matched.numbers.rounding,
    )
    if pair.period is not Period.OTHER:
        for axis in Axis:
            pair = _with_changes(pair, now, before, axis, said)
    return replace(
        pair,
        lone_rows=_lone(now.rows, before.rows, pair, Axis.ROWS),
        lone_columns=_lone(now.columns, before.columns, pair, Axis.COLUMNS),
        settled=_settled(said),
    )


def _settled(said: Iterable[SaidLines]) -> frozenset[tuple[Axis, bool, int]]:
    """Return the lines of which the checker says that they have no counterpart."""
    ours = {(one.axis, True, one.now) for one in said if one.before is None and one.now is not None}
    theirs = {
        (one.axis, False, one.before) for one in said if one.now is None and one.before is not None
    }
    return frozenset(ours | theirs)


def _labelled(
    now: Side, before: Side, axis: Axis, said: Sequence[SaidLines]
) -> tuple[LinePair, ...]:
    """Return the lines that labels or the checker say are the same."""
    forced = _forced(axis, said)
    left = _without(now, before, axis, said)
    pairs = match_labels(*left)
    if not pairs and not forced and len(left[0]) == len(left[1]):
        if len(left[0]) == 1:
            pairs = (LinePair(left[0][0].line, left[1][0].line, 0.6, "the only line of both"),)
        elif not any(line.path for line in (*left[0], *left[1])):
            pairs = tuple(
                LinePair(a.line, b.line, 0.5, "the same place, both without labels")
                for a, b in zip(*left, strict=True)
            )
    return (*forced, *pairs)


def _forced(axis: Axis, said: Sequence[SaidLines]) -> tuple[LinePair, ...]:
    return tuple(
        LinePair(one.now, one.before, 1.0, SAID)
        for one in said
        if one.axis is axis and one.now is not None and one.before is not None
    )


def _without(
    now: Side, before: Side, axis: Axis, said: Sequence[SaidLines]
) -> tuple[list[LineLabel], list[LineLabel]]:
    """Return the lines of both tables that the checker says nothing about."""
    gone_now = {one.now for one in said if one.axis is axis}
    gone_before = {one.before for one in said if one.axis is axis}
    return (
        [line for line in now.lines(axis) if line.line not in gone_now],
        [line for line in before.lines(axis) if line.line not in gone_before],
    )


def _by_numbers(
    now: Side,
    before: Side,
    axis: Axis,
    others: Sequence[LinePair],
    known: Sequence[LinePair],
    said: Sequence[SaidLines],
) -> tuple[LinePair, ...]:
    same = [pair for pair in others if pair.is_same_period]
    found = match_numbers(now, before, axis, same, known)
    told = [one for one in said if one.axis is axis]
    return tuple(
        pair
        for pair in found
        if not any(pair.now == one.now or pair.before == one.before for one in told)
    )


def _with_changes(
    pair: TablePair, now: Side, before: Side, axis: Axis, said: Sequence[SaidLines]
) -> TablePair:
    """Return the pair with the splits and remainders along one axis."""
    other = Axis.COLUMNS if axis is Axis.ROWS else Axis.ROWS
    others = [one for one in pair.lines(other) if one.is_same_period]
    changes = ChangedLines(now, before, axis, others, pair.lines(axis), pair.rounding)
    if not any(changes.lone.values()):
        return pair
    kept = {(one.now, one.before) for one in said if one.axis is axis}
    splits = tuple(changes.splits())
    explained = _explained(splits)
    remainders = tuple(one for one in changes.remainders() if not _is_explained(one, explained))
    lines = tuple(
        one
        for one in pair.lines(axis)
        if (one.now, one.before) in kept or not explained & {(True, one.now), (False, one.before)}
    )
    pair = replace(pair, splits=(*pair.splits, *splits), remainders=(*pair.remainders, *remainders))
    return replace(pair, rows=lines) if axis is Axis.ROWS else replace(pair, columns=lines)


def _explained(splits: Iterable[LineSplit]) -> set[tuple[bool, int]]:
    """Return the wholes of splits, as (whether it is in the current table, line)."""
    return {(split.is_whole_now, split.whole) for split in splits}


def _is_explained(one: LineRemainder, explained: set[tuple[bool, int]]) -> bool:
    return (one.is_larger_now, one.larger) in explained


def _lone(
    now: Sequence[LineLabel], before: Sequence[LineLabel], pair: TablePair, axis: Axis
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the lines of both tables that are neither matched nor part of a split."""
    found_now = {one.now for one in pair.lines(axis)}
    found_before = {one.before for one in pair.lines(axis)}
    for split in pair.splits:
        if split.axis is axis:
            whole, parts = (
                (found_now, found_before) if split.is_whole_now else (found_before, found_now)
            )
            whole.add(split.whole)
            parts.update(split.parts)
    return (
        tuple(line.line for line in now if line.line not in found_now),
        tuple(line.line for line in before if line.line not in found_before),
    )


def _sorted(pairs: Iterable[LinePair]) -> tuple[LinePair, ...]:
    return tuple(sorted(pairs, key=lambda pair: pair.now))
