"""Sums get noise in proportion to the contributors that the evidence knows."""

from dataclasses import replace

import numpy as np
import pytest

from sdc_desktop.core.actions import RoundCells
from sdc_desktop.core.audit_knowledge import reader_knowledge
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.evidence import BASE, GROSSED, Evidence, largest, top
from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.magnitude_noise import Factors, KeyedScale
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.policy import MagnitudeRules, Policy
from sdc_desktop.core.protection.changing import perturb_tables
from sdc_desktop.core.protection.contributions import NotGrossedError
from sdc_desktop.core.protection.noisy_sums import NoContributionsError
from sdc_desktop.core.protection.perturbing import PerturbWish, perturb
from sdc_desktop.core.protection.record_keys import CellRecords
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from sdc_desktop.core.tables import Statistic
from tests.core.build import STAMP, make_sheet, make_workbook, table_of, with_totals

KEY = b"a secret of 16 b"
SUMS = [[120.5, 40.0], [300.0, 7.5]]
NOTHING_ASKED = Policy("none", "1", "No rule")
ASKS = Policy("p", "1", "P", rounding_base=5, magnitudes=MagnitudeRules(p_percent=10), marker="[c]")
TABLE = design_p_table(5, 2.0)
NOISE = PerturbWish(method=Method.NOISE, key=KEY, p_table=TABLE, for_sums=Factors(0.1, 0.2))


def check_of(share: float = 0.9, policy: Policy = NOTHING_ASKED, **more: object) -> Check:
    sheet = make_sheet(with_totals(SUMS))
    table = replace(table_of(sheet), statistic=Statistic.SUM)
    first = sheet.values * share
    evidence = {largest(1): first, top(2): first + (sheet.values - first) * 0.9}
    if "base" in more:
        evidence[BASE] = np.full(sheet.shape, float(str(more["base"])))
    return Check(make_workbook(sheet), policy, (table,), evidence=Evidence({"Table 1": evidence}))


def shown(check: Check, wish: PerturbWish) -> np.ndarray:
    actions = perturb(check, wish, None, STAMP).actions
    return publish(check.workbook, actions).values["Table 1"][1:, 1:]


def test_every_sum_moves_and_has_as_many_decimals_as_before() -> None:
    check = check_of()
    after, before = shown(check, NOISE), check.workbook.sheets[0].values[1:, 1:]
    assert np.all(np.abs(after - before) >= 0.07 * before - 0.05)
    assert np.all(np.abs(after - before) <= 0.2 * before + 0.05)
    assert np.all(np.round(after, 1) == after)


def test_the_same_contribution_has_the_same_factor_everywhere() -> None:
    sheet = make_sheet([["Area", "A", "B"], ["One", 100.0, 100.0], ["Two", 50.0, 100.0]])
    table = replace(table_of(sheet, totals=False), statistic=Statistic.SUM)
    evidence = Evidence({"Table 1": {largest(1): sheet.values}})
    after = shown(Check(make_workbook(sheet), ASKS, (table,), evidence=evidence), NOISE)
    assert after[0, 0] == after[0, 1] == after[1, 1]


def test_what_a_reader_takes_for_possible_holds_the_true_sums() -> None:
    keys = dict.fromkeys(build_relations(check_of().workbook, check_of().tables).cells, 0.12345678)
    scale = KeyedScale(TABLE, small=0.05, large=0.05)
    for wish in (
        NOISE,
        PerturbWish(
            method=Method.CELL_KEY, p_table=TABLE, cell_keys=CellRecords(keys), for_sums=scale
        ),
    ):
        check = check_of(base=9)
        after = check.do(*perturb(check, wish, None, STAMP).actions)
        system = build_relations(check.workbook, check.tables)
        known = reader_knowledge(system, publish(after.workbook, after.actions), after.policy)
        assert np.all(known.lower <= system.values)
        assert np.all(system.values <= known.upper)
        assert np.all(known.upper - known.lower > 0.1 * system.values)


def test_sums_without_evidence_of_contributions_are_refused_in_words() -> None:
    check = replace(check_of(), evidence=Evidence())
    with pytest.raises(NoContributionsError) as caught:
        perturb(check, NOISE, None, STAMP)
    assert "9 of 9 sums" in str(caught.value)
    assert "--companion" in caught.value.hint


def test_noise_that_leaves_an_unsafe_sum_too_narrow_is_followed_by_withholding_it() -> None:
    policy = replace(ASKS, rounding_is_enough=True)
    withheld = []
    for way in (Factors(0.2, 0.4), Factors(0.001, 0.002)):
        check = check_of(share=0.95, policy=policy)
        wish = replace(NOISE, for_sums=way)
        after = assess(check.do(*perturb_tables(check, wish, STAMP).actions))
        rules = {one.rule for one in after.findings}
        assert not rules & {"p-percent", "audit"}
        withheld.append(sum(one.is_withheld for one in after.published.changes()))
    assert withheld[0] < withheld[1]


def test_narrow_noise_does_not_hide_an_unsafe_sum() -> None:
    check = check_of(share=0.95, policy=replace(ASKS, rounding_is_enough=True))
    wish = replace(NOISE, for_sums=Factors(0.001, 0.002))
    after = assess(check.do(*perturb(check, wish, None, STAMP).actions))
    assert {"p-percent", "audit"} <= {one.rule for one in after.findings}


def test_unsafe_sums_are_withheld_before_noise_where_the_policy_finds_noise_not_enough() -> None:
    policy = replace(ASKS, asks_for_secondary=False)
    check = check_of(share=0.95, policy=policy)
    found = perturb_tables(check, NOISE, STAMP)
    assert not [one for one in found.actions if isinstance(one, RoundCells)]


def test_grossed_numbers_replace_those_of_the_sample_and_tell_little_of_them() -> None:
    sheet = make_sheet(with_totals([[4, 30], [12, 50]]))
    evidence = Evidence({"Table 1": {BASE: sheet.values, GROSSED: sheet.values * 101.3}})
    check = Check(make_workbook(sheet), ASKS, (table_of(sheet),), evidence=evidence)
    wish = PerturbWish(method=Method.CONVENTIONAL, base=100, is_grossed=True, least_base=10)
    actions = perturb_tables(check, wish, STAMP).actions
    values = publish(check.workbook, actions).values["Table 1"][1:, 1:]
    assert np.isnan(values[0, 0])
    assert values[1].tolist() == [1200, 5100, 6300]
    rounded = [one for one in actions if isinstance(one, RoundCells)]
    assert {one.method for one in rounded} == {"grossed"}
    ends = {pair for one in rounded for pair in one.reaches}
    assert all(below >= 0.9 * 1200 - 100 for below, _ in ends)


def test_grossing_without_weights_is_refused_in_words() -> None:
    wish = PerturbWish(method=Method.CONVENTIONAL, base=100, is_grossed=True)
    with pytest.raises(NotGrossedError) as caught:
        perturb(check_of(), wish, None, STAMP)
    assert "weights" in str(caught.value)


def test_a_base_that_nothing_tells_is_refused_in_words() -> None:
    wish = PerturbWish(method=Method.CONVENTIONAL, base=100, least_base=10)
    with pytest.raises(NotGrossedError) as caught:
        perturb_tables(check_of(), wish, STAMP)
    assert "unweighted base" in str(caught.value)
