"""Earlier releases in the real window: added, matched, corrected, undone, and told about."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sdc_desktop.core.actions import CompareReleases, CorrectMatching, releases_compared
from sdc_desktop.core.releases.match import Period
from sdc_desktop.gui.dialogs.reason_dialog import ExemptionWish, ReasonDialog
from sdc_desktop.gui.journals import unfinished_checks
from sdc_desktop.gui.models.earlier_rows import RowKind
from tests.workbooks import COUNTS, write_counts


@pytest.fixture
def before(tmp_path):
    """The same table as published before, with its first area under another name."""
    path = write_counts(tmp_path / "before.xlsx")
    book = openpyxl.load_workbook(path)
    book["Table 1"]["A5"] = "Old Forest"
    book.save(path)
    return path


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


@pytest.fixture
def panel(bench, before, settle):
    bench.earlier.add(before)
    settle()
    return bench.earlier.panel


def rows_of(panel, kind):
    return [row for row in panel._rows if row.kind is kind]


def choose_line(panel, here):
    """Choose the row with this label here, as with the keyboard."""
    place = next(number for number, row in enumerate(panel._rows) if row.here == here)
    panel.lines.setFocus()
    panel.lines.setCurrentItem(panel.lines.topLevelItem(place))


def choose(box, text):
    """Choose an entry of a list by its first letters, as with the keyboard."""
    place = next(n for n in range(box.count()) if box.itemText(n).startswith(text))
    box.setCurrentIndex(place)
    box.activated.emit(place)


def rules(bench):
    return {one.rule for one in bench.document.assessment.findings}


def test_without_a_release_the_panel_says_why_to_add_one(bench):
    assert "earlier releases" in bench.earlier.panel._emptiness.text()
    assert bench.earlier.panel._first.isEnabled()


def test_a_release_that_is_added_is_matched_line_by_line(window, bench, panel):
    assert [one.name for one in releases_compared(bench.document.check.actions)] == ["before.xlsx"]
    [top] = [panel.entries.topLevelItem(n) for n in range(panel.entries.topLevelItemCount())]
    assert (top.text(0), top.childCount()) == ("before.xlsx", 1)
    same = rows_of(panel, RowKind.SAME)
    assert len(same) == 5 + 5
    renamed = same[0]
    assert renamed.there == "Old Forest"
    assert renamed.why == "another label, but the same numbers"
    assert renamed.sure == "75 %"


def test_what_a_reader_learns_from_both_is_a_finding(bench, panel, settle):
    bench.protecting.protect()
    settle()
    settle()
    assert "differencing" in rules(bench)
    messages = [one.message for one in bench.document.assessment.findings]
    assert any("was printed before" in one for one in messages)


def test_undo_takes_the_release_out_and_redo_brings_it_back(bench, panel, settle):
    bench.document.undo_stack.undo()
    settle()
    assert bench.document.comparison is None
    assert panel.entries.topLevelItemCount() == 0
    bench.document.undo_stack.redo()
    settle()
    assert panel.entries.topLevelItemCount() == 1


def test_a_line_can_be_said_to_have_no_counterpart_and_as_found_again(bench, panel, settle):
    renamed = rows_of(panel, RowKind.SAME)[0].here
    choose_line(panel, renamed)
    choose(panel.line, "No counterpart")
    settle()
    assert renamed not in [row.here for row in rows_of(panel, RowKind.SAME)]
    assert {row.here or row.there for row in rows_of(panel, RowKind.ALONE)} == {
        renamed,
        "Old Forest",
    }
    assert panel.line.currentText() == "No counterpart"
    bench.document.undo_stack.undo()
    settle()
    assert renamed in [row.here for row in rows_of(panel, RowKind.SAME)]


def test_a_line_can_be_said_to_be_another_one(bench, panel, settle):
    first = rows_of(panel, RowKind.SAME)[1].here
    choose_line(panel, first)
    choose(panel.line, "Old Forest")
    settle()
    assert isinstance(bench.document.check.actions[-1], CorrectMatching)
    row = next(row for row in panel._rows if row.here == first)
    assert (row.sure, row.why) == ("100 %", "said by the checker")


def test_the_period_can_be_said(bench, panel, settle):
    choose(panel.period, "Another period")
    settle()
    [match] = bench.document.comparison.matches
    assert match.pairs[0].period is Period.OTHER
    assert panel.period.currentText() == "Another period"
    choose(panel.period, "As found")
    settle()
    assert bench.document.comparison.matches[0].pairs[0].period is Period.SAME


def test_a_table_can_be_said_to_have_no_counterpart(bench, panel, settle):
    choose(panel.table, "No counterpart")
    settle()
    [match] = bench.document.comparison.matches
    assert (len(match.settled_now), len(match.lone_before), match.pairs) == (1, 1, ())
    assert panel.table.currentText() == "No counterpart"
    assert "release-match" in rules(bench)
    choose(panel.table, "As found")
    settle()
    assert bench.document.comparison.matches[0].pairs


def test_leaving_a_release_out_compares_with_none(bench, panel, settle):
    QTest.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    settle()
    assert bench.document.comparison is None
    assert releases_compared(bench.document.check.actions) == ()


def test_the_workbook_itself_cannot_be_added(window, bench, counts, settle):
    bench.earlier.add(counts)
    settle()
    assert not bench.document.check.actions
    assert "is the workbook itself" in window.banner.text


def test_revised_numbers_are_listed(window, bench, tmp_path, settle):
    changed = ((121, *COUNTS[0][1:]), *COUNTS[1:])
    bench.earlier.add(write_counts(tmp_path / "revised.xlsx", changed))
    settle()
    revised = rows_of(bench.earlier.panel, RowKind.REVISED)
    assert [(row.here, row.there) for row in revised][:1] == [("B4: 120", "B4: 121")]
    assert {"revised", "differencing"} <= rules(bench)


def test_choosing_a_row_shows_its_cell(window, bench, panel):
    window.panels.bring_up("earlier")
    row = rows_of(panel, RowKind.SAME)[2]
    choose_line(panel, row.here)
    assert bench.sheets.current_cell() == row.cell
    assert panel.lines.hasFocus()


def test_the_keyboard_reaches_everything(window, bench, panel, qtbot):
    window.panels.bring_up("earlier")
    panel.focus_list()
    seen = set()
    for _ in range(12):
        seen.add(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    wanted = {panel.entries, panel.add, panel.remove, panel.table, panel.period, panel.lines}
    assert wanted <= seen


def test_a_release_that_is_not_at_hand_any_more_is_said(window, bench, panel, counts, settle):
    window.show_welcome()
    assert unfinished_checks(window.store.folder)
    window.open(counts)
    settle()
    bench = window.workbench
    assert isinstance(bench.document.check.actions[0], CompareReleases)
    item = bench.earlier.panel.entries.topLevelItem(0)
    assert "not at hand" in item.text(0)
    assert "release-match" in rules(bench)


def test_adding_the_file_again_makes_it_whole(window, bench, panel, before, counts, settle):
    window.show_welcome()
    window.open(counts)
    settle()
    window.workbench.earlier.add(before)
    settle()
    assert "release-match" not in rules(window.workbench)
    assert window.workbench.document.comparison.matches


def test_a_small_difference_is_accepted_with_a_reason(window, bench, tmp_path, settle, monkeypatch):
    changed = ((121, *COUNTS[0][1:]), *COUNTS[1:])
    bench.earlier.add(write_counts(tmp_path / "revised.xlsx", changed))
    settle()
    [finding] = [one for one in bench.document.assessment.findings if one.rule == "differencing"]
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_: ExemptionWish("a late return, no person"))
    bench.sheets.go_to(finding.cells[0])
    bench.sheets.view.select_cells(finding.cells)
    window.can.accept.trigger()
    settle()
    settle()
    assert "differencing" not in rules(bench)
    bench.document.undo_stack.undo()
    settle()
    assert "differencing" in rules(bench)
