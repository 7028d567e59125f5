"""Witnesses with how many of them use each cell, and what the cells used cost."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.suppression.engine import Witness


class Uses:
    """The witness of each demand; `costs`, (n,), says what each cell costs that is used."""

    def __init__(self, witnesses: list[Witness], costs: FloatArray) -> None:
        self.witnesses, self.costs = witnesses, costs
        self.count = np.zeros(costs.size, np.int32)
        for witness in witnesses:
            self.count[witness] += 1

    @property
    def cost(self) -> float:
        """What the cells cost that some witness uses."""
        return float(self.costs[self.count > 0].sum())

    def copy(self) -> Uses:
        """Return the same to change."""
        other = Uses([], self.costs)
        other.witnesses, other.count = list(self.witnesses), self.count.copy()
        return other

    def take(self, other: Uses) -> None:
        """Become as `other` is."""
        self.witnesses, self.count = other.witnesses, other.count

    def users(self, cell: int) -> list[int]:
        """Return the demands, by number, whose witness uses `cell`."""
        return [one for one, witness in enumerate(self.witnesses) if cell in witness]

    def remove(self, one: int) -> None:
        """Forget the witness of a demand."""
        self.count[self.witnesses[one]] -= 1
        self.witnesses[one] = np.zeros(0, np.int32)

    def put(self, one: int, witness: Witness) -> None:
        """Note a witness for a demand that has none."""
        self.witnesses[one] = witness
        self.count[witness] += 1

    def dearest_first(self) -> list[int]:
        """Return the cells that are paid for."""
        paid = np.flatnonzero((self.count > 0) & (self.costs > 0))
        order: list[int] = paid[np.lexsort((paid, -self.costs[paid]))].tolist()
        return order
