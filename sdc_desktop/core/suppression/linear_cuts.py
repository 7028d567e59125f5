"""Cuts from linear programmes: what every pattern fulfils and a given one does not.

Source: Fischetti and Salazar (2001), Management Science 47.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.suppression.deviations import MET, Deviations, sides_of
from sdc_desktop.core.suppression.engine import Cut
from sdc_desktop.core.suppression.problem import ROOM, CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.quick_reach import QuickReach
from sdc_desktop.core.suppression.tableau import ARCS_PER_NUMBER

_TIGHT = 2.0
_NOISE = 1e-9
_MOST_CUTS = 50
_LEAST_COEFFICIENT = 1e-4
"""Smaller ones are raised, which keeps a cut valid and the relaxation easy to solve."""
_NOISE_WITHOUT_END = 1e-6


class LinearCuts:
    """Finds demands that a pattern does not meet, those that it found last first.

    `steps` counts steps of the simplex method, `arcs` other work.
    """

    def __init__(self, problem: SuppressionProblem) -> None:
        self.steps, self.arcs = 0, 0
        self._problem = problem
        self._may_move = problem.states != CellState.STAYS
        self._is_fixed = problem.is_withheld
        self._hardest = list(range(len(problem.demands)))

    def meets_all(self, withheld: BoolArray) -> bool:
        """Tell whether no demand lacks room when the cells `withheld`, (n,), are."""
        inner = Deviations(self._problem, withheld & self._may_move)
        demands = self._problem.demands
        short = next((one for one in self._hardest if inner.lacks(demands[one]) > MET), None)
        if short is not None:
            self._hardest.remove(short)
            self._hardest.insert(0, short)
        self.steps += inner.spent
        return short is None

    def find(self, shares: FloatArray) -> list[Cut]:
        """Return cuts that `shares`, (n,) from 0 for shown to 1 for withheld, does not fulfil.

        One for each of the first unmet demands. Where machine code sees no unmet one that is
        enough for shares in part; patterns are looked through by the solver as well.
        """
        is_whole = bool(np.all((shares < ROOM) | (shares > 1 - ROOM)))
        moves = self._may_move & (shares > ROOM)
        if QuickReach.can_see(moves):
            found = self._cuts(shares, self._seen_unmet(np.where(moves, shares, 0.0)))
            if found or not is_whole:
                return found
        return self._cuts(shares, self._told_unmet(shares, moves), is_whole=is_whole)

    def _told_unmet(self, shares: FloatArray, moves: BoolArray) -> Iterator[int]:
        """Yield the demands that two deviations, which meet many at once, do not meet."""
        demands = self._problem.demands
        inner = Deviations(self._problem, moves)
        inner.limit(shares, _TIGHT * max((demand.need for demand in demands), default=1.0))
        is_met = inner.met_together(demands)
        self.steps += inner.spent
        yield from [one for one in self._hardest if not is_met[one]]

    def _seen_unmet(self, shares: FloatArray) -> Iterator[int]:
        """Yield the demands that machine code does not see to be met."""
        quick = QuickReach(self._problem, shares, _TIGHT)
        order = np.array(self._hardest, np.int32)
        place, before = quick.next_unmet(order, 0), 0
        while place < order.size:
            self.arcs += int(ARCS_PER_NUMBER * (quick.work - before))
            before = quick.work
            yield int(order[place])
            place = quick.next_unmet(order, place + 1)
        self.arcs += int(ARCS_PER_NUMBER * (quick.work - before))

    def _cuts(
        self, shares: FloatArray, asked: Iterator[int], *, is_whole: bool = False
    ) -> list[Cut]:
        """Return the cuts of the demands `asked`; these are the hardest from now on."""
        inner: Deviations | None = None
        found: dict[int, Cut] = {}
        for one in asked:
            if inner is None:
                inner = Deviations(self._problem, self._may_move & (shares > ROOM))
            demand = self._problem.demands[one]
            inner.limit(shares, _TIGHT * demand.need)
            reach, cut = self._cut(inner, demand)
            if cut is None and is_whole and reach < demand.need - MET:
                cut = self._something_else(shares)
            if cut is not None:
                found[one] = cut
                if len(found) >= _MOST_CUTS:
                    break
        self._hardest = [*found, *(one for one in self._hardest if one not in found)]
        self.steps += inner.spent if inner is not None else 0
        return list(found.values())

    def _something_else(self, shares: FloatArray) -> Cut:
        """Return the cut that asks for any cell that is not withheld yet."""
        cells = np.flatnonzero(self._problem.is_free & (shares < ROOM)).astype(np.int32)
        return Cut(cells, np.ones(cells.size))

    def _cut(self, inner: Deviations, demand: Demand) -> tuple[float, Cut | None]:
        """Return how far a cell can move, and where that is not enough a cut from the duals."""
        problem, reach, rest = self._problem, 0.0, demand.need
        total = np.zeros(problem.values.size)
        for side in sides_of(demand):
            found = inner.furthest(demand.cell, side, demand.need, demand.held)
            if found is None:
                return 0.0, None
            reach += found.reach
            own = float((problem.up if side > 0 else problem.down)[demand.cell])
            if found.reach >= min(own, demand.need) - MET:
                rest -= found.reach
                continue
            weights = inner.weights(found.duals)
            weights[[demand.cell, *demand.held]] = 0.0
            total += self._room_of(weights)
            rest -= inner.slack(found.duals)
        rest -= float(total[self._is_fixed].sum())
        if reach >= demand.need * (1 - 1e-5) or not rest > MET * demand.need:
            return reach, None
        cells = np.flatnonzero((total > _NOISE) & problem.is_free)
        shares = np.clip(total[cells] / rest, _LEAST_COEFFICIENT, 1.0)
        return reach, Cut(cells.astype(np.int32), shares)

    def _room_of(self, weights: FloatArray) -> FloatArray:
        """Return how much each cell adds at most when a unit of it counts as `weights` says."""
        room = np.where(weights > 0, self._problem.up, self._problem.down)
        size = np.abs(weights)
        least = np.where(np.isfinite(room), _NOISE, _NOISE_WITHOUT_END)
        counts = size > least
        return np.where(counts, size * np.where(counts, room, 0.0), 0.0)
