"""Lines of two releases that are not the same but belong together: split, merged, nested.

"Hill and Vale" before, "Hill" and "Vale" now; "under 20" before, "under 25" now. Labels say so, or
the numbers do; where numbers speak against it, it is not believed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np

from sdc_desktop.core.layout.nested_labels import Span, read_span
from sdc_desktop.core.linked_cells import ENOUGH_EVIDENCE, Label, evidence_of
from sdc_desktop.core.releases.labels import LineLabel, Side, plain_words
from sdc_desktop.core.releases.match import LinePair, LineRemainder, LineSplit
from sdc_desktop.core.releases.same_numbers import are_same
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.tables import Axis

_MOST_PARTS = 6
_MOST_LONE = 60
_AND = re.compile(r"\s+(?:and|und|et|y|e|en|och|a|or)\s+|\s*[&+,/]\s*")
_WITHOUT = re.compile(
    r"^(?P<whole>.+?)[\s,(\[]+(?:excluding|excl\.?|without|except(?: for)?|other than|less|minus"
    r"|ohne|sans|hors|sin|senza|zonder|exklusive)\s+(?P<part>.+?)[)\]]*$"
)


class ChangedLines:
    """Looks for splits and remainders between two tables along one axis."""

    def __init__(
        self,
        now: Side,
        before: Side,
        axis: Axis,
        others: Sequence[LinePair],
        known: Sequence[LinePair],
        rounding: float,
    ) -> None:
        """Take the two tables.

        Args:
            now: The current table.
            before: The earlier one.
            axis: Which lines to look at.
            others: Lines of the other axis that both have, of the same period.
            known: Lines along the axis that both have.
            rounding: How far numbers may differ because one table is rounded.
        """
        self._axis, self._rounding = axis, rounding
        self._sides = {True: now, False: before}
        self._others = {True: [one.now for one in others], False: [one.before for one in others]}
        self._known = known
        taken = {True: {one.now for one in known}, False: {one.before for one in known}}
        self.lone = {
            is_now: tuple(line for line in side.lines(axis) if line.line not in taken[is_now])
            for is_now, side in self._sides.items()
        }

    def splits(self) -> Iterator[LineSplit]:
        """Yield lines that are the sum of lines of the other table."""
        for is_now in (True, False):
            done: set[int] = set()
            for split in (*self._named_splits(is_now), *self._numbered_splits(is_now)):
                if split.whole not in done:
                    done.add(split.whole)
                    yield split

    def remainders(self) -> Iterator[LineRemainder]:
        """Yield lines that count a part of what a line of the other table counts."""
        lone = {is_now: {line.line for line in self.lone[is_now]} for is_now in (True, False)}
        for is_now in (True, False):
            larger_lines = self._sides[is_now].lines(self._axis)
            smaller_lines = self._sides[not is_now].lines(self._axis)
            for larger, smaller in dict.fromkeys(_parts_and_wholes(larger_lines, smaller_lines)):
                is_new = larger.line in lone[is_now] or smaller.line in lone[not is_now]
                if is_new and self._is_never_more(is_now, larger, smaller):
                    rest = f'"{larger.own}" less "{smaller.own}"'
                    yield LineRemainder(self._axis, is_now, larger.line, smaller.line, rest)

    def _named_splits(self, is_now: bool) -> Iterator[LineSplit]:
        """Yield lone lines whose label names several lines of the other table."""
        for whole in self.lone[is_now]:
            for parts in self._parts_by_label(whole, self._sides[not is_now].lines(self._axis)):
                x, y = self._sums(is_now, whole.line, [one.line for one in parts])
                if self._adds_up(x, y):
                    names = " + ".join(f'"{one.own}"' for one in parts)
                    yield self._split(is_now, whole, parts, f'"{whole.own}" is {names} by name')

    def _parts_by_label(
        self, whole: LineLabel, lines: Sequence[LineLabel]
    ) -> Iterator[tuple[LineLabel, ...]]:
        names = [plain_words(one) for one in _AND.split(whole.own) if one]
        if len(names) > 1:
            found = [_named(name, whole, lines) for name in names]
            if all(one is not None for one in found):
                yield tuple(one for one in found if one is not None)
        tiles = _tiles(whole, lines)
        if len(tiles) > 1:
            yield tiles

    def _numbered_splits(self, is_now: bool) -> Iterator[LineSplit]:
        """Yield lines that are the sum of other lines by their numbers, hardly by chance."""
        wholes, parts = self._unexplained(is_now), self._unexplained(not is_now)
        if not self._others[True] or max(len(wholes), len(parts)) > _MOST_LONE:
            return
        lone = {*self.lone[True], *self.lone[False]}
        for whole in wholes:
            for several in _runs(parts):
                if lone.isdisjoint((whole, *several)):
                    continue
                x, y = self._sums(is_now, whole.line, [one.line for one in several])
                both = np.isfinite(x) & np.isfinite(y)
                if self._adds_up(x, y) and evidence_of(x[both]) >= ENOUGH_EVIDENCE:
                    yield self._split(is_now, whole, several, "the numbers add up")

    def _unexplained(self, is_now: bool) -> list[LineLabel]:
        """Return lines without counterpart, and those whose counterpart has only other numbers."""
        changed = set()
        for pair in self._known:
            x, y = self._sums(True, pair.now, [pair.before])
            both = np.isfinite(x) & np.isfinite(y)
            if both.any() and not are_same(x, y, self._rounding).any():
                changed.add(pair.now if is_now else pair.before)
        lone = {line.line for line in self.lone[is_now]}
        lines = self._sides[is_now].lines(self._axis)
        return [line for line in lines if line.line in lone | changed]

    def _sums(
        self, is_now: bool, whole: int, parts: Sequence[int]
    ) -> tuple[FloatArray, FloatArray]:
        """Return the numbers of a line and the sums of lines of the other table: (others,) each."""
        x = self._sides[is_now].across(self._axis, [whole], self._others[is_now])
        y = self._sides[not is_now].across(self._axis, parts, self._others[not is_now])
        return x.ravel(), y.sum(axis=0) if y.size else np.zeros(0)

    def _adds_up(self, x: FloatArray, y: FloatArray) -> bool:
        both = np.isfinite(x) & np.isfinite(y)
        return bool(are_same(x, y, self._rounding)[both].all()) and bool(x.size)

    def _is_never_more(self, is_now: bool, larger: LineLabel, smaller: LineLabel) -> bool:
        x, y = self._sums(is_now, larger.line, [smaller.line])
        with np.errstate(invalid="ignore"):
            return bool(x.size) and not bool((y > x + self._rounding).any())

    def _split(
        self, is_now: bool, whole: LineLabel, parts: Sequence[LineLabel], reason: str
    ) -> LineSplit:
        lines = tuple(one.line for one in parts)
        return LineSplit(self._axis, is_now, whole.line, lines, reason)


def _named(
    words: tuple[str, ...], whole: LineLabel, lines: Sequence[LineLabel]
) -> LineLabel | None:
    """Return the one line of these words in the same group as `whole`, None for none or several."""
    found = [line for line in lines if plain_words(line.own) == words and line.outer == whole.outer]
    return found[0] if words and len(found) == 1 else None


def _tiles(whole: LineLabel, lines: Sequence[LineLabel]) -> tuple[LineLabel, ...]:
    """Return the lines whose ranges of numbers make up that of `whole` without gap or overlap."""
    read = read_span(whole.own)
    if read is None:
        return ()
    rest, (start, end) = read
    spans = sorted(
        (
            (one[1], line)
            for line in lines
            if line.outer == whole.outer and (one := read_span(line.own)) and one[0] == rest
            if _holds((start, end), one[1])
        ),
        key=lambda one: one[0],
    )
    fits = [one for one in spans if not any(_holds(one[0], other[0]) for other in spans)]
    is_whole = bool(fits) and fits[0][0][0] == start and fits[-1][0][1] == end
    is_joined = all(a[0][1] + 1 == b[0][0] for a, b in pairwise(fits))
    return tuple(line for _, line in fits) if is_whole and is_joined else ()


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _runs(lines: Sequence[LineLabel]) -> Iterator[tuple[LineLabel, ...]]:
    """Yield what may be the parts of a line: any two lines, and more that follow one another."""
    yield from combinations(lines, 2)
    for length in range(3, _MOST_PARTS + 1):
        for start in range(len(lines) - length + 1):
            yield tuple(lines[start : start + length])


def _parts_and_wholes(
    larger: Sequence[LineLabel], smaller: Sequence[LineLabel]
) -> Iterator[tuple[LineLabel, LineLabel]]:
    """Yield lines that are a part of another one by their labels, the other one first."""
    yield from _nested_spans(larger, smaller)
    wholes = {(line.outer, plain_words(line.own)): line for line in larger}
    parts = {(line.outer, plain_words(line.own)): line for line in smaller}
    for line in smaller:
        without = _WITHOUT.match(line.own)
        whole = wholes.get((line.outer, plain_words(without["whole"]))) if without else None
        if whole is not None:
            yield whole, line
    for line in larger:
        names = [plain_words(one) for one in _AND.split(line.own) if one]
        for name in names if len(names) > 1 else ():
            if (line.outer, name) in parts:
                yield line, parts[line.outer, name]


def _nested_spans(
    larger: Sequence[LineLabel], smaller: Sequence[LineLabel]
) -> Iterator[tuple[LineLabel, LineLabel]]:
    """Yield ranges such as "under 20" with the narrowest range that holds them."""
    around: dict[tuple[Label, str], list[tuple[Span, LineLabel]]] = defaultdict(list)
    for line in larger:
        if (read := read_span(line.own)) is not None:
            around[line.outer, read[0]].append((read[1], line))
    for line in smaller:
        if (read := read_span(line.own)) is None:
            continue
        fits = [one for one in around[line.outer, read[0]] if _holds(one[0], read[1])]
        for span, whole in fits:
            if not any(_holds(span, other) for other, _ in fits):
                yield whole, line
