"""The findings of a comparison with earlier releases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.releases.combined import Remainder
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.releases.joining import SharedCell
from sdc_desktop.core.releases.judging import JointAudit

RULE = "differencing"
REVISED = "revised"

_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)
_MOST_SHOWN = 5
_COMBINE = ("Combine categories", "Withhold the cell here as well")


def find_differencing(
    comparison: Comparison, judged: JointAudit, published: Published, policy: Policy | None
) -> tuple[Finding, ...]:
    """Return what earlier releases give away, what differs from them, and by how little.

    Args:
        comparison: The workbook beside its earlier releases.
        judged: What a reader can work out of all of them.
        published: What a reader sees of the workbook.
        policy: Which counts are unsafe.
    """
    return tuple(_Found(comparison, judged, published, policy).all())


class _Found:
    def __init__(
        self,
        comparison: Comparison,
        judged: JointAudit,
        published: Published,
        policy: Policy | None,
    ) -> None:
        self._comparison, self._judged = comparison, judged
        self._published, self._policy = published, policy
        self._joint = comparison.joint
        shared = (*self._joint.shared, *self._joint.estimates)
        self._here = {one.before: one.now for one in shared}
        self._there = {one.now: one.before for one in shared}

    def all(self) -> Iterator[Finding]:
        """Yield all findings."""
        for one in self._judged.now.unprotected:
            if one.cell in self._judged.only_together:
                yield self._given_together(one)
        for one in self._judged.given_away:
            if not self._is_accepted((self._here[one.cell],) if one.cell in self._here else ()):
                yield self._given_away(one)
        if self._judged.given_before:
            yield self._given_before()
        remainders = {one.cell: one for one in self._joint.combined.remainders}
        for one in self._judged.remainders:
            both = remainders[one.cell].larger, remainders[one.cell].smaller
            if not self._is_accepted([cell for cell in both if self._joint.is_now(cell)]):
                yield self._remainder(one, remainders[one.cell])
        for several in _by_pair(self._joint.revised):
            yield from self._revised(several)
        for several in _by_pair(self._rounded_in_vain()):
            yield self._rounded(several)
        for several in _by_pair((*self._joint.estimates, *self._withheld_revised())):
            yield from self._estimates(several)

    def _is_accepted(self, cells: Sequence[CellRef]) -> bool:
        """Tell whether the checker accepts what differencing says of all of these cells."""
        return bool(cells) and all(self._published.is_exempt(cell, RULE) for cell in cells)

    def _finding(
        self,
        cells: Sequence[CellRef],
        message: str,
        severity: Severity = Severity.FAIL,
        rule: str = RULE,
        remedies: tuple[str, ...] = (),
    ) -> Finding:
        paragraph = self._policy.paragraph(RULE) if self._policy is not None else ""
        sheet = cells[0].sheet if cells else ""
        return Finding(rule, severity, sheet, tuple(cells), message, (), paragraph, remedies)

    def _severity(self, one: FeasibilityInterval) -> Severity:
        return Severity.FAIL if one.is_certified and one.is_assessed else Severity.REVIEW

    def _given_together(self, one: FeasibilityInterval) -> Finding:
        """Return a finding for a cell that the workbook alone would protect."""
        before = self._there.get(one.cell)
        value = self._value(before) if before is not None else float("nan")
        if before is not None and one.is_exact and value == one.lower:
            is_rounded = self._published.status(one.cell) is CellStatus.ROUNDED
            message = (
                f"{one.cell.a1} is {'rounded' if is_rounded else 'withheld'} here, but was printed "
                "before: "
                f"{_name(before)} shows {value:,.10g}."
            )
        else:
            message = f"{one.because} This takes an earlier release."
        return self._finding((one.cell,), message, self._severity(one), remedies=_COMBINE[:1])

    def _value(self, cell: CellRef) -> float:
        """Return what an earlier release prints in a cell, NaN where it withholds it."""
        return self._joint.combined.workbook.value(cell)

    def _given_away(self, one: FeasibilityInterval) -> Finding:
        """Return a finding for a cell that an earlier release withholds and this one gives away."""
        here = self._here.get(one.cell)
        message = f"{_place(one.cell)} was withheld, and this workbook gives it away. {one.because}"
        cells = () if here is None else (here,)
        severity = self._severity(one) if self._is_plain(one) else Severity.REVIEW
        return self._finding(cells, message, severity, remedies=_COMBINE)

    def _is_plain(self, one: FeasibilityInterval) -> bool:
        """Tell whether a cell is known, or known to be unsafe; not only that it is not zero or one.

        A merged area whose parts are withheld is at least as much as it has parts.
        """
        unsafe = self._policy.unsafe_counts if self._policy is not None else None
        return one.is_exact or (unsafe is not None and one.upper < unsafe.safe_from)

    def _given_before(self) -> Finding:
        several = self._judged.given_before
        names = ", ".join(_place(one.cell) for one in several[:_MOST_SHOWN])
        message = (
            f"Earlier releases alone say too much about {len(several)} cells that they withhold "
            f"({names}{_and_more(several)}). This workbook adds nothing to that."
        )
        return self._finding((), message, Severity.INFO)

    def _remainder(self, one: FeasibilityInterval, remainder: Remainder) -> Finding:
        """Return a finding for a difference between two releases that is unsafe."""
        both = remainder.larger, remainder.smaller
        cells = tuple(cell for cell in both if self._joint.is_now(cell))
        left = (
            f"leaves {one.lower:,.0f}"
            if one.is_exact
            else f"leaves {one.lower:,.0f} to {one.upper:,.0f}"
        )
        message = (
            f"{_name(both[0])} less {_name(both[1])} {left} ({remainder.rest}), "
            "a count that must not be shown."
        )
        return self._finding(cells, message, self._severity(one), remedies=_COMBINE)

    def _revised(self, several: Sequence[SharedCell]) -> Iterator[Finding]:
        """Yield what was revised, and what of it differs by an unsafe count."""
        match, pair = self._comparison.pair_of(several[0])
        shown = [one for one in several if self._published.status(one.now) not in _WITHHELD]
        changes = [
            f"{one.now.a1} from {self._value(one.before):,.10g} to {self._source(one):,.10g}"
            for one in shown[:_MOST_SHOWN]
        ]
        if shown:
            message = (
                f"{len(shown)} numbers of {pair.now.sheet} differ from those of "
                f"'{match.release.name}' for the same period: {'; '.join(changes)}"
                f"{_and_more(shown)}."
            )
            cells = [one.now for one in shown]
            yield self._finding(cells, message, Severity.INFO, rule=REVISED)
        small = [one for one in shown if self._is_small(one)]
        if small:
            message = (
                f"{len(small)} numbers differ from those of '{match.release.name}' by a small "
                "count. If they were not corrected but count other people, the difference is about "
                f"these few: {'; '.join(one.now.a1 for one in small[:_MOST_SHOWN])}"
                f"{_and_more(small)}."
            )
            cells = [one.now for one in small]
            yield self._finding(cells, message, Severity.REVIEW, remedies=_COMBINE)

    def _source(self, one: SharedCell) -> float:
        return self._joint.combined.workbook.value(one.now)

    def _is_small(self, one: SharedCell) -> bool:
        """Tell whether two printed counts differ by an unsafe count that nobody accepted."""
        unsafe = self._policy.unsafe_counts if self._policy is not None else None
        if unsafe is None or self._published.is_exempt(one.now, RULE):
            return False
        shown = self._published.values[one.now.sheet][one.now.row, one.now.column]
        return self._is_count(one) and abs(shown - self._value(one.before)) in unsafe

    def _rounded_in_vain(self) -> tuple[SharedCell, ...]:
        """Return unsafe counts that are printed rounded here and were printed exactly before."""
        unsafe = self._policy.unsafe_counts if self._policy is not None else None
        if unsafe is None:
            return ()
        return tuple(
            one
            for one in self._joint.shared
            if not one.is_exact
            and self._is_count(one)
            and self._value(one.before) in unsafe
            and self._value(one.before) != self._source(one)
            and not self._is_accepted((one.now,))
        )

    def _rounded(self, several: Sequence[SharedCell]) -> Finding:
        match, _ = self._comparison.pair_of(several[0])
        cells = [one.now for one in several]
        message = (
            f"{len(cells)} counts are rounded here, but '{match.release.name}' printed them "
            f"exactly, and they are unsafe: {'; '.join(cell.a1 for cell in cells[:_MOST_SHOWN])}"
            f"{_and_more(cells)}."
        )
        return self._finding(cells, message, Severity.REVIEW, remedies=_COMBINE)

    def _is_count(self, one: SharedCell) -> bool:
        _, pair = self._comparison.pair_of(one)
        return pair.now.statistic_at(one.now.row, one.now.column).is_count

    def _withheld_revised(self) -> tuple[SharedCell, ...]:
        """Return cells that are withheld here and were printed with another number before."""
        return tuple(
            one
            for one in self._joint.revised
            if self._published.status(one.now) in _WITHHELD
            and not self._published.is_exempt(one.now, RULE)
        )

    def _estimates(self, several: Sequence[SharedCell]) -> Iterator[Finding]:
        match, _ = self._comparison.pair_of(several[0])
        cells = [one.now for one in several]
        names = ", ".join(cell.a1 for cell in cells[:_MOST_SHOWN])
        message = (
            f"{len(cells)} cells are withheld in one release and printed in the other, here and in "
            f"'{match.release.name}' ({names}{_and_more(cells)}). They were revised since, so what "
            "is printed is no more than a close estimate; say whether it is close enough to harm."
        )
        yield self._finding(cells, message, Severity.REVIEW)


def _by_pair(cells: Sequence[SharedCell]) -> list[list[SharedCell]]:
    found: dict[int, list[SharedCell]] = {}
    for one in cells:
        found.setdefault(one.pair, []).append(one)
    return list(found.values())


def _name(cell: CellRef) -> str:
    return f"{cell.sheet}!{cell.a1}"


def _place(cell: CellRef) -> str:
    return f"{cell.a1} of {cell.sheet}"


def _and_more(several: Sequence[object]) -> str:
    rest = len(several) - _MOST_SHOWN
    return f" and {rest} more" if rest > 0 else ""
