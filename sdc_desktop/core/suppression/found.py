"""What a search finds, and how much work it may do for that."""

from __future__ import annotations

from dataclasses import dataclass

from sdc_desktop.core.sheets import BoolArray
from sdc_desktop.core.suppression.engine import Witness

_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work a search may do, counted in steps so that every machine does the same.

    Attributes:
        annealing: Arcs that annealing may look at.
        cutting: Work that branch and cut may take; the rounds of cuts before it half of that.
        rounds: Rounds of cuts; 0 leaves out all that comes after a first pattern.
        nodes: Nodes of the branch and cut search; 0 leaves it out. steps: Its simplex steps.
        seed: For the order of chance.
    """

    annealing: int = 20_000_000
    cutting: int = 800_000_000
    rounds: int = 150
    nodes: int = 1_500
    steps: int = 60_000
    seed: int = 1


USUAL_EFFORT = Effort()
"""What suits a person who waits: some seconds for a table of thousands of cells."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A pattern that meets all demands.

    Attributes:
        chosen: (n,) bool: cells to withhold beyond those that are.
        cost: Sum of their costs.
        bound: No pattern that meets all demands costs less.
        witnesses: The cells that move for each demand.
    """

    chosen: BoolArray
    cost: float
    bound: float
    witnesses: tuple[Witness, ...]

    @property
    def is_optimal(self) -> bool:
        """Whether nothing can be cheaper."""
        return self.bound >= self.cost - _SAME * max(1.0, self.cost)
