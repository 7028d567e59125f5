"""Cheap ways to move cells of a network: cheapest paths one after the other.

Source: Fischetti and Salazar (2001), Management Science 47; Kelly, Golden and Assad (1992).
"""

from __future__ import annotations

import math

from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import (
    NOTHING,
    PER_ARC,
    SAME,
    Asked,
    Graph,
    Scratch,
    close_edges,
    ends_of,
    open_edges,
    residual,
    room_of,
    send_along,
)


@compiled
def heap_push(key: FloatArray, node: Int32Array, size: int, new_key: float, new_node: int) -> int:
    """Put a node into a heap of `size`; return how many are in it."""
    place = size
    while place > 0:
        above = (place - 1) >> 1
        if key[above] <= new_key:
            break
        key[place], node[place] = key[above], node[above]
        place = above
    key[place], node[place] = new_key, new_node
    return size + 1


@compiled
def heap_pop(key: FloatArray, node: Int32Array, size: int) -> int:
    """Take the first out, which the caller has read; return how many are left."""
    size -= 1
    last_key, last_node, place = key[size], node[size], 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        if below + 1 < size and key[below + 1] < key[below]:
            below += 1
        if key[below] >= last_key:
            break
        key[place], node[place] = key[below], node[below]
        place = below
    key[place], node[place] = last_key, last_node
    return size


@compiled
def _cheapest_path(
    graph: Graph,
    share: FloatArray,
    price: FloatArray,
    source: int,
    sink: int,
    need: float,
    rest: float,
    scratch: Scratch,
) -> int:
    """Find the cheapest path for `rest` more; `parent[sink]` is NOTHING without one.

    A cell that is not priced 0 and has less than `rest` left costs more in proportion.
    """
    flow, parent, distance = scratch.flow, scratch.parent, scratch.distance
    key, heap = scratch.heap_key, scratch.heap_node
    parent[:] = NOTHING
    distance[:] = math.inf
    distance[source], parent[source] = 0.0, -2
    size, work = heap_push(key, heap, 0, 0.0, source), 0
    while size > 0:
        so_far, node = key[0], heap[0]
        size = heap_pop(key, heap, size)
        if so_far > distance[node]:
            continue
        if node == sink:
            break
        work += graph.starts[node + 1] - graph.starts[node]
        for place in range(graph.starts[node], graph.starts[node + 1]):
            arc = graph.arcs[place]
            edge = arc >> 1
            other = graph.ends[arc]
            if distance[other] <= so_far:
                continue
            left = residual(graph, share, flow, arc, need)
            if left <= SAME:
                continue
            cost = 0.0 if flow[edge] != 0.0 else price[edge]
            if left < rest:
                cost *= rest / left
            cost += so_far + PER_ARC
            if cost < distance[other]:
                distance[other], parent[other] = cost, arc
                size = heap_push(key, heap, size, cost, other)
    return work


@compiled
def route(
    graph: Graph,
    share: FloatArray,
    price: FloatArray,
    edge: int,
    direction: int,
    need: float,
    held: Int32Array,
    scratch: Scratch,
) -> tuple[int, int]:
    """Find a cheap way to move a cell by `need`: cheapest paths one after the other.

    Returns:
        How many cells move, NOTHING when there is no way; they and how far they move are in
        `scratch.touched` and `scratch.amounts`, without the cell itself. And the work it was.
    """
    if room_of(graph, edge, direction) < need - SAME:
        return NOTHING, 0
    saved = close_edges(share, edge, held)
    source, sink = ends_of(graph, edge, direction)
    count, work, sent = _route_paths(graph, share, price, source, sink, need, scratch)
    open_edges(share, edge, held, saved)
    used = 0
    for place in range(count):
        other = scratch.touched[place]
        if scratch.flow[other] != 0.0:
            if abs(scratch.flow[other]) > SAME:
                scratch.touched[used] = other
                scratch.amounts[used] = abs(scratch.flow[other])
                used += 1
            scratch.flow[other] = 0.0
    return (used if sent >= need - SAME else NOTHING), work


@compiled
def _route_paths(
    graph: Graph,
    share: FloatArray,
    price: FloatArray,
    source: int,
    sink: int,
    need: float,
    scratch: Scratch,
) -> tuple[int, int, float]:
    """Send `need` along cheapest paths; return edges touched, work and what was sent."""
    flow, parent, touched = scratch.flow, scratch.parent, scratch.touched
    count, work, sent = 0, 0, 0.0
    while sent < need - SAME:
        work += _cheapest_path(graph, share, price, source, sink, need, need - sent, scratch)
        if parent[sink] == NOTHING:
            break
        node = sink
        while node != source:
            edge = parent[node] >> 1
            if flow[edge] == 0.0:
                if count >= touched.size - 1:
                    count = _pack(flow, touched, count)
                touched[count] = edge
                count += 1
            node = graph.ends[parent[node] ^ 1]
        sent += send_along(graph, share, source, sink, need, need - sent, flow, parent)
    return count, work, sent


@compiled
def _pack(flow: FloatArray, touched: Int32Array, count: int) -> int:
    """Drop edges that carry nothing any more from `touched`; each edge is named once then."""
    kept = 0
    for edge in range(flow.size):
        if flow[edge] != 0.0:
            touched[kept] = edge
            kept += 1
    return kept


@compiled
def choose_route(
    graph: Graph,
    share: FloatArray,
    price: FloatArray,
    asked: Asked,
    one: int,
    scratch: Scratch,
    found: Int32Array,
) -> tuple[int, int]:
    """Put the cheapest way to meet a demand into `found`; return its length and the work."""
    held = asked.held[asked.starts[one] : asked.starts[one + 1]]
    best, best_cost, work = NOTHING, math.inf, 0
    for direction in (1, -1):
        if asked.direction[one] == -direction:
            continue
        count, spent = route(
            graph, share, price, asked.edge[one], direction, asked.need[one], held, scratch
        )
        work += spent
        if count < 0 or count > found.size:
            continue
        cost = 0.0
        for place in range(count):
            cost += price[scratch.touched[place]] + PER_ARC
        if cost < best_cost:
            best, best_cost = count, cost
            found[:count] = scratch.touched[:count]
    return best, work


@compiled
def meet_all(
    graph: Graph,
    share: FloatArray,
    weights: FloatArray,
    asked: Asked,
    order: Int32Array,
    scratch: Scratch,
    witness: Int32Array,
    length: Int32Array,
) -> int:
    """Meet demands one after the other; cells that move are free of charge afterwards.

    `weights` is 0 where a cell is withheld already, and is changed. `witness`, (demands, most),
    and `length` get the cells of each demand; NOTHING where there is no way. Returns the work.
    """
    work = 0
    for one in order:
        count, spent = choose_route(graph, share, weights, asked, one, scratch, witness[one])
        work += spent
        length[one] = count
        for place in range(count):
            weights[witness[one, place]] = 0.0
    return work
