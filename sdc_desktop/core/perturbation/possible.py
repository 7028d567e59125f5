"""What a changed number tells of the true one to a reader who knows the method and its base.

Formulas, for a shown number a, a base b and a true number n, whole where it is a count:

- random, controlled (zeros stay zeros): a - b < n < a + b, and n > 0 where a > 0;
- midpoint: a - ceil(b/2) < n <= a + floor(b/2), and n = 0 where a = 0;
- to the nearest, halves to even multiples: |n - a| <= b/2 where a/b is even, < b/2 where it is odd;
- small counts: 0 <= n < b where a = 0; 0 < n <= b where a = b;
- what was worked out from changed numbers that are shown tells nothing by itself.

What noise leaves open is in its perturbation table (`PTable.possible_counts`).

Conventional rounding shows in the table itself, so the audit judges it there.

Source: Handbook on Statistical Disclosure Control, 2nd edition, section 5.4; each method's own.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.sheets import BoolArray, FloatArray

Bounds = tuple[FloatArray, FloatArray]
"""Least and greatest possible numbers, (k,) float64 each."""

_TO_THE_NEAREST = (Method.CONVENTIONAL, Method.FIGURES)


def possible_numbers(
    method: Method, shown: FloatArray, base: FloatArray, is_whole: BoolArray
) -> Bounds | None:
    """Return what the true numbers behind shown ones can be, None for rounding to the nearest.

    Args:
        method: How they were changed.
        shown: (k,) float64: what is shown.
        base: (k,) float64: what was rounded to.
        is_whole: (k,) bool: only whole numbers are possible.
    """
    if method in _TO_THE_NEAREST:
        return None
    match method:
        case Method.FOLLOWING | Method.SUMMED:
            return np.full(shown.shape, -np.inf), np.full(shown.shape, np.inf)
        case Method.MIDPOINT:
            low, high = _midpoint(shown, base, is_whole)
        case Method.HALF_EVEN:
            return _half_even(shown, base, is_whole)
        case Method.SMALL_COUNT:
            low = np.where(shown == 0, 0.0, 1.0)
            high = np.where(shown == 0, base - 1, base)
        case _:
            inside = np.where(is_whole, 1.0, 0.0)
            low, high = shown - base + inside, shown + base - inside
    return _with_signs(shown, low, high, is_whole)


def _midpoint(shown: FloatArray, base: FloatArray, is_whole: BoolArray) -> Bounds:
    inside = np.where(is_whole, 1.0, 0.0)
    near, far = np.floor(base / 2), np.ceil(base / 2)
    low = np.where(shown > 0, shown - far + inside, shown - near)
    high = np.where(shown < 0, shown + far - inside, shown + near)
    return np.where(shown == 0, 0.0, low), np.where(shown == 0, 0.0, high)


def _half_even(shown: FloatArray, base: FloatArray, is_whole: BoolArray) -> Bounds:
    """Return the numbers within half a base; a half itself belongs to the even multiple."""
    reach = base / 2
    is_odd = np.rint(shown / base) % 2 == 1
    whole = np.where(is_odd, np.ceil(reach) - 1, np.floor(reach))
    reach = np.where(is_whole, whole, reach)
    return shown - reach, shown + reach


def _with_signs(
    shown: FloatArray, low: FloatArray, high: FloatArray, is_whole: BoolArray
) -> Bounds:
    """Return the bounds without numbers of the other sign, and zero only behind a shown zero."""
    least = np.where(is_whole, 1.0, 0.0)
    low = np.where(shown > 0, np.maximum(low, least), low)
    high = np.where(shown < 0, np.minimum(high, -least), high)
    return low, high
