"""What is left to a reader to work out: unknown cells, and relations with the known ones put in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_NOISE = 1e-14
"""What floating point may add to a sum, in parts of the size of its terms."""

_WHOLE_ROOM = 1e-7
_MOST_DECIMALS = 8
_ULPS = 4.0
_MOST_DOUBT = 1e-3


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
        return _slice(self, new_row, new_column, columns, rows, kept.astype(np.int32))


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
    coefficients, times = _whole_coefficients(system, row_of)
    known = is_known[system.columns]
    terms = np.where(known, coefficients * np.where(is_known, lower, 0.0)[system.columns], 0)
    count = system.row_lower.size
    seen = np.bincount(row_of, terms, minlength=count)
    relations = np.flatnonzero(np.bincount(row_of[~known], minlength=count))
    size = np.bincount(row_of, np.abs(terms), minlength=count).astype(np.float64)
    left = system.row_lower * times - seen, system.row_upper * times - seen
    rows = _round_sums(system, row_of, coefficients, left, size)
    problem = Problem(
        unknown=np.arange(len(system.cells), dtype=np.int32),
        relation=np.arange(count, dtype=np.int32),
        lower=lower,
        upper=upper,
        is_count=system.is_count,
        row=row_of,
        column=system.columns,
        coefficient=coefficients,
        row_lower=rows[0],
        row_upper=rows[1],
    )
    unknown = np.flatnonzero(~is_known)
    return problem.part(unknown.astype(np.int32), relations.astype(np.int32))


def is_near_whole(numbers: FloatArray) -> BoolArray:
    """Tell which numbers are whole but for the last bits of floating point; infinite ones are."""
    with np.errstate(invalid="ignore"):
        doubt = np.minimum(_ULPS * np.spacing(np.abs(numbers)), _MOST_DOUBT)
        near: BoolArray = np.abs(numbers - np.rint(numbers)) <= doubt
    return near | np.isinf(numbers)


def _whole_coefficients(
    system: RelationSystem, row_of: Int32Array
) -> tuple[FloatArray, FloatArray]:
    """Return coefficients, whole where they are decimals, and by what each relation was multiplied.

    Returns:
        (nonzeros,) and (m,) float64, the second a power of ten.
    """
    times = np.ones(system.row_lower.size)
    if np.all(np.abs(system.coefficients) == 1):
        return system.coefficients, times
    for power in range(1, _MOST_DECIMALS + 1):
        bad = ~is_near_whole(system.coefficients * times[row_of])
        if not bad.any():
            break
        times[row_of[bad]] = 10.0**power
    terms = system.coefficients * times[row_of]
    return np.where(is_near_whole(terms), np.rint(terms), terms), times


def _round_sums(
    system: RelationSystem,
    row_of: Int32Array,
    coefficients: FloatArray,
    left: tuple[FloatArray, FloatArray],
    size: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Take floating point noise out of the bounds `left` of relations.

    Sums of whole numbers are whole, so their bounds are rounded inward; sums of decimals are
    rounded to their digits; what is not decimal gets the room of the noise.
    """
    count = size.size
    steps = np.full(count, np.inf)
    np.minimum.at(steps, row_of, system.steps[system.columns])
    is_whole = np.ones(count, bool)
    np.logical_and.at(is_whole, row_of, system.is_count[system.columns])
    has_whole_terms = np.bincount(row_of, coefficients % 1, minlength=count) == 0
    noise = _NOISE * size
    digits = np.where((steps > 0) & np.isfinite(steps), steps, 1.0) / 100
    is_decimal = (steps > 0) & has_whole_terms
    row_lower, row_upper = left
    lower = np.where(is_decimal, np.rint(row_lower / digits) * digits, row_lower - noise)
    upper = np.where(is_decimal, np.rint(row_upper / digits) * digits, row_upper + noise)
    is_whole &= has_whole_terms
    lower[is_whole] = np.ceil(lower[is_whole] - _WHOLE_ROOM)
    upper[is_whole] = np.floor(upper[is_whole] + _WHOLE_ROOM)
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


def split(
    problem: Problem, of_cell: Int32Array, of_row: Int32Array
) -> list[tuple[Problem, Int32Array]]:
    """Return the components as problems of their own, each with the numbers of its cells.

    Args:
        problem: Every relation holds a cell.
        of_cell: (k,) int32: the component of each cell.
        of_row: (r,) int32: the component of each relation, the number of one of its cells.
    """
    cells, rows = _sorted(of_cell), _sorted(of_row)
    entries = _sorted(of_row[problem.row])
    new_row, new_column = _places(rows, of_row), _places(cells, of_cell)
    labels, cell_starts = np.unique(of_cell[cells], return_index=True)
    cuts = [
        np.append(starts, size)
        for starts, size in (
            (cell_starts, cells.size),
            (np.searchsorted(of_row[rows], labels), rows.size),
            (np.searchsorted(of_row[problem.row[entries]], labels), entries.size),
        )
    ]
    return [
        (_slice(problem, new_row, new_column, cells[a:b], rows[c:d], entries[e:f]), cells[a:b])
        for (a, b), (c, d), (e, f) in zip(
            *(zip(cut[:-1].tolist(), cut[1:].tolist(), strict=True) for cut in cuts), strict=True
        )
    ]


def _sorted(labels: Int32Array) -> Int32Array:
    return np.argsort(labels, kind="stable").astype(np.int32)


def _places(order: Int32Array, labels: Int32Array) -> Int32Array:
    """Return the place of each number among those with the same label."""
    in_order = labels[order]
    firsts = np.flatnonzero(np.diff(in_order, prepend=-1))
    start = np.repeat(firsts, np.diff(np.append(firsts, order.size)))
    places = np.empty(order.size, np.int32)
    places[order] = np.arange(order.size) - start
    return places


def _slice(
    problem: Problem,
    new_row: Int32Array,
    new_column: Int32Array,
    cells: Int32Array,
    rows: Int32Array,
    entries: Int32Array,
) -> Problem:
    return Problem(
        unknown=problem.unknown[cells],
        relation=problem.relation[rows],
        lower=problem.lower[cells],
        upper=problem.upper[cells],
        is_count=problem.is_count[cells],
        row=new_row[problem.row[entries]],
        column=new_column[problem.column[entries]],
        coefficient=problem.coefficient[entries],
        row_lower=problem.row_lower[rows],
        row_upper=problem.row_upper[rows],
    )
