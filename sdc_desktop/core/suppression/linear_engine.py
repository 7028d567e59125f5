"""The engine for every problem: linear programmes over deviations, by HiGHS.

Source: Kelly, Golden and Assad (1992), Networks 22, for the sequence of linear programmes;
Fischetti and Salazar (2001), Management Science 47, for the cuts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.deviations import Deviations, Movers
from sdc_desktop.core.suppression.engine import Cut, Witness
from sdc_desktop.core.suppression.problem import ROOM, CellState, Demand, SuppressionProblem

_ARCS_PER_STEP = 2_000
"""What a simplex step counts as, in the arcs that the network engine looks at."""

_LONGER = 8
"""How much more work annealing may do here, where it is slower."""

_SCALINGS = 3
_LEAST_AMOUNT = 1e-3
_ALMOST_FREE = 1e-6
_TIGHT = 2.0
_MET = 1e-6
_NOISE = 1e-9
_HEAT = 0.3
_ALSO_OUT = 0.1
_NOISE_OF_PRICES = 0.3
_LEAST_WORK = 50_000
_MOST_CUTS = 50
_LEAST_COEFFICIENT = 1e-4
"""Smaller ones are raised, which keeps a cut valid and the relaxation easy to solve."""
_NOISE_WITHOUT_END = 1e-6


class LinearEngine:
    """Answers for any problem."""

    def __init__(self, problem: SuppressionProblem) -> None:
        self.work = 0
        self._problem = problem
        self._may_move = problem.states != CellState.STAYS
        self._is_fixed = problem.is_withheld
        self._movers = Movers(problem, self._may_move)
        self._hardest = list(range(len(problem.demands)))

    def with_demands(self, problem: SuppressionProblem) -> LinearEngine:
        """Return an engine for the same problem with other demands."""
        return LinearEngine(problem)

    def lacks(self, withheld: BoolArray) -> FloatArray:
        """Return how much room each demand lacks when the cells `withheld`, (n,), are."""
        inner = Deviations(self._problem, withheld & self._may_move)
        is_met = self._met_together(inner)
        lacks = np.array(
            [
                0.0 if done else demand.need - self._reach(inner, demand)
                for demand, done in zip(self._problem.demands, is_met, strict=True)
            ]
        )
        self._count(inner.spent)
        return np.where(lacks > _MET, lacks, 0.0)

    def _met_together(self, inner: Deviations) -> list[bool]:
        """Tell which demands two deviations meet at once, one for each side; many mostly."""
        plain = [demand for demand in self._problem.demands if not demand.held]
        reach = {side: inner.all_at_once(plain, side) for side in (1, -1)}
        return [
            not demand.held
            and any(
                reach[side].get(demand.cell, 0.0) >= demand.need - _MET for side in _sides(demand)
            )
            for demand in self._problem.demands
        ]

    def meets_all(self, withheld: BoolArray) -> bool:
        """Tell whether no demand lacks room; the last that did is asked first."""
        inner = Deviations(self._problem, withheld & self._may_move)
        demands = self._problem.demands
        for one in self._hardest:
            if demands[one].need - self._reach(inner, demands[one]) > _MET:
                self._hardest.remove(one)
                self._hardest.insert(0, one)
                break
        else:
            one = -1
        self._count(inner.spent)
        return one < 0

    def _reach(self, inner: Deviations, demand: Demand) -> float:
        """Return how far the cell of a demand can move, as far as is needed."""
        reach = 0.0
        for side in _sides(demand):
            rest = demand.need - reach
            if rest > _MET:
                found = inner.furthest(demand.cell, side, rest, demand.held)
                reach += found.reach if found is not None else 0.0
        return reach

    def meet(self, prices: FloatArray, order: Int32Array) -> list[Witness | None]:
        """Find a way for each demand, one after the other, as `Engine.meet` says."""
        found: list[Witness | None] = [None] * len(self._problem.demands)
        prices = prices.copy()
        for one in order.tolist():
            witness = self._cheapest(self._problem.demands[one], prices)
            found[one] = witness
            if witness is not None:
                prices[witness] = 0.0
        return found

    def _cheapest(
        self, demand: Demand, prices: FloatArray, forbidden: Sequence[int] = ()
    ) -> Witness | None:
        """Return the witness that costs least, of those that slope scaling leads to."""
        best: tuple[float, Witness] | None = None
        before = self._movers.spent
        for side in _sides(demand):
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
        self._count(self._movers.spent - before)
        return best[1] if best is not None else None

    def improve(
        self, witnesses: Sequence[Witness], costs: FloatArray, limit: int, seed: int
    ) -> list[Witness]:
        """Return cheaper witnesses, or the same; ends when `limit` work is done.

        First each cell is left out in turn, the dearest first. Then a few cells at a time are
        made dear by chance, and what uses them is routed again; a little worse is accepted.
        """
        costs = np.where(self._is_fixed, 0.0, costs)
        kept = _Uses(list(witnesses), costs)
        limit *= _LONGER
        end = self.work + limit
        self._descend(kept, end)
        chance = np.random.default_rng(seed)
        best, now = kept, kept.copy()
        heat = _HEAT * float(np.median(costs[kept.count > 0])) if kept.cost else 0.0
        while self.work < end and best.cost > 0:
            before = self.work
            trial = self._shaken(now, chance)
            self.work = max(self.work, before + _LEAST_WORK)
            cooling = max(0.0, (end - self.work) / limit)
            allowed = now.cost - heat * cooling * float(np.log(chance.random() + 1e-9))
            if trial is not None and trial.cost <= allowed + _MET:
                now = trial
                if now.cost < best.cost - _MET:
                    best = now.copy()
        return best.witnesses

    def _descend(self, kept: _Uses, end: int) -> None:
        """Leave cells out, the dearest first, until none can be spared."""
        is_cheaper = True
        while is_cheaper:
            is_cheaper = False
            for cell in kept.dearest_first():
                if self.work > end:
                    return
                if kept.count[cell] and self._without(kept, cell):
                    is_cheaper = True

    def _shaken(self, now: _Uses, chance: np.random.Generator) -> _Uses | None:
        """Return `now` with some demands routed again by other prices; None when that fails."""
        paid = now.dearest_first()
        first = paid[int(chance.integers(len(paid)))]
        trial, users = now.copy(), now.users(first)
        dear = [first]
        near = np.unique(np.concatenate([now.witnesses[one] for one in users]))
        near = near[now.costs[near] > 0]
        dear += near[chance.random(near.size) < _ALSO_OUT].tolist()
        users = sorted({one for cell in dear for one in now.users(cell)})
        for one in users:
            trial.remove(one)
        factor = 1 + _NOISE_OF_PRICES * chance.random(now.costs.size)
        factor[dear] *= 3.0
        for place in chance.permutation(len(users)).tolist():
            prices = np.where(trial.count > 0, 0.0, trial.costs * factor)
            witness = self._cheapest(self._problem.demands[users[place]], prices)
            if witness is None:
                return None
            trial.put(users[place], witness)
        return trial

    def _without(self, kept: _Uses, cell: int) -> bool:
        """Route the demands that use `cell` otherwise; False, and no change, if that is dearer."""
        users = kept.users(cell)
        for order in (users, users[::-1]) if len(users) > 1 else (users,):
            trial = kept.copy()
            for one in users:
                trial.remove(one)
            for one in order:
                prices = np.where(trial.count > 0, 0.0, trial.costs)
                prices[cell] *= 1e6
                witness = self._cheapest(self._problem.demands[one], prices, (cell,))
                if witness is None:
                    break
                trial.put(one, witness)
                if trial.cost >= kept.cost - _MET:
                    break
            else:
                kept.take(trial)
                return True
        return False

    def cuts(self, shares: FloatArray) -> list[Cut]:
        """Return cuts that `shares` does not fulfil, one for each of the first unmet demands.

        Those whose demands were violated last are looked at first.
        """
        is_whole = bool(np.all((shares < ROOM) | (shares > 1 - ROOM)))
        demands = self._problem.demands
        inner = Deviations(self._problem, self._may_move & (shares > ROOM))
        inner.limit(shares, _TIGHT * max((demand.need for demand in demands), default=1.0))
        is_met = self._met_together(inner)
        found: list[Cut] = []
        violated = []
        for one in self._hardest:
            if is_met[one]:
                continue
            inner.limit(shares, _TIGHT * demands[one].need)
            reach, cut = self._cut(inner, demands[one])
            if cut is None and is_whole and reach < demands[one].need - _MET:
                cut = self._something_else(shares)
            if cut is not None:
                found.append(cut)
                violated.append(one)
                if len(found) >= _MOST_CUTS:
                    break
        first = set(violated)
        self._hardest = [*violated, *(one for one in self._hardest if one not in first)]
        self._count(inner.spent)
        return found

    def _something_else(self, shares: FloatArray) -> Cut:
        """Return the cut that asks for any cell that is not withheld yet."""
        cells = np.flatnonzero(self._problem.is_free & (shares < ROOM)).astype(np.int32)
        return Cut(cells, np.ones(cells.size))

    def _cut(self, inner: Deviations, demand: Demand) -> tuple[float, Cut | None]:
        """Return how far a cell can move, and where that is not enough a cut from the duals."""
        problem, reach, rest = self._problem, 0.0, demand.need
        total = np.zeros(problem.values.size)
        for side in _sides(demand):
            found = inner.furthest(demand.cell, side, demand.need, demand.held)
            if found is None:
                return 0.0, None
            reach += found.reach
            own = float((problem.up if side > 0 else problem.down)[demand.cell])
            if found.reach >= min(own, demand.need) - _MET:
                rest -= found.reach
                continue
            weights = inner.weights(found.duals)
            weights[[demand.cell, *demand.held]] = 0.0
            total += self._room_of(weights)
            rest -= inner.slack(found.duals)
        rest -= float(total[self._is_fixed].sum())
        if reach >= demand.need * (1 - 1e-5) or not rest > _MET * demand.need:
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

    def _count(self, steps: int) -> None:
        self.work += steps * _ARCS_PER_STEP


class _Uses:
    """Witnesses with how many of them use each cell, and what the cells used cost."""

    def __init__(self, witnesses: list[Witness], costs: FloatArray) -> None:
        self.witnesses, self.costs = witnesses, costs
        self.count = np.zeros(costs.size, np.int32)
        for witness in witnesses:
            self.count[witness] += 1

    @property
    def cost(self) -> float:
        """What the cells cost that some witness uses."""
        return float(self.costs[self.count > 0].sum())

    def copy(self) -> _Uses:
        """Return the same to change."""
        return _Uses(list(self.witnesses), self.costs)

    def take(self, other: _Uses) -> None:
        """Become as `other` is."""
        self.witnesses, self.count = other.witnesses, other.count

    def users(self, cell: int) -> list[int]:
        """Return the demands, by number, whose witness uses `cell`."""
        return [one for one, witness in enumerate(self.witnesses) if cell in witness]

    def remove(self, one: int) -> None:
        """Forget the witness of a demand."""
        self.count[self.witnesses[one]] -= 1
        self.witnesses[one] = np.zeros(0, np.int32)

    def put(self, one: int, witness: Witness) -> None:
        """Note a witness for a demand that has none."""
        self.witnesses[one] = witness
        self.count[witness] += 1

    def dearest_first(self) -> list[int]:
        """Return the cells that are paid for."""
        paid = np.flatnonzero((self.count > 0) & (self.costs > 0))
        order: list[int] = paid[np.lexsort((paid, -self.costs[paid]))].tolist()
        return order


def _sides(demand: Demand) -> tuple[int, ...]:
    return (demand.direction,) if demand.direction else (1, -1)
