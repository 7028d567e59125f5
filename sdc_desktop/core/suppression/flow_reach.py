"""The furthest that cells of a network can move: greatest flows.

Source: Fischetti and Salazar (2001), Management Science 47; Kelly, Golden and Assad (1992).
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import (
    NOTHING,
    SAME,
    Asked,
    Graph,
    Scratch,
    clear_flow,
    close_edges,
    ends_of,
    open_edges,
    residual,
    room_of,
    send_along,
)


@compiled
def push_flow(
    graph: Graph, share: FloatArray, source: int, sink: int, need: float, scratch: Scratch
) -> tuple[float, int]:
    """Send up to `need` from `source` to `sink` by shortest paths; return amount and work.

    Afterwards `scratch.flow` holds the flow and `scratch.parent` is NOTHING at the nodes that
    nothing more can reach.
    """
    flow, parent, order = scratch.flow, scratch.parent, scratch.order
    sent, work = 0.0, 0
    while sent < need - SAME:
        parent[:] = NOTHING
        parent[source] = -2
        order[0] = source
        first, last = 0, 1
        while first < last and parent[sink] == NOTHING:
            node = order[first]
            first += 1
            for place in range(graph.starts[node], graph.starts[node + 1]):
                arc = graph.arcs[place]
                other = graph.ends[arc]
                if parent[other] == NOTHING and residual(graph, share, flow, arc, need) > SAME:
                    parent[other] = arc
                    order[last] = other
                    last += 1
            work += graph.starts[node + 1] - graph.starts[node]
        if parent[sink] == NOTHING:
            break
        sent += send_along(graph, share, source, sink, need, need - sent, flow, parent)
    return sent, work


@compiled
def furthest(
    graph: Graph,
    share: FloatArray,
    edge: int,
    direction: int,
    need: float,
    held: Int32Array,
    scratch: Scratch,
) -> tuple[float, int]:
    """Return how far a cell can move in one direction, `need` at most, and the work it was."""
    saved = close_edges(share, edge, held)
    source, sink = ends_of(graph, edge, direction)
    wanted = min(need, room_of(graph, edge, direction))
    sent, work = push_flow(graph, share, source, sink, wanted, scratch)
    open_edges(share, edge, held, saved)
    return sent, work


@compiled
def unmet(
    graph: Graph, share: FloatArray, asked: Asked, scratch: Scratch
) -> tuple[FloatArray, int]:
    """Return how much each demand lacks when the cells of `share` 1 are withheld, and the work."""
    lacks = np.zeros(asked.edge.size)
    work = 0
    for one in range(asked.edge.size):
        held = asked.held[asked.starts[one] : asked.starts[one + 1]]
        need, reach = asked.need[one], 0.0
        for direction in (1, -1):
            if asked.direction[one] == -direction or reach >= need - SAME:
                continue
            sent, spent = furthest(
                graph, share, asked.edge[one], direction, need - reach, held, scratch
            )
            clear_flow(scratch)
            reach += sent
            work += spent
        lacks[one] = max(0.0, need - reach)
    return lacks, work
