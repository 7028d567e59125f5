"""Earlier releases and their matching as actions: in the journal, the record and the reduction."""

from __future__ import annotations

import pytest

from sdc_desktop.core.action_json import BrokenActionError, action_as_json, action_from_json
from sdc_desktop.core.actions import (
    CompareReleases,
    CorrectMatching,
    ReleaseFile,
    matching_said,
    releases_compared,
)
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.published import publish
from sdc_desktop.core.record_reduction import Reduction
from sdc_desktop.core.releases.corrections import (
    NO_CORRECTION,
    MatchCorrection,
    SaidLines,
    SaidTables,
)
from sdc_desktop.core.releases.match import Period, TablePlace
from sdc_desktop.core.tables import Axis
from tests.core.build import STAMP, make_sheet, make_workbook, withhold

HERE = TablePlace("Table 1", CellRange.parse("B4:F8"))
THERE = TablePlace("Old 1", CellRange.parse("B3:F9"))
CORRECTION = MatchCorrection(
    (
        SaidTables(HERE, THERE, period=Period.SAME),
        SaidTables(HERE, None),
        SaidTables(HERE, THERE, is_same=False),
    ),
    (
        SaidLines(HERE, THERE, Axis.ROWS, 4, 7),
        SaidLines(HERE, THERE, Axis.COLUMNS, None, 2),
    ),
)
COMPARE = CompareReleases((ReleaseFile("before.xlsx", "a" * 64),), STAMP)
MATCHING = CorrectMatching("a" * 64, CORRECTION, STAMP)


@pytest.mark.parametrize("action", [COMPARE, MATCHING, CompareReleases((), STAMP)])
@pytest.mark.parametrize("is_record", [True, False])
def test_they_come_back_from_json_as_they_were(action, is_record: bool):
    document = action_as_json(action, with_values=is_record, with_parameters=not is_record)
    assert action_from_json(document) == action


def test_lines_are_named_as_a_spreadsheet_names_them():
    lines = action_as_json(MATCHING, with_values=True, with_parameters=False)["matching"]["lines"]
    assert [(one["now"], one["before"]) for one in lines] == [("5", "8"), (None, "C")]


@pytest.mark.parametrize("field", ["releases", "sha256", "matching"])
def test_a_broken_action_is_said_to_be_broken(field: str):
    action = COMPARE if field == "releases" else MATCHING
    document = action_as_json(action, with_values=True, with_parameters=False)
    document[field] = 7
    with pytest.raises(BrokenActionError):
        action_from_json(document)


def test_they_change_no_cell():
    workbook = make_workbook(make_sheet([["Area", "Men"], ["Ash", 12]]))
    assert publish(workbook, (COMPARE, MATCHING)).changes() == ()


def test_a_record_keeps_them():
    assert Reduction((COMPARE, withhold("B2"), MATCHING)).actions() == (
        COMPARE,
        withhold("B2"),
        MATCHING,
    )


def test_the_latest_counts():
    assert releases_compared((COMPARE, CompareReleases((), STAMP))) == ()
    again = CorrectMatching("a" * 64, NO_CORRECTION, STAMP)
    assert matching_said((MATCHING, again)) == {"a" * 64: NO_CORRECTION}


def test_what_is_said_again_replaces_what_it_contradicts():
    other = TablePlace("Old 2", CellRange.parse("B3:F9"))
    said = NO_CORRECTION.with_tables(SaidTables(HERE, THERE)).with_tables(SaidTables(HERE, other))
    assert said.tables == (SaidTables(HERE, other),)
    assert said.without_tables(HERE, None) == NO_CORRECTION


def test_a_denied_pair_stays_beside_another_one():
    other = TablePlace("Old 2", CellRange.parse("B3:F9"))
    denied = SaidTables(HERE, THERE, is_same=False)
    said = NO_CORRECTION.with_tables(denied).with_tables(SaidTables(HERE, other))
    assert said.tables == (denied, SaidTables(HERE, other))
