"""Cuts that unmet demands of a network violate: least cuts, near both ends of a cell.

Source: Fischetti and Salazar (2001), Management Science 47; Kelly, Golden and Assad (1992).
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import (
    NOTHING,
    SAME,
    Asked,
    Graph,
    Scratch,
    clear_flow,
    ends_of,
    residual,
    room_of,
)
from sdc_desktop.core.suppression.flow_reach import furthest

_CUT_ROOM = 1e-5


@compiled
def add_cut(
    graph: Graph,
    share: FloatArray,
    edge: int,
    direction: int,
    need: float,
    held: Int32Array,
    scratch: Scratch,
    near: FloatArray,
    far: FloatArray,
) -> tuple[float, int]:
    """Add the capacities of two least cuts; return how far the cell can move, and the work.

    The cuts separate the ends of the cell: whatever it moves must cross them. One is as near to
    where the flow begins as possible and one as near to where it ends.
    """
    sent, work = furthest(graph, share, edge, direction, need, held, scratch)
    if sent < min(need, room_of(graph, edge, direction)) - SAME:
        _add_crossing(graph, scratch.parent, True, edge, need, near)
        sink = ends_of(graph, edge, direction)[1]
        work += _mark_leading_to(graph, share, sink, edge, need, held, scratch)
        _add_crossing(graph, scratch.parent, False, edge, need, far)
    for place in range(held.size):
        near[held[place]] = 0.0
        far[held[place]] = 0.0
    clear_flow(scratch)
    return sent, work


@compiled
def _add_crossing(
    graph: Graph,
    parent: Int32Array,
    leaves: bool,
    edge: int,
    need: float,
    coefficients: FloatArray,
) -> None:
    """Add the capacity of each arc that leaves the marked nodes, or enters them."""
    for node in range(parent.size):
        if parent[node] == NOTHING:
            continue
        for place in range(graph.starts[node], graph.starts[node + 1]):
            arc = graph.arcs[place]
            if parent[graph.ends[arc]] != NOTHING or arc >> 1 == edge:
                continue
            is_forward = (arc & 1) == 0
            capacity = graph.up[arc >> 1] if is_forward == leaves else graph.down[arc >> 1]
            coefficients[arc >> 1] += min(capacity, need)


@compiled
def _mark_leading_to(
    graph: Graph,
    share: FloatArray,
    sink: int,
    edge: int,
    need: float,
    held: Int32Array,
    scratch: Scratch,
) -> int:
    """Mark in `parent` the nodes from which something can still flow to `sink`."""
    parent, order, flow = scratch.parent, scratch.order, scratch.flow
    parent[:] = NOTHING
    parent[sink] = -2
    order[0] = sink
    first, last, work = 0, 1, 0
    while first < last:
        node = order[first]
        first += 1
        work += graph.starts[node + 1] - graph.starts[node]
        for place in range(graph.starts[node], graph.starts[node + 1]):
            arc = graph.arcs[place]
            other = graph.ends[arc]
            if parent[other] != NOTHING or arc >> 1 == edge or _is_in(arc >> 1, held):
                continue
            if residual(graph, share, flow, arc ^ 1, need) > SAME:
                parent[other] = arc
                order[last] = other
                last += 1
    return work


@compiled
def _is_in(edge: int, held: Int32Array) -> bool:
    found = False
    for place in range(held.size):
        found = found or held[place] == edge
    return found


@compiled
def find_cuts(
    graph: Graph,
    share: FloatArray,
    is_fixed: BoolArray,
    asked: Asked,
    scratch: Scratch,
    cells: Int32Array,
    coefficients: FloatArray,
    starts: Int32Array,
) -> tuple[int, int]:
    """Find for each demand that `share` does not meet an inequality that it violates.

    Cut i says that the sum of `coefficients[s:e]` over the cells `cells[s:e]` that are withheld is
    at least 1, with `s, e = starts[i], starts[i + 1]`. Cells of `is_fixed` are withheld anyway, so
    their capacity is taken off; no coefficient need be greater than what is left.

    Returns:
        How many cuts there are and the work it was. Cuts that do not fit are left out.
    """
    near, far = np.zeros(share.size), np.zeros(share.size)
    count, work = 0, 0
    starts[0] = 0
    for one in range(asked.edge.size):
        held = asked.held[asked.starts[one] : asked.starts[one + 1]]
        need, reach, fixed = asked.need[one], 0.0, 0.0
        near[:] = 0.0
        far[:] = 0.0
        for direction in (1, -1):
            if asked.direction[one] == -direction or reach >= need - SAME:
                continue
            edge = asked.edge[one]
            sent, spent = add_cut(graph, share, edge, direction, need, held, scratch, near, far)
            work += spent
            reach += sent
            if sent >= min(need, room_of(graph, edge, direction)) - SAME:
                fixed += sent
        if reach >= need - _CUT_ROOM * need:
            continue
        is_one = True
        for edge in range(near.size):
            if near[edge] != far[edge]:
                is_one = False
                break
        count = _put_cut(near, is_fixed, need - fixed, count, cells, coefficients, starts)
        if not is_one:
            count = _put_cut(far, is_fixed, need - fixed, count, cells, coefficients, starts)
        if count + 3 > starts.size or starts[count] + 2 * share.size > cells.size:
            break
    return count, work


@compiled
def _put_cut(
    buffer: FloatArray,
    is_fixed: BoolArray,
    need: float,
    count: int,
    cells: Int32Array,
    coefficients: FloatArray,
    starts: Int32Array,
) -> int:
    """Append a cut, with what is withheld anyway taken off; return how many there are then."""
    rest = need
    for edge in range(buffer.size):
        if is_fixed[edge]:
            rest -= buffer[edge]
    if rest <= SAME:
        return count
    used = starts[count]
    for edge in range(buffer.size):
        if buffer[edge] > SAME and not is_fixed[edge]:
            cells[used], coefficients[used] = edge, min(1.0, buffer[edge] / rest)
            used += 1
    starts[count + 1] = used
    return count + 1
