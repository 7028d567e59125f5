"""An engine whose patterns leave no unsafe sum of withheld cells.

What is withheld only to hide a sum must be able to move: a cell that a reader can work out hides
nothing. Such a cell is routed like a cell with a demand, and where a pattern leaves it stuck, the
inequality about the sum counts the cells that would let it move in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.covers import Covers
from sdc_desktop.core.suppression.engine import Cut, Engine, Witness
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem

_A_LITTLE = 1e-3
_MOST_OFFERS = 4
_WHOLE = 1e-6


class CoveredEngine:
    """Answers for a problem and the sums of its withheld cells, as `Engine` says.

    Args:
        problem: The piece, or part of what may be withheld of it.
        engine: Answers for its demands.
        covers: Of the piece.
    """

    def __init__(self, problem: SuppressionProblem, engine: Engine, covers: Covers) -> None:
        self._problem, self._engine, self._covers = problem, engine, covers
        self._may = problem.states != CellState.STAYS
        self.work = 0

    def with_demands(self, problem: SuppressionProblem) -> CoveredEngine:
        """Return an engine for the same problem with other demands."""
        return CoveredEngine(problem, self._engine.with_demands(problem), self._covers)

    def lacks(self, withheld: BoolArray) -> FloatArray:
        """Return how much room each demand lacks when the cells `withheld`, (n,), are."""
        lacks = self._engine.lacks(withheld)
        self.work = self._engine.work
        return lacks

    def meets_all(self, withheld: BoolArray) -> bool:
        """Tell whether a pattern meets all demands and leaves no unsafe sum."""
        is_met = self._engine.meets_all(withheld)
        self.work = self._engine.work
        return is_met and not self._covers.unsafe(withheld & ~self._stuck(withheld))

    def meet(self, prices: FloatArray, order: Int32Array) -> list[Witness | None]:
        """Find a way for each demand; the first of them hides all sums as well."""
        ways = self._engine.meet(prices, order)
        self.work = self._engine.work
        some = [way for way in ways if way is not None]
        if len(some) < len(ways):
            return ways
        whole = self._with_hiding(some, prices)
        return list(whole) if whole is not None else [None for _ in ways]

    def improve(
        self, witnesses: Sequence[Witness], costs: FloatArray, limit: int, seed: int
    ) -> list[Witness]:
        """Return cheaper witnesses, or the same."""
        better = self._engine.improve(witnesses, costs, limit, seed)
        self.work = self._engine.work
        whole = self._with_hiding(better, np.where(self._problem.is_free, costs, 0.0))
        return whole if whole is not None else list(witnesses)

    def cuts(self, shares: FloatArray) -> list[Cut]:
        """Return cuts that shares do not fulfil, those about sums as well."""
        found = [*self._engine.cuts(shares), *self._covers.cuts(shares)]
        self.work = self._engine.work
        is_whole = bool((np.abs(shares - np.rint(shares)) < _WHOLE).all())
        return self._cuts_of_stuck(shares > 1 / 2) if is_whole and not found else found

    def _with_hiding(
        self, witnesses: Sequence[Witness], prices: FloatArray
    ) -> list[Witness] | None:
        """Return witnesses, the first of them with the cells that hide what they leave."""
        withheld = self._problem.is_withheld.copy()
        for witness in witnesses:
            withheld[witness] = True
        added: list[Witness] = []
        while unions := self._covers.unsafe(withheld):
            way = self._cheapest(self._covers.cut(unions[0]), withheld, prices)
            if way is None:
                return None
            withheld[way] = True
            added.append(way)
        if not added:
            return list(witnesses)
        return [np.unique(np.concatenate([witnesses[0], *added])), *witnesses[1:]]

    def _cheapest(self, cut: Cut, withheld: BoolArray, prices: FloatArray) -> Witness | None:
        """Return a cell that hides a sum, with all that lets it move, for the least price."""
        prices = np.where(withheld, 0.0, prices)
        on = self._may[cut.cells] & ~withheld[cut.cells]
        cells, parts = cut.cells[on], cut.coefficients[on]
        order = np.argsort(prices[cells] / parts, kind="stable")
        best: tuple[float, Witness] | None = None
        for first in range(0, cells.size, _MOST_OFFERS):
            some = order[first : first + _MOST_OFFERS]
            engine = self._engine.with_demands(self._moving(cells[some]))
            for place, cell in zip(some.tolist(), cells[some].tolist(), strict=True):
                number = int(np.flatnonzero(cells[some] == cell)[0])
                way = engine.meet(prices, np.array([number], np.int32))[number]
                if way is None:
                    continue
                whole = np.unique(np.append(way, cell)).astype(np.int32)
                worth = float(prices[whole].sum()) / float(parts[place])
                if best is None or worth < best[0]:
                    best = worth, whole
            if best is not None:
                return best[1]
        return None

    def _moving(self, cells: Int32Array) -> SuppressionProblem:
        """Return the problem that asks only that each of some cells can move."""
        problem = self._problem
        size = np.where(problem.is_whole, 1.0, _A_LITTLE * np.maximum(problem.values, _A_LITTLE))
        return replace(
            problem,
            demands=tuple(Demand(cell, 0, float(size[cell])) for cell in cells.tolist()),
        )

    def _stuck(self, withheld: BoolArray) -> BoolArray:
        """Tell which cells that were chosen cannot move: (n,) bool."""
        stuck = np.zeros(withheld.size, bool)
        chosen = np.flatnonzero(withheld & self._problem.is_free).astype(np.int32)
        if chosen.size:
            lacks = self._engine.with_demands(self._moving(chosen)).lacks(withheld)
            stuck[chosen[lacks > 0]] = True
        return stuck

    def _cuts_of_stuck(self, withheld: BoolArray) -> list[Cut]:
        """Return cuts about sums that only cells hide that cannot move."""
        stuck = self._stuck(withheld)
        if not stuck.any():
            return []
        shares = withheld.astype(np.float64)
        found = []
        for union in self._covers.unsafe(withheld & ~stuck):
            if not self._covers.holds(union):
                continue
            cut = self._covers.cut(union)
            weights = np.zeros(withheld.size)
            weights[cut.cells] = cut.coefficients
            for cell in cut.cells[stuck[cut.cells]].tolist():
                engine = self._engine.with_demands(self._moving(np.array([cell], np.int32)))
                ways = engine.cuts(shares)
                if ways:
                    part, weights[cell] = weights[cell], 0.0
                    np.add.at(weights, ways[0].cells, part * ways[0].coefficients)
            cells = np.flatnonzero(weights > 0).astype(np.int32)
            found.append(Cut(cells, np.minimum(1.0, weights[cells])))
        return [cut for cut in found if cut.cells.size and cut.value(shares) < 1 - _WHOLE]
