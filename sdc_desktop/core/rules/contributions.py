"""What the evidence says of the contributions behind the sums and means of one table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from sdc_desktop.core.evidence import (
    ABSOLUTE,
    REQUESTED,
    SMALLEST,
    UNWAIVED,
    MeasureKind,
    largest,
    top,
)
from sdc_desktop.core.policy import NegativePolicy, Policy
from sdc_desktop.core.rules.behind import units_behind
from sdc_desktop.core.rules.shown_table import STATISTICS, ShownTable
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Statistic

_MAGNITUDES = [STATISTICS.index(one) for one in (Statistic.SUM, Statistic.MEAN)]
_MEAN = STATISTICS.index(Statistic.MEAN)


def is_magnitude(shown: ShownTable) -> BoolArray:
    """Return where a cell is a sum or a mean of contributions, as (rows, columns) bool."""
    return np.isin(shown.statistics, _MAGNITUDES)


class Known(Protocol):
    """What a rule about concentration looks at: arrays of one shape, NaN for not known."""

    @property
    def total(self) -> FloatArray:
        """X: what the contributions add up to."""

    @property
    def has_negatives(self) -> BoolArray:
        """Where some contribution is below zero and the rules were not defined for that."""

    @property
    def unwaived(self) -> FloatArray:
        """The largest contribution of those who gave no waiver."""

    @property
    def requested(self) -> FloatArray:
        """1 where the largest contributor asked for protection, else 0."""

    def rank(self, number: int) -> FloatArray:
        """Return x of a rank, 1 for the largest; 0 where there are fewer contributors."""

    def least(self, number: int) -> FloatArray:
        """Return the least that the `number` largest contributions can add up to."""

    def most(self, number: int) -> FloatArray:
        """Return the most that the `number` largest contributions can add up to."""


@dataclass(frozen=True, eq=False)
class Contributions:
    """The contributions of all cells of a table: arrays of the body's shape, NaN for not known."""

    shown: ShownTable
    policy: Policy

    @cached_property
    def count(self) -> FloatArray:
        """N: how many contributors."""
        behind = units_behind(self.shown)
        return np.where(behind.is_sure, behind.count, np.nan)

    @cached_property
    def total(self) -> FloatArray:
        """X: what the contributions add up to; the number of contributors times a mean.

        Where contributions are below zero and the policy says so, what their sizes add up to.
        """
        is_mean = self.shown.statistics == _MEAN
        total = np.where(is_mean, self.shown.original * self.count, self.shown.original)
        if self.policy.magnitudes.negatives is NegativePolicy.ABSOLUTE:
            absolute = self.shown.evidence.of(self.shown.table, ABSOLUTE)
            total = np.where(np.isnan(absolute), total, absolute)
        return total

    @cached_property
    def has_negatives(self) -> BoolArray:
        """Where some contribution is below zero and the rules were not defined for that."""
        with np.errstate(invalid="ignore"):
            smallest = self.shown.evidence.of(self.shown.table, SMALLEST)
            is_below = (smallest < 0) | (self.shown.original < 0)
            if self.policy.magnitudes.negatives is NegativePolicy.ABSOLUTE:
                absolute = self.shown.evidence.of(self.shown.table, ABSOLUTE)
                is_below &= np.isnan(absolute)
        return np.asarray(is_below & is_magnitude(self.shown))

    @property
    def unwaived(self) -> FloatArray:
        """The largest contribution of those who gave no waiver."""
        return self.shown.evidence.of(self.shown.table, UNWAIVED)

    @property
    def requested(self) -> FloatArray:
        """1 where the largest contributor asked for protection, else 0."""
        return self.shown.evidence.of(self.shown.table, REQUESTED)

    def rank(self, number: int) -> FloatArray:
        """Return x of a rank, 1 for the largest; 0 where there are fewer contributors."""
        known = self.shown.evidence.of(self.shown.table, largest(number))
        with np.errstate(invalid="ignore"):
            return np.where(np.isnan(known) & (self.count < number), 0.0, known)

    def least(self, number: int) -> FloatArray:
        """Return the least that the `number` largest contributions can add up to."""
        return self._ends(number)[0]

    def most(self, number: int) -> FloatArray:
        """Return the most that the `number` largest contributions can add up to."""
        return self._ends(number)[1]

    def _ends(self, number: int) -> tuple[FloatArray, FloatArray]:
        """Return the least and the greatest sum of the largest contributions.

        Contributions of ranks that are not known are at most as large as the last known one; where
        no rank is known, nothing is.
        """
        known = ~np.isnan(self.rank(1))
        low, last = np.zeros(known.shape), np.zeros(known.shape)
        missing = np.zeros(known.shape)
        is_any = known
        for rank in range(1, number + 1):
            value = self.rank(rank)
            known = known & ~np.isnan(value)
            low, last = np.where(known, low + value, low), np.where(known, value, last)
            missing += ~known
        low = np.where(is_any, low, np.nan)
        low, high = self._with_top_sums(number, low, low + missing * last)
        with np.errstate(invalid="ignore"):
            high = np.minimum(high, np.maximum(self.total, low))
            everybody = (self.count <= number) & ~np.isnan(self.total)
        return np.where(everybody, self.total, low), np.where(everybody, self.total, high)

    def _with_top_sums(
        self, number: int, low: FloatArray, high: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return the ends with what sums of the largest contributions say."""
        table = self.shown.table
        for rank in self.shown.evidence.ranks(table, MeasureKind.TOP):
            known = self.shown.evidence.of(table, top(rank))
            if rank == number:
                low = np.where(np.isnan(known), low, known)
                high = np.where(np.isnan(known), high, known)
            elif rank < number:
                low = np.fmax(low, known)
            else:
                low = np.fmax(low, known * number / rank)
                high = np.fmin(high, known)
        return low, high
