from dataclasses import replace

import pytest

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.published import publish
from sdc_desktop.core.rules import find_risks, unsafe_cells
from sdc_desktop.core.tables import Statistic
from tests.core.build import (
    exempt,
    make_sheet,
    make_workbook,
    places,
    risks,
    rounded,
    table_of,
    withhold,
)

PLAIN = Policy("test", "1", "Test")
ROUNDED = Policy("test", "1", "Test", rounding_base=5)
ROWS = [["Area", "a", "b"], ["Leeds", 20, 33], ["York", 27, 30]]


def test_counts_that_are_no_multiples_of_the_base_are_one_finding():
    findings = risks(ROWS, ROUNDED, totals=False)
    assert places(findings, "rounding") == [["C2", "B3"]]
    assert findings[0].severity is Severity.FAIL
    assert "multiple of 5" in findings[0].message
    assert unsafe_cells(findings) == ()


def test_rounded_withheld_and_exempt_counts_satisfy_the_rounding_rule():
    assert risks(ROWS, ROUNDED, rounded(5, C2=35), withhold("B3"), totals=False) == ()
    assert risks(ROWS, ROUNDED, exempt("rounding", "C2", "B3"), totals=False) == ()


def test_rounding_that_is_only_offered_is_not_asked_for():
    offered = Policy("test", "1", "Test", rounding_base=5, rounding_is_required=False)
    assert risks(ROWS, offered, totals=False) == ()


def test_fractions_and_negative_counts_are_for_a_person_to_judge():
    rows = [["Area", "a", "b"], ["Leeds", 20.5, 33], ["York", -4, 30]]
    findings = risks(rows, PLAIN, totals=False)
    assert [one.severity for one in findings] == [Severity.REVIEW, Severity.REVIEW]
    assert places(findings, "count-quality") == [["B2"], ["B3"]]


@pytest.mark.parametrize(
    "statistic", [statistic for statistic in Statistic if not statistic.is_count]
)
def test_what_is_not_a_count_is_never_passed_over_in_silence(statistic):
    sheet = make_sheet([["Area", "a", "b"], ["Leeds", 3, 4], ["York", 5, 6]])
    workbook = make_workbook(sheet)
    table = table_of(sheet, totals=False, statistic=statistic)
    (finding,) = find_risks(workbook, (table,), publish(workbook, ()), PLAIN)
    is_extreme = statistic in {Statistic.MINIMUM, Statistic.MAXIMUM}
    assert finding.rule == ("extremes" if is_extreme else "not-assessable")
    assert finding.severity is Severity.REVIEW
    assert {"B2", "C2"} <= {cell.a1 for cell in finding.cells}


def test_what_is_not_a_count_can_be_accepted_with_a_reason():
    sheet = make_sheet([["Area", "a", "b"], ["Leeds", 3, 4], ["York", 5, 6]])
    workbook = make_workbook(sheet)
    table = table_of(sheet, totals=False, statistic=Statistic.MEAN)
    published = publish(workbook, [exempt("not-assessable", "B2", "C2")])
    assert find_risks(workbook, (table,), published, PLAIN) == ()


def test_a_row_of_counts_below_percentages_is_judged_as_counts():
    sheet = make_sheet([["", "a", "b"], ["agree", 33.3, 66.7], ["people", 3, 40]])
    workbook = make_workbook(sheet)
    table = table_of(sheet, totals=False, statistic=Statistic.PERCENTAGE)
    table = replace(table, row_statistics=((2, Statistic.COUNT),))
    policy = Policy("test", "1", "Test", unsafe_counts=UnsafeRange(1, 9))
    findings = find_risks(workbook, (table,), publish(workbook, ()), policy)
    assert places(findings, "threshold") == [["B3"]]
    assert places(findings, "not-assessable") == [["B2", "C2"]]


def test_a_table_that_reaches_beyond_the_sheet_is_judged_where_there_are_cells():
    sheet = make_sheet([["Area", "a"], ["Leeds", 2]])
    workbook = make_workbook(sheet)
    table = replace(table_of(sheet, totals=False), body=CellRange(1, 1, 9, 9))
    findings = find_risks(workbook, (table,), publish(workbook, ()), PLAIN)
    assert places(findings, "ones-and-twos") == [["B2"]]


@pytest.mark.parametrize(
    ("header", "needs"),
    [
        ("HHI", "the two largest contributions of each"),
        ("Gini coefficient", "the number of contributors"),
        ("Odds ratio", "two rows and two columns behind each ratio"),
        ("Survival probability", "the number at risk and the number of events of each step"),
        ("Regression coefficient", "the residual degrees of freedom"),
        ("Standard deviation", "which gives its degrees of freedom"),
        ("p-value", "the smallest group that was tested"),
        ("Modal age", "whether all have it"),
        ("Correlation", "the number of observations"),
    ],
)
def test_whole_numbers_under_a_statistics_name_are_no_counts_and_say_what_is_needed(header, needs):
    workbook = make_workbook(make_sheet([["Area", header], ["Leeds", 34], ["York", 27]]))
    check = Check(workbook, PLAIN, find_tables(workbook))
    (finding,) = [one for one in assess(check).findings if one.severity is not Severity.INFO]
    assert finding.rule == "not-assessable"
    assert needs in finding.message
