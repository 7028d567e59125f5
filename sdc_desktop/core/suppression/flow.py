"""Flows in a network of cells, as machine code: the furthest a cell can move, cheapest cycles.

Each cell is an edge; its deviation is a flow along it, at most `up` forward and `down` backward. A
cell moves by `need` when that much flows back from its head to its tail through other edges.
Networks of two-way tables with one hierarchy at most are of this kind.

All compiled functions are in this file because what is kept on the disk is made again when the
file changes, and only then.
Source: Fischetti and Salazar (2001), Management Science 47; Kelly, Golden and Assad (1992).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled

NOTHING = -1
_SAME = 1e-9
_PER_ARC = 1e-6
_CUT_ROOM = 1e-5
_MASK = (1 << 48) - 1


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
def push_flow(
    graph: Graph, share: FloatArray, source: int, sink: int, need: float, scratch: Scratch
) -> tuple[float, int]:
    """Send up to `need` from `source` to `sink` by shortest paths; return amount and work.

    Afterwards `scratch.flow` holds the flow and `scratch.parent` is NOTHING at the nodes that
    nothing more can reach.
    """
    flow, parent, order = scratch.flow, scratch.parent, scratch.order
    sent, work = 0.0, 0
    while sent < need - _SAME:
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
                if parent[other] == NOTHING and residual(graph, share, flow, arc, need) > _SAME:
                    parent[other] = arc
                    order[last] = other
                    last += 1
            work += graph.starts[node + 1] - graph.starts[node]
        if parent[sink] == NOTHING:
            break
        sent += _send(graph, share, source, sink, need, need - sent, flow, parent)
    return sent, work


@compiled
def _send(
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
    saved = np.zeros(held.size + 1)
    saved[held.size] = share[edge]
    share[edge] = 0.0
    for place in range(held.size):
        saved[place] = share[held[place]]
        share[held[place]] = 0.0
    head, tail = graph.ends[2 * edge], graph.ends[2 * edge + 1]
    own = graph.up[edge] if direction > 0 else graph.down[edge]
    wanted = min(need, own)
    if direction > 0:
        sent, work = push_flow(graph, share, head, tail, wanted, scratch)
    else:
        sent, work = push_flow(graph, share, tail, head, wanted, scratch)
    for place in range(held.size - 1, -1, -1):
        share[held[place]] = saved[place]
    share[edge] = saved[held.size]
    return sent, work


@compiled
def clear_flow(scratch: Scratch) -> None:
    """Make the flow zero again."""
    scratch.flow[:] = 0.0


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
            if asked.direction[one] == -direction or reach >= need - _SAME:
                continue
            sent, spent = furthest(
                graph, share, asked.edge[one], direction, need - reach, held, scratch
            )
            clear_flow(scratch)
            reach += sent
            work += spent
        lacks[one] = max(0.0, need - reach)
    return lacks, work


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
    own = graph.up[edge] if direction > 0 else graph.down[edge]
    if sent < min(need, own) - _SAME:
        _add_crossing(graph, scratch.parent, True, edge, need, near)
        sink = graph.ends[2 * edge + 1] if direction > 0 else graph.ends[2 * edge]
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
            if residual(graph, share, flow, arc ^ 1, need) > _SAME:
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
def _heap_push(key: FloatArray, node: Int32Array, size: int, new_key: float, new_node: int) -> int:
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
def _heap_pop(key: FloatArray, node: Int32Array, size: int) -> int:
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
    size, work = _heap_push(key, heap, 0, 0.0, source), 0
    while size > 0:
        so_far, node = key[0], heap[0]
        size = _heap_pop(key, heap, size)
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
            if left <= _SAME:
                continue
            cost = 0.0 if flow[edge] != 0.0 else price[edge]
            if left < rest:
                cost *= rest / left
            cost += so_far + _PER_ARC
            if cost < distance[other]:
                distance[other], parent[other] = cost, arc
                size = _heap_push(key, heap, size, cost, other)
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
    own = graph.up[edge] if direction > 0 else graph.down[edge]
    if own < need - _SAME:
        return NOTHING, 0
    saved = np.zeros(held.size + 1)
    saved[held.size] = share[edge]
    share[edge] = 0.0
    for place in range(held.size):
        saved[place] = share[held[place]]
        share[held[place]] = 0.0
    source = graph.ends[2 * edge] if direction > 0 else graph.ends[2 * edge + 1]
    sink = graph.ends[2 * edge + 1] if direction > 0 else graph.ends[2 * edge]
    count, work, sent = _route_paths(graph, share, price, source, sink, need, scratch)
    for place in range(held.size - 1, -1, -1):
        share[held[place]] = saved[place]
    share[edge] = saved[held.size]
    used = 0
    for place in range(count):
        other = scratch.touched[place]
        if scratch.flow[other] != 0.0:
            if abs(scratch.flow[other]) > _SAME:
                scratch.touched[used] = other
                scratch.amounts[used] = abs(scratch.flow[other])
                used += 1
            scratch.flow[other] = 0.0
    return (used if sent >= need - _SAME else NOTHING), work


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
    while sent < need - _SAME:
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
        sent += _send(graph, share, source, sink, need, need - sent, flow, parent)
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
def _choose_route(
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
            cost += price[scratch.touched[place]] + _PER_ARC
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
        count, spent = _choose_route(graph, share, weights, asked, one, scratch, witness[one])
        work += spent
        length[one] = count
        for place in range(count):
            weights[witness[one, place]] = 0.0
    return work


@compiled
def _next(state: int) -> int:
    """Return the next state of a linear congruential generator of 48 bits."""
    return (state * 25214903917 + 11) & _MASK


@compiled
def improve(
    graph: Graph,
    share: FloatArray,
    weights: FloatArray,
    asked: Asked,
    scratch: Scratch,
    witness: Int32Array,
    length: Int32Array,
    limit: int,
    heat: float,
    most: int,
    seed: int,
) -> tuple[float, int]:
    """Look for cheaper witnesses by taking up to `most` chosen cells out and routing again.

    A worse pattern is accepted now and then, the less the cooler (simulated annealing). At the end
    `witness` and `length` hold the best that was seen.

    `weights`, (edges,), says what each costs, 0 where it is withheld already. The search ends when
    `limit` arcs were looked at; `heat` is how much worse is accepted at the start; `seed` sets the
    order of chance. Returns the cost of the best and the work.
    """
    demands, edges = asked.edge.size, weights.size
    uses = np.zeros(edges, np.int32)
    price = weights.copy()
    cost = 0.0
    chosen = np.zeros(edges, np.int32)
    place_of = np.full(edges, NOTHING, np.int32)
    count = 0
    for one in range(demands):
        for place in range(length[one]):
            edge = witness[one, place]
            uses[edge] += 1
            if uses[edge] == 1 and weights[edge] > 0.0:
                cost += weights[edge]
                price[edge] = 0.0
                chosen[count], place_of[edge] = edge, count
                count += 1
    best, best_witness, best_length = cost, witness.copy(), length.copy()
    old_witness, old_length = witness.copy(), length.copy()
    affected = np.zeros(demands, np.int32)
    is_out = np.zeros(edges, np.bool_)
    out = np.zeros(most, np.int32)
    state, work = (seed * 7919 + 12345) & _MASK, 0
    while work < limit and count > 0:
        work += 50
        state = _next(state)
        wanted = 1 + (state >> 17) % most
        state = _next(state)
        first = chosen[(state >> 17) % count]
        out[0], is_out[first], taken = first, True, 1
        hit = 0
        for one in range(demands):
            uses_it = False
            for place in range(length[one]):
                if is_out[witness[one, place]]:
                    uses_it = True
                    break
            if not uses_it:
                continue
            affected[hit] = one
            hit += 1
            for place in range(length[one]):
                edge = witness[one, place]
                if taken < wanted and weights[edge] > 0.0 and not is_out[edge]:
                    state = _next(state)
                    if (state >> 17) % 3 == 0:
                        out[taken], is_out[edge] = edge, True
                        taken += 1
        # cells taken out late may be used by demands seen before
        hit = 0
        for one in range(demands):
            for place in range(length[one]):
                if is_out[witness[one, place]]:
                    affected[hit] = one
                    hit += 1
                    break
        before = cost
        for which in range(hit):
            one = affected[which]
            old_length[one] = length[one]
            for place in range(length[one]):
                edge = witness[one, place]
                old_witness[one, place] = edge
                uses[edge] -= 1
                if uses[edge] == 0 and weights[edge] > 0.0:
                    cost -= weights[edge]
                    price[edge] = weights[edge]
                    count -= 1
                    last = chosen[count]
                    chosen[place_of[edge]] = last
                    place_of[last] = place_of[edge]
                    place_of[edge] = NOTHING
        state = _next(state)
        forbids = (state >> 17) % 4 != 0
        saved = share[first]
        for place in range(taken):
            if uses[out[place]] == 0:
                price[out[place]] = weights[out[place]] * (3.0 if forbids else 1.0)
        for which in range(hit - 1, 0, -1):
            state = _next(state)
            swap = (state >> 17) % (which + 1)
            affected[which], affected[swap] = affected[swap], affected[which]
        state = _next(state)
        chance = ((state >> 17) % 1000000 + 1) / 1000001.0
        cooling = max(0.0, 1.0 - work / limit)
        allowed = before - heat * cooling * math.log(chance) + _SAME
        done, fails = 0, False
        while done < hit:
            one = affected[done]
            found, spent = _choose_route(graph, share, price, asked, one, scratch, witness[one])
            work += spent
            if found < 0:
                fails = True
                break
            length[one] = found
            done += 1
            for place in range(found):
                edge = witness[one, place]
                uses[edge] += 1
                if uses[edge] == 1 and weights[edge] > 0.0:
                    cost += weights[edge]
                    price[edge] = 0.0
                    chosen[count], place_of[edge] = edge, count
                    count += 1
            if cost > allowed:
                fails = True
                break
        share[first] = saved
        if fails:
            for which in range(hit):
                one = affected[which]
                if which < done:
                    for place in range(length[one]):
                        edge = witness[one, place]
                        uses[edge] -= 1
                        if uses[edge] == 0 and weights[edge] > 0.0:
                            count -= 1
                            last = chosen[count]
                            chosen[place_of[edge]] = last
                            place_of[last] = place_of[edge]
                            place_of[edge] = NOTHING
                            price[edge] = weights[edge]
            for which in range(hit):
                one = affected[which]
                length[one] = old_length[one]
                for place in range(length[one]):
                    edge = old_witness[one, place]
                    witness[one, place] = edge
                    uses[edge] += 1
                    if uses[edge] == 1 and weights[edge] > 0.0:
                        price[edge] = 0.0
                        chosen[count], place_of[edge] = edge, count
                        count += 1
            cost = before
        for place in range(taken):
            is_out[out[place]] = False
            if uses[out[place]] == 0:
                price[out[place]] = weights[out[place]]
        if cost < best - _SAME:
            best = cost
            for one in range(demands):
                best_length[one] = length[one]
                best_witness[one, : length[one]] = witness[one, : length[one]]
    for one in range(demands):
        length[one] = best_length[one]
        witness[one, : best_length[one]] = best_witness[one, : best_length[one]]
    return best, work


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
            if asked.direction[one] == -direction or reach >= need - _SAME:
                continue
            edge = asked.edge[one]
            sent, spent = add_cut(graph, share, edge, direction, need, held, scratch, near, far)
            work += spent
            reach += sent
            own = graph.up[edge] if direction > 0 else graph.down[edge]
            if sent >= min(need, own) - _SAME:
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
    if rest <= _SAME:
        return count
    used = starts[count]
    for edge in range(buffer.size):
        if buffer[edge] > _SAME and not is_fixed[edge]:
            cells[used], coefficients[used] = edge, min(1.0, buffer[edge] / rest)
            used += 1
    starts[count + 1] = used
    return count + 1
