"""Where the numbers of a table bear out what a checker says of them: a total, a percentage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.last_digit import last_digit
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Axis, Statistic, Table

_FACTORS = (100.0, 1.0, 1000.0, 10_000.0, 100_000.0)
_UNITS = (1000.0, 100.0, 10.0, 5.0, 1.0, 0.1, 0.01, 0.001)
_SHARE_THAT_IS_EXACT = 0.9
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class LineCheck:
    """In which lines of the other axis something holds; all counted from 0 on the sheet.

    Attributes:
        holds: Where the numbers bear it out.
        fails: Where they speak against it.
        is_open: Where markers stand that leave room for it.
    """

    holds: tuple[int, ...]
    fails: tuple[int, ...]
    is_open: tuple[int, ...]

    @property
    def across(self) -> tuple[int, ...]:
        """The lines in which it can be true."""
        return tuple(sorted((*self.holds, *self.is_open)))

    @property
    def known(self) -> int:
        """In how many lines the numbers say whether it holds."""
        return len(self.holds) + len(self.fails)


def own_lines(table: Table, axis: Axis) -> tuple[int, ...]:
    """Return the lines of `axis` of the body, without those left out."""
    return other_lines(table, Axis.COLUMNS if axis is Axis.ROWS else Axis.ROWS)


def other_lines(table: Table, axis: Axis) -> tuple[int, ...]:
    """Return the lines of the body that cross lines of `axis`, without those left out."""
    if axis is Axis.ROWS:
        return tuple(one for one in table.body.columns if one not in table.left_out_columns)
    return tuple(one for one in table.body.rows if one not in table.left_out_rows)


def check_sum(
    grid: Grid, table: Table, axis: Axis, total: int, parts: Sequence[int]
) -> tuple[LineCheck, float]:
    """Find out where `parts` add up to `total`.

    Returns:
        In which lines they do, and how far apart rounding puts them (0 when they add up exactly).
    """
    lines = additive_lines(table, axis, (total, *parts))
    values, withheld = _numbers(grid, axis, (total, *parts), lines)
    goal, below = values[0], values[1:]
    is_empty = (np.isnan(goal) & ~withheld[0]) | (np.isnan(below) & ~withheld[1:]).all(axis=0)
    unclear = withheld.any(axis=0) & ~is_empty
    known = ~unclear & ~is_empty
    error = np.abs(np.nansum(below, axis=0) - goal)
    exact = known & (error <= _NOISE * np.maximum(np.abs(goal), 1.0))
    slack = 0.5 * _rounding_unit(values) * (len(parts) + 1)
    is_near = int(exact.sum()) < _SHARE_THAT_IS_EXACT * int(known.sum())
    holds = known & (error <= slack * (1 + _NOISE)) if is_near else exact
    room = unclear & _leaves_room(below, goal)
    tolerance = float(slack) if bool((holds & ~exact).any()) else 0.0
    return _line_check(lines, holds, (known | unclear) & ~holds & ~room, room), tolerance


@dataclass(frozen=True, slots=True)
class RatioLines:
    """A line of percentages, rates or means and what it may have been worked out from.

    Attributes:
        axis: ROWS when the lines are sheet rows, else COLUMNS.
        ratio, numerator, denominator: The lines, counted from 0 on the sheet.
        denominator_at: The line of the other axis in which the denominator always stands; None:
            in the same one as the ratio.
    """

    axis: Axis
    ratio: int
    numerator: int
    denominator: int
    denominator_at: int | None = None


def check_ratio(grid: Grid, table: Table, of: RatioLines) -> tuple[LineCheck, float, float]:
    """Find out where a line is the percentage, rate or mean of others.

    Returns:
        In which lines it is, the factor (100 for percentages), and what was rounded to.
    """
    lines = other_lines(table, of.axis)
    values, withheld = _numbers(grid, of.axis, (of.ratio, of.numerator, of.denominator), lines)
    if of.denominator_at is not None:
        fixed, hidden = _numbers(grid, of.axis, (of.denominator,), (of.denominator_at,))
        values[2], withheld[2] = fixed[0, 0], hidden[0, 0]
    step = last_digit(values[0])
    unclear: BoolArray = np.logical_or.reduce(withheld)
    known = ~np.isnan(values).any(axis=0) & (np.nan_to_num(values[2]) != 0)
    best = max(_FACTORS, key=lambda one: int(_is_ratio(values, known, one, step).sum()))
    holds = _is_ratio(values, known, best, step)
    size = 1.0 + np.abs(np.nan_to_num(values[0]))
    is_rounded = bool((holds & (_ratio_errors(values, best) > _NOISE * size)).any())
    return _line_check(lines, holds, known & ~holds, unclear), best, step if is_rounded else 0.0


def _numbers(
    grid: Grid, axis: Axis, lines: Sequence[int], others: Sequence[int]
) -> tuple[FloatArray, BoolArray]:
    """Return numbers (NaN for none) and markers: (lines, others) each."""
    values = np.full((len(lines), len(others)), np.nan)
    withheld = np.zeros(values.shape, bool)
    rows, columns = (lines, others) if axis is Axis.ROWS else (others, lines)
    kept_rows = [one for one in rows if one < grid.sheet.shape[0]]
    kept_columns = [one for one in columns if one < grid.sheet.shape[1]]
    place = np.ix_(kept_rows, kept_columns)
    found = grid.sheet.values[place].copy()
    found[grid.classes[place] != CellClass.NUMBER] = np.nan
    hidden = grid.classes[place] == CellClass.MARKER
    if axis is Axis.COLUMNS:
        found, hidden = found.T, hidden.T
    values[: found.shape[0], : found.shape[1]] = found
    withheld[: hidden.shape[0], : hidden.shape[1]] = hidden
    return values, withheld


def additive_lines(table: Table, axis: Axis, own: Sequence[int]) -> tuple[int, ...]:
    """Return the lines that cross `own` with numbers that can add up; all where none can."""
    lines = other_lines(table, axis)
    additive = tuple(
        line
        for line in lines
        if all(_statistic_at(table, axis, one, line).is_additive for one in own)
    )
    return additive or lines


def _statistic_at(table: Table, axis: Axis, line: int, other: int) -> Statistic:
    if axis is Axis.ROWS:
        return table.statistic_at(line, other)
    return table.statistic_at(other, line)


def _leaves_room(parts: FloatArray, goal: FloatArray) -> BoolArray:
    """Tell where the known parts do not exceed the total; negative amounts leave room always."""
    if bool((np.nan_to_num(parts) < 0).any()):
        return np.ones(goal.shape, bool)
    room: BoolArray = np.isnan(goal) | (np.nansum(parts, axis=0) <= goal + _NOISE)
    return room


def _line_check(
    lines: Sequence[int], holds: BoolArray, fails: BoolArray, is_open: BoolArray
) -> LineCheck:
    chosen = (
        tuple(lines[int(place)] for place in np.flatnonzero(one)) for one in (holds, fails, is_open)
    )
    return LineCheck(*chosen)


def _rounding_unit(values: FloatArray) -> float:
    """Return what the numbers look rounded to, 0 when nothing."""
    numbers = values[~np.isnan(values) & (values != 0)]
    for unit in _UNITS if numbers.size else ():
        if bool((np.abs(numbers / unit - np.round(numbers / unit)) < 1e-6).all()):
            return unit
    return 0.0


def _ratio_errors(values: FloatArray, factor: float) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        error: FloatArray = np.abs(factor * values[1] / values[2] - values[0])
    return error


def _is_ratio(values: FloatArray, known: BoolArray, factor: float, step: float) -> BoolArray:
    slack = 0.5 * step * (1 + 1e-6) + _NOISE * np.maximum(np.abs(np.nan_to_num(values[0])), 1.0)
    holds: BoolArray = known & (_ratio_errors(values, factor) <= slack)
    return holds
