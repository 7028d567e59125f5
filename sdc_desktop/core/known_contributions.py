"""What is known of the contributions to the cells of a relation system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.contributor_shares import Shares
from sdc_desktop.core.sheets import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class KnownContributions:
    """Contributions to n cells; NaN stands for what is not known.

    It is as confidential as the evidence it comes from, and lives in memory only.

    Attributes:
        is_sum: (n,) bool: sums of contributions of which something is known.
        count: (n,) float64: how many contributors. total: (n,) float64: what they add up to.
        ranks: (n, k) float64: the k largest contributions, 0 where there are fewer.
        least, most: (n, k) float64: within which the sum of the 1, 2 ... k largest lies.
        requested: (n,) float64: 1 where the largest contributor asked for protection, else 0.
        has_negatives: (n,) bool: a contribution is below zero, so that no rule is defined.
        shares: Cell to who contributed what, where that is known.
    """

    is_sum: BoolArray
    count: FloatArray
    total: FloatArray
    ranks: FloatArray
    least: FloatArray
    most: FloatArray
    requested: FloatArray
    has_negatives: BoolArray
    shares: Mapping[int, Shares]

    @property
    def sole_owners(self) -> npt.NDArray[np.int64]:
        """(n,) int64: the only contributor of each cell, -1 where there are more or nobody knows.

        The same number stands for the same contributor.
        """
        found = np.full(self.count.size, -1, np.int64)
        for cell, shares in self.shares.items():
            if shares.owners.size == 1:
                found[cell] = shares.owners[0]
        return found
