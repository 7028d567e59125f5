"""Which demands can be met when few cells move: seen in machine code, without a solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import CAN_COMPILE
from sdc_desktop.core.suppression.flow_graph import NOTHING, Asked
from sdc_desktop.core.suppression.problem import Demand, SuppressionProblem
from sdc_desktop.core.suppression.tableau import Room, Tableau, make_tableau, next_unmet

_MOST_STEPS = 60
_LARGEST = 600
"""More cells that move are left to the solver, which knows how to use that most factors are 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Few:
    """The cells of a pattern as machine code works on them.

    Attributes:
        cells: (k,) int32: their numbers. place: (n,) int32: the place of each cell among these.
        tableau, room, asked: Of these and of slack that follows them.
    """

    cells: Int32Array
    place: Int32Array
    tableau: Tableau
    room: Room
    asked: Asked


def few_of(problem: SuppressionProblem, shares: FloatArray) -> Few:
    """Return the cells whose share, (n,), is above 0; those of a share of 1 may move at once."""
    cells = np.flatnonzero(shares > 0).astype(np.int32)
    place = np.full(shares.size, NOTHING, np.int32)
    place[cells] = np.arange(cells.size)
    matrix, up, down = _matrix(problem, place, cells.size)
    room = Room(
        np.concatenate([problem.up[cells], up]),
        np.concatenate([problem.down[cells], down]),
        np.concatenate([shares[cells], np.ones(up.size)]),
    )
    tableau = make_tableau(matrix, room)
    return Few(cells, place, tableau, room, _asked(problem.demands, place))


class QuickReach:
    """Looks for demands that the cells of a pattern may not meet; what it passes over is met.

    Args:
        problem: Whose demands they are.
        shares: (n,) float64: how much of each cell is withheld; those of 0 do not move.
        factor: Cells that are withheld in part move up to this many times the need of a demand.
    """

    def __init__(self, problem: SuppressionProblem, shares: FloatArray, factor: float) -> None:
        self._few = few_of(problem, shares)
        self._factor, self._limit = factor, np.zeros(1)
        self.work = self._few.tableau.entries.size * 10

    @classmethod
    def can_see(cls, moves: BoolArray) -> bool:
        """Tell whether so few cells move that this is quicker than a solver."""
        return CAN_COMPILE and int(moves.sum()) <= _LARGEST

    def next_unmet(self, order: Int32Array, first: int) -> int:
        """Return the place in `order`, from `first` on, of a demand that may not be met."""
        place, work = next_unmet(
            self._few.tableau,
            self._few.room,
            self._few.asked,
            order,
            first,
            self._factor,
            _MOST_STEPS,
            self._limit,
        )
        self.work += work
        return place


def _matrix(
    problem: SuppressionProblem, place: Int32Array, count: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the relations of cells that move, short ones first, and how far slack moves.

    Slack is a column of its own after the cells, in relations that need not hold exactly.
    """
    column = place[problem.columns]
    on = np.flatnonzero(column >= 0)
    rows, row = np.unique(problem.row_of[on], return_inverse=True)
    order = np.argsort(np.bincount(row), kind="stable")
    rank = np.empty(rows.size, np.int32)
    rank[order] = np.arange(rows.size)
    rows = rows[order]
    up, down = problem.row_up[rows], problem.row_down[rows]
    loose = np.flatnonzero((up > 0) | (down > 0))
    matrix = np.zeros((rows.size, count + loose.size))
    matrix[rank[row], column[on]] = problem.coefficients[on]
    matrix[loose, count + np.arange(loose.size)] = -1.0
    return matrix, up[loose], down[loose]


def _asked(demands: Sequence[Demand], place: Int32Array) -> Asked:
    """Return demands as arrays, their cells by place among those that move."""
    held = [int(place[one]) for demand in demands for one in demand.held]
    starts = np.cumsum([0, *(len(demand.held) for demand in demands)])
    return Asked(
        np.array([place[demand.cell] for demand in demands], np.int32),
        np.array([demand.direction for demand in demands], np.int32),
        np.array([demand.need for demand in demands], np.float64),
        starts.astype(np.int32),
        np.array(held, np.int32),
    )
