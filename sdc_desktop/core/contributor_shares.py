"""What each contributor gave to a sum, and the largest contributions to several sums together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.sheets import FloatArray

OwnerArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """The contributors to a sum, each once, the largest first.

    Attributes:
        owners: (u,) int64: the same number stands for the same contributor in every sum.
        amounts: (u,) float64: what each of them gave.
        weights: (u,) float64: for how many like it each stands, 1 in a full enumeration.
    """

    owners: OwnerArray
    amounts: FloatArray
    weights: FloatArray

    def largest(self, count: int) -> FloatArray:
        """Return the `count` largest contributions, each repeated by its weight: (count,) float64.

        NaN stands where there are no more contributors.

        Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4, on sampling
        weights.
        """
        found = np.full(count, np.nan)
        reach = np.cumsum(np.maximum(1.0, np.floor(self.weights)))
        places = np.searchsorted(reach, np.arange(1, count + 1))
        told = places < self.amounts.size
        found[told] = self.amounts[places[told]]
        return found


def shares_of(owners: OwnerArray, amounts: FloatArray, weights: FloatArray) -> Shares:
    """Return the contributors to a sum; what one of them gave in several parts is added up.

    Args:
        owners: (k,) int64, whose each part is.
        amounts: (k,) float64, the parts.
        weights: (k,) float64; of several weights of one contributor the largest holds.
    """
    unique, place = np.unique(owners, return_inverse=True)
    sums = np.zeros(unique.size)
    np.add.at(sums, place, amounts)
    heaviest = np.zeros(unique.size)
    np.maximum.at(heaviest, place, weights)
    order = np.argsort(-sums, kind="stable")
    return Shares(unique[order], sums[order], heaviest[order])


def together(parts: Sequence[Shares]) -> Shares:
    """Return the contributors to several sums together, the same one counted once."""
    return shares_of(
        np.concatenate([one.owners for one in parts]),
        np.concatenate([one.amounts for one in parts]),
        np.concatenate([one.weights for one in parts]),
    )


NOBODY = Shares(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
"""No contributors."""
