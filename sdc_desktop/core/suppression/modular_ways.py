"""The ways of all demands of a hierarchy: one after the other at first, then cheaper ones.

Ways stand in one pool, one after the other. A cell's entries are linked, newest first; entries of
ways that were given up stay in the links until the pool is tidied, and are passed over.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import NOTHING, Asked
from sdc_desktop.core.suppression.modular_flow import cheapest_move
from sdc_desktop.core.suppression.modular_room import BALANCED, Room, clear
from sdc_desktop.core.suppression.modular_tables import Tables

_DEAR = 3.0
_MOST_USERS = 200
_PER_TRY = 1_000
"""Arcs that counting, taking away and putting back count as each time."""


class Ways(NamedTuple):
    """The ways of the demands, and what uses each cell; all arrays are changed in place.

    Attributes:
        cells, owners, links: (room,) int32: a cell that moves, the demand that it moves for, and
            the entry before of the same cell. amounts: (room,) float64: how far it moves.
        last: (n,) int32: the newest entry of each cell, NOTHING without one.
        start, length: (demands,) int32: the entries of each demand; length NOTHING without a way.
        uses: (n,) int32: how many ways use each cell.
        weights: (n,) float64: what each costs, 0 where it is withheld already.
        price: (n,) float64: the same, 0 where a way uses it.
        size: (1,) int64: how many entries there are. cost: (1,) float64: what the used cells cost.
    """

    cells: Int32Array
    owners: Int32Array
    links: Int32Array
    amounts: FloatArray
    last: Int32Array
    start: Int32Array
    length: Int32Array
    uses: Int32Array
    weights: FloatArray
    price: FloatArray
    size: Int32Array
    cost: FloatArray


def make_ways(weights: FloatArray, demands: int, room: int) -> Ways:
    """Return no ways yet, with room for some entries; `weights` is (n,)."""
    cells = weights.size
    return Ways(
        cells=np.zeros(room, np.int32),
        owners=np.zeros(room, np.int32),
        links=np.zeros(room, np.int32),
        amounts=np.zeros(room),
        last=np.full(cells, NOTHING, np.int32),
        start=np.zeros(demands, np.int32),
        length=np.full(demands, NOTHING, np.int32),
        uses=np.zeros(cells, np.int32),
        weights=weights,
        price=weights.copy(),
        size=np.zeros(1, np.int64),
        cost=np.zeros(1),
    )


def tidied(ways: Ways, room: int) -> Ways:
    """Return the same ways alone, in a pool with room for at least `room` more entries."""
    has_way = ways.length > 0
    steps = np.zeros(ways.cells.size + 1, np.int32)
    np.add.at(steps, ways.start[has_way], 1)
    np.add.at(steps, ways.start[has_way] + ways.length[has_way], -1)
    kept: BoolArray = np.cumsum(steps[:-1]) > 0
    place: Int32Array = (np.cumsum(kept) - kept).astype(np.int32)
    size = int(kept.sum())
    new = make_ways(ways.weights, ways.length.size, size + max(room, size // 2))
    new.cells[:size], new.owners[:size] = ways.cells[kept], ways.owners[kept]
    new.amounts[:size] = ways.amounts[kept]
    new.start[has_way], new.length[:] = place[ways.start[has_way]], ways.length
    new.size[0], new.cost[0] = size, ways.cost[0]
    _link(new)
    return new._replace(uses=ways.uses, price=ways.price)


@compiled
def _link(ways: Ways) -> None:
    for entry in range(ways.size[0]):
        ways.links[entry] = ways.last[ways.cells[entry]]
        ways.last[ways.cells[entry]] = entry


@compiled
def _use(ways: Ways, one: int) -> None:
    """Pay for the cells of the way of a demand that are not paid for yet."""
    for entry in range(ways.start[one], ways.start[one] + ways.length[one]):
        cell = ways.cells[entry]
        ways.uses[cell] += 1
        if ways.uses[cell] == 1:
            ways.cost[0] += ways.weights[cell]
            ways.price[cell] = 0.0


@compiled
def _leave(ways: Ways, one: int) -> None:
    """Pay no more for the cells that only the way of a demand uses."""
    for entry in range(ways.start[one], ways.start[one] + ways.length[one]):
        cell = ways.cells[entry]
        ways.uses[cell] -= 1
        if ways.uses[cell] == 0:
            ways.cost[0] -= ways.weights[cell]
            ways.price[cell] = ways.weights[cell]


@compiled
def _note(ways: Ways, one: int, room: Room) -> bool:
    """Append the movement in `room` as the way of a demand; False where the pool is full."""
    if ways.size[0] + room.sizes[0] > ways.cells.size:
        return False
    ways.start[one], ways.length[one] = ways.size[0], 0
    for place in range(room.sizes[0]):
        cell = room.touched[place]
        if abs(room.flow[cell]) > BALANCED:
            entry = ways.size[0]
            ways.cells[entry], ways.owners[entry] = cell, one
            ways.amounts[entry] = room.flow[cell]
            ways.links[entry], ways.last[cell] = ways.last[cell], entry
            ways.size[0] += 1
            ways.length[one] += 1
    _use(ways, one)
    return True


def append(ways: Ways, one: int, cells: Int32Array) -> None:
    """Give a demand a way in place of its own, found elsewhere; how far cells move is not known."""
    _leave(ways, one)
    first, size = int(ways.size[0]), cells.size
    ways.cells[first : first + size], ways.owners[first : first + size] = cells, one
    ways.amounts[first : first + size] = np.nan
    ways.links[first : first + size] = ways.last[cells]
    ways.last[cells] = np.arange(first, first + size)
    ways.start[one], ways.length[one] = first, size
    ways.size[0] += size
    _use(ways, one)


@compiled
def _find(
    tables: Tables, share: FloatArray, asked: Asked, one: int, ways: Ways, room: Room
) -> bool:
    """Leave the cheapest movement for a demand in `room`; False where there is none."""
    held = asked.held[asked.starts[one] : asked.starts[one + 1]]
    cost = cheapest_move(
        tables,
        share,
        ways.price,
        asked.edge[one],
        asked.direction[one],
        asked.need[one],
        held,
        room,
    )
    return cost < math.inf


@compiled
def meet_in_order(
    tables: Tables,
    share: FloatArray,
    asked: Asked,
    order: Int32Array,
    first: int,
    limit: int,
    ways: Ways,
    room: Room,
) -> int:
    """Find ways for the demands `order[first:]`, until `limit` arcs were looked at.

    Returns:
        How many of `order` are done. Ends early when the pool is full.
    """
    end = room.sizes[2] + limit
    for place in range(first, order.size):
        if room.sizes[2] > end:
            return place
        one = order[place]
        is_found = _find(tables, share, asked, one, ways, room)
        is_noted = not is_found or _note(ways, one, room)
        clear(room)
        if not is_noted:
            return place
    return int(order.size)


@compiled
def _users_of(ways: Ways, cell: int, users: Int32Array) -> int:
    """Put the demands whose way uses a cell into `users`; return how many, NOTHING if too many."""
    if ways.uses[cell] > users.size:
        return NOTHING
    count, entry = 0, ways.last[cell]
    while entry != NOTHING:
        one = ways.owners[entry]
        if ways.start[one] <= entry < ways.start[one] + ways.length[one]:
            users[count] = one
            count += 1
        entry = ways.links[entry]
    return count


@compiled
def _put_back(
    ways: Ways, users: Int32Array, count: int, done: int, starts: Int32Array, lengths: Int32Array
) -> None:
    """Give the users their old ways again; `done` of them have new ones."""
    for which in range(done):
        _leave(ways, users[which])
    for which in range(count):
        ways.start[users[which]], ways.length[users[which]] = starts[which], lengths[which]
        _use(ways, users[which])


@compiled
def _routed(
    tables: Tables,
    share: FloatArray,
    asked: Asked,
    users: Int32Array,
    count: int,
    most: float,
    ways: Ways,
    room: Room,
) -> tuple[int, bool]:
    """Find new ways for users; return how many have one, and whether the pool is full."""
    for which in range(count):
        is_found = ways.cost[0] <= most and _find(tables, share, asked, users[which], ways, room)
        is_noted = is_found and _note(ways, users[which], room)
        clear(room)
        if not is_noted:
            return which, is_found
    return count, False


@compiled
def spare_cells(
    tables: Tables,
    share: FloatArray,
    asked: Asked,
    cells: Int32Array,
    allowed: FloatArray,
    first: int,
    limit: int,
    ways: Ways,
    room: Room,
) -> int:
    """Find other ways for what uses each of `cells[first:]`; keep them where that is no dearer.

    Args:
        tables: The tables.
        share: (n,) float64: 0 for cells that cannot move.
        asked: The demands.
        cells: (k,) int32: cells that are made dear one after the other.
        allowed: (k,) float64: how much dearer the pattern may become each time.
        first: Where to begin.
        limit: How many arcs to look at before it ends.
        ways: Ways of all demands, changed.
        room: Empty.

    Returns:
        How many of `cells` are done. Ends early when the pool is full.
    """
    users, starts = np.zeros(_MOST_USERS, np.int32), np.zeros(_MOST_USERS, np.int32)
    lengths = np.zeros(_MOST_USERS, np.int32)
    end = room.sizes[2] + limit
    for place in range(first, cells.size):
        cell = cells[place]
        room.sizes[2] += _PER_TRY
        if room.sizes[2] > end:
            return place
        if ways.uses[cell] == 0 or ways.weights[cell] == 0.0:
            continue
        count = _users_of(ways, cell, users)
        if count <= 0:
            continue
        before = ways.cost[0]
        for which in range(count):
            starts[which], lengths[which] = ways.start[users[which]], ways.length[users[which]]
            _leave(ways, users[which])
        ways.price[cell] = ways.weights[cell] * _DEAR
        done, is_full = _routed(
            tables, share, asked, users, count, before + allowed[place], ways, room
        )
        if done < count or ways.cost[0] > before + allowed[place]:
            _put_back(ways, users, count, done, starts, lengths)
            ways.cost[0] = before
        ways.price[cell] = 0.0 if ways.uses[cell] > 0 else ways.weights[cell]
        if is_full:
            return place
    return int(cells.size)
