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
from sdc_desktop.gui.journals import unfinished_checks
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow

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


def test_an_unfinished_check_can_be_discarded(killed, window, counts, settle, open_file):
    window.begin([])
    settle()
    discard = next(
        one
        for one in window.welcome.findChildren(QPushButton)
        if one.accessibleName().startswith("Discard ")
    )
    discard.click()
    assert not unfinished_checks(window.store.folder)
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
