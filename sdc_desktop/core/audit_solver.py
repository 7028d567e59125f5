"""The audit's own thin layer over HiGHS: the ends of one cell after the other in one component."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import highspy
import numpy as np

from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.sheets import FloatArray

_PRIMAL_SIMPLEX = 4
_COST_OF_A_NODE = 10
INTEGRALITY_TOLERANCE = 1e-6


class Outcome(Enum):
    """How a search for an end ended."""

    FOUND = "found"
    UNBOUNDED = "unbounded"
    IMPOSSIBLE = "impossible"
    CUT_SHORT = "cut short"


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """The greatest (or least) value of one cell.

    Attributes:
        outcome: Whether it was found.
        value: The end; where the search was cut short, a bound that lies outside or on it.
        point: (k,) float64: values of all cells that reach it; where there is no end, the
            direction in which it lies; empty where there are none.
    """

    outcome: Outcome
    value: float
    point: FloatArray


@dataclass(slots=True)
class Work:
    """What may still be spent, counted in simplex iterations, so that every machine stops alike."""

    left: int

    def spend(self, amount: int) -> None:
        """Take `amount` away."""
        self.left -= amount


NOTHING = np.zeros(0)
"""Stands for no values."""


class EndFinder:
    """Finds ends in one component, each from where the last search ended.

    Args:
        problem: The component.
        whole: Whether counts must be whole numbers; otherwise they may be fractions.
        work: What may be spent.
    """

    def __init__(self, problem: Problem, *, whole: bool, work: Work) -> None:
        self._whole = whole and bool(problem.is_count.any())
        self._work = work
        self._solver = new_solver(problem, whole=self._whole)

    def greatest(self, column: int) -> End:
        """Return the greatest value of a cell."""
        return self._find(column, -1.0)

    def least(self, column: int) -> End:
        """Return the least value of a cell."""
        return self._find(column, 1.0)

    def _ray(self) -> FloatArray:
        if self._whole:
            return NOTHING
        _, is_there, ray = self._solver.getPrimalRay()  # type: ignore[attr-defined]
        return np.array(ray) if is_there else NOTHING

    def _find(self, column: int, cost: float) -> End:
        if self._work.left <= 0:
            return End(Outcome.CUT_SHORT, -cost * np.inf, NOTHING)
        solver = self._solver
        solver.changeColCost(column, cost)
        limit = "mip_max_nodes" if self._whole else "simplex_iteration_limit"
        share = max(1, self._work.left // _COST_OF_A_NODE) if self._whole else self._work.left
        solver.setOptionValue(limit, min(share, 2**31 - 1))
        solver.run()
        end = self._read(column, cost)
        info = solver.getInfo()
        nodes = max(0, info.mip_node_count) if self._whole else 0
        self._work.spend(1 + max(0, info.simplex_iteration_count) + _COST_OF_A_NODE * nodes)
        solver.changeColCost(column, 0.0)
        return end

    def _read(self, column: int, cost: float) -> End:
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            point = np.array(self._solver.getSolution().col_value)
            return End(Outcome.FOUND, float(point[column]), point)
        if status == highspy.HighsModelStatus.kUnbounded:
            return End(Outcome.UNBOUNDED, -cost * np.inf, self._ray())
        if status == highspy.HighsModelStatus.kInfeasible:
            return End(Outcome.IMPOSSIBLE, -cost * np.inf, NOTHING)
        bound = self._solver.getInfo().mip_dual_bound if self._whole else -np.inf
        value = cost * bound if np.isfinite(bound) else -cost * np.inf
        return End(Outcome.CUT_SHORT, value, NOTHING)


def new_solver(problem: Problem, *, whole: bool) -> highspy.Highs:
    """Return a solver for a problem without costs that stops and starts alike everywhere."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("presolve", "on" if whole else "off"),
        ("simplex_strategy", _PRIMAL_SIMPLEX),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5 if problem.is_count.all() else INTEGRALITY_TOLERANCE),
        ("mip_feasibility_tolerance", INTEGRALITY_TOLERANCE),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_model(problem, whole=whole))
    return solver


def _model(problem: Problem, *, whole: bool) -> highspy.HighsLp:
    rows, columns = problem.shape
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows, columns
    model.col_cost_ = np.zeros(columns)
    model.col_lower_, model.col_upper_ = problem.lower, problem.upper
    model.row_lower_, model.row_upper_ = problem.row_lower, problem.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.concatenate([[0], np.cumsum(np.bincount(problem.row, minlength=rows))])
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = problem.column.astype(np.int32)
    model.a_matrix_.value_ = problem.coefficient
    if whole:
        kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
        model.integrality_ = [kinds[int(is_count)] for is_count in problem.is_count]
    return model
