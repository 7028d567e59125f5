"""Large pieces of a problem: passes over single tables, repair, and what nothing can help."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.suppression.engine import Witness
from sdc_desktop.core.suppression.modular import Passes, find_passes
from sdc_desktop.core.suppression.modular_bound import relation_bound
from sdc_desktop.core.suppression.modular_repair import repair
from sdc_desktop.core.suppression.pieces import Piece
from sdc_desktop.core.suppression.problem import ROOM, CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.search import Effort, Found

_TURNS = 4


@dataclass(slots=True)
class Modular:
    """A large piece with what the passes found.

    Attributes:
        piece: With the demands that are met, lowered where no more is possible.
        found: A pattern that meets them.
        reach: For each demand that nothing meets, by number in the whole, how far it can move.
    """

    piece: Piece
    found: Found
    reach: dict[int, float]
    _passes: Passes
    _met: list[int]
    _added: tuple[Witness, ...]

    def improve(self, effort: Effort, progress: Progress, take: Callable[[Found], None]) -> None:
        """Report cheaper patterns, found by chance and work as `effort` says."""
        for turn in range(_TURNS):
            self._passes.anneal(effort.annealing // _TURNS, effort.seed + turn, progress)
            self._passes.sweep(progress)
            found = _found(self._passes, self._met, self._added, self.found.bound)
            if found.cost < self.found.cost - ROOM:
                self.found = found
                take(found)


def solve_by_tables(piece: Piece, progress: Progress) -> Modular | None:
    """Return a sound pattern of a large piece; None where it is not made of tables.

    Args:
        piece: What has to be solved.
        progress: May raise `Cancelled`.
    """
    passes = find_passes(piece.problem)
    if passes is None:
        return None
    problem, numbers = piece.problem, piece.demand_of
    passes.meet(progress)
    lacks = repair(problem, passes, progress)
    passes.sweep(progress)
    unmet = passes.unmet.tolist()
    met = sorted({*range(len(numbers))} - {*unmet})
    lowered = {one: _possible(problem, problem.demands[one], float(lacks[one])) for one in unmet}
    asked = [one for one in unmet if lowered[one].need > ROOM]
    added = _meet_beside(problem, passes, [lowered[one] for one in asked], progress)
    kept = [one for one, witness in zip(asked, added, strict=True) if witness is not None]
    ways = tuple(witness for witness in added if witness is not None)
    demands = (
        *(problem.demands[one] for one in met),
        *(lowered[one] for one in kept),
    )
    final = replace(problem, demands=demands)
    whole = Piece(final, piece.cell_of, tuple(numbers[one] for one in (*met, *kept)))
    reach = {numbers[one]: lowered[one].need if one in kept else 0.0 for one in unmet}
    found = _found(passes, met, ways, relation_bound(final))
    return Modular(whole, found, reach, passes, met, ways)


def _possible(problem: SuppressionProblem, demand: Demand, lack: float) -> Demand:
    """Return a demand for no more than is possible."""
    need = max(0.0, demand.need - lack)
    return replace(demand, need=math.floor(need + ROOM) if problem.is_whole[demand.cell] else need)


def _meet_beside(
    problem: SuppressionProblem, passes: Passes, demands: list[Demand], progress: Progress
) -> list[Witness | None]:
    """Return ways for lowered demands beside the pattern found, None where there is none."""
    if not demands:
        return []
    states = np.where(passes.chosen, CellState.WITHHELD, problem.states).astype(np.uint8)
    wider = replace(problem, states=states, demands=tuple(demands))
    beside = Passes(wider, passes.tables)
    beside.meet(progress)
    repair(wider, beside, progress)
    unmet = set(beside.unmet.tolist())
    return [None if one in unmet else way for one, way in enumerate(beside.witnesses)]


def _found(passes: Passes, met: list[int], added: tuple[Witness, ...], bound: float) -> Found:
    """Return the pattern of the demands that passes met, by number, with some ways added."""
    own = passes.witnesses
    witnesses = (*(own[one] for one in met), *added)
    chosen = passes.chosen
    costs: FloatArray = passes.costs
    for witness in added:
        chosen[witness] = True
    chosen &= passes.is_free
    cost = float(costs[chosen].sum())
    return Found(chosen, cost, min(bound, cost), witnesses)
