import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellStatus
from sdc_desktop.gui.dialogs.save_wish import SaveWish
from sdc_desktop.gui.journals import unfinished_checks
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow
from tests.workbooks import COUNTS, write_counts

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND = CellRef("Table 1", 3, 3), CellRef("Table 1", 4, 3)

WORKER = """
import sys, time
from pathlib import Path
from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.app import make_application
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow

store = SettingsStore(Path(sys.argv[1]))
application = make_application(store)
window = MainWindow(store)
window.show()

def settle():
    while window.is_working:
        application.processEvents()

window.open(Path(sys.argv[2]))
settle()
for row in (3, 4):
    window.workbench.go_to(CellRef("Table 1", row, 3))
    window.can.withhold.trigger()
    settle()
window.can.undo.trigger()
print("ready", flush=True)
while True:
    application.processEvents()
    time.sleep(0.01)
"""


@pytest.fixture
def killed(home, counts):
    """A check in which one cell was withheld, a second too but undone; then kill -9."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home), str(counts)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
    )
    assert worker.stdout.readline() == "ready\n"
    worker.send_signal(signal.SIGKILL) if os.name == "posix" else worker.kill()
    worker.wait()
    worker.stdout.close()
    deadline = time.monotonic() + 5
    while not unfinished_checks(home) and time.monotonic() < deadline:
        time.sleep(0.05)


def offers(window):
    buttons = window.welcome.findChildren(QPushButton)
    return [one for one in buttons if one.accessibleName().startswith("Continue ")]


def test_a_killed_check_is_offered_and_goes_on_where_it_was(killed, window, settle):
    window.begin([])
    settle()
    (offer,) = offers(window)
    offer.click()
    settle()
    document = window.workbench.document
    assert document.published.status(FIRST) is CellStatus.PRIMARY
    assert document.published.status(SECOND) is CellStatus.AS_IS
    assert document.undo_stack.count() == 2
    window.can.redo.trigger()
    assert document.published.status(SECOND) is CellStatus.SECONDARY


def test_opening_the_same_workbook_brings_back_what_was_done(killed, window, counts, open_file):
    open_file(counts)
    assert window.workbench.document.published.status(FIRST) is CellStatus.PRIMARY
    assert "back" in window.banner.text


def test_an_unfinished_check_can_be_discarded(killed, window, counts, settle, open_file, qtbot):
    window.begin([])
    settle()
    discard = next(
        one
        for one in window.welcome.findChildren(QPushButton)
        if one.accessibleName().startswith("Discard ")
    )
    discard.click()
    qtbot.waitUntil(lambda: not offers(window))
    window.banner.buttons[0].click()
    qtbot.waitUntil(lambda: len(offers(window)) == 1)
    window.welcoming.discard(unfinished_checks(window.store.folder)[0])
    open_file(counts)
    assert not window.workbench.document.check.actions


def test_a_closed_check_waits_and_one_without_actions_does_not(window, counts, open_file, settle):
    open_file(counts)
    window.can.close_check.trigger()
    assert not unfinished_checks(window.store.folder)
    open_file(counts)
    window.workbench.go_to(FIRST)
    window.can.withhold.trigger()
    settle()
    window.can.close_check.trigger()
    assert [one.count for one in unfinished_checks(window.store.folder)] == [1]


def test_the_policy_comes_back_too(window, counts, open_file, settle):
    from sdc_desktop.register.policies import load_policy

    open_file(counts)
    window.workbench.policies.use_profile(load_policy("strict"))
    window.workbench.go_to(FIRST)
    window.can.withhold.trigger()
    settle()
    window.store.change(policy="uk-tre-acro")
    window.can.close_check.trigger()
    open_file(counts)
    assert window.workbench.document.check.policy.id == "strict"


def test_a_second_window_is_told_that_the_check_is_open(window, counts, open_file, qtbot, home):
    open_file(counts)
    other = MainWindow(SettingsStore(home))
    qtbot.addWidget(other)
    other.open(counts)
    qtbot.waitUntil(lambda: not other.is_working)
    assert "another window" in other.banner.text
    assert other.workbench is None


def continue_it(window, settle):
    window.begin([])
    settle()
    (offer,) = offers(window)
    offer.click()
    settle()


def test_a_workbook_that_was_moved_is_found_again(killed, window, counts, settle, home):
    moved = counts.rename(counts.with_name("moved.xlsx"))
    continue_it(window, settle)
    assert "no longer where it was" in window.banner.text
    assert window.workbench is None
    (check,) = unfinished_checks(home)
    window.resuming.take(check, moved)
    settle()
    assert window.workbench.document.published.status(FIRST) is CellStatus.PRIMARY
    window.can.close_check.trigger()
    assert [one.source for one in unfinished_checks(home)] == [moved]


def test_another_workbook_does_not_pass_for_the_moved_one(killed, window, counts, settle, home):
    counts.rename(counts.with_name("moved.xlsx"))
    other = write_counts(counts.with_name("other.xlsx"), tuple(reversed(COUNTS)))
    (check,) = unfinished_checks(home)
    window.resuming.take(check, other)
    settle()
    assert "is not the workbook that was checked" in window.banner.text
    assert window.workbench is None
    assert len(unfinished_checks(home)) == 1


def test_a_workbook_that_was_changed_begins_a_new_check(killed, window, counts, settle, home):
    kept = counts.with_name("kept.xlsx")
    kept.write_bytes(counts.read_bytes())
    write_counts(counts, tuple(reversed(COUNTS)))
    continue_it(window, settle)
    assert "was changed since" in window.banner.text
    assert window.workbench.document.check.actions == ()
    (check,) = unfinished_checks(home)
    assert check.count == 1
    window.resuming.take(check, kept)
    settle()
    assert window.workbench.document.published.status(FIRST) is CellStatus.PRIMARY


def test_a_copy_in_a_second_window_is_the_same_check(window, counts, open_file, qtbot, home):
    open_file(counts)
    copy = counts.with_name("copy.xlsx")
    copy.write_bytes(counts.read_bytes())
    other = MainWindow(SettingsStore(home))
    qtbot.addWidget(other)
    other.open(copy)
    qtbot.waitUntil(lambda: not other.is_working)
    assert "another window" in other.banner.text
    assert other.workbench is None


def test_a_source_that_changes_while_it_is_checked_is_not_saved(window, counts, open_file, settle):
    open_file(counts)
    window.can.protect.trigger()
    settle()
    write_counts(counts, tuple(reversed(COUNTS)))
    document, out = window.workbench.document, counts.with_name("out.xlsx")
    window.workbench.saving.save(SaveWish(out, out.with_suffix(""), "Ann"))
    settle()
    assert "changed" in window.banner.text
    assert not out.exists()
    assert not document.is_saved
