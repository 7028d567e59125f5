"""What machine code sees of the room in a pattern is what linear programmes find."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.suppression.compiled import CAN_COMPILE
from sdc_desktop.core.suppression.deviations import MET, Deviations
from sdc_desktop.core.suppression.problem import Demand, SuppressionProblem
from sdc_desktop.core.suppression.quick_reach import QuickReach
from tests.core.suppression.problems import counts_problem, furthest

pytestmark = pytest.mark.skipif(not CAN_COMPILE, reason="numba is not installed")
seeds = st.integers(0, 100_000)
TIGHT = 2.0


def pattern_of(seed: int) -> tuple[SuppressionProblem, np.ndarray]:
    """A table of three dimensions and some of its cells, many of them."""
    rng = np.random.default_rng(seed)
    problem = counts_problem(rng.poisson(12 * rng.lognormal(0, 0.7, (4, 3, 3))))
    return problem, problem.is_withheld | (rng.random(problem.values.size) < 0.5)


def unmet(problem: SuppressionProblem, shares: np.ndarray) -> list[int]:
    """The demands that are not seen to be met."""
    quick = QuickReach(problem, shares, TIGHT)
    order = np.arange(len(problem.demands), dtype=np.int32)
    found, place = [], quick.next_unmet(order, 0)
    while place < order.size:
        found.append(place)
        place = quick.next_unmet(order, place + 1)
    return found


def short(problem: SuppressionProblem, shares: np.ndarray) -> list[int]:
    """The demands that HiGHS does not find room for."""
    inner, found = Deviations(problem, shares > 0), []
    for number, demand in enumerate(problem.demands):
        inner.limit(shares, TIGHT * demand.need)
        if inner.lacks(demand) > max(MET, 1e-5 * demand.need):
            found.append(number)
    return found


@given(seed=seeds)
@settings(max_examples=30, deadline=None)
def test_the_demands_that_a_pattern_does_not_meet_are_seen(seed):
    problem, withheld = pattern_of(seed)
    assert unmet(problem, withheld.astype(float)) == short(problem, withheld.astype(float))


@given(seed=seeds)
@settings(max_examples=20, deadline=None)
def test_cells_that_are_withheld_in_part_move_in_part(seed):
    problem, withheld = pattern_of(seed)
    part = np.random.default_rng(seed + 1).choice([0.25, 0.5, 1.0], withheld.size)
    shares = np.where(problem.is_withheld, 1.0, np.where(withheld, part, 0.0))
    assert unmet(problem, shares) == short(problem, shares)


@given(seed=seeds)
@settings(max_examples=10, deadline=None)
def test_what_is_passed_over_is_met_whatever_is_held_and_to_whichever_side(seed):
    problem, withheld = pattern_of(seed)
    rng = np.random.default_rng(seed)
    cells = np.flatnonzero(withheld)
    asked = tuple(
        Demand(int(cell), int(side), 6.0, (int(held),))
        for cell, side, held in zip(
            cells, rng.integers(-1, 2, cells.size), rng.permutation(cells), strict=True
        )
        if held != cell
    )[:12]
    problem = replace(problem, demands=asked)
    lacking = [
        number
        for number, demand in enumerate(asked)
        if furthest(problem, withheld, demand) < demand.need - 1e-4
    ]
    assert unmet(problem, withheld.astype(float)) == lacking


def test_the_room_of_rounded_totals_counts():
    problem, _ = pattern_of(1)
    loose = np.full(problem.row_up.size, 10.0)
    shares = problem.is_withheld.astype(float)
    assert unmet(problem, shares)
    assert not unmet(replace(problem, row_up=loose, row_down=loose), shares)
