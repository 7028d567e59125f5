"""Tables for measuring the audit: seeded, of any size, withheld the way that checkers do it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from tests.core.systems import SHEET, small_counts

_ROUNDS = 30


def counts(shape: tuple[int, ...], mean: float, seed: int) -> np.ndarray:
    """Poisson counts with log-normal effects of each dimension and cell (class C)."""
    rng = np.random.default_rng(seed)
    rate = mean * rng.lognormal(0, 0.5, shape)
    for axis, size in enumerate(shape):
        effect = rng.lognormal(0, 0.7 if axis else 1.1, size)
        rate *= np.expand_dims(effect / effect.mean(), [a for a in range(len(shape)) if a != axis])
    return rng.poisson(rate)


def tree_system(fan_out: Sequence[int], columns: int, mean: float, seed: int) -> RelationSystem:
    """A table whose rows are a tree with a subtotal at each node (class H), and a total column."""
    leaves = int(np.prod(fan_out))
    levels = [counts((leaves, columns), mean, seed)]
    for fan in reversed(fan_out):
        levels.append(levels[-1].reshape(-1, fan, columns).sum(axis=1))
    levels.reverse()
    table = np.concatenate(levels)
    table = np.concatenate([table, table.sum(axis=1, keepdims=True)], axis=1)
    numbers = np.arange(table.size).reshape(table.shape)
    starts = np.cumsum([0, *(len(level) for level in levels)])
    lines = [numbers]
    for level, fan in enumerate(fan_out):
        above = numbers[starts[level] : starts[level + 1]]
        below = numbers[starts[level + 1] : starts[level + 2]]
        parts = below.reshape(-1, fan, columns + 1).transpose(0, 2, 1).reshape(-1, fan)
        lines.append(np.concatenate([parts, above.reshape(-1, 1)], axis=1))
    return _system(table, lines)


def _system(table: np.ndarray, lines: Sequence[np.ndarray]) -> RelationSystem:
    """The system of relations whose last cell is the sum of the others."""
    sizes = np.concatenate([np.full(len(line), line.shape[1]) for line in lines])
    ends = np.cumsum(sizes)
    coefficients = np.ones(ends[-1])
    coefficients[ends - 1] = -1.0
    rows, width = table.shape
    return RelationSystem(
        cells=tuple(CellRef(SHEET, row, column) for row in range(rows) for column in range(width)),
        values=table.ravel().astype(float),
        is_count=np.ones(table.size, bool),
        lower=np.zeros(table.size),
        upper=np.full(table.size, np.inf),
        row_starts=np.concatenate([[0], ends]).astype(np.int32),
        columns=np.concatenate([line.ravel() for line in lines]).astype(np.int32),
        coefficients=coefficients,
        row_lower=np.zeros(sizes.size),
        row_upper=np.zeros(sizes.size),
        reasons=("by construction",) * sizes.size,
    )


def withheld_cells(system: RelationSystem) -> np.ndarray:
    """All counts below 10, and the smallest other cell of each line that has one withheld."""
    is_withheld = np.zeros(system.values.size, bool)
    is_withheld[small_counts(system)] = True
    row_of, columns, rows = system.row_of, system.columns, system.row_lower.size
    may_go = system.values > 0
    for _ in range(_ROUNDS):
        lone = np.bincount(row_of, is_withheld[columns], minlength=rows) == 1
        here = np.flatnonzero(lone[row_of] & ~is_withheld[columns] & may_go[columns])
        if not here.size:
            break
        order = here[np.lexsort((system.values[columns[here]], row_of[here]))]
        first = np.flatnonzero(np.diff(row_of[order], prepend=-1))
        is_withheld[columns[order[first]]] = True
    return np.flatnonzero(is_withheld)


def published_without(system: RelationSystem, withheld: np.ndarray) -> Published:
    """What a reader sees when these cells are withheld."""
    places = np.array([(cell.row, cell.column) for cell in system.cells])
    shape = tuple(places.max(axis=0) + 1)
    statuses, values = np.zeros(shape, np.uint8), np.full(shape, np.nan)
    values[places[:, 0], places[:, 1]] = system.values
    at = places[withheld]
    statuses[at[:, 0], at[:, 1]] = CellStatus.PRIMARY
    values[at[:, 0], at[:, 1]] = np.nan
    markers = {system.cells[number]: "[c]" for number in withheld.tolist()}
    return Published({SHEET: statuses}, {SHEET: values}, markers, frozenset())
