"""The single tables that a hierarchy is made of, found from its relations alone.

In a relation one cell is the sum of the others, its parts. A cell of a table in two dimensions is
a part of two relations, one along its row and one along its column, however many relations it is
the total of. These two are the ends of an edge; relations that edges connect are one table: the
children of a row by the children of a column, or with the totals where there is nothing above. The
totals of a table are edges of the table above it. So each cell is an edge of one table only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import Graph
from sdc_desktop.core.suppression.problem import CellState, SuppressionProblem

NONE = -1


class Members(NamedTuple):
    """Relations by cell and cells by relation, of the cells that may move.

    Attributes:
        row_starts, columns, terms: (m + 1,), (entries,), (entries,): cells of each relation.
        cell_starts, rows, factors: (n + 1,), (entries,), (entries,): relations of each cell.
    """

    row_starts: Int32Array
    columns: Int32Array
    terms: FloatArray
    cell_starts: Int32Array
    rows: Int32Array
    factors: FloatArray


class Tables(NamedTuple):
    """The single tables as one graph whose components they are; cells are edges.

    Attributes:
        graph: Nodes are the m relations, edges the n cells; arcs only of cells with two ends.
        members: All relations of each cell.
        sign: (m,) float64: what the coefficients of a relation are multiplied by so that a cell
            leaves one of its ends and enters the other.
        rank: (m,) int32: number of each relation's table; those above come first.
        starts, rows: (tables + 1,), (m,) int32: the relations of each table by that number.
        above: (m,) int32: the total of each relation where it is an edge of another table.
        way_above: (m,) float64: 1 where that leaves the relation when it grows, else -1.
    """

    graph: Graph
    members: Members
    sign: FloatArray
    rank: Int32Array
    starts: Int32Array
    rows: Int32Array
    above: Int32Array
    way_above: FloatArray


def tables_of(tables: Tables, cell: int) -> Int32Array:
    """Return the numbers of the tables that a cell is in, as an edge or as a total."""
    starts = tables.members.cell_starts
    near: Int32Array = np.unique(tables.rank[tables.members.rows[starts[cell] : starts[cell + 1]]])
    return near


def find_tables(problem: SuppressionProblem) -> Tables:
    """Return the single tables of a problem; cells that fit into none have no arcs."""
    rows, cells = problem.shape
    members = members_of(problem)
    ends = np.full((cells, 2), NONE, np.int32)
    total = _totals(problem)
    _find_ends(members, total, _is_plain(problem), ends)
    sign, label = np.zeros(rows), np.full(rows, NONE, np.int32)
    count = _join(members, ends, *_edges_of(ends, rows), sign, label)
    first = np.zeros((cells, 2), np.int32)
    _directed(members, ends, sign, first)
    graph = _graph(first, ends[:, 0] >= 0, problem.up, problem.down, rows)
    rank = _order(members, ends, label, count)
    order = np.argsort(rank, kind="stable").astype(np.int32)
    above, way = np.full(rows, NONE, np.int32), np.zeros(rows)
    _look_above(members, total, ends, sign, above, way)
    return Tables(graph, members, sign, rank, _starts(rank, count), order, above, way)


@compiled
def _term(members: Members, cell: int, row: int) -> float:
    """Return the coefficient of a cell in a relation."""
    for place in range(members.cell_starts[cell], members.cell_starts[cell + 1]):
        if members.rows[place] == row:
            return float(members.factors[place])
    return 0.0


@compiled
def _look_above(
    members: Members,
    total: Int32Array,
    ends: Int32Array,
    sign: FloatArray,
    above: Int32Array,
    way: FloatArray,
) -> None:
    """Fill in the totals that are edges of other tables, and how they leave their relation."""
    for row in range(total.size):
        cell = total[row]
        if cell >= 0 and ends[cell, 0] >= 0 and row not in (ends[cell, 0], ends[cell, 1]):
            above[row], way[row] = cell, sign[row] * _term(members, cell, row)


def members_of(problem: SuppressionProblem) -> Members:
    """Return relations by cell and cells by relation, of the cells that may move."""
    rows, cells = problem.shape
    moves = (problem.states != CellState.STAYS) & ((problem.up > 0) | (problem.down > 0))
    on = moves[problem.columns]
    row, column, term = problem.row_of[on], problem.columns[on], problem.coefficients[on]
    order = np.argsort(column, kind="stable")
    return Members(
        _starts(row, rows), column, term, _starts(column, cells), row[order], term[order]
    )


def _starts(keys: Int32Array, size: int) -> Int32Array:
    counts = np.bincount(keys, minlength=size)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)


def _totals(problem: SuppressionProblem) -> Int32Array:
    """Return for each relation the cell that is the sum of the others, NONE without one: (m,)."""
    row, rows = problem.row_of, problem.row_up.size
    is_up = problem.coefficients > 0
    ups, downs = np.bincount(row[is_up], minlength=rows), np.bincount(row[~is_up], minlength=rows)
    found = np.full(rows, NONE, np.int32)
    for only, others, which in ((ups, downs, is_up), (downs, ups, ~is_up)):
        alone = which & ((only == 1) & (others > 1))[row]
        found[row[alone]] = problem.columns[alone]
    return found


def _is_plain(problem: SuppressionProblem) -> BoolArray:
    """Tell which relations have no other coefficients than 1 and -1: (m,) bool."""
    odd = np.abs(problem.coefficients) != 1.0
    plain: BoolArray = np.bincount(problem.row_of[odd], minlength=problem.row_up.size) == 0
    return plain


@compiled
def _meets_marked(
    members: Members, side: int, first: int, corner: int, stamp: Int32Array, mark: int
) -> bool:
    """Tell whether a relation shares a cell, not `corner`, with a marked one but `first`."""
    for place in range(members.row_starts[side], members.row_starts[side + 1]):
        cell = members.columns[place]
        if cell == corner:
            continue
        for at in range(members.cell_starts[cell], members.cell_starts[cell + 1]):
            row = members.rows[at]
            if row not in (side, first) and stamp[row] == mark:
                return True
    return False


@compiled
def _is_across(members: Members, cell: int, first: int, second: int, stamp: Int32Array) -> bool:
    """Tell whether two relations that meet in a cell are sides of a rectangle of relations."""
    mark = second + 1
    for place in range(members.row_starts[second], members.row_starts[second + 1]):
        other = members.columns[place]
        if other != cell:
            for at in range(members.cell_starts[other], members.cell_starts[other + 1]):
                stamp[members.rows[at]] = mark
    stamp[second] = 0
    for place in range(members.row_starts[first], members.row_starts[first + 1]):
        corner = members.columns[place]
        if corner == cell:
            continue
        for at in range(members.cell_starts[corner], members.cell_starts[corner + 1]):
            side = members.rows[at]
            if side != first and _meets_marked(members, side, first, corner, stamp, mark):
                return True
    return False


@compiled
def _across(members: Members, cell: int, ends: Int32Array, stamp: Int32Array) -> int:
    """Find the relation, of which a cell is the total, that runs across the one it is a part of."""
    for place in range(members.cell_starts[cell], members.cell_starts[cell + 1]):
        row = members.rows[place]
        if row != ends[cell, 0] and _is_across(members, cell, ends[cell, 0], row, stamp):
            ends[cell, 1] = row
            return 1
    return 0


@compiled
def _find_ends(members: Members, total: Int32Array, is_plain: BoolArray, ends: Int32Array) -> None:
    """Fill in the two relations that each cell, (n, 2), is an edge between."""
    stamp = np.zeros(total.size, np.int32)
    for cell in range(ends.shape[0]):
        start, end = members.cell_starts[cell], members.cell_starts[cell + 1]
        parts, fits = 0, end - start >= 2
        for place in range(start, end):
            row = members.rows[place]
            fits = fits and is_plain[row]
            if end - start == 2 or total[row] != cell:
                if parts < 2:
                    ends[cell, parts] = row
                parts += 1
        if fits and parts == 1:
            parts += _across(members, cell, ends, stamp)
        if not fits or parts != 2:
            ends[cell, 0], ends[cell, 1] = NONE, NONE


def _edges_of(ends: Int32Array, rows: int) -> tuple[Int32Array, Int32Array]:
    """Return the cells that are edges at each relation: starts (rows + 1,), cells."""
    cells = np.flatnonzero(ends[:, 0] >= 0)
    row, cell = ends[cells].ravel(), np.repeat(cells, 2)
    order = np.argsort(row, kind="stable")
    return _starts(row, rows), cell[order].astype(np.int32)


@compiled
def _join(
    members: Members,
    ends: Int32Array,
    starts: Int32Array,
    edges: Int32Array,
    sign: FloatArray,
    label: Int32Array,
) -> int:
    """Give relations that edges connect one label, and signs; return how many labels there are.

    Edges that fit no signs lose their ends.
    """
    waiting = np.zeros(sign.size, np.int32)
    count = 0
    for first in range(sign.size):
        if label[first] >= 0:
            continue
        label[first], sign[first], waiting[0], size = count, 1.0, first, 1
        while size > 0:
            size -= 1
            row = waiting[size]
            for place in range(starts[row], starts[row + 1]):
                cell = edges[place]
                if ends[cell, 0] < 0:
                    continue
                other = ends[cell, 0] if ends[cell, 1] == row else ends[cell, 1]
                wanted = -sign[row] * _term(members, cell, row) * _term(members, cell, other)
                if label[other] < 0:
                    label[other], sign[other], waiting[size] = count, wanted, other
                    size += 1
                elif sign[other] != wanted:
                    ends[cell, 0], ends[cell, 1] = NONE, NONE
        count += 1
    return count


@compiled
def _directed(members: Members, ends: Int32Array, sign: FloatArray, first: Int32Array) -> None:
    """Fill in the relation that each cell, (n, 2), leaves when it grows, and the one it enters."""
    for cell in range(ends.shape[0]):
        if ends[cell, 0] >= 0:
            one, other = ends[cell, 0], ends[cell, 1]
            leaves = sign[one] * _term(members, cell, one) > 0
            first[cell, 0] = one if leaves else other
            first[cell, 1] = other if leaves else one


def _graph(
    directed: Int32Array, is_edge: BoolArray, up: FloatArray, down: FloatArray, nodes: int
) -> Graph:
    ends = directed[:, ::-1].ravel().astype(np.int32)
    origin = directed.ravel()
    leaving = np.flatnonzero(np.repeat(is_edge, 2))
    arcs = leaving[np.argsort(origin[leaving], kind="stable")].astype(np.int32)
    return Graph(_starts(origin[arcs], nodes), arcs, ends, up, down)


def _order(members: Members, ends: Int32Array, label: Int32Array, count: int) -> Int32Array:
    """Return the place of each relation's table when those above come first: (m,) int32."""
    cells = np.flatnonzero(ends[:, 0] >= 0)
    own = np.full(ends.shape[0], NONE, np.int32)
    own[cells] = label[ends[cells, 0]]
    entry_cell = np.repeat(np.arange(own.size), np.diff(members.cell_starts))
    above, below = own[entry_cell], label[members.rows]
    pairs = np.unique(np.column_stack([above, below])[(above >= 0) & (above != below)], axis=0)
    waits = np.bincount(pairs[:, 1], minlength=count)
    starts = np.searchsorted(pairs[:, 0], np.arange(count + 1)).tolist()
    under, waiting = pairs[:, 1].tolist(), np.flatnonzero(waits == 0).tolist()
    place, left = np.full(count, count, np.int32), waits.tolist()
    for number, one in enumerate(waiting):
        place[one] = number
        for other in under[starts[one] : starts[one + 1]]:
            left[other] -= 1
            if left[other] == 0:
                waiting.append(other)
    cycles = np.flatnonzero(place == count)
    place[cycles] = count - cycles.size + np.arange(cycles.size)
    ranks: Int32Array = place[label]
    return ranks
