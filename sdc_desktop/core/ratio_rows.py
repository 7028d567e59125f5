"""What shown percentages, rates and means tell of the numbers that they were worked out from.

A shown ratio p, printed to a step s, of a count x and its denominator T says
`(p - s/2) T <= factor x <= (p + s/2) T`: two relations between x and T. With whole numbers on both
sides they are written in whole numbers, so that no tolerance decides. Where the file keeps all
digits of the quotient, the fraction that it stands for is itself a relation: 0.428571428571 is
3/7, so `7 x = 3 T`.

A ratio that is withheld says nothing of x and T, but a reader who knows these works it out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray

_LARGEST_DIVISOR = 100_000
_ALL_DIGITS = 1e-13
_NOISE = 1e-12
_LARGEST_WHOLE = 2.0**40


@dataclass(frozen=True, slots=True)
class _Row:
    """The relation `lower <= first * numerator + second * denominator <= upper`."""

    numerator: int
    denominator: int
    first: float
    second: float
    lower: float
    upper: float
    reason: str


def with_ratio_rows(
    system: RelationSystem, is_known: BoolArray, lower: FloatArray, upper: FloatArray
) -> RelationSystem:
    """Return the system with the relations that shown ratios give.

    Ratios whose numerator and denominator are both shown tell nothing new. A denominator that may
    be negative is passed over: its ratio turns the inequalities round.

    Args:
        system: What adds up.
        is_known: (n,) bool: cells that are shown exactly.
        lower: (n,) float64: least possible values.
        upper: (n,) float64: greatest possible values.
    """
    ratios = system.ratios
    is_telling = ~(is_known[ratios.numerator] & is_known[ratios.denominator])
    is_telling &= np.isfinite(lower[ratios.ratio]) & np.isfinite(upper[ratios.ratio])
    is_telling &= lower[ratios.denominator] >= 0
    is_telling &= is_known[ratios.ratio] | (lower[ratios.ratio] < upper[ratios.ratio])
    rows: list[_Row] = []
    for number in np.flatnonzero(is_telling).tolist():
        both = list(_rows(system, number, is_known, lower, upper))
        if all(_holds(system, row) for row in both):
            rows.extend(both)
    return _appended(system, rows) if rows else system


def with_ratio_links(system: RelationSystem) -> RelationSystem:
    """Return the system with each ratio tied to what it is of: who knows one learns of another.

    The tie says that they belong together and nothing of their values.
    """
    ratios = system.ratios
    trios = np.column_stack([ratios.ratio, ratios.numerator, ratios.denominator])
    count = len(trios)
    ends = system.row_starts[-1] + 3 * np.arange(1, count + 1)
    return replace(
        system,
        row_starts=np.concatenate([system.row_starts, ends]).astype(np.int32),
        columns=np.concatenate([system.columns, trios.ravel()]).astype(np.int32),
        coefficients=np.concatenate([system.coefficients, np.ones(3 * count)]),
        row_lower=np.concatenate([system.row_lower, np.full(count, -np.inf)]),
        row_upper=np.concatenate([system.row_upper, np.full(count, np.inf)]),
        reasons=(*system.reasons, *("a ratio and what it is of",) * count),
    )


def _rows(
    system: RelationSystem, number: int, is_known: BoolArray, lower: FloatArray, upper: FloatArray
) -> Iterator[_Row]:
    ratios = system.ratios
    ratio = int(ratios.ratio[number])
    if not is_known[ratio]:
        yield from _between(system, number, float(lower[ratio]), float(upper[ratio]))
    elif ratios.step[number] > 0:
        yield from _printed(system, number, float(lower[ratio]))
    else:
        yield from _all_digits(system, number, float(lower[ratio]))


def _printed(system: RelationSystem, number: int, shown: float) -> Iterator[_Row]:
    """Yield what a ratio that was rounded to its step says, in whole numbers where possible."""
    factor, step = float(system.ratios.factor[number]), float(system.ratios.step[number])
    per_one = round(1 / step)
    units = round(shown * per_one)
    is_whole = step <= 1 and math.isclose(units / per_one, shown, abs_tol=1e-9)
    if not is_whole or not float(factor).is_integer():
        yield from _between(system, number, shown - step / 2, shown + step / 2)
        return
    first = 2 * int(factor) * per_one
    room = _room_above(system, number, first, 2 * units + 1)
    yield _row(system, number, first, 2 * units - 1, 0, math.inf)
    yield _row(system, number, first, 2 * units + 1, -math.inf, room)


def _room_above(system: RelationSystem, number: int, first: int, second: int) -> float:
    """Return -1 where a reader may exclude the upper end, since halves are rounded up, else 0."""
    places = _places(system, number)
    if not system.is_count[list(places)].all():
        return 0.0
    x, total = (float(system.values[place]) for place in places)
    return -1.0 if first * x - second * total < 0 else 0.0


def _all_digits(system: RelationSystem, number: int, shown: float) -> Iterator[_Row]:
    """Yield what a quotient says of which the file keeps all digits."""
    factor = float(system.ratios.factor[number])
    fraction = Fraction(shown / factor).limit_denominator(_LARGEST_DIVISOR)
    is_whole = bool(system.is_count[list(_places(system, number))].all())
    if is_whole and abs(float(fraction) - shown / factor) <= _ALL_DIGITS * abs(shown / factor):
        yield _row(system, number, fraction.denominator, fraction.numerator, 0, 0)
        return
    noise = _NOISE * max(abs(shown), _NOISE)
    yield from _between(system, number, shown - noise, shown + noise)


def _between(system: RelationSystem, number: int, low: float, high: float) -> Iterator[_Row]:
    factor = float(system.ratios.factor[number])
    yield _row(system, number, factor, low, 0, math.inf)
    yield _row(system, number, factor, high, -math.inf, 0)


def _row(
    system: RelationSystem, number: int, first: float, second: float, lower: float, upper: float
) -> _Row:
    """Return `lower <= first x - second T <= upper`, divided by what whole factors share."""
    shared = 1.0
    if float(first).is_integer() and float(second).is_integer():
        shared = float(math.gcd(int(first), int(second)) or 1)
    if shared > 1 and math.isfinite(upper):
        upper = math.floor(upper / shared)
    x, total = _places(system, number)
    ratio = system.cells[int(system.ratios.ratio[number])]
    reason = f"{ratio.a1} is a ratio of them"
    return _Row(x, total, first / shared, -second / shared, lower, upper, reason)


def _places(system: RelationSystem, number: int) -> tuple[int, int]:
    return int(system.ratios.numerator[number]), int(system.ratios.denominator[number])


def _holds(system: RelationSystem, row: _Row) -> bool:
    """Tell whether the source's numbers meet a relation; what they contradict tells nothing."""
    value = row.first * system.values[row.numerator] + row.second * system.values[row.denominator]
    size = abs(row.first * system.values[row.numerator])
    noise = 1e-9 * size if size > _LARGEST_WHOLE or not float(row.first).is_integer() else 0.0
    return not (value < row.lower - noise or value > row.upper + noise)


def _appended(system: RelationSystem, rows: list[_Row]) -> RelationSystem:
    columns = [place for row in rows for place in (row.numerator, row.denominator)]
    coefficients = [value for row in rows for value in (row.first, row.second)]
    more = 2 * np.arange(1, len(rows) + 1, dtype=np.int32)
    last = system.row_starts[-1]
    return replace(
        system,
        row_starts=np.concatenate([system.row_starts, last + more]).astype(np.int32),
        columns=np.concatenate([system.columns, columns]).astype(np.int32),
        coefficients=np.concatenate([system.coefficients, coefficients]).astype(np.float64),
        row_lower=np.concatenate([system.row_lower, [row.lower for row in rows]]),
        row_upper=np.concatenate([system.row_upper, [row.upper for row in rows]]),
        reasons=(*system.reasons, *(row.reason for row in rows)),
    )
