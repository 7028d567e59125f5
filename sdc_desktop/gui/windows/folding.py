"""More room for the sheet: all panels are folded away together, and come back as they were."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu


class Folding(QObject):
    """The action in the Panels menu that hides every panel and shows those again."""

    def __init__(self, window: QMainWindow, docks: Mapping[str, QDockWidget], menu: QMenu) -> None:
        super().__init__(window)
        self._docks = docks
        self._folded: list[QDockWidget] = []
        self._front: list[QDockWidget] = []
        self.action = menu.addAction(self.tr("M&ore room for the sheet"))
        self.action.setCheckable(True)
        self.action.setShortcut(QKeySequence("Ctrl+Alt+0"))
        self.action.setToolTip(self.tr("Fold all panels away, or show them again (Ctrl+Alt+0)"))
        self.action.toggled.connect(self._fold)
        window.addAction(self.action)

    def unfold(self) -> None:
        """Show the panels again that were folded away."""
        self.action.setChecked(False)

    def _fold(self, is_folded: bool) -> None:
        docks = list(self._docks.values())
        if is_folded:
            self._front = [dock for dock in docks if not dock.visibleRegion().isEmpty()]
            self._folded = [dock for dock in docks if not dock.isHidden()]
        for dock in self._folded:
            dock.setHidden(is_folded)
        if not is_folded:
            for dock in self._front:
                dock.raise_()
