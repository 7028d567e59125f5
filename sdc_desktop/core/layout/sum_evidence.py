"""What the numbers say of one total and its parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray

_SHARE_THAT_IS_EXACT = 0.9
_LINES_FOR_ROUNDED = 8
_NOISE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Where a total and its parts add up; all arrays are (others,) bool.

    Attributes:
        known: The total and all parts that are not blank are numbers.
        is_exact: They add up exactly.
        holds: They add up, exactly or as nearly as rounding explains.
        telling: They add up, to a total that is not 0, from at least two parts that are not 0.
        possible: Something is withheld, and the rest leaves room that it adds up.
        tolerance: How far rounding may part them; 0 where they add up exactly.
        is_mostly_exact: Nearly all known lines add up exactly.
        is_surely_rounded: So many come so near that only rounding can part them.
        leaves_room_everywhere: Nowhere do the parts that are shown exceed the total.
    """

    known: BoolArray
    is_exact: BoolArray
    holds: BoolArray
    telling: BoolArray
    possible: BoolArray
    tolerance: float
    is_mostly_exact: bool
    is_surely_rounded: bool
    leaves_room_everywhere: bool


def weigh(
    values: FloatArray,
    is_withheld: BoolArray,
    total: int,
    parts: tuple[int, ...],
    unit: float,
) -> Evidence:
    """Return what the numbers say.

    Args:
        values: (lines, others) float64, NaN where there is no number.
        is_withheld: (lines, others) bool: a marker stands there.
        total: The line that may be the total.
        parts: The lines that may add up to it.
        unit: What the numbers look rounded to.
    """
    shown, goal = values[list(parts)], values[total]
    unknown = is_withheld[list(parts)].any(axis=0) | is_withheld[total]
    known = ~unknown & ~np.isnan(goal) & ~np.isnan(shown).all(axis=0)
    total_shown = np.nansum(shown, axis=0)
    error = np.abs(total_shown - goal)
    slack = 0.5 * unit * (len(parts) + 1)
    is_exact = known & (error <= _NOISE * np.maximum(np.abs(goal), 1))
    is_mostly_exact = bool(is_exact.sum() >= _SHARE_THAT_IS_EXACT * known.sum())
    holds = is_exact if is_mostly_exact else known & (error <= slack)
    near = unit * max(1.0, 0.75 * len(parts) ** 0.5) + _NOISE
    room = (
        np.isnan(goal)
        | (total_shown <= goal + slack + _NOISE)
        | (np.nan_to_num(shown) < 0).any(axis=0)
    )
    return Evidence(
        known=known,
        is_exact=is_exact,
        holds=holds,
        telling=holds & (goal != 0) & ((np.nan_to_num(shown) != 0).sum(axis=0) > 1),
        possible=unknown & room,
        tolerance=0.0 if bool((is_exact | ~holds).all()) else float(slack),
        is_mostly_exact=is_mostly_exact,
        is_surely_rounded=bool(known.sum() >= _LINES_FOR_ROUNDED and (error[known] <= near).all()),
        leaves_room_everywhere=bool(room[unknown].all()),
    )
