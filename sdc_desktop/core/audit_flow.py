"""Flows in a network of unknown cells: how far can one cell go while all relations hold?

Relations are nodes, cells are edges from the relation that they leave to the one that they enter;
a cell that stands in one relation only leads to the root of its component. Values that meet every
relation stay so when they change around a cycle. A cell is as large as it can be when no cycle
through it is left on which every cell has room. All numbers are whole (int64): this is exact.

The module is imported when it is used: with numba its functions become machine code.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.audit_compiled import compiled
from sdc_desktop.core.sheets import Int32Array

Int64Array = npt.NDArray[np.int64]

NO_LIMIT = 2**62
"""Stands for no bound."""


class Net(NamedTuple):
    """A network and the values on it; the functions of this module change the values.

    Attributes:
        tail, head: (edges,) int32: the nodes that a cell leads from and to.
        first, edges: (nodes + 1,) and (2 edges,) int32: the edges at each node.
        lower, upper: (edges,) int64: bounds; ends that were found become bounds.
        value: (edges,) int64: values that meet all relations, once balanced.
        least, most: (edges,) int64: the least and greatest values seen so far.
        lack: (nodes,) int64: what has to flow in so that the relation holds.
        seen_from, seen_to: (nodes,) int32: number of the search that reached a node last.
        via_from, via_to: (nodes,) int32: the edge by which it did.
        queue_from, queue_to: (nodes,) int32: the nodes to go on from.
        path, way: (2 nodes + 1,) int32: edges of a path, and whether each rises (1) or falls (-1).
        counters: (2,) int64: searches done, edges looked at.
    """

    tail: Int32Array
    head: Int32Array
    first: Int32Array
    edges: Int32Array
    lower: Int64Array
    upper: Int64Array
    value: Int64Array
    least: Int64Array
    most: Int64Array
    lack: Int64Array
    seen_from: Int32Array
    seen_to: Int32Array
    via_from: Int32Array
    via_to: Int32Array
    queue_from: Int32Array
    queue_to: Int32Array
    path: Int32Array
    way: Int32Array
    counters: Int64Array


@compiled
def _next_node(net: Net, edge: int, node: int, backward: bool) -> int:
    """Return where more can flow from `node` (or to it) by `edge`, -1 where it has no room."""
    tail, head = net.tail[edge], net.head[edge]
    if tail == head:
        return -1
    if (tail == node) != backward:
        other = tail if backward else head
        return other if net.value[edge] < net.upper[edge] else -1
    other = head if backward else tail
    return other if net.value[edge] > net.lower[edge] else -1


@compiled
def _spread(net: Net, node: int, banned: int, backward: bool, size: int) -> tuple[int, int]:
    """Reach the neighbours of `node`.

    Returns:
        The new size of the queue, and where the two sides met or -1.
    """
    number = net.counters[0]
    if backward:
        seen, via, queue, across = net.seen_to, net.via_to, net.queue_to, net.seen_from
    else:
        seen, via, queue, across = net.seen_from, net.via_from, net.queue_from, net.seen_to
    for place in range(net.first[node], net.first[node + 1]):
        edge = net.edges[place]
        other = -1 if edge == banned else _next_node(net, edge, node, backward)
        if other < 0 or seen[other] == number:
            continue
        seen[other] = number
        via[other] = edge
        if across[other] == number:
            return size, other
        queue[size] = other
        size += 1
    return size, -1


@compiled
def _meet(net: Net, start: int, end: int, banned: int) -> int:
    """Search from both sides for a way with room from `start` to `end` that avoids one edge.

    Returns:
        The node where both searches met, -1 when there is no way.
    """
    net.counters[0] += 1
    net.seen_from[start] = net.counters[0]
    net.seen_to[end] = net.counters[0]
    net.queue_from[0], net.queue_to[0] = start, end
    done_from, size_from, done_to, size_to = 0, 1, 0, 1
    cost_from, cost_to = 0, 0
    met = start if start == end else -1
    while met < 0 and done_from < size_from and done_to < size_to:
        if cost_from <= cost_to:
            node = net.queue_from[done_from]
            done_from += 1
            cost_from += net.first[node + 1] - net.first[node]
            size_from, met = _spread(net, node, banned, False, size_from)
        else:
            node = net.queue_to[done_to]
            done_to += 1
            cost_to += net.first[node + 1] - net.first[node]
            size_to, met = _spread(net, node, banned, True, size_to)
    net.counters[1] += 1 + cost_from + cost_to
    return met


@compiled
def _write_path(net: Net, met: int, start: int, end: int) -> int:
    """Write the way through `met` to `path` and `way`; return how many edges it has."""
    length = 0
    node = met
    while node != start:
        edge = net.via_from[node]
        rises = net.head[edge] == node
        net.path[length], net.way[length] = edge, 1 if rises else -1
        node = net.tail[edge] if rises else net.head[edge]
        length += 1
    node = met
    while node != end:
        edge = net.via_to[node]
        rises = net.tail[edge] == node
        net.path[length], net.way[length] = edge, 1 if rises else -1
        node = net.head[edge] if rises else net.tail[edge]
        length += 1
    return length


@compiled
def _room(net: Net, length: int) -> int:
    """Return how much can flow along the path, `NO_LIMIT` when nothing limits it."""
    room = NO_LIMIT
    for place in range(length):
        edge = net.path[place]
        if net.way[place] > 0:
            if net.upper[edge] < NO_LIMIT:
                room = min(room, net.upper[edge] - net.value[edge])
        elif net.lower[edge] > -NO_LIMIT:
            room = min(room, net.value[edge] - net.lower[edge])
    return room


@compiled
def _push(net: Net, length: int, amount: int) -> None:
    """Let `amount` flow along the path and note the values seen."""
    for place in range(length):
        edge = net.path[place]
        if net.way[place] > 0:
            net.value[edge] += amount
            net.most[edge] = max(net.most[edge], net.value[edge])
        else:
            net.value[edge] -= amount
            net.least[edge] = min(net.least[edge], net.value[edge])


@compiled
def _note_unbounded(net: Net, length: int) -> None:
    """Note that nothing limits the cells of the path, in the ways that it takes."""
    for place in range(length):
        edge = net.path[place]
        if net.way[place] > 0:
            net.most[edge] = NO_LIMIT
        else:
            net.least[edge] = -NO_LIMIT


@compiled
def _drive(net: Net, edge: int, way: int) -> None:
    """Take one cell as far up (`way` 1) or down (-1) as it goes; what it reaches is its bound."""
    start, end = net.head[edge], net.tail[edge]
    if way < 0:
        start, end = end, start
    while (way > 0 and net.most[edge] < net.upper[edge]) or (
        way < 0 and net.least[edge] > net.lower[edge]
    ):
        met = _meet(net, start, end, edge)
        if met < 0:
            if way > 0:
                net.upper[edge] = net.value[edge]
            else:
                net.lower[edge] = net.value[edge]
            return
        length = _write_path(net, met, start, end)
        net.path[length], net.way[length] = edge, way
        amount = _room(net, length + 1)
        if amount == NO_LIMIT:
            _note_unbounded(net, length + 1)
            return
        _push(net, length + 1, amount)


@compiled
def drive_cells(net: Net, wanted: Int32Array, begin: int, budget: int) -> int:
    """Find the ends of the `wanted` cells from number `begin` on.

    Args:
        net: Balanced; `least` and `most` become the ends.
        wanted: (cells,) int32.
        begin: Where to begin.
        budget: How many edges may be looked at before this returns.

    Returns:
        Where to go on: the number of cells when all are done.
    """
    limit = net.counters[1] + budget
    place = begin
    while place < wanted.size and net.counters[1] < limit:
        _drive(net, wanted[place], 1)
        _drive(net, wanted[place], -1)
        place += 1
    return place


@compiled
def _nearest_lack(net: Net, start: int) -> int:
    """Search for a way with room from `start` to any node that lacks something, -1 for none."""
    net.counters[0] += 1
    number = net.counters[0]
    net.seen_from[start] = number
    net.queue_from[0] = start
    done, size = 0, 1
    while done < size:
        node = net.queue_from[done]
        done += 1
        net.counters[1] += net.first[node + 1] - net.first[node]
        for place in range(net.first[node], net.first[node + 1]):
            edge = net.edges[place]
            other = _next_node(net, edge, node, False)
            if other < 0 or net.seen_from[other] == number:
                continue
            net.seen_from[other], net.via_from[other] = number, edge
            if net.lack[other] > 0:
                return other
            net.queue_from[size] = other
            size += 1
    return -1


@compiled
def balance(net: Net, bad: Int32Array) -> None:
    """Change the values until every relation holds.

    Args:
        net: Its `lack` says what is missing where; 0 everywhere afterwards.
        bad: (nodes,) int32, set to 1 at nodes from which too much cannot flow away: there are no
            values that meet all relations of the component.
    """
    for node in range(net.lack.size):
        while net.lack[node] < 0:
            end = _nearest_lack(net, node)
            if end < 0:
                bad[node] = 1
                break
            length = _write_path(net, end, node, end)
            amount = min(_room(net, length), min(-net.lack[node], net.lack[end]))
            _push(net, length, amount)
            net.lack[node] += amount
            net.lack[end] -= amount
