import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.policy import Policy, ZeroPolicy
from sdc_desktop.core.published import publish
from sdc_desktop.core.rules import find_risks, unsafe_cells
from sdc_desktop.core.tables import Axis, LineSum
from tests.core.build import (
    exempt,
    make_sheet,
    make_workbook,
    places,
    ref,
    risks,
    rounded,
    table_of,
    with_totals,
    withhold,
)

RULE = "group-disclosure"


def policy_for(*known: int, zeros: ZeroPolicy = ZeroPolicy.ALLOW) -> Policy:
    return Policy(
        "test", "1", "Test", group_disclosure_k=known, zeros=zeros, flags_ones_and_twos=False
    )


FULL_ROW = with_totals([[0, 0, 50], [20, 30, 40], [25, 35, 45]])


def test_a_full_row_tells_something_of_everybody_in_it():
    (finding,) = risks(FULL_ROW, policy_for(0))
    assert finding.severity is Severity.FAIL
    assert finding.cells == (ref("D2"), ref("B2"), ref("C2"))
    assert finding.message == (
        "All 50 of Area 1 are in Group 3 (D2): a reader learns this of everybody in Area 1."
    )


def test_a_full_column_is_found_too():
    findings = risks(with_totals([[0, 20, 25], [50, 30, 35], [0, 40, 45]]), policy_for(0))
    assert places(findings, RULE) == [["B3", "B2", "B4"]]
    assert "All 50 of Group 1 are in Area 2 (B3)" in findings[0].message


@pytest.mark.parametrize(
    ("known", "counts", "cells"),
    [
        ((0,), [1, 0, 50], []),
        ((1,), [1, 0, 50], [["D2", "B2", "C2"]]),
        ((0, 1), [1, 0, 50], [["D2", "B2", "C2"]]),
        ((1,), [1, 1, 50], []),
        ((1,), [0, 2, 50], []),
        ((1,), [1, 1, 0], [["B2", "C2", "D2"]]),
        ((1,), [0, 0, 1], [["D2", "B2", "C2"]]),
        ((0,), [0, 0, 0], []),
        ((1,), [0, 0, 0], []),
    ],
)
def test_the_test_of_lupp_and_langsrud_at_its_boundaries(known, counts, cells):
    rows = with_totals([counts, [100, 100, 100], [100, 100, 100]])
    assert places(risks(rows, policy_for(*known)), RULE) == cells


def test_a_subtotal_is_named_as_the_group():
    rows = [["Age", "men"], ["60 or over", 50], ["60 to 69", 50], ["70 or over", 0], ["All", 90]]
    sheet = make_sheet(rows)
    subtotal = LineSum(Axis.ROWS, 1, (2, 3), (1,))
    table = replace(table_of(sheet), relations=(subtotal,))
    workbook = make_workbook(sheet)
    (finding,) = find_risks(workbook, (table,), publish(workbook, ()), policy_for(0))
    assert finding.message.startswith("All 50 of 60 or over, men are in 60 to 69 (B3)")


def test_all_but_one_is_said_so():
    (finding,) = risks(with_totals([[1, 0, 50], [20, 30, 40], [25, 35, 45]]), policy_for(1))
    assert finding.message == (
        "All of Area 1 but one are in Group 3 (D2), 50 in number: "
        "the one who is not learns this of everybody else."
    )


def test_zeros_allowed_unless_they_fill_a_line_means_that_no_reader_knows_anybody():
    policy = policy_for(zeros=ZeroPolicy.FLAG_FULL_LINES)
    assert places(risks(FULL_ROW, policy), RULE) == [["D2", "B2", "C2"]]


def test_a_policy_that_does_not_ask_finds_nothing():
    assert risks(FULL_ROW, policy_for()) == ()


def test_withholding_the_full_cell_and_its_zeros_settles_it():
    assert risks(FULL_ROW, policy_for(0), withhold("B2", "C2", "D2")) == ()


def test_withholding_the_total_settles_nothing():
    findings = risks(FULL_ROW, policy_for(0), withhold("E2"))
    assert places(findings, RULE) == [["D2", "B2", "C2"]]


def test_withholding_full_cell_and_total_settles_nothing_while_the_zeros_are_shown():
    findings = risks(FULL_ROW, policy_for(0), withhold("D2", "E2"))
    assert places(findings, RULE) == [["B2", "C2"]]
    assert findings[0].severity is Severity.FAIL


def test_withholding_the_zeros_alone_settles_nothing():
    findings = risks(FULL_ROW, policy_for(0), withhold("B2", "C2"))
    assert places(findings, RULE) == [["D2"]]


def test_a_cell_withheld_in_the_source_beside_zeros_and_no_total_is_for_a_person_to_judge():
    rows = with_totals([[0, 0, 50], [20, 30, 40], [25, 35, 45]])
    rows[1][3] = rows[1][4] = "[c]"
    (finding,) = risks(rows, policy_for(0))
    assert finding.severity is Severity.REVIEW
    assert finding.cells == (ref("B2"), ref("C2"))


def test_empty_cells_count_as_nothing():
    rows = with_totals([[0, 0, 50], [20, 30, 40], [25, 35, 45]])
    rows[1][1] = None
    assert places(risks(rows, policy_for(0)), RULE) == [["D2", "C2"]]


def test_a_line_that_shows_nothing_tells_nothing_of_its_groups():
    rows = with_totals([[0, 0, 50], [20, 30, 40], [25, 35, 45]])
    rows[1][1:4] = [None, None, ".."]
    assert risks(rows, policy_for(0)) == ()


def test_an_accepted_full_cell_gives_no_finding():
    assert risks(FULL_ROW, policy_for(0), exempt(RULE, "D2")) == ()


def test_structural_zeros_tell_nothing():
    assert risks(FULL_ROW, policy_for(0), exempt("zeros", "B2", "C2")) == ()
    findings = risks(FULL_ROW, policy_for(0), exempt("zeros", "B2"))
    assert places(findings, RULE) == [["D2", "C2"]]


def test_zeros_rounded_with_the_rest_hide_small_counts():
    assert risks(FULL_ROW, policy_for(0), rounded(5, B2=0, C2=0, D2=50, E2=50)) == ()


def test_rounding_only_the_full_cell_hides_nothing():
    findings = risks(FULL_ROW, policy_for(0), rounded(5, D2=50))
    assert places(findings, RULE) == [["B2", "C2"]]


def test_a_line_without_a_proved_total_is_for_a_person_to_judge():
    rows = [["Area", "a", "b"], ["Leeds", 0, 50], ["York", 20, 30], ["Hull", 25, 35]]
    findings = risks(rows, policy_for(0), totals=False)
    assert [one.severity for one in findings] == [Severity.REVIEW]
    assert places(findings, RULE) == [["C2"]]


counts = st.lists(st.integers(0, 3), min_size=2, max_size=5)


@settings(deadline=None)
@given(counts, st.integers(0, 1))
def test_a_line_is_found_exactly_when_the_formula_holds(row, known):
    rows = with_totals([row, [100] * len(row), [100] * len(row)])
    holds = sum(row) > 0 and any(sum(row) - known <= cell and cell > 0 for cell in row)
    assert bool(risks(rows, policy_for(known))) is holds


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=5))
def test_withholding_all_unsafe_cells_leaves_none(table):
    policy = Policy(
        "test", "1", "Test", group_disclosure_k=(0, 1), zeros=ZeroPolicy.FLAG_FULL_LINES
    )
    rows = with_totals(table)
    actions = []
    for _ in range(20):
        unsafe = unsafe_cells(risks(rows, policy, *actions))
        if not unsafe:
            break
        actions.append(withhold(*(cell.a1 for cell in unsafe)))
    assert unsafe == ()


def test_a_million_cells_take_seconds():
    numbers = np.random.default_rng(7).integers(50, 90, (25_000, 40)).astype(float)
    numbers[:200, 1:] = 0
    rows = [["Area", *(f"g{i}" for i in range(41))]]
    rows += [[f"area {i}", *row, sum(row)] for i, row in enumerate(numbers.tolist())]
    rows.append(["Total", *numbers.sum(axis=0).tolist(), numbers.sum()])
    sheet = make_sheet(rows)
    workbook = make_workbook(sheet)
    published = publish(workbook, ())
    start = time.perf_counter()
    findings = find_risks(workbook, (table_of(sheet),), published, policy_for(0, 1))
    assert time.perf_counter() - start < 10
    assert len(findings) == 200
