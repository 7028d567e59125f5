"""Inequalities that hold for every pattern that leaves no unsafe sum of withheld cells.

Cells that may be withheld to protect others are safe by themselves, and a sum of safe parts and a
safe sum is safe: withholding more never makes a sum unsafe. So of the cells of a relation that are
not in an unsafe sum some must be withheld, and they must add as much as the sum lacks. Where a cell
is not surely safe, this holds only of sums without it.

Source: cover inequalities of a knapsack (Carr, Fleischer, Leung and Phillips, 2000).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.engine import Cut
from sdc_desktop.core.suppression.pieces import Piece
from sdc_desktop.core.suppression.problem import SuppressionProblem
from sdc_desktop.core.suppression.union import Union

_LEVELS = (0.9, 0.5, 0.2)
_VIOLATED = 1e-4

UnsafeUnions = Callable[[BoolArray], Sequence[Union]]
"""Tells which sums are unsafe when the cells of an (n,) bool array are withheld."""


class Covers:
    """What hides the unsafe sums of a piece.

    Args:
        whole: The problem that the piece is of.
        into: (n,) int32: the cell of the merged problem that each cell of the whole became.
        piece: Of the merged problem.
        unsafe: About the whole.
    """

    def __init__(
        self, whole: SuppressionProblem, into: Int32Array, piece: Piece, unsafe: UnsafeUnions
    ) -> None:
        self._whole, self._unsafe = whole, unsafe
        place = np.full(int(into.max(initial=-1)) + 1, -1, np.int32)
        place[piece.cell_of] = np.arange(piece.cell_of.size)
        self._place: Int32Array = place[into]
        self._fixed = whole.is_withheld.copy()
        self._is_free = piece.problem.is_free
        every = np.ones(piece.cell_of.size, bool)
        self._beyond = frozenset(one.row for one in unsafe(self._of_whole(every)))

    def unsafe(self, withheld: BoolArray) -> list[Union]:
        """Return the unsafe sums that can be hidden, of a pattern of the piece: (k,) bool."""
        found = self._unsafe(self._of_whole(withheld))
        return [one for one in found if one.row not in self._beyond and self._is_inside(one)]

    def cuts(self, shares: FloatArray) -> list[Cut]:
        """Return inequalities that shares, (k,) from 0 to 1, do not fulfil."""
        found: dict[bytes, Cut] = {}
        fixed = ~self._is_free & (shares >= 1.0)
        for level in (*_LEVELS, np.inf):
            for union in self.unsafe(fixed | (shares > level)):
                cut = self.cut(union)
                if self.holds(union) and cut.cells.size and cut.value(shares) < 1 - _VIOLATED:
                    found[cut.key] = cut
        return list(found.values())

    def cut(self, union: Union) -> Cut:
        """Return the inequality that cells outside a sum, of its relation, add what it lacks."""
        whole = self._whole
        on = slice(whole.row_starts[union.row], whole.row_starts[union.row + 1])
        cells, factors = whole.columns[on], whole.coefficients[on]
        sign = np.sign(factors[np.flatnonzero(cells == union.members[0])[0]])
        outside = (self._place[cells] >= 0) & ~np.isin(cells, union.members)
        outside &= self._is_free[self._place[cells]]
        cells, factors = cells[outside], factors[outside]
        parts = np.ones(cells.size)
        if union.lacks > 0:
            same = np.sign(factors) == sign
            parts[same] = np.minimum(1.0, whole.values[cells[same]] / union.lacks)
        numbers, where = np.unique(self._place[cells], return_inverse=True)
        sums = np.minimum(1.0, np.bincount(where, parts, minlength=numbers.size))
        kept = sums > 0
        return Cut(numbers[kept].astype(np.int32), sums[kept])

    def _of_whole(self, withheld: BoolArray) -> BoolArray:
        """Return the pattern of the whole with one of the piece."""
        found: BoolArray = self._fixed.copy()
        inside = self._place >= 0
        found[inside] |= withheld[self._place[inside]]
        return found

    def holds(self, union: Union) -> bool:
        """Tell whether a cut about a sum holds for patterns that withhold fewer of its cells."""
        return not union.has_doubtful or bool(self._fixed[list(union.members)].all())

    def _is_inside(self, union: Union) -> bool:
        return bool(self._place[union.members[0]] >= 0)
