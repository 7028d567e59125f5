"""The numbers of a generated table: skewed counts and what is worked out from them."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.sheets import FloatArray
from tests.layouts.words import Measure

Members = frozenset[int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is behind a table.

    Attributes:
        counts, amounts, bases: (row leaves, column leaves) float64.
        periods: The leaves of each row, in order, for changes from row to row.
        decimals: How many decimals derived numbers have; None for all of them.
    """

    counts: FloatArray
    amounts: FloatArray
    bases: FloatArray
    periods: tuple[Members, ...]
    decimals: int | None

    def number(self, measure: Measure, rows: Members, columns: Members) -> float | None:
        """Return the number of a cell, None where it cannot be worked out."""
        count = _sum(self.counts, rows, columns)
        if measure in {Measure.COUNT, Measure.BASE, Measure.AMOUNT}:
            array = {Measure.BASE: self.bases, Measure.AMOUNT: self.amounts}.get(
                measure, self.counts
            )
            return round(_sum(array, rows, columns), 3)
        if measure is Measure.POPULATION:
            return self._population(rows, columns)
        derived = self._derived(measure, rows, columns, count)
        if derived is None or not np.isfinite(derived):
            return None
        return derived if self.decimals is None else round(derived, self.decimals)

    def _population(self, rows: Members, columns: Members) -> float:
        return float(sum(_population_of(row) for row in rows) * len(columns))

    def _derived(
        self, measure: Measure, rows: Members, columns: Members, count: float
    ) -> float | None:
        everywhere = frozenset(range(self.counts.shape[0]))
        everyone = frozenset(range(self.counts.shape[1]))
        rate = 1000 * count / self._population(rows, columns)
        spread = 1.96 * 1000 * math.sqrt(count) / self._population(rows, columns)
        match measure:
            case Measure.ROW_PERCENT:
                return _share(count, _sum(self.counts, rows, everyone))
            case Measure.COLUMN_PERCENT:
                return _share(count, _sum(self.counts, everywhere, columns))
            case Measure.TABLE_PERCENT:
                return _share(count, _sum(self.counts, everywhere, everyone))
            case Measure.MEAN:
                return _sum(self.amounts, rows, columns) / count if count else None
            case Measure.RATE:
                return rate
            case Measure.LOWER | Measure.UPPER:
                return max(rate - spread, 0.0) if measure is Measure.LOWER else rate + spread
            case Measure.INDEX:
                return _share(count, _sum(self.counts, self.periods[0], columns))
            case _:
                return self._change(rows, columns, count)

    def _change(self, rows: Members, columns: Members, count: float) -> float | None:
        place = self.periods.index(rows)
        if not place:
            return None
        before = _sum(self.counts, self.periods[place - 1], columns)
        return 100 * (count - before) / before if before else None


def _population_of(row: int) -> int:
    return 4000 + 977 * ((row * 7919) % 13) + 31 * row


def _share(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None


def _sum(array: FloatArray, rows: Members, columns: Members) -> float:
    return float(array[np.ix_(sorted(rows), sorted(columns))].sum())


def make_figures(
    rng: random.Random,
    shape: tuple[int, int],
    periods: Sequence[Members],
    *,
    scale: float,
    decimals: int | None,
) -> Figures:
    """Return skewed counts around `scale` with amounts and sample sizes to them."""
    draw = np.random.default_rng(rng.randrange(2**32))
    effects = draw.lognormal(0, 0.6, (shape[0], 1)) * draw.lognormal(0, 0.5, (1, shape[1]))
    counts = draw.poisson(scale * effects * draw.lognormal(0, 0.4, shape)).astype(float)
    amounts = np.round(counts * draw.lognormal(2, 0.7, shape), rng.choice((0, 0, 1)))
    bases = np.ceil(counts * 0.13 + draw.poisson(2, shape))
    return Figures(counts, amounts, bases, tuple(periods), decimals)
