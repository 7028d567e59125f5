"""What a screen reader says without being asked: that a check has ended, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.workbench import Workbench


class Announcer(QObject):
    """Says where the check stands each time that it was worked out anew; `said` tells what."""

    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_waiting = False

    def follow(self, workbench: Workbench) -> None:
        """Listen to a workbook's check."""
        self._is_waiting = True
        workbench.summary_changed.connect(lambda text: self._look(workbench, text))

    def _look(self, workbench: Workbench, text: str) -> None:
        document = workbench.document
        is_known = document.assessment is not None and not document.is_assessing
        if is_known and self._is_waiting:
            self.announce(self.tr("Checked: {summary}").format(summary=text))
        self._is_waiting = not is_known

    def announce(self, text: str) -> None:
        """Let a screen reader say `text` when it has said what it is saying."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))
        self.said.emit(text)
