"""Controlled rounding: multiples of a base that still add up, as close to the numbers as possible.

Zero-restricted controlled rounding moves every number to one of the two multiples around it and
leaves multiples where they are. It minimises the sum of all moves over everything that adds up.
In two dimensions, one of them with levels, it always exists; in three it need not: a table of
2x2x2 with ones at 000, 011, 101 and 110 has none to base 2. Then as few numbers as possible go one
multiple further, or two.

Source: Cox (1987), "A constructive procedure for unbiased controlled rounding"; Handbook on
Statistical Disclosure Control, 2nd edition, section 5.4.2; Salazar, Staggemeier and Bycroft (2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

MOST_STEPS = 3
_BEYOND = 1_000.0
"""What one multiple further costs, in bases: more than any other move can save."""
_WHOLE = 1e-6
_NOISE = 1e-9
"""Share of the base by which a multiple may be off for floating point."""
_MOST_NODES = 20_000


class NoControlledRoundingError(SdcError):
    """Raised when no multiples near the numbers add up."""

    hint = "Round conventionally, or withhold or combine some categories first."

    def __init__(self) -> None:
        super().__init__("No multiples near these numbers add up to multiples near their totals.")


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """m sums over n numbers that must hold after rounding: `A x = 0`.

    Attributes:
        row_starts: (m + 1,) int32. columns: (nonzeros,) int32. coefficients: (nonzeros,) float64,
            whole numbers.
    """

    row_starts: Int32Array
    columns: Int32Array
    coefficients: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class ControlledRounding:
    """Rounded numbers and how good they are.

    Attributes:
        values: (n,) float64: multiples of the base that add up.
        steps: How many multiples further than the next one a number had to go: 0 when the rounding
            is zero-restricted.
        beyond: How many numbers went further.
        deviation: Sum of all moves.
        lower_bound: No rounding with these steps has a smaller sum.
        is_optimal: The two are equal.
    """

    values: FloatArray
    steps: int
    beyond: int
    deviation: float
    lower_bound: float
    is_optimal: bool


def round_controlled(
    values: FloatArray, sums: Sums, base: float, is_fixed: BoolArray | None = None
) -> ControlledRounding:
    """Return the multiples of `base` nearest to `values` that add up as these do.

    Args:
        values: (n,) float64: numbers that meet every sum.
        sums: What adds up.
        base: What to round to, above 0.
        is_fixed: (n,) bool: multiples of the base that have to stay; zeros always stay.

    Raises:
        ValueError: The base is not above 0, or a number is not finite.
        NoControlledRoundingError: Nothing within `MOST_STEPS` multiples adds up.
    """
    if not base > 0 or not np.isfinite(values).all():
        raise ValueError("controlled rounding needs a base above 0 and finite numbers")
    fixed = values == 0 if is_fixed is None else is_fixed | (values == 0)
    for steps in range(MOST_STEPS + 1):
        found = _solve(_Model(values, sums, base, fixed, steps))
        if found is not None:
            return found
    raise NoControlledRoundingError


class _Model:
    """The rounding of one table as a (mixed) linear programme.

    Number i becomes `base * (floor_i + up_i + more_i - less_i)`, `up` being 0 or 1, `more` and
    `less` at most `steps`.
    """

    def __init__(
        self, values: FloatArray, sums: Sums, base: float, fixed: BoolArray, steps: int
    ) -> None:
        self.values, self.base, self.steps = values, base, steps
        multiples = values / base
        is_multiple = np.abs(multiples - np.rint(multiples)) <= _NOISE
        self.floors = np.where(is_multiple, np.rint(multiples), np.floor(multiples))
        self.rest = np.where(is_multiple, 0.0, values - base * self.floors)
        self.moves = np.flatnonzero(self.rest > 0)
        self.strays = np.flatnonzero(~fixed) if steps else np.zeros(0, np.intp)
        place = np.full(values.size, -1)
        place[self.moves] = np.arange(self.moves.size)
        self._sums, self._place = sums, place

    @property
    def is_whole(self) -> bool:
        """Whether numbers and base are whole, so that costs are."""
        return bool(np.all(self.values % 1 == 0)) and self.base % 1 == 0

    @property
    def least_saving(self) -> float:
        """What a better rounding would save at least."""
        return 0.5 if self.is_whole else _WHOLE * self.base

    @property
    def size(self) -> int:
        """Number of variables."""
        return int(self.moves.size + 2 * self.strays.size)

    def model(self, *, whole: bool) -> highspy.HighsLp:
        """Return the programme in HiGHS' terms."""
        sums, ups, strays = self._sums, self.moves.size, self.strays.size
        rows = sums.row_starts.size - 1
        row_of = np.repeat(np.arange(rows), np.diff(sums.row_starts))
        known = np.bincount(row_of, sums.coefficients * self.floors[sums.columns], minlength=rows)
        used = self._place[sums.columns] >= 0
        row = [row_of[used]]
        column = [self._place[sums.columns[used]]]
        coefficient = [sums.coefficients[used]]
        if strays:
            of_stray = np.full(self.values.size, -1)
            of_stray[self.strays] = np.arange(strays)
            used = of_stray[sums.columns] >= 0
            for start, sign in ((ups, 1.0), (ups + strays, -1.0)):
                row.append(row_of[used])
                column.append(start + of_stray[sums.columns[used]])
                coefficient.append(sign * sums.coefficients[used])
        return _lp(
            (np.concatenate(row), np.concatenate(column), np.concatenate(coefficient)),
            -np.asarray(known, np.float64),
            self.costs(),
            self._upper(),
            whole=whole,
        )

    def costs(self) -> FloatArray:
        """Return what each variable costs, in units of the numbers."""
        further = np.full(2 * self.strays.size, self.base * _BEYOND)
        return np.concatenate([self.base - 2 * self.rest[self.moves], further])

    def _upper(self) -> FloatArray:
        """Return how far each variable may go; nobody changes its sign."""
        floors, steps = self.floors[self.strays], float(self.steps)
        is_negative = self.values[self.strays] < 0
        more = np.where(is_negative, np.clip(-floors - 1, 0, steps), steps)
        less = np.where(is_negative, steps, np.clip(floors, 0, steps))
        return np.concatenate([np.ones(self.moves.size), more, less])

    def outcome(
        self, solution: FloatArray, bound: float, *, is_optimal: bool
    ) -> ControlledRounding:
        """Return the rounding of a solution, whose cost is at least `bound`."""
        whole = np.rint(solution)
        ups, strays = self.moves.size, self.strays.size
        multiples = self.floors.copy()
        multiples[self.moves] += whole[:ups]
        further = whole[ups : ups + strays] - whole[ups + strays :]
        multiples[self.strays] += further
        values = self.base * multiples
        deviation = float(np.abs(values - self.values).sum())
        beyond = int(np.count_nonzero(further))
        lowest = bound + float(self.rest[self.moves].sum())
        return ControlledRounding(
            values,
            self.steps,
            beyond,
            deviation,
            deviation if is_optimal else min(deviation, max(0.0, lowest)),
            is_optimal,
        )


def _lp(
    matrix: tuple[Int32Array, Int32Array, FloatArray],
    right: FloatArray,
    costs: FloatArray,
    upper: FloatArray,
    *,
    whole: bool,
) -> highspy.HighsLp:
    row, column, coefficient = matrix
    order = np.lexsort((row, column))
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = right.size, costs.size
    model.col_cost_, model.col_lower_, model.col_upper_ = costs, np.zeros(costs.size), upper
    model.row_lower_ = model.row_upper_ = right
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    counts = np.bincount(column.astype(np.intp), minlength=costs.size)
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    model.a_matrix_.index_ = row[order].astype(np.int32)
    model.a_matrix_.value_ = coefficient[order]
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * costs.size
    return model


def _solve(model: _Model) -> ControlledRounding | None:
    """Return the best rounding of a model, None when there is none.

    The linear programme alone gives whole numbers for two-way tables; others are branched on.
    """
    if not model.size:
        return model.outcome(np.zeros(0), 0.0, is_optimal=True)
    relaxed = _run(model, whole=False)
    if relaxed is None:
        return None
    solution, bound = relaxed
    if np.abs(solution - np.rint(solution)).max(initial=0.0) <= _WHOLE:
        return model.outcome(solution, bound, is_optimal=True)
    found = _run(model, whole=True)
    if found is None:
        return None
    solution, bound = found
    cost = float(model.costs() @ np.rint(solution))
    return model.outcome(solution, bound, is_optimal=cost <= bound + model.least_saving)


def _run(model: _Model, *, whole: bool) -> tuple[FloatArray, float] | None:
    """Return a solution and a lower bound of its cost, None when there is no solution."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("presolve", "on" if whole else "off"),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", model.least_saving),
        ("mip_max_nodes", _MOST_NODES),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(model.model(whole=whole))
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.kSolutionStatusFeasible:
        return None
    bound = info.mip_dual_bound if whole else info.objective_function_value
    return np.array(solver.getSolution().col_value), float(bound)
