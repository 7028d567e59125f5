"""From the first page to the signed record without a mouse, on a real workbook."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.dialogs.save_dialog import SaveDialog
from sdc_desktop.gui.views.guide_bar import Step

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TAB = Qt.FocusPolicy.TabFocus
NONE = Qt.KeyboardModifier.NoModifier
REAL = "phs-sdc-training/test_data_SDC_presentation_data_wide_rev_1.xlsx"


@pytest.fixture
def press(window, qtbot, settle):
    """Return a function that presses keys where the keyboard is, and waits for what they did."""

    def press_and_wait(key, modifiers=NONE):
        QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
        settle()
        activate()

    def activate():
        """Do what a desktop does when a dialog was closed."""
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    activate()

    return press_and_wait


def has_focus(widget):
    focused = QApplication.focusWidget()
    return focused is widget or (focused is not None and widget.isAncestorOf(focused))


def tab_to(wanted):
    """Press Tab until `wanted` has the focus; fail when it is never reached."""
    for _ in range(60):
        if QApplication.focusWidget() is wanted:
            return
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {wanted.accessibleName()}")


def when_asked(kind, answer):
    """Call `answer` with the dialog of a kind as soon as one waits for an answer."""
    clock = QTimer(QApplication.instance())

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and dialog.isVisible():
            clock.stop()
            dialog.activateWindow()
            QApplication.processEvents()
            try:
                answer(dialog)
            except AssertionError:
                dialog.reject()
                raise

    clock.timeout.connect(look)
    clock.start(20)


def name_by_keys(path):
    """Return what types a file's name into the dialog that asks for one."""

    def answer(dialog):
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert dialog.focusWidget() is line
        QTest.keyClicks(line, path.name)
        QTest.keyClick(line, Key.Key_Return)

    return answer


def sign_by_keys(dialog):
    """Type a passphrase twice and press the button that saves, by Tab, Space and Return."""
    for line in (dialog._passphrase, dialog._again):
        tab_to(line)
        QTest.keyClicks(line, "nine lives of a cat")
    for box in dialog.findChildren(QCheckBox):
        if box.isVisible() and not box.isChecked():
            tab_to(box)
            QTest.keyClick(box, Key.Key_Space)
    tab_to(dialog.accept_button)
    QTest.keyClick(dialog.accept_button, Key.Key_Space)


def test_from_the_first_page_to_the_signed_record_without_a_mouse(
    window, corpus, tmp_path, press, settle, qtbot
):
    source = Path(shutil.copy(corpus(REAL), tmp_path / "referrals.xlsx"))
    window.store.change(folder=str(tmp_path))
    assert has_focus(window.welcome)
    when_asked(QFileDialog, name_by_keys(source))
    press(Key.Key_O, CTRL)
    qtbot.waitUntil(lambda: window.workbench is not None)
    settle()
    window.activateWindow()
    bench = window.workbench
    qtbot.waitUntil(lambda: has_focus(bench.sheets))
    press(Key.Key_1, ALT)
    qtbot.waitUntil(lambda: has_focus(bench.tree))
    press(Key.Key_3, ALT)
    qtbot.waitUntil(lambda: has_focus(bench.findings))
    press(Key.Key_F8)
    assert bench.sheets.current_cell() == bench.findings.chosen.cells[0]
    press(Key.Key_P, CTRL | SHIFT)
    assert "protect" in window.banner.text.casefold() or "Withheld" in window.banner.text
    assert QApplication.focusWidget() is not None
    press(Key.Key_4, ALT)
    qtbot.waitUntil(lambda: has_focus(bench.proof))
    press(Key.Key_5, ALT)
    qtbot.waitUntil(lambda: has_focus(bench.hidden.panel))
    press(Key.Key_D, CTRL | SHIFT)
    when_asked(SaveDialog, sign_by_keys)
    press(Key.Key_6, ALT)
    qtbot.waitUntil(lambda: bench.guide.text_of(Step.SAVE) == "saved", timeout=20_000)
    record = source.with_name("referrals-record")
    assert (record / "record.json.sig").exists()
    assert QApplication.focusWidget() is not None


def test_f6_walks_to_every_part_of_the_window_and_back(window, counts, open_file, press):
    open_file(counts)
    bench = window.workbench
    bench.sheets.focus_sheet()
    parts = [window.tools, window.guide, bench.tree, bench.sheets, bench.inspector, bench.findings]
    seen = []
    for _ in parts:
        seen += [place for place, part in enumerate(parts) if has_focus(part)]
        press(Key.Key_F6)
    assert seen == [3, 4, 5, 0, 1, 2]
    press(Key.Key_F6, SHIFT)
    assert has_focus(bench.tree)


def test_escape_closes_a_message_and_the_keyboard_is_on_the_sheet_again(
    window, counts, open_file, press
):
    open_file(counts)
    window.banner.show_message("info", "Something was done.")
    window.banner._close.setFocus()
    press(Key.Key_Escape)
    assert not window.banner.isVisible()
    assert has_focus(window.workbench.sheets), QApplication.focusWidget()


@pytest.mark.parametrize("action", ["withhold", "protect", "undo", "show_source", "show_both"])
def test_the_focus_is_never_nowhere_after_an_action(window, counts, open_file, settle, action):
    open_file(counts)
    window.activateWindow()
    window.workbench.go_to(CellRef("Table 1", 3, 3))
    window.workbench.findings.focus_list()
    window.can.withhold.trigger()
    settle()
    getattr(window.can, action).trigger()
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()


def shortcuts(window):
    """Return every key with what it is given to: actions, buttons and shortcuts of the window."""
    for action in window.actions():
        yield from ((keys.toString(), action.text()) for keys in action.shortcuts())
    for button in window.findChildren(QAbstractButton):
        is_seen = not button.visibleRegion().isEmpty()
        if is_seen and button.window() is window and not button.shortcut().isEmpty():
            yield button.shortcut().toString(), button.accessibleName() or button.text()
    for shortcut in window.findChildren(QShortcut):
        if isinstance(shortcut.parent(), QWidget) and shortcut.parent().window() is window:
            yield shortcut.key().toString(), shortcut.objectName()


def test_no_key_is_given_twice_in_the_window(window, counts, open_file):
    open_file(counts)
    given = {}
    for keys, what in shortcuts(window):
        given.setdefault(keys, []).append(what)
    mnemonics = [QKeySequence.mnemonic(one.title()).toString() for one in menus(window)]
    assert {keys: what for keys, what in given.items() if len(what) > 1} == {}
    assert len(set(mnemonics)) == len(mnemonics)
    assert not set(mnemonics) & set(given)


def menus(window):
    return [one.menu() for one in window.menuBar().actions()]


def letters(menu):
    return [
        QKeySequence.mnemonic(one.text()).toString()
        for one in menu.actions()
        if one.isVisible() and not one.isSeparator() and "&" in one.text()
    ]


def test_no_letter_is_given_twice_in_a_menu(window, counts, open_file):
    open_file(counts)
    for menu in menus(window):
        found = letters(menu)
        twice = [one for one in found if found.count(one) > 1]
        assert not twice, (menu.title(), twice)


def test_tab_goes_through_the_dialog_that_saves_in_the_order_in_which_it_is_read(
    window, counts, open_file
):
    open_file(counts)
    seen = []

    def walk(dialog):
        dialog._again.setFocus()
        for _ in range(len(dialog.preflight.takers) + 1):
            QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
            seen.append(QApplication.focusWidget())
        wanted = [one for one in dialog.preflight.takers if one.focusPolicy() & TAB]
        seen.append([one for one in seen if one in wanted] == wanted)
        seen.append(dialog.buttons.isAncestorOf(seen[len(wanted)]))
        dialog.reject()

    when_asked(SaveDialog, walk)
    window.can.save.trigger()
    assert seen[-2:] == [True, True]
