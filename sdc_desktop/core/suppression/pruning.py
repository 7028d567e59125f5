"""Takes cells out of a pattern that it can spare, in machine code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import CAN_COMPILE, compiled
from sdc_desktop.core.suppression.engine import Witness
from sdc_desktop.core.suppression.flow_graph import NOTHING, Asked
from sdc_desktop.core.suppression.problem import SuppressionProblem
from sdc_desktop.core.suppression.quick_reach import Few, few_of
from sdc_desktop.core.suppression.tableau import Room, Tableau, exchange, reaches, start_again

_MOST_STEPS = 100
_LARGEST = 500
_MOVES = 1e-7


class _Kept(NamedTuple):
    """A pattern that becomes smaller.

    Attributes:
        moved: (demands, n) float64: how far each cell moves for each demand.
        fresh: The same for the pattern that is tried.
        is_out: (n,) bool: taken out.
        users: (demands,) int32: room for demands by number.
        blocker: (n,) int32: the demand that could not do without a cell when that was tried last.
    """

    moved: FloatArray
    fresh: FloatArray
    is_out: BoolArray
    users: Int32Array
    blocker: Int32Array


def pruned(
    problem: SuppressionProblem,
    witnesses: Sequence[Witness],
    order: Int32Array,
    needed: int,
    blocker: Int32Array,
) -> tuple[list[Witness], int]:
    """Return witnesses in a pattern that spares what it can of the cells in `order`, and the work.

    The same witnesses when their cells are too many.
    """
    moves = problem.is_withheld.copy()
    moves[np.concatenate([*witnesses, np.zeros(0, np.int32)])] = True
    if not CAN_COMPILE or int(moves.sum()) > _LARGEST:
        return list(witnesses), 0
    few = few_of(problem, moves.astype(np.float64))
    count, size = len(problem.demands), few.room.up.size
    moved = np.zeros((count, size))
    for one, witness in enumerate(witnesses):
        moved[one, few.place[witness]] = 1.0
    kept = _Kept(
        moved,
        np.zeros((count, size)),
        np.zeros(size, bool),
        np.zeros(count, np.int32),
        blocker[few.cells]
        if few.cells.size == size
        else np.concatenate(
            [blocker[few.cells], np.full(size - few.cells.size, NOTHING, np.int32)]
        ),
    )
    kept.blocker[: few.cells.size] = blocker[few.cells]
    places = few.place[order]
    work = _prune(few.tableau, few.room, few.asked, kept, places[places >= 0], needed, _MOST_STEPS)
    blocker[few.cells] = kept.blocker[: few.cells.size]
    return _witnesses(problem, few, moved), work


def _witnesses(problem: SuppressionProblem, few: Few, moved: FloatArray) -> list[Witness]:
    found = []
    for demand, row in zip(problem.demands, moved[:, : few.cells.size], strict=True):
        cells = few.cells[row > _MOVES]
        found.append(cells[cells != demand.cell])
    return found


@compiled
def _prune(
    tableau: Tableau,
    room: Room,
    asked: Asked,
    kept: _Kept,
    order: Int32Array,
    needed: int,
    most: int,
) -> int:
    """Take out the cells of `order` that can be spared; return the work.

    Ends when one of the first `needed` cannot be.
    """
    work = 0
    for place in range(order.size):
        cell = order[place]
        work += _close(tableau, cell)
        kept.is_out[cell] = True
        hit = _users(kept, cell)
        for which in range(hit):
            is_met, spent = _find(tableau, room, asked, kept, kept.users[which], most)
            work += spent
            if not is_met:
                kept.is_out[cell] = False
                kept.blocker[cell] = kept.users[which]
                _open(tableau, room, cell)
                break
        if kept.is_out[cell]:
            for which in range(hit):
                _keep(kept, kept.users[which])
        elif place < needed:
            break
    return work


@compiled
def _users(kept: _Kept, cell: int) -> int:
    """Note the demands that a cell moves for; return how many they are."""
    hit = 0
    for one in range(kept.users.size):
        if kept.moved[one, cell] > _MOVES:
            kept.users[hit] = one
            if one == kept.blocker[cell]:
                kept.users[0], kept.users[hit] = one, kept.users[0]
            hit += 1
    return hit


@compiled
def _keep(kept: _Kept, one: int) -> None:
    """Use for a demand from now on what was found last."""
    for cell in range(kept.is_out.size):
        kept.moved[one, cell] = kept.fresh[one, cell]


@compiled
def _close(tableau: Tableau, cell: int) -> int:
    """Let a cell not move, and make it loose, where it is in nobody's way; return the work."""
    tableau.low[cell], tableau.high[cell] = 0.0, 0.0
    row = tableau.where[cell]
    if row < 0:
        return 1
    best, column = 1e-5, -1
    for place in range(tableau.loose.size):
        size = abs(tableau.entries[row, place])
        other = tableau.loose[place]
        if size > best and tableau.high[other] > tableau.low[other]:
            best, column = size, place
    if column < 0:
        return tableau.loose.size
    exchange(tableau, row, column)
    return tableau.entries.size


@compiled
def _open(tableau: Tableau, room: Room, cell: int) -> None:
    """Let a cell move again."""
    tableau.low[cell], tableau.high[cell] = -room.down[cell], room.up[cell]


@compiled
def _find(
    tableau: Tableau, room: Room, asked: Asked, kept: _Kept, one: int, most: int
) -> tuple[bool, int]:
    """Look for a movement that meets a demand; return whether there is one, and the work."""
    start_again(tableau, asked, one)
    for cell in range(kept.is_out.size):
        kept.fresh[one, cell] = 0.0
    is_met, work = reaches(tableau, asked, one, most, kept.fresh[one])
    for place in range(asked.starts[one], asked.starts[one + 1]):
        cell = asked.held[place]
        if cell >= 0 and not kept.is_out[cell]:
            _open(tableau, room, cell)
    return is_met, work + kept.is_out.size
