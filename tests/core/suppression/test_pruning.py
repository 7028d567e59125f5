"""A pattern that spares what it can still meets all demands, and spares no cell more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.suppression.compiled import CAN_COMPILE
from sdc_desktop.core.suppression.engine import Witness
from sdc_desktop.core.suppression.linear_engine import LinearEngine
from sdc_desktop.core.suppression.problem import Demand, SuppressionProblem
from sdc_desktop.core.suppression.pruning import pruned
from tests.core.suppression.problems import counts_problem, furthest, is_sound

pytestmark = pytest.mark.skipif(not CAN_COMPILE, reason="numba is not installed")


def met_problem(seed: int) -> tuple[SuppressionProblem, list[Witness]]:
    """A table of three dimensions with ways for those demands that can be met."""
    rng = np.random.default_rng(seed)
    problem = counts_problem(rng.poisson(16 * rng.lognormal(0, 0.6, (4, 3, 2))))
    order = np.arange(len(problem.demands), dtype=np.int32)
    ways = LinearEngine(problem).meet(rng.random(problem.values.size), order)
    kept = [place for place, way in enumerate(ways) if way is not None]
    asked = tuple(problem.demands[place] for place in kept)
    return replace(problem, demands=asked), [way for way in ways if way is not None]


def cells_of(problem: SuppressionProblem, witnesses: list[Witness]) -> np.ndarray:
    chosen = np.zeros(problem.values.size, bool)
    chosen[np.concatenate([*witnesses, np.zeros(0, np.int32)])] = True
    return chosen & problem.is_free


def spared(problem: SuppressionProblem, witnesses: list[Witness], needed: int = 0) -> np.ndarray:
    """The cells that are left, the last numbers tried first."""
    order = np.flatnonzero(cells_of(problem, witnesses))[::-1].astype(np.int32)
    blocker = np.full(problem.values.size, -1, np.int32)
    return cells_of(problem, pruned(problem, witnesses, order, needed, blocker)[0])


@given(seed=st.integers(0, 100_000))
@settings(max_examples=6, deadline=None)
def test_all_demands_stay_met_and_no_cell_more_can_be_spared(seed):
    problem, witnesses = met_problem(seed)
    needs = [demand.need for demand in problem.demands]
    left = spared(problem, witnesses)
    assert not (left & ~cells_of(problem, witnesses)).any()
    assert is_sound(problem, left, needs)
    for cell in np.flatnonzero(left):
        fewer = left & (np.arange(left.size) != cell)
        assert not LinearEngine(problem).meets_all(fewer | problem.is_withheld)


def test_a_sliding_level_and_a_cell_that_is_held_are_kept_to():
    problem = replace(
        counts_problem(np.full((2, 2, 2), 20)),
        demands=(Demand(0, 0, 30.0), Demand(1, 1, 5.0, (0,))),
        states=np.where(np.arange(27) < 2, 1, 0).astype(np.uint8),
    )
    everything = np.arange(2, 27, dtype=np.int32)
    left = spared(problem, [everything, everything])
    withheld = left | problem.is_withheld
    assert left.sum() < everything.size
    assert furthest(problem, withheld, problem.demands[0]) >= 30
    assert furthest(problem, withheld, problem.demands[1]) >= 5


def test_nothing_more_is_tried_when_a_cell_that_must_go_cannot():
    problem, witnesses = met_problem(3)
    least = spared(problem, witnesses)
    last = np.flatnonzero(cells_of(problem, witnesses))[-1]
    assert least[last]
    assert np.array_equal(spared(problem, witnesses, needed=1), cells_of(problem, witnesses))
    assert least.sum() < cells_of(problem, witnesses).sum()
