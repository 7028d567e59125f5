"""Components of the attacker's problem that are networks: their ends by flows, all exact.

Two-way tables and tables with one hierarchy are networks, linked and three-way tables mostly not.
Which components are is found out; nothing is taken for granted about where relations come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.audit_solver import Work
from sdc_desktop.core.audit_units import LARGEST_EXACT
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

if TYPE_CHECKING:
    from sdc_desktop.core import audit_flow, audit_rows

Int64Array = npt.NDArray[np.int64]

_EDGES_AT_A_TIME = 5_000_000
_EDGES_A_STEP = 100
"""Looking at this many edges counts as much as one iteration of the simplex method."""


@dataclass(frozen=True, slots=True, eq=False)
class NetworkEnds:
    """What flows found about the k cells of a problem.

    Attributes:
        is_network: (k,) bool: the component is a network.
        is_impossible: (k,) bool: it is one, and nothing meets all its relations.
        is_found: (k,) bool: the cell is wanted and its ends were found.
        lower, upper: (k,) float64: these ends.
    """

    is_network: BoolArray
    is_impossible: BoolArray
    is_found: BoolArray
    lower: FloatArray
    upper: FloatArray


def find_network_ends(
    problem: Problem,
    labels: tuple[Int32Array, Int32Array],
    may_be: BoolArray,
    wanted: BoolArray,
    known_point: FloatArray,
    work: Work,
    progress: Progress,
) -> NetworkEnds:
    """Find the ends of the wanted cells in all components that are networks.

    Args:
        problem: In whole units where `may_be` is set.
        labels: The component of each cell (k,) and of each relation (r,): the number of one of
            its cells.
        may_be: (k,) bool: cells of components in whole units; the others are passed over.
        wanted: (k,) bool.
        known_point: (k,) float64: values that may be possible, NaN where there are none.
        work: What may be spent.
        progress: Told how many cells are done.
    """
    from sdc_desktop.core import audit_flow as flow  # loads numba

    network = _recognise(problem, labels, may_be)
    net = _net(problem, labels, network, known_point)
    bad_nodes = np.zeros(net.lack.size, np.int32)
    flow.balance(net, bad_nodes)
    net.least[:], net.most[:] = net.value, net.value
    is_impossible = network.is_member & _is_bad(problem, labels, network, net, bad_nodes)[labels[0]]
    asked = np.flatnonzero(wanted & network.is_member & ~is_impossible).astype(np.int32)
    done, cells = 0, problem.lower.size
    while done < asked.size and work.left > 0:
        progress(done, asked.size, "audit")
        before, budget = int(net.counters[1]), min(_EDGES_AT_A_TIME, work.left * _EDGES_A_STEP)
        done = int(flow.drive_cells(net, asked, done, budget))
        work.spend(1 + (int(net.counters[1]) - before) // _EDGES_A_STEP)
    is_found = np.zeros(cells, bool)
    is_found[asked[:done]] = True
    least, most = _floats(net.least[:cells]), _floats(net.most[:cells])
    return NetworkEnds(network.is_member, is_impossible, is_found, least, most)


@dataclass(frozen=True, slots=True, eq=False)
class _Network:
    """Which cells (k,) belong to networks; which relations (r,) are kept, and their signs ±1."""

    is_member: BoolArray
    is_kept: BoolArray
    sign: Int64Array


def _recognise(
    problem: Problem, labels: tuple[Int32Array, Int32Array], may_be: BoolArray
) -> _Network:
    from sdc_desktop.core import audit_rows

    of_cell, of_row = labels
    rows, cells = problem.shape
    failed = np.zeros(cells, np.int64)
    failed[of_cell[~may_be]] = 1
    failed[of_row[problem.row[np.abs(problem.coefficient) != 1]]] = 1
    parts = _rows_value(problem)
    is_needed = np.zeros(rows, np.int64)
    per_cell = np.diff(parts.cell_starts)
    is_needed[problem.row[per_cell[problem.column] <= 2]] = 1
    audit_rows.choose_rows(parts, is_needed, of_row.astype(np.int64), failed)
    turns, top = np.zeros(rows, np.int64), np.arange(rows, dtype=np.int64)
    while not np.array_equal(parts.root[top], top):
        turns ^= parts.turn[top]
        top = parts.root[top]
    is_member = failed[of_cell] == 0
    is_kept = (parts.state == audit_rows.KEPT) & is_member[of_row]
    return _Network(is_member, is_kept, (1 - 2 * turns).astype(np.int64))


def _rows_value(problem: Problem) -> audit_rows.Rows:
    """Return the relations of a problem with nothing decided about them."""
    from sdc_desktop.core import audit_rows

    rows, cells = problem.shape
    order = np.argsort(problem.column, kind="stable")
    terms = np.sign(problem.coefficient).astype(np.int64)
    has_slack = (problem.row_lower < problem.row_upper).astype(np.int64)
    sizes = np.bincount(problem.row, minlength=rows)
    return audit_rows.Rows(
        starts=_starts(sizes),
        columns=problem.column.astype(np.int64),
        terms=terms,
        cell_starts=_starts(np.bincount(problem.column, minlength=cells)),
        cell_rows=problem.row[order].astype(np.int64),
        cell_terms=terms[order],
        has_slack=has_slack,
        state=np.zeros(rows, np.int64),
        kept=np.zeros(cells, np.int64),
        one=np.full(cells, -1, np.int64),
        other=np.full(cells, -1, np.int64),
        loose=sizes.astype(np.int64),
        root=np.arange(rows, dtype=np.int64),
        turn=np.zeros(rows, np.int64),
        size=np.ones(rows, np.int64),
        weight=np.zeros(rows, np.int64),
        weighed=np.zeros(rows, np.int64),
        aim=np.zeros(cells, np.int64),
        aimed=np.zeros(cells, np.int64),
        queue=np.zeros(rows, np.int64),
        counters=np.zeros(2, np.int64),
    )


def _starts(sizes: Int64Array) -> Int64Array:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _net(
    problem: Problem,
    labels: tuple[Int32Array, Int32Array],
    network: _Network,
    known_point: FloatArray,
) -> audit_flow.Net:
    """Return the network: relations, then a root for each label; cells, then room of relations."""
    from sdc_desktop.core import audit_flow

    of_cell, of_row = labels
    rows, cells = problem.shape
    slack = np.flatnonzero(network.is_kept & (problem.row_lower < problem.row_upper))
    tail, head = rows + of_cell, rows + of_cell
    signs = problem.coefficient.astype(np.int64) * network.sign[problem.row]
    kept = network.is_kept[problem.row]
    enters, leaves = kept & (signs > 0), kept & (signs < 0)
    head[problem.column[enters]] = problem.row[enters]
    tail[problem.column[leaves]] = problem.row[leaves]
    tail = np.concatenate([tail, slack]).astype(np.int32)
    head = np.concatenate([head, rows + of_row[slack]]).astype(np.int32)
    lower, upper, value = _values(problem, network, slack, known_point)
    lack = np.zeros(rows + cells, np.int64)
    goal = _limited(np.where(network.sign > 0, problem.row_lower, -problem.row_upper))
    goal[slack] = 0
    lack[:rows] = np.where(network.is_kept, goal, 0)
    for end, sign in ((head, -1), (tail, 1)):
        np.add.at(lack, end, sign * value)
    lack[:rows][~network.is_kept] = 0
    lack[rows:] = 0
    np.add.at(lack, rows + of_row, -lack[:rows])
    nodes, edges = lack.size, tail.size
    both = np.concatenate([tail, head])
    order = np.argsort(both, kind="stable")
    return audit_flow.Net(
        tail=tail,
        head=head,
        first=_starts(np.bincount(both, minlength=nodes)).astype(np.int32),
        edges=(order % edges).astype(np.int32),
        lower=lower,
        upper=upper,
        value=value,
        least=value.copy(),
        most=value.copy(),
        lack=lack,
        seen_from=np.zeros(nodes, np.int32),
        seen_to=np.zeros(nodes, np.int32),
        via_from=np.zeros(nodes, np.int32),
        via_to=np.zeros(nodes, np.int32),
        queue_from=np.zeros(nodes, np.int32),
        queue_to=np.zeros(nodes, np.int32),
        path=np.zeros(2 * nodes + 1, np.int32),
        way=np.zeros(2 * nodes + 1, np.int32),
        counters=np.zeros(2, np.int64),
    )


def _values(
    problem: Problem, network: _Network, slack: Int64Array, known_point: FloatArray
) -> tuple[Int64Array, Int64Array, Int64Array]:
    """Return bounds and first values of cells and of the room of relations: (edges,) each."""
    start = np.where(np.abs(known_point) < LARGEST_EXACT, known_point, 0.0)
    point = np.clip(start, problem.lower, problem.upper)
    point = np.where(network.is_member, point, 0.0).astype(np.int64)
    terms = problem.coefficient.astype(np.int64) * point[problem.column]
    sums = np.zeros(problem.row_lower.size, np.int64)
    np.add.at(sums, problem.row, terms)
    sign = network.sign[slack]
    low = np.where(sign > 0, problem.row_lower[slack], -problem.row_upper[slack])
    high = np.where(sign > 0, problem.row_upper[slack], -problem.row_lower[slack])
    room = np.clip(sums[slack] * sign, _limited(low), _limited(high))
    lower = np.where(network.is_member, problem.lower, 0.0)
    upper = np.where(network.is_member, problem.upper, 0.0)
    return (
        np.concatenate([_limited(lower), _limited(low)]),
        np.concatenate([_limited(upper), _limited(high)]),
        np.concatenate([point, room]),
    )


def _limited(numbers: FloatArray) -> Int64Array:
    """Return numbers as whole ones, infinite ones as the limit."""
    from sdc_desktop.core.audit_flow import NO_LIMIT

    return np.clip(numbers, -NO_LIMIT, NO_LIMIT).astype(np.int64)


def _floats(numbers: Int64Array) -> FloatArray:
    """Return whole numbers as floats, those at the limit as infinite."""
    from sdc_desktop.core.audit_flow import NO_LIMIT

    floats = numbers.astype(np.float64)
    floats[numbers >= NO_LIMIT], floats[numbers <= -NO_LIMIT] = np.inf, -np.inf
    return floats


def _is_bad(
    problem: Problem,
    labels: tuple[Int32Array, Int32Array],
    network: _Network,
    net: audit_flow.Net,
    bad_nodes: Int32Array,
) -> BoolArray:
    """Tell by label which components nothing meets: not the kept relations, or not the others."""
    of_cell, of_row = labels
    bad = np.zeros(of_cell.size, bool)
    bad[np.concatenate([of_row, np.arange(of_cell.size)])[bad_nodes > 0]] = True
    member = np.flatnonzero(network.is_member[of_row[problem.row]])
    terms = problem.coefficient[member].astype(np.int64) * net.value[problem.column[member]]
    sums = np.zeros(of_row.size, np.int64)
    np.add.at(sums, problem.row[member], terms)
    is_broken = (sums < problem.row_lower) | (sums > problem.row_upper)
    bad[of_row[is_broken & network.is_member[of_row]]] = True
    return bad
