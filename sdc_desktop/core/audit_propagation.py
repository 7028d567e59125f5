"""Narrowing what is unknown by looking at one relation at a time.

In whole units every step is exact. Elsewhere each bound is moved outward by more than floating
point can be wrong by, so that a narrowed bound is never narrower than the truth.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.audit_units import Units
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_ROUNDS = 60
_WORTH_NOTING = 1e-7
"""Outside whole units a narrower bound counts when it gains this much of its size."""

_NOISE = 1e-13
"""What floating point may add to a sum, in parts of the size of its terms: more than it can."""


def propagate(units: Units) -> tuple[Problem, BoolArray]:
    """Narrow the bounds until nothing changes.

    Returns:
        The problem with valid, maybe still too wide bounds, and (k,) bool: the cells of the
        components in which the relations contradict one another; their bounds mean nothing.
    """
    problem = units.problem
    lower, upper = problem.lower.copy(), problem.upper.copy()
    steps = _Steps(units)
    lower, upper = steps.to_counts(lower, upper)
    impossible = np.zeros(lower.size, bool)
    for _ in range(_ROUNDS if problem.row.size else 0):
        new_lower, new_upper, broken = steps.narrow(lower, upper)
        gains = steps.is_gain(lower, new_lower) | steps.is_gain(-upper, -new_upper)
        lower = np.where(gains, np.maximum(lower, new_lower), lower)
        upper = np.where(gains, np.minimum(upper, new_upper), upper)
        bad = np.union1d(units.of_row[broken], units.of_cell[steps.is_crossed(lower, upper)])
        if bad.size:
            impossible |= np.isin(units.of_cell, bad)
            lower[impossible] = problem.lower[impossible]
            upper[impossible] = problem.upper[impossible]
        if not (gains & ~impossible).any():
            break
    impossible |= np.isin(
        units.of_cell, units.of_cell[steps.is_crossed(lower, upper) & ~impossible]
    )
    crossed = (lower > upper) & ~impossible
    lower[crossed] = upper[crossed] = (lower[crossed] + upper[crossed]) / 2
    return replace(problem, lower=lower, upper=upper), impossible


class _Steps:
    """One round after the other over the relations of one problem."""

    def __init__(self, units: Units) -> None:
        problem = units.problem
        self._problem, self._whole = problem, units.is_whole
        self._is_count = problem.is_count
        self._order = np.argsort(problem.column, kind="stable")
        self._starts = np.flatnonzero(np.diff(problem.column[self._order], prepend=-1))
        self._touched = problem.column[self._order][self._starts]
        self._row_whole = units.is_whole[units.of_row]
        self._is_unit = bool(np.all(np.abs(problem.coefficient) == 1))

    def to_counts(self, lower: FloatArray, upper: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Round the bounds of counts to whole numbers, inward; noise outside units is no gain."""
        room = np.where(self._whole, 0.0, _WORTH_NOTING)
        low = np.where(self._is_count, np.ceil(lower - room), lower)
        high = np.where(self._is_count, np.floor(upper + room), upper)
        return low, high

    def narrow(
        self, lower: FloatArray, upper: FloatArray
    ) -> tuple[FloatArray, FloatArray, BoolArray]:
        """Return the bounds (k,) that the relations give, and which (r,) nothing can meet."""
        low, high, broken = self._implied(lower, upper)
        new_lower, new_upper = lower.copy(), upper.copy()
        order, starts = self._order, self._starts
        new_lower[self._touched] = np.maximum.reduceat(low[order], starts)
        new_upper[self._touched] = np.minimum.reduceat(high[order], starts)
        return *self.to_counts(new_lower, new_upper), broken

    def is_gain(self, old: FloatArray, new: FloatArray) -> BoolArray:
        """Tell where the lower bound `new` is worth having over `old`."""
        with np.errstate(invalid="ignore"):
            gain: BoolArray = new > old + self._room(old, self._whole)
        return gain | (np.isneginf(old) & ~np.isneginf(new))

    def is_crossed(self, lower: FloatArray, upper: FloatArray) -> BoolArray:
        """Tell which cells have nothing left that they can be."""
        crossed: BoolArray = lower > upper + self._room(lower, self._whole)
        return crossed

    @staticmethod
    def _room(sizes: FloatArray, is_whole: BoolArray) -> FloatArray:
        size = np.where(np.isfinite(sizes), np.maximum(1.0, np.abs(sizes)), 0.0)
        return np.where(is_whole, 0.0, _WORTH_NOTING * size)

    def _implied(
        self, lower: FloatArray, upper: FloatArray
    ) -> tuple[FloatArray, FloatArray, BoolArray]:
        """Return the bounds that each relation gives each of its cells: (nonzeros,) twice."""
        problem = self._problem
        a, rows, count = problem.coefficient, problem.row, problem.row_lower.size
        ends = a * lower[problem.column], a * upper[problem.column]
        least, most = np.minimum(*ends), np.maximum(*ends)
        others_least, row_least, low_size = _sum_of_others(least, rows, count)
        others_most, row_most, high_size = _sum_of_others(most, rows, count)
        noise = np.where(self._row_whole, 0.0, _NOISE * (low_size + high_size))
        noise += np.where(
            self._row_whole, 0.0, _NOISE * _size(problem.row_lower, problem.row_upper)
        )
        broken = (row_least > problem.row_upper + noise) | (row_most < problem.row_lower - noise)
        from_least = problem.row_lower[rows] - others_most - noise[rows]
        from_most = problem.row_upper[rows] - others_least + noise[rows]
        if self._is_unit:
            first, second = from_least * a, from_most * a
            return np.minimum(first, second), np.maximum(first, second), broken
        return *self._divided(from_least, from_most), broken

    def _divided(self, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return what `low <= a x <= high` leaves for x, rounded outward, for counts inward."""
        a, column = self._problem.coefficient, self._problem.column
        flipped = a < 0
        low, high, a = np.where(flipped, -high, low), np.where(flipped, -low, high), np.abs(a)
        is_exact = self._whole[column] & self._is_count[column]
        floor = np.floor(high / a)
        floor = floor - (floor * a > high) + ((floor + 1) * a <= high)
        ceil = np.ceil(low / a)
        ceil = ceil + (ceil * a < low) - ((ceil - 1) * a >= low)
        outward = np.nextafter(low / a, -np.inf), np.nextafter(high / a, np.inf)
        is_unit = a == 1
        least: FloatArray = np.where(is_exact, ceil, np.where(is_unit, low, outward[0]))
        most: FloatArray = np.where(is_exact, floor, np.where(is_unit, high, outward[1]))
        return least, most


def _size(*numbers: FloatArray) -> FloatArray:
    sizes = [np.where(np.isfinite(one), np.abs(one), 0.0) for one in numbers]
    largest: FloatArray = np.maximum.reduce(sizes)
    return largest


def _sum_of_others(
    terms: FloatArray, rows: Int32Array, count: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return for each term the sum of the others of its row; sums and sizes of all rows."""
    is_finite = np.isfinite(terms)
    finite = np.where(is_finite, terms, 0.0)
    sums = np.bincount(rows, finite, minlength=count).astype(np.float64)
    sizes = np.bincount(rows, np.abs(finite), minlength=count).astype(np.float64)
    others = sums[rows] - finite
    if not is_finite.all():
        unbounded = np.bincount(rows, ~is_finite, minlength=count)
        sign = np.sign(terms[~is_finite][0])
        others[unbounded[rows] - ~is_finite > 0] = sign * np.inf
        sums[unbounded > 0] = sign * np.inf
    return others, sums, sizes
