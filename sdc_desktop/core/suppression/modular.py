"""Passes over the single tables of a large hierarchy: ways for all demands, then cheaper ones.

Where a cell that moves is the total of another table, that table has to follow: its need is
carried over downwards, and where nothing else helps upwards. What is found so moves within the
relations of the whole system, so it needs no further proof; `misfits` looks at it again all the
same. Demands that no table can help stay unmet and are left to `modular_repair`.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import CAN_COMPILE
from sdc_desktop.core.suppression.engine import Witness
from sdc_desktop.core.suppression.flow_graph import NOTHING
from sdc_desktop.core.suppression.modular_check import misfits
from sdc_desktop.core.suppression.modular_room import make_room
from sdc_desktop.core.suppression.modular_tables import Tables, find_tables
from sdc_desktop.core.suppression.modular_ways import (
    append,
    make_ways,
    meet_in_order,
    spare_cells,
    tidied,
)
from sdc_desktop.core.suppression.network_engine import as_asked
from sdc_desktop.core.suppression.problem import CellState, SuppressionProblem

_ARCS_AT_ONCE = 20_000_000
_PER_DEMAND = 24
_SPARE_ROOM = 100_000
_SWEEPS = 3
_HEAT = 0.3
_PART_OF_EDGES = 0.5
_LARGEST_TABLE = 20_000


def find_passes(problem: SuppressionProblem) -> Passes | None:
    """Return the passes over a problem, None where it is not made of small tables."""
    tables = find_tables(problem) if CAN_COMPILE else None
    return Passes(problem, tables) if tables is not None and suits(problem, tables) else None


def suits(problem: SuppressionProblem, tables: Tables) -> bool:
    """Tell whether passes are the quickest way: most cells that may move are edges of small tables.

    In a large table of its own the paths are long; the engine for networks is made for that.
    """
    moves = int((problem.states != CellState.STAYS).sum())
    sizes = np.bincount(tables.rank, np.diff(tables.graph.starts)) // 2
    return bool(sizes.sum() > _PART_OF_EDGES * moves and sizes.max() <= _LARGEST_TABLE)


class Passes:
    """The ways of the demands of one problem, and how they are found."""

    def __init__(self, problem: SuppressionProblem, tables: Tables) -> None:
        self._problem, self.tables = problem, tables
        self._asked = as_asked(problem.demands)
        self._share = (problem.states != CellState.STAYS).astype(np.float64)
        weights = np.where(problem.is_free, problem.costs, 0.0)
        demands = len(problem.demands)
        self._ways = make_ways(weights, demands, _PER_DEMAND * demands + _SPARE_ROOM)
        self._room = make_room(*problem.shape)

    @property
    def work(self) -> int:
        """Arcs looked at so far."""
        return int(self._room.sizes[2])

    @property
    def costs(self) -> FloatArray:
        """What withholding each cell costs: (n,) float64."""
        return self._problem.costs

    @property
    def is_free(self) -> BoolArray:
        """Which cells may be withheld for others: (n,) bool."""
        return self._problem.is_free

    @property
    def chosen(self) -> BoolArray:
        """The cells that are withheld for others: (n,) bool."""
        chosen: BoolArray = (self._ways.uses > 0) & self._problem.is_free
        return chosen

    @property
    def cost(self) -> float:
        """What these cost."""
        return float(self._problem.costs[self.chosen].sum())

    @property
    def prices(self) -> FloatArray:
        """What moving each cell costs beside what is withheld by now: (n,) float64."""
        return self._ways.price.copy()

    @property
    def unmet(self) -> Int32Array:
        """The demands, by number, that have no way."""
        return np.flatnonzero(self._ways.length < 0).astype(np.int32)

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """The cells that move for each demand; none where it has no way."""
        ways = self._ways
        return tuple(
            ways.cells[start : start + max(0, length)].copy()
            for start, length in zip(ways.start.tolist(), ways.length.tolist(), strict=True)
        )

    def meet(self, progress: Progress) -> None:
        """Find a way for each demand that has none: those of upper tables first, by need."""
        open_demands = self.unmet
        cells = self._asked.edge[open_demands]
        rank = self.tables.rank[self.tables.graph.ends[2 * cells]]
        order = open_demands[np.lexsort((-self._asked.need[open_demands], rank))]
        done = 0
        while done < order.size:
            progress(done, int(order.size), "secondary suppression: table by table")
            self._make_place()
            done = meet_in_order(
                self.tables,
                self._share,
                self._asked,
                order,
                done,
                _ARCS_AT_ONCE,
                self._ways,
                self._room,
            )
        self._drop_misfits()

    def _drop_misfits(self) -> None:
        """Take ways away that do not hold after all."""
        for one in misfits(self.tables, self._share, self._asked, self._ways, self._room).tolist():
            self.put(one, None)

    def put(self, one: int, witness: Witness | None) -> None:
        """Give a demand a way that was found otherwise, None to take its way away."""
        size = 0 if witness is None else witness.size
        if self._ways.size[0] + size > self._ways.cells.size:
            self._ways = tidied(self._ways, _SPARE_ROOM + size)
        append(self._ways, one, witness if witness is not None else np.zeros(0, np.int32))
        if witness is None:
            self._ways.length[one] = NOTHING

    def sweep(self, progress: Progress) -> None:
        """Look for other ways for what uses each chosen cell, the dearest first, a few times."""
        for _ in range(_SWEEPS):
            before, chosen = self.cost, np.flatnonzero(self.chosen).astype(np.int32)
            dearest = chosen[np.argsort(-self._ways.weights[chosen], kind="stable")]
            self._spare(dearest, np.zeros(dearest.size), progress)
            if self.cost >= before:
                break

    def anneal(self, limit: int, seed: int, progress: Progress) -> None:
        """Look for other ways for cells taken by chance; a little worse is accepted at first.

        The pattern may be dearer afterwards; the caller keeps the better one.

        Args:
            limit: How many arcs to look at.
            seed: For the order of chance.
            progress: May raise `Cancelled`.
        """
        chance, first = np.random.default_rng(seed), self.work
        chosen = np.flatnonzero(self.chosen).astype(np.int32)
        if not chosen.size:
            return
        heat = _HEAT * float(np.median(self._ways.weights[chosen]))
        while self.work - first < limit:
            before = self.work
            cells = chance.permutation(np.flatnonzero(self.chosen).astype(np.int32))
            cooling = max(0.0, 1.0 - (self.work - first) / limit)
            allowed = -heat * cooling * np.log(chance.random(cells.size) + 1e-9)
            self._spare(cells, allowed, progress)
            if self.work == before:
                break

    def _spare(self, cells: Int32Array, allowed: FloatArray, progress: Progress) -> None:
        done = 0
        while done < cells.size:
            progress(done, int(cells.size), "secondary suppression: fewer cells")
            self._make_place()
            done = spare_cells(
                self.tables,
                self._share,
                self._asked,
                cells,
                allowed,
                done,
                _ARCS_AT_ONCE,
                self._ways,
                self._room,
            )

    def _make_place(self) -> None:
        """Tidy the pool of ways when it is nearly full."""
        if self._ways.cells.size - self._ways.size[0] < _SPARE_ROOM // 2:
            self._ways = tidied(self._ways, _SPARE_ROOM)
