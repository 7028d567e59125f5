"""The linear relaxation over cuts: what every pattern costs at least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.engine import Cut
from sdc_desktop.core.suppression.highs import quiet_solver

_VIOLATED = 1e-6
_SLACK = 1e-3
_PURGE_ABOVE = 400
_PRICED_OUT = -1e-9
_INFINITE = highspy.kHighsInf


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """An optimum of the relaxation.

    Attributes:
        shares: (n,) float64: how much of each cell it withholds.
        bound: No pattern costs less.
        reduced: (n,) float64: how much withholding a cell adds to `bound` at least.
    """

    shares: FloatArray
    bound: float
    reduced: FloatArray


class Relaxation:
    """Minimise the cost of withheld cells under cuts; columns join when they may pay.

    Args:
        costs: (n,) float64.
        is_free: (n,) bool: the cells to choose from.
        first: (n,) bool: those to begin with; the rest is priced after each solution.
    """

    def __init__(self, costs: FloatArray, is_free: BoolArray, first: BoolArray) -> None:
        self.work = 0
        self.cuts: list[Cut] = []
        self._seen: set[bytes] = set()
        self._costs, self._is_free = costs, is_free
        self._column = np.full(costs.size, -1, np.int32)
        self._cells: list[int] = []
        self._solver = quiet_solver(presolve="off", solver="simplex")
        self._join(np.flatnonzero(first & is_free).astype(np.int32))

    def add(self, cuts: Sequence[Cut]) -> int:
        """Add cuts that are new; return how many were."""
        new = [cut for cut in cuts if self._is_new(cut)]
        if not new:
            return 0
        cells = np.concatenate([cut.cells for cut in new])
        values = np.concatenate([cut.coefficients for cut in new])
        row = np.repeat(np.arange(len(new)), [cut.cells.size for cut in new])
        on = self._column[cells] >= 0
        starts = np.concatenate([[0], np.cumsum(np.bincount(row[on], minlength=len(new)))])
        self._solver.addRows(
            len(new),
            np.ones(len(new)),
            np.full(len(new), _INFINITE),
            int(on.sum()),
            starts[:-1].astype(np.int32),
            self._column[cells[on]].astype(np.int32),
            values[on],
        )
        self.cuts.extend(new)
        return len(new)

    def _is_new(self, cut: Cut) -> bool:
        if cut.key in self._seen:
            return False
        self._seen.add(cut.key)
        return True

    def solve(self) -> Relaxed | None:
        """Return the optimum over all free cells; None when no pattern fulfils all cuts."""
        while True:
            self._solver.run()
            self.work += max(1, self._solver.getInfo().simplex_iteration_count)
            status = self._solver.getModelStatus()
            if status == highspy.HighsModelStatus.kInfeasible and self._join_all():
                continue
            if status != highspy.HighsModelStatus.kOptimal:
                return None
            reduced, dual_sum = self._prices()
            missing = self._is_free & (self._column < 0) & (reduced < _PRICED_OUT)
            if not missing.any():
                return self._result(reduced, dual_sum)
            self._join(np.flatnonzero(missing).astype(np.int32))

    def _result(self, reduced: FloatArray, dual_sum: float) -> Relaxed:
        shares = np.zeros(self._costs.size)
        shares[self._cells] = np.clip(self._solver.getSolution().col_value, 0.0, 1.0)
        bound = dual_sum + float(np.minimum(reduced[self._is_free], 0.0).sum())
        return Relaxed(shares, bound, reduced)

    def _prices(self) -> tuple[FloatArray, float]:
        """Return the reduced cost of each cell under duals that are made valid, and their sum."""
        duals = np.maximum(np.array(self._solver.getSolution().row_dual), 0.0)
        reduced = self._costs.copy()
        used = np.flatnonzero(duals > 0)
        for place in used.tolist():
            cut = self.cuts[place]
            reduced[cut.cells] -= duals[place] * cut.coefficients
        return reduced, float(duals.sum())

    def purge(self) -> None:
        """Forget cuts that are far from binding when there are many."""
        if len(self.cuts) < _PURGE_ABOVE:
            return
        values = np.array(self._solver.getSolution().row_value)
        if values.size != len(self.cuts):
            return
        slack = values - 1.0
        loose = np.flatnonzero(slack > _SLACK)
        if loose.size < len(self.cuts) // 4:
            return
        self._solver.deleteRows(loose.size, loose.astype(np.int32))
        dropped = set(loose.tolist())
        for place in dropped:
            self._seen.discard(self.cuts[place].key)
        self.cuts = [cut for place, cut in enumerate(self.cuts) if place not in dropped]

    def _join_all(self) -> bool:
        missing = np.flatnonzero(self._is_free & (self._column < 0)).astype(np.int32)
        self._join(missing)
        return missing.size > 0

    def _join(self, cells: Int32Array) -> None:
        """Make columns of these cells."""
        if not cells.size:
            return
        first = len(self._cells)
        self._column[cells] = np.arange(first, first + cells.size)
        self._cells.extend(cells.tolist())
        rows, columns, values = self._entries(first)
        order = np.argsort(columns, kind="stable")
        starts = np.concatenate(
            [[0], np.cumsum(np.bincount(columns - first, minlength=cells.size))]
        )
        self._solver.addCols(
            cells.size,
            self._costs[cells],
            np.zeros(cells.size),
            np.ones(cells.size),
            rows.size,
            starts[:-1].astype(np.int32),
            rows[order].astype(np.int32),
            values[order],
        )

    def _entries(self, first: int) -> tuple[Int32Array, Int32Array, FloatArray]:
        """Return row, column and coefficient of the columns from `first` on."""
        none = np.zeros(0, np.int32)
        rows, columns, values = [none], [none], [np.zeros(0)]
        for place, cut in enumerate(self.cuts):
            column = self._column[cut.cells]
            on = column >= first
            if on.any():
                rows.append(np.full(int(on.sum()), place, np.int32))
                columns.append(column[on])
                values.append(cut.coefficients[on])
        return np.concatenate(rows), np.concatenate(columns), np.concatenate(values)
