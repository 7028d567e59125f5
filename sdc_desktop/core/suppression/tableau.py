"""A small linear programme in machine code: how far cells can move when few cells do.

Of the cells that may move, those that are loose move as they like and each of the others as the
relations then say, a row of the tableau each. In a pattern hardly more cells are loose than the
pattern has circuits, so that a step of the simplex method touches few numbers.
Source: Dantzig (1963), Linear Programming and Extensions, chapter 18, for bounded variables.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import NOTHING, Asked

ARCS_PER_NUMBER = 0.05
"""What a number of a tableau counts as, in the arcs that the network engine looks at."""

_TINY = 1e-9
_LEAST_PIVOT = 1e-7
_ENOUGH = 1 - 1e-5
_SAME = 1e-9


class Tableau(NamedTuple):
    """What each cell of `basic` does: the sum of entries times what the loose cells do.

    Attributes:
        entries: (rows, columns) float64.
        basic: (rows,) int32. loose: (columns,) int32: cells by number.
        where: (n,) int32: the row of a basic cell, -1 less the column of a loose one.
        value: (n,) float64: how far each has moved.
        low, high: (n,) float64: how far each may move.
    """

    entries: FloatArray
    basic: Int32Array
    loose: Int32Array
    where: Int32Array
    value: FloatArray
    low: FloatArray
    high: FloatArray


class Room(NamedTuple):
    """How far cells may move: up and down, and of that the part of each, (n,) float64 each."""

    up: FloatArray
    down: FloatArray
    part: FloatArray


def make_tableau(matrix: FloatArray, room: Room) -> Tableau:
    """Return the tableau of relations `matrix` f = 0, (m, n), which is used up.

    Cells that are withheld in part do not move yet.
    """
    rows, count = matrix.shape
    pivots = np.full(rows, NOTHING, np.int32)
    _eliminate(matrix, np.count_nonzero(matrix, axis=0).astype(np.int32), pivots)
    kept = pivots != NOTHING
    basic = pivots[kept]
    is_loose = np.ones(count, bool)
    is_loose[basic] = False
    loose = np.flatnonzero(is_loose).astype(np.int32)
    where = np.zeros(count, np.int32)
    where[basic] = np.arange(basic.size)
    where[loose] = -1 - np.arange(loose.size)
    entries = np.ascontiguousarray(-matrix[kept][:, loose])
    low, high = (np.where(room.part < 1.0, 0.0, one) for one in (-room.down, room.up))
    return Tableau(entries, basic, loose, where, np.zeros(count), low, high)


@compiled
def _eliminate(matrix: FloatArray, uses: Int32Array, pivots: Int32Array) -> None:
    """Solve each relation for a cell, noted in `pivots`, that no other then holds."""
    rows, count = matrix.shape
    for row in range(rows):
        pivot = _pivot_of(matrix, row, uses)
        if pivot == NOTHING:
            continue
        pivots[row], scale = pivot, matrix[row, pivot]
        for cell in range(count):
            matrix[row, cell] /= scale
        for other in range(rows):
            factor = matrix[other, pivot]
            if other != row and factor != 0.0:
                for cell in range(count):
                    left = matrix[other, cell] - factor * matrix[row, cell]
                    matrix[other, cell] = left if abs(left) > _TINY else 0.0


@compiled
def _pivot_of(matrix: FloatArray, row: int, uses: Int32Array) -> int:
    """Return the cell that a relation is solved for: of large factors that of the rarest cell."""
    largest = _LEAST_PIVOT
    for cell in range(uses.size):
        largest = max(largest, abs(matrix[row, cell]))
    pivot = NOTHING
    for cell in range(uses.size):
        is_large = abs(matrix[row, cell]) >= 0.5 * largest > 0.5 * _LEAST_PIVOT
        if is_large and (pivot == NOTHING or uses[cell] < uses[pivot]):
            pivot = cell
    return pivot


@compiled
def exchange(tableau: Tableau, row: int, column: int) -> None:
    """Make the basic cell of a row loose, and the loose cell of a column basic."""
    entries = tableau.entries
    pivot = entries[row, column]
    for place in range(entries.shape[1]):
        entries[row, place] /= -pivot
    entries[row, column] = 1.0 / pivot
    for other in range(entries.shape[0]):
        factor = entries[other, column]
        if other != row and factor != 0.0:
            entries[other, column] = 0.0
            for place in range(entries.shape[1]):
                entries[other, place] += factor * entries[row, place]
    leaving, entering = tableau.basic[row], tableau.loose[column]
    tableau.basic[row], tableau.loose[column] = entering, leaving
    tableau.where[entering], tableau.where[leaving] = row, -1 - column


@compiled
def _entering(tableau: Tableau, row: int, side: int) -> tuple[int, int]:
    """Return the column that moves the cell of a row furthest to a side, and in which direction."""
    best, column, direction = _LEAST_PIVOT, NOTHING, 0
    for place in range(tableau.loose.size):
        rate = side * tableau.entries[row, place]
        if abs(rate) <= best:
            continue
        cell = tableau.loose[place]
        if rate > 0 and tableau.value[cell] < tableau.high[cell] - _SAME:
            best, column, direction = rate, place, 1
        elif rate < 0 and tableau.value[cell] > tableau.low[cell] + _SAME:
            best, column, direction = -rate, place, -1
    return column, direction


@compiled
def _blocking(tableau: Tableau, column: int, direction: int, wanted: float) -> tuple[int, float]:
    """Return the row whose cell stops a loose cell first, and how far this gets."""
    cell = tableau.loose[column]
    if direction > 0:
        step = min(wanted, tableau.high[cell] - tableau.value[cell])
    else:
        step = min(wanted, tableau.value[cell] - tableau.low[cell])
    row, size = NOTHING, 0.0
    for place in range(tableau.basic.size):
        rate = direction * tableau.entries[place, column]
        if abs(rate) < _TINY:
            continue
        other = tableau.basic[place]
        left = tableau.high[other] - tableau.value[other]
        if rate < 0:
            left = tableau.value[other] - tableau.low[other]
        room = max(0.0, left) / abs(rate)
        if room < step - _SAME or (row != NOTHING and room <= step + _SAME and abs(rate) > size):
            row, size, step = place, abs(rate), min(room, step)
    return row, step


@compiled
def _advance(tableau: Tableau, column: int, direction: int, wanted: float) -> int:
    """Move a loose cell up to `wanted` far; return how many numbers were touched."""
    row, step = _blocking(tableau, column, direction, wanted)
    tableau.value[tableau.loose[column]] += direction * step
    for place in range(tableau.basic.size):
        rate = tableau.entries[place, column]
        if rate != 0.0:
            tableau.value[tableau.basic[place]] += direction * step * rate
    if row == NOTHING:
        return tableau.basic.size
    leaving = tableau.basic[row]
    is_up = direction * tableau.entries[row, column] > 0
    tableau.value[leaving] = tableau.high[leaving] if is_up else tableau.low[leaving]
    exchange(tableau, row, column)
    return tableau.entries.size


@compiled
def _move(tableau: Tableau, cell: int, side: int, need: float, most: int) -> int:
    """Move a cell to a side, up to `need` or as far as it can; return the work.

    It stops after `most` steps.
    """
    work = 0
    for _ in range(most):
        left = need - side * tableau.value[cell]
        if left <= need * (1 - _ENOUGH):
            break
        place = tableau.where[cell]
        if place < 0:
            column, direction, rate = -1 - place, side, 1.0
        else:
            column, direction = _entering(tableau, place, side)
            work += tableau.loose.size
            if column == NOTHING:
                break
            rate = abs(tableau.entries[place, column])
        before = tableau.value[cell]
        work += _advance(tableau, column, direction, left / rate)
        if place < 0 and tableau.where[cell] == place and before == tableau.value[cell]:
            break
    return work


@compiled
def _set_room(tableau: Tableau, room: Room, limit: float, before: float) -> None:
    """Let cells that are withheld in part move by that part of their room, up to `limit`."""
    scale = min(1.0, limit / before) if before > 0 else 0.0
    for cell in range(room.up.size):
        tableau.value[cell] *= scale
        part = room.part[cell]
        if part < 1.0:
            tableau.high[cell] = min(room.up[cell], limit) * part
            tableau.low[cell] = -min(room.down[cell], limit) * part
        else:
            tableau.high[cell], tableau.low[cell] = room.up[cell], -room.down[cell]


@compiled
def reaches(
    tableau: Tableau, asked: Asked, one: int, most: int, moved: FloatArray
) -> tuple[bool, int]:
    """Tell whether a demand is seen to be met within `most` steps a side, and the work.

    What each cell moves for that, (n,), is noted in `moved` where it is more than there.
    """
    cell, need, side = asked.edge[one], asked.need[one], asked.direction[one]
    if cell < 0:
        return False, 0
    first = side if side != 0 else 1
    work = _move(tableau, cell, first, need, most)
    reach = min(need, first * tableau.value[cell])
    _note(tableau, moved)
    if side == 0 and reach < need * _ENOUGH:
        work += _move(tableau, cell, -1, need - reach, most)
        reach += max(0.0, -tableau.value[cell])
        _note(tableau, moved)
    return reach >= need * _ENOUGH, work


@compiled
def _note(tableau: Tableau, moved: FloatArray) -> None:
    for cell in range(moved.size):
        moved[cell] = max(moved[cell], abs(tableau.value[cell]))


@compiled
def next_unmet(
    tableau: Tableau,
    room: Room,
    asked: Asked,
    order: Int32Array,
    first: int,
    factor: float,
    most: int,
    limit: FloatArray,
) -> tuple[int, int]:
    """Return the place in `order`, from `first` on, of a demand that is not seen to be met.

    Cells that are withheld in part move up to `factor` times the need of a demand; `limit`, (1,),
    is that of the last demand. At most `most` steps are made for each. Also returns the work.
    """
    work = 0
    for place in range(first, order.size):
        one = order[place]
        wanted = factor * asked.need[one]
        if wanted != limit[0]:
            _set_room(tableau, room, wanted, limit[0])
            limit[0] = wanted
            work += room.up.size
        holds = asked.starts[one + 1] > asked.starts[one]
        if holds:
            start_again(tableau, asked, one)
        is_met, spent = reaches(tableau, asked, one, most, limit[1:1])
        work += spent + 1
        if holds:
            limit[0] = 0.0
        if not is_met:
            return place, work
    return order.size, work


@compiled
def start_again(tableau: Tableau, asked: Asked, one: int) -> None:
    """Move nothing, and let the cells that a demand holds not move."""
    for cell in range(tableau.value.size):
        tableau.value[cell] = 0.0
    for place in range(asked.starts[one], asked.starts[one + 1]):
        cell = asked.held[place]
        if cell >= 0:
            tableau.low[cell], tableau.high[cell] = 0.0, 0.0
