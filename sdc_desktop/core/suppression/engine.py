"""What an engine does for the search: ways to meet demands, what is unmet, and cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.problem import SuppressionProblem

Witness = Int32Array
"""The cells, by number, that move with the cell of a demand to give it room; all are withheld."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """What every pattern that meets some demand fulfils: `sum(coefficients * y[cells]) >= 1`.

    Attributes:
        cells: (k,) int32: cells that may be withheld; y is 1 where they are, else 0.
        coefficients: (k,) float64, above 0 and at most 1.
    """

    cells: Int32Array
    coefficients: FloatArray

    @property
    def key(self) -> bytes:
        """The same for cuts that differ by rounding only."""
        return self.cells.tobytes() + np.rint(self.coefficients * 1e6).astype(np.int64).tobytes()

    def value(self, shares: FloatArray) -> float:
        """Return the sum of the coefficients times `shares`, (n,)."""
        return float(self.coefficients @ shares[self.cells])


class Engine(Protocol):
    """Answers questions about one problem."""

    @property
    def work(self) -> int:
        """What the answers took so far, in arcs looked at and the like, not in seconds."""

    def with_demands(self, problem: SuppressionProblem) -> Engine:
        """Return an engine for the same problem with other demands."""

    def lacks(self, withheld: BoolArray) -> FloatArray:
        """Return how much room each demand lacks when the cells `withheld`, (n,), are."""

    def meets_all(self, withheld: BoolArray) -> bool:
        """Tell whether no demand lacks room when the cells `withheld`, (n,), are."""

    def meet(self, prices: FloatArray, order: Int32Array) -> list[Witness | None]:
        """Find a way for each demand, one after the other; cells that move cost nothing then.

        Args:
            prices: (n,) what withholding each cell costs, 0 where it is withheld already.
            order: The demands by number, the first first.
        """

    def improve(
        self, witnesses: Sequence[Witness], costs: FloatArray, limit: int, seed: int
    ) -> list[Witness]:
        """Return cheaper witnesses, or the same; ends when `limit` work is done."""

    def cuts(self, shares: FloatArray) -> list[Cut]:
        """Return cuts that `shares`, (n,) from 0 for shown to 1 for withheld, does not fulfil."""
