"""Values of all cells of a component that are possible together, and what they show."""

from __future__ import annotations

import math
from collections import deque
from fractions import Fraction

import numpy as np

from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.audit_units import LARGEST_EXACT
from sdc_desktop.core.sheets import FloatArray

_TOLERANCE = 1e-7
_NOISE = 1e-12
_REMEMBERED = 100
_LARGEST_DIVISOR = 20_000
_MOST_PARTS = 10**9


class Points:
    """Collects possible values; each is tested before it counts.

    In whole units the test has no tolerance: counts are whole numbers, other values fractions, and
    all sums are exact. Elsewhere floating point is given a little room.

    Attributes:
        least, most: (k,) float64: the least and the greatest value seen of each cell.
    """

    def __init__(self, part: Problem, *, is_whole: bool) -> None:
        self._part, self._is_whole = part, is_whole
        self.least = np.full(part.lower.size, np.inf)
        self.most = np.full(part.lower.size, -np.inf)
        self._last: deque[FloatArray] = deque(maxlen=_REMEMBERED)
        weight = np.bincount(part.row, np.abs(part.coefficient), minlength=part.row_lower.size)
        self._weight = float(weight.max(initial=1.0))
        self._takes_whole = bool(part.is_count.all()) or not is_whole

    def note(self, point: FloatArray) -> bool:
        """Enter values of all cells; what is not possible together is passed over.

        Args:
            point: (k,) float64, nearly possible; (0,) for none.

        Returns:
            Whether they were possible.
        """
        if point.size != self.least.size:
            return False
        for parts in (1,) if self._takes_whole else (1, _common_parts(point)):
            tried = self._multiple(point, parts)
            if self._is_possible(tried, parts):
                self._last.append(tried / parts)
                np.minimum(self.least, tried / parts, out=self.least)
                np.maximum(self.most, tried / parts, out=self.most)
                return True
        return False

    def nearest(self, column: int, way: int) -> FloatArray:
        """Return those of the latest values where one cell is greatest (`way` 1) or least (-1).

        Returns:
            (k,) float64, (0,) where none were entered.
        """
        return max(self._last, key=lambda point: way * point[column], default=np.zeros(0))

    def note_ray(self, ray: FloatArray) -> None:
        """Enter a direction in which possible values go on without end; another is passed over.

        Args:
            ray: (k,) float64, nearly such a direction; (0,) for none.
        """
        moved = np.abs(ray) > _TOLERANCE * np.abs(ray).max(initial=0.0)
        if ray.size != self.least.size or not moved.any():
            return
        scaled = np.where(moved, ray / np.abs(ray[moved]).min(), 0.0)
        for parts in (1, _common_parts(scaled)) if self._is_whole else (1,):
            tried = np.rint(scaled * parts) if self._is_whole else scaled
            if self._goes_on(tried):
                self.most[tried > 0] = np.inf
                self.least[tried < 0] = -np.inf
                return

    def _multiple(self, point: FloatArray, parts: int) -> FloatArray:
        """Return `parts` times the nearest values that may be exact."""
        is_count = self._part.is_count
        if not self._is_whole:
            inside = np.clip(point, self._part.lower, self._part.upper)
            return np.where(is_count, np.rint(point), inside)
        return np.where(is_count, np.rint(point) * parts, np.rint(point * parts))

    def _is_possible(self, point: FloatArray, parts: int) -> bool:
        """Tell whether `point` meets all bounds and relations, these times `parts`."""
        part = self._part
        terms = part.coefficient * point[part.column]
        sums = np.bincount(part.row, terms, minlength=part.row_lower.size)
        if self._is_whole:
            room = np.zeros(sums.size)
            if float(np.abs(point).max()) * self._weight >= LARGEST_EXACT:
                return False
        else:
            sizes = np.bincount(part.row, np.abs(terms), minlength=sums.size)
            room = _TOLERANCE * np.minimum(1.0, sizes) + _NOISE * sizes
        return bool(
            np.all(point >= part.lower * parts)
            and np.all(point <= part.upper * parts)
            and np.all(sums >= part.row_lower * parts - room)
            and np.all(sums <= part.row_upper * parts + room)
        )

    def _goes_on(self, ray: FloatArray) -> bool:
        """Tell whether no bound and no relation is ever left in the direction `ray`."""
        part = self._part
        sums = np.bincount(
            part.row, part.coefficient * ray[part.column], minlength=part.row_lower.size
        )
        room = 0.0 if self._is_whole else _TOLERANCE
        return bool(
            np.all(np.isinf(part.lower) | (ray >= -room))
            and np.all(np.isinf(part.upper) | (ray <= room))
            and np.all(np.isinf(part.row_lower) | (sums >= -room))
            and np.all(np.isinf(part.row_upper) | (sums <= room))
        )


def _common_parts(numbers: FloatArray) -> int:
    """Return a denominator of all these numbers, nearly fractions; 1 where none is small."""
    parts = 1
    for number in np.unique(np.round(numbers % 1, 12)).tolist():
        parts = math.lcm(parts, Fraction(number).limit_denominator(_LARGEST_DIVISOR).denominator)
        if parts > _MOST_PARTS:
            return 1
    return parts
