"""The ends of the cells of one component by linear and integer programs.

An end counts as proved when values of all cells are at hand that reach it and meet every relation
(in whole units tested without any tolerance), and no bound lets it lie further out.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sdc_desktop.core.audit_points import Points
from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.audit_solver import End, EndFinder, Outcome, Work
from sdc_desktop.core.audit_whole import NearbyFinder
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_TOLERANCE = 1e-6


class Component:
    """One component: outer bounds shrink, seen values grow, until they meet.

    Args:
        part: The component, with narrowed bounds.
        known_point: (k,) float64: values that may be possible, NaN where there are none.
        is_whole: Whether `part` is in whole units.
        work: What may be spent.

    Attributes:
        lower, upper: (k,) float64: the bounds so far.
        needed_whole: (k,) bool: an end was found only by asking for whole numbers.
    """

    def __init__(
        self, part: Problem, known_point: FloatArray, work: Work, *, is_whole: bool
    ) -> None:
        self._origin = np.where(np.isfinite(known_point), known_point, 0.0)
        self._part = _moved(part, self._origin)
        self._work, self._is_whole = work, is_whole
        self._lower, self._upper = self._part.lower.copy(), self._part.upper.copy()
        self._points = Points(self._part, is_whole=is_whole)
        self._finders: dict[bool, EndFinder] = {}
        self._nearby: NearbyFinder | None = None
        self.needed_whole = np.zeros(part.lower.size, bool)
        if np.isfinite(known_point).all():
            self._points.note(np.zeros(part.lower.size))

    @property
    def lower(self) -> FloatArray:
        """(k,) float64: the least values so far."""
        return self._lower + self._origin

    @property
    def upper(self) -> FloatArray:
        """(k,) float64: the greatest values so far."""
        return self._upper + self._origin

    def is_certified(self) -> BoolArray:
        """Tell for which cells both ends were reached: (k,) bool."""
        return self._reached(self._lower, self._points.least) & self._reached(
            self._upper, self._points.most
        )

    def search(self, wanted: Int32Array, progress: Progress) -> bool:
        """Find the ends of the `wanted` cells; False when no values are possible at all."""
        for whole in (False, True) if self._part.is_count.any() else (False,):
            for number, column in enumerate(wanted.tolist()):
                if number % 64 == 0:
                    progress(number, wanted.size, "audit")
                for way in (1, -1):
                    is_open = not self._is_done(column, way) and self._work.left > 0
                    if is_open and not self._find(column, way, whole=whole):
                        return False
        return True

    def _finder(self, *, whole: bool) -> EndFinder:
        if whole not in self._finders:
            narrowed = replace(self._part, lower=self._lower.copy(), upper=self._upper.copy())
            self._finders[whole] = EndFinder(narrowed, whole=whole, work=self._work)
        return self._finders[whole]

    def _find(self, column: int, way: int, *, whole: bool) -> bool:
        """Find one end; False when no values are possible at all."""
        if whole:
            self.needed_whole[column] = True
            self._look_nearby(column, way)
            if self._is_done(column, way):
                return True
        finder = self._finder(whole=whole)
        end = finder.greatest(column) if way > 0 else finder.least(column)
        if end.outcome is Outcome.IMPOSSIBLE:
            return False
        self._take(column, end, way)
        return True

    def _look_nearby(self, column: int, way: int) -> None:
        """Look for whole numbers that reach a bound, near those that come closest so far."""
        known = self._points.nearest(column, way)
        if not known.size:
            return
        if self._nearby is None:
            narrowed = replace(self._part, lower=self._lower.copy(), upper=self._upper.copy())
            self._nearby = NearbyFinder(narrowed, self._work)
        limit = self._upper[column] if way > 0 else self._lower[column]
        self._points.note(self._nearby.values_at(column, float(limit), known))

    def _is_done(self, column: int, way: int) -> bool:
        if way > 0:
            return bool(self._points.most[column] >= self._upper[column])
        return bool(self._points.least[column] <= self._lower[column])

    def _take(self, column: int, end: End, way: int) -> None:
        """Use an end: it limits the cell, and the values that reach it are possible."""
        if end.outcome is Outcome.FOUND:
            self._points.note(end.point)
        if end.outcome is Outcome.UNBOUNDED:
            self._points.note_ray(end.point)
            return
        limit = self._round_in(column, end.value, way)
        if abs(limit - end.value) > _TOLERANCE:
            self.needed_whole[column] = True
        if way > 0:
            seen = self._points.most[column]
            limit = seen if abs(limit - seen) <= _TOLERANCE else limit
            self._upper[column] = max(min(self._upper[column], limit), seen)
        else:
            seen = self._points.least[column]
            limit = seen if abs(limit - seen) <= _TOLERANCE else limit
            self._lower[column] = min(max(self._lower[column], limit), seen)

    def _round_in(self, column: int, value: float, way: int) -> float:
        if not self._part.is_count[column] or not np.isfinite(value):
            return value
        room = _TOLERANCE * max(1.0, abs(value) * 1e-6)
        return float(np.floor(value + room) if way > 0 else np.ceil(value - room))

    def _reached(self, bound: FloatArray, seen: FloatArray) -> BoolArray:
        reached: BoolArray = bound == seen
        if self._is_whole:
            return reached
        with np.errstate(invalid="ignore"):
            close = np.abs(bound - seen) <= _TOLERANCE * np.maximum(1.0, np.abs(bound))
        return reached | (close & ~self._part.is_count)


def _moved(part: Problem, origin: FloatArray) -> Problem:
    """Return the problem of what is above `origin`, so that numbers are small."""
    terms = part.coefficient * origin[part.column]
    sums = np.bincount(part.row, terms, minlength=part.row_lower.size)
    return replace(
        part,
        lower=part.lower - origin,
        upper=part.upper - origin,
        row_lower=part.row_lower - sums,
        row_upper=part.row_upper - sums,
    )
