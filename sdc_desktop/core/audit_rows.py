"""Which relations make the network: each cell may enter one of them and leave one.

The relations of a hierarchy hold each cell up to three times, but some follow from others: the sum
across a subtotal follows from the sums across its parts. These are left out, after a proof that
they follow; what is left may have each cell twice, once with either sign when the signs of whole
relations may be turned.

The module is imported when it is used: with numba its functions become machine code.
"""

from __future__ import annotations

import heapq
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.audit_compiled import compiled

Int64Array = npt.NDArray[np.int64]

OPEN, KEPT, FOLLOWS, DOES_NOT_FIT = 0, 1, 2, 3


class Rows(NamedTuple):
    """Relations by cell and cells by relation, and what was decided about them.

    Attributes:
        starts, columns: (r + 1,), (nonzeros,) int64: the cells of each relation.
        terms: (nonzeros,) int64: their coefficients, 1 or -1.
        cell_starts, cell_rows, cell_terms: (k + 1,), (nonzeros,), (nonzeros,): the same by cell.
        has_slack: (r,) int64: 1 for relations with room between their bounds.
        state: (r,) int64: OPEN, KEPT, FOLLOWS or DOES_NOT_FIT.
        kept: (k,) int64: in how many kept relations a cell stands.
        one, other: (k,) int64: these relations.
        loose: (r,) int64: how many cells of a relation stand in no kept one yet.
        root, turn: (r,) int64: union-find: another relation, and whether its sign is the other.
        size: (r,) int64: how many relations a set has.
        weight: (r,) int64: multiples in the proof that a relation follows.
        weighed: (r,) int64: number of the proof that `weight` belongs to.
        aim: (k,) int64; aimed: (k,) int64: the same for the relation to be proved.
        queue: (r,) int64: relations to go on from.
        counters: (2,) int64: proofs done, steps done.
    """

    starts: Int64Array
    columns: Int64Array
    terms: Int64Array
    cell_starts: Int64Array
    cell_rows: Int64Array
    cell_terms: Int64Array
    has_slack: Int64Array
    state: Int64Array
    kept: Int64Array
    one: Int64Array
    other: Int64Array
    loose: Int64Array
    root: Int64Array
    turn: Int64Array
    size: Int64Array
    weight: Int64Array
    weighed: Int64Array
    aim: Int64Array
    aimed: Int64Array
    queue: Int64Array
    counters: Int64Array


@compiled
def _term(rows: Rows, row: int, column: int) -> int:
    """Return the coefficient of a cell in a relation."""
    for place in range(rows.cell_starts[column], rows.cell_starts[column + 1]):
        if rows.cell_rows[place] == row:
            return int(rows.cell_terms[place])
    return 0


@compiled
def _find(rows: Rows, row: int) -> tuple[int, int]:
    """Return the relation that stands for the set of `row`, and whether its sign is the other."""
    turn = 0
    while rows.root[row] != row:
        turn ^= rows.turn[row]
        row = rows.root[row]
    return row, turn


@compiled
def _join(rows: Rows, first: int, second: int, turn: int) -> bool:
    """Note that two relations have the same sign (`turn` 0) or not; False if they cannot."""
    one, one_turn = _find(rows, first)
    other, other_turn = _find(rows, second)
    turn ^= one_turn ^ other_turn
    if one == other:
        return turn == 0
    if rows.size[one] < rows.size[other]:
        one, other = other, one
    rows.root[other], rows.turn[other] = one, turn
    rows.size[one] += rows.size[other]
    return True


@compiled
def _fits(rows: Rows, row: int) -> bool:
    """Tell whether a relation can be kept beside those that are, and join its sign to theirs."""
    span = range(rows.starts[row], rows.starts[row + 1])
    for place in span:
        if rows.kept[rows.columns[place]] > 1:
            return False
    for place in span:
        column = rows.columns[place]
        if rows.kept[column] == 1:
            neighbour = rows.one[column]
            turn = 0 if rows.terms[place] == -_term(rows, neighbour, column) else 1
            if not _join(rows, row, neighbour, turn):
                return False
    return True


@compiled
def _key(rows: Rows, row: int) -> tuple[int, int, int]:
    """Return what is decided about first: few cells that stand in no kept relation, many others."""
    loose = rows.loose[row]
    return loose, loose - (rows.starts[row + 1] - rows.starts[row]), row


@compiled
def _keep(rows: Rows, row: int, heap: list[tuple[int, int, int]]) -> None:
    rows.state[row] = KEPT
    for place in range(rows.starts[row], rows.starts[row + 1]):
        column = rows.columns[place]
        if rows.kept[column] == 0:
            rows.one[column] = row
            for at in range(rows.cell_starts[column], rows.cell_starts[column + 1]):
                member = rows.cell_rows[at]
                rows.loose[member] -= 1
                if rows.state[member] == OPEN:
                    heapq.heappush(heap, _key(rows, member))
        else:
            rows.other[column] = row
        rows.kept[column] += 1


@compiled
def _weigh(rows: Rows, row: int, weight: int, size: int) -> int:
    """Give a relation its multiple in the present proof; return the new size of the queue."""
    rows.weighed[row] = rows.counters[0]
    rows.weight[row] = weight
    if weight != 0:
        rows.queue[size] = row
        return size + 1
    return size


@compiled
def _is_weighed(rows: Rows, row: int) -> bool:
    return bool(rows.weighed[row] == rows.counters[0])


@compiled
def _settle(rows: Rows, column: int, size: int) -> int:
    """Make the multiples at one cell add up to the aim.

    Returns:
        The new size of the queue, -1 when they cannot add up.
    """
    aim = rows.aim[column] if rows.aimed[column] == rows.counters[0] else 0
    first, second = rows.one[column], -1
    if rows.kept[column] > 1:
        second = rows.other[column]
        if not _is_weighed(rows, first):
            first, second = second, first
    if not _is_weighed(rows, first):
        if second >= 0:
            return size
        return _weigh(rows, first, aim * _term(rows, first, column), size)
    aim -= rows.weight[first] * _term(rows, first, column)
    if second < 0:
        return size if aim == 0 else -1
    if _is_weighed(rows, second):
        return size if aim == rows.weight[second] * _term(rows, second, column) else -1
    return _weigh(rows, second, aim * _term(rows, second, column), size)


@compiled
def _follows(rows: Rows, row: int) -> bool:
    """Tell whether a relation is a sum of multiples of kept ones, by finding these.

    Every cell's coefficients must add up: 0 for cells that the relation does not hold. The search
    starts where a cell stands in one kept relation only. Where all stand in two, the first cell's
    multiple is tried with the one and then with the other.
    """
    column = rows.columns[rows.starts[row]]
    for place in range(rows.starts[row], rows.starts[row + 1]):
        if rows.kept[rows.columns[place]] == 1:
            return _follows_without(rows, row, -1)
    return _follows_without(rows, row, rows.one[column]) or _follows_without(
        rows, row, rows.other[column]
    )


@compiled
def _follows_without(rows: Rows, row: int, unused: int) -> bool:
    """Tell whether a relation is a sum of multiples of kept ones other than `unused`."""
    rows.counters[0] += 1
    span = range(rows.starts[row], rows.starts[row + 1])
    for place in span:
        rows.aim[rows.columns[place]] = rows.terms[place]
        rows.aimed[rows.columns[place]] = rows.counters[0]
    done, size = 0, 0
    if unused >= 0:
        size = _weigh(rows, unused, 0, size)
    for place in span:
        if unused >= 0 or rows.kept[rows.columns[place]] == 1:
            size = _settle(rows, rows.columns[place], size)
            if size < 0:
                return False
    while done < size:
        member = rows.queue[done]
        done += 1
        for place in range(rows.starts[member], rows.starts[member + 1]):
            rows.counters[1] += 1
            size = _settle(rows, rows.columns[place], size)
            if size < 0:
                return False
    return _is_reached(rows, row)


@compiled
def _is_reached(rows: Rows, row: int) -> bool:
    """Tell whether the multiples found add up at every cell of the relation itself."""
    for place in range(rows.starts[row], rows.starts[row + 1]):
        column = rows.columns[place]
        total = 0
        for number in range(rows.kept[column]):
            member = rows.one[column] if number == 0 else rows.other[column]
            if _is_weighed(rows, member):
                total += rows.weight[member] * _term(rows, member, column)
        if total != rows.terms[place]:
            return False
    return True


@compiled
def _decide(rows: Rows, row: int, is_needed: bool, heap: list[tuple[int, int, int]]) -> None:
    """Keep a relation, or leave it out because it follows, or note that it does not fit."""
    may_follow = rows.has_slack[row] == 0 and rows.loose[row] == 0
    if not is_needed and may_follow and _follows(rows, row):
        rows.state[row] = FOLLOWS
    elif _fits(rows, row):
        _keep(rows, row, heap)
    elif is_needed and may_follow and _follows(rows, row):
        rows.state[row] = FOLLOWS
    else:
        rows.state[row] = DOES_NOT_FIT


@compiled
def choose_rows(rows: Rows, is_needed: Int64Array, label: Int64Array, failed: Int64Array) -> None:
    """Decide about all relations, those first that a cell with at most two relations needs.

    Then those whose cells already stand in kept relations. A component whose relations do not all
    fit is given up.

    Args:
        rows: All OPEN; changed.
        is_needed: (r,) int64: 1 for relations with such a cell.
        label: (r,) int64: the component of each relation.
        failed: (labels,) int64, set to 1 where a relation does not fit.
    """
    heap = [_key(rows, 0)]
    for row in range(rows.state.size):
        if is_needed[row] == 1 and failed[label[row]] == 0:
            _decide(rows, row, True, heap)
            if rows.state[row] == DOES_NOT_FIT:
                failed[label[row]] = 1
    for row in range(rows.state.size):
        if rows.state[row] == OPEN:
            heapq.heappush(heap, _key(rows, row))
    while len(heap) > 0:
        loose, _, row = heapq.heappop(heap)
        if rows.state[row] == OPEN and failed[label[row]] == 0 and loose == rows.loose[row]:
            _decide(rows, row, False, heap)
            if rows.state[row] == DOES_NOT_FIT:
                failed[label[row]] = 1
