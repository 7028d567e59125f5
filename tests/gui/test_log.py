"""The log of a session and the report of a fault tell what was done, and no value of a workbook."""

import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.gui.app import make_application
from sdc_desktop.gui.dialogs.fault_dialog import FaultDialog
from sdc_desktop.gui.dialogs.log_dialog import LogDialog
from sdc_desktop.gui.faults import Faults
from sdc_desktop.gui.jobs import Job
from sdc_desktop.gui.session_log import SESSION, SessionLog, way_of
from tests.canaries import SMALL, pattern_of, write_canaries

RISKY = CellRef("Table 1", 4, 3)


def fail_with(value):
    number = value + 0.5
    raise ValueError(f"{value} cannot be used, {number} neither")


def error_of(value):
    try:
        fail_with(value)
    except ValueError as cause:
        try:
            raise SdcError(f"{value} is not good") from cause
        except SdcError as error:
            return error


@pytest.fixture
def log(qtbot):
    log = LogDialog(SESSION)
    qtbot.addWidget(log)
    return log


def held_in(text, numbers):
    return [number for number in numbers if pattern_of(number).search(text.encode())]


def test_the_log_tells_what_was_done_and_to_which_file(window, counts, open_file, settle, log):
    first = SESSION.count
    open_file(counts)
    window.workbench.go_to(CellRef("Table 1", 3, 3))
    window.can.withhold.trigger()
    settle()
    window.can.undo.trigger()
    settle()
    told = [one for one in SESSION.entries() if one.number > first]
    texts = [one.text for one in told]
    assert "Opening: began" in texts
    assert any(text.startswith("Opening: finished after ") for text in texts)
    assert "Chosen: Withhold" in texts
    assert texts.index("Step: Withhold x 1") < texts.index("Step taken back: Withhold x 1")
    assert "complaints.xlsx" in {one.place for one in told}


def test_no_number_of_a_workbook_is_in_the_log_whatever_is_done_and_fails(
    window, home, tmp_path, open_file, settle, log
):
    numbers = write_canaries(tmp_path / "canaries.xlsx")
    open_file(tmp_path / "canaries.xlsx")
    window.workbench.go_to(RISKY)
    for action in (window.can.withhold, window.can.undo, window.can.redo):
        action.trigger()
        settle()
    window.manners.copy_source.trigger()
    window.banner.show_error(error_of(SMALL[0]))
    window.jobs.start(Job("Failing", lambda _: fail_with(SMALL[1])))
    settle()
    log.with_names.setChecked(True)
    assert "fail_with" in log.text()
    assert held_in(log.text(), numbers.values()) == []
    assert not [one for one in home.rglob("*") if "log" in one.name]


def test_the_way_of_an_error_names_kinds_and_functions_and_no_words_of_it():
    way = way_of(error_of(3))
    assert way.splitlines()[0] == "SdcError"
    assert "ValueError" in way
    assert "test_log, line " in way
    assert "fail_with" in way
    assert "cannot be used" not in way


def test_names_of_files_are_copied_and_saved_only_when_that_is_asked_for(
    window, counts, open_file, log, tmp_path
):
    open_file(counts)
    log.copy()
    assert "complaints" not in QGuiApplication.clipboard().text()
    log.with_names.setChecked(True)
    log.save(tmp_path / "log.txt")
    assert "[complaints.xlsx]" in (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert log.state.text() == "Saved as log.txt."


def test_a_folder_that_cannot_be_written_to_is_said(log, tmp_path):
    log.save(tmp_path / "none" / "log.txt")
    assert log.state.text() == "log.txt cannot be written. Choose another folder."


def test_the_log_is_searched_and_errors_are_found(window, log, settle):
    window.jobs.start(Job("Breaking", lambda _: fail_with(3)))
    settle()
    log.refresh()
    log.search.setText("breaking")
    log.errors_only.setChecked(True)
    assert log.model.rowCount() >= 1
    assert {one.text for one in log.listed()} == {"Breaking: has a fault"}
    log.list.selectRow(0)
    assert "fail_with" in log.way.toPlainText()


def test_the_menu_opens_the_log_and_it_follows_what_happens(window, qtbot):
    window.manners.show_log.trigger()
    shown = window.manners.log
    window.can.zoom_in.setEnabled(True)
    window.can.zoom_in.trigger()
    newest = shown.model.index(0, 1)
    qtbot.waitUntil(lambda: newest.data() == "Chosen: Zoom in", timeout=5_000)


def test_only_the_latest_entries_are_kept():
    import logging

    log = SessionLog()
    for number in range(5_010):
        log.handle(logging.makeLogRecord({"msg": f"{number}", "levelno": logging.INFO}))
    assert (log.count, len(log.entries()), log.entries()[0].number) == (5_010, 5_000, 11)


@pytest.fixture
def faults(window):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    faults = Faults(window)
    faults.take_over()
    yield faults
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def dialogs(window):
    return window.findChildren(FaultDialog)


def test_a_fault_is_told_once_in_plain_words_and_the_work_is_kept(
    window, faults, counts, open_file, qtbot, capfd
):
    open_file(counts)
    error = error_of(SMALL[0])
    for _ in range(3):
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=5_000)
    dialog = dialogs(window)[0]
    dialog.accept()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("SdcError\n  in tests.gui.test_log, line ")
    assert "SDC Desktop" in copied
    assert held_in(copied + capfd.readouterr().err, SMALL) == []
    assert window.workbench is not None
    dialog.close()


def test_a_fault_in_another_thread_is_told_too(window, faults, qtbot):
    thread = threading.Thread(target=fail_with, args=(3,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=5_000)
    assert "fail_with" in dialogs(window)[0].details.toPlainText()
    dialogs(window)[0].close()


def test_a_slot_that_fails_tells_it_and_the_window_goes_on(window, faults, qtbot):
    window.can.zoom_in.triggered.connect(lambda: fail_with(3))
    window.can.zoom_in.setEnabled(True)
    window.can.zoom_in.trigger()
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=5_000)
    assert window.isVisible()
    dialogs(window)[0].close()


def test_starting_twice_listens_once(qapp, window):
    before = SESSION.count
    make_application(window.store)
    window.jobs.start(Job("Nothing", lambda _: None))
    window.jobs.finish()
    told = [one.text for one in SESSION.entries() if one.number > before]
    assert told.count("Nothing: began") == 1
