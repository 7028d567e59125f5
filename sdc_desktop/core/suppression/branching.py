"""Branch and cut over the cells that can still pay: SCIP where it is installed, else HiGHS."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.suppression.cut_pool import CutPool
from sdc_desktop.core.suppression.engine import Cut, Engine
from sdc_desktop.core.suppression.highs import quiet_solver

HAS_SCIP = importlib.util.find_spec("pyscipopt") is not None
"""Whether the search can take cuts as it goes."""

_HIGHS_ROUNDS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Branching:
    """What is left to decide.

    Attributes:
        costs: (n,) float64. is_open: (n,) bool: the cells that may be withheld.
        cuts: Those to begin with, over any free cells.
        pool: All that were ever found; those that the search finds join them.
        cost: Of the best pattern so far.
        is_integral: Whether all costs are whole.
        nodes: How many nodes the search may have. steps: And how many simplex steps.
        work: And how much the engine may work.
        tell: Hears of better bounds on the way.
    """

    costs: FloatArray
    is_open: BoolArray
    cuts: Sequence[Cut]
    pool: CutPool
    cost: float
    is_integral: bool
    nodes: int
    steps: int
    work: int
    tell: Callable[[float], None] | None = None


Accept = Callable[[BoolArray], None]


def branch_and_cut(
    job: Branching,
    engine: Engine,
    withheld: BoolArray,
    accept: Accept,
    progress: Progress,
) -> float:
    """Look for cheaper patterns and return a lower bound on the cost of all.

    Args:
        job: What is left to decide.
        engine: Says which patterns are sound and gives cuts that others violate.
        withheld: (n,) bool: withheld anyway.
        accept: Is told of each better sound pattern: (n,) bool of chosen cells.
        progress: May raise `Cancelled`.
    """
    if not job.is_open.any():
        return job.cost
    if HAS_SCIP:
        from sdc_desktop.core.suppression.scip import search_with_scip

        return search_with_scip(job, engine, withheld, accept, progress)
    return _rounds_of_highs(job, engine, withheld, accept, progress)


def _rounds_of_highs(
    job: Branching,
    engine: Engine,
    withheld: BoolArray,
    accept: Accept,
    progress: Progress,
) -> float:
    """Solve over the cuts known, add those that the solution violates, and again."""
    cuts, best, bound = list(job.cuts), job.cost, 0.0
    end = engine.work + job.work
    cells = np.flatnonzero(job.is_open)
    column = np.full(job.costs.size, -1)
    column[cells] = np.arange(cells.size)
    for number in range(_HIGHS_ROUNDS):
        progress(number, _HIGHS_ROUNDS, "secondary suppression: proof")
        if engine.work > end:
            break
        step = 1.0 if job.is_integral else 1e-6 * max(1.0, best)
        solved = _solve(job, cuts, cells, column, best - step)
        if solved is None:
            return best
        chosen, bound = solved[0], max(bound, solved[1])
        if chosen is None or bound >= best - step + 1e-6:
            return min(bound, best)
        shares = (chosen | withheld).astype(np.float64)
        new = engine.cuts(shares)
        if not new:
            best = min(best, float(job.costs[chosen].sum()))
            accept(chosen)
            continue
        cuts.extend(new)
        _accept_repaired(chosen, withheld, job.costs, engine, accept)
    return min(bound, best)


def _accept_repaired(
    chosen: BoolArray,
    withheld: BoolArray,
    costs: FloatArray,
    engine: Engine,
    accept: Accept,
) -> None:
    """Withhold the cheapest cell of each violated cut until none is left."""
    repaired = chosen.copy()
    for _ in range(25):
        new = engine.cuts((repaired | withheld).astype(np.float64))
        if not new:
            accept(repaired)
            return
        for cut in new:
            if not repaired[cut.cells].any():
                repaired[cut.cells[np.argmin(costs[cut.cells] / cut.coefficients)]] = True


def _solve(
    job: Branching, cuts: Sequence[Cut], cells: np.ndarray, column: np.ndarray, limit: float
) -> tuple[BoolArray | None, float] | None:
    """Return the best pattern under the cuts and a bound; None when none costs `limit` or less."""
    solver = quiet_solver(
        mip_rel_gap=0.0, mip_max_nodes=max(1, job.nodes), objective_bound=limit + 1e-6
    )
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = cells.size, len(cuts)
    model.col_cost_ = job.costs[cells]
    model.col_lower_, model.col_upper_ = np.zeros(cells.size), np.ones(cells.size)
    model.row_lower_ = np.ones(len(cuts))
    model.row_upper_ = np.full(len(cuts), highspy.kHighsInf)
    index: list[np.ndarray] = []
    factors: list[FloatArray] = []
    starts = [0]
    for cut in cuts:
        on = column[cut.cells] >= 0
        index.append(column[cut.cells[on]])
        factors.append(cut.coefficients[on])
        starts.append(starts[-1] + int(on.sum()))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(starts, np.int32)
    model.a_matrix_.index_ = np.concatenate(index).astype(np.int32)
    model.a_matrix_.value_ = np.concatenate(factors)
    model.integrality_ = [highspy.HighsVarType.kInteger] * cells.size
    solver.passModel(model)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    info = solver.getInfo()
    bound = info.mip_dual_bound
    if not math.isfinite(bound):
        bound = 0.0
    if info.primal_solution_status != 2 or info.objective_function_value > limit + 1e-6:
        is_done = status == highspy.HighsModelStatus.kOptimal
        return None if is_done else (None, bound)
    chosen = np.zeros(job.costs.size, bool)
    chosen[cells] = np.array(solver.getSolution().col_value) > 0.5
    return chosen, bound
