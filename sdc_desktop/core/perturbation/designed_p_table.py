"""Perturbation tables made to measure: as much noise as asked for, and none on average.

For each count i the noise v takes the values from -D to D that leave i + v at 0 or at least
`least`, with the chances of greatest entropy that have mean 0 and variance V:

    p(v) = exp(l1 v + l2 v^2) / sum, with l1 and l2 such that E v = 0 and E v^2 = V

Where no such chances exist, since i is so small that the mean cannot be 0 with that variance, the
nearest variance is taken that some have. A zero stays a zero.

Source: Marley and Leaver (2011), "A method for confidentialising user-defined tables"; Giessing and
Tent (2019); the R package ptable designs the same tables with a general solver.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.perturbation.p_table import PTable
from sdc_desktop.core.sheets import FloatArray

_STEPS = 200
_EXACT = 1e-12
_INSIDE = 0.02
"""Share of the possible variances that is kept away from at either end, where chances become 0."""
_LARGEST = 50


def design_p_table(largest: int, variance: float, least: int = 0) -> PTable:
    """Return the table of greatest entropy.

    Args:
        largest: D, the most that is added or taken away, 1 to 50.
        variance: V, above 0 and below D squared.
        least: Counts from 1 to below this one never appear, 0 to D.

    Raises:
        ValueError: A number is out of range.
    """
    if not 1 <= largest <= _LARGEST or not 0 < variance < largest**2 or not 0 <= least <= largest:
        raise ValueError("no perturbation table has this largest noise, variance and least count")
    rows = [_row(count, largest, variance, least) for count in range(largest + max(least, 1) + 1)]
    most = max(values.size for values, _ in rows)
    bounds, noise = np.full((len(rows), most), np.inf), np.zeros((len(rows), most))
    for row, (values, chances) in enumerate(rows):
        upper = np.cumsum(chances)
        upper[-1] = 1.0
        bounds[row, : values.size], noise[row] = upper, values[-1]
        noise[row, : values.size] = values
    return PTable(np.arange(len(rows), dtype=np.float64), bounds, noise)


def chances_of(table: PTable, row: int) -> tuple[FloatArray, FloatArray]:
    """Return the noise values of a row and their chances: (k,) float64 each."""
    upper = table.bounds[row][np.isfinite(table.bounds[row])]
    return table.noise[row, : upper.size], np.diff(upper, prepend=0.0)


def bias_of(table: PTable) -> float:
    """Return the largest mean noise of any row, as a size: 0 for a table that is unbiased."""
    pairs = (chances_of(table, row) for row in range(table.starts.size))
    return max(abs(float(values @ chances)) for values, chances in pairs)


def _row(count: int, largest: int, variance: float, least: int) -> tuple[FloatArray, FloatArray]:
    """Return the noise values of a count and their chances."""
    if count == 0:
        return np.zeros(1), np.ones(1)
    values = np.arange(-min(largest, count), largest + 1, dtype=np.float64)
    after = count + values
    values = values[(after == 0) | (after >= least)]
    least_variance = float(-values[values <= 0].max() * values[values >= 0].min())
    room = float(-values[0] * values[-1]) - least_variance
    if room <= _EXACT:
        return values, np.array([values[-1], -values[0]]) / (values[-1] - values[0])
    lowest, highest = least_variance + _INSIDE * room, least_variance + (1 - _INSIDE) * room
    lowest = 0.0 if least_variance == 0 else lowest
    return values, _of_greatest_entropy(values, min(max(variance, lowest), highest))


def _of_greatest_entropy(values: FloatArray, variance: float) -> FloatArray:
    """Return the chances of greatest entropy with mean 0 and this variance, by Newton's method."""
    size = float(np.abs(values).max())
    powers = np.vstack([values / size, (values / size) ** 2])
    wanted = np.array([0.0, variance / size**2])
    point = np.zeros(2)
    for _ in range(_STEPS):
        chances = _chances(point, powers)
        lack = wanted - powers @ chances
        if np.abs(lack).max() < _EXACT:
            break
        centred = powers - (powers @ chances)[:, None]
        curvature = (centred * chances) @ centred.T
        step = np.asarray(np.linalg.lstsq(curvature, lack, rcond=None)[0], np.float64)
        point = _better(point, step, powers, wanted)
    return _chances(point, powers)


def _better(
    point: FloatArray, step: FloatArray, powers: FloatArray, wanted: FloatArray
) -> FloatArray:
    """Return the point after the longest halving of `step` that brings the dual down."""
    start, scale = _dual(point, powers, wanted), 1.0
    while _dual(point + scale * step, powers, wanted) > start and scale > _EXACT:
        scale /= 2
    return point + scale * step


def _dual(point: FloatArray, powers: FloatArray, wanted: FloatArray) -> float:
    exponents = point @ powers
    top = float(exponents.max())
    return top + float(np.log(np.exp(exponents - top).sum())) - float(point @ wanted)


def _chances(point: FloatArray, powers: FloatArray) -> FloatArray:
    exponents = point @ powers
    weights = np.exp(exponents - exponents.max())
    return np.asarray(weights / weights.sum(), np.float64)
