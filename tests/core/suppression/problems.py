"""Suppression problems straight from arrays, and a judge of their own: scipy, and trying all."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import linprog

from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem

SAME = 1e-6


def problem_of(
    values: Sequence[float] | np.ndarray,
    relations: Iterable[tuple[Sequence[int], Sequence[float]]],
    demands: Sequence[Demand],
    *,
    withheld: Iterable[int] = (),
    stays: Iterable[int] = (),
    lowest: float = 0.0,
    costs: np.ndarray | None = None,
) -> SuppressionProblem:
    """A problem whose relations sum to zero; cells of demands are withheld, zeros stay."""
    amounts, rows = np.asarray(values, float), list(relations)
    states = np.where(amounts == 0, CellState.STAYS, CellState.FREE).astype(np.uint8)
    states[list(stays)] = CellState.STAYS
    states[[*withheld, *(demand.cell for demand in demands)]] = CellState.WITHHELD
    return SuppressionProblem(
        values=amounts,
        costs=np.maximum(amounts, 1.0) if costs is None else costs,
        up=np.full(amounts.size, np.inf),
        down=np.maximum(amounts - lowest, 0.0),
        states=states,
        row_starts=np.cumsum([0, *(len(cells) for cells, _ in rows)]).astype(np.int32),
        columns=np.array([cell for cells, _ in rows for cell in cells], np.int32),
        coefficients=np.array([factor for _, factors in rows for factor in factors], float),
        row_down=np.zeros(len(rows)),
        row_up=np.zeros(len(rows)),
        demands=tuple(demands),
        is_whole=np.ones(amounts.size, bool),
    )


def table(inner: Sequence | np.ndarray) -> tuple[np.ndarray, list[tuple[list[int], list[float]]]]:
    """All values of a table with its margins, in C order, and its relations."""
    cells = np.asarray(inner, float)
    for axis in range(cells.ndim):
        cells = np.concatenate([cells, cells.sum(axis=axis, keepdims=True)], axis=axis)
    numbers = np.arange(cells.size).reshape(cells.shape)
    rows = [
        (line.tolist(), [1.0] * (line.size - 1) + [-1.0])
        for axis in range(cells.ndim)
        for line in np.moveaxis(numbers, axis, -1).reshape(-1, cells.shape[axis])
    ]
    return cells.ravel(), rows


def counts_problem(inner: Sequence | np.ndarray, *, unit: bool = False) -> SuppressionProblem:
    """Counts 1 to 9 are unsafe and must reach from 1 to 10; zeros are shown."""
    values, rows = table(inner)
    demands = []
    for cell in np.flatnonzero((values > 0) & (values < 10)).tolist():
        demands.append(Demand(cell, 1, 10 - values[cell]))
        if values[cell] > 1:
            demands.append(Demand(cell, -1, values[cell] - 1))
    costs = np.ones(values.size) if unit else None
    return problem_of(values, rows, demands, lowest=1.0, costs=costs)


def furthest(problem: SuppressionProblem, withheld: np.ndarray, demand: Demand) -> float:
    """How far scipy can move the cell of a demand, 10,000 at most to each side."""
    matrix = np.zeros(problem.shape)
    np.add.at(matrix, (problem.row_of, problem.columns), problem.coefficients)
    moves = withheld.copy()
    moves[list(demand.held)] = False
    bounds = [
        (-min(down, 1e4), min(up, 1e4)) if free else (0, 0)
        for free, up, down in zip(moves, problem.up, problem.down, strict=True)
    ]
    reach = 0.0
    for side in (demand.direction,) if demand.direction else (1, -1):
        cost = np.zeros(problem.values.size)
        cost[demand.cell] = -side
        solved = linprog(cost, A_eq=matrix, b_eq=np.zeros(problem.shape[0]), bounds=bounds)
        reach -= solved.fun
    return reach


def is_sound(problem: SuppressionProblem, chosen: np.ndarray, needs: Sequence[float]) -> bool:
    """Whether scipy finds room for every demand when the chosen cells are withheld too."""
    withheld = problem.is_withheld | chosen
    return all(
        furthest(problem, withheld, demand) >= need - SAME
        for demand, need in zip(problem.demands, needs, strict=True)
    )


def least_cost(problem: SuppressionProblem, needs: Sequence[float], below: float) -> float:
    """The cost of the cheapest sound pattern, by trying all that cost less than `below`."""
    free = np.flatnonzero(problem.is_free)
    best, cheapest = below, np.sort(problem.costs[free])
    for size in range(free.size + 1):
        if cheapest[:size].sum() >= best:
            return best
        for cells in itertools.combinations(free.tolist(), size):
            cost = float(problem.costs[list(cells)].sum())
            chosen = np.zeros(problem.values.size, bool)
            chosen[list(cells)] = True
            if cost < best - SAME and is_sound(problem, chosen, needs):
                best = cost
    return best
