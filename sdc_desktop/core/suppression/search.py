"""The search for a cheap pattern in one piece of a problem: quick first, then better, then proved.

Greedy ways and simulated annealing give a pattern at once. Cuts found between it and the optimum
of the relaxation (in-out separation) raise the lower bound, and the relaxation guides further
greedy ways. What can no longer pay is fixed, and a branch and cut search closes what is left.

Source: Fischetti and Salazar (2001), Management Science 47; Ben-Ameur and Neto (2007), Networks 49.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.branching import Branching, branch_and_cut
from sdc_desktop.core.suppression.cut_pool import CutPool
from sdc_desktop.core.suppression.engine import Engine, Witness
from sdc_desktop.core.suppression.found import USUAL_EFFORT, Effort, Found
from sdc_desktop.core.suppression.meeting import meet_all
from sdc_desktop.core.suppression.problem import CellState, SuppressionProblem
from sdc_desktop.core.suppression.relaxation import Relaxation, Relaxed

_MET = 1e-6
_FULFILLED = 1 - 1e-4
_FLATNESS = (1.0, 0.5)
_SHALLOW = 40
_PER_SIZE = 30
_MERGE_NODES = 500
_FEW = 150
_GAIN = 1e-4
_PATIENCE = 8
_GUIDE_EVERY = 3
_CHEAPEST = 6
_SMALL = 3_000
_ROOT_PART = 6
_WIDE = 0.12
_WIDE_LONGER = 6
"""Where the bound is far the search tree is slow to find better patterns, and annealing quicker."""

__all__ = ["USUAL_EFFORT", "Effort", "Found", "search"]


def search(
    problem: SuppressionProblem,
    engine: Engine,
    effort: Effort,
    progress: Progress,
    report: Callable[[Found], None],
    start: Sequence[Witness] = (),
) -> None:
    """Report better and better patterns, each of which meets all demands of `problem`.

    Args:
        problem: One piece, whose demands can all be met.
        engine: For this problem.
        effort: When to stop.
        progress: May raise `Cancelled`; what was reported stays good.
        report: Called with each better pattern or bound.
        start: Witnesses of a pattern that is known; without them one is looked for.
    """
    _Search(problem, engine, effort, progress, report).run(start)


class _Search:
    def __init__(
        self,
        problem: SuppressionProblem,
        engine: Engine,
        effort: Effort,
        progress: Progress,
        report: Callable[[Found], None],
    ) -> None:
        self._problem, self._engine, self._effort = problem, engine, effort
        self._progress, self._report = progress, report
        self._withheld, self._is_free = problem.is_withheld, problem.is_free
        self._costs = np.where(self._is_free, problem.costs, 0.0)
        self._is_integral = bool(np.all(self._costs == np.rint(self._costs)))
        self._best: Found | None = None
        self._bound = 0.0
        self._is_small = int(self._is_free.sum()) <= _SMALL
        self._is_cut_short = False
        self._rounds = 0
        self._pool = np.zeros(self._costs.size, bool)
        self._cuts = CutPool()
        size = 2 * self._costs.size * len(problem.demands)
        self._shallow = min(effort.annealing // _SHALLOW, _PER_SIZE * size)

    def run(self, start: Sequence[Witness]) -> None:
        """Look for patterns until one is proved best or the effort is spent."""
        if start:
            self._take(start)
        else:
            self._greedy()
        if self._best is None or self._is_done() or not self._effort.rounds:
            return
        relaxed, relaxation = self._root()
        if not self._is_done():
            longer = _WIDE_LONGER if self._gap() > _WIDE else 1
            self._anneal(longer * min(self._effort.annealing // 4, _SHALLOW * self._shallow))
        can_close = self._effort.nodes > 0 and (self._is_small or not self._is_cut_short)
        if relaxed is not None and can_close and not self._is_done():
            self._branch(relaxed, relaxation)
            if not self._is_done():
                self._anneal(self._effort.annealing)

    def _is_done(self) -> bool:
        return self._best is not None and self._best.is_optimal

    def _gap(self) -> float:
        """Return how much dearer the best pattern is than the bound, as a part of its cost."""
        assert self._best is not None
        return 1 - self._bound / max(_MET, self._best.cost)

    def _is_spent(self) -> bool:
        """Tell whether the engine has worked more than annealing may."""
        return self._engine.work > 20 * self._effort.annealing

    def _greedy(self) -> None:
        """Meet the demands one after the other, in several orders and by several prices."""
        needs = np.array([demand.need for demand in self._problem.demands])
        for flatness in _FLATNESS:
            prices = self._costs**flatness
            for order in (np.argsort(-needs, kind="stable"), np.argsort(needs, kind="stable")):
                self._progress(0, 0, "secondary suppression: first pattern")
                if self._best is not None and self._is_spent():
                    return
                self._try(prices, order.astype(np.int32), self._shallow)

    def _try(self, prices: FloatArray, order: Int32Array, limit: int) -> None:
        """Meet the demands at these prices, improve that, and keep it when it is the best."""
        prices = np.where(self._is_free, prices, 0.0)
        whole = meet_all(self._problem, self._engine, prices, order)
        if whole is None:
            return
        self._take(whole)
        if limit and not self._is_done():
            self._take(self._engine.improve(whole, self._costs, limit, self._effort.seed))

    def _anneal(self, limit: int) -> None:
        """Improve the best pattern for longer."""
        assert self._best is not None
        for _ in range(3):
            self._progress(0, 0, "secondary suppression: fewer cells")
            self._rounds += 1
            seed = self._effort.seed + self._rounds
            self._take(self._engine.improve(self._best.witnesses, self._costs, limit, seed))

    def _take(self, witnesses: Sequence[Witness]) -> None:
        """Note a pattern if it is cheaper than the best."""
        chosen = np.zeros(self._costs.size, bool)
        for witness in witnesses:
            chosen[witness] = True
        chosen &= self._is_free
        self._pool |= chosen
        cost = float(self._costs[chosen].sum())
        if self._best is None or cost < self._best.cost - _MET:
            self._best = Found(chosen, cost, min(self._bound, cost), tuple(witnesses))
            self._report(self._best)

    def _raise_bound(self, bound: float) -> None:
        """Note a lower bound; whole costs allow only whole sums."""
        assert self._best is not None
        if self._is_integral:
            bound = math.ceil(bound - 1e-4)
        if bound > self._bound:
            self._bound = bound
            self._best = replace(self._best, bound=min(bound, self._best.cost))
            self._report(self._best)

    def _root(self) -> tuple[Relaxed | None, Relaxation]:
        """Raise the bound by cuts until that no longer helps."""
        assert self._best is not None
        relaxation = Relaxation(self._costs, self._is_free, self._first_columns())
        core = self._shares(self._best.chosen)
        relaxation.add(self._engine.cuts(self._shares(np.zeros(core.size, bool))))
        relaxed, stale, last = None, 0, 0.0
        end = self._engine.work + self._effort.cutting // (_ROOT_PART if self._is_small else 2)
        for number in range(self._effort.rounds):
            self._progress(number, self._effort.rounds, "secondary suppression: lower bound")
            solved = relaxation.solve()
            if solved is None:
                break
            relaxed = solved
            self._raise_bound(relaxed.bound)
            if self._is_done() or not self._separate(relaxation, relaxed, core):
                break
            if number % _GUIDE_EVERY == 1 and not self._is_spent():
                before = self._engine.work
                self._guided(relaxed.shares)
                end += self._engine.work - before
            core = 0.9 * core + 0.1 * self._with_withheld(relaxed.shares)
            stale = stale + 1 if relaxed.bound < last + _GAIN * max(1.0, last) else 0
            last = max(last, relaxed.bound)
            self._is_cut_short = self._engine.work > end
            if stale > _PATIENCE or self._is_cut_short:
                break
            relaxation.purge()
        if relaxed is not None and not self._is_spent():
            self._guided(relaxed.shares)
        return relaxed, relaxation

    def _separate(self, relaxation: Relaxation, relaxed: Relaxed, core: FloatArray) -> bool:
        """Add cuts between the relaxation's optimum and the core; False when there are none."""
        outer = self._with_withheld(relaxed.shares)
        for part in (0.5, 0.75, 1.0):
            cuts = self._engine.cuts(part * outer + (1 - part) * core)
            self._cuts.add(cuts)
            if relaxation.add([cut for cut in cuts if cut.value(outer) < _FULFILLED]):
                return True
        return False

    def _guided(self, shares: FloatArray) -> None:
        """Meet the demands where the relaxation would, in part, withhold."""
        needs = np.array([demand.need for demand in self._problem.demands])
        order = np.argsort(-needs, kind="stable").astype(np.int32)
        prices = self._costs * (1.0 - 0.99 * shares)
        self._try(prices, order, self._shallow)

    def _branch(self, relaxed: Relaxed, relaxation: Relaxation) -> None:
        """Close the gap by branch and cut: first over what was ever chosen, then over all."""
        likely = self._likely(relaxed)
        nodes = _MERGE_NODES if int(likely.sum()) <= _FEW else _MERGE_NODES // 5
        self._search_tree(relaxed, relaxation, likely, nodes)
        if not self._is_done():
            bound = self._search_tree(
                relaxed, relaxation, self._is_free, self._effort.nodes, self._raise_bound
            )
            assert self._best is not None
            self._raise_bound(min(bound, self._best.cost))

    def _likely(self, relaxed: Relaxed) -> BoolArray:
        """Return what was ever chosen, and half as many cells again that cost least more."""
        likely: BoolArray = self._pool | (relaxed.shares > _MET)
        rest = np.flatnonzero(self._is_free & ~likely)
        order = np.argsort(relaxed.reduced[rest], kind="stable")
        likely = likely.copy()
        likely[rest[order[: int(likely.sum()) // 2]]] = True
        return likely

    def _search_tree(
        self,
        relaxed: Relaxed,
        relaxation: Relaxation,
        wanted: BoolArray,
        nodes: int,
        tell: Callable[[float], None] | None = None,
    ) -> float:
        """Search over the cells `wanted` that can still pay; return a bound over these."""
        assert self._best is not None
        step = 1.0 if self._is_integral else 0.0
        limit = self._best.cost - step + _MET
        can_pay = relaxed.bound + np.maximum(relaxed.reduced, 0.0) <= limit
        job = Branching(
            self._costs,
            self._is_free & wanted & can_pay,
            relaxation.cuts,
            self._cuts,
            self._best.cost,
            self._is_integral,
            nodes,
            self._effort.steps,
            self._effort.cutting,
            tell,
        )
        return branch_and_cut(job, self._engine, self._withheld, self._accept, self._progress)

    def _accept(self, chosen: BoolArray) -> None:
        """Note a pattern of the search: find witnesses among its cells."""
        shown = self._is_free & ~chosen
        states = np.where(shown, CellState.STAYS, self._problem.states).astype(np.uint8)
        problem = replace(self._problem, states=states)
        order = np.arange(len(problem.demands), dtype=np.int32)
        free = np.zeros(chosen.size)
        whole = meet_all(problem, self._engine.with_demands(problem), free, order)
        if whole is not None:
            self._take(whole)

    def _shares(self, chosen: BoolArray) -> FloatArray:
        return (chosen | self._withheld).astype(np.float64)

    def _with_withheld(self, shares: FloatArray) -> FloatArray:
        return np.where(self._withheld, 1.0, shares)

    def _first_columns(self) -> BoolArray:
        """Return the cheapest free cells of each relation, and those of the best pattern."""
        assert self._best is not None
        problem = self._problem
        if self._is_small:
            return self._is_free
        first: BoolArray = self._best.chosen.copy()
        on = np.flatnonzero(self._is_free[problem.columns])
        row, column = problem.row_of[on], problem.columns[on]
        order = np.lexsort((self._costs[column], row))
        row, column = row[order], column[order]
        starts = np.searchsorted(row, row)
        first[column[np.arange(row.size) - starts < _CHEAPEST]] = True
        return first
