"""The concentration rules for sums of contributions, and how wide their protection must be.

All functions take arrays of one shape: `total` is the cell, X, and the others say what is known of
its contributions x1 >= x2 >= ... >= 0. What cannot be decided with what is known is neither unsafe
nor safe: each function returns a lower and an upper end of what must be compared.

Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4, "Sensitive cells in
magnitude tables" and the table of upper protection levels.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.policy import Dominance
from sdc_desktop.core.sheets import BoolArray, FloatArray

_NOISE = 1e-9
"""Shares that differ by less are the same: the noise of adding up decimals."""


def is_dominated(largest: FloatArray, total: FloatArray, rule: Dominance) -> BoolArray:
    """Tell where the `rule.count` largest contributors hold too much: x1 + ... + xn > k/100 X.

    Args:
        largest: Sum of the n largest contributions; NaN where not known.
        total: The cells. One totalling zero is never dominated.
        rule: n, k and whether exactly k is unsafe as well.
    """
    with np.errstate(invalid="ignore"):
        excess = largest - rule.percent / 100 * total
        noise = _NOISE * np.abs(total)
        found = excess >= -noise if rule.includes_limit else excess > noise
        return np.asarray(found & (total > 0))


def dominance_level(largest: FloatArray, total: FloatArray, percent: float) -> FloatArray:
    """Return the upper protection level of the (n, k) rule: 100/k (x1 + ... + xn) - X."""
    return 100 / percent * largest - total


def is_within_share(remainder: FloatArray, largest: FloatArray, share: float) -> BoolArray:
    """Tell where the others are too little to hide the largest: remainder < share x1.

    The p% rule is share = p/100, the (p, q) rule share = p/q.

    Args:
        remainder: X less the contributions of those who might want to know, NaN where not known.
        largest: x1.
        share: As a part of 1.
    """
    with np.errstate(invalid="ignore"):
        return np.asarray((share * largest - remainder > _NOISE * np.abs(largest)) & (largest > 0))


def share_level(remainder: FloatArray, largest: FloatArray, share: float) -> FloatArray:
    """Return the upper protection level of the p% rule: p/100 x1 - remainder; likewise (p, q)."""
    return share * largest - remainder
