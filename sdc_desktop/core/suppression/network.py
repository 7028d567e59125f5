"""Recognises problems that are networks: each cell in two relations, with opposite signs."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.flow_graph import Graph, differences_fit
from sdc_desktop.core.suppression.problem import SuppressionProblem


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A problem as a graph.

    Attributes:
        graph: Its edges are the n cells, then the slacks of relations that need not hold exactly.
        tails, heads: (edges,) int32: the nodes. The last node stands for the world outside.
        cells: n.
    """

    graph: Graph
    tails: Int32Array
    heads: Int32Array
    cells: int


@dataclass(frozen=True, slots=True, eq=False)
class _Entries:
    """The coefficients of cells that may move, sorted by relation; `starts` has one for each."""

    row: Int32Array
    column: Int32Array
    coefficient: FloatArray
    starts: Int32Array
    is_exact: BoolArray

    @classmethod
    def of(cls, problem: SuppressionProblem, may_move: BoolArray) -> _Entries:
        stays = may_move[problem.columns]
        row = problem.row_of[stays]
        counts = np.bincount(row, minlength=problem.row_up.size)
        return cls(
            row,
            problem.columns[stays],
            problem.coefficients[stays],
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            (problem.row_up == 0) & (problem.row_down == 0),
        )

    @property
    def has_cells(self) -> BoolArray:
        """(m,) bool: relations with a cell that may move."""
        some: BoolArray = np.diff(self.starts) > 0
        return some


def find_network(problem: SuppressionProblem, may_move: BoolArray) -> Network | None:
    """Return the problem as a network, None when it is none.

    Relations that others imply are left out: what a chain of other relations says of each of
    their cells adds up to the same. It should be of one piece, or some pieces may hide others.

    Args:
        problem: What has to be solved.
        may_move: (n,) bool: withheld cells and those that may become so.
    """
    entries = _Entries.of(problem, may_move)
    if not np.all(np.abs(entries.coefficient) == 1.0):
        return None
    for kept in _without_crowds(entries, problem.values.size):
        signs = _signs(entries, kept)
        if signs is None:
            continue
        network = _build(problem, entries, kept, signs)
        if _are_implied(network, entries, kept):
            return network
    return None


def _without_crowds(entries: _Entries, cells: int) -> Iterator[BoolArray]:
    """Yield choices of relations to keep so that no cell is in more than two."""
    times = np.bincount(entries.column, minlength=cells)
    crowded = np.flatnonzero(times > 2)
    if not crowded.size:
        yield entries.has_cells
        return
    crowd = _Crowd(entries, times.astype(np.int32))
    for first in crowd.rows_of[int(crowded[0])]:
        kept = crowd.dropping_from(first)
        if kept is not None:
            yield kept


class _Crowd:
    """Chooses relations to drop: all their cells are in more than two."""

    def __init__(self, entries: _Entries, times: Int32Array) -> None:
        self._entries, self._times = entries, times
        self._left: list[int] = []
        self._spare: set[int] = set()
        self._score: dict[int, int] = {}
        self._queue: list[tuple[int, int]] = []
        self._beside: set[int] = set()
        starts, column = entries.starts.tolist(), entries.column.tolist()
        self._members = [column[s:e] for s, e in pairwise(starts)]
        self.rows_of: dict[int, list[int]] = {}
        for row, members in enumerate(self._members):
            for cell in members:
                if times[cell] > 2:
                    self.rows_of.setdefault(cell, []).append(row)

    def dropping_from(self, first: int) -> BoolArray | None:
        """Return what is kept when `first` is dropped, and then those that are most like it.

        Alike are relations that share a cell with many of the same relations.
        """
        self._left = self._times.tolist()
        self._spare = {row for row in range(len(self._members)) if self._is_spare(row)}
        if first not in self._spare:
            return None
        self._score = dict.fromkeys(self._spare, 0)
        self._queue, self._beside = [(0, first)], {first}
        kept = self._entries.has_cells.copy()
        while self._spare:
            value, row = heapq.heappop(self._queue) if self._queue else (0, min(self._spare))
            if row in self._spare and -value >= self._score[row]:
                kept[row] = False
                self._drop(row)
        return kept if max(self._left, default=0) <= 2 else None

    def _is_spare(self, row: int) -> bool:
        members = self._members[row]
        is_exact = bool(self._entries.is_exact[row])
        return bool(members) and is_exact and all(self._left[one] > 2 for one in members)

    def _drop(self, row: int) -> None:
        """Leave a relation out; those that share a cell of two relations with it stay."""
        self._spare.discard(row)
        for cell in self._members[row]:
            self._left[cell] -= 1
            if self._left[cell] == 2:
                self._spare.difference_update(self.rows_of[cell])
        for cell in self._members[row]:
            for near in self.rows_of[cell]:
                if near not in self._beside:
                    self._beside.add(near)
                    self._raise(near)

    def _raise(self, row: int) -> None:
        """Make relations that share a cell with `row` the next to be dropped."""
        for cell in self._members[row]:
            for other in self.rows_of.get(cell, ()):
                if other in self._spare:
                    self._score[other] += 1
                    heapq.heappush(self._queue, (-self._score[other], other))


def _signs(entries: _Entries, kept: BoolArray) -> FloatArray | None:
    """Return a sign for each relation so that both entries of a cell differ; None if none do."""
    on = np.flatnonzero(kept[entries.row])
    order = on[np.argsort(entries.column[on], kind="stable")]
    pairs = np.flatnonzero(entries.column[order[1:]] == entries.column[order[:-1]])
    first, second = order[pairs], order[pairs + 1]
    is_same = entries.coefficient[first] == entries.coefficient[second]
    neighbours: dict[int, list[tuple[int, bool]]] = {}
    for one, other, same in zip(
        entries.row[first].tolist(), entries.row[second].tolist(), is_same.tolist(), strict=True
    ):
        neighbours.setdefault(one, []).append((other, same))
        neighbours.setdefault(other, []).append((one, same))
    signs = [0.0] * kept.size
    for start in np.flatnonzero(kept).tolist():
        if signs[start]:
            continue
        signs[start] = 1.0
        waiting = [start]
        while waiting:
            row = waiting.pop()
            for other, same in neighbours.get(row, ()):
                wanted = -signs[row] if same else signs[row]
                if signs[other] == 0:
                    signs[other] = wanted
                    waiting.append(other)
                elif signs[other] != wanted:
                    return None
    return np.array(signs)


def _build(
    problem: SuppressionProblem, entries: _Entries, kept: BoolArray, signs: FloatArray
) -> Network:
    node = np.cumsum(kept) - 1
    outside = int(kept.sum())
    slack = np.flatnonzero(kept & ~entries.is_exact)
    cells = problem.values.size
    tails = np.full(cells + slack.size, outside, np.int32)
    heads = np.full(cells + slack.size, outside, np.int32)
    on = kept[entries.row]
    signed = entries.coefficient[on] * signs[entries.row[on]]
    column, at = entries.column[on], node[entries.row[on]]
    tails[column[signed > 0]] = at[signed > 0]
    heads[column[signed < 0]] = at[signed < 0]
    into = signs[slack] > 0
    tails[cells:] = np.where(into, outside, node[slack])
    heads[cells:] = np.where(into, node[slack], outside)
    up = np.concatenate([problem.up, problem.row_up[slack]])
    down = np.concatenate([problem.down, problem.row_down[slack]])
    return Network(_graph(tails, heads, up, down, outside + 1), tails, heads, cells)


def _graph(
    tails: Int32Array, heads: Int32Array, up: FloatArray, down: FloatArray, nodes: int
) -> Graph:
    origin = np.column_stack([tails, heads]).ravel()
    ends = np.column_stack([heads, tails]).ravel().astype(np.int32)
    leaving = np.flatnonzero(np.repeat(tails != heads, 2))
    arcs = leaving[np.argsort(origin[leaving], kind="stable")].astype(np.int32)
    counts = np.bincount(origin[arcs], minlength=nodes)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return Graph(starts, arcs, ends, up.astype(np.float64), down.astype(np.float64))


def _are_implied(network: Network, entries: _Entries, kept: BoolArray) -> bool:
    """Tell whether the kept relations imply those that are left out.

    Each is implied when nodes have heights whose differences along the edges are its entries. Two
    mixtures of all of them are tried; that one which is not implied hides in both hardly happens,
    and the audit would find what it leads to.
    """
    dropped = np.flatnonzero(entries.has_cells & ~kept)
    on = ~kept[entries.row]
    for seed in (1, 2) if dropped.size else ():
        factors = np.zeros(kept.size)
        factors[dropped] = np.random.default_rng(seed).integers(1, 1 << 20, dropped.size)
        wanted = np.zeros(network.tails.size)
        np.add.at(wanted, entries.column[on], entries.coefficient[on] * factors[entries.row[on]])
        if not differences_fit(network.graph, wanted):
            return False
    return True
