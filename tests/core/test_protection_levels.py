"""Withheld sums must be able to lie as far from their numbers as the rules ask."""

from __future__ import annotations

import pytest

from sdc_desktop.core.actions import SuppressionRole, Withhold
from sdc_desktop.core.audit import audit
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.policy import Dominance, MagnitudeRules, Policy
from sdc_desktop.core.protection.automatic import find_secondary, suppress
from sdc_desktop.core.protection_levels import with_levels
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from sdc_desktop.core.tables import Statistic
from tests.core.build import STAMP, make_sheet, make_workbook, ref, table_of, with_totals, withhold
from tests.core.evidence import contributions, dominance, evidence_of, p_percent

SUMS = [[330.5, 8.25, 9.0], [7.5, 900.0, 850.5], [12.0, 880.5, 910.0]]
TOLD = {"B2": contributions(300.5, 20, 10)}


def check_of(policy: Policy, told=TOLD, sums=SUMS) -> Check:
    sheet = make_sheet(with_totals(sums))
    workbook = make_workbook(sheet)
    table = table_of(sheet, statistic=Statistic.SUM)
    return Check(workbook, policy, (table,), evidence=evidence_of(told))


def levels_of(check: Check):
    system = build_relations(check.workbook, check.tables)
    return with_levels(system, check.workbook, check.tables, check.policy, check.evidence)


@pytest.mark.parametrize(
    ("policy", "level"),
    [
        (dominance(1, 85), 100 / 85 * 300.5 - 330.5),
        (p_percent(10), 0.1 * 300.5 - 10),
        (dominance(1, 95), 0.0),
    ],
)
def test_an_unsafe_sum_gets_the_level_of_its_rule(policy, level):
    system = levels_of(check_of(policy))
    number = system.places.numbers([ref("B2")])[0]
    assert system.upper_level[number] == pytest.approx(level)
    assert system.lower_level[number] == pytest.approx(level)
    assert (system.upper_level > 0).sum() == (level > 0)


def test_several_rules_ask_for_the_widest_level():
    rules = MagnitudeRules(dominance=(Dominance(1, 85),), p_percent=20)
    system = levels_of(check_of(Policy("test", "1", "Test", magnitudes=rules)))
    assert system.upper_level.max() == pytest.approx(0.2 * 300.5 - 10)


def test_cells_that_move_too_little_do_not_protect_a_sum():
    """Withheld with neighbours of 8.25 and 7.5 the sum can be narrowed to less than its level."""
    check = check_of(p_percent(10)).do(withhold("B2", "C2", "B3", "C3"))
    result = assess(check)
    short = {one.cell.a1: one for one in result.audit.unprotected}
    assert set(short) == {"B2", "C2", "B3"}
    assert "B2 + B3 is 338, which is unsafe by itself" in short["B3"].because
    assert "the policy asks for at least 310.45 to 350.55" in short["B2"].because
    assert not any(one.is_exact for one in result.audit.intervals)


def test_without_evidence_the_same_pattern_is_enough():
    check = check_of(p_percent(10), told={}).do(withhold("B2", "C2", "B3", "C3"))
    assert assess(check).audit.unprotected == ()


def test_secondary_suppression_reaches_the_levels():
    check = check_of(p_percent(10))
    check = check.do(*suppress(check, STAMP).actions)
    result = assess(check)
    (interval,) = (one for one in result.audit.intervals if one.cell == ref("B2"))
    assert result.audit.unprotected == ()
    assert interval.upper >= 330.5 + 20.05 - 1e-6
    assert interval.lower <= 330.5 - 20.05 + 1e-6


def test_the_secondary_cells_are_more_than_exactness_alone_would_ask():
    check = check_of(p_percent(10)).do(
        Withhold((ref("B2"),), SuppressionRole.PRIMARY, "[c]", STAMP)
    )
    exact = check_of(p_percent(10), told={}).do(*check.actions)
    cheap, wide = find_secondary(exact), find_secondary(check)
    assert wide.objective > cheap.objective
    assert wide.unattainable == ()


def test_a_level_below_zero_asks_for_no_more_than_zero():
    """Nobody needs to be kept from knowing that a sum is not below zero."""
    told = {"B2": contributions(100.0, 1.0)}
    sums = [[101.0, 500.5, 400.0], [450.5, 700.0, 300.0], [600.0, 300.0, 800.0]]
    check = check_of(p_percent(150), told, sums)
    check = check.do(*suppress(check, STAMP).actions)
    system = levels_of(check)
    assert system.upper_level.max() > 101
    assert audit(system, publish(check.workbook, check.actions), check.policy).unprotected == ()
