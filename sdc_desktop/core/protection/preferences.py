"""What a checker wishes of secondary suppression: which cells rather go, and which must stay."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Preferences:
    """What secondary suppression should heed beside protection.

    Attributes:
        cost: What withholding a cell costs.
        factors: Cell and what its cost is multiplied by, above 0: greater for a cell that should
            rather be shown, such as a total, smaller for one that may go.
        previous: Cells that were withheld in the last release; they cost a tenth.
        must_stay: Cells that must be shown, such as headline figures.
        effort: How much work to spend, and the seed for the order of chance.
    """

    cost: Cost = Cost.VALUE
    factors: tuple[tuple[CellRef, float], ...] = ()
    previous: frozenset[CellRef] = frozenset()
    must_stay: frozenset[CellRef] = frozenset()
    effort: Effort = USUAL_EFFORT

    def with_must_stay(self, cells: frozenset[CellRef]) -> Preferences:
        """Return the same with more cells that must be shown."""
        return replace(self, must_stay=self.must_stay | cells)

    def costs(self, system: RelationSystem, values: FloatArray) -> FloatArray:
        """Return what withholding each cell costs: (n,) float64, above 0.

        Args:
            system: Whose cells are meant.
            values: (n,) float64: their numbers.
        """
        size = np.maximum(1.0, np.abs(values))
        costs = {
            Cost.VALUE: size,
            Cost.CELLS: np.ones(size.size),
            Cost.ENTROPY: np.log2(1.0 + size),
        }[self.cost].copy()
        factors = dict(self.factors)
        for number, cell in enumerate(system.cells) if factors or self.previous else ():
            costs[number] *= factors.get(cell, 1.0)
            if cell in self.previous:
                costs[number] *= _LIKE_LAST_TIME
        return costs


NO_PREFERENCES = Preferences()
"""The smallest sum, and nothing that must stay."""
