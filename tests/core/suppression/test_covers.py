"""Patterns without unsafe sums: inequalities that hold for all of them, and the cheapest one."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from sdc_desktop.core.suppression.covers import Covers, Whole
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.search import Effort
from sdc_desktop.core.suppression.solve import prepared
from sdc_desktop.core.suppression.union import Union
from sdc_desktop.core.suppression.unions import solve_with_unions
from tests.core.suppression.problems import furthest, is_sound, problem_of, table

SAFE_FROM = 10


class SmallSums:
    """Known sums below 10 of parts whose total is shown."""

    def __init__(self, values: np.ndarray, rows: list[tuple[list[int], list[float]]]) -> None:
        self.values, self.rows = values, rows

    def __call__(self, withheld: np.ndarray) -> list[Union]:
        found = []
        for row, (cells, _) in enumerate(self.rows):
            members = tuple(cell for cell in cells[:-1] if withheld[cell])
            total = float(self.values[list(members)].sum())
            if len(members) > 1 and not withheld[cells[-1]] and total < SAFE_FROM:
                found.append(Union(row, members, either=1.0, lacks=SAFE_FROM - total))
        return found


def small(seed: int, *, unit: bool = False) -> tuple[SuppressionProblem, SmallSums]:
    """A 3x3 table with two small counts beside one another, and maybe more."""
    rng = np.random.default_rng(seed)
    inner = rng.integers(10, 40, (3, 3))
    inner[0, :2] = rng.integers(1, 5, 2)
    if seed % 2:
        inner[2, 1] = 4
    values, rows = table(inner)
    unsafe = np.flatnonzero((values > 0) & (values < SAFE_FROM)).tolist()
    demands = [Demand(cell, 0, 1.0) for cell in unsafe]
    costs = np.ones(values.size) if unit else None
    return problem_of(values, rows, demands, costs=costs), SmallSums(values, rows)


def cheapest(problem: SuppressionProblem, unsafe: SmallSums, below: float) -> float:
    """By trying all: the cost of the cheapest pattern that a reader can work nothing out of."""
    free = np.flatnonzero(problem.is_free)
    needs, best = [demand.need for demand in problem.demands], below
    for size in range(1, free.size + 1):
        if np.sort(problem.costs[free])[:size].sum() >= best:
            break
        for cells in itertools.combinations(free.tolist(), size):
            chosen = np.zeros(problem.values.size, bool)
            chosen[list(cells)] = True
            cost = float(problem.costs[chosen].sum())
            if cost >= best - 1e-9 or unsafe(chosen | problem.is_withheld):
                continue
            moves = (furthest(problem, chosen | problem.is_withheld, Demand(cell, 0, 1.0))
                     for cell in cells)  # fmt: skip
            if is_sound(problem, chosen, needs) and all(move > 1e-6 for move in moves):
                best = cost
    return best


@pytest.mark.parametrize(
    ("seed", "unit"), [(0, False), (1, False), (2, False), (3, False), (1, True)]
)
def test_the_cheapest_pattern_without_unsafe_sums_is_found_and_proved(seed, unit):
    problem, unsafe = small(seed, unit=unit)
    found = solve_with_unions(problem, unsafe, Effort())
    assert not unsafe(found.chosen | problem.is_withheld)
    assert found.is_optimal
    assert cheapest(problem, unsafe, found.cost + 1) == pytest.approx(found.cost)


def covers_of(problem: SuppressionProblem, unsafe) -> Covers:
    ((piece, _),), into = prepared(problem)
    return Covers(Whole(problem, into, unsafe), piece)


@pytest.mark.parametrize("seed", range(3))
def test_inequalities_hold_for_every_pattern_without_unsafe_sums(seed):
    problem, unsafe = small(seed)
    covers, rng = covers_of(problem, unsafe), np.random.default_rng(seed)
    fixed = problem.is_withheld
    cuts = [
        cut
        for _ in range(30)
        for cut in covers.cuts(np.where(fixed, 1.0, rng.random(fixed.size) ** 3))
    ]
    assert cuts
    free = np.flatnonzero(problem.is_free)
    for number in range(0, 2**free.size, 7):
        pattern = fixed.copy()
        pattern[free[np.array([number >> place & 1 for place in range(free.size)], bool)]] = True
        if not unsafe(pattern):
            assert min(cut.value(pattern.astype(float)) for cut in cuts) >= 1 - 1e-9


def test_a_pattern_with_an_unsafe_sum_is_cut_off():
    problem, unsafe = small(0)
    covers = covers_of(problem, unsafe)
    assert any(cut.value(problem.is_withheld) < 1 for cut in covers.cuts(problem.is_withheld * 1.0))


def test_nothing_is_concluded_from_a_sum_that_is_unsafe_only_with_a_doubtful_cell():
    problem, unsafe = small(0)

    def doubtful(withheld: np.ndarray) -> list[Union]:
        return [replace(one, has_doubtful=True) for one in unsafe(withheld)]

    states = problem.states.copy()
    states[1] = CellState.FREE
    demands = tuple(one for one in problem.demands if one.cell != 1)
    some = replace(problem, states=states, demands=demands)
    shares = problem.is_withheld * 1.0
    assert covers_of(some, unsafe).cuts(shares)
    assert not covers_of(some, doubtful).cuts(shares)


def test_what_only_hides_a_sum_can_move_itself():
    """Withheld at the edge of a column without others a cell could be worked out at once."""
    for seed in range(6):
        problem, unsafe = small(seed)
        found = solve_with_unions(problem, unsafe, Effort())
        withheld = found.chosen | problem.is_withheld
        for cell in np.flatnonzero(found.chosen).tolist():
            assert furthest(problem, withheld, Demand(cell, 0, 1.0)) > 1e-6
