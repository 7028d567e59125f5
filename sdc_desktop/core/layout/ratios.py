"""Percentages, rates and means of a table, with the lines that they were worked out from.

A line of ratios is believed to be `factor * numerator / denominator` where the printed numbers say
so in every line that tells anything, at least three of them, to their last printed digit. It is
believed of lines with a withheld number as well: there it may tell that number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.sums import TableNumbers, countable_lines
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Axis, LineRatio, Statistic

_FACTORS = (100.0, 1.0, 1e3, 1e4, 1e5, 1e6)
_POWERS = (0, 2, 3, 4, 5, 6)
_RATIOS = {Statistic.PERCENTAGE, Statistic.RATE, Statistic.MEAN, Statistic.OTHER}
_FEWEST_TELLING = 3
_SHARE_THAT_HOLDS = 0.95
_MOST_NUMERATORS = 40
_MOST_LINES = 1_000
_MOST_TOTALS = 6
_SAMPLE = 16
_SHARE_OF_THE_SAMPLE = 0.8
_STEPS = (1.0, 0.5, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6)
_NOISE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """The numbers of a table with the lines that may be ratios as its columns.

    Attributes:
        values: (others, lines) float64, NaN where there is no number.
        counts: Lines that can be divided, by place.
        totals: Places on the other axis whose numbers may be what a column is divided by.
    """

    values: FloatArray
    counts: list[int]
    totals: list[int]


def find_ratios(
    block: Block,
    numbers: TableNumbers,
    axis: Axis,
    statistics: Sequence[Statistic],
    totals: Sequence[int],
) -> tuple[LineRatio, ...]:
    """Return the ratios among the rows or the columns of a table.

    Args:
        block: Where the table is.
        numbers: Its numbers.
        axis: COLUMNS to look at columns of ratios.
        statistics: What each line of that axis holds, in the block's order.
        totals: Total lines of the other axis, as places on the sheet.
    """
    values = numbers.values if axis is Axis.COLUMNS else numbers.values.T
    kinds = numbers.kinds if axis is Axis.COLUMNS else numbers.kinds.T
    lines, others = block.data_columns, block.data_rows
    if axis is Axis.ROWS:
        lines, others = others, lines
    if len(lines) > _MOST_LINES:
        return ()
    place_of = {line: place for place, line in enumerate(others)}
    side = _Side(
        values,
        countable_lines(kinds),
        [place_of[line] for line in totals if line in place_of],
    )
    found = (
        _find_ratio(side, place)
        for place, statistic in enumerate(statistics)
        if statistic in _RATIOS and not np.isnan(values[:, place]).all()
    )
    return tuple(_line_ratio(one, axis, lines, others) for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class FoundRatio:
    """A ratio with places in place of sheet lines.

    Attributes:
        across: Where it holds, and where a number that it is worked out from is not shown.
        holding: In how many of these lines the printed numbers say so.
    """

    ratio: int
    numerator: int
    denominator: int
    denominator_at: int | None
    factor: float
    step: float
    across: tuple[int, ...]
    holding: int


def explain_ratio(
    numbers: FloatArray, others: FloatArray, totals: Sequence[int], numerators: int
) -> FoundRatio | None:
    """Return which two lines of `others` a line of ratios was worked out from, None for none.

    Args:
        numbers: (n,) float64: the ratios, NaN where there is none.
        others: (n, k) float64: what may have been divided, the likeliest line first.
        totals: Places in a line whose numbers may be what all of it was divided by.
        numerators: How many of `others`, from the first, may be what was divided.
    """
    lines = np.column_stack([numbers, others])
    side = _Side(lines, list(range(1, lines.shape[1])), list(totals))
    found = _find_ratio(side, 0, numerators)
    if found is None:
        return None
    return replace(found, numerator=found.numerator - 1, denominator=found.denominator - 1)


def _find_ratio(side: _Side, ratio: int, numerators: int = _MOST_NUMERATORS) -> FoundRatio | None:
    """Return where a line of ratios comes from: the lines nearest to it that explain it."""
    step = _step(side.values[:, ratio])
    nearest = sorted(side.counts, key=lambda place: (abs(place - ratio), place))
    nearest = [place for place in nearest if place != ratio]
    for numerator in nearest[:numerators]:
        for denominator, at in _screened(side, ratio, numerator, nearest, step):
            divisor = side.values[:, denominator]
            if at is not None:
                divisor = np.full(divisor.shape, divisor[at])
            found = _explains(side, ratio, numerator, denominator, divisor, step, at)
            if found is not None:
                return found
    return None


def _screened(
    side: _Side, ratio: int, numerator: int, nearest: list[int], step: float
) -> Iterator[tuple[int, int | None]]:
    """Yield denominators that explain a few of the numbers: (line, fixed place or None)."""
    numbers, dividend = side.values[:, ratio], side.values[:, numerator]
    usable = np.flatnonzero((np.nan_to_num(numbers) != 0) & (np.nan_to_num(dividend) != 0))
    if usable.size < _FEWEST_TELLING:
        return
    rows = usable[np.linspace(0, usable.size - 1, min(usable.size, _SAMPLE)).astype(int)]
    for at in (*side.totals[:_MOST_TOTALS], None):
        divisors = side.values[np.ix_(rows if at is None else [at], nearest)]
        with np.errstate(divide="ignore", invalid="ignore"):
            share = dividend[rows, None] / divisors
            power = np.rint(np.log10(np.abs(numbers[rows, None] / share)))
        is_known = np.isfinite(share)
        is_usual = is_known & np.isin(power, _POWERS)
        factor = 10.0 ** np.where(is_usual, power, 0.0)
        holds = is_usual & _are_near(numbers[rows, None], factor * share, step)
        enough = is_known.sum(axis=0) >= _FEWEST_TELLING
        explained = holds.sum(axis=0) >= _SHARE_OF_THE_SAMPLE * is_known.sum(axis=0)
        for place in np.flatnonzero(enough & explained):
            if at is not None or nearest[place] != numerator:
                yield nearest[place], at


def _explains(
    side: _Side,
    ratio: int,
    numerator: int,
    denominator: int,
    divisor: FloatArray,
    step: float,
    at: int | None,
) -> FoundRatio | None:
    """Return the ratio when the division gives the printed numbers, None when it does not."""
    numbers, dividend = side.values[:, ratio], side.values[:, numerator]
    known = ~np.isnan(numbers) & ~np.isnan(dividend) & (np.nan_to_num(divisor) != 0)
    if known.sum() < _FEWEST_TELLING:
        return None
    share = np.divide(dividend, divisor, out=np.full(numbers.shape, np.nan), where=known)
    telling = known & (numbers != 0) & (np.abs(dividend) != np.abs(divisor))
    if telling.sum() < _FEWEST_TELLING or np.unique(numbers[telling]).size < _FEWEST_TELLING:
        return None
    factor = _factor(numbers[telling], share[telling])
    if factor is None:
        return None
    holds = known & _are_near(numbers, factor * share, step)
    if holds.sum() < _SHARE_THAT_HOLDS * known.sum() or (holds & telling).sum() < _FEWEST_TELLING:
        return None
    is_hidden = ~np.isnan(numbers) & (np.isnan(dividend) | np.isnan(divisor))
    across = tuple(int(place) for place in np.flatnonzero(holds | is_hidden))
    return FoundRatio(ratio, numerator, denominator, at, factor, step, across, int(holds.sum()))


def _factor(numbers: FloatArray, share: FloatArray) -> float | None:
    """Return by which of the usual factors the numbers are larger than the share."""
    seen = float(np.median(numbers / share)) if (share != 0).all() else 0.0
    return next((one for one in _FACTORS if abs(seen - one) < 0.2 * one), None)


def _are_near(numbers: FloatArray, exact: FloatArray, step: float) -> BoolArray:
    room = 0.5 * step + _NOISE * np.maximum(np.abs(numbers), 1e-3) + (1e-6 * step)
    with np.errstate(invalid="ignore"):
        near: BoolArray = np.less_equal(np.abs(numbers - exact), room)
    return near


def _step(numbers: FloatArray) -> float:
    """Return the largest usual step that all numbers are a multiple of, 0 when there is none."""
    known = numbers[~np.isnan(numbers)]
    for step in _STEPS:
        if bool((np.abs(known / step - np.round(known / step)) < 1e-6).all()):
            return step
    return 0.0


def _line_ratio(
    found: FoundRatio, axis: Axis, lines: tuple[int, ...], others: tuple[int, ...]
) -> LineRatio:
    at = found.denominator_at
    return LineRatio(
        axis=axis,
        ratio=lines[found.ratio],
        numerator=lines[found.numerator],
        denominator=lines[found.denominator],
        denominator_at=None if at is None else others[at],
        across=tuple(others[place] for place in found.across),
        factor=found.factor,
        step=found.step,
        reason=f"dividing gives the printed number in {found.holding} lines",
    )


def said_by_ratio(found: LineRatio) -> Statistic:
    """Return what numbers of an unknown kind are once it is known how they were worked out."""
    return Statistic.PERCENTAGE if found.factor == _FACTORS[0] else Statistic.RATE
