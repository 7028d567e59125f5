"""The real window with its settings and journals in a folder of the test's own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sdc_desktop.gui.app import make_application
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow
from tests.workbooks import write_counts

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """A workbook with one table in which one cell is 3."""
    return write_counts(tmp_path / "complaints.xlsx")


@pytest.fixture
def window(qtbot: QtBot, home: Path) -> Iterator[MainWindow]:
    store = SettingsStore(home)
    store.change(theme="light", who="Ann Checker")
    make_application(store)
    window = MainWindow(store)
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def settle(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    """Return a function that waits until the window has nothing under way."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not window.is_working, timeout=60_000)

    return wait


@pytest.fixture
def open_file(window: MainWindow, settle: Callable[[], None]) -> Callable[[Path], None]:
    """Return a function that opens a workbook and waits until it is checked."""

    def open_and_wait(path: Path) -> None:
        window.open(path)
        settle()

    return open_and_wait
