"""Why a reader knows a cell: what is said holds for every table that fits what is published."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.audit import FeasibilityInterval, audit
from sdc_desktop.core.audit_proof import Statement
from sdc_desktop.core.policy import Policy
from tests.core.systems import (
    POLICY,
    ZEROS_WITHHELD,
    Instance,
    dense,
    hierarchy_instance,
    publish_with,
    system_of,
    table_instance,
)


def known_cells(
    instance: Instance, withheld: list[int], policy: Policy = POLICY, **options: object
) -> list[FeasibilityInterval]:
    published = publish_with(instance.system, withheld, **options)
    return [one for one in audit(instance.system, published, policy).intervals if one.is_exact]


def any_numbers(instance: Instance, withheld: list[int], seed: int) -> np.ndarray:
    """Numbers of all cells that meet the relations, the shown ones as they are."""
    hidden = dense(instance.system)[:, withheld]
    _, sizes, directions = np.linalg.svd(hidden)
    free = directions[np.sum(sizes > 1e-9) :]
    numbers = instance.system.values.copy()
    numbers[withheld] += np.random.default_rng(seed).normal(size=len(free)) @ free
    return numbers


def value_of(statement: Statement, numbers: dict[object, float]) -> float:
    """What the statement says that the cell is, if its leftovers are these numbers."""
    shown = sum(float(times) * numbers[cell] for cell, times in statement.shown)
    left = sum(float(times) * numbers[cell] for cell, times in statement.leftovers)
    assert abs(shown + float(statement.constant) - float(statement.total)) < 1e-6
    return float(statement.total) - left


@st.composite
def cases(draw: st.DrawFn) -> tuple[Instance, list[int], Policy]:
    kind = draw(st.sampled_from(["two-way", "three-way", "hierarchy"]))
    shape = {"two-way": (5, 4), "three-way": (3, 3, 2), "hierarchy": (6, 3)}[kind]
    leaves = np.random.default_rng(draw(st.integers(0, 10_000))).poisson(2, shape)
    instance = (
        hierarchy_instance(leaves, [3, 1, 2]) if kind == "hierarchy" else table_instance(leaves)
    )
    numbers = st.integers(0, instance.system.values.size - 1)
    withheld = sorted(draw(st.sets(numbers, min_size=1, max_size=14)))
    return instance, withheld, draw(st.sampled_from([POLICY, ZEROS_WITHHELD]))


@given(cases(), st.integers(0, 100))
@settings(max_examples=200, deadline=None)
def test_each_proof_holds_for_all_numbers_that_meet_the_relations(
    case: tuple[Instance, list[int], Policy], seed: int
):
    instance, withheld, policy = case
    numbers = dict(zip(instance.system.cells, any_numbers(instance, withheld, seed), strict=True))
    for one in known_cells(instance, withheld, policy):
        assert one.proof is not None
        for statement, way in ((one.proof.upper, 1), (one.proof.lower, -1)):
            if statement is None:
                continue
            assert abs(value_of(statement, numbers) - numbers[one.cell]) < 1e-6
            assert 0 <= way * (statement.limit - one.lower) < 1
            assert {cell for cell, _ in statement.shown} <= set(one.proof.cells)


def test_a_bridge_is_proved_by_many_relations_together():
    instance = table_instance(np.arange(1, 17).reshape(4, 4))
    blocks = [instance.number(r, c) for r in range(4) for c in range(4) if r // 2 == c // 2]
    (bridge,) = known_cells(instance, [*blocks, instance.number(1, 2)])
    assert bridge.because == (
        "A reader knows that H1 is 7: E1 + J1 + K1 + L1 + P1 + Q1"
        " \N{MINUS SIGN} C1 \N{MINUS SIGN} D1 \N{MINUS SIGN} I1 \N{MINUS SIGN} U1"
        " \N{MINUS SIGN} V1."
    )
    assert len(bridge.proof.cells) == 16
    assert bridge.proof.relations == ("by construction",)


def test_cells_that_cannot_be_smaller_leave_nothing_over():
    instance = table_instance([[1, 1], [1, 1]])
    four = [instance.number(r, c) for r in range(2) for c in range(2)]
    first = known_cells(instance, four)[0]
    assert first.because == (
        "A reader knows that A1 is 1: A1 + D1 is 2 (G1), and none of them can be below 1."
    )
    assert [cell.a1 for cell in first.proof.cells] == ["A1", "D1", "G1"]


def test_zeros_are_known_when_the_sum_is_zero():
    instance = table_instance([[0, 0, 4], [3, 5, 6]])
    pair = [instance.number(0, 0), instance.number(0, 1), instance.number(1, 0)]
    pair.append(instance.number(1, 1))
    found = known_cells(instance, pair, ZEROS_WITHHELD)
    assert found[0].because == (
        "A reader knows that A1 is 0: A1 + B1 is 0 (D1 \N{MINUS SIGN} C1),"
        " and none of them can be below 0."
    )


def test_markers_that_tell_a_range_are_named_as_limits():
    instance = table_instance([[9, 9], [9, 9]])
    four = [instance.number(r, c) for r in range(2) for c in range(2)]
    first = known_cells(instance, four, ZEROS_WITHHELD, marker="<10")[0]
    assert first.because.endswith("A1 + B1 is 18 (C1), and none of them can be above 9.")


def test_both_sides_are_told_where_both_need_others():
    system = system_of(np.array([2.0, 2.0, 4.0]), [([0, 1, 2], [1, 1, -1])])
    published = publish_with(system, [], rounded={0: 0.0, 1: 0.0, 2: 6.0}, base=3.0)
    total = audit(system, published, POLICY).intervals[2]
    assert total.because == (
        "A reader knows that C1 is 4: C1 \N{MINUS SIGN} A1 \N{MINUS SIGN} B1 is 0,"
        " and A1 cannot be above 2 and B1 cannot be above 2 and C1 cannot be below 4."
    )


def test_halves_of_relations_are_told_as_halves():
    relations = [([0, 1, 3], [1, 1, -1]), ([1, 2, 4], [1, 1, -1]), ([0, 2, 5], [1, 1, -1])]
    system = system_of(np.array([1.0, 1.0, 1.0, 2.0, 2.0, 2.0]), relations)
    found = audit(system, publish_with(system, [0, 1, 2]), ZEROS_WITHHELD).intervals
    assert [one.is_exact for one in found] == [True] * 3
    assert found[0].because.startswith("A reader knows that A1 is 1: 0.5 \N{MULTIPLICATION SIGN}")


def test_a_limit_between_whole_numbers_is_told_with_the_reason():
    relations = [([0, 1], [100.0, -12.45]), ([0, 1], [100.0, -12.55])]
    system = system_of(np.array([5.0, 40.0]), relations)
    system = replace(system, row_lower=np.array([0.0, -np.inf]), row_upper=np.array([np.inf, 0.0]))
    found = audit(system, publish_with(system, [0]), POLICY).intervals[0]
    assert found.because == (
        "A reader knows that A1 is 5: it cannot be more, since A1 is at most 5.02"
        " (0.1255 \N{MULTIPLICATION SIGN} B1), and it is a whole number; and it cannot be less,"
        " since A1 is at least 4.98 (0.1245 \N{MULTIPLICATION SIGN} B1), and it is a whole number."
    )
