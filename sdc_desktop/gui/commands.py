"""The one undo command: every edit goes from one check to another."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from sdc_desktop.core.check import Check
    from sdc_desktop.gui.document import Document

_log = logging.getLogger(__name__)


class ReplaceCheck(QUndoCommand):
    """Redo shows `after`, undo shows what was there before."""

    def __init__(self, document: Document, after: Check, text: str) -> None:
        super().__init__(text)
        self._document, self._before, self._after = document, document.check, after

    def redo(self) -> None:
        """Show the state after the edit."""
        self._note("Step")
        self._document.show(self._after)

    def undo(self) -> None:
        """Show the state before the edit."""
        self._note("Step taken back")
        self._document.show(self._before)

    def _note(self, what: str) -> None:
        """Write down what sorts of actions the step has, and nothing of what they hold."""
        new = self._after.actions[len(self._before.actions) :]
        kinds = Counter(type(action).__name__ for action in new)
        named = ", ".join(f"{kind} x {count}" for kind, count in kinds.items())
        place = {"place": self._document.path.name}
        _log.info("%s: %s", what, named or "another policy", extra=place)
