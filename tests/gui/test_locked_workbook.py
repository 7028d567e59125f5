"""A locked workbook asks for its password in the window, and keeps it nowhere."""

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from sdc_desktop.__main__ import main
from sdc_desktop.core.signing import new_key
from sdc_desktop.gui.dialogs.password_dialog import PasswordDialog
from sdc_desktop.gui.dialogs.review_choice_dialog import ReviewChoice
from sdc_desktop.gui.dialogs.save_dialog import SaveDialog
from sdc_desktop.workbook.reader import read_workbook
from tests.workbook.inspection.fixtures import write
from tests.workbook.test_locked import locked_bytes

PASSWORD = "an orange in June "


LIBREOFFICE_PASSWORD = "früh 7%"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    def fill(book, sheet):
        sheet.write_comment("C5", "was 41", {"author": "Jo Smith"})

    path = tmp_path / "locked.xlsx"
    path.write_bytes(locked_bytes(write(tmp_path / "plain.xlsx", fill), PASSWORD))
    return path


@pytest.fixture
def answers(qtbot):
    """Return a function that answers the next dialogs with these passwords, None to cancel."""
    seen = []

    def answer_with(*passwords):
        waiting = list(passwords)

        def answer():
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, PasswordDialog):
                QTimer.singleShot(20, answer)
                return
            seen.append("\n".join(label.text() for label in dialog.findChildren(QLabel)))
            password = waiting.pop(0)
            if waiting:
                QTimer.singleShot(20, answer)
            if password is None:
                dialog.reject()
            else:
                dialog.fill(password)
                dialog.accept_button.click()

        QTimer.singleShot(20, answer)
        return seen

    return answer_with


def open_locked(window, qtbot, locked):
    window.open(locked)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=30_000)
    qtbot.waitUntil(lambda: not window.is_working, timeout=30_000)


def test_the_password_opens_it_and_hidden_parts_are_found(window, qtbot, locked, answers):
    answers(PASSWORD)
    open_locked(window, qtbot, locked)
    kinds = {one.kind for one in window.workbench.document.hidden.found}
    assert "comments" in kinds


def test_a_wrong_password_is_said_and_asked_again(window, qtbot, locked, answers):
    seen = answers("wrong", PASSWORD)
    open_locked(window, qtbot, locked)
    assert "does not open with this password" not in seen[0]
    assert "does not open with this password" in seen[1]


def test_a_locked_document_is_opened_too(window, qtbot, tmp_path, answers):
    source = Path(__file__).parents[1] / "data" / "locked" / "libreoffice-7.4.ods"
    locked = tmp_path / "locked.ods"
    locked.write_bytes(source.read_bytes())
    answers(LIBREOFFICE_PASSWORD)
    open_locked(window, qtbot, locked)
    assert window.workbench.document.check.workbook.was_locked


def test_cancelling_opens_nothing(window, qtbot, locked, answers):
    answers(None)
    window.open(locked)
    qtbot.waitUntil(lambda: "not opened" in window.banner.text, timeout=30_000)
    assert window.workbench is None


def test_the_saved_workbook_asks_for_no_password_and_says_so(window, qtbot, locked, answers):
    answers(PASSWORD)
    open_locked(window, qtbot, locked)
    window.can.remove_hidden.trigger()

    def answer():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SaveDialog)
        dialog.fill(unsigned=True)
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    qtbot.waitUntil(lambda: window.workbench.saving.result is not None, timeout=30_000)
    result = window.workbench.saving.result
    assert any("asks for none" in one.text() for one in result.findChildren(QLabel))
    saved = locked.with_name("locked-protected.xlsx")
    assert not read_workbook(saved).was_locked
    assert any(one.name == "xl/workbook.xml" for one in result._parts)


def test_the_password_is_kept_nowhere(window, qtbot, locked, answers, home, caplog):
    caplog.set_level(logging.DEBUG)
    answers(PASSWORD)
    open_locked(window, qtbot, locked)
    window.can.remove_hidden.trigger()
    window.can.close_check.trigger()
    files = [one for one in home.rglob("*") if one.is_file()]
    assert files
    assert not [one for one in files if PASSWORD.strip().encode() in one.read_bytes()]
    assert PASSWORD.strip() not in caplog.text


def test_a_review_asks_for_the_password_of_the_source(window, qtbot, locked, answers, tmp_path):
    (tmp_path / "key").write_bytes(new_key(None).private)
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    choice = ReviewChoice(tmp_path / "record", tmp_path / "out.xlsx", locked)
    words = ["protect", locked, "--policy", "uk-tre-acro", "--out", choice.workbook]
    words += ["--record", choice.folder, "--key", tmp_path / "key"]
    words += ["--password-file", tmp_path / "password"]
    assert main([str(word) for word in words]) in {0, 1}
    asked = answers("wrong", PASSWORD)
    window.review.look(choice)
    qtbot.waitUntil(lambda: window.review.page is not None, timeout=60_000)
    assert len(asked) == 2
