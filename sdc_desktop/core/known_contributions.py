"""What is known of the contributions to the cells of a relation system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.contributor_shares import OwnerArray, Shares
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
        sole: (n,) int64: the only contributor of each cell, the same number for the same one; -1
            where there are more, or where nobody says who it is.
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
    sole: OwnerArray


def sole_owners(shares: Mapping[int, Shares], count: int) -> OwnerArray:
    """Return the only contributor of each of `count` cells, -1 where there is none: (n,) int64."""
    found = np.full(count, -1, np.int64)
    for cell, one in shares.items():
        if one.owners.size == 1:
            found[cell] = one.owners[0]
    return found


def known_by_one(
    is_single: BoolArray, contributions: KnownContributions | None
) -> list[tuple[int, ...]]:
    """Return the cells that one contributor knows because there is nobody else in them.

    Cells of the same contributor, such as a holding, are known together; of those of which nobody
    says whose they are each counts as another one's.

    Args:
        is_single: (n,) bool: withheld cells with one contributor.
        contributions: Whose they are, as far as that is known.
    """
    groups: dict[int, list[int]] = {}
    alone: list[tuple[int, ...]] = []
    for cell in np.flatnonzero(is_single).tolist():
        owner = -1 if contributions is None else int(contributions.sole[cell])
        if owner < 0:
            alone.append((cell,))
        else:
            groups.setdefault(owner, []).append(cell)
    return [*alone, *map(tuple, groups.values())]
