"""Rounding that the source itself shows: every count of a table a multiple of 5, say.

Whoever sees it knows that the true numbers may lie a little beside the printed ones. How far
depends on the method: nearest multiples are at most half a base away, random and controlled
rounding moves up to the next multiple on either side. The sums tell: where printed parts and totals
are further apart than rounding to the nearest allows, it was one of the others.

Midpoint rounding (OpenSAFELY) prints the middles of bins: 3, 9, 15 for 1 to 6, 7 to 12, 13 to 18.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

BASES = (1000, 500, 250, 100, 50, 25, 20, 10, 6, 5, 4, 3, 2)
_ENOUGH_EVIDENCE = 6.0
"""Common logarithm of the odds against chance that the multiples must reach."""
_MOST_ESCAPED = 0.1
"""Share of different counts that may have escaped a rounding that is still believed."""


@dataclass(frozen=True, slots=True)
class FoundRounding:
    """What a group of counts was rounded to.

    Attributes:
        base: The distance of the printed numbers.
        is_midpoint: They are middles of bins and no multiples of the base.
    """

    base: int
    is_midpoint: bool = False


def find_rounding(counts: FloatArray) -> FoundRounding | None:
    """Return what a group of counts was rounded to, None when that does not show.

    It shows when so many different counts are multiples of a base that it is hardly chance.

    Args:
        counts: (k,) float64: whole numbers; NaN and zeros are passed over.
    """
    numbers = np.unique(counts[np.isfinite(counts) & (counts != 0)])
    if numbers.size < 2 or np.any(numbers % 1 != 0):
        return None
    for base in BASES:
        rest = float(numbers[0] % base)
        if numbers[1] % base != rest or np.any(numbers % base != rest):
            continue
        if (numbers.size - 1) * np.log10(base) < _ENOUGH_EVIDENCE:
            continue
        if rest == 0:
            return FoundRounding(base)
        if 2 * rest == base and base > 2:
            return FoundRounding(base, is_midpoint=True)
    return None


def find_escaped(counts: FloatArray) -> tuple[FoundRounding, BoolArray] | None:
    """Return what nearly all counts of a group were rounded to, and those that were not.

    None when all were, be it to a smaller base, when it could be chance, or when more than one in
    ten was not.

    Args:
        counts: (k,) float64; NaN and zeros are passed over.

    Returns:
        The rounding, and (k,) bool: the counts that escaped it.
    """
    if find_rounding(counts) is not None:
        return None
    is_used = np.isfinite(counts) & (counts != 0)
    numbers = np.unique(counts[is_used])
    found: list[tuple[int, int, float]] = []
    for base in (one for one in BASES if one > 2):
        for rest in (0.0, base / 2) if base % 2 == 0 else (0.0,):
            few = int(np.count_nonzero(numbers % base != rest))
            if not 1 <= few <= _MOST_ESCAPED * numbers.size:
                continue
            chance = math.log10(math.comb(numbers.size, few))
            if (numbers.size - few - 1) * math.log10(base) - chance >= _ENOUGH_EVIDENCE:
                found.append((few, -base, rest))
    if not found:
        return None
    _, negative, rest = min(found)
    base = -negative
    return FoundRounding(base, rest != 0), is_used & (counts % base != rest)


@dataclass(frozen=True, slots=True, eq=False)
class Blur:
    """How far the true numbers may lie beside the printed ones.

    Attributes:
        below, above: (n,) float64: 0 where a number is printed exactly.
    """

    below: FloatArray
    above: FloatArray


def find_blur(
    values: FloatArray,
    is_count: BoolArray,
    groups: tuple[Int32Array, ...],
    sums: tuple[Int32Array, Int32Array, FloatArray],
) -> Blur:
    """Return how far the counts of a workbook may lie beside what it prints.

    Args:
        values: (n,) float64: the printed numbers, NaN where there is none.
        is_count: (n,) bool.
        groups: Ways to group the cells, (n,) int32 each, the widest first: a group in which
            rounding shows is not divided further.
        sums: Relation (k,), cell (k,) and coefficient (k,) of the sums over the cells.
    """
    base = np.zeros(values.size)
    is_midpoint = np.zeros(values.size, bool)
    for group in groups:
        for members in _members(group, is_count & (base == 0)):
            found = find_rounding(values[members])
            if found is not None:
                base[members], is_midpoint[members] = found.base, found.is_midpoint
    base[~np.isfinite(values)] = 0.0
    nearest = _nearest(values, base, is_midpoint)
    if not base.any() or _fits(values, nearest, sums):
        return nearest
    reach = np.where(base > 0, base - 1, 0.0)
    widest = Blur(reach, reach)
    nothing = np.zeros(values.size)
    return widest if _fits(values, widest, sums) else Blur(nothing, nothing)


def _nearest(values: FloatArray, base: FloatArray, is_midpoint: BoolArray) -> Blur:
    """Return the blur of rounding to the nearest; a zero among midpoints is a zero."""
    half = np.where(is_midpoint & (values == 0), 0.0, np.floor(base / 2))
    return Blur(np.where(is_midpoint, np.maximum(half - 1, 0.0), half), half)


def _members(group: Int32Array, wanted: BoolArray) -> Iterator[Int32Array]:
    """Yield the wanted cells of each group."""
    cells = np.flatnonzero(wanted)
    order = cells[np.argsort(group[cells], kind="stable")]
    edges = np.flatnonzero(np.diff(group[order])) + 1
    yield from (part.astype(np.int32) for part in np.split(order, edges) if part.size)


def _fits(values: FloatArray, blur: Blur, sums: tuple[Int32Array, Int32Array, FloatArray]) -> bool:
    """Tell whether true numbers within the blur can add up in every sum of rounded numbers."""
    row, cell, coefficient = sums
    if not row.size:
        return True
    rows = int(row.max()) + 1
    is_blurred = np.isfinite(values[cell]) & (blur.above[cell] > 0)
    whole = np.bincount(row, ~is_blurred, minlength=rows) == 0
    ends = (
        coefficient * (values[cell] - blur.below[cell]),
        coefficient * (values[cell] + blur.above[cell]),
    )
    least = np.bincount(row, np.nan_to_num(np.minimum(*ends)), minlength=rows)
    most = np.bincount(row, np.nan_to_num(np.maximum(*ends)), minlength=rows)
    return bool(np.all((least[whole] <= 1e-6) & (most[whole] >= -1e-6)))
