"""What adds up in a table: totals of lines, proved by arithmetic with labels in support.

A sum is looked for only where the layout suggests one: a run of lines next to the total, the lines
one level further in, the lines of a section, the totals of the sections, lines of the same label
in other sections. So a sum that holds by accident has few chances to be tried.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.sheets import BoolArray, FloatArray

_LONGEST_RUN = 400
_ENOUGH_LINES = 3
_MOST_GROUPS = 60
_LINES_FOR_ROUNDED = 8
_NEIGHBOURS = 2
_SHARE_WITHHELD = 0.1
_SAID_ONLY = 0.5
_SHARE_THAT_HOLDS = 0.8
_SHARE_THAT_IS_EXACT = 0.9
_SHARE_WITH_A_LABEL = 0.5


@dataclass(frozen=True, slots=True)
class FoundSum:
    """A total and its parts as places in the lists of lines; `across` as places on the other axis.

    Attributes:
        tolerance: Largest deviation that rounding of parts and total explains; 0 when exact.
        failing: Places on the other axis where the numbers do not add up.
        reason: Why it is believed.
        confidence: From 0 to 1.
    """

    total: int
    parts: tuple[int, ...]
    across: tuple[int, ...]
    tolerance: float
    failing: tuple[int, ...]
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FoundSums:
    """The sums that are believed, and the lines that may be totals of their neighbours."""

    sums: tuple[FoundSum, ...] = ()
    perhaps: tuple[int, ...] = ()


def find_sums(
    values: FloatArray,
    is_withheld: BoolArray,
    lines: Sequence[Line],
    *,
    needs_label: bool = False,
    written: Sequence[tuple[int, tuple[int, ...]]] = (),
) -> FoundSums:
    """Return the sums among `lines`.

    Args:
        values: (lines, others) float64, NaN where there is no number.
        is_withheld: (lines, others) bool: a marker stands there, so any number may be behind it.
        lines: What the lines are called, as many as `values` has rows.
        needs_label: Whether only labelled totals are believed: percentages and means seldom add up.
        written: (total, parts) that the workbook's own formulas add up, as places in `lines`.
    """
    finder = _Finder(values, is_withheld, lines, needs_label=needs_label, written=written)
    found: dict[tuple[int, frozenset[int]], FoundSum] = {}
    for total, parts in finder.candidates():
        key = total, frozenset(parts)
        if key not in found and len(parts) > 1 and total not in parts:
            one = finder.judge(total, parts)
            if one is not None:
                found[key] = one
                finder.note(one)
    best = sorted(_best(found.values()), key=lambda one: (one.total, one.parts))
    return FoundSums(tuple(best), tuple(sorted(finder.perhaps - {one.total for one in best})))


def _best(found: Collection[FoundSum]) -> Iterator[FoundSum]:
    """Yield the sums without those that only come near where other parts add up exactly."""
    exact: dict[int, list[set[int]]] = {}
    for one in found:
        if not one.tolerance and not one.failing:
            exact.setdefault(one.total, []).append(set(one.parts))
    for one in found:
        is_near = bool(one.tolerance or one.failing)
        if not is_near or not any(parts & set(one.parts) for parts in exact.get(one.total, ())):
            yield one


class _Finder:
    """The search: candidates become better as subtotals are found, which then hide their parts."""

    def __init__(
        self,
        values: FloatArray,
        is_withheld: BoolArray,
        lines: Sequence[Line],
        *,
        needs_label: bool,
        written: Sequence[tuple[int, tuple[int, ...]]],
    ) -> None:
        self._needs_label, self._written = needs_label, set(written)
        self._values, self._is_withheld, self._lines = values, is_withheld, lines
        self._unit = _rounding_unit(values)
        self._seconds: set[tuple[int, tuple[int, ...]]] = set()
        self._children: dict[int, set[int]] = {}
        self._patterns: set[tuple[str | int, ...]] = set()
        self.perhaps: set[int] = set()

    def note(self, found: FoundSum) -> None:
        """Remember a sum: parts next to their total are hidden from wider sums."""
        self._patterns.update(self._pattern(found.total, found.parts))
        places = (found.total, *found.parts)
        if max(places) - min(places) == len(self._under(found)):
            self._children.setdefault(found.total, set()).update(found.parts)

    def _pattern(self, total: int, parts: tuple[int, ...]) -> Iterator[tuple[str | int, ...]]:
        """Yield what other sums of the same build share: all labels, or all groups."""
        lines = [self._lines[place] for place in (total, *parts)]
        own = [line.own or line.label for line in lines]
        if all(own):
            yield ("labels", *own)
        inner = {line.within_group or line.own or line.label for line in lines}
        if len(inner) == 1:
            yield ("groups", *(f"{line.section} {line.outermost}" for line in lines))

    def _under(self, found: FoundSum) -> set[int]:
        below, waiting = set(), list(found.parts)
        while waiting:
            place = waiting.pop()
            if place not in below:
                below.add(place)
                waiting += self._children.get(place, ())
        return below

    def candidates(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield total and parts to try, narrow ones first."""
        yield from sorted(self._written)
        for _ in range(3):
            yield from self._runs()
        yield from self._by_level()
        yield from self._sections()
        yield from self._section_totals()
        yield from self._all_others()
        yield from self._same_labels()
        yield from self._groups()
        yield from self._second_totals()
        for _ in range(2):
            yield from self._runs()

    def _visible(self) -> list[int]:
        hidden = {place for parts in self._children.values() for place in parts}
        return [place for place in range(len(self._lines)) if place not in hidden]

    def _runs(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield for each line the runs directly after and before it that add up to it."""
        visible = self._visible()
        for total in range(len(self._lines)):
            at = bisect_left(visible, total)
            first_after = at + (at < len(visible) and visible[at] == total)
            after = visible[first_after : first_after + _LONGEST_RUN]
            before = visible[max(at - _LONGEST_RUN, 0) : at][::-1]
            for run in (after, before):
                end = self._end_of_run(total, run)
                if not end:
                    run = run[1:]
                    end = self._end_of_run(total, run)
                if end:
                    yield total, tuple(sorted(run[:end]))

    def _end_of_run(self, total: int, run: list[int]) -> int:
        """Return how many lines of `run` add up to `total`, 0 when none do."""
        if len(run) < 2:
            return 0
        sums = np.cumsum(np.nan_to_num(self._values[run]), axis=0)
        goal = self._values[total]
        known = ~np.isnan(goal)
        if not known.any():
            return 0
        error = np.abs(sums[:, known] - goal[known]) - 1e-9 * np.abs(goal[known])
        has_withheld = np.cumsum(self._is_withheld[run], axis=0)[:, known] > 0
        has_room = has_withheld & (sums[:, known] <= goal[known])
        rounding = 0.5 * self._unit * np.arange(2, len(run) + 2)[:, None]
        for slack in (np.zeros_like(rounding), rounding):
            share = ((error <= slack) | has_room).mean(axis=1)
            share[0] = 0.0
            best = int(np.argmax(share))
            if share[best] >= self._share_needed(total):
                return self._past_zeros(run, best) + 1
        return 0

    def _share_needed(self, total: int) -> float:
        """Return in which share of the lines a sum must hold: less where a label carries it."""
        return _SHARE_WITH_A_LABEL if self._lines[total].says_total else _SHARE_THAT_HOLDS

    def _past_zeros(self, run: list[int], last: int) -> int:
        """Return the end of a run together with the lines of zeros that follow in its section."""
        section = self._lines[run[last]].section
        while last + 1 < len(run):
            line = run[last + 1]
            if self._lines[line].section != section or np.nan_to_num(self._values[line]).any():
                break
            last += 1
        return last

    def _by_level(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield each line with the lines one level further in that follow it."""
        for place, line in enumerate(self._lines):
            inner: list[int] = []
            for later in range(place + 1, len(self._lines)):
                level = self._lines[later].level
                if level <= line.level:
                    break
                if level == line.level + 1:
                    inner.append(later)
            if inner:
                yield place, tuple(inner)

    def _sections(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield totals of the whole table with all visible lines of one section."""
        visible = self._visible()
        tops = [place for place, line in enumerate(self._lines) if line.section == 0][:4]
        totals = [place for place in visible if self._lines[place].says_total]
        for section in sorted({line.section for line in self._lines}):
            run = [place for place in visible if self._lines[place].section == section]
            for total in dict.fromkeys((*tops, *totals)):
                if self._lines[total].section != section:
                    yield from self._parts_of_section(total, run)

    def _all_others(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield labelled totals in the middle with all other lines of their section or table."""
        visible = self._visible()
        for total, line in enumerate(self._lines):
            if line.says_total:
                others = [place for place in visible if place != total]
                yield total, tuple(others)
                own = tuple(one for one in others if self._lines[one].section == line.section)
                yield total, own

    def _second_totals(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield lines next to a total with the parts of that total."""
        for total, parts in list(self._children.items()):
            for other in range(total - _NEIGHBOURS, total + _NEIGHBOURS + 1):
                if 0 <= other < len(self._lines) and other != total and other not in parts:
                    self._seconds.add((other, tuple(sorted(parts))))
                    yield other, tuple(sorted(parts))

    def _parts_of_section(
        self, total: int, run: list[int]
    ) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield the first lines, the last lines and all lines of a section as parts of a total."""
        for ordered in (run, run[::-1]):
            end = self._end_of_run(total, ordered)
            if end:
                yield total, tuple(sorted(ordered[:end]))
        yield total, tuple(run)

    def _groups(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield each line with the lines under one group label."""
        groups: dict[str, list[int]] = {}
        for place, line in enumerate(self._lines):
            if line.group:
                groups.setdefault(line.group, []).append(place)
        for parts in list(groups.values())[:_MOST_GROUPS]:
            for total in range(len(self._lines)) if len(parts) > 1 else ():
                if total not in parts:
                    yield total, tuple(parts)

    def _section_totals(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield totals with the first, or the last, lines of the following or other sections."""
        sections: dict[int, list[int]] = {}
        for place, line in enumerate(self._lines):
            sections.setdefault(line.section, []).append(place)
        for pick in (0, -1):
            ends = [places[pick] for places in sections.values()]
            for at, total in enumerate(ends):
                yield total, tuple(ends[at + 1 :])
                yield total, tuple(ends[:at])
        bold = [place for place, line in enumerate(self._lines) if line.is_bold and line.level == 0]
        for at, total in enumerate(bold):
            yield total, tuple(bold[at + 1 :])
            yield total, tuple(bold[:at])

    def _same_labels(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield lines with the lines of the same label in other sections."""
        same: dict[str, list[int]] = {}
        for place, line in enumerate(self._lines):
            for label in {line.label, line.own, line.within_group} - {""}:
                same.setdefault(label, []).append(place)
        for places in same.values():
            for total in places if 2 < len(places) <= 12 else ():
                yield total, tuple(place for place in places if place != total)

    def judge(self, total: int, parts: tuple[int, ...]) -> FoundSum | None:
        """Return the sum when the numbers and labels carry it."""
        part_values, goal = self._values[list(parts)], self._values[total]
        unknown = self._is_withheld[list(parts)].any(axis=0) | self._is_withheld[total]
        known = ~unknown & ~np.isnan(goal) & ~np.isnan(part_values).all(axis=0)
        error = np.abs(np.nansum(part_values, axis=0) - goal)
        slack = 0.5 * self._unit * (len(parts) + 1)
        is_exact = known & (error <= 1e-9 * np.maximum(np.abs(goal), 1))
        is_mostly_exact = bool(is_exact.sum() >= _SHARE_THAT_IS_EXACT * known.sum())
        holds = is_exact if is_mostly_exact else known & (error <= slack)
        is_near = self._is_surely_rounded(error, known, len(parts))
        if not (is_mostly_exact or is_near or self._is_laid_out(total, parts)):
            return None
        if self._needs_label and not self._is_laid_out(total, parts):
            return None
        if not self._is_believable(total, parts, known, holds):
            if known.any() and bool(is_exact[known].all()):
                self.perhaps.update({total} if goal[known].any() else ())
            return None
        possible = unknown & self._leaves_room(part_values, goal)
        across = np.flatnonzero(holds | possible)
        failing = np.flatnonzero(known & ~holds)
        tolerance = 0.0 if bool((is_exact | ~holds).all()) else float(slack)
        reason = f"{int(holds.sum())} of {int(known.sum())} lines add up"
        if self._lines[total].says_total:
            reason = f'label "{self._lines[total].label}" and {reason}'
        confidence = self._confidence(total, parts, known, holds)
        return FoundSum(total, parts, _ints(across), tolerance, _ints(failing), reason, confidence)

    def _confidence(
        self, total: int, parts: tuple[int, ...], known: BoolArray, holds: BoolArray
    ) -> float:
        """Return how sure a sum is: what speaks against it, and whether numbers or a label do."""
        telling = int((holds & (self._values[total] != 0)).sum())
        is_said = self._lines[total].says_total or (total, parts) in self._written
        surprise = 0.5 ** (telling + 2 * is_said)
        agreement = float(holds.sum() / known.sum()) if known.any() else 1.0
        return round((1.0 - surprise) * agreement, 3) if telling else _SAID_ONLY

    def _is_surely_rounded(self, error: FloatArray, known: BoolArray, parts: int) -> bool:
        """Tell whether numbers come so near a total, so often, that only rounding parts them."""
        near = self._unit * max(1.0, 0.75 * parts**0.5) + 1e-9
        return bool(known.sum() >= _LINES_FOR_ROUNDED and (error[known] <= near).all())

    def _is_laid_out(self, total: int, parts: tuple[int, ...]) -> bool:
        """Tell whether labels, indentation or bold print show a total of just these parts.

        Only then may rounding explain what does not add up exactly.
        """
        line, below = self._lines[total], [self._lines[place] for place in parts]
        are_further_in = all(part.level == line.level + 1 for part in below)
        are_the_same = all(part.label == line.label for part in below)
        are_headings = all(part.is_bold and part.level == 0 for part in (line, *below))
        if (total, parts) in self._written:
            return True
        return line.says_total or are_further_in or are_the_same or are_headings

    def _is_believable(
        self,
        total: int,
        chosen: tuple[int, ...],
        known: BoolArray,
        holds: BoolArray,
    ) -> bool:
        """Tell whether a sum is no accident: enough lines, or a label that says so."""
        if not known.any():
            if (total, chosen) in self._seconds:
                return self._comes_near(total, chosen)
            return self._lines[total].says_total and bool(self._is_withheld[total].any())
        if holds.sum() < self._share_needed(total) * known.sum():
            return False
        goal, parts = self._values[total], self._values[list(chosen)]
        telling = holds & (goal != 0) & ((np.nan_to_num(parts) != 0).sum(axis=0) > 1)
        says_total = self._lines[total].says_total or (total, chosen) in self._written
        if says_total or self._patterns.intersection(self._pattern(total, chosen)):
            return bool(telling.any()) or not says_total
        return bool(telling.sum() >= _ENOUGH_LINES)

    def _comes_near(self, total: int, parts: tuple[int, ...]) -> bool:
        """Tell whether a second total of some parts is a little more than those not withheld."""
        shown, goal = np.nansum(self._values[list(parts)], axis=0), self._values[total]
        left = goal - shown
        near = (left >= 0) & (left <= _SHARE_WITHHELD * goal) & (shown > 0)
        return bool(near.sum() >= _ENOUGH_LINES and near[goal > 0].all())

    def _leaves_room(self, parts: FloatArray, goal: FloatArray) -> BoolArray:
        """Return where the known parts do not exceed the total, so that the rest may add up."""
        known_sum = np.nansum(parts, axis=0)
        room: BoolArray = np.logical_or(np.isnan(goal), known_sum <= goal + 1e-9)
        return room


def _rounding_unit(values: FloatArray) -> float:
    """Return what the numbers look rounded to: 0 when whole numbers are to be taken exactly.

    Whole numbers may have been rounded each on its own, so their unit is 1.
    """
    numbers = values[~np.isnan(values) & (values != 0)]
    if not numbers.size:
        return 0.0
    for unit in (1000.0, 100.0, 10.0, 5.0, 1.0, 0.1, 0.01):
        if bool((np.abs(numbers / unit - np.round(numbers / unit)) < 1e-6).all()):
            return unit
    return 0.0


def _ints(places: np.ndarray[tuple[int], np.dtype[np.intp]]) -> tuple[int, ...]:
    return tuple(int(place) for place in places)
