"""What secondary suppression costs at least."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.protection.demands import Situation
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import Int32Array


def lower_bound(system: RelationSystem, now: Situation, short: Sequence[int]) -> float:
    """Return a sum of weights that no pattern that protects the cells `short` goes below.

    A relation whose only withheld cell is short of protection needs a second withheld cell, at
    least its cheapest candidate. The bounds of relations that share no candidate add up.

    Args:
        system: What adds up.
        now: What is withheld and what may be.
        short: Numbers of withheld cells that need more room than they have now.
    """
    row_of, rows = system.row_of, system.row_lower.size
    is_short = np.zeros(now.values.size, bool)
    is_short[list(short)] = True
    hidden = np.bincount(row_of, now.is_withheld[system.columns], minlength=rows)
    asked = np.bincount(row_of, is_short[system.columns], minlength=rows)
    is_lone = (hidden == 1) & (asked == 1) & (system.row_lower == system.row_upper)
    return _packed(system, now, np.flatnonzero(is_lone).tolist())


def _packed(system: RelationSystem, now: Situation, lone: Sequence[int]) -> float:
    """Add up the cheapest candidates of relations, the dearest first, that share no candidate."""
    offers: list[tuple[float, int]] = []
    for row in lone:
        members = _members(system, now, row)
        if members.size:
            offers.append((float(now.weights[members].min()), row))
    used = np.zeros(now.values.size, bool)
    total = 0.0
    for weight, row in sorted(offers, key=lambda offer: (-offer[0], offer[1])):
        members = _members(system, now, row)
        if not used[members].any():
            used[members] = True
            total += weight
    return total


def _members(system: RelationSystem, now: Situation, row: int) -> Int32Array:
    members = system.columns[system.row_starts[row] : system.row_starts[row + 1]]
    return members[now.is_candidate[members]]
