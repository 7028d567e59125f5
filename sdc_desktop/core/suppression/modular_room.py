"""Where movements of cells of a hierarchy are put together: what moves, and what is unbalanced."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import NOTHING, PER_ARC
from sdc_desktop.core.suppression.flow_routes import heap_push
from sdc_desktop.core.suppression.modular_tables import Tables

BALANCED = 1e-7
_MOST_CELLS = 4_000
_MOST_CLOSED = 60
_UPWARDS = 2.0
START = -2


class Room(NamedTuple):
    """Room to work in: what one movement is made of so far; empty between movements.

    Attributes:
        flow: (n,) float64: how far each cell moves. touched: (most,) int32: cells that did.
        is_touched: (n,) bool: the same.
        lack: (m,) float64: what leaves each relation without entering it.
        open: (most,) int32: relations that may be unbalanced. is_open: (m,) bool.
        sizes: (4,) int64: how many are touched, open, arcs looked at, closed.
        stamp: (m,) int32, distance: (m,) float64, parent: (m,) int32, heap_key, heap_node: for
            cheapest paths. clock: (1,) int32: number of the present search.
        closed: (most,) int32: cells that moved upwards and stay so.
    """

    flow: FloatArray
    touched: Int32Array
    is_touched: BoolArray
    lack: FloatArray
    open: Int32Array
    is_open: BoolArray
    sizes: Int32Array
    stamp: Int32Array
    distance: FloatArray
    parent: Int32Array
    closed: Int32Array
    heap_key: FloatArray
    heap_node: Int32Array
    clock: Int32Array


def make_room(rows: int, cells: int) -> Room:
    """Return empty room for a problem of this size."""
    return Room(
        flow=np.zeros(cells),
        touched=np.zeros(_MOST_CELLS, np.int32),
        is_touched=np.zeros(cells, bool),
        lack=np.zeros(rows + 1),
        open=np.zeros(4 * _MOST_CELLS, np.int32),
        is_open=np.zeros(rows + 1, bool),
        sizes=np.zeros(4, np.int64),
        stamp=np.zeros(rows + 1, np.int32),
        distance=np.zeros(rows + 1),
        parent=np.zeros(rows + 1, np.int32),
        closed=np.zeros(_MOST_CLOSED, np.int32),
        heap_key=np.zeros(2 * cells + 2),
        heap_node=np.zeros(2 * cells + 2, np.int32),
        clock=np.zeros(1, np.int32),
    )


@compiled
def shift(tables: Tables, room: Room, cell: int, amount: float) -> None:
    """Move a cell and note what that does to its relations."""
    if not room.is_touched[cell]:
        room.is_touched[cell] = True
        room.touched[room.sizes[0]] = cell
        room.sizes[0] += 1
    room.flow[cell] += amount
    members = tables.members
    for place in range(members.cell_starts[cell], members.cell_starts[cell + 1]):
        row = members.rows[place]
        room.lack[row] += tables.sign[row] * members.factors[place] * amount
        if not room.is_open[row]:
            room.is_open[row] = True
            room.open[room.sizes[1]] = row
            room.sizes[1] += 1


@compiled
def clear(room: Room) -> None:
    """Forget a movement."""
    for place in range(room.sizes[0]):
        room.flow[room.touched[place]], room.is_touched[room.touched[place]] = 0.0, False
    for place in range(room.sizes[1]):
        room.lack[room.open[place]], room.is_open[room.open[place]] = 0.0, False
    room.sizes[0], room.sizes[1] = 0, 0


@compiled
def is_full(room: Room, more: int) -> bool:
    """Tell whether there is no place for that many cells more."""
    return bool(room.sizes[0] + more >= _MOST_CELLS or room.sizes[1] + 4 * more >= room.open.size)


@compiled
def uppermost(tables: Tables, room: Room) -> int:
    """Return the number of the first table with an unbalanced relation, NOTHING without one."""
    first, kept = NOTHING, 0
    for place in range(room.sizes[1]):
        row = room.open[place]
        if abs(room.lack[row]) <= BALANCED:
            room.lack[row], room.is_open[row] = 0.0, False
            continue
        room.open[kept] = row
        kept += 1
        if first == NOTHING or tables.rank[row] < first:
            first = tables.rank[row]
    room.sizes[1] = kept
    return first


@compiled
def reach(room: Room, node: int, cost: float, arc: int, size: int) -> int:
    """Note a way to a relation where it is the cheapest so far; return the size of the heap."""
    now = room.clock[0]
    if room.stamp[node] == now and room.distance[node] <= cost:
        return size
    room.stamp[node], room.distance[node], room.parent[node] = now, cost, arc
    return int(heap_push(room.heap_key, room.heap_node, size, cost, node))


@compiled
def _price(price: FloatArray, room: Room, cell: int, left: float, need: float) -> float:
    """Return what moving a cell costs: nothing when it moves already, more when it cannot far."""
    cost = 0.0 if room.flow[cell] != 0.0 else price[cell]
    if left < need:
        cost *= need / left
    return float(cost + PER_ARC)


@compiled
def left_of(tables: Tables, room: Room, cell: int, side: float) -> float:
    """Return how far a cell can still move to a side."""
    if side < 0:
        left: float = tables.graph.down[cell] + room.flow[cell]
    else:
        left = tables.graph.up[cell] - room.flow[cell]
    return left


@compiled
def step_above(
    tables: Tables,
    share: FloatArray,
    price: FloatArray,
    room: Room,
    row: int,
    side: float,
    need: float,
) -> float:
    """Return what it costs that the total of a relation moves out of it (1) or in (-1), or inf."""
    cell = tables.above[row]
    if cell == NOTHING or share[cell] == 0.0:
        return math.inf
    left = left_of(tables, room, cell, side * tables.way_above[row])
    if left <= BALANCED:
        return math.inf
    return _UPWARDS * _price(price, room, cell, left, need)


@compiled
def go_above(
    tables: Tables,
    share: FloatArray,
    price: FloatArray,
    room: Room,
    node: int,
    table: int,
    need: float,
    size: int,
) -> int:
    """Reach the world above a table from a relation, or the relations from there."""
    outside, so_far = room.lack.size - 1, room.distance[node]
    first = 2 * room.flow.size
    if node != outside:
        cost = so_far + step_above(tables, share, price, room, node, 1.0, need)
        if cost < math.inf:
            size = reach(room, outside, cost, first + 2 * node, size)
        return size
    for place in range(tables.starts[table], tables.starts[table + 1]):
        row = tables.rows[place]
        cost = so_far + step_above(tables, share, price, room, row, -1.0, need)
        if cost < math.inf:
            size = reach(room, row, cost, first + 2 * row + 1, size)
    return size
