"""Secondary suppression: which cells to withhold so that others cannot be worked out.

The way: the audit says which withheld cells are short of protection. For each of them a linear
programme finds the cheapest deviation that gives it the room it needs; the cells that move are
withheld. Then cells that the others can do without are released again. In the end the audit
judges, and what it finds short is repaired until nothing is left or nothing more can be done.

Every step is deterministic, and the result is sound for every system of relations because the
audit, which shares no code with the search, has the last word.
Source: Handbook on Statistical Disclosure Control, "Secondary cell suppression"; the sequence of
linear programmes is that of Kelly, Golden and Assad (1992), Networks 22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from sdc_desktop.core.audit import Audit, FeasibilityInterval, audit
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.demands import Demand, Situation, demands_of, survey
from sdc_desktop.core.protection.lower_bound import lower_bound
from sdc_desktop.core.protection.solver import Router, Witness, fill_in
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray

WORK_LIMIT = 60_000
"""Simplex iterations after which the pattern is no longer made cheaper, only safe."""

_ALMOST_FREE = 1e-6
_SCALINGS = 3
_LEAST_AMOUNT = 1e-3
_STARTS = ((1.0, -1), (1.0, 1), (0.5, -1), (0.7, 1), (0.8, -1))
_ATTEMPTS = 4


@dataclass(frozen=True, slots=True, eq=False)
class SecondarySuppression:
    """The cells to withhold so that those withheld already cannot be worked out.

    Attributes:
        secondary: In sheet order.
        objective: Sum of their values, each at least 1.
        lower_bound: No pattern that protects the same cells costs less.
        is_optimal: Whether that is proved of this pattern too.
        unattainable: Withheld cells that stay short of what the policy asks, because nothing that
            may be withheld would help or because it could not be proved.
        reasons: Secondary cell to the cells that it protects.
    """

    secondary: tuple[CellRef, ...]
    objective: float
    lower_bound: float
    is_optimal: bool
    unattainable: tuple[CellRef, ...]
    reasons: Mapping[CellRef, tuple[CellRef, ...]] = field(default_factory=dict)


def suppress_secondary(
    system: RelationSystem,
    published: Published,
    policy: Policy,
    *,
    must_stay: frozenset[CellRef] = frozenset(),
    work_limit: int = WORK_LIMIT,
    progress: Progress = no_progress,
) -> SecondarySuppression:
    """Choose cells to withhold until every withheld cell is as uncertain as the policy asks.

    Args:
        system: What adds up.
        published: What a reader would see now, primary cells withheld.
        policy: How much uncertainty is asked for.
        must_stay: Cells that must be shown.
        work_limit: Simplex iterations after which cheaper patterns are no longer looked for;
            protection itself is never cut short by it.
        progress: Told what is being done.
    """
    first = audit(system, published, policy, progress)
    if not first.unprotected:
        return SecondarySuppression((), 0.0, 0.0, True, ())
    search = _Search(system, published, policy, must_stay, work_limit, progress)
    bound = search.bound(first)
    last = search.run(first)
    return search.result(last, bound)


class _Search:
    """The pattern while it grows: what is withheld, and a witness for each demand."""

    def __init__(
        self,
        system: RelationSystem,
        published: Published,
        policy: Policy,
        must_stay: frozenset[CellRef],
        work_limit: int,
        progress: Progress,
    ) -> None:
        self._system, self._published, self._policy = system, published, policy
        self._progress, self._work_limit = progress, work_limit
        self._numbers = {cell: number for number, cell in enumerate(system.cells)}
        self._now: Situation = survey(system, published, policy, fill_in(system), must_stay)
        self._router = Router(system, self._now.values, self._now.movement)
        self._withheld = self._now.is_withheld.copy()
        self._witnesses: dict[Demand, Witness] = {}
        self._flatness = _STARTS[0][0]
        self._beyond: set[int] = set()
        self._protects: dict[int, set[int]] = {}

    @property
    def _secondary(self) -> list[int]:
        """The cells chosen so far, by number."""
        chosen: list[int] = np.flatnonzero(self._withheld & ~self._now.is_withheld).tolist()
        return chosen

    def run(self, first: Audit) -> Audit:
        """Withhold cells until the audit has nothing more to ask that can be done."""
        self._start(self._lacking(first.unprotected, attempt=0))
        attempts: dict[int, int] = {}
        while True:
            judged = audit(self._system, self.outcome(), self._policy, self._progress)
            short = [one for one in judged.unprotected if self._can_help(one)]
            if not short:
                return judged
            before = self._withheld.copy()
            for one in short:
                number = self._numbers[one.cell]
                attempts[number] = attempts.get(number, -1) + 1
                if attempts[number] < _ATTEMPTS:
                    self._meet(self._lacking([one], attempts[number]))
            if np.array_equal(before, self._withheld):
                self._widen(short, attempts)

    def _can_help(self, interval: FeasibilityInterval) -> bool:
        """Tell whether withholding more may help; not where the audit itself came to no end."""
        number = self._numbers.get(interval.cell)
        return interval.is_certified and number is not None and number not in self._beyond

    def outcome(self) -> Published:
        """Return what a reader sees with the cells chosen so far withheld as well."""
        statuses = {name: array.copy() for name, array in self._published.statuses.items()}
        values = {name: array.copy() for name, array in self._published.values.items()}
        markers = dict(self._published.markers)
        for number in self._secondary:
            cell = self._system.cells[number]
            statuses[cell.sheet][cell.row, cell.column] = CellStatus.SECONDARY
            values[cell.sheet][cell.row, cell.column] = np.nan
            markers[cell] = self._policy.marker
        return replace(self._published, statuses=statuses, values=values, markers=markers)

    def _start(self, demands: Sequence[Demand]) -> None:
        """Meet the demands in several orders and by several prices, and keep the cheapest pattern.

        Prices that differ less than the weights prefer few cells, which are shared more often.
        """
        best: tuple[float, dict[Demand, Witness]] = (np.inf, {})
        for flatness, sign in _STARTS:
            if self._router.spent > self._work_limit:
                break
            self._witnesses, self._flatness = {}, flatness
            self._forget_unused()
            self._meet(sorted(demands, key=lambda demand: sign * demand.need))
            self._clean_up()
            if self._objective() < best[0]:
                best = self._objective(), dict(self._witnesses)
        self._witnesses, self._flatness = best[1], _STARTS[0][0]
        self._forget_unused()

    def _lacking(self, short: Sequence[FeasibilityInterval], attempt: int) -> list[Demand]:
        """Return what these cells lack; each further attempt asks for a little more room."""
        return [
            replace(demand, need=demand.need + attempt)
            for one in short
            if self._can_help(one)
            for demand in demands_of(
                self._system, self._policy, self._now_withheld(), self._numbers[one.cell], one
            )
        ]

    def _meet(self, demands: Sequence[Demand]) -> None:
        """Find a witness for each demand, in this order."""
        for done, demand in enumerate(demands):
            self._progress(done, len(demands), "secondary suppression")
            witness = self._cheapest(demand) or self._as_far_as_possible(demand)
            if witness is not None:
                self._withhold(demand, witness)

    def _now_withheld(self) -> Situation:
        return replace(self._now, is_withheld=self._withheld)

    def _withhold(self, demand: Demand, witness: Witness) -> None:
        self._witnesses[demand] = witness
        self._withheld[witness.cells] = True
        for number in witness.cells.tolist():
            self._protects.setdefault(number, set()).add(demand.cell)

    def _as_far_as_possible(self, demand: Demand) -> Witness | None:
        """Note that a demand is beyond reach, and return a witness for what can be reached."""
        self._beyond.add(demand.cell)
        sides = (demand.direction,) if demand.direction else (1, -1)
        reach = max(self._router.furthest(demand.cell, side, demand.held) for side in sides)
        reach = float(np.floor(reach + 1e-6)) if self._system.is_count[demand.cell] else reach
        if reach <= 0 or reach >= demand.need:
            return None
        return self._cheapest(replace(demand, need=reach))

    def _cheapest(self, demand: Demand, forbidden: BoolArray | None = None) -> Witness | None:
        """Return the witness that withholds the least more, of those that scaling leads to."""
        sides = (demand.direction,) if demand.direction else (1, -1)
        found = [witness for side in sides for witness in self._routes(demand, side, forbidden)]
        return min(found, key=self._price, default=None)

    def _routes(self, demand: Demand, side: int, forbidden: BoolArray | None) -> Iterator[Witness]:
        """Yield witnesses: each time what moved far becomes cheaper by the unit (slope scaling)."""
        weights = np.where(self._withheld, _ALMOST_FREE, self._now.weights)
        costs = weights**self._flatness / demand.need
        held = demand.held
        if forbidden is not None:
            costs = np.where(forbidden, self._now.weights * 1e6, costs)
            held = (*held, *np.flatnonzero(forbidden).tolist())
        best = np.inf
        for _ in range(_SCALINGS):
            witness = self._router.route(demand.cell, side, demand.need, costs, held)
            if witness is None:
                return
            yield witness
            price = self._price(witness)
            if price == 0 or price >= best or self._router.spent > self._work_limit:
                return
            best = price
            costs = costs.copy()
            prices = weights[witness.cells] ** self._flatness
            costs[witness.cells] = prices / np.maximum(witness.amounts, _LEAST_AMOUNT)

    def _price(self, witness: Witness) -> float:
        """Return what it costs to withhold the cells that move and are shown so far."""
        new = witness.cells[~self._withheld[witness.cells]]
        return float(self._now.weights[new].sum())

    def _clean_up(self) -> None:
        """Find cheaper patterns: do without one secondary cell after the other, the dearest first.

        The demands that used it go other ways, and what only they used is released. Ends when no
        cell can be spared, or when the work limit is reached.
        """
        self._forget_unused()
        is_cheaper = True
        while is_cheaper:
            is_cheaper = False
            for number in sorted(self._secondary, key=lambda one: (-self._now.weights[one], one)):
                if self._router.spent > self._work_limit:
                    return
                self._progress(0, 0, "secondary suppression: fewer cells")
                if self._withheld[number] and self._try_without(number):
                    is_cheaper = True

    def _try_without(self, number: int) -> bool:
        users = [d for d, witness in self._witnesses.items() if number in witness.cells]
        saved, price = dict(self._witnesses), self._objective()
        forbidden = np.zeros(self._withheld.size, bool)
        forbidden[number] = True
        for order in (users, users[::-1]) if len(users) > 1 else (users,):
            for demand in users:
                del self._witnesses[demand]
            self._forget_unused()
            if self._reroute(order, forbidden, price):
                return True
            self._witnesses = dict(saved)
        self._forget_unused()
        return False

    def _reroute(self, demands: Sequence[Demand], forbidden: BoolArray, price: float) -> bool:
        """Find other witnesses for `demands`; False when that costs `price` or more in all."""
        for demand in demands:
            witness = self._cheapest(demand, forbidden)
            if witness is None:
                return False
            self._withhold(demand, witness)
            if self._objective() >= price:
                return False
        return True

    def _objective(self) -> float:
        return float(self._now.weights[self._secondary].sum())

    def _forget_unused(self) -> None:
        """Release what no witness uses, and note afresh what each cell protects."""
        self._withheld = self._now.is_withheld.copy()
        self._protects = {}
        for demand, witness in self._witnesses.items():
            self._withhold(demand, witness)

    def _widen(self, short: Sequence[FeasibilityInterval], attempts: dict[int, int]) -> None:
        """Withhold the cheapest cell next to each cell that linear programmes could not help.

        Over whole numbers a deviation may not exist that exists over fractions. With more and more
        cells withheld either it does, or nothing is left to withhold and the cell is beyond help.
        """
        for one in short:
            number = self._numbers[one.cell]
            near = np.flatnonzero(self._near(number) & self._now.is_candidate & ~self._withheld)
            if not near.size:
                self._beyond.add(number)
                continue
            chosen = int(near[np.argmin(self._now.weights[near])])
            self._withheld[chosen] = True
            self._protects.setdefault(chosen, set()).add(number)

    def _near(self, number: int) -> BoolArray:
        """Tell which cells share a relation with `number` or with what moves with it: (n,) bool."""
        system, row_of = self._system, self._system.row_of
        reached = np.zeros(self._withheld.size, bool)
        reached[number] = True
        while True:
            rows = np.zeros(system.row_lower.size, bool)
            rows[row_of[reached[system.columns]]] = True
            near = np.zeros(reached.size, bool)
            near[system.columns[rows[row_of]]] = True
            if (near & self._now.is_candidate & ~self._withheld).any():
                return near
            grown = reached | (near & self._withheld)
            if np.array_equal(grown, reached):
                return near
            reached = grown

    def bound(self, first: Audit) -> float:
        """Return a lower bound on what protecting the cells that are short now costs."""
        short = [self._numbers[one.cell] for one in first.unprotected if self._can_help(one)]
        return lower_bound(self._system, self._now, short)

    def result(self, last: Audit, bound: float) -> SecondarySuppression:
        """Return the pattern as found."""
        cells, chosen = self._system.cells, self._secondary
        objective = float(self._now.weights[chosen].sum())
        unattainable = tuple(one.cell for one in last.unprotected)
        reasons = {cells[one]: self._reasons(one) for one in chosen}
        bound = 0.0 if unattainable else min(bound, objective)
        return SecondarySuppression(
            secondary=tuple(cells[number] for number in chosen),
            objective=objective,
            lower_bound=bound,
            is_optimal=not unattainable and bound == objective,
            unattainable=unattainable,
            reasons=MappingProxyType(reasons),
        )

    def _reasons(self, number: int) -> tuple[CellRef, ...]:
        """Return the cells withheld beforehand that a secondary cell protects, maybe by another."""
        found: set[int] = set()
        asked, waiting = {number}, [number]
        while waiting:
            for cell in self._protects.get(waiting.pop(), ()):
                if self._now.is_withheld[cell]:
                    found.add(cell)
                elif cell not in asked:
                    asked.add(cell)
                    waiting.append(cell)
        return tuple(self._system.cells[cell] for cell in sorted(found))
