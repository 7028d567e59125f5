"""The cheapest pattern that leaves no unsafe sum of withheld cells, and the proof that it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray
from sdc_desktop.core.suppression.covered_engine import CoveredEngine
from sdc_desktop.core.suppression.covers import Covers, UnsafeUnions, Whole
from sdc_desktop.core.suppression.engine import Witness
from sdc_desktop.core.suppression.pieces import Piece
from sdc_desktop.core.suppression.problem import CellState, SuppressionProblem
from sdc_desktop.core.suppression.search import Effort, Found, search
from sdc_desktop.core.suppression.solve import prepared


class UnionProof:
    """The search over patterns without unsafe sums, from one that is known.

    Args:
        problem: What has to be solved.
        unsafe: Tells which sums are unsafe.
        chosen: (n,) bool: a pattern that meets all demands and leaves no unsafe sum, but for those
            that nothing hides.
        effort: How much work to do.
        progress: May raise `Cancelled`.
        tell: Hears of each better pattern, (n,) bool, and bound.
    """

    def __init__(
        self,
        problem: SuppressionProblem,
        unsafe: UnsafeUnions,
        chosen: BoolArray,
        effort: Effort,
        progress: Progress,
        tell: Callable[[BoolArray, float], None],
    ) -> None:
        self._effort, self._progress, self._tell = effort, progress, tell
        parts, self._into = prepared(problem, progress)
        held = np.zeros(int(self._into.max(initial=-1)) + 1, bool)
        held[self._into[problem.is_withheld]] = True
        states = np.where(held[self._into], CellState.WITHHELD, problem.states).astype(np.uint8)
        self._copies = held[self._into] & problem.is_free
        self._problem = replace(problem, states=states)
        self._whole = Whole(self._problem, self._into, unsafe)
        self._merged = np.zeros(held.size, bool)
        self._merged[self._into[chosen]] = True
        self._bound = float(self._problem.costs[self._copies].sum())
        self._parts = parts

    def run(self) -> None:
        """Search piece by piece, from the known pattern where it can be taken over."""
        for piece, engine in self._parts:
            covered = CoveredEngine(piece.problem, engine, Covers(self._whole, piece))
            start = _witnesses(piece, covered, self._merged[piece.cell_of])
            self._search(piece, covered, start)

    def _search(self, piece: Piece, engine: CoveredEngine, start: tuple[Witness, ...]) -> None:
        before, cells = self._bound, piece.cell_of
        costs = np.where(piece.problem.is_free, piece.problem.costs, 0.0)

        def take(found: Found) -> None:
            """Tell of the whole with what was found of a piece, and the copies it needs."""
            if found.cost < costs[self._merged[cells]].sum():
                self._merged[cells] = found.chosen
            self._bound = before + found.bound
            chosen = (self._merged[self._into] & self._problem.is_free) | self._copies
            self._tell(chosen, self._bound)

        search(piece.problem, engine, self._effort, self._progress, take, start)


def _witnesses(piece: Piece, engine: CoveredEngine, chosen: BoolArray) -> tuple[Witness, ...]:
    """Return witnesses of a known pattern of a piece among its cells; none where there are not."""
    problem = piece.problem
    states = np.where(problem.is_free & ~chosen, CellState.STAYS, problem.states)
    some = replace(problem, states=states.astype(np.uint8))
    order = np.arange(len(problem.demands), dtype=np.int32)
    ways = engine.with_demands(some).meet(np.where(chosen, problem.costs, 0.0), order)
    found = tuple(way for way in ways if way is not None)
    return found if len(found) == len(ways) else ()
