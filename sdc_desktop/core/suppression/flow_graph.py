"""A network of cells as arrays, for the functions that become machine code.

Each cell is an edge; its deviation is a flow along it, at most `up` forward and `down` backward. A
cell moves by `need` when that much flows back from its head to its tail through other edges.
Networks of two-way tables with one hierarchy at most are of this kind.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled

NOTHING = -1
SAME = 1e-9
PER_ARC = 1e-6


class Graph(NamedTuple):
    """A network: arc 2 e runs along edge e, arc 2 e + 1 against it.

    Attributes:
        starts: (nodes + 1,) int32: where the arcs that leave each node begin in `arcs`.
        arcs: (2 edges,) int32. ends: (2 edges,) int32: the node that each arc leads to.
        up, down: (edges,) float64: capacity along and against each edge.
    """

    starts: Int32Array
    arcs: Int32Array
    ends: Int32Array
    up: FloatArray
    down: FloatArray


class Scratch(NamedTuple):
    """Room to work in, of no meaning between calls; `flow` is zero between calls."""

    flow: FloatArray
    parent: Int32Array
    order: Int32Array
    distance: FloatArray
    heap_key: FloatArray
    heap_node: Int32Array
    touched: Int32Array
    amounts: FloatArray


class Asked(NamedTuple):
    """Demands as arrays: edge, direction and need each; held edges `held[starts[d]:...]`."""

    edge: Int32Array
    direction: Int32Array
    need: FloatArray
    starts: Int32Array
    held: Int32Array


def make_scratch(nodes: int, edges: int) -> Scratch:
    """Return room for a graph of this size."""
    return Scratch(
        np.zeros(edges),
        np.zeros(nodes, np.int32),
        np.zeros(nodes, np.int32),
        np.zeros(nodes),
        np.zeros(2 * edges + 2),
        np.zeros(2 * edges + 2, np.int32),
        np.zeros(edges + 1, np.int32),
        np.zeros(edges + 1),
    )


@compiled
def residual(graph: Graph, share: FloatArray, flow: FloatArray, arc: int, need: float) -> float:
    """Return what can still flow along an arc when no more than `need` is ever asked for."""
    edge = arc >> 1
    if arc & 1:
        left: float = min(graph.down[edge], need) * share[edge] + flow[edge]
    else:
        left = min(graph.up[edge], need) * share[edge] - flow[edge]
    return left


@compiled
def clear_flow(scratch: Scratch) -> None:
    """Make the flow zero again."""
    scratch.flow[:] = 0.0


@compiled
def ends_of(graph: Graph, edge: int, direction: int) -> tuple[int, int]:
    """Return where the flow begins that lets a cell move in a direction, and where it ends."""
    head, tail = graph.ends[2 * edge], graph.ends[2 * edge + 1]
    return (head, tail) if direction > 0 else (tail, head)


@compiled
def room_of(graph: Graph, edge: int, direction: int) -> float:
    """Return how far a cell can move in a direction by its own bounds."""
    room: float = graph.up[edge] if direction > 0 else graph.down[edge]
    return room


@compiled
def close_edges(share: FloatArray, edge: int, held: Int32Array) -> FloatArray:
    """Let a cell and those held with it carry nothing; return what `open_edges` needs."""
    saved = np.zeros(held.size + 1)
    saved[held.size] = share[edge]
    share[edge] = 0.0
    for place in range(held.size):
        saved[place] = share[held[place]]
        share[held[place]] = 0.0
    return saved


@compiled
def open_edges(share: FloatArray, edge: int, held: Int32Array, saved: FloatArray) -> None:
    """Undo `close_edges`."""
    for place in range(held.size - 1, -1, -1):
        share[held[place]] = saved[place]
    share[edge] = saved[held.size]


@compiled
def send_along(
    graph: Graph,
    share: FloatArray,
    source: int,
    sink: int,
    need: float,
    most: float,
    flow: FloatArray,
    parent: Int32Array,
) -> float:
    """Send what the path in `parent` can take, `most` at most."""
    amount, node = most, sink
    while node != source:
        arc = parent[node]
        amount = min(amount, residual(graph, share, flow, arc, need))
        node = graph.ends[arc ^ 1]
    node = sink
    while node != source:
        arc = parent[node]
        if arc & 1:
            flow[arc >> 1] -= amount
        else:
            flow[arc >> 1] += amount
        node = graph.ends[arc ^ 1]
    return amount


@compiled
def differences_fit(graph: Graph, wanted: FloatArray) -> bool:
    """Tell whether nodes have heights so that each edge goes down by what is wanted of it."""
    nodes = graph.starts.size - 1
    height, is_known = np.zeros(nodes), np.zeros(nodes, np.bool_)
    waiting = np.zeros(nodes, np.int32)
    for first in range(nodes):
        if is_known[first]:
            continue
        is_known[first] = True
        waiting[0], count = first, 1
        while count > 0:
            count -= 1
            node = waiting[count]
            for place in range(graph.starts[node], graph.starts[node + 1]):
                arc = graph.arcs[place]
                step = wanted[arc >> 1] if arc & 1 else -wanted[arc >> 1]
                other = graph.ends[arc]
                if not is_known[other]:
                    is_known[other] = True
                    height[other] = height[node] + step
                    waiting[count] = other
                    count += 1
                elif abs(height[other] - height[node] - step) > 1e-6 * (1.0 + abs(step)):
                    return False
    return True
