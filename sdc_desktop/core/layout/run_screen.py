"""Which runs of lines may add up to which line: a quick look at all of them at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray

STRETCH = 24
"""How many lines of a run are looked at together."""
_SHARE = 0.5
_MOST_CELLS = 2_000_000
_NOISE = 1e-9


def promising_runs(
    values: FloatArray,
    is_withheld: BoolArray,
    visible: Sequence[int],
    starts: np.ndarray[tuple[int], np.dtype[np.int64]],
    unit: float,
) -> BoolArray:
    """Tell for each line whether a run of visible lines after a start may add up to it.

    Args:
        values: (lines, others) float64, NaN where there is no number.
        is_withheld: (lines, others) bool: a marker stands there.
        visible: The lines that runs are made of, in the order in which they are taken.
        starts: (lines,) int64: place in `visible` at which the run of each line begins.
        unit: What the numbers look rounded to.

    Returns:
        (lines,) bool. It is never False where two or more of the next lines add up to the line in
        half of the columns in which they are known, or where the run may go on beyond `STRETCH`.
    """
    numbers = np.nan_to_num(values[list(visible)])
    none = np.zeros((1, values.shape[1]))
    sums = np.concatenate([none, np.cumsum(numbers, axis=0)])
    hidden = np.concatenate([none, np.cumsum(is_withheld[list(visible)], axis=0)])
    at_once = max(_MOST_CELLS // (STRETCH * max(values.shape[1], 1)), 1)
    parts = [
        _promising(
            values[first : first + at_once], sums, hidden, starts[first : first + at_once], unit
        )
        for first in range(0, len(values), at_once)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, bool)


def _promising(
    goals: FloatArray,
    sums: FloatArray,
    hidden: FloatArray,
    starts: np.ndarray[tuple[int], np.dtype[np.int64]],
    unit: float,
) -> BoolArray:
    last = len(sums) - 1
    lengths = np.arange(2, STRETCH + 1)
    ends = starts[:, None] + lengths
    inside = ends <= last
    ends, begins = np.minimum(ends, last), np.minimum(starts, last)
    off = sums[ends] - (sums[begins] + goals)[:, None]
    noise = _NOISE * float(np.nanmax(np.abs(goals), initial=0.0))
    slack = (0.5 * unit * (lengths + 1) + noise)[None, :, None]
    is_goal = ~np.isnan(goals)
    with np.errstate(invalid="ignore"):
        holds = np.abs(off, out=off) <= slack
    asked = is_goal.sum(axis=1)[:, None]
    if hidden[-1].any():
        known = (hidden[ends] == hidden[begins][:, None]) & is_goal[:, None]
        holds &= known
        asked = known.sum(axis=2)
    enough = holds.sum(axis=2) >= np.maximum(_SHARE * asked, 1)
    found: BoolArray = np.any(enough & inside, axis=1)
    total = sums[ends[:, -1]] - sums[begins]
    return found | (inside[:, -1] & _may_go_on(total, goals, unit))


def _may_go_on(total: FloatArray, goals: FloatArray, unit: float) -> BoolArray:
    """Tell where a stretch has not passed its goal in half of the columns yet."""
    with np.errstate(invalid="ignore"):
        has_passed = total > goals + unit * STRETCH
    not_yet: BoolArray = np.less_equal(has_passed.mean(axis=1), _SHARE)
    return not_yet
