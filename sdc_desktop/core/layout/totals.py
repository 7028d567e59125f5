"""What adds up in a table: totals of lines, proved by arithmetic with labels in support.

A sum is looked for only where the layout suggests one: a run of lines next to the total, the lines
one level further in, the lines of a section, the totals of the sections, lines of the same label
in other sections. So a sum that holds by accident has few chances to be tried.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.layout.runs import Runs, share_needed
from sdc_desktop.core.layout.sum_evidence import Evidence, weigh
from sdc_desktop.core.layout.total_candidates import Candidate, Candidates, Parts
from sdc_desktop.core.sheets import BoolArray, FloatArray

_ENOUGH_LINES = 3
_SHARE_THAT_HOLDS = 0.8
_SHARE_WITHHELD = 0.1
_SHARE_OF_ROUNDING = 0.05
_SAID_ONLY = 0.5
_SURE_ENOUGH = 0.7
_PASSES = 3


@dataclass(frozen=True, slots=True)
class FoundSum:
    """A total and its parts as places in the lists of lines; `across` as places on the other axis.

    Attributes:
        tolerance: Largest deviation that rounding of parts and total explains; 0 when exact.
        failing: Places on the other axis where the numbers do not add up.
        reason: Why it is believed.
        confidence: From 0 to 1.
        telling: In how many places numbers speak for it.
    """

    total: int
    parts: tuple[int, ...]
    across: tuple[int, ...]
    tolerance: float
    failing: tuple[int, ...]
    reason: str
    confidence: float = 1.0
    telling: int = 0


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
    written: Sequence[Candidate] = (),
    settled: Collection[Candidate] = (),
) -> FoundSums:
    """Return the sums among `lines`.

    Args:
        values: (lines, others) float64, NaN where there is no number.
        is_withheld: (lines, others) bool: a marker stands there, so any number may be behind it.
        lines: What the lines are called, as many as `values` has rows.
        needs_label: Whether only labelled totals are believed: percentages and means seldom add up.
        written: (total, parts) that the workbook's own formulas add up, as places in `lines`.
        settled: (total, parts) that were found among numbers of another kind: these totals can
            have no other parts.
    """
    finder = _Finder(values, is_withheld, lines, needs_label=needs_label, written=written)
    finder.settle(settled)
    for total, parts in sorted(settled):
        finder.consider(total, parts)
    for total, parts in finder.candidates():
        finder.consider(total, parts)
    if not needs_label:
        finder.believe_labels()
    finder.reconsider()
    best = sorted(_best(finder.found.values()), key=lambda one: (one.total, one.parts))
    return FoundSums(tuple(best), tuple(sorted(finder.perhaps - {one.total for one in best})))


def _best(found: Collection[FoundSum]) -> Iterator[FoundSum]:
    """Yield the sums without those that fail, or only come near, where others of the total hold."""
    sound: dict[int, list[FoundSum]] = {}
    for one in found:
        if not one.tolerance and not one.failing and one.telling:
            sound.setdefault(one.total, []).append(one)
    for one in found:
        rivals = sound.get(one.total, ()) if one.tolerance or one.failing else ()
        if not any(_is_better(other, one) for other in rivals):
            yield one


def _is_better(sound: FoundSum, other: FoundSum) -> bool:
    """Tell whether a sum that holds everywhere leaves no place for one that does not."""
    overlap = bool(set(sound.parts) & set(other.parts))
    is_weak = bool(other.failing) and other.confidence < _SURE_ENOUGH
    return overlap or (is_weak and sound.telling >= min(other.telling, _ENOUGH_LINES))


class _Finder:
    """The search: candidates become better as subtotals are found, which then hide their parts."""

    def __init__(
        self,
        values: FloatArray,
        is_withheld: BoolArray,
        lines: Sequence[Line],
        *,
        needs_label: bool,
        written: Sequence[Candidate],
    ) -> None:
        self._needs_label, self._written = needs_label, set(written)
        self._values, self._is_withheld, self._lines = values, is_withheld, lines
        self._unit = rounding_unit(values)
        self._tree = Candidates(lines)
        self._run_search = Runs(values, is_withheld, lines, self._unit)
        self.found: dict[tuple[int, frozenset[int]], FoundSum] = {}
        self.perhaps: set[int] = set()
        self._settled: dict[int, set[Parts]] = {}
        self._deferred: list[Candidate] = []

    def settle(self, sums: Collection[Candidate]) -> None:
        """Leave to the totals of some sums no other parts than those."""
        for total, parts in sums:
            self._settled.setdefault(total, set()).add(parts)

    def candidates(self) -> Iterator[Candidate]:
        """Yield total and parts to try, narrow ones first."""
        yield from sorted(self._written)
        for _ in range(_PASSES):
            yield from self._run_search.candidates(self._tree.visible())
        for total, run in self._tree.sections():
            for ordered in (run, run[::-1]):
                end = self._run_search.end_of_run(total, ordered)
                if end:
                    yield total, tuple(sorted(ordered[:end]))
            yield total, tuple(run)
        yield from self._tree.laid_out()
        for _ in range(_PASSES - 1):
            yield from self._run_search.candidates(self._tree.visible())

    def consider(
        self, total: int, parts: Parts, *, by_label: bool = False, is_last: bool = False
    ) -> bool:
        """Judge a candidate and remember the sum when it is believed; tell whether it is."""
        key = total, frozenset(parts)
        if key in self.found or len(parts) < 2 or total in parts:
            return key in self.found
        if total in self._settled and parts not in self._settled[total]:
            return False
        one = self._judge(total, parts, by_label=by_label)
        if one is None:
            return False
        if not (by_label or is_last) and self._is_doubtful(one):
            self._deferred.append((total, parts))
            return False
        self.found[key] = one
        self._tree.note(total, parts)
        return True

    def believe_labels(self) -> None:
        """Give labelled totals that markers hide from arithmetic the parts next to them.

        Nothing that is known may speak against it. Inner totals come first.
        """
        proved = {one.total for one in self.found.values() if one.telling}
        before = sum(max(one.parts) < one.total for one in self.found.values())
        after = sum(min(one.parts) > one.total for one in self.found.values())
        last = len(self._lines) - 1
        for total, line in enumerate(self._lines):
            children = self._tree.children_of(total)
            if total not in proved and children and self._tree.has_pattern(total, children):
                self.consider(total, children, by_label=True)
            if line.group_says_total:
                self.consider(total, self._tree.namesakes(total), by_label=True)
        waiting = [
            place
            for place, line in enumerate(self._lines)
            if line.says_total and place not in proved
        ]
        for total in sorted(waiting, key=lambda place: (place in {0, last}, place)):
            parts_before = before > after or (before == after and total != 0)
            for parts in self._tree.told_by_labels(total, parts_before=parts_before):
                if self.consider(total, parts, by_label=True):
                    break

    def _is_doubtful(self, one: FoundSum) -> bool:
        """Tell whether only few lines speak for parts that no label or layout suggests."""
        line = self._lines[one.total]
        if one.telling >= _ENOUGH_LINES or self._needs_label or not line.says_total:
            return False
        return not self._is_suggested(one.total, one.parts)

    def _is_suggested(self, total: int, parts: Parts) -> bool:
        """Tell whether labels and layout make just these lines the parts of a total."""
        by_label = (
            suggested
            for before in (True, False)
            for suggested in self._tree.told_by_labels(total, parts_before=before)
        )
        if parts == self._tree.children_of(total) or self._tree.is_a_section(parts):
            return True
        return parts in by_label

    def reconsider(self) -> None:
        """Believe what only one or two lines speak for where nothing better was found."""
        for total, parts in self._deferred:
            if not any(one.total == total for one in self.found.values()):
                self.consider(total, parts, is_last=True)

    def _is_said(self, total: int, parts: Parts) -> bool:
        """Tell whether a label or a formula says that a line is the total of others."""
        line = self._lines[total]
        is_of_group = line.group_says_total and parts == self._tree.namesakes(total)
        return line.says_total or is_of_group or (total, parts) in self._written

    def _judge(self, total: int, parts: Parts, *, by_label: bool) -> FoundSum | None:
        """Return the sum when the numbers and labels carry it."""
        is_laid_out = self._is_laid_out(total, parts)
        if self._needs_label and not is_laid_out:
            return None
        evidence = weigh(self._values, self._is_withheld, total, parts, self._unit)
        if not (evidence.is_mostly_exact or evidence.is_surely_rounded or is_laid_out):
            return None
        if self._needs_label and not self._is_no_accident(total, parts, evidence):
            return None
        if not self._is_believable(total, parts, evidence, by_label=by_label):
            goal = self._values[total][evidence.known]
            if evidence.known.any() and bool(evidence.is_exact[evidence.known].all()):
                self.perhaps.update({total} if goal.any() else ())
            return None
        return self._as_sum(total, parts, evidence)

    def _is_no_accident(self, total: int, parts: Parts, evidence: Evidence) -> bool:
        """Tell whether percentages or means add up by more than rounding and few lines allow."""
        goal = np.abs(self._values[total][evidence.known])
        if evidence.is_surely_rounded:
            return True
        if not goal.size or evidence.tolerance > _SHARE_OF_ROUNDING * float(np.median(goal)):
            return False
        return evidence.telling.sum() >= _ENOUGH_LINES or self._is_suggested(total, parts)

    def _as_sum(self, total: int, parts: Parts, evidence: Evidence) -> FoundSum:
        known, holds = evidence.known, evidence.holds
        reason = f"{int(holds.sum())} of {int(known.sum())} lines add up"
        is_said = self._is_said(total, parts)
        if is_said and self._lines[total].says_total:
            reason = f'label "{self._lines[total].label}" and {reason}'
        telling = int(evidence.telling.sum())
        surprise = 0.5 ** (telling + 2 * is_said)
        agreement = float(holds.sum() / known.sum()) if known.any() else 1.0
        return FoundSum(
            total,
            parts,
            _ints(np.flatnonzero(holds | evidence.possible)),
            evidence.tolerance,
            _ints(np.flatnonzero(known & ~holds)),
            reason,
            round((1.0 - surprise) * agreement, 3) if telling else _SAID_ONLY,
            telling,
        )

    def _is_laid_out(self, total: int, parts: Parts) -> bool:
        """Tell whether labels, indentation or bold print show a total of just these parts.

        Only then may rounding explain what does not add up exactly.
        """
        line, below = self._lines[total], [self._lines[place] for place in parts]
        are_further_in = all(part.level == line.level + 1 for part in below)
        are_the_same = all(part.label == line.label for part in below)
        are_headings = all(part.is_bold and part.level == 0 for part in (line, *below))
        return self._is_said(total, parts) or are_further_in or are_the_same or are_headings

    def _is_believable(
        self, total: int, parts: Parts, evidence: Evidence, *, by_label: bool
    ) -> bool:
        """Tell whether a sum is no accident: enough lines, or a label that says so."""
        known, holds, telling = evidence.known, evidence.holds, int(evidence.telling.sum())
        if by_label:
            return not (known & ~holds).any() and evidence.leaves_room_everywhere
        if (total, parts) in self._tree.seconds and not (known & ~holds).any():
            return self._comes_near(total, parts)
        if not known.any():
            return False
        if holds.sum() < share_needed(self._lines[total]) * known.sum():
            return False
        if self._is_said(total, parts):
            all_hold = bool(holds.sum() >= _SHARE_THAT_HOLDS * known.sum())
            return telling > 0 and (all_hold or telling >= _ENOUGH_LINES)
        return telling >= _ENOUGH_LINES or self._tree.has_pattern(total, parts)

    def _comes_near(self, total: int, parts: Parts) -> bool:
        """Tell whether a second total of some parts is a little more than those not withheld."""
        shown, goal = np.nansum(self._values[list(parts)], axis=0), self._values[total]
        left = goal - shown
        near = (left >= 0) & (left <= _SHARE_WITHHELD * goal) & (shown > 0)
        return bool(near.sum() >= _ENOUGH_LINES and near[goal > 0].all())


def rounding_unit(values: FloatArray) -> float:
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
