"""Passes over single tables: sound in the whole system, repaired where they are not enough."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.audit import audit
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.progress import no_progress
from sdc_desktop.core.protection.secondary_suppression import suppress_secondary
from sdc_desktop.core.protection.unsafe_unions import UnsafeSums
from sdc_desktop.core.suppression import modular
from sdc_desktop.core.suppression import solve as solving
from sdc_desktop.core.suppression.compiled import CAN_COMPILE
from sdc_desktop.core.suppression.modular import find_passes
from sdc_desktop.core.suppression.modular_bound import relation_bound
from sdc_desktop.core.suppression.modular_repair import repair
from sdc_desktop.core.suppression.modular_tables import find_tables
from sdc_desktop.core.suppression.problem import CellState, Demand
from sdc_desktop.core.suppression.search import Effort
from sdc_desktop.core.suppression.solve import solve
from tests.bench.suppression_scale import (
    CLASSES,
    Kind,
    as_problem,
    as_system,
    make,
    published_without,
)
from tests.core.suppression.problems import counts_problem, furthest, is_sound
from tests.core.systems import POLICY

pytestmark = pytest.mark.skipif(not CAN_COMPILE, reason="needs numba")
FLAT, TREE = Kind("C", (5, 4), (6,), 14), Kind("C", (3, 3), (2, 3), 14)
kinds = st.builds(
    Kind,
    st.just("C"),
    st.sampled_from([(4,), (3, 2), (2, 2, 2)]),
    st.sampled_from([(4,), (2, 2)]),
    st.sampled_from([8, 20]),
    st.integers(0, 10_000),
)


@pytest.fixture
def by_tables(monkeypatch):
    """Lets passes over tables solve problems of any size."""
    monkeypatch.setattr(solving, "_LARGE", 0)


def judged_short(kind: Kind, chosen: np.ndarray) -> set[int]:
    """The cells that the audit, which shares no code with the search, finds short."""
    table = make(kind)
    system = as_system(table)
    found = audit(system, published_without(system, table.is_unsafe | chosen), POLICY)
    return set(system.places.numbers(one.cell for one in found.unprotected).tolist())


@pytest.mark.parametrize(("kind", "count"), [(FLAT, 6), (TREE, 4 * 3)])
def test_each_cell_is_an_edge_of_one_table_and_there_is_one_for_each_pair_of_parents(kind, count):
    problem = as_problem(make(replace(kind, mean=200)))
    tables = find_tables(problem)
    edges = np.bincount(tables.graph.arcs >> 1, minlength=problem.values.size)
    may_move = problem.states != CellState.STAYS
    assert np.array_equal(edges, 2 * may_move)
    assert np.unique(tables.rank).size == count


def test_tables_above_come_first():
    tables = find_tables(as_problem(make(TREE)))
    below = np.flatnonzero(tables.above >= 0)
    upper = tables.rank[tables.graph.ends[2 * tables.above[below]]]
    assert below.size > 20
    assert (upper < tables.rank[below]).all()


@given(kind=kinds)
@settings(max_examples=6, deadline=None)
def test_what_passes_find_holds_in_the_whole_system(kind):
    problem = as_problem(make(kind))
    passes = find_passes(problem)
    assert passes is not None
    passes.meet(no_progress)
    passes.sweep(no_progress)
    withheld = problem.is_withheld | passes.chosen
    unmet = set(passes.unmet.tolist())
    for number, demand in enumerate(problem.demands):
        reach = furthest(problem, withheld, demand)
        assert number in unmet or reach >= demand.need - 1e-6


@given(kind=kinds)
@settings(max_examples=6, deadline=None)
def test_repair_leaves_only_what_nothing_can_help(kind):
    problem = as_problem(make(kind))
    passes = find_passes(problem)
    assert passes is not None
    passes.meet(no_progress)
    lacks = repair(problem, passes, no_progress)
    everything = problem.states != CellState.STAYS
    for number in passes.unmet.tolist():
        demand = problem.demands[number]
        assert furthest(problem, everything, demand) == pytest.approx(demand.need - lacks[number])


def test_tables_alone_leave_cells_short_with_two_hierarchies_and_repair_closes_that(by_tables):
    kind = CLASSES["2H-C-1.8k"]
    problem = as_problem(make(kind))
    passes = find_passes(problem)
    assert passes is not None
    passes.meet(no_progress)
    assert judged_short(kind, passes.chosen)  # T15 of the traps: single tables are not enough
    found = solve(problem, Effort(rounds=0))
    missed = {
        demand.cell
        for demand, reach in zip(problem.demands, found.reach, strict=True)
        if reach < demand.need
    }
    assert judged_short(kind, found.chosen) == missed
    assert len(missed) < passes.unmet.size


@given(seed=st.integers(0, 10_000), unit=st.booleans())
@settings(max_examples=6, deadline=None)
def test_the_bound_is_never_above_the_optimum(seed, unit):
    rng = np.random.default_rng(seed)
    problem = counts_problem(rng.poisson(14 * rng.lognormal(0, 0.7, (4, 4))), unit=unit)
    found = solve(problem)
    assert relation_bound(problem, found.reach) <= found.cost + 1e-6


def test_a_large_piece_is_solved_soundly_with_a_bound(by_tables):
    problem = as_problem(make(CLASSES["H-C-5k"]))
    told = []
    found = solve(problem, Effort(annealing=2_000_000), report=told.append)
    assert not judged_short(CLASSES["H-C-5k"], found.chosen)
    assert 0.6 * found.cost < found.bound <= found.cost
    assert [one.cost for one in told] == sorted((one.cost for one in told), reverse=True)
    assert not judged_short(CLASSES["H-C-5k"], told[0].chosen)


def test_a_demand_that_nothing_meets_is_said_and_the_others_are_met(by_tables):
    problem = as_problem(make(CLASSES["2H-C-1.8k"]))
    alone = problem.demands[100].cell
    row = problem.row_of[problem.columns == alone][0]
    states = problem.states.copy()
    states[problem.columns[problem.row_of == row]] = CellState.STAYS
    states[alone] = CellState.WITHHELD
    kept = tuple(one for one in problem.demands if states[one.cell] == CellState.WITHHELD)
    found = solve(replace(problem, states=states, demands=kept), Effort(annealing=1_000_000))
    reached = zip(kept, found.reach, strict=True)
    short = [one for one, reach in reached if reach < one.need]
    assert {reach for one, reach in zip(kept, found.reach, strict=True) if one.cell == alone} == {0}
    assert len(short) < 12
    assert 0 < found.bound <= found.cost


def test_one_large_table_is_left_to_the_engine_for_networks(monkeypatch):
    problem = as_problem(make(FLAT))
    assert find_passes(problem) is not None
    monkeypatch.setattr(modular, "_LARGEST_TABLE", 20)
    assert find_passes(problem) is None


def test_the_same_seed_gives_the_same_pattern(by_tables):
    problem = as_problem(make(CLASSES["2H-C-1.8k"]))
    first, second = (solve(problem, Effort(annealing=1_000_000, seed=4)) for _ in range(2))
    assert np.array_equal(first.chosen, second.chosen)


def test_a_search_that_is_stopped_keeps_its_pattern(by_tables):
    problem = as_problem(make(TREE))
    told = []

    def stop_after_the_first(done: int, total: int, what: str) -> None:
        if told:
            raise Cancelled

    found = solve(problem, progress=stop_after_the_first, report=told.append)
    assert told
    assert found.cost == told[-1].cost
    assert is_sound(problem, found.chosen, found.reach)


def test_levels_to_either_side_and_held_cells_are_heeded(by_tables):
    problem = as_problem(make(FLAT))
    cells = [demand.cell for demand in problem.demands][:6]
    demands = tuple(
        Demand(cell, 0, 1.0, (other,)) for cell, other in zip(cells, cells[2:], strict=False)
    )
    asked = replace(problem, demands=tuple(one for one in demands if one.cell not in one.held))
    found = solve(asked, Effort(rounds=0))
    assert is_sound(asked, found.chosen, found.reach)
    assert min(found.reach) == 1.0


def test_the_whole_way_of_a_large_table_leaves_no_cell_and_no_sum_unsafe(by_tables):
    table = make(replace(CLASSES["H-C-5k"], rows=(3, 4, 5), columns=(8,)))
    system = as_system(table)
    published = published_without(system, table.is_unsafe)
    told = []
    found = suppress_secondary(system, published, POLICY, report=told.append)
    chosen = system.places.where(found.secondary)
    judged = audit(system, published_without(system, table.is_unsafe | chosen), POLICY)
    assert {one.cell for one in judged.unprotected} == set(found.unattainable)
    problem = as_problem(table)
    unsafe = UnsafeSums(system, POLICY, problem)
    assert unsafe(problem.is_withheld)
    hopeless = {one.row for one in unsafe(problem.states != CellState.STAYS)}
    assert {one.row for one in unsafe(table.is_unsafe | chosen)} <= hopeless
    assert 0 < found.lower_bound <= found.objective == told[-1].objective
