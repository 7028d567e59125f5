"""What a checker wishes of secondary suppression: which cells rather go, and which must stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.suppression.search import USUAL_EFFORT, Effort

_LIKE_LAST_TIME = 0.1


class Cost(StrEnum):
    """What withholding a cell costs (guidance B3)."""

    VALUE = "value"
    """Its value, 1 at least: the smallest sum is withheld."""
    CELLS = "cells"
    """1: the fewest cells are withheld."""
    ENTROPY = "entropy"
    """The logarithm of its value and one: between the two."""
    CONTRIBUTORS = "contributors"
    """How many contributors it has, 1 at least: those of a count are the count itself."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What secondary suppression should heed beside protection.

    Attributes:
        cost: What withholding a cell costs.
        factors: Cell and what its cost is multiplied by, above 0: greater for a cell that should
            rather be shown, such as a total, smaller for one that may go. Of several for one
            cell all count.
        previous: Cells that were withheld in the last release; they cost a tenth.
        must_stay: Cells that must be shown, such as headline figures.
        effort: How much work to spend, and the seed for the order of chance.
        contributors: How many contributors cells have, where evidence says so.
        same_pattern: Whether tables with the same labels withhold the same cells.
        printed: Cells that are printed already, in an earlier release: nobody can withhold them.
    """

    cost: Cost = Cost.VALUE
    factors: tuple[tuple[CellRef, float], ...] = ()
    previous: frozenset[CellRef] = frozenset()
    must_stay: frozenset[CellRef] = frozenset()
    effort: Effort = USUAL_EFFORT
    contributors: Mapping[CellRef, float] = field(default_factory=dict)
    same_pattern: bool = False
    printed: frozenset[CellRef] = frozenset()

    @property
    def stays(self) -> frozenset[CellRef]:
        """The cells that are shown whatever happens."""
        return self.must_stay | self.printed

    def costs(self, system: RelationSystem, values: FloatArray) -> FloatArray:
        """Return what withholding each cell costs: (n,) float64, above 0.

        Args:
            system: Whose cells are meant.
            values: (n,) float64: their numbers.
        """
        costs = self._plain_costs(system, values)
        if self.factors:
            numbers = system.places.numbers(cell for cell, _ in self.factors)
            factors = np.array([factor for _, factor in self.factors])
            here = numbers >= 0
            np.multiply.at(costs, numbers[here], factors[here])
        if self.previous:
            costs[system.places.where(self.previous)] *= _LIKE_LAST_TIME
        return costs

    def _plain_costs(self, system: RelationSystem, values: FloatArray) -> FloatArray:
        size = np.maximum(1.0, np.abs(values))
        match self.cost:
            case Cost.VALUE:
                return size
            case Cost.CELLS:
                return np.ones(size.size)
            case Cost.ENTROPY:
                return np.asarray(np.log2(1.0 + size), np.float64)
            case Cost.CONTRIBUTORS:
                return self._numbers_of_contributors(system, size)

    def _numbers_of_contributors(self, system: RelationSystem, size: FloatArray) -> FloatArray:
        """Return how many contributors each cell has: (n,) float64.

        Sums of which nothing is known cost as much as the dearest cell: they go last.
        """
        numbers = system.places.numbers(self.contributors)
        known = np.array(list(self.contributors.values()), np.float64)
        here = numbers >= 0
        costs = np.where(system.is_count, size, np.nan)
        costs[numbers[here]] = np.maximum(1.0, known[here])
        dearest = np.nanmax(costs, initial=1.0)
        return np.where(np.isfinite(costs), costs, dearest)


NO_PREFERENCES = Preferences()
"""The smallest sum, and nothing that must stay."""
