"""Solves a suppression problem: piece by piece, a sound pattern first, then better ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import CAN_COMPILE
from sdc_desktop.core.suppression.engine import Engine
from sdc_desktop.core.suppression.linear_engine import LinearEngine
from sdc_desktop.core.suppression.modular import suits
from sdc_desktop.core.suppression.modular_solve import Modular, solve_by_tables
from sdc_desktop.core.suppression.modular_tables import find_tables
from sdc_desktop.core.suppression.network import find_network
from sdc_desktop.core.suppression.network_engine import NetworkEngine
from sdc_desktop.core.suppression.pieces import Piece, largest_piece, one_of_copies, split
from sdc_desktop.core.suppression.problem import ROOM, CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.search import USUAL_EFFORT, Effort, Found, search

_LARGE = 50_000
"""Pieces with more cells that may move are solved table by table."""

_LARGE_FOR_PROGRAMMES = 3_000
"""The same for those that are no networks, where linear programmes go on from there."""


_FEW = 8
_NEWS = 0.005
"""Share of the cost by which a pattern of more pieces than a few must be better to be told of."""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """A pattern for a whole problem; sound by the engine's own reckoning.

    Attributes:
        chosen: (n,) bool: cells to withhold beyond those that are.
        cost: Sum of their costs.
        bound: No pattern that meets the same demands costs less.
        reach: For each demand how far its cell can move at most, its need where that is enough.
            Less than the need: nothing that may be withheld is enough.
        protects: Chosen cell to the demands, by number, that it helps to meet.
        is_complete: False when the search was stopped before it met every demand.
    """

    chosen: BoolArray
    cost: float
    bound: float
    reach: tuple[float, ...]
    protects: dict[int, tuple[int, ...]]
    is_complete: bool = True

    @property
    def is_optimal(self) -> bool:
        """Whether no pattern that meets the same demands can be cheaper."""
        return self.is_complete and self.bound >= self.cost - 1e-6 * max(1.0, self.cost)


def solve(
    problem: SuppressionProblem,
    effort: Effort = USUAL_EFFORT,
    progress: Progress = no_progress,
    report: Callable[[Solution], None] | None = None,
) -> Solution:
    """Return a cheap pattern that meets every demand as far as that is possible.

    Args:
        problem: What has to be solved.
        effort: How much work to do.
        progress: May raise `Cancelled`: then the best pattern so far is returned, or, when some
            demand was not met yet, `Cancelled` goes on.
        report: Is told of each better pattern that meets all demands.
    """
    return _Solver(problem, effort, progress, report).run()


def prepared(
    problem: SuppressionProblem, progress: Progress = no_progress
) -> tuple[list[tuple[Piece, Engine]], Int32Array]:
    """Return the pieces that demands are open in, and (n,) int32 the cell that each cell became.

    Demands that are met already are left out, and those that cannot be met are lowered; cells that
    must be equal are one cell of the pieces.
    """
    return _Solver(problem, USUAL_EFFORT, progress, None).prepared()


def is_large(problem: SuppressionProblem) -> bool:
    """Tell whether a piece of a problem is so large that it is solved table by table alone."""
    is_so = CAN_COMPILE and largest_piece(problem) > _LARGE
    return is_so and suits(problem, find_tables(problem))


def make_engine(problem: SuppressionProblem) -> Engine:
    """Return the fastest engine for a problem of one piece."""
    if CAN_COMPILE:
        network = find_network(problem, problem.states != CellState.STAYS)
        if network is not None:
            return NetworkEngine(problem, network)
    return LinearEngine(problem)


@dataclass(slots=True)
class _Part:
    """A piece with what is found of it; `tables` where passes over its tables found that."""

    piece: Piece
    engine: Engine | None
    found: Found | None = None
    tables: Modular | None = None


class _Solver:
    def __init__(
        self,
        problem: SuppressionProblem,
        effort: Effort,
        progress: Progress,
        report: Callable[[Solution], None] | None,
    ) -> None:
        self._whole, self._effort = problem, effort
        self._progress, self._report = progress, report
        self._merged, self._into = one_of_copies(problem)
        self._reach = [demand.need for demand in problem.demands]
        self._parts: list[_Part] = []
        self._told: tuple[float, float] | None = None

    def run(self) -> Solution:
        """Prepare, then search each piece, first quickly and then to the end."""
        self.prepared()
        self._note_what_cannot_move()
        try:
            for part in self._parts:
                if part.found is None:
                    self._search(part, replace(self._share(part), rounds=0))
            self._tell()
            self._better()
        except Cancelled:
            if any(part.found is None for part in self._parts):
                raise
        return self._solution()

    def prepared(self) -> tuple[list[tuple[Piece, Engine]], Int32Array]:
        """Return what `prepared` says."""
        for piece in split(self._merged):
            self._progress(0, 0, "secondary suppression: what is short")
            self._prepare(piece)
        engines = [(part.piece, part.engine) for part in self._parts if part.engine is not None]
        return engines, self._into

    def _better(self) -> None:
        """Improve the pieces one after the other."""
        if self._effort.rounds == 0 or any(part.found is None for part in self._parts):
            return
        for part in self._parts:
            if part.tables is not None and not part.tables.found.is_optimal:
                part.tables.improve(self._effort, self._progress, partial(self._take, part))
            if part.engine is not None and part.found is not None and not part.found.is_optimal:
                self._search(part, self._share(part))

    def _share(self, part: _Part) -> Effort:
        """Return a piece's part of the effort: many pieces are annealed less each."""
        asked = sum(len(one.piece.problem.demands) for one in self._parts)
        share = len(part.piece.problem.demands) / asked
        return replace(
            self._effort,
            annealing=int(self._effort.annealing * share),
            cutting=int(self._effort.cutting * share),
        )

    def _search(self, part: _Part, effort: Effort) -> None:
        assert part.engine is not None
        start = part.found.witnesses if part.found is not None else ()
        take = partial(self._take, part)
        search(part.piece.problem, part.engine, effort, self._progress, take, start)

    def _take(self, part: _Part, found: Found) -> None:
        """Keep what is found of a piece where it is better, and tell of it."""
        old = part.found
        if old is None or found.cost < old.cost - ROOM:
            bound = max(found.bound, min(old.bound if old else 0.0, found.cost))
            part.found = replace(found, bound=bound)
        elif found.bound > old.bound:
            part.found = replace(old, bound=min(found.bound, old.cost))
        else:
            return
        self._tell()

    def _is_news(self) -> bool:
        """Tell whether cost or bound is better than was told last; of many pieces by enough.

        Else each step of each piece would build the pattern of all of them.
        """
        found = [part.found for part in self._parts if part.found is not None]
        if len(found) < len(self._parts):
            return False
        cost, bound = sum(one.cost for one in found), sum(one.bound for one in found)
        step = _NEWS * cost if len(found) > _FEW else 0.0
        if self._told is not None:
            old_cost, old_bound = self._told
            if old_cost - cost <= step and bound - old_bound <= step:
                return False
        self._told = cost, bound
        return True

    def _tell(self) -> None:
        if self._report and self._is_news():
            self._report(self._solution())

    def _prepare_by_tables(self, piece: Piece, engine: Engine | None) -> bool:
        """Let passes over single tables find the first pattern; False where they cannot."""
        tables = solve_by_tables(piece, self._progress)
        if tables is None:
            return False
        for number, reach in tables.reach.items():
            self._reach[number] = reach
        if engine is not None:
            engine = engine.with_demands(tables.piece.problem)
        self._parts.append(_Part(tables.piece, engine, tables.found, tables))
        return True

    def _prepare(self, piece: Piece) -> None:
        """Leave out demands that are met already, and lower those that cannot be met."""
        problem = piece.problem
        size = int((problem.states != CellState.STAYS).sum())
        if size > _LARGE and self._prepare_by_tables(piece, None):
            return
        engine = make_engine(problem)
        is_hard = size > _LARGE_FOR_PROGRAMMES and isinstance(engine, LinearEngine)
        if is_hard and self._prepare_by_tables(piece, engine):
            return
        lacks = engine.lacks(problem.is_withheld)
        open_demands = np.flatnonzero(lacks > 0).tolist()
        if not open_demands:
            return
        problem = replace(problem, demands=tuple(problem.demands[one] for one in open_demands))
        numbers = tuple(piece.demand_of[one] for one in open_demands)
        engine = engine.with_demands(problem)
        lacks = engine.lacks(problem.states != CellState.STAYS)
        if (lacks > 0).any():
            problem, numbers = self._lowered(problem, numbers, lacks)
            if not problem.demands:
                return
            engine = engine.with_demands(problem)
            still = engine.lacks(problem.is_withheld) > 0
            problem = replace(
                problem,
                demands=tuple(
                    one for one, is_open in zip(problem.demands, still, strict=True) if is_open
                ),
            )
            numbers = tuple(one for one, is_open in zip(numbers, still, strict=True) if is_open)
            if not problem.demands:
                return
            engine = engine.with_demands(problem)
        self._parts.append(_Part(Piece(problem, piece.cell_of, numbers), engine))

    def _lowered(
        self, problem: SuppressionProblem, numbers: tuple[int, ...], lacks: FloatArray
    ) -> tuple[SuppressionProblem, tuple[int, ...]]:
        """Ask for no more than is possible with everything withheld that may be."""
        demands: list[Demand] = []
        kept: list[int] = []
        for demand, number, lack in zip(problem.demands, numbers, lacks.tolist(), strict=True):
            need = demand.need - lack
            if problem.is_whole[demand.cell]:
                need = math.floor(need + ROOM)
            if lack > 0:
                self._reach[number] = max(0.0, need)
            if need > ROOM:
                demands.append(replace(demand, need=need))
                kept.append(number)
        return replace(problem, demands=tuple(demands)), tuple(kept)

    def _note_what_cannot_move(self) -> None:
        merged = self._merged
        for number, demand in enumerate(merged.demands):
            can_move = max(merged.up[demand.cell], merged.down[demand.cell]) > 0
            if merged.states[demand.cell] == CellState.STAYS or not can_move:
                self._reach[number] = 0.0

    def _solution(self) -> Solution:
        merged = self._merged
        chosen = np.zeros(merged.values.size, bool)
        protects: dict[int, list[int]] = {}
        bound = 0.0
        for part in self._parts:
            if part.found is None:
                continue
            cells = part.piece.cell_of
            chosen[cells[part.found.chosen]] = True
            bound += part.found.bound
            for number, witness in zip(part.piece.demand_of, part.found.witnesses, strict=True):
                for cell in cells[witness].tolist():
                    protects.setdefault(cell, []).append(number)
        copies = self._copies()
        return Solution(
            chosen=(chosen[self._into] & self._whole.is_free) | copies,
            cost=float(
                self._whole.costs[(chosen[self._into] & self._whole.is_free) | copies].sum()
            ),
            bound=bound + float(self._whole.costs[copies].sum()),
            reach=tuple(self._reach),
            protects=self._spread(protects),
            is_complete=all(part.found is not None for part in self._parts),
        )

    def _copies(self) -> BoolArray:
        """Return the free copies of withheld cells: they must be withheld as well."""
        is_withheld = self._merged.states[self._into] == CellState.WITHHELD
        copies: BoolArray = is_withheld & self._whole.is_free
        return copies

    def _spread(self, protects: dict[int, list[int]]) -> dict[int, tuple[int, ...]]:
        """Return what each cell of the whole helps to meet, copies what they are copies of."""
        spread = {
            cell: tuple(protects[merged])
            for cell, merged in enumerate(self._into.tolist())
            if merged in protects
        }
        for cell in np.flatnonzero(self._copies()).tolist():
            own = [
                number
                for number, demand in enumerate(self._merged.demands)
                if demand.cell == self._into[cell]
            ]
            spread[cell] = tuple({*own, *spread.get(cell, ())})
        return spread
