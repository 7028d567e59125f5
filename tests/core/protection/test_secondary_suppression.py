"""Whatever is withheld, an attacker of another make cannot work it out."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.audit import audit
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.protection.preferences import Cost, Preferences
from sdc_desktop.core.protection.secondary_suppression import (
    SecondarySuppression,
    SoFar,
    suppress_secondary,
)
from sdc_desktop.core.suppression.search import Effort
from tests.bench.suppression_singletons import pose
from tests.core.systems import (
    EXACT_ONLY,
    POLICY,
    ZEROS_WITHHELD,
    Instance,
    attack,
    hierarchy_instance,
    publish_with,
    small_counts,
    system_of,
    table_instance,
)

INSTANCES = Path(__file__).resolve().parents[3] / ".." / "shared" / "instances"


def suppressed(
    instance: Instance, primary: list[int], policy: Policy = POLICY, **options: object
) -> tuple[SecondarySuppression, list[int], list[int]]:
    """The result, everything that is withheld then, and the cells that stay short; by number."""
    published = publish_with(instance.system, primary)
    result = suppress_secondary(instance.system, published, policy, **options)
    numbers = {cell: number for number, cell in enumerate(instance.system.cells)}
    secondary = [numbers[cell] for cell in result.secondary]
    return (
        result,
        sorted([*primary, *secondary]),
        [numbers[cell] for cell in result.unattainable],
    )


def short_cells(instance: Instance, withheld: list[int], *, lowest: int) -> list[int]:
    """Withheld cells that scipy can narrow too far: known exactly, or small and known as such."""
    found = []
    ends = attack(instance.system, withheld, lowest=lowest)
    for number, (lower, upper) in zip(withheld, ends, strict=True):
        is_unsafe = instance.system.values[number] < 10
        if lower == upper or (is_unsafe and not (lower <= 1 and upper >= 10)):
            found.append(number)
    return found


def test_nothing_more_is_withheld_when_nothing_is_short():
    instance = table_instance([[300, 40], [20, 30]])
    result, withheld, _ = suppressed(instance, [])
    assert (result.objective, result.is_optimal, withheld) == (0, True, [])


def test_a_small_cell_gets_three_partners():
    instance = table_instance([[3, 40, 50], [20, 30, 60], [70, 80, 90]])
    result, withheld, short = suppressed(instance, [instance.number(0, 0)])
    assert (len(result.secondary), result.objective, short) == (3, 90.0, [])
    assert not short_cells(instance, withheld, lowest=1)
    assert all(cells == (instance.cell(0, 0),) for cells in result.reasons.values())


def test_the_lower_bound_holds_and_may_prove_the_optimum():
    instance = table_instance([[3, 40, 50], [20, 30, 60], [70, 80, 90]])
    assert suppressed(instance, [instance.number(0, 0)])[0].lower_bound <= 90
    chain = Instance(system_of(np.array([3.0, 20, 30, 53]), [([0, 1, 2, 3], [1, 1, 1, -1])]), (4,))
    result = suppressed(chain, [0])[0]
    assert (result.objective, result.lower_bound, result.is_optimal) == (20, 20, True)


def test_t8_the_total_of_a_single_part_is_withheld_with_it():
    instance = table_instance([[0, 0, 7, 0], [10, 20, 30, 40], [11, 21, 31, 41]])
    result, _, short = suppressed(instance, [instance.number(0, 2)])
    assert instance.cell(0, 4) in result.secondary
    assert short == []


def test_t12_what_cannot_be_protected_is_said():
    instance = table_instance([[1, 0], [0, 1]])
    totals = frozenset(
        instance.cell(row, column) for row in range(3) for column in range(3) if 2 in (row, column)
    )
    result, _, short = suppressed(
        instance, [instance.number(0, 0)], preferences=Preferences(must_stay=totals)
    )
    assert short == [instance.number(0, 0)]
    assert (result.secondary, result.is_optimal) == ((), False)


def test_t17_a_cell_may_have_to_move_twice_as_far():
    relations = [([0, 1], [1, -1]), ([0, 1, 2, 3], [1, 1, -1, 1]), ([2, 3, 4], [1, -1, -1])]
    system = system_of(np.array([5.0, 5.0, 30.0, 20.0, 10.0]), relations)
    instance = Instance(system, (5,))
    result, withheld, short = suppressed(instance, [0, 1])
    assert not short
    assert not short_cells(instance, withheld, lowest=1)
    assert len(result.secondary) == 2


def test_zeros_exempt_cells_and_cells_that_must_stay_are_never_withheld():
    instance = table_instance([[3, 0, 50, 40], [20, 30, 60, 80], [70, 80, 90, 10]])
    stays = frozenset({instance.cell(1, 0), instance.cell(0, 3)})
    _, withheld, short = suppressed(
        instance, [instance.number(0, 0)], preferences=Preferences(must_stay=stays)
    )
    assert not short
    assert not {instance.number(*place) for place in ((0, 1), (1, 0), (0, 3))} & set(withheld)
    assert not short_cells(instance, withheld, lowest=1)


def test_headline_figures_that_must_stay_may_make_protection_impossible():
    instance = table_instance([[3, 40], [20, 30]])
    stays = frozenset(instance.system.cells) - {instance.cell(0, 0), instance.cell(0, 1)}
    wishes = Preferences(must_stay=stays)
    result, withheld, short = suppressed(instance, [instance.number(0, 0)], preferences=wishes)
    assert short == [instance.number(0, 0)]
    assert withheld == short
    in_the_way = result.conflicts[instance.cell(0, 0)]
    assert set(in_the_way) == {instance.cell(1, 0), instance.cell(1, 1)}


def test_a_policy_that_asks_only_for_not_exact_withholds_less():
    instance = table_instance([[3, 11, 50], [20, 30, 60], [70, 80, 90]])
    result, withheld, short = suppressed(instance, [instance.number(0, 0)], EXACT_ONLY)
    assert not short
    ends = attack(instance.system, withheld, lowest=1)
    assert all(lower < upper for lower, upper in ends)
    assert result.objective <= suppressed(instance, [instance.number(0, 0)])[0].objective


def test_two_small_cells_do_not_hide_in_their_own_sum():
    instance = table_instance([[2, 3, 50], [20, 30, 60], [70, 80, 90]])
    primary = [instance.number(0, 0), instance.number(0, 1)]
    _, withheld, short = suppressed(instance, primary, EXACT_ONLY)
    in_row = [number for number in withheld if number < 4]
    assert not short
    assert len(in_row) > 2


def test_cells_that_the_source_withholds_are_protected_too():
    instance = table_instance([[3, 40, 50], [20, 30, 60], [70, 80, 90]])
    values = instance.system.values.copy()
    values[0] = np.nan
    system = replace(instance.system, values=values)
    result = suppress_secondary(system, publish_with(system, []), POLICY)
    assert len(result.secondary) == 3
    assert not result.unattainable


def test_the_same_question_has_the_same_answer():
    rng = np.random.default_rng(5)
    instance = table_instance(rng.poisson(15, (8, 6)))
    first, again = (suppressed(instance, small_counts(instance.system))[0] for _ in range(2))
    assert first.secondary == again.secondary
    assert first.reasons == again.reasons


def test_every_secondary_cell_says_what_it_protects():
    rng = np.random.default_rng(6)
    instance = table_instance(rng.poisson(14, (8, 6)))
    primary = small_counts(instance.system)
    result, _, _ = suppressed(instance, primary)
    unsafe = {instance.system.cells[number] for number in primary}
    assert result.secondary
    assert all(cells and unsafe.issuperset(cells) for cells in result.reasons.values())


QUICK = Preferences(
    effort=Effort(annealing=200_000, cutting=2_000_000, rounds=4, nodes=10, steps=200)
)
"""What is sound does not depend on how long a cheaper pattern is looked for."""


@st.composite
def tables(draw: st.DrawFn) -> Instance:
    kind = draw(st.sampled_from(["two-way", "three-way", "hierarchy"]))
    shape = {"two-way": (5, 4), "three-way": (3, 3, 2), "hierarchy": (6, 3)}[kind]
    rng = np.random.default_rng(draw(st.integers(0, 100_000)))
    mean = draw(st.sampled_from([4, 12, 25]))
    leaves = rng.poisson(mean * rng.lognormal(0, 0.8, shape))
    return hierarchy_instance(leaves, [3, 1, 2]) if kind == "hierarchy" else table_instance(leaves)


@given(tables())
@settings(max_examples=30, deadline=None)
def test_no_withheld_count_can_be_worked_out(instance: Instance):
    primary = small_counts(instance.system)
    _, withheld, unattainable = suppressed(instance, primary, preferences=QUICK)
    assert short_cells(instance, withheld, lowest=1) == unattainable


@given(tables())
@settings(max_examples=20, deadline=None)
def test_no_withheld_count_can_be_worked_out_when_zeros_are_withheld(instance: Instance):
    values = instance.system.values
    primary = np.flatnonzero(values < 10).tolist()
    _, withheld, unattainable = suppressed(instance, primary, ZEROS_WITHHELD, preferences=QUICK)
    lowest = 0
    ends = attack(instance.system, withheld, lowest=lowest)
    short = [
        number
        for number, (lower, upper) in zip(withheld, ends, strict=True)
        if lower == upper or (values[number] < 10 and not (lower <= 1 and upper >= 10))
    ]
    assert short == unattainable


@given(tables())
@settings(max_examples=15, deadline=None)
def test_only_what_nothing_can_protect_is_given_up(instance: Instance):
    primary = small_counts(instance.system)
    _, _, unattainable = suppressed(instance, primary, preferences=QUICK)
    everything = np.flatnonzero(instance.system.values > 0).tolist()
    published = publish_with(instance.system, everything)
    wanted = [instance.system.cells[number] for number in unattainable]
    best = audit(instance.system, published, POLICY, only=wanted)
    assert len(best.unprotected) == len(unattainable)


def read_instance(name: str) -> Instance:
    path = INSTANCES / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"the instance {name} is not at hand")
    with path.open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    names = [sorted({row[axis] for row in rows}) for axis in range(len(rows[0]) - 1)]
    counts = np.zeros([len(one) for one in names])
    for row in rows:
        counts[tuple(one.index(label) for one, label in zip(names, row, strict=False))] = row[-1]
    return table_instance(counts)


@pytest.mark.parametrize("name", ["f_10x5", "f_20x10", "f_50x20", "f_10x6x4"])
def test_shared_instances_are_protected_in_full(name: str):
    instance = read_instance(name)
    primary = small_counts(instance.system)
    _, withheld, unattainable = suppressed(instance, primary, preferences=QUICK)
    assert not unattainable
    assert not short_cells(instance, withheld, lowest=1)


def test_an_audit_that_came_to_no_end_does_not_withhold_everything():
    relations = [([0, 1, 2], [1, 1, -1]), ([3, 4, 5], [1, 1, -1])]
    system = system_of(np.array([5.0, 6.0, 3.0, 20.0, 30.0, 50.0]), relations)
    result = suppress_secondary(system, publish_with(system, [0]), POLICY)
    assert result.secondary == ()
    assert result.unattainable == (system.cells[0],)


def test_whoever_is_alone_in_a_cell_learns_no_other_unsafe_cell():
    guards = replace(EXACT_ONLY, guards_contributors=True)
    instance = table_instance([[1, 5, 50], [20, 30, 60], [70, 80, 90]])
    primary = [instance.number(0, 0), instance.number(0, 1)]
    result, withheld, short = suppressed(instance, primary, guards)
    others = [number for number in withheld if number != primary[0]]
    assert short == []
    lower, upper = attack(instance.system, others, lowest=1)[others.index(primary[1])]
    assert lower < upper
    assert result.lower_bound <= result.objective


def test_a_search_that_is_stopped_leaves_a_protected_pattern_or_says_so():
    rng = np.random.default_rng(3)
    instance = table_instance(rng.poisson(25 * rng.lognormal(0, 0.8, (8, 6))))
    primary = small_counts(instance.system)
    published = publish_with(instance.system, primary)
    numbers = {cell: number for number, cell in enumerate(instance.system.cells)}
    for stop_at in (4, 12, 25, 60):
        calls = iter(range(100_000))

        def progress(done: int, total: int, what: str, calls=calls, stop_at=stop_at) -> None:
            if next(calls) == stop_at:
                raise Cancelled

        try:
            result = suppress_secondary(instance.system, published, POLICY, progress=progress)
        except Cancelled:
            assert stop_at < 25
        else:
            withheld = sorted([*primary, *(numbers[cell] for cell in result.secondary)])
            short = [numbers[cell] for cell in result.unattainable]
            assert short_cells(instance, withheld, lowest=1) == short


def test_the_checker_chooses_what_is_kept_small():
    instance = table_instance([[3, 90, 12, 14], [95, 99, 80, 70], [60, 80, 30, 20]])
    primary = [instance.number(0, 0)]
    by = {
        cost: suppressed(instance, primary, preferences=Preferences(cost=cost))[0] for cost in Cost
    }
    assert by[Cost.CELLS].objective == len(by[Cost.CELLS].secondary) == 3
    assert by[Cost.VALUE].objective <= sum(
        instance.system.values[number]
        for number, cell in enumerate(instance.system.cells)
        if cell in by[Cost.CELLS].secondary
    )


def test_last_periods_pattern_is_taken_again_where_it_serves():
    instance = table_instance([[3, 40, 41], [20, 30, 31], [70, 80, 81]])
    last = frozenset({instance.cell(0, 2), instance.cell(1, 0), instance.cell(1, 2)})
    plain, _, _ = suppressed(instance, [0])
    again, _, _ = suppressed(instance, [0], preferences=Preferences(previous=last))
    assert set(plain.secondary) != last
    assert set(again.secondary) == last


def test_a_cell_with_a_greater_weight_is_shown_instead_of_another():
    instance = table_instance([[3, 40, 41], [20, 30, 31], [70, 80, 81]])
    plain, _, _ = suppressed(instance, [0])
    dear = Preferences(factors=((plain.secondary[0], 5.0),))
    again, _, _ = suppressed(instance, [0], preferences=dear)
    assert plain.secondary[0] not in again.secondary


def test_each_better_pattern_is_told_and_the_last_one_is_returned():
    instance = table_instance(np.random.default_rng(3).poisson(14, (8, 6)))
    told: list[SoFar] = []
    primary = small_counts(instance.system)
    result = suppressed(instance, primary, report=told.append)[0]
    assert told
    assert [one.objective for one in told] == sorted((one.objective for one in told), reverse=True)
    assert all(one.lower_bound <= one.objective for one in told)
    assert told[-1].secondary == result.secondary


def test_stopping_after_a_first_pattern_keeps_one_that_is_as_good_and_sound():
    instance = table_instance(np.random.default_rng(3).poisson(14, (8, 6)))
    told: list[SoFar] = []

    def stop_when_told(done: int, total: int, what: str) -> None:
        if told:
            raise Cancelled

    primary = small_counts(instance.system)
    result, withheld, short = suppressed(
        instance, primary, report=told.append, progress=stop_when_told
    )
    assert result.objective <= told[0].objective
    assert not set(short_cells(instance, withheld, lowest=1)) - set(short)


@given(seed=st.integers(0, 10_000), shape=st.sampled_from([(5, 4), (6, 3), (3, 3, 2)]))
@settings(max_examples=12, deadline=None)
def test_every_pattern_that_is_told_is_sound_by_the_audit_not_only_the_last(seed, shape):
    rng = np.random.default_rng(seed)
    instance = table_instance(rng.poisson(16 * rng.lognormal(0, 0.7, shape)))
    told: list[SoFar] = []
    primary = small_counts(instance.system)
    short = suppressed(instance, primary, preferences=QUICK, report=told.append)[2]
    numbers = {cell: number for number, cell in enumerate(instance.system.cells)}
    for found in told:
        secondary = [numbers[cell] for cell in found.secondary]
        outcome = publish_with(instance.system, primary, secondary)
        judged = audit(instance.system, outcome, POLICY)
        assert {numbers[one.cell] for one in judged.unprotected} <= set(short)


def test_sums_whose_limits_the_first_audit_does_not_prove_are_asked_for_at_once():
    """Numbers without printed digits: asked for one after the other they cost a third more."""
    system, primary, policy = pose("M20x10", 1, holdings=False)
    raw = replace(system, steps=np.zeros(system.values.size))
    published = publish_with(raw, primary)
    assert not all(one.is_certified for one in audit(raw, published, policy).intervals)
    found = suppress_secondary(raw, published, policy)
    assert (found.is_optimal, found.objective) == (True, 1_231)
