"""The last digit that the numbers of a table print."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.sheets import FloatArray

_MOST_DECIMALS = 6
_NOISE = 1e-9


def last_digit(values: FloatArray) -> float:
    """Return the largest of 1, 0.1, ... that all `values` are multiples of; 0 when none is.

    Args:
        values: Any shape; what is not finite is passed over. Differences of a billionth of the
            largest number are put down to floating point.
    """
    numbers = values[np.isfinite(values)]
    noise = _NOISE * max(1.0, float(np.abs(numbers).max(initial=0.0)))
    for decimals in range(_MOST_DECIMALS + 1):
        with np.errstate(over="ignore", invalid="ignore"):
            scaled = numbers * 10.0**decimals
            is_near = np.abs(scaled - np.rint(scaled)) <= noise * 10.0**decimals
        if is_near.all():
            return float(10.0**-decimals)
    return 0.0
