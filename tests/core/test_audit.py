"""What a reader can work out, beside attackers of another make."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.audit import Audit, FeasibilityInterval, audit
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.policy import Policy
from tests.core.systems import (
    EXACT_ONLY,
    POLICY,
    SHEET,
    ZEROS_WITHHELD,
    Instance,
    attack,
    brute_force,
    hierarchy_instance,
    publish_with,
    system_of,
    table_instance,
)


def audited(
    instance: Instance, withheld: list[int], policy: Policy | None = POLICY, **options: object
) -> Audit:
    published = publish_with(instance.system, withheld, **options)
    return audit(instance.system, published, policy)


def ends(result: Audit) -> list[tuple[float, float]]:
    return [(one.lower, one.upper) for one in result.intervals]


def only(result: Audit, cell: CellRef) -> FeasibilityInterval:
    return next(one for one in result.intervals if one.cell == cell)


def block(instance: Instance, rows: range, columns: range) -> list[int]:
    return [instance.number(row, column) for row in rows for column in columns]


def test_example_of_the_handbook():
    instance = table_instance([[4, 3, 50], [2, 1, 60], [70, 80, 90]])
    result = audited(instance, block(instance, range(2), range(2)), ZEROS_WITHHELD)
    assert ends(result) == [(3, 6), (1, 4), (0, 3), (0, 3)]


def test_a_withheld_zero_frees_the_other_cells_of_its_table():
    instance = table_instance([[0, 2, 0], [2, 0, 9]])
    result = audited(instance, block(instance, range(2), range(2)))
    assert ends(result) == [(0, 2)] * 4


def test_t13_both_ends_count_each_with_a_table_of_its_own():
    instance = table_instance([[5, 20, 7], [30, 5, 9], [8, 9, 100]])
    result = audited(instance, block(instance, range(2), range(2)))
    lone = only(result, instance.cell(0, 0))
    assert (lone.lower, lone.upper) == (1, 24)


def test_a_known_sum_of_withheld_cells_that_is_unsafe_is_not_protected():
    instance = table_instance([[2, 3, 50], [20, 30, 60], [70, 80, 90]])
    result = audited(instance, block(instance, range(2), range(2)), EXACT_ONLY)
    assert [one.cell for one in result.unprotected] == [instance.cell(0, 0), instance.cell(0, 1)]
    assert "A1 + B1 is 5" in result.unprotected[0].because


def test_sentences_name_the_interval_and_the_shortest_proof():
    instance = table_instance([[3, 40, 50], [20, 30, 60], [70, 80, 90]])
    alone = audited(instance, [instance.number(0, 0)]).intervals[0]
    assert alone.because == "A reader knows that A1 is 3: M1 − E1 − I1."  # noqa: RUF001
    four = audited(instance, block(instance, range(2), range(2))).intervals[0]
    assert four.because == "A reader can narrow A1 to 1 to 22."


def test_a_cell_without_relations_is_open_above():
    system = system_of(np.array([3.0, 40.0]), [])
    one = audit(system, publish_with(system, [0]), POLICY).intervals[0]
    assert (one.lower, one.upper, one.is_enough) == (1, np.inf, True)


def test_a_withheld_line_with_its_total_is_open_above():
    instance = table_instance([[3, 40], [20, 30]])
    withheld = [*block(instance, range(3), range(1, 3)), instance.number(0, 0)]
    result = audited(instance, withheld)
    assert only(result, instance.cell(2, 2)).upper == np.inf


def test_exempt_cells_are_known_to_everybody():
    instance = table_instance([[3, 40, 50], [20, 30, 60], [70, 80, 90]])
    withheld = block(instance, range(2), range(2))
    published = publish_with(instance.system, withheld, exempt=[instance.number(1, 1)])
    result = audit(instance.system, published, POLICY)
    assert len(result.intervals) == 3
    assert all(one.is_exact for one in result.intervals)


def test_a_cell_outside_all_tables_cannot_be_assessed():
    instance = table_instance([[30, 40], [20, 50]])
    published = publish_with(instance.system, [instance.number(0, 0)])
    statuses = np.pad(published.statuses[SHEET], ((0, 1), (0, 0)))
    statuses[-1, 0] = 1
    wider = replace(
        published,
        statuses={SHEET: statuses},
        values={
            SHEET: np.full(statuses.shape, np.nan)
            + np.pad(published.values[SHEET], ((0, 1), (0, 0)))
        },
        bases={},
    )
    outside = audit(instance.system, wider, POLICY).intervals[-1]
    assert (outside.cell.row, outside.is_enough, outside.is_certified) == (1, False, False)


def test_contradicting_numbers_are_said_and_not_called_safe():
    system = system_of(np.array([5.0, 6.0, 3.0]), [([0, 1, 2], [1, 1, -1])])
    result = audit(system, publish_with(system, [0]), POLICY)
    assert not result.intervals[0].is_enough
    assert "contradict" in result.intervals[0].because


def test_markers_of_the_source_that_hide_zeros_are_possible():
    values = np.array([np.nan, np.nan, 1.0, 0.0, 12.0, 12.0])
    system = system_of(values, [([0, 1, 2], [1, 1, -1]), ([3, 4, 5], [1, 1, -1])])
    result = audit(system, publish_with(system, []), POLICY)
    assert ends(result) == [(0, 1), (0, 1)]
    assert len(result.unprotected) == 2


def test_a_source_marker_is_enough_when_all_it_can_be_is_safe():
    values = np.array([np.nan, np.nan, 100.0])
    system = system_of(values, [([0, 1, 2], [1, 1, -1])], lower=20.0)
    result = audit(system, publish_with(system, []), POLICY)
    assert ends(result) == [(20, 80), (20, 80)]
    assert not result.unprotected


def test_a_search_that_is_cut_short_proves_nothing():
    rng = np.random.default_rng(3)
    instance = table_instance(rng.integers(1, 30, (8, 6)))
    withheld = rng.choice(instance.system.values.size, 30, replace=False).tolist()
    published = publish_with(instance.system, withheld)
    result = audit(instance.system, published, POLICY, work_limit=3)
    unsure = [one for one in result.intervals if not one.is_certified]
    assert unsure
    assert not any(one.is_enough for one in unsure)


def test_an_audit_stops_when_asked():
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    instance = table_instance([[3, 40, 50], [20, 30, 60], [70, 80, 90]])
    published = publish_with(instance.system, block(instance, range(2), range(2)))
    with pytest.raises(Cancelled):
        audit(instance.system, published, POLICY, stop)


def test_sums_are_exact_when_less_than_the_last_digit_is_open():
    values = np.array([1.5, 2.25, 3.75])
    relations = [([0, 1, 2], [1, 1, -1])]
    system = replace(
        system_of(values, relations, is_count=False, tolerance=0.001), steps=np.full(3, 0.01)
    )
    result = audit(system, publish_with(system, [0]), POLICY)
    assert result.intervals[0].is_exact
    wider = replace(system, row_lower=np.array([-0.5]), row_upper=np.array([0.5]))
    assert not audit(wider, publish_with(wider, [0]), POLICY).intervals[0].is_exact


def test_long_sums_of_decimals_are_exact_in_spite_of_floating_point():
    values = np.array([0.1] * 30 + [3.0])
    system = system_of(values, [(range(31), [1] * 30 + [-1])], is_count=False)
    system = replace(system, steps=np.full(31, 0.1))
    one = audit(system, publish_with(system, [4]), POLICY).intervals[0]
    assert one.is_exact
    assert one.lower == pytest.approx(0.1)


def _withheld(draw: st.DrawFn, instance: Instance, most: int) -> list[int]:
    numbers = st.integers(0, instance.system.values.size - 1)
    return sorted(draw(st.sets(numbers, min_size=1, max_size=most)))


@st.composite
def tiny_tables(draw: st.DrawFn) -> tuple[Instance, list[int]]:
    shape = draw(st.sampled_from([(2, 2), (2, 3), (3, 3), (2, 2, 2)]))
    size = int(np.prod(shape))
    cells = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    instance = table_instance(np.array(cells).reshape(shape))
    return instance, _withheld(draw, instance, 4)


@given(tiny_tables())
@settings(max_examples=150, deadline=None)
def test_intervals_are_those_of_all_whole_tables(case: tuple[Instance, list[int]]):
    instance, withheld = case
    hides_zero = bool((instance.system.values[withheld] == 0).any())
    highest = 2 * int(instance.system.values.max()) + 2
    tried = brute_force(instance.system, withheld, lowest=0 if hides_zero else 1, highest=highest)
    for one, (lower, upper) in zip(audited(instance, withheld).intervals, tried, strict=True):
        assert one.is_certified
        assert one.lower == lower
        assert one.upper == upper or (np.isinf(one.upper) and upper > highest // 2)


@st.composite
def small_tables(draw: st.DrawFn) -> tuple[Instance, list[int]]:
    kind = draw(st.sampled_from(["two-way", "three-way", "hierarchy"]))
    shape = {"two-way": (5, 4), "three-way": (3, 3, 2), "hierarchy": (6, 3)}[kind]
    seed = draw(st.integers(0, 10_000))
    leaves = np.random.default_rng(seed).poisson(3, shape)
    instance = (
        hierarchy_instance(leaves, [3, 1, 2]) if kind == "hierarchy" else table_instance(leaves)
    )
    return instance, _withheld(draw, instance, 16)


@given(small_tables())
@settings(max_examples=60, deadline=None)
def test_intervals_are_those_of_an_attacker_of_another_make(case: tuple[Instance, list[int]]):
    instance, withheld = case
    hides_zero = bool((instance.system.values[withheld] == 0).any())
    expected = attack(instance.system, withheld, lowest=0 if hides_zero else 1)
    result = audited(instance, withheld)
    assert all(one.is_certified for one in result.intervals)
    assert ends(result) == expected


def test_decimals_that_contradict_one_another_by_their_rounding_are_ranges():
    values = np.array([10.0, np.nan, np.nan, 4.0, 6.01])
    relations = [((1, 3), (1.0, -1.0)), ((2, 4), (1.0, -1.0)), ((0, 1, 2), (-1.0, 1.0, 1.0))]
    system = replace(system_of(values, relations, is_count=False), steps=np.full(5, 0.01))
    found = audit(system, publish_with(system, []), None)
    assert [one.is_certified for one in found.intervals] == [True, True]
    assert found.intervals[0].upper - found.intervals[0].lower == pytest.approx(0.02)
