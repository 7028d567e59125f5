"""Ways to protect, side by side: what each costs, and what risk it leaves.

Nothing is done to the check: each way gives the actions that would do it, just as `protect` would
find them, and they are judged like any others, by the rules and the audit. What could not be used
says why. The window and the command line share the ways and the measures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.actions import Action, Stamp
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence import CONTRIBUTORS
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.protection.changing import perturb_tables
from sdc_desktop.core.protection.losing import WorkbookLoss, loss_of
from sdc_desktop.core.protection.perturbing import PerturbWish
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Cost
from sdc_desktop.core.protection.weighing import contributors_of
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.suppression.search import USUAL_EFFORT, Effort
from sdc_desktop.core.tables import Table

_USUAL_BASE = 5.0
_MIDPOINT_BASE = 6.0
_SMALL_COUNT_BASE = 3.0
_NOISE = (5, 2.0)
"""Largest noise and variance of the perturbation table that is tried."""

_COST_WORDS = {
    Cost.VALUE: "smallest value withheld",
    Cost.CELLS: "fewest cells withheld",
    Cost.ENTROPY: "between cells and value",
    Cost.CONTRIBUTORS: "fewest contributors withheld",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A way to protect.

    Attributes:
        name: As the command line says it, such as "suppress --cost cells" or "round".
        words: The same for people.
        how: What suppression is to save, or what is asked of changed numbers.
    """

    name: str
    words: str
    how: Cost | PerturbWish


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the ways are compared on: a selection, a table or the whole workbook.

    Attributes:
        check: The check as it is; what was decided already stays.
        stamp: Who would do it and when.
        cells: The numbers to protect; None for the whole workbook.
        to_round: Those of them that can be changed; None for all tables.
        system: The relations of its tables, built when None.
        comparison: The earlier releases matched with them, where the caller kept it.
        effort: How long suppression searches for a cheaper pattern.
    """

    check: Check
    stamp: Stamp
    cells: tuple[CellRef, ...] | None = None
    to_round: Sequence[CellRef] | None = None
    system: RelationSystem | None = None
    comparison: Comparison | None = None
    effort: Effort = USUAL_EFFORT


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a way to protect would lead to.

    Attributes:
        way: The way.
        actions: What would be done.
        loss: What the check has cost afterwards, in the numbers asked about and wherever else the
            way acts; None where it cannot be used.
        at_risk: How many findings of risk are left about what was asked.
        to_look_at: The same of findings that somebody has to look at.
        worked_out: Withheld cells, wherever they stand, that a reader can narrow too far.
        problem: Why the way cannot be used.
    """

    way: Way
    actions: tuple[Action, ...] = ()
    loss: WorkbookLoss | None = None
    at_risk: int = 0
    to_look_at: int = 0
    worked_out: int = 0
    problem: SdcError | None = None

    @property
    def is_safe(self) -> bool:
        """Whether it can be used and leaves nothing at risk of what was asked about."""
        return self.problem is None and not (self.at_risk or self.worked_out)


def usual_ways(check: Check, key: bytes) -> tuple[Way, ...]:
    """Return the ways that can be tried on any workbook, those that withhold first.

    Cell keys are not among them: they need the keys of the records behind every cell.

    Args:
        check: The check; contributors count as a cost where its evidence knows them, and its
            policy says what to round to.
        key: The secret of random rounding and noise, 16 bytes or more.
    """
    is_known = any(CONTRIBUTORS in known for known in check.evidence.sheets.values())
    costs = (one for one in Cost if is_known or one is not Cost.CONTRIBUTORS)
    suppressing = (
        Way(f"suppress --cost {cost}", f"Suppression, {_COST_WORDS[cost]}", cost) for cost in costs
    )
    return (*suppressing, *_changing(check.policy, key))


def _changing(policy: Policy, key: bytes) -> Iterator[Way]:
    base, kept = float(policy.rounding_base or _USUAL_BASE), (("key", key.hex()),)
    yield Way("round", "Conventional rounding", PerturbWish(method=Method.CONVENTIONAL, base=base))
    chance = PerturbWish(method=Method.RANDOM, base=base, key=key, parameters=kept)
    yield Way("random-round", "Random rounding", chance)
    controlled = PerturbWish(method=Method.CONTROLLED, base=base)
    yield Way("controlled-round", "Controlled rounding", controlled)
    midpoint = PerturbWish(method=Method.MIDPOINT, base=_MIDPOINT_BASE)
    yield Way("midpoint", "Midpoint rounding", midpoint)
    small = PerturbWish(method=Method.SMALL_COUNT, base=_SMALL_COUNT_BASE)
    yield Way("small-count", "Rounding of small counts", small)
    largest, variance = _NOISE
    told = (("largest", f"{largest}"), ("variance", f"{variance:g}"), *kept)
    table = design_p_table(largest, variance)
    noise = PerturbWish(method=Method.NOISE, key=key, p_table=table, parameters=told)
    yield Way("noise", "Keyed noise", noise)


def compare_ways(
    scene: Scene, ways: Sequence[Way], *, progress: Progress = no_progress
) -> Iterator[Outcome]:
    """Yield what each way would lead to, one after the other as they are known.

    `progress` is told what is tried, and may raise `Cancelled`.
    """
    for done, way in enumerate(ways):
        progress(done, len(ways), way.words)
        try:
            actions = find_actions(scene, way, progress)
        except SdcError as error:
            yield Outcome(way, problem=error)
        else:
            yield judge(scene, way, actions, progress=progress)


def find_actions(scene: Scene, way: Way, progress: Progress = no_progress) -> tuple[Action, ...]:
    """Return what protects a scene in this way.

    Raises:
        SdcError: The way cannot be used.
    """
    check, how = scene.check, way.how
    if isinstance(how, Cost):
        known = contributors_of(check) if how is Cost.CONTRIBUTORS else {}
        return suppress(
            check,
            scene.stamp,
            among=scene.cells,
            system=scene.system,
            comparison=scene.comparison,
            preferences=replace(NO_PREFERENCES, cost=how, contributors=known, effort=scene.effort),
            progress=progress,
        ).actions
    return perturb_tables(
        check,
        how,
        scene.stamp,
        cells=scene.to_round,
        among=scene.cells,
        system=scene.system,
        progress=progress,
    ).actions


def judge(
    scene: Scene, way: Way, actions: tuple[Action, ...], *, progress: Progress = no_progress
) -> Outcome:
    """Return what `actions` would lose and leave in a scene if they were done now."""
    after = scene.check.do(*actions)
    known = assess(after, system=scene.system, comparison=scene.comparison, progress=progress)
    cells = scene.cells
    looked_at = None if cells is None else (*cells, *_acted_on(actions))
    asked = None if cells is None else frozenset(cells)
    left = [one.severity for one in known.findings if _is_about(one, asked)]
    return Outcome(
        way,
        actions,
        loss_of(after, looked_at),
        left.count(Severity.FAIL),
        left.count(Severity.REVIEW),
        len(known.audit.unprotected),
    )


def numbers_of_tables(check: Check, tables: Sequence[Table]) -> tuple[CellRef, ...]:
    """Return the numbers in the bodies of tables."""
    found = []
    for table in tables:
        values = check.workbook.sheet(table.sheet).values
        body = table.body
        inside = values[body.top : body.bottom + 1, body.left : body.right + 1]
        found += [
            CellRef(table.sheet, body.top + int(row), body.left + int(column))
            for row, column in np.argwhere(np.isfinite(inside))
        ]
    return tuple(dict.fromkeys(found))


def _acted_on(actions: Sequence[Action]) -> list[CellRef]:
    return [cell for one in actions for cell in getattr(one, "cells", ())]


def _is_about(finding: Finding, asked: frozenset[CellRef] | None) -> bool:
    """Tell whether a finding is about what was asked; one that names no cell may be."""
    return asked is None or not finding.cells or not asked.isdisjoint(finding.cells)
