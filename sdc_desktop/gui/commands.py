"""The one undo command: every edit goes from one check to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from sdc_desktop.core.check import Check
    from sdc_desktop.gui.document import Document


class ReplaceCheck(QUndoCommand):
    """Redo shows `after`, undo shows what was there before."""

    def __init__(self, document: Document, after: Check, text: str) -> None:
        super().__init__(text)
        self._document, self._before, self._after = document, document.check, after

    def redo(self) -> None:
        """Show the state after the edit."""
        self._document.show(self._after)

    def undo(self) -> None:
        """Show the state before the edit."""
        self._document.show(self._before)
