"""Secondary suppression: which cells to withhold so that others cannot be worked out.

The way: the audit says which withheld cells are short of protection, and that becomes demands on
how far each must be able to move. `core/suppression` finds a cheap pattern that meets them. In the
end the audit judges, and what it finds short is repaired until nothing more can be done.

Every step is deterministic, and the result is sound for every system of relations because the
audit, which shares no code with the search, has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from sdc_desktop.core.audit import Audit, FeasibilityInterval, audit
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.conflicts import Attempt, find_conflicts
from sdc_desktop.core.protection.demands import (
    demands_against_contributors,
    demands_of,
    pose,
)
from sdc_desktop.core.protection.filling import fill_in
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Preferences
from sdc_desktop.core.protection.unsafe_unions import UnsafeSums
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray
from sdc_desktop.core.suppression.problem import CellState, Demand
from sdc_desktop.core.suppression.search import Effort
from sdc_desktop.core.suppression.solve import Solution
from sdc_desktop.core.suppression.unions import solve_with_unions

_ATTEMPTS = 4
_ROUNDS = 4


@dataclass(frozen=True, slots=True, eq=False)
class SecondarySuppression:
    """The cells to withhold so that those withheld already cannot be worked out.

    Attributes:
        secondary: In sheet order.
        objective: Sum of what they cost: of their values, each at least 1, unless other
            preferences were given.
        lower_bound: No pattern that gives every cell as much room costs less.
        is_optimal: Whether that is proved of this pattern too.
        unattainable: Withheld cells that stay short of what the policy asks, because nothing that
            may be withheld would help or because it could not be proved.
        reasons: Secondary cell to the cells that it protects.
        conflicts: Cell that cannot be protected to those that must be shown and stand in the way
            (`find_conflicts`).
    """

    secondary: tuple[CellRef, ...]
    objective: float
    lower_bound: float
    is_optimal: bool
    unattainable: tuple[CellRef, ...]
    reasons: Mapping[CellRef, tuple[CellRef, ...]] = field(default_factory=dict)
    conflicts: Mapping[CellRef, tuple[CellRef, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SoFar:
    """The best pattern while a cheaper one, or the proof that there is none, is looked for.

    Attributes:
        secondary: In sheet order. By the engine's reckoning they meet what is asked for; the
            result, also of a search that is stopped, is judged by the audit before it is returned.
        objective: Sum of what they cost, as in `SecondarySuppression`.
        lower_bound: No pattern that meets as much costs less; 0 while nothing is known.
    """

    secondary: tuple[CellRef, ...]
    objective: float
    lower_bound: float


Report = Callable[[SoFar], None]
"""Is told of each better pattern and each better bound, on the thread that searches."""


def tell_nobody(found: SoFar) -> None:
    """Report to nobody."""


def suppress_secondary(
    system: RelationSystem,
    published: Published,
    policy: Policy,
    *,
    preferences: Preferences = NO_PREFERENCES,
    progress: Progress = no_progress,
    report: Report = tell_nobody,
) -> SecondarySuppression:
    """Choose cells to withhold until every withheld cell is as uncertain as the policy asks.

    "Stop and keep the best" is `progress` raising `Cancelled` once `report` has been called: what
    is returned then costs no more than what was reported last, unless the audit asks for more.

    Args:
        system: What adds up.
        published: What a reader would see now, primary cells withheld.
        policy: How much uncertainty is asked for.
        preferences: What cells cost, which must be shown, and how much work to spend on a cheap
            pattern; protection itself is never cut short.
        progress: Told what is being done. When it raises `Cancelled` after a sound pattern is
            known, the best one so far is returned; before that, `Cancelled` goes on.
        report: Told of each better pattern and bound.
    """
    first = audit(system, published, policy, progress)
    if not first.unprotected:
        return SecondarySuppression((), 0.0, 0.0, True, ())
    run = _Run(system, published, policy, preferences, progress, report)
    return run.result(first)


class _Run:
    """The pattern while it grows, between the search and the audit."""

    def __init__(
        self,
        system: RelationSystem,
        published: Published,
        policy: Policy,
        preferences: Preferences,
        progress: Progress,
        report: Report,
    ) -> None:
        self._system, self._published, self._policy = system, published, policy
        self._report = report
        self._preferences, self._demands = preferences, list[Demand]()
        self._progress, self._effort = progress, preferences.effort
        self._numbers = {cell: number for number, cell in enumerate(system.cells)}
        self._problem = pose(system, published, policy, fill_in(system), preferences)
        self._unsafe_sums = UnsafeSums(system, policy, self._problem)
        self._chosen = np.zeros(len(system.cells), bool)
        self._beyond: set[int] = set()
        self._is_stopped = False
        self._protects: dict[int, set[int]] = {}

    def result(self, first: Audit) -> SecondarySuppression:
        """Withhold cells until the audit has nothing more to ask that can be done."""
        demands = self._lacking(first.unprotected, {})
        if self._policy.guards_contributors:
            demands = self._with_contributors(demands)
        solution = self._meet(demands, self._effort)
        judged, is_repaired = self._judge(), False
        for _ in range(_ROUNDS):
            new = [one for one in self._against_contributors(judged) if one not in demands]
            better = self._again([*demands, *new]) if new else None
            if better is None:
                break
            demands, solution, judged = [*demands, *new], better, self._judge()
        attempts: dict[int, int] = {}
        while short := [one for one in judged.unprotected if self._can_help(one)]:
            self._repair(short, attempts)
            judged, is_repaired = self._judge(), True
        return self._as_result(judged, solution, is_repaired=is_repaired)

    def _with_contributors(self, demands: list[Demand]) -> list[Demand]:
        """Return what quick patterns show that contributors ask for too; nothing is told of them.

        So the patterns of the long search hold against contributors from the first on.
        """
        quick, tell = replace(self._effort, rounds=0), self._report
        self._report = tell_nobody
        for _ in range(_ROUNDS):
            self._meet(demands, quick)
            judged = self._judge()
            new = [one for one in self._against_contributors(judged) if one not in demands]
            self._chosen, self._protects = np.zeros(self._chosen.size, bool), {}
            if self._is_stopped:
                raise Cancelled
            if not new:
                break
            demands = [*demands, *new]
        self._report = tell
        return demands

    def _again(self, demands: Sequence[Demand]) -> Solution | None:
        """Choose afresh for these demands; None, and all as before, when that is stopped."""
        chosen, protects = self._chosen, self._protects
        self._chosen, self._protects = np.zeros(chosen.size, bool), {}
        try:
            return self._meet(demands, self._effort)
        except Cancelled:
            self._chosen, self._protects = chosen, protects
            return None

    def _meet(self, demands: Sequence[Demand], effort: Effort) -> Solution:
        """Withhold what meets these demands, and note what is beyond reach."""
        states = np.where(self._chosen, CellState.WITHHELD, self._problem.states)
        problem = replace(self._problem, states=states.astype(np.uint8), demands=tuple(demands))
        self._demands += demands
        solution = solve_with_unions(problem, self._unsafe_sums, effort, self._ask, self._tell)
        for demand, reach in zip(demands, solution.reach, strict=True):
            if reach < demand.need and not demand.held:
                self._beyond.add(demand.cell)
        self._chosen |= solution.chosen
        for cell, numbers in solution.protects.items():
            if self._chosen[cell]:
                found = {demands[number].cell for number in numbers}
                self._protects.setdefault(cell, set()).update(found)
        return solution

    def _tell(self, found: Solution) -> None:
        """Report a pattern that meets all demands so far, with what was chosen before."""
        chosen = np.flatnonzero(self._chosen | found.chosen).tolist()
        objective = float(self._problem.costs[chosen].sum())
        cells = tuple(self._system.cells[number] for number in chosen)
        self._report(SoFar(cells, objective, min(found.bound, objective)))

    def _ask(self, done: int, total: int, what: str) -> None:
        """Ask whether to go on; once the work was stopped the answer stays the same."""
        if self._is_stopped:
            raise Cancelled
        try:
            self._progress(done, total, what)
        except Cancelled:
            self._is_stopped = True
            raise

    def _against_contributors(self, judged: Audit) -> list[Demand]:
        """Return demands for cells that are short only for who is alone in another cell."""
        if not self._policy.guards_contributors:
            return []
        is_withheld = self._problem.is_withheld | self._chosen
        found: list[Demand] = []
        for one in judged.unprotected:
            if self._can_help(one):
                cell = self._numbers[one.cell]
                plain = demands_of(self._system, self._policy, self._problem, cell, one)
                if not any(plain):
                    found.extend(demands_against_contributors(self._system, is_withheld, cell))
        return found

    def _judge(self) -> Audit:
        """Audit the pattern; after the work was stopped, to the end all the same."""
        outcome = self._outcome()
        try:
            return audit(self._system, outcome, self._policy, self._ask)
        except Cancelled:
            return audit(self._system, outcome, self._policy)

    def _repair(self, short: Sequence[FeasibilityInterval], attempts: dict[int, int]) -> None:
        """Ask for more room for what is short; widen the pattern where that withholds nothing."""
        before = self._chosen.copy()
        tried = []
        for one in short:
            number = self._numbers[one.cell]
            attempts[number] = attempts.get(number, -1) + 1
            if attempts[number] < _ATTEMPTS:
                tried.append(one)
        demands = self._lacking(tried, attempts)
        quick = replace(self._effort, rounds=0, nodes=0)
        is_stopped, progress = self._is_stopped, self._progress
        self._is_stopped, self._progress = False, no_progress
        self._meet(demands, quick)
        self._is_stopped, self._progress = is_stopped, progress
        if np.array_equal(before, self._chosen):
            self._widen(short)

    def _can_help(self, interval: FeasibilityInterval) -> bool:
        """Tell whether withholding more may help; not where the audit itself came to no end."""
        number = self._numbers.get(interval.cell)
        return interval.is_certified and number is not None and number not in self._beyond

    def _lacking(
        self, short: Sequence[FeasibilityInterval], attempts: Mapping[int, int]
    ) -> list[Demand]:
        """Return what these cells lack; each further attempt asks for a little more room.

        A cell of which the audit came to no end is asked for as well: it may lack as much.
        """
        found: list[Demand] = []
        for one in short:
            cell = self._numbers.get(one.cell)
            if cell is not None and cell not in self._beyond:
                more = attempts.get(cell, 0)
                lacking = demands_of(self._system, self._policy, self._problem, cell, one)
                found.extend(replace(demand, need=demand.need + more) for demand in lacking)
        return found

    def _outcome(self) -> Published:
        """Return what a reader sees with the cells chosen so far withheld as well."""
        statuses = {name: array.copy() for name, array in self._published.statuses.items()}
        values = {name: array.copy() for name, array in self._published.values.items()}
        markers = dict(self._published.markers)
        for number in np.flatnonzero(self._chosen).tolist():
            cell = self._system.cells[number]
            statuses[cell.sheet][cell.row, cell.column] = CellStatus.SECONDARY
            values[cell.sheet][cell.row, cell.column] = np.nan
            markers[cell] = self._policy.marker
        return replace(self._published, statuses=statuses, values=values, markers=markers)

    def _widen(self, short: Sequence[FeasibilityInterval]) -> None:
        """Withhold the cheapest cell next to each cell that linear programmes could not help.

        Over whole numbers a deviation may not exist that exists over fractions. With more and more
        cells withheld either it does, or nothing is left to withhold and the cell is beyond help.
        """
        for one in short:
            number = self._numbers[one.cell]
            near = np.flatnonzero(self._near(number) & self._is_candidate())
            if not near.size:
                self._beyond.add(number)
                continue
            chosen = int(near[np.argmin(self._problem.costs[near])])
            self._chosen[chosen] = True
            self._protects.setdefault(chosen, set()).add(number)

    def _is_candidate(self) -> BoolArray:
        return self._problem.is_free & ~self._chosen

    def _near(self, number: int) -> BoolArray:
        """Tell which cells share a relation with `number` or with what moves with it: (n,) bool."""
        system, row_of = self._system, self._system.row_of
        withheld, candidate = self._problem.is_withheld | self._chosen, self._is_candidate()
        reached = np.zeros(candidate.size, bool)
        reached[number] = True
        while True:
            rows = np.zeros(system.row_lower.size, bool)
            rows[row_of[reached[system.columns]]] = True
            near = np.zeros(reached.size, bool)
            near[system.columns[rows[row_of]]] = True
            if (near & candidate).any():
                return near
            grown = reached | (near & withheld)
            if np.array_equal(grown, reached):
                return near
            reached = grown

    def _as_result(
        self, last: Audit, solution: Solution, *, is_repaired: bool
    ) -> SecondarySuppression:
        """Return the pattern as found."""
        cells, chosen = self._system.cells, np.flatnonzero(self._chosen).tolist()
        objective = float(self._problem.costs[chosen].sum())
        unattainable = tuple(one.cell for one in last.unprotected)
        bound = min(solution.bound, objective)
        return SecondarySuppression(
            secondary=tuple(cells[number] for number in chosen),
            objective=objective,
            lower_bound=bound,
            is_optimal=not unattainable and not is_repaired and solution.is_optimal,
            unattainable=unattainable,
            reasons=MappingProxyType({cells[one]: self._reasons(one) for one in chosen}),
            conflicts=MappingProxyType(self._conflicts()),
        )

    def _conflicts(self) -> dict[CellRef, tuple[CellRef, ...]]:
        """Return for cells beyond help which of the cells that must be shown would help."""
        values, system = self._problem.values, self._system
        asked = Attempt(
            system, self._published, self._policy, self._preferences, values, self._chosen
        )
        lacking = [demand for demand in self._demands if demand.cell in self._beyond]
        return find_conflicts(asked, lacking)

    def _reasons(self, number: int) -> tuple[CellRef, ...]:
        """Return the cells withheld beforehand that a secondary cell protects, maybe by another."""
        found: set[int] = set()
        asked, waiting = {number}, [number]
        while waiting:
            for cell in self._protects.get(waiting.pop(), ()):
                if self._problem.states[cell] == CellState.WITHHELD:
                    found.add(cell)
                elif cell not in asked:
                    asked.add(cell)
                    waiting.append(cell)
        return tuple(self._system.cells[cell] for cell in sorted(found))
