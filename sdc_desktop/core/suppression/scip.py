"""Branch and cut by SCIP: cuts join wherever the search meets a pattern that violates one."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from pyscipopt import Conshdlr, Model, Variable, quicksum
from pyscipopt.scip import PY_SCIP_RESULT as SCIP_RESULT

from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.suppression.branching import (
    Accept,
    Branching,
)
from sdc_desktop.core.suppression.engine import Cut, Engine

_DEEP_ROUNDS = 30
_SAME = 1e-6
_LARGE = 1_500
"""With more open cells general cutting planes at the root pay; with fewer they slow it down."""

_VIOLATED = 0.02
_MOST_CUTS = 20

Answer = dict[str, int]


def search_with_scip(
    job: Branching,
    engine: Engine,
    withheld: BoolArray,
    accept: Accept,
    progress: Progress,
) -> float:
    """Look for cheaper patterns and return a lower bound, as `branch_and_cut` says."""
    model = Model()
    model.hideOutput()
    cells = np.flatnonzero(job.is_open)
    is_large = cells.size > _LARGE
    for name, value in (
        ("display/verblevel", 0),
        ("randomization/randomseedshift", 0),
        ("randomization/permutationseed", 0),
        ("limits/totalnodes", job.nodes),
        ("lp/threads", 1),
        ("misc/usesymmetry", 0),
        ("separating/maxroundsroot", 20 if is_large else 5),
        ("separating/gomory/freq", 0 if is_large else -1),
        ("heuristics/simplerounding/freq", -1),
        ("misc/allowstrongdualreds", False),
        ("misc/catchctrlc", False),
    ):
        model.setParam(name, value)
    variables = [
        model.addVar(f"y{cell}", vtype="B", obj=float(job.costs[cell])) for cell in cells.tolist()
    ]
    handler = _Cuts(job, cells, variables, engine, withheld, accept, progress)
    model.includeConshdlr(
        handler,
        "protection",
        "every demand is met",
        sepapriority=10,
        enfopriority=-10,
        chckpriority=-10,
        sepafreq=1,
        propfreq=-1,
        eagerfreq=-1,
        maxprerounds=0,
        needscons=False,
    )
    for cut in job.cuts:
        _add_row(model, handler.terms(cut))
    step = 1.0 if job.is_integral else 1e-6 * max(1.0, job.cost)
    model.setObjlimit(job.cost - step + 1e-4)
    if job.is_integral:
        model.setObjIntegral()
    model.optimizeNogil()
    if handler.cancelled:
        raise Cancelled
    return _bound(model, handler)


def _add_row(model: Model, terms: Sequence[tuple[Variable, float]]) -> None:
    model.addCons(quicksum(value * one for one, value in terms) >= 1, removable=True)


def _bound(model: Model, handler: _Cuts) -> float:
    """Return what no pattern goes below: the best when the search came to its end."""
    if model.getStatus() in ("optimal", "infeasible"):
        return handler.best
    bound = float(model.getDualbound())
    return bound if math.isfinite(bound) and bound < 1e19 else 0.0


class _Cuts(Conshdlr):
    """Tells SCIP which patterns are sound, and cuts off those that are not."""

    def __init__(
        self,
        job: Branching,
        cells: np.ndarray,
        variables: Sequence[Variable],
        engine: Engine,
        withheld: BoolArray,
        accept: Accept,
        progress: Progress,
    ) -> None:
        self.best, self.cancelled = job.cost, False
        self._job, self._cells, self._variables = job, cells, variables
        self._place = {cell: place for place, cell in enumerate(cells.tolist())}
        self._engine, self._withheld = engine, withheld
        self._end = engine.work + job.work
        self._pool = job.pool
        self._accept, self._progress = accept, progress

    def terms(self, cut: Cut) -> list[tuple[Variable, float]]:
        """Return the part of a cut that is over open cells."""
        return [
            (self._variables[self._place[cell]], value)
            for cell, value in zip(cut.cells.tolist(), cut.coefficients.tolist(), strict=True)
            if cell in self._place
        ]

    def _shares(self, solution: object) -> FloatArray:
        shares = self._withheld.astype(np.float64)
        shares[self._cells] = [
            min(1.0, max(0.0, self.model.getSolVal(solution, one))) for one in self._variables
        ]
        return shares

    def _cut_off(self, shares: FloatArray) -> int:
        """Add what these shares violate as rows; return how many."""
        found = 0
        cuts = self._pool.violated(shares, _VIOLATED, _MOST_CUTS)
        if not cuts:
            cuts = self._engine.cuts(shares)
            self._pool.add(cuts)
        for cut in cuts:
            row = self.model.createEmptyRowUnspec(
                "cut", lhs=1.0, rhs=None, local=False, modifiable=False, removable=True
            )
            self.model.cacheRowExtensions(row)
            for one, value in self.terms(cut):
                self.model.addVarToRow(row, self.model.getTransformedVar(one), value)
            self.model.flushRowExtensions(row)
            self.model.addCut(row, forcecut=True)
            self.model.releaseRow(row)
            found += 1
        return found

    def _is_sound(self, solution: object) -> bool:
        withheld = self._shares(solution) > 0.5
        if self._costs_too_much(withheld):
            return True
        if self._pool.forbids(withheld):
            return False
        if not self._engine.meets_all(withheld):
            self._pool.add(self._engine.cuts(withheld.astype(np.float64)))
            return False
        self._note(withheld)
        return True

    def _costs_too_much(self, withheld: BoolArray) -> bool:
        """Tell whether a pattern is no better than the best, so that nobody needs to judge it."""
        cost = float(self._job.costs[withheld & ~self._withheld].sum())
        return cost >= self.best - _SAME

    def _note(self, withheld: BoolArray) -> None:
        """Pass a sound pattern on when it is better than all before."""
        chosen = withheld & ~self._withheld
        cost = float(self._job.costs[chosen].sum())
        if cost < self.best - _SAME:
            self.best = cost
            self._accept(chosen)

    def _asks_to_go_on(self) -> bool:
        """Tell whether there is still time and work to spend; stop the search otherwise."""
        if self.model.getNLPIterations() > self._job.steps or self._engine.work > self._end:
            self.model.interruptSolve()
            return False
        bound = float(self.model.getDualbound())
        if self._job.tell is not None and 0 < bound < self.best:
            self._job.tell(bound)
        try:
            self._progress(0, 0, "secondary suppression: proof")
        except Cancelled:
            self.cancelled = True
            self.model.interruptSolve()
        return not self.cancelled

    def conscheck(self, constraints: object, solution: object, *_: object) -> Answer:
        """Say whether a solution is sound."""
        sound = self._is_sound(solution)
        return {"result": SCIP_RESULT.FEASIBLE if sound else SCIP_RESULT.INFEASIBLE}

    def consenfolp(self, *_: object) -> Answer:
        """Cut off the relaxation's solution, which is whole, when it is not sound."""
        if not self._asks_to_go_on():
            return {"result": SCIP_RESULT.CUTOFF}
        shares = np.rint(self._shares(None))
        found = self._cut_off(shares)
        if not found:
            self._note(shares > 0.5)
        return {"result": SCIP_RESULT.SEPARATED if found else SCIP_RESULT.FEASIBLE}

    def consenfops(self, *_: object) -> Answer:
        """Judge a pseudo solution."""
        sound = self._is_sound(None)
        return {"result": SCIP_RESULT.FEASIBLE if sound else SCIP_RESULT.INFEASIBLE}

    def conssepalp(self, *_: object) -> Answer:
        """Cut off the relaxation's solution where it violates a cut."""
        if not self._asks_to_go_on():
            return {"result": SCIP_RESULT.DIDNOTRUN}
        is_root = self.model.getDepth() == 0
        if not is_root and self.model.getNSepaRounds() > _DEEP_ROUNDS:
            return {"result": SCIP_RESULT.DIDNOTRUN}
        found = self._cut_off(self._shares(None))
        return {"result": SCIP_RESULT.SEPARATED if found else SCIP_RESULT.DIDNOTFIND}

    def conslock(self, constraint: object, kind: int, positive: int, negative: int) -> None:
        """Withholding more never hurts: only rounding down may."""
        for one in self._variables:
            self.model.addVarLocksType(one, kind, positive, negative)
