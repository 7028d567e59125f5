"""Ways to round one number after the other; totals are rounded like every other number.

All take float64 of any shape; NaN stays NaN. Negative numbers are rounded by their size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.protection.rounding import round_conventionally
from sdc_desktop.core.sheets import FloatArray

_GRADUATED = ((1_000.0, 100.0), (100.0, 10.0), (20.0, 5.0), (19.0, 2.0), (0.0, 3.0))
"""Least count and base of New Zealand's graduated random rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Rounded:
    """Rounded numbers with what each was rounded to, two arrays of one shape."""

    values: FloatArray
    bases: FloatArray


def round_to_midpoint(values: FloatArray, base: float) -> FloatArray:
    """Return the middle of the bin of `base` counts that each count lies in; 0 stays 0.

    Formula: ceil(n / base) * base - floor(base / 2), so that base 6 gives 3 for 1 to 6, 9 for 7 to
    12, and base 5 gives 3 for 1 to 5. An even base has two middle counts; the lower one is shown.

    Raises:
        ValueError: `base` is not a whole number from 2.

    Source: OpenSAFELY, midpoint 6 rounding, and its general form for any base.
    """
    if base < 2 or base % 1:
        raise ValueError(f"midpoint rounding needs a whole base from 2: {base}")
    size = np.abs(values)
    middle = np.ceil(size / base) * base - base // 2
    return np.where(size == 0, values, np.copysign(middle, values))


def round_randomly(values: FloatArray, base: FloatArray | float, draws: FloatArray) -> FloatArray:
    """Return one of the two multiples around each number, on average the number itself.

    Formula: n = u * base + r goes up with probability r / base; multiples stay.

    Args:
        values: Any shape.
        base: What to round to, above 0; one for all or one for each.
        draws: The same shape as `values`, from 0 to below 1: what decides.

    Source: Handbook on Statistical Disclosure Control, 2nd edition, section 5.4.3.
    """
    size = np.abs(values)
    multiples = np.floor(size / base)
    goes_up = draws < size / base - multiples
    return np.where(np.isnan(values), values, np.copysign((multiples + goes_up) * base, values))


def graduated_bases(values: FloatArray) -> FloatArray:
    """Return the base that graduated random rounding uses for each number.

    Base 3 up to 18, 2 for 19, 5 from 20, 10 from 100, 100 from 1,000.

    Source: Statistics New Zealand, graduated random rounding.
    """
    size = np.abs(values)
    return np.select([size >= least for least, _ in _GRADUATED], [base for _, base in _GRADUATED])


def round_to_figures(values: FloatArray, figures: int) -> Rounded:
    """Return the numbers with so many significant figures, ties away from zero.

    Raises:
        ValueError: `figures` is below 1.
    """
    if figures < 1:
        raise ValueError(f"at least one significant figure is needed: {figures}")
    size = np.abs(np.where(np.isnan(values) | (values == 0), 1.0, values))
    bases = 10.0 ** (np.floor(np.log10(size)) + 1 - figures)
    rounded = np.array(
        [
            float(round_conventionally(np.array([value]), base)[0])
            for value, base in zip(values.ravel(), bases.ravel(), strict=True)
        ]
    )
    return Rounded(rounded.reshape(values.shape), bases)
