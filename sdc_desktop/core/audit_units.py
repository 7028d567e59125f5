"""The attacker's problem in whole units, so that adding up is exact in floating point.

Numbers with one decimal become tenths, half-open roundings halves of them. Sums of whole numbers
below 2^53 have no rounding error, so what is decided in units is decided exactly. Components whose
numbers are no decimals, or too large, stay as they are and are marked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.audit_problem import Problem, components, is_near_whole
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

LARGEST_EXACT = 2.0**53
_FACTORS = tuple(float(part * 10**power) for power in range(7) for part in (1, 2))


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """A problem in units.

    Attributes:
        problem: Bounds times `factor`; relations with whole coefficients where these are decimals.
        factor: (k,) float64: units in one, the same for all cells of a component.
        is_whole: (k,) bool: all bounds and coefficients of the component are whole numbers, all
            sums of them exact, and so are all ends (`is_unit`), or all cells are counts.
        of_cell, of_row: The components, as `components` returns them.
    """

    problem: Problem
    factor: FloatArray
    is_whole: BoolArray
    of_cell: Int32Array
    of_row: Int32Array


def in_units(problem: Problem) -> Units:
    """Return `problem` in whole units, component by component, where that is possible."""
    of_cell, of_row = components(problem)
    factor = np.ones(problem.lower.size)
    open_labels = _labels_not_whole(problem, of_cell, of_row, factor, np.unique(of_cell))
    for candidate in _FACTORS[1:]:
        if not open_labels.size:
            break
        factor[np.isin(of_cell, open_labels)] = candidate
        open_labels = _labels_not_whole(problem, of_cell, of_row, factor, open_labels)
    bad = np.isin(of_cell, open_labels)
    factor[bad] = 1.0
    bad |= np.isin(of_cell, _labels_mixed(problem, of_cell, of_row, factor))
    factor[bad] = 1.0
    scaled = _scaled(problem, of_cell, of_row, factor, bad)
    bad |= np.isin(of_cell, _labels_too_large(scaled, of_cell, of_row))
    return Units(scaled, factor, ~bad, of_cell, of_row)


def _labels_not_whole(
    problem: Problem,
    of_cell: Int32Array,
    of_row: Int32Array,
    factor: FloatArray,
    labels: Int32Array,
) -> Int32Array:
    """Return those of `labels` whose component has a number that is not whole in its units."""
    cells = is_near_whole(problem.lower * factor) & is_near_whole(problem.upper * factor)
    times = factor[of_row]
    rows = is_near_whole(problem.row_lower * times) & is_near_whole(problem.row_upper * times)
    terms = is_near_whole(problem.coefficient)
    bad = of_cell[~cells], of_row[~rows], of_cell[problem.column[~terms]]
    return np.intersect1d(np.concatenate(bad), labels).astype(np.int32)


def _labels_mixed(
    problem: Problem, of_cell: Int32Array, of_row: Int32Array, factor: FloatArray
) -> Int32Array:
    """Return the components whose ends need not be whole.

    They have other coefficients than ±1 beside numbers that are no counts, or counts in units
    smaller than one.
    """
    no_count = np.unique(of_cell[~problem.is_count])
    not_unit = np.unique(of_row[problem.row[np.abs(problem.coefficient) != 1]])
    split_counts = np.unique(of_cell[problem.is_count & (factor != 1)])
    return np.union1d(np.intersect1d(no_count, not_unit), split_counts).astype(np.int32)


def _scaled(
    problem: Problem,
    of_cell: Int32Array,
    of_row: Int32Array,
    factor: FloatArray,
    bad: BoolArray,
) -> Problem:
    """Return the problem in units; numbers that are nearly whole become whole."""
    row_factor, row_bad = factor[of_row], bad[of_row]
    return replace(
        problem,
        lower=np.where(bad, problem.lower, np.rint(problem.lower * factor)),
        upper=np.where(bad, problem.upper, np.rint(problem.upper * factor)),
        row_lower=np.where(row_bad, problem.row_lower, np.rint(problem.row_lower * row_factor)),
        row_upper=np.where(row_bad, problem.row_upper, np.rint(problem.row_upper * row_factor)),
    )


def _labels_too_large(problem: Problem, of_cell: Int32Array, of_row: Int32Array) -> Int32Array:
    """Return the components in which a sum might not be exact in floating point."""
    rows = problem.row_lower.size
    size = np.maximum(_finite_size(problem.lower), _finite_size(problem.upper))
    largest = np.zeros(problem.lower.size)
    np.maximum.at(largest, of_cell, size)
    row_size = np.maximum(_finite_size(problem.row_lower), _finite_size(problem.row_upper))
    np.maximum.at(largest, of_row, row_size)
    weight = np.bincount(problem.row, np.abs(problem.coefficient), minlength=rows)
    heaviest = np.ones(problem.lower.size)
    np.maximum.at(heaviest, of_row, weight)
    return np.flatnonzero(largest * heaviest >= LARGEST_EXACT).astype(np.int32)


def _finite_size(numbers: FloatArray) -> FloatArray:
    return np.where(np.isfinite(numbers), np.abs(numbers), 0.0)
