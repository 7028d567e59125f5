"""How the numbers of two releases compare: equal, equal but for rounding, revised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.linked_cells import evidence_of
from sdc_desktop.core.sheets import BoolArray, FloatArray

_BASES = (5.0, 10.0, 3.0, 100.0, 1000.0)
_ENOUGH = 1000.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the numbers compare that two tables both print.

    Attributes:
        compared: How many numbers both print.
        equal: How many of them are equal, rounding aside.
        evidence: How unlikely that is by chance, as a common logarithm.
        rounding: How far equal numbers may differ because one table is rounded; mostly 0.
    """

    compared: int
    equal: int
    evidence: float
    rounding: float

    @property
    def share(self) -> float:
        """The share of equal numbers, 0 when there is nothing to compare."""
        return self.equal / self.compared if self.compared else 0.0


def compare_numbers(x: FloatArray, y: FloatArray) -> Comparison:
    """Compare the numbers of two tables in the same cells: arrays of one shape, NaN for none."""
    both = np.isfinite(x) & np.isfinite(y)
    rounding = rounding_between(x[both], y[both])
    same = are_same(x, y, rounding)
    count = int(np.count_nonzero(both))
    return Comparison(count, int(np.count_nonzero(same)), evidence_of(x[same]), rounding)


def are_same(x: FloatArray, y: FloatArray, rounding: float) -> BoolArray:
    """Tell which numbers are equal but for rounding: False where one is NaN."""
    with np.errstate(invalid="ignore"):
        gap = np.abs(x - y)
        noise = 1e-9 * np.maximum(np.abs(x), np.abs(y))
        same: BoolArray = gap <= rounding + noise
    return same


def rounding_between(x: FloatArray, y: FloatArray) -> float:
    """Return how far numbers differ because those of one table were rounded, 0 for other reasons.

    Args:
        x: (k,) float64: the numbers of one table that both print.
        y: (k,) float64: those of the other.
    """
    furthest = float(np.abs(x - y).max(initial=0.0))
    if furthest == 0:
        return 0.0
    for base in _BASES:
        is_told = [_are_multiples(numbers, base) for numbers in (x, y)]
        if furthest < base and is_told.count(True) == 1:
            return base / 2 if furthest <= base / 2 else base - 1
    return 0.0


def _are_multiples(numbers: FloatArray, base: float) -> bool:
    """Tell whether all numbers are multiples of a base, and hardly by chance."""
    other = np.unique(numbers[numbers != 0])
    return bool(np.all(numbers % base == 0)) and base ** min(other.size, 20) >= _ENOUGH
