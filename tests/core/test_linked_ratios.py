"""Percentages, rates and means are tied to the counts from which they come in other tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sdc_desktop.core.actions import RoundCells
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.linked_ratios import ratios_elsewhere
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.protection.automatic import suppress, withhold_unsafe
from sdc_desktop.core.protection.changing import follow_counts, perturb_tables
from sdc_desktop.core.protection.merging import combine_lines
from sdc_desktop.core.protection.perturbing import PerturbWish
from sdc_desktop.core.published import publish
from sdc_desktop.core.tables import Axis, Statistic
from tests.core.build import (
    STAMP,
    Row,
    make_sheet,
    make_workbook,
    ref,
    rounded,
    table_of,
    with_totals,
)
from tests.core.systems import POLICY

COUNTS = ((3, 140, 57), (220, 130, 61), (71, 80, 190), (33, 45, 28))
PLAIN = np.array([row[1:] for row in with_totals(COUNTS)[1:]], float)


def sheet_rows(numbers: np.ndarray, digits: int = 1) -> list[Row]:
    head, *rows = with_totals(COUNTS)
    lines = np.round(numbers, digits).tolist()
    return [head, *([row[0], *line] for row, line in zip(rows, lines, strict=True))]


def check_of(numbers: np.ndarray, statistic: Statistic = Statistic.PERCENTAGE) -> Check:
    """Return a check of counts on one sheet and of numbers worked out from them on another."""
    sheets = make_sheet(with_totals(COUNTS)), make_sheet(sheet_rows(numbers), "Shares")
    tables = table_of(sheets[0]), table_of(sheets[1], totals=False, statistic=statistic)
    return Check(make_workbook(*sheets), POLICY, tables)


BY_ROW = 100 * PLAIN / PLAIN[:, -1:]
BY_COLUMN = 100 * PLAIN / PLAIN[-1:]
OF_ALL = 100 * PLAIN / PLAIN[-1, -1]


def divided(check: Check) -> dict[str, tuple[str, str]]:
    found = ratios_elsewhere(check.workbook, check.tables)
    return {one.ratio.a1: (one.numerator.a1, one.denominator.a1) for one in found}


@pytest.mark.parametrize(("shares", "whole"), [(BY_ROW, "E2"), (BY_COLUMN, "B6"), (OF_ALL, "E6")])
def test_shares_of_rows_columns_and_everything_are_found(shares, whole):
    assert divided(check_of(shares))["B2"] == ("B2", whole)


def test_numbers_that_no_division_gives_are_tied_to_nothing():
    other = np.random.default_rng(1).uniform(1, 99, PLAIN.shape)
    assert divided(check_of(other)) == {}


def test_a_percentage_that_stays_gives_its_count_away_and_the_audit_says_so():
    check = check_of(BY_ROW)
    after = assess(check.do(*withhold_unsafe(check, STAMP)))
    short = {one.cell: one for one in after.audit.unprotected}
    assert short[ref("B2")].upper < 4


@pytest.mark.parametrize("shares", [BY_ROW, BY_COLUMN, OF_ALL])
def test_suppression_withholds_the_percentages_of_what_it_withholds(shares):
    check = check_of(shares)
    done = check.do(*suppress(check, STAMP).actions)
    withheld = publish(done.workbook, done.actions).markers
    counts = [cell.a1 for cell in withheld if cell.sheet == "Table 1"]
    assert {ref(place, "Shares") for place in counts if place[0] != "E"} <= set(withheld)
    after = assess(done)
    assert not after.audit.unprotected
    assert not [one for one in after.findings if one.rule in ("not-assessable", "derived")]


def test_percentages_of_rounded_counts_are_worked_out_again():
    check = check_of(BY_ROW)
    found = perturb_tables(check, PerturbWish(method=Method.CONVENTIONAL, base=5.0), STAMP)
    shown = publish(check.workbook, found.actions).values
    new = [one for one in found.actions if isinstance(one, RoundCells)][-1].cells
    assert ref("C3", "Shares") in new
    top, bottom = shown["Table 1"][2, 2], shown["Table 1"][2, 4]
    assert shown["Shares"][2, 2] == pytest.approx(100 * top / bottom, abs=0.051)


def test_other_percentages_of_a_row_stay_beside_one_that_was_worked_out_again():
    check = check_of(BY_COLUMN).do(rounded(5, B3=225))
    [action] = follow_counts(check, STAMP)
    assert isinstance(action, RoundCells)
    assert action.cells == (ref("B3", "Shares"),)


def test_means_are_tied_to_sums_and_counts_of_two_other_tables():
    sums = PLAIN * np.linspace(2.5, 9.5, PLAIN.size).reshape(PLAIN.shape)
    sheets = (
        make_sheet(with_totals(COUNTS), "People"),
        make_sheet(sheet_rows(sums, 0), "Amounts"),
        make_sheet(sheet_rows(np.round(sums) / PLAIN, 2), "Means"),
    )
    kinds: Sequence[Statistic] = (Statistic.COUNT, Statistic.SUM, Statistic.MEAN)
    tables = tuple(
        table_of(sheet, totals=kind is Statistic.COUNT, statistic=kind)
        for sheet, kind in zip(sheets, kinds, strict=True)
    )
    found = ratios_elsewhere(make_workbook(*sheets), tables)
    one = next(one for one in found if one.ratio == ref("C3", "Means"))
    assert one.sources == (ref("C3", "Amounts"), ref("C3", "People"))
    assert not one.is_of_counts


def test_percentages_of_lines_that_are_combined_go_or_are_said():
    check = check_of(BY_ROW)
    merged = check.do(combine_lines(check, "Table 1", Axis.ROWS, (2, 3), STAMP))
    rules = {one.rule for one in assess(merged).findings}
    assert "combined" in rules
    done = merged.do(*suppress(merged, STAMP).actions)
    shown = publish(done.workbook, done.actions).values["Shares"]
    assert np.isnan(shown[2:4, 1:4]).all()
    assert "combined" not in {one.rule for one in assess(done).findings}
