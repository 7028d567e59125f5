"""What is left to a reader to work out: unknown cells, and relations with the known ones put in."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_ROUNDS = 60
_WORTH_NOTING = 1e-7
"""A narrower bound of a number that is not whole counts when it gains this much of its size."""

_NOISE = 1e-14
"""What floating point may add to a sum, in parts of the size of its terms."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Bounds `row_lower <= A x <= row_upper`, `lower <= x <= upper` over k unknown cells.

    Attributes:
        unknown: (k,) int32: numbers of the cells in the relation system.
        relation: (r,) int32: numbers of the relations there.
        lower, upper: (k,) float64. is_count: (k,) bool.
        row, column, coefficient: (nonzeros,): A, sorted by row.
        row_lower, row_upper: (r,) float64, with the known cells put in.
    """

    unknown: Int32Array
    relation: Int32Array
    lower: FloatArray
    upper: FloatArray
    is_count: BoolArray
    row: Int32Array
    column: Int32Array
    coefficient: FloatArray
    row_lower: FloatArray
    row_upper: FloatArray

    @property
    def shape(self) -> tuple[int, int]:
        """Number of relations and of unknown cells."""
        return self.row_lower.size, self.lower.size

    def part(self, columns: Int32Array, rows: Int32Array) -> Problem:
        """Return the problem of these cells and relations; they must share none with others."""
        new_row = np.full(self.row_lower.size, -1, np.int32)
        new_column = np.full(self.lower.size, -1, np.int32)
        new_row[rows] = np.arange(rows.size)
        new_column[columns] = np.arange(columns.size)
        kept = np.flatnonzero((new_row[self.row] >= 0) & (new_column[self.column] >= 0))
        return Problem(
            unknown=self.unknown[columns],
            relation=self.relation[rows],
            lower=self.lower[columns],
            upper=self.upper[columns],
            is_count=self.is_count[columns],
            row=new_row[self.row[kept]],
            column=new_column[self.column[kept]],
            coefficient=self.coefficient[kept],
            row_lower=self.row_lower[rows],
            row_upper=self.row_upper[rows],
        )


def reduce_system(
    system: RelationSystem, is_known: BoolArray, lower: FloatArray, upper: FloatArray
) -> Problem:
    """Return the problem that is left when the known cells are put into the relations.

    Args:
        system: What adds up.
        is_known: (n,) bool: the cells whose number, `lower`, a reader sees.
        lower: (n,) float64: least possible values.
        upper: (n,) float64: greatest possible values.
    """
    row_of = system.row_of
    known = is_known[system.columns]
    terms = np.where(known, system.coefficients * np.where(is_known, lower, 0.0)[system.columns], 0)
    count = system.row_lower.size
    seen = np.bincount(row_of, terms, minlength=count)
    relations = np.flatnonzero(np.bincount(row_of[~known], minlength=count))
    size = np.bincount(row_of, np.abs(terms), minlength=count).astype(np.float64)
    rows = _round_sums(system, row_of, system.row_lower - seen, system.row_upper - seen, size)
    problem = Problem(
        unknown=np.arange(len(system.cells), dtype=np.int32),
        relation=np.arange(count, dtype=np.int32),
        lower=lower,
        upper=upper,
        is_count=system.is_count,
        row=row_of,
        column=system.columns,
        coefficient=system.coefficients,
        row_lower=rows[0],
        row_upper=rows[1],
    )
    unknown = np.flatnonzero(~is_known)
    return problem.part(unknown.astype(np.int32), relations.astype(np.int32))


def _round_sums(
    system: RelationSystem,
    row_of: Int32Array,
    row_lower: FloatArray,
    row_upper: FloatArray,
    size: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Take floating point noise out of the bounds of relations.

    Sums of whole numbers are whole, so their bounds are rounded inward; sums of decimals are
    rounded to their digits; what is not decimal gets the room of the noise.
    """
    count = row_lower.size
    steps = np.full(count, np.inf)
    np.minimum.at(steps, row_of, system.steps[system.columns])
    is_whole = np.ones(count, bool)
    np.logical_and.at(is_whole, row_of, system.is_count[system.columns])
    noise = _NOISE * size
    digits = np.where((steps > 0) & np.isfinite(steps), steps, 1.0) / 100
    is_decimal = steps > 0
    lower = np.where(is_decimal, np.rint(row_lower / digits) * digits, row_lower - noise)
    upper = np.where(is_decimal, np.rint(row_upper / digits) * digits, row_upper + noise)
    lower[is_whole] = np.ceil(lower[is_whole] - _WORTH_NOTING)
    upper[is_whole] = np.floor(upper[is_whole] + _WORTH_NOTING)
    return lower, upper


def components(problem: Problem) -> tuple[Int32Array, Int32Array]:
    """Return the connected component of each cell (k,) and relation (r,), any numbers."""
    of_cell = np.arange(problem.lower.size, dtype=np.int32)
    of_row = np.zeros(problem.row_lower.size, np.int32)
    if not problem.row.size:
        return of_cell, of_row
    row_starts = np.flatnonzero(np.diff(problem.row, prepend=-1))
    rows = problem.row[row_starts]
    order = np.argsort(problem.column, kind="stable")
    column_starts = np.flatnonzero(np.diff(problem.column[order], prepend=-1))
    columns = problem.column[order][column_starts]
    while True:
        of_row[rows] = np.minimum.reduceat(of_cell[problem.column], row_starts)
        nearest = of_cell.copy()
        nearest[columns] = np.minimum.reduceat(of_row[problem.row[order]], column_starts)
        nearest = nearest[nearest]
        if np.array_equal(nearest, of_cell):
            return of_cell, of_row
        of_cell = nearest


def propagate(problem: Problem) -> tuple[Problem, BoolArray]:
    """Narrow the bounds by looking at one relation at a time, until nothing changes.

    Returns:
        The problem with valid, maybe still too wide bounds, and (k,) bool: the cells of the
        components in which the relations contradict one another; their bounds mean nothing.
    """
    lower, upper = problem.lower.copy(), problem.upper.copy()
    whole = problem.is_count
    lower[whole], upper[whole] = np.ceil(lower[whole]), np.floor(upper[whole])
    of_cell, of_row = components(problem)
    impossible = np.zeros(lower.size, bool)
    order = np.argsort(problem.column, kind="stable")
    starts = np.flatnonzero(np.diff(problem.column[order], prepend=-1))
    touched = problem.column[order][starts]
    for _ in range(_ROUNDS if problem.row.size else 0):
        low, high, broken = _implied_bounds(problem, lower, upper)
        new_lower, new_upper = lower.copy(), upper.copy()
        new_lower[touched] = np.maximum.reduceat(low[order], starts)
        new_upper[touched] = np.minimum.reduceat(high[order], starts)
        new_lower[whole] = np.ceil(new_lower[whole] - _WORTH_NOTING)
        new_upper[whole] = np.floor(new_upper[whole] + _WORTH_NOTING)
        gains = _is_gain(lower, new_lower) | _is_gain(-upper, -new_upper)
        lower = np.where(gains, np.maximum(lower, new_lower), lower)
        upper = np.where(gains, np.minimum(upper, new_upper), upper)
        bad = np.union1d(of_row[broken], of_cell[lower > upper + _room(lower)])
        impossible |= np.isin(of_cell, bad)
        lower[impossible], upper[impossible] = problem.lower[impossible], problem.upper[impossible]
        if not (gains & ~impossible).any():
            break
    crossed = (lower > upper) & ~impossible
    lower[crossed] = upper[crossed] = (lower[crossed] + upper[crossed]) / 2
    return replace(problem, lower=lower, upper=upper), impossible


def _implied_bounds(
    problem: Problem, lower: FloatArray, upper: FloatArray
) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Return the bounds that each relation gives each of its cells: (nonzeros,) twice.

    The third array, (r,) bool, tells which relations no values within the bounds can meet.
    """
    a, rows = problem.coefficient, problem.row
    count = problem.row_lower.size
    ends = a * lower[problem.column], a * upper[problem.column]
    least, most = np.minimum(*ends), np.maximum(*ends)
    others_least, row_least = _sum_of_others(least, rows, count)
    others_most, row_most = _sum_of_others(most, rows, count)
    room = _room(problem.row_upper)
    broken = (row_least > problem.row_upper + room) | (row_most < problem.row_lower - room)
    first = (problem.row_lower[rows] - others_most) / a
    second = (problem.row_upper[rows] - others_least) / a
    return np.minimum(first, second), np.maximum(first, second), broken


def _sum_of_others(
    terms: FloatArray, rows: Int32Array, count: int
) -> tuple[FloatArray, FloatArray]:
    """Return for each term the sum of the other terms of its row, and the sums of all rows."""
    is_finite = np.isfinite(terms)
    infinite = np.where(is_finite, 0.0, terms)
    finite = np.where(is_finite, terms, 0.0)
    sums = np.bincount(rows, finite, minlength=count).astype(np.float64)
    unbounded = np.bincount(rows, ~is_finite, minlength=count)
    sign = np.sign(infinite[~is_finite][0]) if (~is_finite).any() else 1.0
    others = sums[rows] - finite
    others[unbounded[rows] - ~is_finite > 0] = sign * np.inf
    sums[unbounded > 0] = sign * np.inf
    return others, sums


def _is_gain(old: FloatArray, new: FloatArray) -> BoolArray:
    """Tell where the lower bound `new` is worth having over `old`."""
    with np.errstate(invalid="ignore"):
        gain: BoolArray = new > old + _room(old)
    return gain | (np.isneginf(old) & ~np.isneginf(new))


def _room(sizes: FloatArray) -> FloatArray:
    return np.where(np.isfinite(sizes), _WORTH_NOTING * np.maximum(1.0, np.abs(sizes)), 0.0)
