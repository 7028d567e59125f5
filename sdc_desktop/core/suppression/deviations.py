"""Linear programmes over deviations: the furthest a cell can move, and the cheapest way to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.highs import quiet_solver
from sdc_desktop.core.suppression.problem import ROOM, Demand, SuppressionProblem

MET = 1e-6
"""A demand that lacks less is met."""

_MOVES = 1e-7
_PRIMAL = 4


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """How far a cell can move, and (m,) the duals that show that it is no further."""

    reach: float
    duals: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """The cells that move, by number, and how far each does."""

    cells: Int32Array
    amounts: FloatArray


class Deviations:
    """Programmes over the cells of `moves`, (n,) bool, a variable each."""

    def __init__(self, problem: SuppressionProblem, moves: BoolArray) -> None:
        self._problem = problem
        self._cells = np.flatnonzero(moves).astype(np.int32)
        self._place = np.full(problem.values.size, -1, np.int32)
        self._place[self._cells] = np.arange(self._cells.size)
        self._rows, model = _model(problem, self._place, self._cells)
        self._up, self._down = problem.up[self._cells], problem.down[self._cells]
        model.col_lower_, model.col_upper_ = -self._down, self._up
        self._solver = quiet_solver(presolve="off", simplex_strategy=_PRIMAL)
        self._solver.passModel(model)
        self._limit = np.nan
        self.spent = 0

    def limit(self, shares: FloatArray, most: float) -> None:
        """Let each cell that is withheld in part move by its share of its room, up to `most`."""
        if most == self._limit:
            return
        part = shares[self._cells]
        is_partial = part < 1.0 - ROOM
        up, down = self._problem.up[self._cells], self._problem.down[self._cells]
        self._up = np.where(is_partial, np.minimum(up, most) * part, up)
        self._down = np.where(is_partial, np.minimum(down, most) * part, down)
        every = np.arange(self._cells.size, dtype=np.int32)
        self._solver.changeColsBounds(every.size, every, -self._down, self._up)
        self._limit = most

    def furthest(self, cell: int, side: int, need: float, held: Sequence[int]) -> Reach | None:
        """Return how far `cell` can move to one side, up to `need`; None when that is not found."""
        place = int(self._place[cell])
        problem = self._problem
        if place < 0:
            return Reach(0.0, np.zeros(problem.row_up.size))
        own = min(need, float((problem.up if side > 0 else problem.down)[cell]))
        stopped = [int(self._place[one]) for one in held if self._place[one] >= 0]
        self._solver.changeColCost(place, -float(side))
        low, high = (0.0, own) if side > 0 else (-own, 0.0)
        self._solver.changeColBounds(place, low, high)
        for one in stopped:
            self._solver.changeColBounds(one, 0.0, 0.0)
        found = self._reach(place) if self._is_solved() else None
        self._solver.changeColCost(place, 0.0)
        for one in (place, *stopped):
            self._solver.changeColBounds(one, -float(self._down[one]), float(self._up[one]))
        return found

    def all_at_once(self, demands: Sequence[Demand], side: int) -> dict[int, float]:
        """Return how far cells move to one side in a deviation in which many move far."""
        needs: dict[int, float] = {}
        for demand in demands:
            if self._place[demand.cell] >= 0 and demand.direction in (side, 0):
                needs[demand.cell] = max(needs.get(demand.cell, 0.0), demand.need)
        if not needs:
            return {}
        cells = np.array(list(needs), np.int32)
        places = self._place[cells].astype(np.int32)
        most = np.array(list(needs.values()))
        up, down = self._up[places], self._down[places]
        low, high = (-down, np.minimum(up, most)) if side > 0 else (-np.minimum(down, most), up)
        self._solver.changeColsCost(places.size, places, np.full(places.size, -float(side)))
        self._solver.changeColsBounds(places.size, places, low, high)
        found = {}
        if self._is_solved():
            moved = np.array(self._solver.getSolution().col_value)[places] * side
            found = dict(zip(cells.tolist(), moved.tolist(), strict=True))
        self._solver.changeColsCost(places.size, places, np.zeros(places.size))
        self._solver.changeColsBounds(places.size, places, -down, up)
        return found

    def lacks(self, demand: Demand) -> float:
        """Return how far the cell of a demand cannot move that it should, maybe below 0."""
        rest = demand.need
        for side in sides_of(demand):
            if rest > MET:
                found = self.furthest(demand.cell, side, rest, demand.held)
                rest -= found.reach if found is not None else 0.0
        return rest

    def met_together(self, demands: Sequence[Demand]) -> list[bool]:
        """Tell which demands two deviations meet at once, one for each side; many mostly."""
        plain = [demand for demand in demands if not demand.held]
        reach = {side: self.all_at_once(plain, side) for side in (1, -1)}
        return [
            not demand.held
            and any(
                reach[side].get(demand.cell, 0.0) >= demand.need - MET for side in sides_of(demand)
            )
            for demand in demands
        ]

    def _is_solved(self) -> bool:
        """Solve; from the beginning once more when that fails."""
        for _ in range(2):
            self._solver.run()
            self.spent += 1 + max(0, self._solver.getInfo().simplex_iteration_count)
            if self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                return True
            self._solver.clearSolver()
        return False

    def _reach(self, place: int) -> Reach:
        solution = self._solver.getSolution()
        duals = np.zeros(self._problem.row_up.size)
        duals[self._rows] = solution.row_dual
        return Reach(abs(float(solution.col_value[place])), duals)

    def weights(self, duals: FloatArray) -> FloatArray:
        """Return by how much a unit that each cell of the problem moves lets the cell move: (n,).

        With these weights the movement is at most the sum of weight times movement of the others,
        and of what slack adds, whatever the duals are.
        """
        problem = self._problem
        terms = duals[problem.row_of] * problem.coefficients
        count = problem.values.size
        return np.bincount(problem.columns, terms, minlength=count).astype(np.float64)

    def slack(self, duals: FloatArray) -> float:
        """Return what the slack of relations lets the cell move at most."""
        problem = self._problem
        used = np.abs(duals) > _MOVES
        room = np.where(duals > 0, problem.row_down, problem.row_up)
        return float((np.abs(duals[used]) * room[used]).sum())


def sides_of(demand: Demand) -> tuple[int, ...]:
    """Return the directions in which the cell of a demand may move."""
    return (demand.direction,) if demand.direction else (1, -1)


class Movers:
    """Cheapest ways to move: each cell is a part up and a part down, both at least 0."""

    def __init__(self, problem: SuppressionProblem, moves: BoolArray) -> None:
        self._cells = np.flatnonzero(moves).astype(np.int32)
        self._place = np.full(problem.values.size, -1, np.int32)
        self._place[self._cells] = np.arange(self._cells.size)
        self._limits = np.concatenate([problem.up[self._cells], problem.down[self._cells]])
        _, model = _model(problem, self._place, self._cells, both=True)
        model.col_lower_, model.col_upper_ = np.zeros(self._limits.size), self._limits
        self._solver = quiet_solver(presolve="off")
        self._solver.passModel(model)
        self._costs = np.zeros(self._limits.size)
        self.spent = 0

    def route(
        self, cell: int, side: int, need: float, costs: FloatArray, held: Sequence[int]
    ) -> Way | None:
        """Return the cheapest deviation that moves `cell` by `need`, None when there is none.

        Args:
            cell: Which cell must move.
            side: 1 for up, -1 for down.
            need: How far, above 0.
            costs: (n,) float64: what a unit of movement of each cell costs.
            held: Cells that must not move.
        """
        place, size = int(self._place[cell]), self._cells.size
        if place < 0:
            return None
        forward, backward = (place, place + size) if side > 0 else (place + size, place)
        if need > self._limits[forward] + ROOM:
            return None
        need = min(need, float(self._limits[forward]))
        stopped = [backward]
        for one in held:
            if self._place[one] >= 0:
                stopped += [int(self._place[one]), int(self._place[one]) + size]
        self._set_costs(costs)
        self._solver.changeColBounds(forward, need, need)
        for part in stopped:
            self._solver.changeColBounds(part, 0.0, 0.0)
        self._solver.setBasis()  # all slack: nearer to most ways than the way before
        self._solver.run()
        self.spent += 1 + max(0, self._solver.getInfo().simplex_iteration_count)
        is_found = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        way = self._way() if is_found else None
        for part in (forward, *stopped):
            self._solver.changeColBounds(part, 0.0, float(self._limits[part]))
        return way

    def _set_costs(self, costs: FloatArray) -> None:
        both = np.tile(costs[self._cells], 2)
        changed = np.flatnonzero(both != self._costs).astype(np.int32)
        if changed.size:
            self._solver.changeColsCost(changed.size, changed, both[changed])
        self._costs = both

    def _way(self) -> Way:
        parts = np.array(self._solver.getSolution().col_value)
        size = self._cells.size
        moved = np.abs(parts[:size] - parts[size:])
        support = np.flatnonzero(moved > _MOVES)
        return Way(self._cells[support], moved[support])


def _model(
    problem: SuppressionProblem, place: Int32Array, cells: Int32Array, *, both: bool = False
) -> tuple[Int32Array, highspy.HighsLp]:
    """Return the relations with cells that move, by number, and the programme without bounds."""
    column = place[problem.columns]
    moves = np.flatnonzero(column >= 0)
    rows, row = np.unique(problem.row_of[moves], return_inverse=True)
    columns, factors = column[moves], problem.coefficients[moves]
    if both:
        row = np.repeat(row, 2)
        columns = np.column_stack([columns, columns + cells.size]).ravel()
        factors = np.column_stack([factors, -factors]).ravel()
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.size, cells.size * (2 if both else 1)
    model.col_cost_ = np.zeros(model.num_col_)
    model.row_lower_, model.row_upper_ = -problem.row_down[rows], problem.row_up[rows]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows.size))])
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = columns.astype(np.int32)
    model.a_matrix_.value_ = factors
    return rows, model
