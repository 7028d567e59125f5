from dataclasses import replace

import pytest

from sdc_desktop.core.action_json import action_as_json, action_from_json
from sdc_desktop.core.actions import Extract, StateExtract
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.extracts import RECORD_RULE, RULE, extract_in_record
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_terms import PolicyTerms
from tests.core.build import STAMP, make_sheet, make_workbook, table_of, with_totals

EXACT = with_totals([[13, 21], [34, 56]])
ROUNDED = with_totals([[1000, 2000], [3000, 5000]])
POLICY = Policy("p", "1", "P")
SAMPLE_POLICY = replace(POLICY, terms=PolicyTerms(extract="sample"))
FULL_POLICY = replace(POLICY, terms=PolicyTerms(extract="100%"))


def _said(extract, is_grossed=None, body=None):
    return StateExtract("Table 1", body or CellRange(1, 1, 3, 3), extract, is_grossed, STAMP)


def _found(rows, policy, *actions):
    """Return rule and severity of what is found about extracts."""
    sheet = make_sheet(rows)
    check = Check(make_workbook(sheet), policy, (table_of(sheet),), actions)
    findings = assess(check).findings
    return [(one.rule, one.severity) for one in findings if one.rule in (RULE, RECORD_RULE)]


def test_without_a_word_about_the_data_nothing_is_asked():
    assert _found(EXACT, POLICY) == []


def test_a_100_percent_extract_always_needs_a_record():
    assert _found(EXACT, POLICY, _said(Extract.FULL)) == [(RECORD_RULE, Severity.INFO)]
    assert _found(EXACT, FULL_POLICY) == [(RECORD_RULE, Severity.INFO)]


@pytest.mark.parametrize("extract", [Extract.SAMPLE, Extract.SURVEY])
@pytest.mark.parametrize(
    ("rows", "is_grossed", "severities"),
    [
        (ROUNDED, True, []),
        (ROUNDED, None, [Severity.REVIEW]),
        (ROUNDED, False, [Severity.FAIL]),
        (EXACT, True, [Severity.FAIL]),
        (EXACT, False, [Severity.FAIL, Severity.FAIL]),
    ],
)
def test_a_sample_must_be_grossed_and_rounded(extract, rows, is_grossed, severities):
    found = _found(rows, POLICY, _said(extract, is_grossed))
    assert found == [(RULE, severity) for severity in severities]


def test_the_base_of_the_policy_counts_where_it_has_one():
    wide = replace(POLICY, rounding_base=3000, rounding_is_required=False)
    assert _found(ROUNDED, wide, _said(Extract.SAMPLE, True)) == [(RULE, Severity.FAIL)]


def test_numbers_of_a_sample_with_fractions_are_not_rounded():
    rows = with_totals([[1000.5, 2000], [3000, 5000]])
    assert (RULE, Severity.FAIL) in _found(rows, POLICY, _said(Extract.SAMPLE, True))


def test_a_policy_for_another_kind_of_data_is_to_be_looked_at():
    found = _found(ROUNDED, FULL_POLICY, _said(Extract.SAMPLE, True))
    assert found == [(RULE, Severity.REVIEW)]


def test_what_was_said_last_of_a_table_counts():
    first, last = _said(Extract.FULL), _said(Extract.SAMPLE, True)
    assert _found(ROUNDED, POLICY, first, last) == []


def test_it_stays_with_a_table_whose_edges_were_moved():
    moved = _said(Extract.FULL, body=CellRange(0, 0, 1, 1))
    assert _found(EXACT, POLICY, moved) == [(RECORD_RULE, Severity.INFO)]
    elsewhere = _said(Extract.FULL, body=CellRange(10, 1, 12, 3))
    assert _found(EXACT, POLICY, elsewhere) == []


def test_the_record_names_what_the_numbers_were_counted_from():
    table = table_of(make_sheet(EXACT))
    assert extract_in_record((table,), (), POLICY) == "not stated"
    assert extract_in_record((table,), (_said(Extract.SURVEY),), POLICY) == "survey"
    assert extract_in_record((table,), (), SAMPLE_POLICY) == "sample"


@pytest.mark.parametrize("is_grossed", [True, False, None])
def test_it_is_the_same_after_it_was_written_and_read(is_grossed):
    action = _said(Extract.SAMPLE, is_grossed)
    written = action_as_json(action, with_values=True, with_parameters=False)
    assert action_from_json(written) == action
