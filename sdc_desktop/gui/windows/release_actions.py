"""The Release menu: what is released, and what is decided about tables and findings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from sdc_desktop.core.release_actions import Decision
from sdc_desktop.gui.release_words import DECISION_SYMBOLS


class ReleaseActions(QObject):
    """The actions of the menu; `decision_wanted` gives a `Decision`, None to take one back."""

    decision_wanted = Signal(object)

    def __init__(self, window: QMainWindow, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self.describe = self._make(
            self.tr("&Describe the release…"),
            "Ctrl+Shift+Y",
            self.tr("Say what is released, when, from which dataset, and who authorises it"),
        )
        words = (
            (Decision.APPROVE, self.tr("&Approve"), "Ctrl+1"),
            (Decision.CHANGES, self.tr("Approve with &changes…"), "Ctrl+2"),
            (Decision.MORE_INFORMATION, self.tr("Ask for &more information…"), "Ctrl+3"),
            (Decision.REJECT, self.tr("Re&ject…"), "Ctrl+4"),
            (None, self.tr("&Take the decision back"), "Ctrl+5"),
        )
        hint = self.tr("About the finding chosen in the list, else the table of the current cell")
        self.decisions: dict[Decision | None, QAction] = {}
        for decision, text, keys in words:
            action = self.decisions[decision] = self._make(text, keys, hint)
            if decision is not None:
                action.setIconText(DECISION_SYMBOLS[decision])
            action.triggered.connect(lambda _=False, one=decision: self.decision_wanted.emit(one))
        menu.addAction(self.describe)
        menu.addSeparator()
        menu.addActions(list(self.decisions.values()))

    def all(self) -> tuple[QAction, ...]:
        """Return every action of the menu."""
        return (self.describe, *self.decisions.values())

    def _make(self, text: str, keys: str, hint: str) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(keys))
        action.setStatusTip(hint)
        action.setToolTip(f"{hint} ({keys})")
        self._window.addAction(action)
        return action
