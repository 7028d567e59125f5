"""Agreeing that hidden parts go is an action like any other, and decides no cell."""

import pytest

from sdc_desktop.core.action_json import BrokenActionError, action_from_json
from sdc_desktop.core.actions import RemoveHidden, Stamp, hidden_to_remove
from sdc_desktop.core.published import publish
from sdc_desktop.core.record_reduction import Reduction
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.report_words import action_in_words
from tests.workbooks import write_counts

STAMP = Stamp("Ann", "2026-11-21T09:30:00Z")
FIRST = RemoveHidden(("comments||Table 1", "authors|docProps/core.xml|"), STAMP)
LATER = RemoveHidden(("comments||Table 1",), STAMP)


def test_the_latest_of_several_counts():
    assert hidden_to_remove((FIRST, LATER)) == {"comments||Table 1"}
    assert hidden_to_remove((FIRST, RemoveHidden((), STAMP))) == frozenset()
    assert hidden_to_remove(()) == frozenset()


def test_it_changes_no_cell(tmp_path):
    workbook = read_workbook(write_counts(tmp_path / "a.xlsx"))
    assert publish(workbook, (FIRST,)).changes() == ()


def test_a_record_keeps_it_as_it_is():
    assert Reduction((FIRST, LATER)).actions() == (FIRST, LATER)


@pytest.mark.parametrize("carriers", ["comments", [1], None])
def test_what_is_no_list_of_names_is_refused(carriers):
    stamp = {"who": "Ann", "when": "", "why": ""}
    with pytest.raises(BrokenActionError):
        action_from_json({"do": "remove-hidden", "carriers": carriers, **stamp})


def test_a_report_says_how_many():
    assert "2 hidden parts" in action_in_words({"do": "remove-hidden", "carriers": ["a", "b"]})
    assert "every hidden part" in action_in_words({"do": "remove-hidden", "carriers": []})
