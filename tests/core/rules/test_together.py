"""Sums of cells are judged like cells, one who contributes to several counted once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.policy import Dominance, MagnitudeRules, Policy
from sdc_desktop.core.rules.together import judge_sums
from tests.core.owned_sums import owned_table, p_policy

gifts = st.dictionaries(st.integers(1, 6), st.integers(1, 50), min_size=1, max_size=4)
P = 20
PLAIN = p_policy(P)


def known_of(*cells: dict[int, float], told: str = "owners"):
    """What is known of the cells of a table of one row."""
    return owned_table([cells], P, told=told).instance.system.contributions


def judged(*cells: dict[int, float], told: str = "owners", policy: Policy = PLAIN):
    """The verdict on the sum of all of these cells."""
    return judge_sums(known_of(*cells, told=told), policy, [range(len(cells))])


@given(st.lists(gifts, min_size=2, max_size=4))
@settings(max_examples=60)
def test_with_named_contributors_a_sum_is_judged_as_one_cell(cells):
    every = sum(map(Counter, cells), Counter())
    amounts = sorted(every.values(), reverse=True)
    level = P / 100 * amounts[0] - sum(amounts[2:])
    found = judged(*cells)
    assert not found.is_open[0]
    assert found.is_unsafe[0] == (level > 1e-9 * amounts[0])
    if found.is_unsafe[0]:
        assert found.level[0] == pytest.approx(level)


@given(st.lists(gifts, min_size=2, max_size=3))
@settings(max_examples=60)
def test_without_names_nothing_is_said_that_names_would_contradict(cells):
    truth, found = judged(*cells), judged(*cells, told="largest")
    if found.is_unsafe[0]:
        assert truth.is_unsafe[0]
    elif not found.is_open[0]:
        assert not truth.is_unsafe[0]
    assert found.level[0] >= truth.level[0] - 1e-9


def test_two_cells_of_one_contributor_are_one_contribution():
    apart = {1: 100.0, 2: 90, 3: 30}, {4: 100.0, 5: 90, 6: 30}
    one = {1: 100.0, 2: 90, 3: 30}, {1: 100.0, 2: 90, 6: 30}
    assert not judged(*apart, policy=p_policy(35)).is_unsafe[0]
    assert judged(*one, policy=p_policy(35)).is_unsafe[0]
    assert judged(*apart, told="largest", policy=p_policy(35)).is_open[0]


def test_dominance_is_judged_over_all_contributors():
    rule = MagnitudeRules(dominance=(Dominance(1, 60),))
    policy = Policy("test", "1", "Test", magnitudes=rule)
    assert judged({1: 50.0, 2: 20}, {1: 50.0, 3: 20}, policy=policy).is_unsafe[0]
    assert not judged({1: 50.0, 2: 20}, {4: 50.0, 3: 20}, policy=policy).is_unsafe[0]


def test_too_few_contributors_together_are_unsafe():
    rule = MagnitudeRules(contributors=3)
    policy = Policy("test", "1", "Test", magnitudes=rule)
    assert judged({1: 50.0}, {2: 20.0}, policy=policy).is_unsafe[0]
    assert judged({1: 50.0, 2: 3}, {2: 20.0, 1: 1}, policy=policy).is_unsafe[0]
    assert not judged({1: 50.0, 2: 3}, {2: 20.0, 3: 1}, policy=policy).is_unsafe[0]
    assert judged({1: 50.0, 2: 3}, {2: 20.0, 3: 1}, told="largest", policy=policy).is_open[0]


def test_the_request_of_the_largest_contributor_holds_for_the_sum():
    policy = Policy("test", "1", "Test", magnitudes=MagnitudeRules(request_share=50))
    known = known_of({1: 80.0, 2: 20}, {3: 5.0, 4: 5})
    asked = known.requested.copy()
    assert not judge_sums(known, policy, [(0, 1)]).is_open[0]
    asked[0] = 1
    found = judge_sums(replace(known, requested=asked), policy, [(0, 1)])
    assert found.is_open[0]
    assert found.level[0] == pytest.approx(2 * 80 - 110)


def test_sums_with_negative_contributions_are_left_to_people():
    known = known_of({1: 80.0, 2: 20}, {3: 5.0, 4: 5})
    some = replace(known, has_negatives=~known.has_negatives)
    found = judge_sums(some, p_policy(P), [(0, 1)])
    assert not found.is_unsafe[0]
    assert not found.is_open[0]
    assert found.level[0] == 0
