"""Makes a problem smaller: copies of a cell become one, and what is not connected falls apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.sheets import BoolArray, Int32Array
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Part of a problem as a problem of its own.

    Attributes:
        problem: The part.
        cell_of: (k,) int32: the number in the whole of each of its k cells.
        demand_of: The number in the whole of each of its demands.
    """

    problem: SuppressionProblem
    cell_of: Int32Array
    demand_of: tuple[int, ...]


def one_of_copies(problem: SuppressionProblem) -> tuple[SuppressionProblem, Int32Array]:
    """Return a problem in which cells that must be equal are one, and (n,) the cell each became.

    Of copies the first stands for all: withheld if one is, shown if one must be; it costs what
    all that are free do, and moves no further than any.
    """
    into = _first_of_equal(problem)
    firsts = np.flatnonzero(into == np.arange(into.size))
    if firsts.size == into.size:
        return problem, into
    place = np.full(into.size, -1, np.int32)
    place[firsts] = np.arange(firsts.size)
    new = place[into]
    size = firsts.size
    states = np.full(size, CellState.FREE, np.uint8)
    states[new[problem.states == CellState.WITHHELD]] = CellState.WITHHELD
    states[new[problem.states == CellState.STAYS]] = CellState.STAYS
    costs = np.bincount(new, np.where(problem.is_free, problem.costs, 0.0), minlength=size)
    up, down = np.full(size, np.inf), np.full(size, np.inf)
    np.minimum.at(up, new, problem.up)
    np.minimum.at(down, new, problem.down)
    is_whole = np.zeros(size, bool)
    np.logical_or.at(is_whole, new, problem.is_whole)
    merged = replace(
        problem,
        values=problem.values[firsts],
        costs=np.where(costs > 0, costs, problem.costs[firsts]),
        up=up,
        down=down,
        states=states,
        is_whole=is_whole,
        demands=tuple(_moved(demand, new) for demand in problem.demands),
    )
    return _with_rows(merged, problem, new), new


def _moved(demand: Demand, place: Int32Array) -> Demand:
    held = tuple(int(place[one]) for one in demand.held)
    return replace(demand, cell=int(place[demand.cell]), held=held)


def _first_of_equal(problem: SuppressionProblem) -> Int32Array:
    """Return for each cell the first of those that it must be equal to: (n,) int32."""
    sizes = np.diff(problem.row_starts)
    is_pair = (sizes == 2) & (problem.row_up == 0) & (problem.row_down == 0)
    starts = problem.row_starts[:-1][is_pair]
    opposite = problem.coefficients[starts] == -problem.coefficients[starts + 1]
    first, second = problem.columns[starts][opposite], problem.columns[starts + 1][opposite]
    into = np.arange(problem.values.size, dtype=np.int32)
    while first.size:
        before = into.copy()
        least = np.minimum(into[first], into[second])
        np.minimum.at(into, first, least)
        np.minimum.at(into, second, least)
        into = into[into]
        if np.array_equal(before, into):
            break
    return into


def _with_rows(
    merged: SuppressionProblem, problem: SuppressionProblem, place: Int32Array
) -> SuppressionProblem:
    """Return `merged` with the relations over its cells, each once."""
    seen: set[tuple[bytes, bytes, float, float]] = set()
    columns: list[Int32Array] = []
    factors = []
    kept = []
    for row, (start, end) in enumerate(
        zip(problem.row_starts.tolist(), problem.row_starts[1:].tolist(), strict=False)
    ):
        cells, which = np.unique(place[problem.columns[start:end]], return_inverse=True)
        sums = np.bincount(which, problem.coefficients[start:end])
        cells, sums = cells[sums != 0].astype(np.int32), sums[sums != 0]
        if not cells.size:
            continue
        sign = np.sign(sums[0])
        room = float(problem.row_down[row]), float(problem.row_up[row])
        key = (cells.tobytes(), (sums * sign).tobytes(), *(room if sign > 0 else room[::-1]))
        if key not in seen:
            seen.add(key)
            columns.append(cells)
            factors.append(sums)
            kept.append(row)
    sizes = [one.size for one in columns]
    return replace(
        merged,
        row_starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        columns=np.concatenate([*columns, np.zeros(0, np.int32)]).astype(np.int32),
        coefficients=np.concatenate([*factors, np.zeros(0)]),
        row_down=problem.row_down[kept],
        row_up=problem.row_up[kept],
    )


def split(problem: SuppressionProblem) -> Iterator[Piece]:
    """Yield the connected pieces that hold demands, as far as cells can move."""
    moves = (problem.states != CellState.STAYS) & ((problem.up > 0) | (problem.down > 0))
    of_cell = _labels(problem, moves)
    order = np.argsort(of_cell, kind="stable")
    ordered = of_cell[order]
    on = np.flatnonzero(moves[problem.columns])
    of_entry = of_cell[problem.columns[on]]
    by_piece = on[np.argsort(of_entry, kind="stable")]
    entry_label = np.sort(of_entry, kind="stable")
    demands: dict[int, list[int]] = {}
    for number, demand in enumerate(problem.demands):
        if moves[demand.cell]:
            demands.setdefault(int(of_cell[demand.cell]), []).append(number)
    place = np.full(of_cell.size, -1, np.int32)
    for label, numbers in demands.items():
        cells = order[slice(*np.searchsorted(ordered, [label, label + 1]))].astype(np.int32)
        entries = by_piece[slice(*np.searchsorted(entry_label, [label, label + 1]))]
        place[cells] = np.arange(cells.size)
        yield _piece(problem, cells, np.sort(entries), place, numbers)


def largest_piece(problem: SuppressionProblem) -> int:
    """Return how many cells the largest connected piece has, as far as cells can move."""
    moves = (problem.states != CellState.STAYS) & ((problem.up > 0) | (problem.down > 0))
    return int(np.bincount(_labels(problem, moves)[moves], minlength=1).max())


def _labels(problem: SuppressionProblem, moves: BoolArray) -> Int32Array:
    """Return for each cell the least number of a cell that it is connected with: (n,) int32."""
    label = np.arange(problem.values.size, dtype=np.int32)
    on = moves[problem.columns]
    row, column = problem.row_of[on], problem.columns[on]
    if not row.size:
        return label
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    of_row = np.zeros(problem.row_up.size, np.int32)
    while True:
        before = label.copy()
        of_row[row[starts]] = np.minimum.reduceat(label[column], starts)
        np.minimum.at(label, column, of_row[row])
        label = label[label]
        if np.array_equal(before, label):
            return label


def part_of(problem: SuppressionProblem, cells: Int32Array, demands: list[int]) -> Piece:
    """Return the problem of these cells and demands, by number, when no other cell moves."""
    place = np.full(problem.values.size, -1, np.int32)
    place[cells] = np.arange(cells.size)
    entries = np.flatnonzero(place[problem.columns] >= 0).astype(np.int32)
    return _piece(problem, cells, entries, place, demands)


def _piece(
    problem: SuppressionProblem,
    cells: Int32Array,
    entries: Int32Array,
    place: Int32Array,
    demands: list[int],
) -> Piece:
    rows, row = np.unique(problem.row_of[entries], return_inverse=True)
    counts = np.bincount(row, minlength=rows.size)
    inner = set(cells.tolist())
    part = SuppressionProblem(
        values=problem.values[cells],
        costs=problem.costs[cells],
        up=problem.up[cells],
        down=problem.down[cells],
        states=problem.states[cells],
        row_starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        columns=place[problem.columns[entries]],
        coefficients=problem.coefficients[entries],
        row_down=problem.row_down[rows],
        row_up=problem.row_up[rows],
        demands=tuple(
            replace(
                problem.demands[number],
                cell=int(place[problem.demands[number].cell]),
                held=tuple(int(place[one]) for one in problem.demands[number].held if one in inner),
            )
            for number in demands
        ),
        is_whole=problem.is_whole[cells],
    )
    return Piece(part, cells, tuple(demands))
