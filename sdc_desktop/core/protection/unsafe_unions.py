"""Which sums of withheld cells the search must keep from a reader (DESIGN.md, P4)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import numpy as np

from sdc_desktop.core.policy import Policy
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.rules.together import judge_sums
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.problem import SuppressionProblem
from sdc_desktop.core.suppression.union import Place, Union

_LEAST = 1e-6
"""Room that a sum without protection levels needs at least, as a share of its size."""


class UnsafeSums:
    """Tells which known sums of withheld cells of a relation are unsafe by themselves.

    What was judged once is remembered, as one pattern differs from another by few relations.

    Args:
        system: What adds up, and what is known of the contributions.
        policy: Which counts are unsafe, and whose rules about contributors hold.
        problem: With the true numbers.
    """

    def __init__(self, system: RelationSystem, policy: Policy, problem: SuppressionProblem) -> None:
        self._system, self._policy, self._problem = system, policy, problem
        known = system.contributions
        self._is_sum = np.zeros(problem.values.size, bool) if known is None else known.is_sum
        self._judged: dict[Place, Union | None] = {}
        self._may_be_shown = ~problem.is_withheld
        self._rows = np.arange(system.row_lower.size, dtype=np.int32)
        self._row_of, self._columns = system.row_of, system.columns
        self._factors = system.coefficients

    def of_rows(self, rows: Int32Array) -> UnsafeSums:
        """Return what tells of the sums in these relations, (k,) in order, only."""
        found = copy(self)
        place = np.searchsorted(rows, self._row_of)
        inside = rows[np.minimum(place, rows.size - 1)] == self._row_of
        found._rows, found._row_of = rows, place[inside].astype(np.int32)
        found._columns, found._factors = self._columns[inside], self._factors[inside]
        return found

    def __call__(self, is_withheld: BoolArray) -> list[Union]:
        """Return the unsafe sums when the cells of an (n,) bool array are withheld."""
        on, rows = is_withheld[self._columns], self._rows.size
        row, column, factor = self._row_of[on], self._columns[on], self._factors[on]
        size = np.bincount(row, minlength=rows).astype(np.int32)
        signs = np.bincount(row, factor, minlength=rows)
        tells = (size >= 2) & (np.abs(signs) == size)
        tells &= np.bincount(row, np.abs(factor), minlength=rows) == size
        return [*self._counts(row, column, tells, size), *self._sums(row, column, tells, size)]

    def _counts(
        self, row: Int32Array, column: Int32Array, tells: BoolArray, size: Int32Array
    ) -> list[Union]:
        unsafe, rows = self._policy.unsafe_counts, tells.size
        if unsafe is None:
            return []
        whole = np.bincount(row, self._system.is_count[column], minlength=rows) == size
        sums = np.bincount(row, self._problem.values[column], minlength=rows)
        low, high = self._system.row_lower[self._rows], self._system.row_upper[self._rows]
        is_union = tells & whole & (low == high)
        is_union &= (sums > unsafe.lowest - 1) & (sums < unsafe.safe_from)
        short = unsafe.safe_from - sums
        return [
            Union(
                int(self._rows[one]),
                _members(row, column, one),
                either=1.0,
                lacks=float(short[one]),
            )
            for one in _places(is_union)
        ]

    def _sums(
        self, row: Int32Array, column: Int32Array, tells: BoolArray, size: Int32Array
    ) -> list[Union]:
        """Return the unsafe sums of contributions, and those that may be unsafe."""
        if not self._is_sum.any():
            return []
        rows = tells.size
        counts = np.bincount(row, self._system.is_count[column], minlength=rows)
        some = np.bincount(row, self._is_sum[column], minlength=rows) > 0
        is_sum = tells & (counts == 0) & some
        places = [(int(self._rows[one]), _members(row, column, one)) for one in _places(is_sum)]
        self._judge([place for place in places if place not in self._judged])
        found = (self._judged[place] for place in places)
        return [union for union in found if union is not None]

    def _judge(self, places: Sequence[Place]) -> None:
        """Remember which of these sums of contributions are, or may be, unsafe."""
        known = self._system.contributions
        if not places or known is None:
            return
        judged = judge_sums(known, self._policy, [members for _, members in places])
        wrong = judged.is_unsafe | judged.is_open
        for place, is_wrong, level in zip(
            places, wrong.tolist(), judged.level.tolist(), strict=True
        ):
            self._judged[place] = self._union(place, level) if is_wrong else None

    def _union(self, place: Place, level: float) -> Union | None:
        """Return a sum with the room it needs; None where rounding of totals gives as much."""
        row, members = place
        cells = list(members)
        total: FloatArray = self._problem.values[cells].sum()
        step = max(float(self._system.steps[cells].min()), _LEAST * max(1.0, abs(float(total))))
        room = float(self._problem.row_up[row] + self._problem.row_down[row])
        if room >= max(step, 2 * level):
            return None
        down = min(level, float(self._problem.down[cells].sum()))
        either = 0.0 if level > 0 else step
        return Union(row, members, level, down, either, level, self._is_doubtful(cells))

    def _is_doubtful(self, cells: Sequence[int]) -> bool:
        """Tell whether one of these cells may be shown and is not surely safe by itself."""
        known = self._system.contributions
        free = [cell for cell in cells if self._may_be_shown[cell]]
        if known is None or not all(known.is_sum[free]):
            return True
        judged = judge_sums(known, self._policy, [(cell,) for cell in free])
        return bool((judged.is_unsafe | judged.is_open).any())


def _places(mask: BoolArray) -> list[int]:
    found: list[int] = np.flatnonzero(mask).tolist()
    return found


def _members(row: Int32Array, column: Int32Array, one: int) -> tuple[int, ...]:
    """Return the withheld cells of a relation; `row` is in order."""
    start, end = np.searchsorted(row, [one, one + 1]).tolist()
    return tuple(column[start:end].tolist())
