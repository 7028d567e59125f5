"""What secondary suppression has to solve, as plain arrays: cells, relations and demands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array, UInt8Array

ROOM = 1e-7
"""Movements and protection that differ by less are the same."""


class CellState(IntEnum):
    """What may be done with a cell."""

    FREE = 0
    """Shown, and may be withheld to protect others."""
    WITHHELD = 1
    """Withheld already, or must be: costs nothing more."""
    STAYS = 2
    """Shown whatever happens: headline figures, zeros, exempt cells, what others know."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A withheld cell must be able to move, as far as a reader can tell.

    Attributes:
        cell: Number of the cell.
        direction: 1 for up (upper protection level), -1 for down (lower), 0 for the distance
            between the furthest it can move up and down (sliding level).
        need: How far, above 0.
        held: Cells that do not move: a contributor knows them, or their sum with it is unsafe.
    """

    cell: int
    direction: int
    need: float
    held: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class SuppressionProblem:
    """Cells that may move around their values: `-row_down <= A f <= row_up`, `-down <= f <= up`.

    A deviation f says how far each cell lies from its value in another table that fits what is
    published; right-hand sides are near 0 whatever the size of the totals. Relation i holds
    `coefficients[s:e]` at `columns[s:e]`, with `s, e = row_starts[i], row_starts[i + 1]`.

    Attributes:
        values: (n,) float64: the true values.
        costs: (n,) float64: what withholding each costs, above 0.
        up, down: (n,) float64: how far an attacker can imagine each to lie from its value when it
            is withheld, at least 0, maybe inf.
        states: (n,) uint8, a `CellState` each.
        row_starts: (m + 1,) int32. columns: (nonzeros,) int32. coefficients: (nonzeros,) float64.
        row_down, row_up: (m,) float64, at least 0: room by the rounding of published totals.
        demands: What protection asks for.
        is_whole: (n,) bool: only whole movements count.
    """

    values: FloatArray
    costs: FloatArray
    up: FloatArray
    down: FloatArray
    states: UInt8Array
    row_starts: Int32Array
    columns: Int32Array
    coefficients: FloatArray
    row_down: FloatArray
    row_up: FloatArray
    demands: tuple[Demand, ...]
    is_whole: BoolArray

    @property
    def shape(self) -> tuple[int, int]:
        """Number of relations and of cells."""
        return self.row_up.size, self.values.size

    @property
    def row_of(self) -> Int32Array:
        """(nonzeros,) int32: the relation that each coefficient belongs to."""
        return np.repeat(
            np.arange(self.row_up.size, dtype=np.int32), np.diff(self.row_starts)
        ).astype(np.int32)

    @property
    def is_withheld(self) -> BoolArray:
        """(n,) bool: withheld without being chosen."""
        withheld: BoolArray = self.states == CellState.WITHHELD
        return withheld

    @property
    def is_free(self) -> BoolArray:
        """(n,) bool: may be withheld to protect others."""
        free: BoolArray = self.states == CellState.FREE
        return free

    def room(self, demand: Demand) -> float:
        """Return how far the attacker's own bounds let the cell of `demand` move as asked."""
        up, down = float(self.up[demand.cell]), float(self.down[demand.cell])
        return up + down if demand.direction == 0 else up if demand.direction > 0 else down
