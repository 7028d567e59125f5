"""Secondary suppression in large tables with hierarchies on one side or on both.

Run from the project root: `python -m tests.bench.suppression_scale [CLASS ...]`, all without any.
Each line gives cells, unsafe cells, seconds of processor time and the cost of the first sound
pattern and of the last, the bound, how many demands the passes over single tables leave short,
and what the audit, which shares no code with the search, finds short afterwards
(with how many of these nothing can help), and the most memory that was used.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.cell_refs import CellRefs
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.progress import no_progress
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.suppression.modular import find_passes
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.solve import Solution, solve
from tests.core.systems import POLICY, SHEET

LIMIT = float(os.environ.get("LIMIT", "60"))
Fans = tuple[int, ...]


@dataclass(frozen=True)
class Kind:
    """Counts (C) or sums (M) with a tree of rows and one of columns, and the mean of a leaf."""

    kind: str
    rows: Fans
    columns: Fans
    mean: float
    seed: int = 1


CLASSES = {
    "H-C-5k": Kind("C", (5, 10, 8), (10,), 60),
    "H-M-5k": Kind("M", (5, 10, 8), (10,), 40),
    "H-M-5k-2": Kind("M", (5, 10, 8), (10,), 40, 2),
    "H-C-88k": Kind("C", (10, 20, 20), (20,), 60),
    "H-C-259k": Kind("C", (10, 30, 40), (20,), 60),
    "H-C-857k": Kind("C", (20, 40, 50), (20,), 60),
    "2H-C-1.8k": Kind("C", (4, 5, 3), (4, 4), 60),
    "2H-M-1.8k": Kind("M", (4, 5, 3), (4, 4), 40),
    "2H-C-9.6k": Kind("C", (5, 10, 8), (4, 4), 60),
    "2H-M-9.6k": Kind("M", (5, 10, 8), (4, 4), 40),
    "2H-C-146k": Kind("C", (10, 10, 10), (5, 5, 4), 60),
}


@dataclass(frozen=True)
class Table:
    """Numbers with all their totals, their relations, and what each unsafe cell needs.

    Attributes:
        values: (n,) float64. parts: (lines, length) int32 each: cells, the last the sum of others.
        up, down: (n,) float64: how far an unsafe cell must be able to move, 0 for others.
    """

    values: np.ndarray
    parts: tuple[np.ndarray, ...]
    up: np.ndarray
    down: np.ndarray
    is_count: bool

    @property
    def rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Starts, cells and coefficients of the relations."""
        sizes = np.concatenate([np.full(len(one), one.shape[1]) for one in self.parts])
        ends = np.cumsum(sizes)
        coefficients = np.ones(ends[-1])
        coefficients[ends - 1] = -1.0
        columns = np.concatenate([one.ravel() for one in self.parts]).astype(np.int32)
        return np.concatenate([[0], ends]).astype(np.int32), columns, coefficients

    @property
    def is_unsafe(self) -> np.ndarray:
        """Which cells are unsafe: (n,) bool."""
        return (self.up > 0) | (self.down > 0)


def make(kind: Kind) -> Table:
    """Return a seeded table."""
    rng = np.random.default_rng(kind.seed)
    leaves = int(np.prod(kind.rows)), int(np.prod(kind.columns))
    means = kind.mean * rng.lognormal(0, 0.5, leaves)
    for axis, sigma in ((0, 1.1), (1, 0.7)):
        effect = rng.lognormal(0, sigma, leaves[axis])
        means *= np.expand_dims(effect / effect.mean(), 1 - axis)
    many = rng.poisson(means)
    parts = _parts(kind.rows, kind.columns)
    if kind.kind == "C":
        values = _with_totals(many[None].astype(float), kind)[0].ravel()
        is_small = (values > 0) & (values < 10)
        up = np.where(is_small, 10 - values, 0.0)
        return Table(values, parts, up, np.where(is_small, values - 1, 0.0), True)
    return _sums(rng, many, kind, parts)


def _sums(
    rng: np.random.Generator, many: np.ndarray, kind: Kind, parts: tuple[np.ndarray, ...]
) -> Table:
    """Return sums of contributions with the levels of the p% rule, p = 10."""
    stacked = np.zeros((4, *many.shape))
    for place in np.ndindex(*many.shape):
        amounts = np.sort(1 + np.rint(rng.lognormal(3, 1.6, many[place])))[::-1]
        first, second = (*amounts, 0.0, 0.0)[:2]
        stacked[:, *place] = amounts.sum(), len(amounts), first, second
    values, count, first, second = (one.ravel() for one in _with_totals(stacked, kind))
    rest = values - first - second
    is_unsafe = (first > 0) & ((rest < 0.1 * first) | (count < 3))
    need = np.where(is_unsafe, np.maximum(0.1 * first - rest, 0.1 * first), 0.0)
    return Table(values, parts, need, np.minimum(need, values), False)


def _with_totals(stacked: np.ndarray, kind: Kind) -> np.ndarray:
    """Return sums, counts and the two largest of all nodes: top nodes first on both axes."""
    for axis, fans in ((1, kind.rows), (2, kind.columns)):
        levels = [stacked]
        for fan in reversed(fans):
            below = np.moveaxis(levels[-1], axis, 1)
            groups = below.reshape(below.shape[0], -1, fan, below.shape[2])
            above = groups.sum(axis=2)
            if len(above) == 4:
                both = np.sort(np.concatenate([groups[2], groups[3]], axis=1), axis=1)
                above[2], above[3] = both[:, -1], both[:, -2]
            levels.append(np.moveaxis(above, 1, axis))
        stacked = np.concatenate(levels[::-1], axis=axis)
    return stacked


def _parts(rows: Fans, columns: Fans) -> tuple[np.ndarray, ...]:
    sizes = [np.cumprod([1, *fans]) for fans in (rows, columns)]
    numbers = np.arange(sizes[0].sum() * sizes[1].sum()).reshape(sizes[0].sum(), -1)
    found = []
    for axis, fans in enumerate((rows, columns)):
        turned = numbers if axis == 0 else numbers.T
        starts = np.concatenate([[0], np.cumsum(sizes[axis])])
        for level, fan in enumerate(fans):
            above = turned[starts[level] : starts[level + 1]]
            below = turned[starts[level + 1] : starts[level + 2]]
            lines = below.reshape(-1, fan, turned.shape[1]).transpose(0, 2, 1).reshape(-1, fan)
            found.append(np.concatenate([lines, above.reshape(-1, 1)], axis=1))
    return tuple(found)


def as_problem(table: Table, *, unit: bool = False) -> SuppressionProblem:
    """Return what the search has to solve."""
    starts, columns, coefficients = table.rows
    count = table.values.size
    states = np.where(table.values > 0, CellState.FREE, CellState.STAYS)
    states = np.where(table.is_unsafe, CellState.WITHHELD, states).astype(np.uint8)
    lowest = 1.0 if table.is_count else 0.0
    return SuppressionProblem(
        values=table.values,
        costs=np.ones(count) if unit else np.maximum(table.values, 1.0),
        up=np.full(count, np.inf),
        down=np.maximum(table.values - lowest, 0.0),
        states=states,
        row_starts=starts,
        columns=columns,
        coefficients=coefficients,
        row_down=np.zeros(starts.size - 1),
        row_up=np.zeros(starts.size - 1),
        demands=tuple(
            Demand(cell, side, need)
            for cell in np.flatnonzero(table.is_unsafe).tolist()
            for side, need in ((1, float(table.up[cell])), (-1, float(table.down[cell])))
            if need > 0
        ),
        is_whole=np.full(count, table.is_count),
    )


def as_system(table: Table) -> RelationSystem:
    """Return the table's relations as the audit reads them."""
    starts, columns, coefficients = table.rows
    count = table.values.size
    numbers = np.arange(count, dtype=np.int32)
    return RelationSystem(
        cells=CellRefs((SHEET,), np.zeros(count, np.int32), numbers // 1000, numbers % 1000),
        values=table.values,
        is_count=np.full(count, table.is_count),
        lower=np.zeros(count),
        upper=np.full(count, np.inf),
        row_starts=starts,
        columns=columns,
        coefficients=coefficients,
        row_lower=np.zeros(starts.size - 1),
        row_upper=np.zeros(starts.size - 1),
        reasons=("by construction",) * (starts.size - 1),
        upper_level=np.zeros(0) if table.is_count else table.up,
        lower_level=np.zeros(0) if table.is_count else table.down,
    )


def published_without(system: RelationSystem, is_withheld: np.ndarray) -> Published:
    """Return what a reader sees."""
    places = system.places
    shape = int(places.rows.max()) + 1, int(places.columns.max()) + 1
    statuses, values = np.zeros(shape, np.uint8), np.full(shape, np.nan)
    values[places.rows, places.columns] = np.where(is_withheld, np.nan, system.values)
    statuses[places.rows, places.columns] = np.where(is_withheld, CellStatus.PRIMARY, 0)
    markers = dict.fromkeys(
        (places[number] for number in np.flatnonzero(is_withheld).tolist()), "[c]"
    )
    return Published({SHEET: statuses}, {SHEET: values}, markers, frozenset())


def measure(name: str) -> None:
    """Print a line."""
    table = make(CLASSES[name])
    problem, system = as_problem(table), as_system(table)
    start = time.process_time()
    events: list[tuple[float, Solution]] = []

    def progress(done: int, total: int, what: str) -> None:
        if time.process_time() - start > LIMIT:
            raise Cancelled

    found = solve(
        problem,
        progress=progress,
        report=lambda one: events.append((time.process_time() - start, one)),
    )
    end = time.process_time() - start
    missed = {
        demand.cell
        for demand, reach in zip(problem.demands, found.reach, strict=True)
        if reach < demand.need
    }
    judged = audit(system, published_without(system, table.is_unsafe | events[0][1].chosen), POLICY)
    first_short = _short(judged, system)
    judged = audit(system, published_without(system, table.is_unsafe | found.chosen), POLICY)
    short = _short(judged, system)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{name:12} {table.values.size:7} {int(table.is_unsafe.sum()):7} {events[0][0]:7.2f} "
        f"{events[0][1].cost:9.0f} {end:7.2f} {found.cost:9.0f} {found.bound:9.0f} "
        f"{_left_by_passes(problem):6} {len(first_short):5} {len(short):5} {len(missed):5} "
        f"{len(short - missed):4} {memory:5.1f}",
        flush=True,
    )


def _short(judged: Audit, system: RelationSystem) -> set[int]:
    """Return the cells, by number, that the audit finds short."""
    return set(system.places.numbers(one.cell for one in judged.unprotected).tolist())


def _left_by_passes(problem: SuppressionProblem) -> int:
    """Return how many demands the passes alone leave unmet."""
    passes = find_passes(problem)
    if passes is None:
        return len(problem.demands)
    passes.meet(no_progress)
    return int(passes.unmet.size)


def main(names: Sequence[str]) -> None:
    """Print a line for each class."""
    print(
        "class          cells  unsafe   first      cost     end      cost     bound passes short"
        "   end none more    GB"
    )
    for name in names or CLASSES:
        measure(name)


if __name__ == "__main__":
    main(sys.argv[1:])
