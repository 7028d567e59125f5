"""The search for a pattern that leaves no unsafe sum of withheld cells (DESIGN.md, P4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

import numpy as np

from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import BoolArray
from sdc_desktop.core.suppression.covers import UnsafeUnions
from sdc_desktop.core.suppression.modular_bound import relation_bound
from sdc_desktop.core.suppression.partners import (
    Partner,
    Places,
    find_partners,
    with_partners,
)
from sdc_desktop.core.suppression.problem import ROOM, CellState, SuppressionProblem
from sdc_desktop.core.suppression.search import Effort
from sdc_desktop.core.suppression.solve import Solution, is_large, solve
from sdc_desktop.core.suppression.union import Place, Union, members_of_unions, with_unions
from sdc_desktop.core.suppression.union_proof import UnionProof

_ROUNDS = 6
_LESS = 4
_NONE: Mapping[Place, Union] = {}


def solve_with_unions(
    problem: SuppressionProblem,
    unsafe: UnsafeUnions,
    effort: Effort,
    progress: Progress = no_progress,
    report: Callable[[Solution], None] | None = None,
) -> Solution:
    """Return a pattern that leaves no unsafe union, as far as its demands can be met.

    A quick pattern is looked through for unsafe unions and found again with them until none is
    left; where that leads to no end the pattern stays and more is withheld. From there a branch and
    cut search goes over all patterns that leave none (`UnionProof`). What it does not prove is
    looked for again with cells that stand for unions, once with those of cells that are withheld
    anyway from the start and once without. Where all cells cost the same, branching comes last:
    the relaxation says little there of which to take.

    Args:
        problem: What has to be solved.
        unsafe: Tells which sums are unsafe.
        effort: How much work to do.
        progress: May raise `Cancelled`; before a first pattern it goes on.
        report: Is told of each better pattern that leaves no unsafe union, and of better bounds.
    """
    return _Search(problem, unsafe, effort, progress, report).run()


class _Search:
    """The cheapest pattern so far that leaves no unsafe union, and the bound."""

    def __init__(
        self,
        problem: SuppressionProblem,
        unsafe: UnsafeUnions,
        effort: Effort,
        progress: Progress,
        report: Callable[[Solution], None] | None,
    ) -> None:
        self._problem, self._unsafe, self._effort = problem, unsafe, effort
        self._progress, self._report = progress, report
        self._is_large = is_large(problem)
        self._places = Places(problem, may_be_network=not self._is_large)
        fixed = self._places.apart(unsafe(problem.is_withheld), {})[0]
        self._fixed = {one.place: one for one in fixed}
        self._known = dict(self._fixed)
        self._partners: list[Partner] = []
        self._hopeless = {one.row for one in unsafe(problem.states != CellState.STAYS)}
        self._costs_alike = bool(np.unique(problem.costs[problem.is_free]).size <= 1)
        self._best: Solution | None = None
        self._bound = 0.0

    def run(self) -> Solution:
        """Find a first pattern, then better ones until that is stopped."""
        best = self._first()
        if self._is_large:
            best = self._of_large(best)
        elif self._effort.rounds:
            try:
                best = self._improved()
            except Cancelled:
                best = self._best or best
        if not best.protects:
            best = self._explained(best)
        return replace(best, bound=min(self._bound, best.cost))

    def _of_large(self, first: Solution) -> Solution:
        """Return a better pattern of a large problem; the bound is what single relations cost."""
        self._bound = relation_bound(self._problem, first.reach)
        self._tell()
        if self._effort.rounds:
            with suppress(Cancelled):
                self._solved(self._effort)
        return self._best or first

    def _first(self) -> Solution:
        """Return a quick pattern without unsafe unions; with those that nothing helps."""
        found, quick = None, replace(self._effort, rounds=0)
        try:
            for _ in range(_ROUNDS):
                found = self._solved(quick)
                if not self._learn(found):
                    break
        except Cancelled:
            if found is None:
                raise
        assert found is not None
        best = self._widened(found)
        if self._best is None or best.cost < self._best.cost:
            self._best = best
            self._tell()
        return self._best

    def _improved(self) -> Solution:
        """Return the best pattern of longer searches, and raise the bound."""
        assert self._best is not None
        has_met_some = bool(self._known or self._partners)
        if not has_met_some and not self._learn(self._solved(self._effort, is_bound=True)):
            return self._best
        self._prove(0 if self._costs_alike else self._effort.nodes)
        if self._is_proved():
            return self._best
        for start in (self._fixed, _NONE) if self._fixed else (_NONE,):
            self._search_from(start)
        if self._costs_alike:
            self._prove(self._effort.nodes)
        return self._best

    def _is_proved(self) -> bool:
        assert self._best is not None
        return self._bound >= self._best.cost - ROOM

    def _prove(self, nodes: int) -> None:
        """Search among all patterns that leave no unsafe union, and raise the bound."""
        assert self._best is not None
        effort = replace(self._effort, annealing=self._effort.annealing // _LESS, nodes=nodes)
        UnionProof(
            self._problem, self._unsafe, self._best.chosen, effort, self._progress, self._take
        ).run()

    def _take(self, chosen: BoolArray, bound: float) -> None:
        """Note a pattern without unsafe unions, and a bound on the cost of all."""
        if bound > self._bound:
            self._bound = bound
        assert self._best is not None
        cost = float(self._problem.costs[chosen].sum())
        if cost < self._best.cost - ROOM:
            self._note(replace(self._best, chosen=chosen.copy(), cost=cost, protects={}))
        else:
            self._tell()

    def _explained(self, best: Solution) -> Solution:
        """Return a pattern with what each of its cells protects."""
        problem, chosen = self._problem, best.chosen
        states = np.where(problem.is_free & ~chosen, CellState.STAYS, problem.states)
        some = replace(problem, states=states.astype(np.uint8))
        found = solve(some, replace(self._effort, rounds=0, annealing=0))
        protects = dict(found.protects)
        for union in self._unsafe(found.chosen | problem.is_withheld):
            on = slice(problem.row_starts[union.row], problem.row_starts[union.row + 1])
            users = {n for n, one in enumerate(problem.demands) if one.cell in union.members}
            for cell in problem.columns[on][chosen[problem.columns[on]]].tolist():
                protects[cell] = tuple(sorted({*protects.get(cell, ()), *users}))
        return replace(best, protects=protects)

    def _search_from(self, start: Mapping[Place, Union]) -> None:
        """Search with these unions and those that the patterns found leave."""
        self._begin(start)
        no_tree = replace(self._effort, nodes=0)
        for _ in range(_ROUNDS):
            found = self._solved(no_tree)
            if not self._learn(found):
                break
            self._note(self._widened(found))

    def _learn(self, found: Solution) -> bool:
        """Remember the unsafe unions of a pattern; tell whether there are new ones."""
        hidden = [one.union for one in self._partners]
        new = [
            one
            for one in self._unsafe(found.chosen | self._problem.is_withheld)
            if self._known.get(one.place) != one and one not in hidden
        ]
        cells, others = self._places.apart(new, self._known)
        partners = find_partners(self._problem, others, found.chosen)
        self._partners.extend(partners)
        self._known.update({one.place: one for one in cells})
        return bool(partners or cells)

    def _begin(self, known: Mapping[Place, Union]) -> None:
        """Forget the unions met, but for these."""
        self._known, self._partners = dict(known), []

    def _solved(self, effort: Effort, *, is_bound: bool = False) -> Solution:
        """Return a pattern with room for the known unions, and note each that leaves no other.

        Only without partners, which are a choice, it says what every pattern costs at least.
        """
        extended = with_unions(
            with_partners(self._problem, self._partners), list(self._known.values())
        )

        def note(found: Solution) -> None:
            if is_bound and found.bound > self._bound:
                self._bound = found.bound
                self._tell()
            self._note(self._of_cells(extended, found))

        found = solve(extended, effort, self._progress, note)
        note(found)
        return self._of_cells(extended, found)

    def _of_cells(self, extended: SuppressionProblem, found: Solution) -> Solution:
        """Return a pattern with the partners among the chosen cells, and as `_of_cells` says."""
        own = _of_cells(self._problem, extended, found)
        chosen, protects = own.chosen.copy(), dict(own.protects)
        for partner in self._partners:
            chosen[partner.cell] = True
            users = {
                number
                for number, demand in enumerate(self._problem.demands)
                if demand.cell in partner.union.members
            }
            protects[partner.cell] = tuple(sorted({*protects.get(partner.cell, ()), *users}))
        cost = float(self._problem.costs[chosen].sum())
        return replace(own, chosen=chosen, cost=cost, protects=protects)

    def _note(self, found: Solution) -> None:
        """Keep a pattern that is cheaper than the best and leaves no unsafe union but hopeless."""
        is_better = self._best is None or found.cost < self._best.cost - ROOM
        if not is_better:
            return
        unsafe = self._unsafe(found.chosen | self._problem.is_withheld)
        if all(one.row in self._hopeless for one in unsafe):
            self._best = found
            self._tell()

    def _tell(self) -> None:
        if self._report is not None and self._best is not None:
            bound = min(self._bound, self._best.cost)
            self._report(replace(self._best, bound=bound))

    def _widened(self, found: Solution) -> Solution:
        """Withhold more until no union is unsafe, or nothing more can be done."""
        problem, quick = self._problem, replace(self._effort, rounds=0)
        for _ in range(_ROUNDS):
            unions = self._unsafe(found.chosen | problem.is_withheld)
            if not unions:
                break
            states = np.where(found.chosen, CellState.WITHHELD, problem.states).astype(np.uint8)
            wider = replace(problem, states=states)
            extended = with_unions(wider, unions)
            more = _of_cells(wider, extended, solve(extended, quick))
            if not more.chosen.any():
                break
            chosen = found.chosen | more.chosen
            found = replace(
                found,
                chosen=chosen,
                cost=float(problem.costs[chosen].sum()),
                protects={**more.protects, **found.protects},
            )
        return found


def _of_cells(
    problem: SuppressionProblem, extended: SuppressionProblem, found: Solution
) -> Solution:
    """Return the pattern of a problem with unions without the cells that stand for these."""
    count, asked = problem.values.size, len(problem.demands)
    users: dict[int, list[int]] = {}
    for number, demand in enumerate(problem.demands):
        users.setdefault(demand.cell, []).append(number)
    members = members_of_unions(extended, count)
    protects = {}
    for cell, numbers in found.protects.items():
        if cell < count:
            own = {number for number in numbers if number < asked}
            for number in numbers:
                for member in members.get(extended.demands[number].cell, ()):
                    own.update(users.get(member, ()))
            protects[cell] = tuple(sorted(own))
    chosen = found.chosen[:count]
    cost = float(problem.costs[chosen].sum())
    return replace(found, chosen=chosen, cost=cost, reach=found.reach[:asked], protects=protects)
