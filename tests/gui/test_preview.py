"""While a large workbook is read its first rows are on the screen, and nothing can be done."""

import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from sdc_desktop.gui.theme import LIGHT
from tests.workbooks import damage_sheet, write_large

ROWS = 6_000


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    return write_large(tmp_path_factory.mktemp("large") / "large.xlsx", ROWS)


@pytest.fixture
def open_and_then(window, settle):
    """Return a function that opens a workbook and does something as its first rows are shown."""
    seen = []

    def open_file(path, then):
        window.opening.first_shown.connect(lambda: seen.append(then()))
        window.open(path)
        settle()
        return seen

    return open_file


def can_do(window):
    can = window.can
    actions = (can.save, can.protect, can.withhold, can.accept, can.round, can.remove_hidden)
    return [one.isEnabled() for one in (*actions, can.undo, can.menus["table"].menuAction())]


def test_the_first_rows_are_shown_greyed_and_say_why(window, large, open_and_then):
    def look():
        page = window.opening.page
        model = page.sheets.view.sheet_model
        style = model.workbook.styles[model.style_number(1, 1)]
        return page.isVisible(), page.text, model.text(150, 0), model.rowCount(), style.font_colour

    [(is_visible, text, cell, rows, colour)] = open_and_then(large, look)
    assert is_visible
    assert text.startswith("Reading large.xlsx")
    assert cell == "Area 150"
    assert rows < ROWS
    assert colour == LIGHT.muted


def test_nothing_can_be_saved_or_changed_before_everything_is_read(window, large, open_and_then):
    [could] = open_and_then(large, lambda: can_do(window))
    assert not any(could)
    assert window.can.save.isEnabled()
    assert window.can.protect.isEnabled()


def test_the_whole_workbook_takes_the_place_of_the_first_rows(window, large, open_and_then):
    open_and_then(large, lambda: None)
    assert window.opening.page is None
    window.workbench.sheets.show_sheet("Data")
    assert window.workbench.sheets.view.sheet_model.text(ROWS - 1, 0) == f"Area {ROWS - 1}"
    assert window.workbench.isVisible()


def test_other_sheets_cannot_be_gone_to_before_they_are_read(window, large, open_and_then):
    [is_enabled] = open_and_then(large, lambda: window.opening.page.sheets._tabs.isEnabled())
    assert not is_enabled


def test_reading_can_be_cancelled_while_the_first_rows_are_shown(window, large, open_and_then):
    open_and_then(large, window.jobs.cancel_all)
    assert window.opening.page is None
    assert window.welcome.isVisible()
    assert "not opened" in window.banner.text
    assert not any(can_do(window))


def test_damage_after_the_first_rows_leads_back_with_a_sentence(
    window, large, open_and_then, tmp_path
):
    damaged = damage_sheet(large, tmp_path / "damaged.xlsx")
    seen = open_and_then(damaged, lambda: True)
    assert seen == [True]
    assert window.opening.page is None
    assert window.welcome.isVisible()
    assert "cannot be understood" in window.banner.text
    assert window.banner.hint


def test_an_open_check_waits_behind_the_first_rows(window, counts, large, open_file, open_and_then):
    open_file(counts)
    panel = window.workbench.findings
    shown = (panel, window.tools, window.guide)

    def look():
        return can_do(window), [one.isVisible() for one in shown], window.windowTitle()

    [(could, are_visible, title)] = open_and_then(large, look)
    assert not any(could)
    assert not any(are_visible)
    assert title.startswith("large.xlsx")
    assert window.workbench.document.path == large


def test_an_open_check_comes_back_when_reading_is_cancelled(
    window, counts, large, open_file, settle, open_and_then
):
    open_file(counts)
    window.can.protect.trigger()
    settle()
    before = window.workbench
    [could] = open_and_then(large, lambda: (window.jobs.cancel_all(), can_do(window))[1])
    assert not any(could)
    assert window.workbench is before
    assert before.isVisible()
    assert before.findings.isVisible()
    assert window.can.save.isEnabled()
    assert window.guide.isVisible()
    assert window.windowTitle().startswith("complaints.xlsx")
    assert "at risk" in window.summary


def test_a_check_stopped_with_the_reading_of_another_workbook_is_done_all_the_same(
    window, counts, large, open_file, open_and_then
):
    open_file(counts)

    def stop_both():
        window.workbench.document.assess()
        window.jobs.cancel_all()

    assert open_and_then(large, stop_both) == [None]
    assert not window.workbench.document.is_unchecked
    assert "at risk" in window.summary


def test_another_workbook_opened_meanwhile_is_the_one_that_counts(
    window, counts, large, settle, open_and_then
):
    open_and_then(large, lambda: window.open(counts))
    settle()
    assert window.opening.page is None
    assert window.workbench.document.path == counts
    assert not window.banner.isVisible()


def test_the_window_can_be_closed_while_the_first_rows_are_shown(window, large, open_and_then):
    open_and_then(large, window.close)
    assert not window.is_working
    assert window.workbench is None


def test_a_small_workbook_is_there_at_once(window, counts, open_and_then):
    assert open_and_then(counts, lambda: True) == []
    assert window.workbench is not None


def test_the_status_line_says_what_is_done_and_offers_to_stop(window, large, open_and_then):
    def look():
        buttons = window.statusBar().findChildren(QPushButton)
        return window.summary, [one.text() for one in buttons if one.isEnabled()]

    assert open_and_then(large, look) == [("Reading large.xlsx…", ["Cancel"])]


def test_a_closed_workbook_is_let_go(window, large, open_and_then, settle, qtbot):
    open_and_then(large, lambda: None)
    held = weakref.ref(window.workbench.document.check.workbook.sheet("Data").values)
    window.can.close_check.trigger()
    settle()
    qtbot.waitUntil(lambda: held() is None)
