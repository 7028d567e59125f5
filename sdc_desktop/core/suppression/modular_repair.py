"""Repairs what passes over single tables leave unmet: linear programmes over the tables around.

First over the tables of a demand's cell and those that these touch, then further and further, in
the end over the whole problem. Only there it shows how far a cell can move at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.linear_engine import LinearEngine
from sdc_desktop.core.suppression.meeting import meet_all
from sdc_desktop.core.suppression.modular import Passes
from sdc_desktop.core.suppression.modular_tables import Tables, tables_of
from sdc_desktop.core.suppression.pieces import part_of
from sdc_desktop.core.suppression.problem import CellState, SuppressionProblem

_RINGS = 3
_MOST_CELLS = 20_000
"""Cells that a linear programme may have: a demand that needs more stays unmet, and is said."""


def repair(problem: SuppressionProblem, passes: Passes, progress: Progress) -> FloatArray:
    """Find ways for the demands that passes left unmet.

    Args:
        problem: What has to be solved.
        passes: Has ways for most demands; gets those found here.
        progress: May raise `Cancelled`.

    Returns:
        (demands,) float64: what each demand without a way lacks at the widest that was looked at.
    """
    lacks = np.zeros(len(problem.demands))
    moves = problem.states != CellState.STAYS
    for ring in range(_RINGS):
        unmet = passes.unmet
        is_whole = ring == _RINGS - 1 and int(moves.sum()) <= _MOST_CELLS
        groups = [(unmet, moves)] if is_whole else _groups(problem, passes.tables, unmet, ring)
        done = 0
        for numbers, cells in groups:
            progress(done, int(unmet.size), "secondary suppression: repair")
            done += numbers.size
            if numbers.size and int((cells & moves).sum()) <= _MOST_CELLS:
                lacks[numbers] = _meet_within(problem, passes, numbers, cells & moves)
    return lacks


def _groups(
    problem: SuppressionProblem, tables: Tables, unmet: Int32Array, ring: int
) -> Iterator[tuple[Int32Array, BoolArray]]:
    """Yield demands that share their tables, with the cells of the tables around: (n,) bool."""
    by_tables: dict[tuple[int, ...], list[int]] = {}
    for one in unmet.tolist():
        near = tables_of(tables, problem.demands[one].cell)
        by_tables.setdefault(tuple(near.tolist()), []).append(one)
    for key, numbers in by_tables.items():
        yield np.array(numbers, np.int32), _cells_around(tables, np.array(key, np.int32), ring)


def _cells_around(tables: Tables, near: Int32Array, ring: int) -> BoolArray:
    """Tell which cells are in these tables, and in those that they touch, `ring` times: (n,)."""
    members = tables.members
    row_of = np.repeat(np.arange(tables.rank.size), np.diff(members.row_starts))
    is_near = np.zeros(tables.rank.size, bool)
    is_near[near] = True
    while True:
        cells = np.zeros(members.cell_starts.size - 1, bool)
        cells[members.columns[is_near[tables.rank[row_of]]]] = True
        if ring == 0:
            return cells
        is_near[tables.rank[row_of[cells[members.columns]]]] = True
        ring -= 1


def _meet_within(
    problem: SuppressionProblem, passes: Passes, numbers: Int32Array, cells: BoolArray
) -> FloatArray:
    """Give demands the ways that linear programmes find when only `cells` move.

    Returns what each of them lacks: (numbers,) float64.
    """
    piece = part_of(problem, np.flatnonzero(cells).astype(np.int32), numbers.tolist())
    part = piece.problem
    engine = LinearEngine(part)
    lacks = engine.lacks(part.states != CellState.STAYS)
    can = np.flatnonzero(lacks == 0)
    if can.size:
        asked = replace(part, demands=tuple(part.demands[one] for one in can.tolist()))
        order = np.arange(can.size, dtype=np.int32)
        prices = passes.prices[piece.cell_of]
        found = meet_all(asked, engine.with_demands(asked), prices, order) or []
        for one, witness in zip(numbers[can].tolist(), found, strict=False):
            passes.put(one, piece.cell_of[witness])
    return lacks
