"""What the window reads and writes is in the access log; one that fails stands in nobody's way."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sdc_desktop.gui.dialogs.save_dialog import SaveDialog
from sdc_desktop.register.access_log import find_breaks
from sdc_desktop.register.register import Register
from tests.workbooks import write_counts


@pytest.fixture
def written(qtbot, window):
    """Return a function that waits until nothing is to be written to the log."""
    return lambda: qtbot.waitUntil(lambda: not window.access.is_writing, timeout=60_000)


def register(home: Path) -> Register:
    return Register(str(home / "register.sqlite"))


def logged(home: Path) -> list[tuple[str, str, str]]:
    with register(home) as found:
        entries, head = found.log()
    assert find_breaks(entries, head) == ()
    return [(one.access.event, one.access.file, one.access.remark) for one in entries]


def save_unsigned(window, settle) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SaveDialog)
        dialog.fill(passphrase="nine lives of a cat")
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    settle()


def test_opening_and_saving_are_in_the_log_and_the_check_is_in_progress_between(
    window, counts, open_file, settle, home, written
):
    open_file(counts)
    written()
    assert logged(home) == [("opened", "complaints.xlsx", "window")]
    with register(home) as found:
        assert [one.file for one in found.checks()] == ["complaints.xlsx"]
    window.can.protect.trigger()
    settle()
    save_unsigned(window, settle)
    written()
    assert logged(home)[1:] == [
        ("exported", "complaints-protected.xlsx", "window, protect of complaints.xlsx")
    ]
    with register(home) as found:
        assert found.checks() == ()
    window.workbench.saving.result.close()


def test_an_earlier_release_that_is_read_is_in_the_log(
    window, counts, open_file, settle, home, written, tmp_path
):
    open_file(counts)
    window.workbench.earlier.add(write_counts(tmp_path / "earlier.xlsx", ((20, 30), (40, 50))))
    settle()
    written()
    assert ("viewed", "earlier.xlsx", "window, earlier release") in logged(home)


def test_closing_the_window_waits_for_the_log(window, counts, open_file, home):
    open_file(counts)
    window.close()
    assert logged(home) == [("opened", "complaints.xlsx", "window")]


def test_a_log_that_cannot_be_written_is_said_and_the_workbook_is_open(
    window, counts, open_file, home, written
):
    (home / "register.sqlite").mkdir(parents=True)
    open_file(counts)
    written()
    assert window.workbench is not None
    assert "The access log could not be written" in window.banner.text
    assert window.banner.hint
