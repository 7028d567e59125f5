"""The cheapest pattern that leaves no unsafe sum of withheld cells, and the proof that it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray
from sdc_desktop.core.suppression.covered_engine import CoveredEngine
from sdc_desktop.core.suppression.covers import Covers, UnsafeUnions
from sdc_desktop.core.suppression.engine import Engine, Witness
from sdc_desktop.core.suppression.pieces import Piece
from sdc_desktop.core.suppression.problem import CellState, SuppressionProblem
from sdc_desktop.core.suppression.search import Effort, Found, search
from sdc_desktop.core.suppression.solve import prepared


@dataclass(slots=True)
class _Part:
    """A piece with what is found of it; None while nothing is."""

    piece: Piece
    engine: CoveredEngine
    start: tuple[Witness, ...]
    found: Found | None = None


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
        self._chosen = chosen
        self._effort, self._progress, self._tell = effort, progress, tell
        parts, self._into = prepared(problem, progress)
        held = np.zeros(int(self._into.max(initial=-1)) + 1, bool)
        held[self._into[problem.is_withheld]] = True
        states = np.where(held[self._into], CellState.WITHHELD, problem.states).astype(np.uint8)
        self._copies = held[self._into] & problem.is_free
        self._problem = replace(problem, states=states)
        self._parts = [self._part(piece, engine, unsafe) for piece, engine in parts]

    def _part(self, piece: Piece, engine: Engine, unsafe: UnsafeUnions) -> _Part:
        covers = Covers(self._problem, self._into, piece, unsafe)
        covered = CoveredEngine(piece.problem, engine, covers)
        known = self._merged()[piece.cell_of]
        return _Part(piece, covered, _witnesses(piece, covered, known))

    def run(self) -> None:
        """Search piece by piece, from the known pattern where it can be taken over."""
        for part in self._parts:
            self._search(part)

    def _search(self, part: _Part) -> None:
        def take(found: Found) -> None:
            self._take(part, found)

        problem, start = part.piece.problem, part.start
        search(problem, part.engine, self._effort, self._progress, take, start)

    def _merged(self) -> BoolArray:
        """Return the known pattern over the cells of the merged problem."""
        merged = np.zeros(int(self._into.max(initial=-1)) + 1, bool)
        merged[self._into[self._chosen]] = True
        return merged

    def _take(self, part: _Part, found: Found) -> None:
        """Note what was found of a piece, and tell of the whole with the copies it needs."""
        part.found = found
        merged, bound = self._merged(), float(self._problem.costs[self._copies].sum())
        for one in self._parts:
            if one.found is not None:
                merged[one.piece.cell_of] = one.found.chosen
                bound += one.found.bound
        self._tell((merged[self._into] & self._problem.is_free) | self._copies, bound)


def _witnesses(piece: Piece, engine: CoveredEngine, chosen: BoolArray) -> tuple[Witness, ...]:
    """Return witnesses of a known pattern of a piece among its cells; none where there are not."""
    problem = piece.problem
    states = np.where(problem.is_free & ~chosen, CellState.STAYS, problem.states)
    some = replace(problem, states=states.astype(np.uint8))
    order = np.arange(len(problem.demands), dtype=np.int32)
    ways = engine.with_demands(some).meet(np.where(chosen, problem.costs, 0.0), order)
    found = tuple(way for way in ways if way is not None)
    return found if len(found) == len(ways) else ()
