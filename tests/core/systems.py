"""Relation systems straight from arrays, what is published of them, and an attacker of their own.

The attacker shares no code with the program: scipy's linear programming on dense matrices.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.policy import Policy, RequiredInterval, UnsafeRange, ZeroPolicy
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem

SHEET = "Table 1"
WIDTH = 1_000

POLICY = Policy("test", "1", "Test", unsafe_counts=UnsafeRange(1, 9))
EXACT_ONLY = replace(POLICY, required_interval=RequiredInterval.EXACT)
ZEROS_WITHHELD = replace(POLICY, zeros=ZeroPolicy.UNSAFE)


@dataclass(frozen=True)
class Instance:
    """A table of any number of dimensions: `values` in the order of the system's cells."""

    system: RelationSystem
    shape: tuple[int, ...]

    def number(self, *place: int) -> int:
        """The number of a cell, the last place of each dimension being its total."""
        return int(np.ravel_multi_index(place, self.shape))

    def cell(self, *place: int) -> CellRef:
        return self.system.cells[self.number(*place)]

    @property
    def table(self) -> np.ndarray:
        return self.system.values.reshape(self.shape)


def margins(inner: Sequence | np.ndarray) -> np.ndarray:
    """Append the totals of every dimension."""
    table = np.asarray(inner, float)
    for axis in range(table.ndim):
        table = np.concatenate([table, table.sum(axis=axis, keepdims=True)], axis=axis)
    return table


def system_of(
    values: np.ndarray,
    relations: Iterable[tuple[Sequence[int], Sequence[float]]],
    *,
    is_count: bool = True,
    lower: float = 0.0,
    tolerance: float = 0.0,
) -> RelationSystem:
    """A system from flat values and (columns, coefficients) pairs that sum to zero."""
    rows = list(relations)
    count = values.size
    return RelationSystem(
        cells=tuple(CellRef(SHEET, *divmod(number, WIDTH)) for number in range(count)),
        values=values.astype(float),
        is_count=np.full(count, is_count),
        lower=np.full(count, lower),
        upper=np.full(count, np.inf),
        row_starts=np.cumsum([0, *(len(columns) for columns, _ in rows)]).astype(np.int32),
        columns=np.array([c for columns, _ in rows for c in columns], np.int32),
        coefficients=np.array([a for _, factors in rows for a in factors], float),
        row_lower=np.full(len(rows), -tolerance),
        row_upper=np.full(len(rows), tolerance),
        reasons=("by construction",) * len(rows),
    )


def table_instance(inner: Sequence | np.ndarray, **options: object) -> Instance:
    """A table with all its margins, each line of each dimension a relation."""
    table = margins(inner)
    numbers = np.arange(table.size).reshape(table.shape)
    relations = [
        (line.tolist(), [1.0] * (line.size - 1) + [-1.0])
        for axis in range(table.ndim)
        for line in np.moveaxis(numbers, axis, -1).reshape(-1, table.shape[axis])
    ]
    return Instance(system_of(table.ravel(), relations, **options), table.shape)


def hierarchy_instance(leaves: np.ndarray, groups: Sequence[int]) -> Instance:
    """A two-way table whose rows are `groups` of leaves with a subtotal each, then a total."""
    starts = np.cumsum([0, *groups])
    parts: list[np.ndarray] = []
    relations: list[tuple[list[int], list[float]]] = []
    subtotals: list[int] = []
    columns = leaves.shape[1] + 1
    full = np.concatenate([leaves, leaves.sum(axis=1, keepdims=True)], axis=1)
    children: list[list[int]] = []
    for first, last in itertools.pairwise(starts.tolist()):
        rows = list(range(len(parts), len(parts) + last - first))
        parts.extend(full[first:last])
        children.append(rows)
        subtotals.append(len(parts))
        parts.append(full[first:last].sum(axis=0))
    parts.append(full.sum(axis=0))
    total = len(parts) - 1
    lines = [*zip(children, subtotals, strict=True), (subtotals, total)]
    for members, sum_row in lines:
        for column in range(columns):
            cells = [row * columns + column for row in (*members, sum_row)]
            relations.append((cells, [1.0] * len(members) + [-1.0]))
    for row in range(len(parts)):
        cells = [row * columns + column for column in range(columns)]
        relations.append((cells, [1.0] * (columns - 1) + [-1.0]))
    table = np.array(parts, float)
    return Instance(system_of(table.ravel(), relations), table.shape)


def publish_with(
    system: RelationSystem,
    primary: Iterable[int],
    secondary: Iterable[int] = (),
    *,
    marker: str = "[c]",
    exempt: Iterable[int] = (),
    rounded: dict[int, float] | None = None,
    base: float = 0.0,
) -> Published:
    """What a reader sees when these cells are withheld, exempt or rounded."""
    rows = system.cells[-1].row + 1
    statuses = np.zeros((rows, WIDTH), np.uint8)
    values, bases = np.full((rows, WIDTH), np.nan), np.full((rows, WIDTH), np.nan)
    for cell, value in zip(system.cells, system.values, strict=True):
        values[cell.row, cell.column] = value
    markers: dict[CellRef, str] = {}
    withheld = [(n, CellStatus.PRIMARY) for n in primary]
    withheld += [(n, CellStatus.SECONDARY) for n in secondary]
    for number, status in withheld:
        cell = system.cells[number]
        statuses[cell.row, cell.column] = status
        values[cell.row, cell.column] = np.nan
        markers[cell] = marker
    for number, value in (rounded or {}).items():
        cell = system.cells[number]
        statuses[cell.row, cell.column] = CellStatus.ROUNDED
        values[cell.row, cell.column] = value
        bases[cell.row, cell.column] = base
    waived = frozenset((system.cells[number], "threshold") for number in exempt)
    return Published({SHEET: statuses}, {SHEET: values}, markers, waived, {SHEET: bases})


def small_counts(system: RelationSystem, below: int = 10) -> list[int]:
    return np.flatnonzero((system.values > 0) & (system.values < below)).tolist()


def dense(system: RelationSystem) -> np.ndarray:
    matrix = np.zeros(system.shape)
    np.add.at(matrix, (system.row_of, system.columns), system.coefficients)
    return matrix


def attack(
    system: RelationSystem,
    withheld: Sequence[int],
    *,
    lowest: float,
    whole: bool = True,
    places: Iterable[int] | None = None,
) -> list[tuple[float, float]]:
    """What scipy says each withheld cell can be when each is at least `lowest`.

    `places` counts into `withheld` and says which cells are asked for; all without it.
    """
    withheld = list(withheld)
    matrix = dense(system)
    is_shown = np.ones(system.values.size, bool)
    is_shown[withheld] = False
    shown = matrix[:, is_shown] @ system.values[is_shown]
    inner = matrix[:, withheld]
    kept = np.abs(inner).any(axis=1)
    inner, right = inner[kept], -shown[kept]
    found = []
    for place in range(len(withheld)) if places is None else places:
        cost = np.zeros(len(withheld))
        cost[place] = 1.0
        least = _solve(cost, inner, right, lowest, whole=whole)
        most = _solve(-cost, inner, right, lowest, whole=whole)
        found.append((least, -most))
    return found


def _solve(cost, matrix, right, lowest, *, whole: bool) -> float:
    if not matrix.shape[0]:
        return lowest if cost.sum() > 0 else -np.inf
    if whole:
        result = milp(
            cost,
            integrality=np.ones(cost.size),
            bounds=Bounds(lowest, np.inf),
            constraints=LinearConstraint(matrix, right, right),
        )
    else:
        result = linprog(cost, A_eq=matrix, b_eq=right, bounds=(lowest, None))
    if result.status in (3, 4):
        return -np.inf
    assert result.status == 0, result.message
    return float(round(result.fun, 6))


def brute_force(
    system: RelationSystem, withheld: Sequence[int], *, lowest: int, highest: int
) -> list[tuple[float, float]]:
    """The least and greatest value of each withheld cell over all whole tables, by trying all."""
    withheld = list(withheld)
    matrix = dense(system)
    is_shown = np.ones(system.values.size, bool)
    is_shown[withheld] = False
    right = -(matrix[:, is_shown] @ system.values[is_shown])
    choices = itertools.product(range(lowest, highest + 1), repeat=len(withheld))
    points = np.array(list(choices), float)
    fits = points[np.abs(points @ matrix[:, withheld].T - right).max(axis=1, initial=0) < 1e-9]
    return list(zip(fits.min(axis=0).tolist(), fits.max(axis=0).tolist(), strict=True))
