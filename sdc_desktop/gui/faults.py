"""What happens when the program itself has a fault: it is noted, and told in plain words."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from sdc_desktop.gui.session_log import way_of

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow

_log = logging.getLogger(__name__)


class Faults(QObject):
    """Takes errors that nobody foresaw, in any thread, and shows the first of each kind and way.

    Nothing is written to standard error, which many desktops keep in a file: the message of an
    error may hold a value of the workbook.
    """

    _happened = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._known: set[str] = set()
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take_over(self) -> None:
        """Hear of every such error from now on, until the program ends."""
        sys.excepthook = self.take
        threading.excepthook = lambda told: self.take(
            told.exc_type, told.exc_value, told.exc_traceback
        )
        sys.unraisablehook = lambda told: self._note(told.exc_value)

    def take(
        self, kind: type[BaseException], error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Note an error and show it once the window has its turn."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(1)
        self._happened.emit(self._note(error))

    def _note(self, error: BaseException | None) -> str:
        _log.error("The program has a fault", exc_info=error)
        return way_of(error) if error is not None else ""

    def _show(self, way: str) -> None:
        if way in self._known:
            return
        self._known.add(way)
        from sdc_desktop.gui.dialogs.fault_dialog import FaultDialog

        workbench = self._window.workbench
        FaultDialog(way, has_work=workbench is not None, parent=self._window).show()
