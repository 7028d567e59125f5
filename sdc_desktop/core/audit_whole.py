"""Whole numbers that reach an end, near values that are known to be possible.

The corner that is nearest to known whole values differs from them by a few round trips through the
relations, and such trips are mostly whole. Where an integer program takes tens of milliseconds this
takes about one; it may miss what there is, never the other way round.
"""

from __future__ import annotations

import highspy
import numpy as np

from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.audit_solver import INTEGRALITY_TOLERANCE, NOTHING, Work, new_solver
from sdc_desktop.core.sheets import FloatArray

_DUAL_SIMPLEX = 1
_MOST_FIXED = 40


class NearbyFinder:
    """Finds values of all cells of one component, whole for counts, near known ones.

    Args:
        problem: The component.
        work: What may be spent.
    """

    def __init__(self, problem: Problem, work: Work) -> None:
        self._problem, self._work = problem, work
        self._rises = self._falls = problem.upper
        self._has_ranges = not np.array_equal(problem.row_lower, problem.row_upper)
        self._solver = new_solver(_steps(problem), whole=False)
        self._solver.setOptionValue("simplex_strategy", _DUAL_SIMPLEX)
        self._all = np.arange(2 * problem.lower.size, dtype=np.int32)
        self._solver.changeColsCost(self._all.size, self._all, np.ones(self._all.size))

    def values_at(self, column: int, value: float, known: FloatArray) -> FloatArray:
        """Return values with one cell at `value`.

        One count after the other that comes out as a fraction is set to the nearer whole number,
        or else to the one on its other side.

        Args:
            column: The cell.
            value: Where it shall be.
            known: (k,) float64: possible values, whole for counts.

        Returns:
            (k,) float64, (0,) where nothing was found.
        """
        if not np.isfinite(value):
            return NOTHING
        self._start_from(known)
        step = self._with(column, value - known[column])
        for _ in range(_MOST_FIXED):
            if not step.size:
                return NOTHING
            away = np.where(self._problem.is_count, np.abs(step - np.rint(step)), 0.0)
            fractions = np.flatnonzero(away > INTEGRALITY_TOLERANCE)
            if not fractions.size:
                break
            nearest = int(fractions[np.argmin(away[fractions])])
            step = self._with_whole(nearest, float(step[nearest]))
        return known + step if step.size else NOTHING

    def _start_from(self, known: FloatArray) -> None:
        self._rises = self._problem.upper - known
        self._falls = known - self._problem.lower
        most = np.concatenate([self._rises, self._falls])
        self._solver.clearSolver()
        self._solver.changeColsBounds(self._all.size, self._all, np.zeros(most.size), most)
        if not self._has_ranges:
            return
        part, rows = self._problem, self._problem.row_lower.size
        sums = np.bincount(part.row, part.coefficient * known[part.column], minlength=rows)
        low, high = part.row_lower - sums, part.row_upper - sums
        every = np.arange(rows, dtype=np.int32)
        self._solver.changeRowsBounds(rows, every, low, high)  # type: ignore[attr-defined]

    def _with_whole(self, column: int, fraction: float) -> FloatArray:
        near = float(np.rint(fraction))
        step = self._with(column, near)
        return step if step.size else self._with(column, near + np.sign(fraction - near))

    def _with(self, column: int, step: float) -> FloatArray:
        """Return the smallest steps of all cells with this step of one, (0,) for none."""
        rise, fall = max(step, 0.0), max(-step, 0.0)
        if rise > self._rises[column] or fall > self._falls[column] or self._work.left <= 0:
            return NOTHING
        self._set(column, (rise, rise), (fall, fall))
        self._solver.setOptionValue("simplex_iteration_limit", min(self._work.left, 2**31 - 1))
        self._solver.run()
        self._work.spend(1 + max(0, self._solver.getInfo().simplex_iteration_count))
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return NOTHING
        both: FloatArray = np.array(self._solver.getSolution().col_value)
        return both[: self._rises.size] - both[self._rises.size :]

    def _set(self, column: int, rises: tuple[float, float], falls: tuple[float, float]) -> None:
        self._solver.changeColBounds(column, *rises)
        self._solver.changeColBounds(column + self._rises.size, *falls)


def _steps(problem: Problem) -> Problem:
    """Return the problem of how far each cell rises, and falls, from values that are possible."""
    count = np.int32(problem.lower.size)
    twice = np.concatenate([problem.row, problem.row])
    order = np.argsort(twice, kind="stable")
    rows = problem.row_lower.size
    return Problem(
        unknown=np.concatenate([problem.unknown, problem.unknown]),
        relation=problem.relation,
        lower=np.zeros(2 * count),
        upper=np.full(2 * count, np.inf),
        is_count=np.concatenate([problem.is_count, problem.is_count]),
        row=twice[order],
        column=np.concatenate([problem.column, problem.column + count])[order],
        coefficient=np.concatenate([problem.coefficient, -problem.coefficient])[order],
        row_lower=np.zeros(rows),
        row_upper=np.zeros(rows),
    )
