"""Which rows or columns of two tables are the same: by labels, codes and order, then by numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np

from sdc_desktop.core.layout.row_matching import match_rows
from sdc_desktop.core.linked_cells import ENOUGH_EVIDENCE, evidence_of
from sdc_desktop.core.releases.labels import LineLabel, Side, unique
from sdc_desktop.core.releases.match import LinePair
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.tables import Axis

_MOST_COMPARED = 50_000_000
_ALIKE = 0.85
_LITTLE_EVIDENCE = 1.5
_JOINT = " | "

Key = Callable[[LineLabel], object]


def _words(line: LineLabel) -> object:
    return (line.words, line.periods)


_WAYS: tuple[tuple[Key, float, str], ...] = (
    (lambda line: line.path, 1.0, "same label"),
    (lambda line: line.codes and (line.codes, line.periods), 0.95, "same code"),
    (lambda line: line.words and _words(line), 0.9, "same words"),
    (lambda line: line.own and (line.own, line.periods), 0.85, "same label in another group"),
    (lambda line: line.periods and line.without_periods, 0.9, "same label, another period"),
)
"""Ways to tell that two lines are the same, the surest first: key, confidence, reason."""


def match_labels(now: Sequence[LineLabel], before: Sequence[LineLabel]) -> tuple[LinePair, ...]:
    """Return the lines of two tables that are the same by their labels.

    Labels that several lines bear are told apart by the lines around them.
    """
    pairs: list[LinePair] = []
    left_now, left_before = list(now), list(before)
    for number, (key, confidence, reason) in enumerate(_WAYS):
        found = list(_by_key(left_now, left_before, key))
        if number == 0:
            found += list(_by_order(left_now, left_before, found))
        pairs += [_pair(a, b, confidence, reason) for a, b in found]
        left_now = _without(left_now, (a for a, _ in found))
        left_before = _without(left_before, (b for _, b in found))
    return tuple(sorted(pairs, key=lambda pair: pair.now))


def _pair(now: LineLabel, before: LineLabel, confidence: float, reason: str) -> LinePair:
    return LinePair(now.line, before.line, confidence, reason, now.periods == before.periods)


def _by_key(
    now: Sequence[LineLabel], before: Sequence[LineLabel], key: Key
) -> Iterator[tuple[LineLabel, LineLabel]]:
    """Yield the lines whose key no other line of their table has."""
    places = unique([key(line) for line in before])
    for wanted, place in unique([key(line) for line in now]).items():
        if wanted in places:
            yield now[place], before[places[wanted]]


def _by_order(
    now: Sequence[LineLabel],
    before: Sequence[LineLabel],
    found: Sequence[tuple[LineLabel, LineLabel]],
) -> Iterator[tuple[LineLabel, LineLabel]]:
    """Yield the lines of the same label that several bear, by the lines around them."""
    taken = {a.line for a, _ in found}
    if all(line.line in taken for line in now):
        return
    labels = [_JOINT.join(line.path) for line in before], [_JOINT.join(line.path) for line in now]
    for b, a in match_rows(*labels).items():
        if labels[0][b] and labels[0][b] == labels[1][a] and now[a].line not in taken:
            yield now[a], before[b]


def _without(lines: Iterable[LineLabel], gone: Iterable[LineLabel]) -> list[LineLabel]:
    numbers = {line.line for line in gone}
    return [line for line in lines if line.line not in numbers]


def match_numbers(
    now: Side, before: Side, axis: Axis, others: Sequence[LinePair], known: Sequence[LinePair]
) -> tuple[LinePair, ...]:
    """Return further lines that are the same by their numbers, whatever they are called.

    Args:
        now: The current table.
        before: The earlier one.
        axis: Which lines to match.
        others: Lines of the other axis that both have and that are of the same period.
        known: Lines that are matched already.
    """
    left_now = _left(now.lines(axis), {pair.now for pair in known})
    left_before = _left(before.lines(axis), {pair.before for pair in known})
    if not others or len(left_now) * len(left_before) * len(others) > _MOST_COMPARED:
        return ()
    x = now.across(axis, [line.line for line in left_now], [pair.now for pair in others])
    y = before.across(axis, [line.line for line in left_before], [pair.before for pair in others])
    offers = sorted(_offers(left_now, left_before, x, y), key=lambda one: -one[0].confidence)
    taken_now: set[int] = set()
    taken_before: set[int] = set()
    chosen = []
    for pair, is_alone in offers:
        if is_alone and pair.now not in taken_now and pair.before not in taken_before:
            chosen.append(pair)
            taken_now.add(pair.now)
            taken_before.add(pair.before)
    return tuple(chosen)


def _left(lines: Sequence[LineLabel], taken: set[int]) -> list[LineLabel]:
    return [line for line in lines if line.line not in taken]


def _offers(
    now: Sequence[LineLabel], before: Sequence[LineLabel], x: FloatArray, y: FloatArray
) -> Iterator[tuple[LinePair, bool]]:
    """Yield pairs of lines with the same numbers, and whether no other line has them too."""
    fits = [[place for place in range(len(before)) if _agree(row, y[place])] for row in x]
    asked = [place for several in fits for place in several]
    for line, row, several in zip(now, x, fits, strict=True):
        for place in several:
            other = before[place]
            evidence = evidence_of(row[np.isfinite(row) & np.isfinite(y[place])])
            is_alone = len(several) == 1 and asked.count(place) == 1
            if evidence >= _LITTLE_EVIDENCE and _are_alike(line, other):
                yield _pair(line, other, 0.85, "similar label and the same numbers"), True
            elif evidence >= ENOUGH_EVIDENCE:
                pair = _pair(line, other, 0.75, "another label, but the same numbers")
                yield replace(pair, is_same_period=True), is_alone


def _agree(x: FloatArray, y: FloatArray) -> bool:
    both = np.isfinite(x) & np.isfinite(y)
    return bool(both.any() and (x[both] == y[both]).all())


def _are_alike(now: LineLabel, before: LineLabel) -> bool:
    """Tell whether two labels are nearly the same and name the same numbers."""
    a, b = _JOINT.join(now.without_periods), _JOINT.join(before.without_periods)
    if [one for one in a if one.isdigit()] != [one for one in b if one.isdigit()]:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE
