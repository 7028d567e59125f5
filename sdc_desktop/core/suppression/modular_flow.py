"""Moves a cell of a hierarchy from table to table downwards, each on the cheapest paths.

A cell that moves leaves the relations that it is in unbalanced. In the uppermost table with such
relations the cheapest paths between them are moved; that unbalances relations of tables below,
which come next. When nothing is unbalanced any more the movement fits all relations of the problem.
"""

from __future__ import annotations

import math

import numpy as np

from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import NOTHING, PER_ARC, room_of
from sdc_desktop.core.suppression.flow_routes import heap_pop, heap_push
from sdc_desktop.core.suppression.modular_room import (
    BALANCED,
    START,
    Room,
    clear,
    go_above,
    is_full,
    left_of,
    reach,
    shift,
    uppermost,
)
from sdc_desktop.core.suppression.modular_tables import Tables

_MOST_STEPS = 400


@compiled
def _path(
    tables: Tables,
    share: FloatArray,
    price: FloatArray,
    room: Room,
    table: int,
    need: float,
    is_upward: bool,
) -> int:
    """Find the cheapest path from a relation that has too much to one that lacks some.

    Returns:
        The relation that the path ends in, NOTHING without one; the arcs are in `room.parent`.
    """
    room.clock[0] += 1
    size, outside, now = 0, room.lack.size - 1, room.clock[0]
    starts, arcs, ends = tables.graph.starts, tables.graph.arcs, tables.graph.ends
    up, down, flow = tables.graph.up, tables.graph.down, room.flow
    stamp, distance, parent = room.stamp, room.distance, room.parent
    key, heap, lack = room.heap_key, room.heap_node, room.lack
    for place in range(room.sizes[1]):
        row = room.open[place]
        if tables.rank[row] == table and lack[row] < -BALANCED:
            size = reach(room, row, 0.0, START, size)
    work = 0
    while size > 0:
        so_far, node = key[0], heap[0]
        size = heap_pop(key, heap, size)
        if so_far > distance[node]:
            continue
        if lack[node] > BALANCED:
            room.sizes[2] += work
            return int(node)
        if is_upward:
            size = go_above(tables, share, price, room, node, table, need, size)
            if node == outside:
                continue
        work += starts[node + 1] - starts[node]
        for place in range(starts[node], starts[node + 1]):
            arc = arcs[place]
            cell, other = arc >> 1, ends[arc]
            if share[cell] == 0.0 or (stamp[other] == now and distance[other] <= so_far):
                continue
            left = down[cell] + flow[cell] if arc & 1 else up[cell] - flow[cell]
            if left <= BALANCED:
                continue
            cost = 0.0 if flow[cell] != 0.0 else price[cell]
            if left < need:
                cost *= need / left
            cost += so_far + PER_ARC
            if stamp[other] != now or cost < distance[other]:
                stamp[other], distance[other], parent[other] = now, cost, arc
                size = heap_push(key, heap, size, cost, other)
    room.sizes[2] += work
    return NOTHING


@compiled
def _step(tables: Tables, room: Room, arc: int, amount: float) -> tuple[int, float, int]:
    """Return the cell of a step of a path, how far it moves for `amount`, and where it began."""
    first = 2 * room.flow.size
    if arc < first:
        return arc >> 1, -amount if arc & 1 else amount, tables.graph.ends[arc ^ 1]
    row = (arc - first) >> 1
    way = tables.way_above[row] * amount
    if arc & 1:
        return tables.above[row], -way, room.lack.size - 1
    return tables.above[row], way, row


@compiled
def _send(tables: Tables, share: FloatArray, room: Room, sink: int) -> bool:
    """Move along the path to `sink` what it can take; False when that becomes too many cells."""
    node, length, amount = sink, 0, room.lack[sink]
    while room.parent[node] != START:
        cell, side, node = _step(tables, room, room.parent[node], 1.0)
        amount = min(amount, left_of(tables, room, cell, side))
        length += 1
    amount = min(amount, -room.lack[node])
    if is_full(room, length):
        return False
    node = sink
    while room.parent[node] != START:
        arc = room.parent[node]
        cell, way, node = _step(tables, room, arc, amount)
        shift(tables, room, cell, way)
        if arc >= 2 * room.flow.size:
            room.closed[room.sizes[3]], share[cell] = cell, 0.0
            room.sizes[3] += 1
    return True


@compiled
def _balance(
    tables: Tables,
    share: FloatArray,
    price: FloatArray,
    need: float,
    room: Room,
    is_upward: bool,
) -> bool:
    """Balance all relations, table by table downwards; upwards only where nothing else is left."""
    for _ in range(_MOST_STEPS):
        table = uppermost(tables, room)
        if table == NOTHING:
            return True
        sink = _path(tables, share, price, room, table, need, False)
        if sink == NOTHING and is_upward:
            sink = _path(tables, share, price, room, table, need, True)
        if sink == NOTHING or room.sizes[3] + 2 > room.closed.size:
            return False
        if not _send(tables, share, room, sink):
            return False
    return False


@compiled
def move(
    tables: Tables,
    share: FloatArray,
    price: FloatArray,
    cell: int,
    amount: float,
    held: Int32Array,
    room: Room,
) -> bool:
    """Move a cell by `amount`, below 0 for down, and others with it; tell whether that can be.

    Args:
        tables: The tables.
        share: (n,) float64: 0 for cells that cannot move.
        price: (n,) float64: what it costs that a cell moves.
        cell: Which cell; one that is in no relation has nothing to hide it.
        amount: How far.
        held: Cells that do not move.
        room: Empty; holds the movement afterwards, also where there is none to the end.
    """
    if room_of(tables.graph, cell, 1 if amount > 0 else -1) < abs(amount) - BALANCED:
        return False
    saved = np.zeros(held.size + 1)
    saved[held.size], share[cell] = share[cell], 0.0
    for place in range(held.size):
        saved[place], share[held[place]] = share[held[place]], 0.0
    is_done = False
    for is_upward in (False, True):
        if not is_done:
            clear(room)
            shift(tables, room, cell, amount)
            is_done = _balance(tables, share, price, abs(amount), room, is_upward)
            for place in range(room.sizes[3]):
                share[room.closed[place]] = 1.0
            room.sizes[3] = 0
    for place in range(held.size - 1, -1, -1):
        share[held[place]] = saved[place]
    share[cell] = saved[held.size]
    return is_done


@compiled
def _cost_of(
    tables: Tables,
    share: FloatArray,
    price: FloatArray,
    cell: int,
    amount: float,
    held: Int32Array,
    room: Room,
) -> float:
    """Move a cell; return the sum of the prices of what moves, inf when it cannot."""
    if not move(tables, share, price, cell, amount, held, room):
        return math.inf
    cost = 0.0
    for place in range(room.sizes[0]):
        if abs(room.flow[room.touched[place]]) > BALANCED:
            cost += price[room.touched[place]]
    return cost


@compiled
def cheapest_move(
    tables: Tables,
    share: FloatArray,
    price: FloatArray,
    cell: int,
    direction: int,
    need: float,
    held: Int32Array,
    room: Room,
) -> float:
    """Put the cheaper movement of a demand's sides into `room`; return its cost, inf for none."""
    first = 1 if direction >= 0 else -1
    cost = _cost_of(tables, share, price, cell, first * need, held, room)
    if direction != 0:
        return cost
    clear(room)
    other = _cost_of(tables, share, price, cell, -need, held, room)
    if other <= cost:
        return other
    clear(room)
    return _cost_of(tables, share, price, cell, need, held, room)
