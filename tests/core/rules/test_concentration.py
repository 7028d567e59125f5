"""The rules about sums: golden numbers of the handbook and the boundary of each operator."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.concentration import (
    dominance_level,
    is_dominated,
    is_within_share,
    share_level,
)
from sdc_desktop.core.evidence import (
    ABSOLUTE,
    CONTRIBUTORS,
    REQUESTED,
    SMALLEST,
    UNWAIVED,
    largest,
    top,
)
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.policy import (
    Dominance,
    MagnitudeRules,
    NegativePolicy,
    Policy,
    UnsafeRange,
)
from sdc_desktop.core.rules import unsafe_cells
from sdc_desktop.core.strictness import dominance_of_p, p_of_dominance
from sdc_desktop.core.tables import Statistic
from tests.core.build import places, ref
from tests.core.evidence import (
    contributions,
    dominance,
    evidence_of,
    judge,
    judge_sum,
    p_percent,
)

HANDBOOK = (300.0, 20.0, 10.0)
ROWS = [["Area", "turnover"], ["Leeds", 330]]


@pytest.mark.parametrize(
    ("count", "percent", "level"),
    [(1, 85, 22.94), (1, 90, 3.33), (2, 85, 46.47), (2, 95, 6.84)],
)
def test_protection_levels_of_dominance_are_those_of_the_handbook(count, percent, level):
    top_sum = np.array(sum(HANDBOOK[:count]))
    total = np.array(sum(HANDBOOK))
    assert dominance_level(top_sum, total, percent) == pytest.approx(level, abs=0.005)


@pytest.mark.parametrize(
    ("share", "level"), [(0.05, 5.0), (0.10, 20.0), (0.15, 35.0), (10 / 50, 50.0)]
)
def test_protection_levels_of_p_percent_are_those_of_the_handbook(share, level):
    remainder, first = np.array(10.0), np.array(300.0)
    assert share_level(remainder, first, share) == pytest.approx(level)


@pytest.mark.parametrize(("k", "p"), [(75, 33.33), (80, 25), (85, 17.65), (90, 11.11), (95, 5.26)])
def test_two_largest_and_p_percent_correspond_as_in_the_handbook(k, p):
    assert p_of_dominance(k) == pytest.approx(p, abs=0.005)
    assert dominance_of_p(p_of_dominance(k)) == pytest.approx(k)


def test_two_equal_giants_pass_dominance_of_one_and_fail_p_percent():
    giants = 50_000.0, 49_000.0, 1_000.0
    assert judge_sum(dominance(1, 90), *giants) == set()
    assert judge_sum(p_percent(10), *giants) == {"p-percent"}
    assert share_level(np.array(1_000.0), np.array(50_000.0), 0.1) == 4_000


def test_dominance_of_two_can_be_broken_where_p_percent_is_not():
    amounts = 52_000.0, 50_000.0, 8_000.0
    assert judge_sum(dominance(2, 90.91), *amounts) == {"dominance"}
    assert judge_sum(p_percent(10), *amounts) == set()


@pytest.mark.parametrize(
    ("operator", "percent", "is_unsafe"),
    [(">", 90, False), (">=", 90, True), (">", 89.99, True), (">=", 90.01, False)],
)
def test_each_operator_of_dominance_is_exact_at_its_boundary(operator, percent, is_unsafe):
    found = judge_sum(dominance(1, percent, operator), 90, 5, 5)
    assert found == ({"dominance"} if is_unsafe else set())


@pytest.mark.parametrize(("rest", "is_unsafe"), [(29.99, True), (30, False), (30.01, False)])
def test_p_percent_is_exact_at_its_boundary(rest, is_unsafe):
    found = judge_sum(p_percent(10), 300, 50, rest)
    assert found == ({"p-percent"} if is_unsafe else set())


def test_a_coalition_leaves_out_its_contributors_as_well():
    amounts = 300, 40, 30, 25
    assert judge_sum(p_percent(10), *amounts) == set()
    assert judge_sum(p_percent(10, coalition=3), *amounts) == {"p-percent"}


@pytest.mark.parametrize(("rest", "is_unsafe"), [(59, True), (60, False)])
def test_prior_and_posterior_compare_with_p_divided_by_q(rest, is_unsafe):
    rules = MagnitudeRules(prior_posterior=(10, 50))
    found = judge_sum(Policy("test", "1", "Test", magnitudes=rules), 300, 100, rest)
    assert found == ({"prior-posterior"} if is_unsafe else set())


@pytest.mark.parametrize(("count", "is_unsafe"), [(1, True), (2, True), (3, False)])
def test_a_sum_needs_enough_contributors(count, is_unsafe):
    policy = Policy("test", "1", "Test", magnitudes=MagnitudeRules(contributors=3))
    assert ("contributors" in judge_sum(policy, *[10.0] * count)) is is_unsafe


def test_where_a_policy_names_no_number_of_contributors_that_of_counts_holds():
    policy = Policy("test", "1", "Test", unsafe_counts=UnsafeRange(1, 4))
    assert "contributors" in judge_sum(policy, *[10.0] * 4)
    assert judge_sum(policy, *[10.0] * 5) == set()


@pytest.mark.parametrize(
    ("asked", "first", "is_unsafe"), [(1, 51, True), (1, 50, False), (0, 90, False)]
)
def test_whoever_asked_for_protection_and_is_large_gets_it(asked, first, is_unsafe):
    policy = Policy("test", "1", "Test", magnitudes=MagnitudeRules(request_share=50))
    told = {**contributions(first, 100 - first), REQUESTED: float(asked)}
    found = judge([["Area", "exports"], ["Leeds", 100]], policy, evidence_of({"B2": told}))
    assert {one.rule for one in found} == ({"request"} if is_unsafe else set())


@pytest.mark.parametrize(("own", "is_unsafe"), [(200.0, True), (50.0, False)])
def test_whoever_gave_a_waiver_needs_no_protection(own, is_unsafe):
    """x1 = 700 gave a waiver: X - xs - xr < 0.1 xs with xr = 700 decides."""
    told = {**contributions(700, 200, 10) | {UNWAIVED: own}}
    found = judge([["Area", "x"], ["Leeds", 910]], p_percent(10), evidence_of({"B2": told}))
    assert {one.rule for one in found} == ({"p-percent"} if is_unsafe else set())


def test_a_sum_of_zero_is_never_dominated():
    assert not is_dominated(np.array(0.0), np.array(0.0), Dominance(1, 50, includes_limit=True))
    assert not is_within_share(np.array(0.0), np.array(0.0), 0.1)


def test_without_evidence_a_sum_cannot_be_judged():
    (finding,) = judge(ROWS, dominance(1, 75), evidence_of({}))
    assert (finding.rule, finding.severity) == ("not-assessable", Severity.REVIEW)


def test_what_the_evidence_leaves_open_stays_not_assessable():
    told = {CONTRIBUTORS: 20.0, largest(1): 200.0}
    found = judge(ROWS, p_percent(10), evidence_of({"B2": told}))
    assert {one.rule for one in found} == {"not-assessable"}


def test_the_largest_alone_is_enough_where_it_decides():
    told = {CONTRIBUTORS: 20.0, largest(1): 310.0}
    assert {one.rule for one in judge(ROWS, p_percent(10), evidence_of({"B2": told}))} == {
        "p-percent"
    }
    small = {CONTRIBUTORS: 20.0, largest(1): 100.0}
    assert judge(ROWS, p_percent(10), evidence_of({"B2": small})) == ()


def test_the_sum_of_the_two_largest_is_enough_for_dominance_of_two():
    told = {CONTRIBUTORS: 20.0, top(2): 300.0}
    assert {one.rule for one in judge(ROWS, dominance(2, 90), evidence_of({"B2": told}))} == {
        "dominance"
    }
    assert judge(ROWS, dominance(2, 95), evidence_of({"B2": told})) == ()


def test_a_mean_is_judged_as_the_sum_behind_it():
    rows = [["Area", "mean turnover"], ["Leeds", 33]]
    told = {"B2": {CONTRIBUTORS: 10.0, largest(1): 320.0, largest(2): 2.0}}
    found = judge(rows, dominance(1, 75), evidence_of(told), statistic=Statistic.MEAN)
    assert places(found, "dominance") == [["B2"]]


def test_contributions_below_zero_are_for_a_person_to_judge():
    told = {**contributions(300, 100, -70), SMALLEST: -70.0}
    (finding,) = judge(ROWS, dominance(1, 75), evidence_of({"B2": told}))
    assert (finding.rule, finding.severity) == ("negatives", Severity.REVIEW)


def test_the_sizes_of_contributions_can_stand_in_for_them():
    rules = MagnitudeRules(dominance=(Dominance(1, 75),), negatives=NegativePolicy.ABSOLUTE)
    policy = Policy("test", "1", "Test", magnitudes=rules)
    told = {CONTRIBUTORS: 3.0, largest(1): 300.0, SMALLEST: -70.0, ABSOLUTE: 390.0}
    assert {one.rule for one in judge(ROWS, policy, evidence_of({"B2": told}))} == {"dominance"}
    told[ABSOLUTE] = 470.0
    assert judge(ROWS, policy, evidence_of({"B2": told})) == ()


@pytest.mark.parametrize(
    "told",
    [
        {CONTRIBUTORS: 5.0, largest(1): 400.0},
        {CONTRIBUTORS: 5.0, largest(1): 100.0, largest(2): 150.0},
        {CONTRIBUTORS: 1.0, largest(1): 200.0},
        {CONTRIBUTORS: 5.0, largest(1): 200.0, largest(2): 190.0},
    ],
)
def test_evidence_that_cannot_be_true_is_told(told):
    found = judge(ROWS, p_percent(10), evidence_of({"B2": told}))
    assert places(found, "evidence") == [["B2"]]


def test_cells_that_break_a_rule_about_sums_are_unsafe():
    told = {"B2": contributions(*HANDBOOK)}
    found = judge(ROWS, dominance(1, 85), evidence_of(told))
    assert unsafe_cells(found) == (ref("B2"),)


@given(
    st.lists(st.integers(1, 1_000), min_size=1, max_size=8),
    st.sampled_from([50, 75, 85, 90]),
    st.integers(1, 3),
)
def test_less_evidence_never_gives_another_verdict(amounts, percent, ranks):
    """What is unknown may leave a sum open; it may never make an unsafe one safe."""
    full = judge_sum(dominance(2, percent), *amounts, ranks=8)
    less = judge_sum(dominance(2, percent), *amounts, ranks=ranks)
    assert less == full or less == {"not-assessable"}


@given(st.lists(st.integers(1, 1_000), min_size=2, max_size=8), st.sampled_from([75, 85, 90]))
def test_what_dominance_of_two_allows_the_p_percent_rule_of_the_same_strictness_allows(amounts, k):
    if "dominance" not in judge_sum(dominance(2, k), *amounts):
        assert "p-percent" not in judge_sum(p_percent(p_of_dominance(k)), *amounts)
