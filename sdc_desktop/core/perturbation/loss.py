"""How much information changed numbers have lost.

Formulas over the n numbers that are compared, a before and z after:

- AD, mean absolute deviation: mean |z - a|
- RAD, relative: mean of |z - a| / |a| where a is not 0, in percent
- HD, Hellinger's distance: sqrt(1/2 sum (sqrt z - sqrt a)^2), of numbers from 0

Source: Handbook on Statistical Disclosure Control, 2nd edition, section 4.7. RAD is there the sum;
the mean is shown, as it does not grow with the table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.sheets import FloatArray


@dataclass(frozen=True, slots=True)
class Loss:
    """What was lost.

    Attributes:
        compared, changed: How many numbers were compared, and how many of them differ.
        largest: The largest change.
        deviation: AD. relative: RAD in percent. hellinger: HD.
    """

    compared: int
    changed: int
    largest: float
    deviation: float
    relative: float
    hellinger: float


def information_loss(before: FloatArray, after: FloatArray) -> Loss:
    """Return what was lost between two arrays of one shape; NaN on either side is left out."""
    both = np.isfinite(before) & np.isfinite(after)
    a, z = before[both], after[both]
    if not a.size:
        return Loss(0, 0, 0.0, 0.0, 0.0, 0.0)
    moved, size = np.abs(z - a), np.abs(a)
    relative = moved[size > 0] / size[size > 0]
    roots = np.sqrt(np.maximum(z, 0.0)) - np.sqrt(np.maximum(a, 0.0))
    return Loss(
        compared=a.size,
        changed=int(np.count_nonzero(moved)),
        largest=float(moved.max()),
        deviation=float(moved.mean()),
        relative=100 * float(relative.mean()) if relative.size else 0.0,
        hellinger=float(np.sqrt(0.5 * np.sum(roots**2))),
    )
