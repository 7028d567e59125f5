"""The engine for every problem: linear programmes over deviations, by HiGHS.

Source: Kelly, Golden and Assad (1992), Networks 22, for the sequence of linear programmes;
Fischetti and Salazar (2001), Management Science 47, for the cuts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.deviations import MET, Deviations, Movers, sides_of
from sdc_desktop.core.suppression.engine import Cut, Witness
from sdc_desktop.core.suppression.linear_cuts import LinearCuts
from sdc_desktop.core.suppression.linear_improve import Improving
from sdc_desktop.core.suppression.problem import CellState, SuppressionProblem
from sdc_desktop.core.suppression.pruning import pruned
from sdc_desktop.core.suppression.tableau import ARCS_PER_NUMBER

_ARCS_PER_STEP = 2_000
"""What a simplex step counts as, in the arcs that the network engine looks at."""

_SCALINGS = 2
_LEAST_AMOUNT = 1e-3
_ALMOST_FREE = 1e-6


class LinearEngine:
    """Answers for any problem."""

    def __init__(self, problem: SuppressionProblem) -> None:
        self._problem = problem
        self._may_move = problem.states != CellState.STAYS
        self._is_fixed = problem.is_withheld
        self._movers = Movers(problem, self._may_move)
        self._cuts = LinearCuts(problem)
        self._blocker = np.full(problem.values.size, -1, np.int32)
        self._steps, self._arcs = 0, 0

    @property
    def work(self) -> int:
        """What all answers took so far."""
        steps = self._steps + self._movers.spent + self._cuts.steps
        return steps * _ARCS_PER_STEP + self._cuts.arcs + self._arcs

    def with_demands(self, problem: SuppressionProblem) -> LinearEngine:
        """Return an engine for the same problem with other demands."""
        return LinearEngine(problem)

    def lacks(self, withheld: BoolArray) -> FloatArray:
        """Return how much room each demand lacks when the cells `withheld`, (n,), are."""
        inner = Deviations(self._problem, withheld & self._may_move)
        is_met = inner.met_together(self._problem.demands)
        lacks = np.array(
            [
                0.0 if done else inner.lacks(demand)
                for demand, done in zip(self._problem.demands, is_met, strict=True)
            ]
        )
        self._steps += inner.spent
        return np.where(lacks > MET, lacks, 0.0)

    def meets_all(self, withheld: BoolArray) -> bool:
        """Tell whether no demand lacks room; the last that did is asked first."""
        return self._cuts.meets_all(withheld)

    def cuts(self, shares: FloatArray) -> list[Cut]:
        """Return cuts that `shares` does not fulfil, one for each of the first unmet demands."""
        return self._cuts.find(shares)

    def meet(self, prices: FloatArray, order: Int32Array) -> list[Witness | None]:
        """Find a way for each demand, one after the other, as `Engine.meet` says."""
        found: list[Witness | None] = [None] * len(self._problem.demands)
        prices = prices.copy()
        for one in order.tolist():
            witness = self._cheapest(one, prices)
            found[one] = witness
            if witness is not None:
                prices[witness] = 0.0
        return found

    def improve(
        self, witnesses: Sequence[Witness], costs: FloatArray, limit: int, seed: int
    ) -> list[Witness]:
        """Return cheaper witnesses, or the same, as `Engine.improve` says.

        The solver, which knows its rounding better than the tableau, looks through what is found.
        """
        costs = np.where(self._is_fixed, 0.0, costs)
        improving = Improving(self._cheapest, self._pruned, lambda: self.work, limit)
        better = improving.run(witnesses, costs, seed)
        return better if self.meets_all(self._withheld_by(better)) else list(witnesses)

    def _withheld_by(self, witnesses: Sequence[Witness]) -> BoolArray:
        withheld = self._is_fixed.copy()
        withheld[np.concatenate([*witnesses, np.zeros(0, np.int32)])] = True
        return withheld

    def _pruned(
        self, witnesses: Sequence[Witness], order: Int32Array, needed: int
    ) -> list[Witness]:
        """Take cells out of a pattern, as `pruned` says."""
        found, work = pruned(self._problem, witnesses, order, needed, self._blocker)
        self._arcs += int(ARCS_PER_NUMBER * work)
        return found

    def _cheapest(
        self, number: int, prices: FloatArray, forbidden: Sequence[int] = ()
    ) -> Witness | None:
        """Return the witness that costs least, of those that slope scaling leads to."""
        demand = self._problem.demands[number]
        best: tuple[float, Witness] | None = None
        for side in sides_of(demand):
            costs = np.maximum(prices, _ALMOST_FREE) / demand.need
            for _ in range(_SCALINGS):
                way = self._movers.route(
                    demand.cell, side, demand.need, costs, (*demand.held, *forbidden)
                )
                if way is None:
                    break
                price = float(prices[way.cells].sum())
                if best is not None and price >= best[0]:
                    break
                best = price, way.cells[way.cells != demand.cell]
                if price == 0:
                    break
                costs = costs.copy()
                costs[way.cells] = np.maximum(prices[way.cells], _ALMOST_FREE) / np.maximum(
                    way.amounts, _LEAST_AMOUNT
                )
        return best[1] if best is not None else None
