"""Starts the window; nothing that is not needed for its first picture is imported before it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from sdc_desktop.gui.awake import stay_awake
from sdc_desktop.gui.faults import Faults
from sdc_desktop.gui.languages import use_language
from sdc_desktop.gui.session_log import begin_log
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.text_size import use_text_size
from sdc_desktop.gui.theme import apply_theme, theme_called
from sdc_desktop.gui.windows.main_window import MainWindow
from sdc_desktop.register.places import user_folder


class FirstPaint(QObject):
    """Tells once when a window was painted for the first time."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint event."""
        if event.type() == QEvent.Type.Paint and watched is self._window:
            self._window.removeEventFilter(self)
            self.painted.emit()
        return False


class FileOpener(QObject):
    """`wanted` names a workbook that the desktop hands to the running program (macOS)."""

    wanted = Signal(object)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the file that is asked for."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.wanted.emit(Path(event.file()))
            return True
        return False


def make_application(store: SettingsStore) -> QApplication:
    """Return the application, made when there is none yet, in the user's colours."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    stay_awake()
    begin_log()
    application.setApplicationName("SDC Desktop")
    application.setDesktopFileName("sdc-desktop")
    use_language(application, store.value.language)
    use_text_size(application, store.value.text_size)
    apply_theme(application, theme_called(store.value.theme))
    return application


def run_window(paths: Sequence[Path], *, exit_after_first_paint: bool = False) -> int:
    """Show the window, open what `paths` names, and return the exit code when it is closed."""
    store = SettingsStore(user_folder())
    application = make_application(store)
    window = MainWindow(store)
    Faults(window).take_over()
    first = FirstPaint(window)
    opener = FileOpener(window)
    opener.wanted.connect(window.open)
    application.installEventFilter(opener)

    def go_on() -> None:
        if exit_after_first_paint:
            application.quit()
            return
        window.begin(paths)

    first.painted.connect(lambda: QTimer.singleShot(0, go_on))
    window.show()
    return application.exec()


def grab_window(workbook: Path, picture: Path, *, width: int = 1440, height: int = 900) -> None:
    """Write a picture of the window with `workbook` checked and open; needs no display.

    Nothing of the user's own is read or kept: no settings, no recent files, no journal, no
    access log.
    """
    from tempfile import TemporaryDirectory

    if QApplication.instance() is None and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    before = qInstallMessageHandler(_say_what_matters)
    with TemporaryDirectory() as folder:
        store = SettingsStore(Path(folder))
        store.change(theme="light", register=str(Path(folder) / "register.sqlite"))
        application = make_application(store)
        window = MainWindow(store)
        window.resize(width, height)
        window.show()
        window.open(workbook)
        while window.is_working:
            application.processEvents()
        window.show_first_finding()
        application.processEvents()
        window.grab().save(str(picture))
        window.close()
    qInstallMessageHandler(before)


def _say_what_matters(_: QtMsgType, __: QMessageLogContext, message: str) -> None:
    """Pass Qt's messages on, but for what it says of every window without a display."""
    if "does not support" not in message:
        print(message, file=sys.stderr)
