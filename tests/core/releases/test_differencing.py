"""What a workbook and its earlier releases give away together."""

from __future__ import annotations

import pytest

from sdc_desktop.core.actions import CompareReleases, CorrectMatching, Exempt, ReleaseFile
from sdc_desktop.core.check import Assessment, assess
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.releases.corrections import NO_CORRECTION, SaidLines, SaidTables
from sdc_desktop.core.releases.match import Period, TablePlace
from sdc_desktop.core.tables import Axis
from tests.core.build import STAMP, exempt, ref, rounded, withhold
from tests.releases import assessed, book, check_of, release

NOW = [
    ["Area", "Men", "Women", "Total"],
    ["Ash", 130, 141, 271],
    ["Beech", 203, 247, 450],
    ["Cedar", 113, 113, 226],
    ["Total", 446, 501, 947],
]


def changed(rows: list[list[object]], **cells: object) -> list[list[object]]:
    """Return rows with other values in cells named as on the sheet, below its title."""
    copy = [list(row) for row in rows]
    for place, value in cells.items():
        cell = ref(place)
        copy[cell.row - 1][cell.column] = value
    return copy


def told(assessment: Assessment, rule: str = "differencing") -> list[tuple[str, list[str], str]]:
    return [
        (one.severity.value, [cell.a1 for cell in one.cells], one.message)
        for one in assessment.findings
        if one.rule == rule
    ]


def test_t7_a_merged_area_of_an_earlier_release_gives_withheld_cells_away():
    now = [
        *(["Area", "Men", "Women"], ["Ash", "[c]", 41], ["Beech", "[c]", 47], ["Cedar", 13, 113]),
        *(["Total", 63, 201],),
    ]
    before = [
        *(["Area", "Men", "Women"], ["Ash and Beech", 50, 88], ["Beech and Cedar", 60, 160]),
        *(["Elm", 300, 310],),
    ]
    result = assessed(book(now), release(before))
    exact = {one.cell.a1: one.lower for one in result.audit.intervals if one.is_exact}
    assert exact == {"B3": 3, "B4": 47}
    assert {cells[0] for _, cells, _ in told(result)} == {"B3", "B4"}


def test_without_the_earlier_release_the_same_cells_are_safe():
    now = [
        *(["Area", "Men", "Women"], ["Ash", "[c]", 41], ["Beech", "[c]", 47], ["Cedar", 13, 113]),
        *(["Total", 63, 201],),
    ]
    assert not any(one.is_exact for one in assessed(book(now)).audit.intervals)


def test_a_cell_withheld_now_and_printed_before_is_named():
    hidden = ("[c]", "[c]")
    now = changed(NOW, B3=hidden[0], C3=hidden[0], B4=hidden[1], C4=hidden[1])
    result = assessed(book(now), release(changed(NOW)))
    messages = {cells[0]: message for _, cells, message in told(result)}
    assert messages["B3"] == (
        "B3 is withheld here, but was printed before: "
        "Earlier release 'before.xlsx': Table 1!B3 shows 130."
    )
    assert set(messages) == {"B3", "C3", "B4", "C4"}
    assert not [one for one in result.findings if one.rule == "audit"]


def test_what_was_withheld_before_and_is_printed_now_is_a_finding():
    before = changed(NOW, B3="[c]", C3="[c]", B4="[c]", C4="[c]")
    result = assessed(book(NOW), release(before))
    found = told(result)
    assert {severity for severity, _, _ in found} == {"fail"}
    assert {cells[0] for _, cells, _ in found} == {"B3", "C3", "B4", "C4"}
    assert "this workbook gives it away" in found[0][2]


def test_showing_what_was_withheld_before_can_be_accepted_cell_by_cell():
    before = changed(NOW, B3="[c]", C3="[c]", B4="[c]", C4="[c]")
    accepted = exempt("differencing", "B3", "C3", "B4")
    found = told(assessed(book(NOW), release(before), actions=[accepted]))
    assert [cells for _, cells, _ in found] == [["C4"]]


def test_what_an_earlier_release_gave_away_alone_is_only_information():
    before = changed(NOW, B3="[c]")
    now = changed(NOW, B3="[c]", C3="[c]", B4="[c]", C4="[c]")
    found = told(assessed(book(now), release(before)))
    assert ("info", []) in [(severity, cells) for severity, cells, _ in found]


def test_what_two_earlier_releases_give_away_together_is_not_this_workbooks_doing():
    hidden = changed(NOW, B3="[c]", C3="[c]", B4="[c]", C4="[c]")
    first, second = release(hidden), release(changed(NOW, C3="[c]", C4="[c]"), name="b.xlsx")
    found = told(assessed(book(hidden), first, second))
    assert not [one for one in found if "this workbook gives it away" in one[2]]
    assert [one[0] for one in found if "alone say too much" in one[2]] == ["info"]


def test_nested_thresholds_leave_a_remainder_that_must_not_be_shown():
    now = [["Age", "Men", "Women"], ["Under 25", 127, 330], ["All ages", 900, 910]]
    before = [["Age", "Men", "Women"], ["Under 20", 126, 200], ["All ages", 900, 910]]
    [one] = [one for one in told(assessed(book(now), release(before))) if one[0] == "fail"]
    assert one[1] == ["B3"]
    assert one[2].startswith("Table 1!B3 less Earlier release 'before.xlsx': Table 1!B3 leaves 1")


def test_a_small_remainder_can_be_accepted_with_a_reason():
    now = book([["Age", "Men", "Women"], ["Under 25", 127, 330], ["All ages", 900, 910]])
    before = release([["Age", "Men", "Women"], ["Under 20", 126, 200], ["All ages", 900, 910]])
    assert told(assessed(now, before))
    assert not told(assessed(now, before, actions=[exempt("differencing", "B3")]))


def test_withholding_one_side_of_a_small_remainder_protects_it():
    now = [
        *(["Age", "Men", "Women", "All"], ["Under 25", 127, 330, 457]),
        *(["25 and over", 773, 580, 1353], ["All ages", 900, 910, 1810]),
    ]
    before = [
        *(["Age", "Men", "Women", "All"], ["Under 20", 126, 200, 326]),
        *(["All ages", 900, 910, 1810],),
    ]
    check = check_of(book(now), release(before))
    protected = check.do(*suppress(check, STAMP).actions)
    assert told(assess(check))
    assert not [one for one in told(assess(protected)) if one[0] != "info"]
    assert ref("B3") in assess(protected).published.markers


def test_a_total_with_an_added_area_gives_the_area_away():
    now = [*NOW[:4], ["Dogwood", "[c]", "[c]", "[c]"], ["Total", 449, 507, 956]]
    result = assessed(book(now), release(NOW))
    assert {one.cell.a1: one.lower for one in result.audit.intervals if one.is_exact} == {
        "B6": 3,
        "C6": 6,
        "D6": 9,
    }


def test_a_revised_number_links_nothing_and_is_shown():
    result = assessed(book(changed(NOW, B3=160, D3=301, B6=476, D6=977)), release(NOW))
    [(severity, cells, message)] = told(result, "revised")
    assert (severity, cells) == ("info", ["B3", "D3", "B6", "D6"])
    assert "B3 from 130 to 160" in message
    assert not told(result)


def test_a_small_difference_is_for_a_person_to_look_at_until_it_is_accepted():
    now = book(changed(NOW, B3=132, D3=273, B6=448, D6=949))
    [(severity, cells, _)] = told(assessed(now, release(NOW)))
    assert (severity, cells) == ("review", ["B3", "D3", "B6", "D6"])
    accepted = exempt("differencing", "B3", "D3", "B6", "D6")
    assert not told(assessed(now, release(NOW), actions=[accepted]))


def test_a_number_that_was_revised_and_is_withheld_is_an_estimate():
    now = book(changed(NOW, B3=150, D3=291, B6=466, D6=967))
    result = assessed(now, release(NOW), actions=[withhold("B3", "D3", "B6", "D6")])
    reviews = [one for one in told(result) if one[0] == "review"]
    assert reviews[0][1] == ["B3", "D3", "B6", "D6"]
    assert "close estimate" in reviews[0][2]


def test_a_link_that_contradicts_what_is_printed_is_given_up_and_reported():
    now = changed(NOW, B3="[c]", B4="[c]", C3="[c]", C4="[c]", B6=461, D6=962, D3=286)
    result = assessed(book(now), release(NOW))
    contradicted = [one for one in told(result) if "close estimate" in one[2]]
    assert contradicted
    assert not [one for one in result.audit.intervals if "contradict" in one.because]


def test_another_period_links_nothing():
    now = changed(NOW, B3="[c]", C3="[c]", B4="[c]", C4="[c]")
    year_before = [[one + 7 if isinstance(one, int) else one for one in row] for row in NOW]
    title = "Table 1: People by area and sex, 2023"
    result = assessed(book(now), release(year_before, title=title))
    assert not told(result)
    assert [severity for severity, _, _ in told(result, "release-match")] == ["info"]
    assert not any(one.is_exact for one in result.audit.intervals)


def test_the_checker_can_say_that_the_period_is_another_one():
    now = changed(NOW, B3="[c]", C3="[c]", B4="[c]", C4="[c]")
    check = check_of(book(now), release(NOW))
    here = TablePlace.of(check.tables[0])
    said = NO_CORRECTION.with_tables(SaidTables(here, here, period=Period.OTHER))
    again = check.do(CorrectMatching(check.earlier[0].sha256, said, STAMP))
    assert any(one.is_exact for one in assess(check).audit.intervals)
    assert not any(one.is_exact for one in assess(again).audit.intervals)


def test_a_table_that_matches_nothing_is_to_be_looked_at():
    other = [["Make", "Cars", "Vans"], ["Red", 7, 8], ["Green", 900, 901], ["Blue", 800, 801]]
    found = told(assessed(book(NOW), release(other, title="Vehicles")), "release-match")
    assert [severity for severity, _, _ in found] == ["review", "review"]


def test_lines_without_a_counterpart_in_both_may_be_renamed():
    now = changed(NOW, A3="Aspen", B3="[c]", C3="[c]", D3="[c]")
    found = told(assessed(book(now), release(NOW)), "release-match")
    assert [(one[0], "renamed" in one[2]) for one in found] == [("review", True)]


def test_lines_said_to_have_no_counterpart_need_no_look_any_more():
    now = book(changed(NOW, A3="Aspen", B3="[c]", C3="[c]", D3="[c]"))
    check = check_of(now, release(NOW))
    here = TablePlace.of(check.tables[0])
    said = NO_CORRECTION.with_lines(SaidLines(here, here, Axis.ROWS, 2, None))
    again = check.do(CorrectMatching(check.earlier[0].sha256, said, STAMP))
    assert [one[0] for one in told(assess(check), "release-match")] == ["review"]
    assert [one[0] for one in told(assess(again), "release-match")] == ["info"]


def test_a_release_that_is_not_at_hand_is_to_be_looked_at():
    check = check_of(book(NOW)).do(CompareReleases((ReleaseFile("a.xlsx", "1" * 64),), STAMP))
    [one] = [one for one in assess(check).findings if one.rule == "release-match"]
    assert (one.severity, "'a.xlsx'" in one.message) == (Severity.REVIEW, True)


def test_the_latest_choice_of_releases_counts():
    check = check_of(book(changed(NOW, B3="[c]")), release(NOW))
    assert assess(check.do(CompareReleases((), STAMP))).comparison is None


def test_two_releases_of_one_name_are_told_apart():
    now = changed(NOW, B3="[c]", C3="[c]", B4="[c]", C4="[c]")
    first = release(changed(NOW, B3="[c]", B4="[c]"))
    second = release(changed(NOW, C3="[c]", C4="[c]"))
    names = assessed(book(now), first, second).comparison.joint.combined.names
    assert names[0]["Table 1"] == "Earlier release 'before.xlsx': Table 1"
    assert names[1]["Table 1"] == "Earlier release 'before.xlsx': Table 1 (2)"


def test_rounding_protects_no_count_that_was_printed_before():
    now = changed(NOW, B3=4, D3=145, B6=320, D6=821)
    result = assessed(book(now), release(now), actions=[rounded(5, B3=5)])
    assert [one.cell for one in result.audit.unprotected] == [ref("B3")]
    assert told(result)[0][2].startswith("B3 is rounded here, but was printed before")


def test_a_rounded_workbook_beside_its_exact_release_is_for_a_person_to_look_at():
    before = changed(NOW, B3=4, C3=7, D3=11, B6=320, C6=367, D6=687)
    now = [
        [5 * round(cell / 5) if isinstance(cell, int) else cell for cell in row] for row in before
    ]
    [(severity, cells, message)] = told(assessed(book(now), release(before)))
    assert (severity, cells) == ("review", ["B3", "C3"])
    assert "printed them exactly" in message


def test_protection_holds_against_the_union_of_releases():
    now = changed(NOW, B3=4, D3=145, B6=320, D6=821)
    before = [["Area", "Total", "Homes"], *([row[0], row[3], row[3] + 1000] for row in now[1:])]
    check = check_of(book(now), release(before))
    protected = assess(check.do(*suppress(check, STAMP).actions))
    withheld = {cell.a1 for cell in protected.published.markers}
    assert not protected.audit.unprotected
    assert {"B3", "C3"} < withheld
    assert not {place for place in withheld if place.startswith("D")}


def test_what_was_printed_before_cannot_be_protected_and_is_said():
    now = changed(NOW, B3=4, D3=145, B6=320, D6=821)
    check = check_of(book(now), release(now))
    protected = check.do(*suppress(check, STAMP).actions)
    result = assess(protected)
    assert [one.cell for one in result.audit.unprotected] == [ref("B3")]
    assert "was printed before" in told(result)[0][2]


@pytest.mark.parametrize("marker", ["<10", "[c]"])
def test_a_marker_of_the_earlier_release_bounds_the_cell_here(marker: str):
    now = changed(NOW, B3="[c]", C3="[c]", B4="[c]", C4="[c]")
    before = changed(now, B3=marker)
    result = assessed(book(now), release(before))
    upper = {one.cell.a1: one.upper for one in result.audit.intervals}
    assert upper["B3"] == (9 if marker == "<10" else 269 + 1)


def test_an_exemption_of_a_shown_cell_is_no_statement_about_others():
    now = book(changed(NOW, B3=132, D3=273, B6=448, D6=949))
    one = Exempt((ref("B3"),), "differencing", STAMP)
    assert told(assessed(now, release(NOW), actions=[one]))[0][1] == ["D3", "B6", "D6"]
