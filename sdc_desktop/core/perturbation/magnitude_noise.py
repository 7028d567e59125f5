"""Noise for sums in proportion to their largest contributors.

Two ways, both 0 on average; x1 >= x2 >= ... are the contributions to a sum X, all from 0:

- factors (after Evans, Zayatz and Slanta): each of the largest contributors is multiplied by a
  factor of its own, 1 + d or 1 - d with d between `least` and `most`:

      X' = X + sum_j x_j d_j

  Never less than `least`, so that a sum of one contributor is never near its number.

- cell keys (after Giessing and Tent; tau-ARGUS and cellKey): the noise of each of the largest
  contributors is looked up in a perturbation table by its cell key, and scaled:

      X' = max(0, X + sum_j e_j m(X) x_j v_j)

  with weights e_j that fall with the rank, and a coefficient m that falls from `small` for sums up
  to `point` to `large` for very large ones:

      m(X) = large (1 + (small X - large point) / (large point) * (2 point / (point + X))^q)

What a reader can infer: in the first way X' / (1 + most) <= X <= X' / (1 - most); in the second
|X' - X| <= m(X) v_max sum_j e_j X, where sum_j e_j x_j <= X max_j e_j as the contributions add up.

Source: Handbook on Statistical Disclosure Control, 2nd edition, section 4.6; Evans, Zayatz and
Slanta (1998), "Using noise for disclosure limitation of establishment tabular data".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.perturbation.p_table import PTable
from sdc_desktop.core.sheets import FloatArray

_DIGITS = 8
"""Decimals of a cell key that are turned round to get another one for each contributor."""
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Factors:
    """How far a contributor is multiplied away from 1: shares, 0 < least <= most < 1."""

    least: float
    most: float

    def __post_init__(self) -> None:
        if not 0 < self.least <= self.most < 1:
            raise ValueError("factors need 0 < least <= most < 1")


@dataclass(frozen=True, slots=True, eq=False)
class KeyedScale:
    """How noise from a perturbation table is scaled to a sum.

    Attributes:
        table: Noise by size and key; its last row serves every sum that is large beside its noise.
        small, large: The coefficient m for sums up to `point`, and for very large ones;
            0 < large <= small <= 1.
        point: Where m begins to fall; 0 when it is `small` everywhere.
        weights: e_j of the largest contributor, the second ...; the first is the greatest.
        q: How fast m falls.
    """

    table: PTable
    small: float
    large: float
    point: float = 0.0
    weights: tuple[float, ...] = (1.0,)
    q: float = 3.0

    def __post_init__(self) -> None:
        if not 0 < self.large <= self.small <= 1 or self.point < 0:
            raise ValueError("the coefficients need 0 < large <= small <= 1")
        if not self.weights or not 0 < max(self.weights) == self.weights[0] <= 1:
            raise ValueError("the weights begin with the greatest, at most 1")

    def coefficient(self, sums: FloatArray) -> FloatArray:
        """Return m of each sum: (n,) float64."""
        if not self.point:
            return np.full(sums.shape, self.small)
        beyond = np.maximum(sums, self.point)
        rest = (self.small * beyond - self.large * self.point) / (self.large * self.point)
        return np.asarray(
            self.large * (1 + rest * (2 * self.point / (self.point + beyond)) ** self.q)
        )

    def share(self, sums: FloatArray) -> FloatArray:
        """Return the largest noise that a sum may get as a share of it: (n,) float64."""
        return self.coefficient(sums) * self.table.largest_noise * self.weights[0]


def multiply(sums: FloatArray, largest: FloatArray, draws: FloatArray, way: Factors) -> FloatArray:
    """Return the sums after each of the largest contributors got its factor.

    Args:
        sums: (n,) float64, from 0.
        largest: (n, k) float64: the largest contributions, the largest first; NaN for none.
        draws: (n, k) float64 from 0 to below 1: what decides.
        way: How far.
    """
    size = way.least + (way.most - way.least) * (2 * draws % 1)
    added = np.where(draws < 0.5, size, -size) * largest
    return np.asarray(sums + np.nansum(added, axis=1))


def possible_before_factors(shown: FloatArray, way: Factors) -> tuple[FloatArray, FloatArray]:
    """Return the least and the greatest sum behind each shown one, (n,) float64 each."""
    return shown / (1 + way.most), shown / (1 - way.most)


def add_keyed(
    sums: FloatArray, largest: FloatArray, keys: FloatArray, way: KeyedScale
) -> FloatArray:
    """Return the sums with the noise that belongs to their cell keys.

    Args:
        sums: (n,) float64, from 0.
        largest: (n, k) float64: the largest contributions, the largest first; NaN for none.
        keys: (n,) float64: cell keys from 0 to below 1.
        way: How the noise is scaled.
    """
    coefficient, shown, turned = way.coefficient(sums), sums.copy(), keys
    for rank, weight in enumerate(way.weights[: largest.shape[1]]):
        turned = turn(turned)
        scale = weight * coefficient * np.nan_to_num(largest[:, rank])
        has = scale > 0
        shown[has] += scale[has] * _noise(sums[has] / scale[has], turned[has], way.table)
    return np.maximum(shown, 0.0)


def turn(keys: FloatArray) -> FloatArray:
    """Return cell keys with their first decimal put behind the last: a key for the next rank."""
    whole = np.rint(keys * 10**_DIGITS)
    first = whole // 10 ** (_DIGITS - 1)
    turned = whole % 10 ** (_DIGITS - 1) * 10 + first
    return np.asarray(turned / 10**_DIGITS % 1.0)


def possible_before_keys(shown: FloatArray, way: KeyedScale) -> tuple[FloatArray, FloatArray]:
    """Return the least and the greatest sum behind each shown one, (n,) float64 each.

    Both are found by halving, as neither X - share(X) X nor X + share(X) X ever falls where the
    share is below 1; where it is not, nothing limits the sum from above.
    """
    low, high = np.zeros(shown.shape), np.maximum(shown, 1.0)
    share = way.share(np.maximum(shown, way.point))
    high = np.where(share < 1, np.maximum(shown, way.point) / (1 - np.minimum(share, 0.99)), np.inf)
    is_open = ~np.isfinite(high) | (way.share(np.where(np.isfinite(high), high, 0.0)) >= 1)
    least, most = _halved(shown, low, shown, way, 1), _halved(shown, shown, high, way, -1)
    return least, np.where(is_open, np.inf, most)


def _halved(
    shown: FloatArray, low: FloatArray, high: FloatArray, way: KeyedScale, sign: int
) -> FloatArray:
    """Return where X + sign share(X) X crosses `shown`, from outside so that nothing is lost."""
    low, high = low.copy(), np.where(np.isfinite(high), high, shown)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_above = middle * (1 + sign * way.share(middle)) >= shown
        low, high = np.where(is_above, low, middle), np.where(is_above, middle, high)
    return low if sign > 0 else high


def _noise(size: FloatArray, keys: FloatArray, table: PTable) -> FloatArray:
    """Return the noise for sums of so many units of noise, between rows in proportion."""
    size = np.minimum(size, table.starts[-1])
    row = np.searchsorted(table.starts, size, side="right") - 1
    above = np.minimum(row + 1, table.starts.size - 1)
    low, high = table.starts[row], table.starts[above]
    share = np.where(high > low, (size - low) / np.where(high > low, high - low, 1.0), 0.0)
    return (1 - share) * table.look_up(low, keys) + share * table.look_up(high, keys)
