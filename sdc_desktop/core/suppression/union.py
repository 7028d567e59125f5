"""Sums of withheld cells that are unsafe by themselves are treated as cells (DESIGN.md, P4).

When a relation shows everything but some cells, their sum is known. A union is such a sum that is
unsafe; it becomes a cell of its own, which stands in the relation in place of its members. In a
network that splits a node in two, so the problem stays a network.
Source: Handbook on Statistical Disclosure Control, minimum standard PS2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem

Place = tuple[int, tuple[int, ...]]
"""A relation and some of its cells."""


@dataclass(frozen=True, slots=True)
class Union:
    """Members of a relation whose sum must be able to move.

    Attributes:
        row: Number of the relation.
        members: Numbers of the cells, all with the same coefficient in it.
        up, down: How far their sum must be able to move, at least 0 each.
        either: How far it must be able to move up and down together, at least 0.
        lacks: What other cells of the relation must add at least for their sum to be safe; 0 where
            that is not known.
        has_doubtful: Some member that may be shown is not surely safe by itself, so that without
            it the sum of the others may be safe.
    """

    row: int
    members: tuple[int, ...]
    up: float = 0.0
    down: float = 0.0
    either: float = 0.0
    lacks: float = 0.0
    has_doubtful: bool = False

    @property
    def place(self) -> Place:
        """The relation and the members."""
        return self.row, self.members


def with_unions(problem: SuppressionProblem, unions: Sequence[Union]) -> SuppressionProblem:
    """Return a problem in which each union is a withheld cell, after the others, with demands.

    Unions of one relation must be apart or hold one another; those that are neither are left out.
    """
    if not unions:
        return problem
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


def members_of_unions(extended: SuppressionProblem, count: int) -> dict[int, list[int]]:
    """Return the members of each union's cell."""
    found: dict[int, list[int]] = {}
    for start, end in zip(
        extended.row_starts.tolist(), extended.row_starts[1:].tolist(), strict=False
    ):
        cells = extended.columns[start:end].tolist()
        if cells and cells[-1] >= count and extended.coefficients[end - 1] == -1.0:
            found[cells[-1]] = [cell for cell in cells[:-1] if cell < count]
    return found
