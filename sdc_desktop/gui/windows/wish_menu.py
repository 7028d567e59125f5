"""The menu about what may be withheld: keep, let go, weigh, and the same by dragging."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from sdc_desktop.core.wishes import Wish

Make = Callable[[str, str, str, str], QAction]
"""Makes an action of the window: text, icon, shortcut, hint."""


class WishMenu(QObject):
    """The actions; `brush_chosen` gives the wish to drag over cells with, None for an end.

    Attributes:
        menu: For the menu bar and for the right button of the mouse.
        say: For each wish the action that says it of the selected cells.
        brushes: For each wish that can be dragged over cells the action that begins it.
    """

    brush_chosen = Signal(object)

    def __init__(self, make: Make, parent: QObject) -> None:
        super().__init__(parent)
        self.menu = QMenu(self.tr("What may be with&held"))
        self.say = {
            wish: make(text, "", keys, hint)
            for wish, text, keys, hint in (
                (Wish.KEEP, *self._keep()),
                (Wish.LET_GO, *self._let_go()),
                (Wish.WEIGH, *self._weigh()),
                (Wish.NONE, *self._none()),
            )
        }
        hint = self.tr("Drag over cells to say it; press again, or Escape, to end")
        self.brushes = {
            wish: make(text, "", keys, hint)
            for wish, text, keys in (
                (Wish.KEEP, self.tr("Keep by &dragging"), "Ctrl+Alt+K"),
                (Wish.LET_GO, self.tr("Let go by d&ragging"), "Ctrl+Alt+J"),
                (Wish.NONE, self.tr("Take back by dr&agging"), "Ctrl+Alt+U"),
            )
        }
        for wish, action in self.brushes.items():
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose_brush, wish))
        self.menu.addActions(list(self.say.values()))
        self.menu.addSeparator()
        self.menu.addActions(list(self.brushes.values()))

    @property
    def brush(self) -> Wish | None:
        """The wish that is being dragged over cells."""
        return next((wish for wish, one in self.brushes.items() if one.isChecked()), None)

    @property
    def actions(self) -> tuple[QAction, ...]:
        """All actions of the menu."""
        return (*self.say.values(), *self.brushes.values())

    def end_brush(self) -> None:
        """Let dragging choose cells again."""
        if self.brush is not None:
            for action in self.brushes.values():
                action.setChecked(False)
            self.brush_chosen.emit(None)

    def _choose_brush(self, wish: Wish) -> None:
        is_chosen = self.brushes[wish].isChecked()
        for other, action in self.brushes.items():
            action.setChecked(is_chosen and other is wish)
        self.brush_chosen.emit(self.brush)

    def _keep(self) -> tuple[str, str, str]:
        hint = self.tr("The selected cells must stay shown: never withheld to protect others")
        return self.tr("&Keep shown"), "Ctrl+K", hint

    def _let_go(self) -> tuple[str, str, str]:
        hint = self.tr("The selected cells may rather be withheld than others")
        return self.tr("&Let go rather than others"), "Ctrl+J", hint

    def _weigh(self) -> tuple[str, str, str]:
        hint = self.tr("Say how many times as much it costs to withhold the selected cells")
        return self.tr("&Weigh…"), "Ctrl+Shift+W", hint

    def _none(self) -> tuple[str, str, str]:
        hint = self.tr("Wish nothing of the selected cells any more")
        return self.tr("&Take back"), "Ctrl+U", hint
