"""Which of the cells that must be shown stand in the way of protecting the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.protection.demands import pose
from sdc_desktop.core.protection.preferences import Preferences
from sdc_desktop.core.published import Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.suppression.problem import ROOM, CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.search import USUAL_EFFORT
from sdc_desktop.core.suppression.solve import Solution, solve

_DEAR = 1e3
"""How much dearer a cell that must be shown is than others, so that few of them are named."""


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """What was tried and did not reach.

    Attributes:
        system: What adds up.
        published: What a reader saw before.
        policy: How much uncertainty was asked for.
        preferences: Which cells must be shown.
        values: (n,) float64: the numbers.
        chosen: (n,) bool: what was withheld for others.
    """

    system: RelationSystem
    published: Published
    policy: Policy
    preferences: Preferences
    values: FloatArray
    chosen: BoolArray


def find_conflicts(
    attempt: Attempt, lacking: Sequence[Demand]
) -> dict[CellRef, tuple[CellRef, ...]]:
    """Return for each cell beyond help the cells that must be shown and stand in the way.

    Allowing all cells that are named to be withheld is enough, and none of them is named without
    need: while only it must be shown, the cell stays short. Another set may be enough as well.
    Cells that nothing would help are not among them.

    Args:
        attempt: What was tried.
        lacking: What could not be met.
    """
    kept = attempt.preferences.must_stay
    if not kept or not lacking:
        return {}
    is_kept = attempt.system.places.where(kept)
    problem = _without_wishes(attempt, is_kept)
    cells = attempt.system.cells
    found: dict[CellRef, tuple[CellRef, ...]] = {}
    for number in sorted({demand.cell for demand in lacking}):
        mine = tuple(demand for demand in lacking if demand.cell == number)
        blocking = _blocking(replace(problem, demands=mine), is_kept)
        if blocking:
            found[cells[number]] = tuple(cells[one] for one in blocking)
    return found


def _without_wishes(attempt: Attempt, is_kept: BoolArray) -> SuppressionProblem:
    """Return the problem in which what must be shown may be withheld, at a high price."""
    problem = pose(
        attempt.system,
        attempt.published,
        attempt.policy,
        attempt.values,
        replace(attempt.preferences, must_stay=frozenset()),
    )
    states = np.where(attempt.chosen, CellState.WITHHELD, problem.states).astype(np.uint8)
    costs = np.where(is_kept, _DEAR * problem.costs, problem.costs)
    return replace(problem, states=states, costs=costs)


def _blocking(problem: SuppressionProblem, is_kept: BoolArray) -> list[int]:
    """Return a set of kept cells of which none can be left out, empty where nothing helps."""
    found = _quickly(problem)
    if not _is_met(found, problem):
        return []
    blocking = np.flatnonzero(found.chosen & is_kept).tolist()
    for cell in tuple(blocking):
        others = [one for one in blocking if one != cell]
        stays = is_kept & problem.is_free
        stays[others] = False
        states = np.where(stays, CellState.STAYS, problem.states).astype(np.uint8)
        if _is_met(_quickly(replace(problem, states=states)), problem):
            blocking = others
    return blocking


def _quickly(problem: SuppressionProblem) -> Solution:
    return solve(problem, replace(USUAL_EFFORT, rounds=0))


def _is_met(found: Solution, problem: SuppressionProblem) -> bool:
    pairs = zip(found.reach, problem.demands, strict=True)
    return all(reach >= demand.need - ROOM for reach, demand in pairs)
