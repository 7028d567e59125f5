"""Combined lines are judged, protected and shown as the one category that they are then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.action_json import action_as_json, action_from_json
from sdc_desktop.core.actions import RoundCells, StateFact, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess, combined, take_into_account
from sdc_desktop.core.evidence import CONTRIBUTORS, Evidence, largest, top
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.protection.merging import CannotCombineError, adjacent_parts, combine_lines
from sdc_desktop.core.published import publish
from sdc_desktop.core.record_reduction import Reduction
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.tables import Axis, Statistic
from tests.core.build import STAMP, make_sheet, make_workbook, ref, table_of, with_totals
from tests.core.systems import POLICY

COUNTS = ((3, 40, 50), (20, 30, 60), (70, 80, 90))


def check_of(counts=COUNTS, name: str = "Table 1") -> Check:
    sheet = make_sheet(with_totals(counts), name)
    return Check(make_workbook(sheet), POLICY, (table_of(sheet),))


def merged(check: Check, axis: Axis = Axis.ROWS, lines=(1, 2)) -> Check:
    return check.do(combine_lines(check, "Table 1", axis, lines, STAMP))


def shown(check: Check) -> dict[str, object]:
    return {
        one.cell.a1: one.marker or one.number
        for one in publish(check.workbook, check.actions).changes()
    }


def test_the_first_line_shows_sums_and_both_names_and_the_second_says_so():
    changes = shown(merged(check_of()))
    assert (changes["B2"], changes["C2"], changes["E2"]) == (23, 70, 203)
    assert (changes["A2"], changes["A3"]) == (
        "Area 1 and Area 2",
        "Area 2 (combined with Area 1)",
    )
    assert {changes[f"{letter}3"] for letter in "BCDE"} == {"[z]"}
    assert len(changes) == 10


def test_columns_are_combined_in_the_same_way():
    changes = shown(merged(check_of(), Axis.COLUMNS))
    assert (changes["B2"], changes["B5"], changes["C5"]) == (43, 243, "[z]")
    assert changes["B1"] == "Group 1 and Group 2"


def test_a_combined_count_is_no_longer_at_risk_and_nothing_is_withheld_for_it():
    check = merged(check_of())
    assert suppress(check, STAMP).actions == ()
    assert not [one for one in assess(check).findings if one.severity is Severity.FAIL]


def test_a_combined_count_that_is_still_small_is_withheld_and_protected():
    check = merged(check_of(((3, 40, 50), (4, 30, 60), (70, 80, 90), (11, 12, 13))))
    done = check.do(*suppress(check, STAMP).actions)
    found = assess(done)
    assert ref("B2") in found.published.markers
    assert not found.audit.unprotected
    assert shown(done)["B3"] == "[z]"


def test_sums_of_combined_lines_protect_others():
    check = merged(check_of(((11, 40), (12, 30), (3, 50))))
    found = suppress(check, STAMP).actions
    assert ref("B2") in {cell for action in found for cell in action.cells}


def test_three_categories_become_one_step_by_step():
    check = merged(merged(check_of()), lines=(1, 3))
    changes = shown(check)
    assert changes["B2"] == 93
    assert changes["A2"] == "Area 1 and Area 2 and Area 3"


@pytest.mark.parametrize("lines", [(1, 4), (1, 3), (0, 1), (3, 4)])
def test_what_is_no_pair_of_neighbouring_categories_is_refused(lines):
    with pytest.raises(CannotCombineError):
        combine_lines(check_of(), "Table 1", Axis.ROWS, lines, STAMP)


def test_a_total_is_never_combined_with_its_part():
    table = check_of().tables[0]
    assert list(adjacent_parts(table, Axis.ROWS)) == [(1, 2), (2, 3)]
    assert list(adjacent_parts(table, Axis.COLUMNS)) == [(1, 2), (2, 3)]


def test_percentages_of_combined_lines_are_not_available():
    check = check_of()
    table = replace(check.tables[0], column_statistics=((3, Statistic.PERCENTAGE),), relations=())
    first = check_of().tables[0].relations[0]
    across = tuple(line for line in first.across if line != 3)
    check = replace(check, loaded=(replace(table, relations=(replace(first, across=across),)),))
    assert (shown(merged(check))["D2"], shown(merged(check))["D3"]) == ("[x]", "[z]")


def test_what_was_decided_before_is_superseded():
    check = check_of()
    check = check.do(
        Withhold((ref("B2"), ref("C4")), SuppressionRole.PRIMARY, "[c]", STAMP),
        RoundCells((ref("C3"),), (30.0,), "conventional", 5, STAMP),
    )
    changes = shown(merged(check))
    assert (changes["B2"], changes["C3"], changes["C4"]) == (23, "[z]", "[c]")


def test_a_record_names_no_unsafe_part_of_a_combined_line():
    check = check_of()
    check = check.do(Withhold((ref("B2"),), SuppressionRole.PRIMARY, "[c]", STAMP))
    findings = assess(check_of()).findings
    reduction = Reduction(merged(check).actions)
    assert [type(one).__name__ for one in reduction.actions()] == ["MergeLines"]
    told = [*reduction.findings(findings), *reduction.outstanding(findings)]
    assert not any(ref("B2") in one.cells for one in told)


def test_an_action_is_read_as_it_was_written():
    action = merged(check_of()).actions[0]
    for form in ({"with_values": True}, {"with_values": False}):
        document = action_as_json(action, with_parameters=not form["with_values"], **form)
        assert action_from_json(document) == action


def test_a_part_that_another_sheet_prints_gives_the_other_part_away():
    first = make_sheet(with_totals(((3, 411, 512), (207, 318, 631), (70, 80, 90))))
    other = make_sheet([["Area", "Group 1", "Group 2", "Group 3"], ["Area 2", 207, 318, 631]], "B")
    tables = table_of(first), table_of(other, totals=False)
    check = Check(make_workbook(first, other), POLICY, tables)
    found = [one for one in assess(merged(check)).findings if one.rule == "combined"]
    assert [one.severity for one in found] == [Severity.FAIL]
    assert "B!B2" in found[0].message


def test_what_readers_know_of_a_part_is_for_somebody_to_look_at():
    check = check_of().do(StateFact((ref("B2"),), 3, 3, STAMP))
    found = [one for one in assess(merged(check)).findings if one.rule == "combined"]
    assert [one.severity for one in found] == [Severity.REVIEW]


def test_evidence_of_both_parts_is_joined_where_it_can_be():
    known = {
        CONTRIBUTORS: np.zeros((5, 5)),
        largest(1): np.full((5, 5), np.nan),
        largest(2): np.full((5, 5), np.nan),
        top(2): np.full((5, 5), np.nan),
    }
    known[CONTRIBUTORS][1, 1:4], known[CONTRIBUTORS][2, 1:4] = (1, 5, 5), (2, 5, 5)
    known[largest(1)][1:3, 1] = 9, 7
    known[largest(2)][2, 1] = 4
    known[largest(1)][1:3, 2] = 9, 7
    known[largest(2)][1, 2] = 4
    check = replace(check_of(), evidence=Evidence({"Table 1": known}))
    found = combined(merged(check)).evidence.sheets["Table 1"]
    assert (found[CONTRIBUTORS][1, 1], found[largest(2)][1, 1], found[top(2)][1, 1]) == (3, 7, 16)
    assert found[largest(1)][1, 2] == 9
    assert np.isnan(found[largest(2)][1, 2])


counts = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=3, max_size=5)


@settings(max_examples=25, deadline=None)
@given(counts, st.integers(0, 3), st.sampled_from(list(Axis)))
def test_protected_after_combining_is_protected_as_if_the_source_had_been_combined(
    numbers, first, axis
):
    check = check_of(numbers)
    pairs = list(adjacent_parts(check.tables[0], axis))
    check = merged(check, axis, pairs[first % len(pairs)])
    done = check.do(*suppress(check, STAMP).actions)
    view = combined(done)
    assert assess(done).audit == assess(view).audit
    shown_there = publish(view.workbook, view.actions)
    both = assess(done).published
    assert both.markers == shown_there.markers
    for name, values in shown_there.values.items():
        assert np.array_equal(both.values[name], values, equal_nan=True)


@pytest.mark.parametrize("label", ["", "The middle"])
def test_an_earlier_release_that_prints_a_part_gives_combining_away(label):
    numbers = ((207, 311, 512), (318, 403, 631), (3, 580, 690), (271, 880, 990))
    rows = with_totals(numbers)
    now = make_sheet(rows)
    for row, column in ((1, 1), (1, 2), (3, 1), (3, 2)):
        rows[row][column] = "[c]"
    before = make_sheet(rows)
    earlier = EarlierRelease(
        replace(make_workbook(before), name="before.xlsx", sha256="1" * 64), (table_of(before),)
    )
    check = Check(make_workbook(now), POLICY, (table_of(now),))
    check = take_into_account(check, (earlier,), STAMP)
    merge = combine_lines(check, "Table 1", Axis.ROWS, (2, 3), STAMP, label)
    found = assess(check.do(merge))
    assert any("B4 is 3" in one.message for one in found.findings)


def test_parts_that_are_withheld_elsewhere_are_bounded_by_the_sum_of_combined_lines():
    counts = ((3, 411), (4, 318), (70, 80))
    first = make_sheet(with_totals(counts))
    lines = [["Area", "Group 1", "Group 2"], ["Area 1", 3, 411], ["Area 2", 4, 318]]
    other = make_sheet(lines, "B")
    tables = table_of(first), table_of(other, totals=False)
    check = Check(make_workbook(first, other), POLICY, tables)
    parts = tuple(CellRef("B", row, 1) for row in (1, 2))
    check = merged(check).do(Withhold(parts, SuppressionRole.PRIMARY, "[c]", STAMP))
    found = {one.cell.full: one for one in assess(check).audit.intervals}
    assert [(found[one].lower, found[one].upper) for one in ("B!B2", "B!B3")] == [(1, 6), (1, 6)]
