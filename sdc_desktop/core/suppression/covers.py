"""Inequalities that hold for every pattern that leaves no unsafe sum of withheld cells.

Cells that may be withheld to protect others are safe by themselves, and a sum of safe parts and a
safe sum is safe: withholding more never makes a sum unsafe. So of the cells of a relation that are
not in an unsafe sum some must be withheld, and they must add as much as the sum lacks. Where a cell
is not surely safe, this holds only of sums without it.

Source: cover inequalities of a knapsack (Carr, Fleischer, Leung and Phillips, 2000).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

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


@runtime_checkable
class ByRows(Protocol):
    """`UnsafeUnions` that can look at some relations alone, which is quicker."""

    def of_rows(self, rows: Int32Array) -> UnsafeUnions:
        """Return what tells of the sums in these relations only."""


class Whole:
    """A problem whose pieces are looked at one by one.

    Args:
        problem: The whole; copies of withheld cells are withheld in it.
        into: (n,) int32: the cell of the merged problem that each cell became.
        unsafe: About the whole.
    """

    def __init__(self, problem: SuppressionProblem, into: Int32Array, unsafe: UnsafeUnions) -> None:
        self.problem, self._unsafe = problem, unsafe
        self.pattern: BoolArray = problem.is_withheld.copy()
        self._by_merged = np.argsort(into, kind="stable")
        self._merged = into[self._by_merged]
        self._by_column = np.argsort(problem.columns, kind="stable")
        self._columns = problem.columns[self._by_column]
        self._row_of = problem.row_of

    def cells_of(self, piece: Piece) -> tuple[Int32Array, Int32Array]:
        """Return the cells that became those of a piece, in order, and the cell each became."""
        places, which = _ranges(self._merged, piece.cell_of)
        cells = self._by_merged[places].astype(np.int32)
        order = np.argsort(cells, kind="stable")
        return cells[order], which[order]

    def unsafe_of(self, cells: Int32Array) -> UnsafeUnions:
        """Return what tells of the sums in the relations of these cells."""
        if not isinstance(self._unsafe, ByRows):
            return self._unsafe
        entries = self._by_column[_ranges(self._columns, cells)[0]]
        return self._unsafe.of_rows(np.unique(self._row_of[entries]).astype(np.int32))


def _ranges(ordered: Int32Array, wanted: Int32Array) -> tuple[Int32Array, Int32Array]:
    """Return the places of each wanted number in an ordered array, and which number it is."""
    starts = np.searchsorted(ordered, wanted)
    sizes = np.searchsorted(ordered, wanted, "right") - starts
    which = np.repeat(np.arange(wanted.size), sizes)
    first = np.cumsum(sizes) - sizes
    places = np.arange(which.size) - first[which] + starts[which]
    return places.astype(np.int32), which.astype(np.int32)


class Covers:
    """What hides the unsafe sums of a piece.

    Args:
        whole: What the piece is of.
        piece: Of the merged problem.
    """

    def __init__(self, whole: Whole, piece: Piece) -> None:
        self._whole, self._problem = whole, whole.problem
        self._cells, self._place = whole.cells_of(piece)
        self._unsafe = whole.unsafe_of(self._cells)
        self._is_free = piece.problem.is_free
        every = np.ones(piece.cell_of.size, bool)
        self._beyond = frozenset(one.row for one in self._unsafe_in(every))

    def unsafe(self, withheld: BoolArray) -> list[Union]:
        """Return the unsafe sums that can be hidden, of a pattern of the piece: (k,) bool."""
        return [one for one in self._unsafe_in(withheld) if one.row not in self._beyond]

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
        whole = self._problem
        on = slice(whole.row_starts[union.row], whole.row_starts[union.row + 1])
        cells, factors = whole.columns[on], whole.coefficients[on]
        sign = np.sign(factors[np.flatnonzero(cells == union.members[0])[0]])
        place = np.minimum(np.searchsorted(self._cells, cells), self._cells.size - 1)
        outside = (self._cells[place] == cells) & ~np.isin(cells, union.members)
        outside &= self._is_free[self._place[place]]
        cells, factors, numbers = cells[outside], factors[outside], self._place[place[outside]]
        parts = np.ones(cells.size)
        if union.lacks > 0:
            same = np.sign(factors) == sign
            parts[same] = np.minimum(1.0, whole.values[cells[same]] / union.lacks)
        numbers, where = np.unique(numbers, return_inverse=True)
        sums = np.minimum(1.0, np.bincount(where, parts, minlength=numbers.size))
        kept = sums > 0
        return Cut(numbers[kept].astype(np.int32), sums[kept])

    def holds(self, union: Union) -> bool:
        """Tell whether a cut about a sum holds for patterns that withhold fewer of its cells."""
        return not union.has_doubtful or bool(self._problem.is_withheld[list(union.members)].all())

    def _unsafe_in(self, withheld: BoolArray) -> list[Union]:
        """Return the unsafe sums of a pattern of the piece, those beyond help as well."""
        pattern, before = self._whole.pattern, self._whole.pattern[self._cells]
        pattern[self._cells] |= withheld[self._place]
        found = [one for one in self._unsafe(pattern) if self._is_inside(one)]
        pattern[self._cells] = before
        return found

    def _is_inside(self, union: Union) -> bool:
        place = int(np.searchsorted(self._cells, union.members[0]))
        return place < self._cells.size and int(self._cells[place]) == union.members[0]
