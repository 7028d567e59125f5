"""Sums of several cells judged by the rules about contributors, as if each were one cell.

Formula: the concentration rules and the least number of contributors (`dominance.py`,
`p_percent.py`, `prior_posterior.py`, `request.py`, `contributors.py`), over the contributors of all
the cells together, one who stands in several of them counted once.
Parameters: those of these rules.
Source: Handbook on Statistical Disclosure Control, 2nd edition, section 4.3.2, PS2: two cells of
one respondent each do not hide one another.
It cannot see: whether the largest contributors of two cells are one, unless records are given. Then
nobody is taken to stand in two cells for a sum to count as surely unsafe, and the largest of all
cells to be one for it to count as surely safe. Waivers are left aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.contributor_shares import NOBODY, together
from sdc_desktop.core.known_contributions import KnownContributions
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import Verdict
from sdc_desktop.core.rules.judged import CONCENTRATION
from sdc_desktop.core.sheets import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class SumsJudged:
    """What the rules say of g sums of cells.

    Attributes:
        is_unsafe: (g,) bool: whatever is not known. is_open: (g,) bool: what is known does not
            tell whether they are.
        level: (g,) float64: how far each must be able to lie from its number by the rules about
            concentration, where it is not surely safe by them.
    """

    is_unsafe: BoolArray
    is_open: BoolArray
    level: FloatArray


def judge_sums(
    known: KnownContributions, policy: Policy, sums: Sequence[Sequence[int]]
) -> SumsJudged:
    """Return whether sums of cells are unsafe by the policy's rules about contributors.

    A sum with contributions below zero is not judged, as the rules are not defined for it.

    Args:
        known: What is known of the cells' contributions.
        policy: Whose rules hold.
        sums: The cells of each sum, by number; at least one is known as a sum.
    """
    found = [_of_sum(known, list(cells)) for cells in sums]
    some = _Sums(*(np.array(part) for part in zip(*found, strict=True))) if found else None
    if some is None:
        return SumsJudged(np.zeros(0, bool), np.zeros(0, bool), np.zeros(0))
    plain, worst = _verdict(some, policy), _verdict(some.at_worst, policy)
    few, perhaps_few = some.are_few(policy.least_contributors)
    judged = ~some.has_negatives
    is_unsafe = (plain.is_unsafe | few) & judged
    is_open = (~plain.is_decided | perhaps_few) & judged & ~is_unsafe
    return SumsJudged(is_unsafe, is_open, np.where(judged, np.nan_to_num(worst.level), 0.0))


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """The contributions to g sums, as the rules look at them; see `Known`.

    Attributes:
        count_least, count_most: (g,) float64: how many contributors there may be.
        lowest, highest: (g, k) float64: as `least` and `most` of the cells.
    """

    total: FloatArray
    count_least: FloatArray
    count_most: FloatArray
    lowest: FloatArray
    highest: FloatArray
    requested: FloatArray
    has_negatives: BoolArray

    @property
    def at_worst(self) -> _Sums:
        """The same where the largest contributors of all cells are one, and asked if any may."""
        asked = np.where(self.requested == 0, 0.0, 1.0)
        return _Sums(
            self.total,
            self.count_least,
            self.count_least,
            self.highest,
            self.highest,
            asked,
            self.has_negatives,
        )

    @property
    def unwaived(self) -> FloatArray:
        """Waivers are left aside: (g,) float64, all NaN."""
        return np.full(self.total.size, np.nan)

    def rank(self, number: int) -> FloatArray:
        """Return x of a rank: not known, as only waivers ask for it."""
        return np.full(self.total.size, np.nan)

    def least(self, number: int) -> FloatArray:
        """Return the least that the `number` largest contributions can add up to."""
        return self.lowest[:, number - 1]

    def most(self, number: int) -> FloatArray:
        """Return the most that the `number` largest contributions can add up to."""
        return self.highest[:, number - 1]

    def are_few(self, least: int | None) -> tuple[BoolArray, BoolArray]:
        """Tell which sums have, and which may have, fewer contributors than `least`."""
        if least is None:
            return np.zeros(self.total.size, bool), np.zeros(self.total.size, bool)
        with np.errstate(invalid="ignore"):
            few = (self.count_most < least) & (self.count_most > 0)
            may_be = ~(self.count_least >= least) & ~(self.count_most == 0) & ~few
        return few, may_be


def _of_sum(known: KnownContributions, cells: list[int]) -> tuple[object, ...]:
    """Return the fields of `_Sums` for one sum."""
    total, ranks = float(known.total[cells].sum()), known.ranks.shape[1]
    negative = bool(known.has_negatives[cells].any())
    asked = known.requested[cells]
    requested = np.nan if (asked > 0).any() else float(asked.max())
    named = [cell for cell in cells if cell in known.shares]
    rest = [cell for cell in cells if cell not in known.shares]
    whole = together([known.shares[cell] for cell in named]) if named else NOBODY
    largest = np.nan_to_num(whole.largest(ranks))
    top = np.minimum(np.cumsum(largest), total) if not rest else np.cumsum(largest)
    every = np.concatenate([largest, np.nan_to_num(known.ranks[rest]).ravel()])
    apart = np.cumsum(-np.sort(-every)[:ranks])
    unknown = np.isnan(known.most[rest])
    most = np.where(unknown, known.total[rest][:, None], known.most[rest]).sum(axis=0)
    least = np.nan_to_num(np.fmax.reduce(known.least[rest], axis=0, initial=0.0))
    fewest, counts = float(whole.owners.size), known.count[rest]
    return (
        total,
        np.fmax.reduce(counts, initial=fewest),
        counts.sum() + fewest,
        np.maximum(np.minimum(apart, total), least),
        top + most,
        requested,
        negative,
    )


def _verdict(sums: _Sums, policy: Policy) -> Verdict:
    """Return the verdict of all rules about concentration together."""
    size = sums.total.size
    found = [one for judge in CONCENTRATION if (one := judge(sums, policy)) is not None]
    unsafe, decided, level = np.zeros(size, bool), np.ones(size, bool), np.zeros(size)
    for one in found:
        unsafe, decided = unsafe | one.is_unsafe, decided & one.is_decided
        level = np.maximum(level, np.nan_to_num(one.level))
    return Verdict(unsafe, decided, level)
