"""The engine for networks: flows and cheapest cycles in machine code."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.engine import Cut, Witness
from sdc_desktop.core.suppression.flow_cuts import find_cuts
from sdc_desktop.core.suppression.flow_graph import NOTHING, Asked, make_scratch
from sdc_desktop.core.suppression.flow_improve import improve
from sdc_desktop.core.suppression.flow_reach import unmet
from sdc_desktop.core.suppression.flow_routes import meet_all
from sdc_desktop.core.suppression.network import Network
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem

_LONGEST = 1_000
_CUT_ENTRIES = 4_000_000
_HEAT = 0.3
_MOST_OUT = 3


class NetworkEngine:
    """Answers for a problem that is a network."""

    def __init__(self, problem: SuppressionProblem, network: Network) -> None:
        self.work = 0
        self._network = network
        self._graph, self._cells = network.graph, network.cells
        edges = network.tails.size
        self._scratch = make_scratch(network.graph.starts.size - 1, edges)
        self._asked = as_asked(problem.demands)
        self._may_move = np.ones(edges, np.float64)
        self._may_move[: self._cells] = problem.states != CellState.STAYS
        self._is_fixed = np.ones(edges, bool)
        self._is_fixed[: self._cells] = problem.states == CellState.WITHHELD
        self._longest = min(_LONGEST, edges)

    def with_demands(self, problem: SuppressionProblem) -> NetworkEngine:
        """Return an engine for the same problem with other demands."""
        return NetworkEngine(problem, self._network)

    def lacks(self, withheld: BoolArray) -> FloatArray:
        """Return how much room each demand lacks when the cells `withheld`, (n,), are."""
        lacks, work = unmet(self._graph, self._shares(withheld), self._asked, self._scratch)
        self.work += work
        return lacks

    def meets_all(self, withheld: BoolArray) -> bool:
        """Tell whether no demand lacks room when the cells `withheld`, (n,), are."""
        return not self.lacks(withheld).any()

    def meet(self, prices: FloatArray, order: Int32Array) -> list[Witness | None]:
        """Find a way for each demand, one after the other, as `Engine.meet` says."""
        count = self._asked.edge.size
        found = np.zeros((count, self._longest), np.int32)
        length = np.full(count, NOTHING, np.int32)
        weights = self._over_edges(prices)
        self.work += meet_all(
            self._graph, self._may_move, weights, self._asked, order, self._scratch, found, length
        )
        return [
            self._cells_of(row[:size]) if size >= 0 else None
            for row, size in zip(found, length.tolist(), strict=True)
        ]

    def improve(
        self, witnesses: Sequence[Witness], costs: FloatArray, limit: int, seed: int
    ) -> list[Witness]:
        """Return cheaper witnesses, found by simulated annealing, as `Engine.improve` says."""
        count = self._asked.edge.size
        found = np.zeros((count, self._longest), np.int32)
        length = np.zeros(count, np.int32)
        for one, witness in enumerate(witnesses):
            length[one] = witness.size
            found[one, : witness.size] = witness
        weights = self._over_edges(np.where(self._is_fixed[: self._cells], 0.0, costs))
        used = np.unique(np.concatenate([*witnesses, np.zeros(0, np.int32)]))
        paid = weights[used][weights[used] > 0]
        heat = _HEAT * float(np.median(paid)) if paid.size else 0.0
        _, work = improve(
            self._graph,
            self._may_move,
            weights,
            self._asked,
            self._scratch,
            found,
            length,
            limit,
            heat,
            _MOST_OUT,
            seed,
        )
        self.work += work
        return [
            self._cells_of(row[:size]) for row, size in zip(found, length.tolist(), strict=True)
        ]

    def cuts(self, shares: FloatArray) -> list[Cut]:
        """Return cuts that `shares` does not fulfil: least cuts, two for each unmet demand."""
        count = self._asked.edge.size
        room = min(_CUT_ENTRIES, 2 * (count + 1) * self._is_fixed.size)
        cells, coefficients = np.zeros(room, np.int32), np.zeros(room)
        starts = np.zeros(2 * count + 3, np.int32)
        found, work = find_cuts(
            self._graph,
            self._shares(shares),
            self._is_fixed,
            self._asked,
            self._scratch,
            cells,
            coefficients,
            starts,
        )
        self.work += work
        ends = starts[: found + 1].tolist()
        return [Cut(cells[s:e].copy(), coefficients[s:e].copy()) for s, e in pairwise(ends)]

    def _shares(self, of_cells: BoolArray | FloatArray) -> FloatArray:
        """Return the part of its capacity that each edge has."""
        shares = self._may_move.copy()
        shares[: self._cells] *= of_cells
        return shares

    def _over_edges(self, of_cells: FloatArray) -> FloatArray:
        """Return prices for all edges: slack is free."""
        prices = np.zeros(self._may_move.size)
        prices[: self._cells] = of_cells
        return prices

    def _cells_of(self, edges: Int32Array) -> Witness:
        return edges[edges < self._cells].copy()


def as_asked(demands: Sequence[Demand]) -> Asked:
    """Return demands as arrays."""
    held = [one for demand in demands for one in demand.held]
    starts = np.cumsum([0, *(len(demand.held) for demand in demands)])
    return Asked(
        np.array([demand.cell for demand in demands], np.int32),
        np.array([demand.direction for demand in demands], np.int32),
        np.array([demand.need for demand in demands], np.float64),
        starts.astype(np.int32),
        np.array(held, np.int32),
    )
