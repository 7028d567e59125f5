"""Tables that are networks are recognised, and others are not taken for one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sdc_desktop.core.suppression.compiled import CAN_COMPILE
from sdc_desktop.core.suppression.linear_engine import LinearEngine
from sdc_desktop.core.suppression.network import find_network
from sdc_desktop.core.suppression.network_engine import NetworkEngine
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem
from tests.core.suppression.problems import counts_problem, problem_of, table

pytestmark = pytest.mark.skipif(not CAN_COMPILE, reason="numba is not installed")


def network_of(problem: SuppressionProblem):
    return find_network(problem, problem.states != CellState.STAYS)


def hierarchy(depths: list[list[int]], columns: int) -> SuppressionProblem:
    """Rows in nested groups, each level with subtotals, by `columns` and their total."""
    rng = np.random.default_rng(4)
    level = [rng.integers(1, 50, columns + 1).astype(float) for _ in range(sum(depths[0]))]
    for row in level:
        row[-1] = row[:-1].sum()
    lines, values, relations = list(range(len(level))), list(level), []
    for groups in depths:
        starts = np.cumsum([0, *groups])
        parents = []
        for first, last in pairwise(starts):
            children = lines[first:last]
            values.append(np.sum([values[child] for child in children], axis=0))
            parents.append(len(values) - 1)
            for column in range(columns + 1):
                cells = [row * (columns + 1) + column for row in (*children, parents[-1])]
                relations.append((cells, [1.0] * len(children) + [-1.0]))
        lines = parents
    for row in range(len(values)):
        cells = list(range(row * (columns + 1), (row + 1) * (columns + 1)))
        relations.append((cells, [1.0] * columns + [-1.0]))
    return problem_of(np.concatenate(values), relations, [Demand(0, 1, 3.0)])


def test_a_table_of_two_dimensions_is_a_network():
    assert network_of(counts_problem(np.full((4, 3), 20))) is not None


@pytest.mark.parametrize(
    "depths",
    [[[3, 2, 4], [3]], [[2, 2, 2, 2], [2, 2], [2]], [[2] * 8, [2] * 4, [2, 2], [2]]],
    ids=["two levels", "three levels", "four levels"],
)
def test_a_table_with_one_hierarchy_is_a_network(depths):
    assert network_of(hierarchy(depths, 3)) is not None


def test_tables_of_three_dimensions_are_none():
    assert network_of(counts_problem(np.full((3, 3, 3), 20))) is None


def test_relations_with_other_factors_are_none():
    problem = problem_of([4.0, 8.0, 12.0], [([0, 1, 2], [2.0, 0.5, -1.0])], [Demand(0, 1, 1.0)])
    assert network_of(problem) is None


def test_three_relations_around_three_cells_of_one_sign_are_none():
    rows = [([0, 1, 3], [1, 1, -1]), ([1, 2, 4], [1, 1, -1]), ([0, 2, 5], [1, 1, -1])]
    problem = problem_of([3.0, 4, 5, 7, 9, 8], rows, [Demand(0, 1, 1.0)])
    assert network_of(problem) is None


@pytest.mark.parametrize("seed", range(5))
def test_both_engines_find_the_same_room(seed):
    rng = np.random.default_rng(seed)
    values, rows = table(rng.integers(0, 30, (5, 4)))
    cells = rng.choice(np.flatnonzero(values > 0), 12, replace=False).tolist()
    directions = rng.integers(-1, 2, 12).tolist()
    demands = [
        Demand(cell, side, 8.0, tuple({other} - {cell}))
        for cell, side, other in zip(cells, directions, cells[::-1], strict=True)
    ]
    problem = problem_of(values, rows, demands)
    network = network_of(problem)
    assert network is not None
    withheld = problem.is_withheld
    flows = NetworkEngine(problem, network).lacks(withheld)
    programmes = LinearEngine(problem).lacks(withheld)
    assert flows == pytest.approx(programmes, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_cuts_hold_for_every_sound_pattern(seed):
    rng = np.random.default_rng(seed)
    problem = counts_problem(rng.poisson(25 * rng.lognormal(0, 1, (4, 4))))
    network = network_of(problem)
    assert network is not None
    for engine in (NetworkEngine(problem, network), LinearEngine(problem)):
        possible = engine.lacks(problem.states != CellState.STAYS) == 0
        demands = tuple(d for d, is_so in zip(problem.demands, possible, strict=True) if is_so)
        engine = engine.with_demands(replace(problem, demands=demands))
        cuts = engine.cuts(problem.is_withheld + rng.random(25) * 0.1 * problem.is_free)
        assert cuts
        for _ in range(200):
            chosen = (rng.random(25) < rng.random()) & problem.is_free
            shares = (chosen | problem.is_withheld).astype(float)
            if engine.meets_all(shares > 0.5):
                assert all(cut.value(shares) >= 1 - 1e-6 for cut in cuts)
