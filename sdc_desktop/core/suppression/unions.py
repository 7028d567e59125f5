"""Sums of withheld cells that are unsafe by themselves are treated as cells (DESIGN.md, P4).

When a relation shows everything but some cells, their sum is known. A union is such a sum that is
unsafe; it becomes a cell of its own, which stands in the relation in place of its members. In a
network that splits a node in two, so the problem stays a network.
Source: Handbook on Statistical Disclosure Control, minimum standard PS2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import BoolArray
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.search import Effort
from sdc_desktop.core.suppression.solve import Solution, solve

_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Union:
    """Members of a relation whose sum must be able to move.

    Attributes:
        row: Number of the relation.
        members: Numbers of the cells, all with the same coefficient in it.
        up, down: How far their sum must be able to move, at least 0 each.
        either: How far it must be able to move up and down together, at least 0.
    """

    row: int
    members: tuple[int, ...]
    up: float = 0.0
    down: float = 0.0
    either: float = 0.0


def with_unions(problem: SuppressionProblem, unions: Sequence[Union]) -> SuppressionProblem:
    """Return a problem in which each union is a withheld cell, after the others, with demands.

    Unions of one relation must be apart or hold one another; those that are neither are left out.
    """
    rows = [
        dict(zip(problem.columns[s:e].tolist(), problem.coefficients[s:e].tolist(), strict=True))
        for s, e in zip(problem.row_starts.tolist(), problem.row_starts[1:].tolist(), strict=False)
    ]
    count = problem.values.size
    added: list[Union] = []
    groups: dict[int, list[tuple[frozenset[int], int]]] = {}
    for union in sorted(unions, key=lambda one: (one.row, -len(one.members), one.members)):
        members, place = frozenset(union.members), union.row
        for other, inner in groups.get(union.row, ()):
            if members < other:
                place = inner
        if not members <= rows[place].keys():
            continue
        factor = {rows[place].pop(member) for member in union.members}
        if len(factor) != 1:
            raise ValueError("the members of a union have different coefficients")
        rows[place][count + len(added)] = factor.pop()
        rows.append({**dict.fromkeys(union.members, 1.0), count + len(added): -1.0})
        groups.setdefault(union.row, []).append((members, len(rows) - 1))
        added.append(union)
    return _extended(problem, rows, added)


def _extended(
    problem: SuppressionProblem, rows: Sequence[dict[int, float]], added: Sequence[Union]
) -> SuppressionProblem:
    sums = np.array([problem.values[list(one.members)].sum() for one in added])
    room = np.full(len(added), np.inf)
    extra = np.zeros(len(rows) - problem.row_up.size)
    return replace(
        problem,
        values=np.concatenate([problem.values, sums]),
        costs=np.concatenate([problem.costs, np.ones(len(added))]),
        up=np.concatenate([problem.up, room]),
        down=np.concatenate([problem.down, room]),
        states=np.concatenate(
            [problem.states, np.full(len(added), CellState.WITHHELD, np.uint8)]
        ).astype(np.uint8),
        row_starts=np.cumsum([0, *(len(row) for row in rows)]).astype(np.int32),
        columns=np.array([cell for row in rows for cell in row], np.int32),
        coefficients=np.array([factor for row in rows for factor in row.values()], np.float64),
        row_down=np.concatenate([problem.row_down, extra]),
        row_up=np.concatenate([problem.row_up, extra]),
        demands=(*problem.demands, *_demands(problem.values.size, added)),
        is_whole=np.concatenate(
            [problem.is_whole, [problem.is_whole[list(one.members)].all() for one in added]]
        ).astype(bool),
    )


def _demands(first: int, added: Sequence[Union]) -> list[Demand]:
    return [
        Demand(first + number, direction, need)
        for number, union in enumerate(added)
        for direction, need in ((1, union.up), (-1, union.down), (0, union.either))
        if need > 0
    ]


UnsafeUnions = Callable[[BoolArray], Sequence[Union]]
"""Tells which sums are unsafe when the cells of an (n,) bool array are withheld."""


def solve_with_unions(
    problem: SuppressionProblem,
    unsafe: UnsafeUnions,
    effort: Effort,
    progress: Progress = no_progress,
    report: Callable[[Solution], None] | None = None,
) -> Solution:
    """Return a pattern that leaves no unsafe union, as far as its demands can be met.

    Each pattern is looked through for unsafe unions, and solved again with those found so far. When
    that leads to no end the pattern stays and more is withheld. When it is stopped after a first
    pattern, unions may be left. The bound is that of the problem
    without unions, which holds with them too. `report` is told of each better pattern that leaves
    no unsafe union.
    """

    def tell(better: Solution) -> None:
        if report is not None and not unsafe(better.chosen | problem.is_withheld):
            report(better)

    found = solve(problem, effort, progress, tell)
    bound, unions = found.bound, list(unsafe(found.chosen | problem.is_withheld))
    quick = replace(effort, nodes=0)
    known = set(unions)
    try:
        for _ in range(_ROUNDS if unions else 0):
            found = _solved(problem, unions, quick, progress)
            new = [one for one in unsafe(found.chosen | problem.is_withheld) if one not in known]
            if not new:
                break
            known.update(new)
            unions.extend(new)
        found = _widened(problem, found, unsafe, quick, progress)
    except Cancelled:
        pass
    return replace(found, bound=bound)


def _solved(
    problem: SuppressionProblem, unions: Sequence[Union], effort: Effort, progress: Progress
) -> Solution:
    """Return a pattern with room for the unions too; the unions' own cells are left out of it."""
    count, asked = problem.values.size, len(problem.demands)
    extended = with_unions(problem, unions)
    found = solve(extended, effort, progress)
    users: dict[int, list[int]] = {}
    for number, demand in enumerate(problem.demands):
        users.setdefault(demand.cell, []).append(number)
    members = _members(extended, count)
    protects = {}
    for cell, numbers in found.protects.items():
        if cell < count:
            own = {number for number in numbers if number < asked}
            for number in numbers:
                for member in members.get(extended.demands[number].cell, ()):
                    own.update(users.get(member, ()))
            protects[cell] = tuple(sorted(own))
    chosen = found.chosen[:count]
    return replace(
        found,
        chosen=chosen,
        cost=float(problem.costs[chosen].sum()),
        reach=found.reach[:asked],
        protects=protects,
    )


def _members(extended: SuppressionProblem, count: int) -> dict[int, list[int]]:
    """Return the members of each union's cell."""
    found: dict[int, list[int]] = {}
    for start, end in zip(
        extended.row_starts.tolist(), extended.row_starts[1:].tolist(), strict=False
    ):
        cells = extended.columns[start:end].tolist()
        if cells and cells[-1] >= count and extended.coefficients[end - 1] == -1.0:
            found[cells[-1]] = [cell for cell in cells[:-1] if cell < count]
    return found


def _widened(
    problem: SuppressionProblem,
    found: Solution,
    unsafe: UnsafeUnions,
    effort: Effort,
    progress: Progress,
) -> Solution:
    """Withhold more until no union is unsafe, or nothing more can be done."""
    for _ in range(_ROUNDS):
        unions = unsafe(found.chosen | problem.is_withheld)
        if not unions:
            break
        states = np.where(found.chosen, CellState.WITHHELD, problem.states).astype(np.uint8)
        more = _solved(replace(problem, states=states), unions, effort, progress)
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
