"""A state of which nothing is known is never a dead end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.jobs import Job
from sdc_desktop.gui.views.guide_bar import Step

RISKY = CellRef("Table 1", 3, 3)


@pytest.fixture
def stopped(window, counts, open_file, settle):
    """A workbook whose check was stopped."""
    open_file(counts)
    window.workbench.document.assess()
    window.jobs.cancel_all()
    settle()
    return window.workbench


def test_a_stopped_check_says_how_to_go_on(window, stopped):
    assert stopped.document.is_unchecked
    assert "F5" in window.summary
    assert "F5" in stopped.guide.text_of(Step.FINDINGS)
    assert "F5" in window.banner.text
    assert [one.text() for one in window.banner.buttons] == ["Check again (F5)"]


def test_the_button_of_the_message_checks_again(window, stopped, settle):
    window.banner.buttons[0].click()
    settle()
    assert not stopped.document.is_unchecked
    assert "at risk" in window.summary
    assert not window.banner.isVisible()


def test_f5_checks_again_and_the_message_goes(window, stopped, settle, qtbot):
    qtbot.keyClick(stopped.sheets.view, Qt.Key.Key_F5)
    settle()
    assert stopped.document.assessment is not None
    assert not window.banner.isVisible()


def test_f5_checks_a_known_state_anew(window, counts, open_file, settle):
    open_file(counts)
    before = window.workbench.document.assessment
    window.can.check_again.trigger()
    settle()
    after = window.workbench.document.assessment
    assert after is not before
    assert after.findings == before.findings


def test_another_message_stays_when_the_check_is_done(window, stopped, settle):
    window.banner.show_message("info", "Something else.")
    window.can.check_again.trigger()
    settle()
    assert window.banner.text == "Something else."
    assert window.banner.isVisible()


def test_a_refused_workbook_leaves_the_open_one_checked(window, stopped, settle, tmp_path):
    window.open(tmp_path / "missing.xlsx")
    settle()
    assert not stopped.document.is_unchecked
    assert "at risk" in window.summary


def test_cancel_stops_the_job_that_is_named_and_no_other(window, counts, open_file, settle, qtbot):
    open_file(counts)
    go_on = []

    def work(progress):
        while not go_on:
            progress(0, 0, "")

    jobs = [window.jobs.start(Job(title, work)) for title in ("First", "Second")]
    cancel = next(
        one for one in window.statusBar().findChildren(QPushButton) if one.text() == "Cancel"
    )
    cancel.click()
    assert [one.is_cancelled for one in jobs] == [False, True]
    qtbot.waitUntil(lambda: window.jobs.running == (jobs[0],), timeout=30_000)
    assert cancel.isEnabled()
    cancel.click()
    settle()
    assert jobs[0].is_cancelled


def test_the_last_step_says_which_come_first_and_what_is_left(window, counts, open_file, settle):
    open_file(counts)
    guide = window.guide
    assert guide.text_of(Step.SAVE) == "settle 3 first"
    button = guide._buttons[Step.SAVE]
    assert "1 cell at risk" in button.toolTip()
    assert "1 cell at risk" in button.accessibleDescription()
    window.can.protect.trigger()
    settle()
    assert "first" not in guide.text_of(Step.SAVE)
