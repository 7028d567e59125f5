"""Multiples of relations that limit one unknown cell: a linear program looks for few of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np

from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.sheets import FloatArray, Int32Array

_COST_OF_A_BOUND = 3.0
_LARGEST_DIVISOR = 10**6
_NEARLY = 1e-7
_MOST_ITERATIONS = 20_000


@dataclass(frozen=True, slots=True)
class Multiples:
    """What limits a cell on one side: `way * cell <= sum of multiples of relations and bounds`.

    Attributes:
        way: 1 for its greatest value, -1 for its least, 0 for both (by adding up alone).
        relations: Relation of the problem to its multiple.
        bounds: Unknown cell to the multiple of its upper (positive) or lower bound (negative).
        total: What the multiples of relations come to.
        limit: The same with the multiples of bounds.
    """

    way: int
    relations: dict[int, Fraction]
    bounds: dict[int, Fraction]
    total: Fraction
    limit: Fraction


def find_multiples(
    problem: Problem, rows: Int32Array, entries: Int32Array, place: int, way: int, goal: float
) -> Multiples | None:
    """Return multiples of some relations that limit a cell as far as `goal`, None where none do.

    Args:
        problem: The unknown cells.
        rows: The relations that may be used.
        entries: (nonzeros,) int32: places of their coefficients in the problem.
        place: The cell.
        way: 1 for its greatest value, -1 for its least, 0 for both.
        goal: The value in question; not used for both. Counts cannot exceed it when they must
            stay less than one above it.
    """
    cells = np.unique(np.append(problem.column[entries], place))
    program = _Program(problem, rows, cells, entries, place, way)
    nearly = _NEARLY * max(1.0, abs(goal))
    for room in (nearly, 1 - nearly) if way and problem.is_count[place] else (nearly,):
        values = program.solve(way * goal + room if way else np.inf)
        found = None if values is None else program.exactly(values)
        if found is not None and (way == 0 or float(found.limit) <= way * goal + room):
            return found
    return None


class _Program:
    """Columns: relations by their upper bound, by their lower bound; cells by theirs likewise."""

    def __init__(
        self,
        problem: Problem,
        rows: Int32Array,
        cells: Int32Array,
        entries: Int32Array,
        place: int,
        way: int,
    ) -> None:
        self._problem, self._rows, self._cells = problem, rows, cells
        self._place, self._way = place, way
        self._row_at = np.searchsorted(rows, problem.row[entries])
        self._cell_at = np.searchsorted(cells, problem.column[entries])
        self._terms = problem.coefficient[entries]
        low, high = problem.row_lower[rows], problem.row_upper[rows]
        least, most = problem.lower[cells], problem.upper[cells]
        if way == 0:
            low = high = np.where(low == high, low, np.inf)
            least, most = np.full(cells.size, -np.inf), np.full(cells.size, np.inf)
        self._limits = np.concatenate([high, -low, most, -least])
        self._is_usable = np.isfinite(self._limits)

    def solve(self, most: float) -> FloatArray | None:
        """Return the cheapest multiples whose limit is at most `most`, (columns,) float64."""
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "off"),
            ("simplex_iteration_limit", _MOST_ITERATIONS),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(self._model(most))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(solver.getSolution().col_value)

    def _model(self, most: float) -> highspy.HighsLp:
        rows, cells = self._rows.size, self._cells.size
        columns = 2 * rows + 2 * cells
        usable = self._is_usable
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = columns, cells + 1
        sizes = 1.0 + np.bincount(self._row_at, minlength=rows) / (1.0 + self._row_at.size)
        bounds = np.full(2 * cells, _COST_OF_A_BOUND)
        model.col_cost_ = np.concatenate([sizes, sizes, bounds])
        model.col_lower_ = np.zeros(columns)
        model.col_upper_ = np.where(usable, np.inf, 0.0)
        aim = np.zeros(cells)
        aim[np.searchsorted(self._cells, self._place)] = self._way or 1
        model.row_lower_ = np.append(aim, -np.inf)
        model.row_upper_ = np.append(aim, most)
        one = np.arange(cells)
        limits = np.where(usable, self._limits, 0.0)
        row = np.concatenate([self._cell_at, self._cell_at, one, one, np.full(columns, cells)])
        limited = np.arange(2 * rows, columns)
        column = np.concatenate([self._row_at, self._row_at + rows, limited, np.arange(columns)])
        ones = np.ones(cells)
        value = np.concatenate([self._terms, -self._terms, ones, -ones, limits])
        order = np.lexsort((row, column))
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kColwise
        matrix.start_ = np.searchsorted(column[order], np.arange(columns + 1)).astype(np.int32)
        matrix.index_, matrix.value_ = row[order].astype(np.int32), value[order]
        return model

    def exactly(self, values: FloatArray) -> Multiples | None:
        """Return the multiples as fractions, None where they do not add up exactly."""
        rows = self._rows.size
        net = values[:rows] - values[rows : 2 * rows]
        multiples = {
            number: Fraction(value).limit_denominator(_LARGEST_DIVISOR)
            for number, value in enumerate(net.tolist())
            if abs(value) > _NEARLY
        }
        own = int(np.searchsorted(self._cells, self._place))
        left = {own: Fraction(self._way or 1)}
        for row, cell, term in zip(
            self._row_at.tolist(), self._cell_at.tolist(), self._terms.tolist(), strict=True
        ):
            if row in multiples:
                left[cell] = left.get(cell, Fraction(0)) - multiples[row] * Fraction(term)
        if left[own] == (self._way or 1):
            multiples, left = {}, {own: left[own]}  # its own bound is all there is
        bounds = {cell: value for cell, value in left.items() if value}
        total = self._sum(multiples, 0)
        limit = self._sum(bounds, 2 * rows)
        if total is None or limit is None:
            return None
        return Multiples(
            self._way,
            {int(self._rows[number]): value for number, value in multiples.items()},
            {int(self._cells[number]): value for number, value in bounds.items()},
            total,
            total + limit,
        )

    def _sum(self, multiples: dict[int, Fraction], first: int) -> Fraction | None:
        """Return what multiples of limits come to, None where one has no such limit."""
        half = self._rows.size if first == 0 else self._cells.size
        total = Fraction(0)
        for number, value in multiples.items():
            place = first + number + (0 if value > 0 else half)
            if not self._is_usable[place]:
                return None
            total += abs(value) * to_fraction(float(self._limits[place]))
        return total


def to_fraction(number: float) -> Fraction:
    """Return the decimal that a number stands for."""
    return Fraction(number).limit_denominator(_LARGEST_DIVISOR)
