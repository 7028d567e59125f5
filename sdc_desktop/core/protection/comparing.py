"""Ways to protect the same cells, side by side: what each loses and what risk it leaves.

Nothing is done to the check: each way gives its actions, and they are judged like any others, by
the rules and the audit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.actions import Action, Stamp, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.perturbation.loss import Loss, information_loss
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.automatic import (
    change_numbers,
    find_secondary,
    withhold_derived,
    withhold_secondary,
    withhold_unsafe,
    withhold_worked_out,
)
from sdc_desktop.core.protection.perturbing import PerturbWish
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Preferences
from sdc_desktop.core.published import CellStatus, Published, publish
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.sheets import FloatArray

_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What a way to protect costs, and what it leaves.

    Attributes:
        actions: What it does.
        withheld: How many numbers are withheld that were shown before, wherever they stand.
        value: The sum of their values, without signs. share: The same in percent of all numbers
            that are compared; 0 where they sum up to 0.
        loss: How far the numbers that are shown lie from the source's.
        at_risk: Of the cells that were asked about, those that a rule calls unsafe.
        to_review: Findings about them that somebody has to look at.
        worked_out: Withheld cells, wherever they stand, that a reader can narrow too far.
    """

    actions: tuple[Action, ...]
    withheld: int
    value: float
    share: float
    loss: Loss
    at_risk: int
    to_review: int
    worked_out: int

    @property
    def is_safe(self) -> bool:
        """Whether nothing that was asked about is left to deal with."""
        return not (self.at_risk or self.worked_out)


def judge(
    check: Check,
    actions: tuple[Action, ...],
    cells: Sequence[CellRef],
    *,
    system: RelationSystem | None = None,
    comparison: Comparison | None = None,
    progress: Progress = no_progress,
) -> Judged:
    """Return what `actions` would lose and leave if they were done now.

    Args:
        check: The check in its present state.
        actions: What a way to protect does.
        cells: The numbers that are to be protected.
        system: The relations of its tables, built when None.
        comparison: The earlier releases matched with them, where the caller kept it.
        progress: Told what is being done.
    """
    after = check.do(*actions)
    known = assess(after, system=system, comparison=comparison, progress=progress)
    before = publish(check.workbook, check.actions)
    gone = _newly_withheld(before, known.published)
    value = sum(abs(check.workbook.value(cell)) for cell in gone)
    compared = tuple(dict.fromkeys((*cells, *_changed(actions))))
    source = np.array([check.workbook.value(cell) for cell in compared], np.float64)
    total = float(np.nansum(np.abs(source)))
    asked = frozenset(cells)
    return Judged(
        actions,
        len(gone),
        value,
        100 * value / total if total else 0.0,
        information_loss(source, _shown(known.published, compared)),
        len(_cells_of(known.findings, asked)),
        sum(one.severity is Severity.REVIEW and _is_about(one, asked) for one in known.findings),
        len(known.audit.unprotected),
    )


def suppress_among(
    check: Check,
    cells: Sequence[CellRef],
    stamp: Stamp,
    *,
    system: RelationSystem | None = None,
    comparison: Comparison | None = None,
    preferences: Preferences = NO_PREFERENCES,
    progress: Progress = no_progress,
) -> tuple[Action, ...]:
    """Return what withholds the unsafe ones among `cells`, and whatever protects them."""
    actions = _unsafe_among(check, cells, stamp)
    after = check.do(*actions)
    if check.policy.asks_for_secondary:
        found = find_secondary(
            after,
            system=system,
            comparison=comparison,
            preferences=preferences,
            progress=progress,
        )
        actions = (*actions, *withhold_secondary(check, found, stamp))
    return (*actions, *withhold_derived(check.do(*actions), stamp))


def perturb_among(
    check: Check,
    cells: Sequence[CellRef],
    wish: PerturbWish,
    stamp: Stamp,
    *,
    to_round: Sequence[CellRef] | None = None,
    system: RelationSystem | None = None,
    progress: Progress = no_progress,
) -> tuple[Action, ...]:
    """Return what withholds the unsafe ones among `cells` and changes the others.

    What a reader could work out of the changed numbers is withheld as well. `to_round` names those
    that can be changed; None stands for those of all tables.
    """
    first = _unsafe_among(check, cells, stamp)
    found = change_numbers(check.do(*first), wish, stamp, cells=to_round, system=system)
    done = check.do(*first, *found.actions)
    last = withhold_worked_out(done, stamp, system=system, progress=progress)
    return (*first, *found.actions, *last)


def _unsafe_among(check: Check, cells: Sequence[CellRef], stamp: Stamp) -> tuple[Action, ...]:
    asked = frozenset(cells)
    return tuple(
        replace(one, cells=tuple(cell for cell in one.cells if cell in asked))
        for one in withhold_unsafe(check, stamp)
        if isinstance(one, Withhold) and not asked.isdisjoint(one.cells)
    )


def _newly_withheld(before: Published, after: Published) -> list[CellRef]:
    return [cell for cell in after.cells_with(*_WITHHELD) if before.status(cell) not in _WITHHELD]


def _changed(actions: Sequence[Action]) -> list[CellRef]:
    return [cell for one in actions for cell in getattr(one, "cells", ())]


def _shown(published: Published, cells: Sequence[CellRef]) -> FloatArray:
    values = published.values
    return np.array([values[one.sheet][one.row, one.column] for one in cells], np.float64)


def _cells_of(findings: Sequence[Finding], asked: frozenset[CellRef]) -> frozenset[CellRef]:
    return frozenset(
        cell
        for one in findings
        if one.severity is Severity.FAIL and one.rule != "audit"
        for cell in one.cells
        if cell in asked
    )


def _is_about(finding: Finding, asked: frozenset[CellRef]) -> bool:
    return not asked.isdisjoint(finding.cells)
