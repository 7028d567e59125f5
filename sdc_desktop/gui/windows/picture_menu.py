"""The menu of pictures: one entry for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from sdc_desktop.gui.translating import tr
from sdc_desktop.gui.views.picture_names import Picture, picture_names

Make = Callable[[str, str, str, str], QAction]
"""Text, icon, shortcut and tip of an action to the action."""


class PictureMenu:
    """The actions that show pictures, and their menu."""

    def __init__(self, make: Make, own: QAction) -> None:
        """Make the menu; `own` shows a picture that has an action already."""
        self.menu = QMenu(tr("P&ictures"))
        self.of: dict[Picture, QAction] = {}
        for number, (picture, name) in enumerate(picture_names().items(), 1):
            tip = tr("Look at it, and save the picture without what the source holds")
            self.of[picture] = make(f"{name}…", "", f"Alt+Shift+{number}", tip)
        self.menu.addActions([own, *self.of.values()])

    @property
    def actions(self) -> tuple[QAction, ...]:
        """All actions."""
        return tuple(self.of.values())
