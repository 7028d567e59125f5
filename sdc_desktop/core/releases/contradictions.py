"""Links between releases that the numbers contradict: something was revised that nobody sees.

A number that is withheld in one release and printed in the other is taken to be the same in both;
that is the safe side. Only where no values at all fit everything printed, the fewest and smallest
of these links are given up, and the checker is told.
"""

from __future__ import annotations

import highspy
import numpy as np
import numpy.typing as npt

from sdc_desktop.core.audit_problem import Problem, reduce_system
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray

IntArray = npt.NDArray[np.intp]

_ROUNDS = 4
_GIVES = 1e-6


def find_contradicted(system: RelationSystem, may_give: BoolArray) -> BoolArray:
    """Tell which relations have to be given up so that values exist that meet the others.

    Args:
        system: The relations of several releases; a number that no source has is unknown.
        may_give: (m,) bool: the relations that may be given up.

    Returns:
        (m,) bool. All False where nothing has to give, or where giving up does not help: the audit
        then finds that the numbers contradict one another, and nothing counts as protected.
    """
    given = np.zeros(may_give.size, bool)
    is_known = np.isfinite(system.values)
    lower = np.where(is_known, system.values, system.lower)
    upper = np.where(is_known, system.values, system.upper)
    problem = reduce_system(system, is_known, lower, upper)
    if not may_give[problem.relation].any():
        return given
    for _ in range(_ROUNDS):
        elastic = np.flatnonzero((may_give & ~given)[problem.relation])
        gaps = _gaps(problem, elastic, given[problem.relation])
        if gaps is None:
            return np.zeros(may_give.size, bool)
        if not (gaps > _GIVES).any():
            return given
        given[problem.relation[elastic[gaps > _GIVES]]] = True
    return np.zeros(may_give.size, bool)


def _gaps(problem: Problem, elastic: IntArray, unused: BoolArray) -> FloatArray | None:
    """Return how far each elastic relation has to give, all together as little as possible.

    Args:
        problem: What is unknown.
        elastic: Numbers of the relations that may give.
        unused: (r,) bool: relations that do not count.

    Returns:
        (len(elastic),) float64; None where even that does not lead to values that fit.
    """
    rows, cells = problem.shape
    count = elastic.size
    row = np.concatenate([problem.row, elastic, elastic])
    order = np.argsort(row, kind="stable")
    columns = np.concatenate([problem.column, cells + np.arange(2 * count)])[order]
    factors = np.concatenate([problem.coefficient, np.ones(count), -np.ones(count)])[order]
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows, cells + 2 * count
    model.col_cost_ = np.concatenate([np.zeros(cells), np.ones(2 * count)])
    model.col_lower_ = np.concatenate([problem.lower, np.zeros(2 * count)])
    model.col_upper_ = np.concatenate([problem.upper, np.full(2 * count, np.inf)])
    model.row_lower_ = np.where(unused, -np.inf, problem.row_lower)
    model.row_upper_ = np.where(unused, np.inf, problem.row_upper)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))])
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = columns.astype(np.int32), factors
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    slacks = np.array(solver.getSolution().col_value)[cells:]
    gaps: FloatArray = slacks[:count] + slacks[count:]
    return gaps
