"""The cheapest pattern without unsafe sums on the shared instances, by a way of its own.

Run from the project root: `python -m tests.bench.suppression_exact [INSTANCE:RULE ...]`. Nothing
of the program's search is used: the instances' judge says what is unsafe, HiGHS solves an integer
programme over which cells are withheld, and what its solution violates joins it: for a level that
is not held what the dual of the reader's linear programme says, for a sum of withheld cells that is
sensitive that the cells outside must add what it lacks. The end is the cheapest pattern that holds
all levels and leaves no sensitive sum. Each line gives secondary cells, cost, rounds, seconds of
processor time and what the judge finds.
"""

from __future__ import annotations

import sys
import time
from types import ModuleType
from typing import Any

import highspy
import numpy as np
from scipy.sparse import csr_matrix

from sdc_desktop.core.suppression.highs import quiet_solver
from sdc_desktop.core.suppression.problem import CellState, SuppressionProblem
from tests.bench.suppression_instances import judged, load_judge, pose

NAMES = ("m_10x5:p", "m_10x5:nk", "m_20x10:p", "m_20x10:nk", "m_50x20:p", "m_50x20:nk")
ROUNDS = 400
SAME = 1e-6
Row = tuple[np.ndarray, float]
"""Coefficients of all cells, and what they add up to at least where a cell counts 1 or 0."""


class Reader:
    """A reader who moves withheld cells, by linear programmes that start from the last one."""

    def __init__(self, problem: SuppressionProblem) -> None:
        relations, cells = problem.shape
        self._matrix = csr_matrix(
            (problem.coefficients, (problem.row_of, problem.columns)), shape=(relations, cells)
        )
        self._values, self._count = problem.values, cells
        self._solver = quiet_solver(presolve="off")
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = cells, relations
        model.col_cost_ = model.col_lower_ = model.col_upper_ = np.zeros(cells)
        model.row_lower_ = model.row_upper_ = np.zeros(relations)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = self._matrix.indptr
        model.a_matrix_.index_ = self._matrix.indices
        model.a_matrix_.value_ = self._matrix.data
        self._solver.passModel(model)

    def furthest(self, cell: int, side: int, need: float, withheld: np.ndarray) -> float:
        """Return how far a cell can move when these are withheld, `need` at most."""
        every = np.arange(self._count, dtype=np.int32)
        low = -np.minimum(self._values, 2 * need) * withheld
        self._solver.changeColsBounds(self._count, every, low, 2 * need * withheld)
        self._solver.changeColBounds(cell, min(side * need, 0.0), max(side * need, 0.0))
        self._solver.changeColCost(cell, -float(side))
        self._solver.run()
        self._solver.changeColCost(cell, 0.0)
        return float(self._solver.getSolution().col_value[cell]) * side

    def weights(self, cell: int, side: int) -> np.ndarray:
        """Return g with `side * move[cell] = sum(g * move)` over the others, from the last dual."""
        combined = self._matrix.T @ np.array(self._solver.getSolution().row_dual)
        found = -combined / combined[cell] * side
        found[cell] = 0.0
        return np.asarray(found)


class Exact:
    """The integer programme while it grows."""

    def __init__(self, judge: ModuleType, table: Any, rule: str, *, unit: bool) -> None:
        self._judge, self._table, self._rule = judge, table, judge.RULES[rule]
        self._problem = pose(judge, table, rule, unit=unit)
        self._reader = Reader(self._problem)
        self._primary, self._free = self._problem.is_withheld, self._problem.is_free
        self._rows: list[Row] = []
        most = (self._problem.states != CellState.STAYS).astype(float)
        self._open = [
            (one.cell, one.direction, reach)
            for one in self._problem.demands
            if self._lack(one.cell, one.direction, one.need, self._primary)
            and (reach := self._reader.furthest(one.cell, one.direction, one.need, most)) > SAME
        ]

    def _lack(self, cell: int, side: int, need: float, withheld: np.ndarray) -> bool:
        reach = self._reader.furthest(cell, side, need, withheld.astype(float))
        return reach < need - SAME * max(1.0, need)

    def run(self) -> tuple[np.ndarray, float, int]:
        """Return the chosen cells, their cost, and how many rounds it took."""
        for number in range(ROUNDS):
            chosen, cost = self._solve()
            before = len(self._rows)
            self._add_sums(chosen)
            self._add_levels(chosen)
            if len(self._rows) == before:
                return chosen, cost, number
        raise RuntimeError("not at an end")

    def _solve(self) -> tuple[np.ndarray, float]:
        solver, cells = quiet_solver(mip_rel_gap=0.0), np.flatnonzero(self._free)
        model, rows = highspy.HighsLp(), csr_matrix(
            np.array([row[cells] for row, _ in self._rows]).reshape(-1, cells.size)
        )  # fmt: skip
        model.num_col_, model.num_row_ = cells.size, len(self._rows)
        model.col_cost_ = self._problem.costs[cells]
        model.col_lower_, model.col_upper_ = np.zeros(cells.size), np.ones(cells.size)
        model.row_lower_ = np.array([least for _, least in self._rows])
        model.row_upper_ = np.full(len(self._rows), highspy.kHighsInf)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
        model.a_matrix_.value_ = rows.data
        model.integrality_ = [highspy.HighsVarType.kInteger] * cells.size
        solver.passModel(model)
        solver.run()
        chosen = np.zeros(self._free.size, bool)
        chosen[cells] = np.array(solver.getSolution().col_value) > 1 / 2
        return chosen, float(self._problem.costs[chosen].sum())

    def _level(self, cells: list[int]) -> float:
        gave: dict[str, float] = {}
        for cell in cells:
            for who, amount in self._table.contrib[cell].items():
                gave[who] = gave.get(who, 0.0) + amount
        return float(self._judge.upl_list(sorted(gave.values(), reverse=True), self._rule))

    def _add_sums(self, chosen: np.ndarray) -> None:
        """Forbid the sensitive sums of a pattern: something outside must be withheld as well."""
        withheld = chosen | self._primary
        for parent, children in self._table.rel:
            members = [cell for cell in children if withheld[cell]]
            if withheld[parent] or not members or self._level(members) <= SAME:
                continue
            extra = [cell for cell in members if not self._primary[cell]]
            outside = [c for c in (parent, *children) if self._free[c] and not withheld[c]]
            row = np.zeros(self._free.size)
            row[outside], row[extra] = 1.0, -1.0
            self._rows.append((row, 1.0 - len(extra)))
            fixed = [cell for cell in members if self._primary[cell]]
            lacks = self._level(fixed)
            if lacks > SAME:
                row = np.zeros(self._free.size)
                parts = [cell for cell in children if self._free[cell]]
                row[parts] = np.minimum(1.0, self._problem.values[parts] / lacks)
                row[parent] = float(self._free[parent])
                self._rows.append((row, 1.0))

    def _add_levels(self, chosen: np.ndarray) -> None:
        """Forbid what leaves a level short: what the reader's dual says must be withheld."""
        for cell, side, need in self._open:
            if not self._lack(cell, side, need, chosen | self._primary):
                continue
            weights = self._reader.weights(cell, side)
            down = np.where(weights < -SAME, -weights * self._problem.values, 0.0)
            room = np.minimum(np.where(weights > SAME, need, down), need)
            left = need - room[self._primary].sum()
            self._rows.append((np.where(self._free, np.minimum(room, left) / left, 0.0), 1.0))


def main(names: list[str]) -> None:
    """Print a line for each instance, rule and cost."""
    judge = load_judge()
    print("instance:rule weights cells    cost rounds seconds  judge")
    for name in names or NAMES:
        instance, rule = name.split(":")
        table = judge.table(instance)
        for unit in (False, True):
            start = time.process_time()
            chosen, cost, rounds = Exact(judge, table, rule, unit=unit).run()
            end = time.process_time() - start
            print(
                f"{name:13} {'unit' if unit else 'value':7} {int(chosen.sum()):5} {cost:7.0f} "
                f"{rounds:6} {end:7.2f}  {judged(judge, table, rule, chosen)}",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
