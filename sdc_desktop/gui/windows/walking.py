"""F6 and Shift+F6 walk from one part of the window to the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDockWidget, QTabBar, QWidget

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class Walking(QObject):
    """The two actions at the end of the Go menu."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        menu = window.can.menus["go"]
        menu.addSeparator()
        self.next = self._add(self.tr("Next part of the &window"), "F6", 1)
        self.previous = self._add(self.tr("Previous part of the w&indow"), "Shift+F6", -1)
        menu.addActions([self.next, self.previous])
        window.banner.focus_left.connect(self.focus_work)

    def focus_work(self) -> None:
        """Put the keyboard on the sheet, or on the first page."""
        if self._window.workbench is not None:
            self._window.workbench.sheets.focus_sheet()
        else:
            self._window.welcome.focus_first()

    def _add(self, text: str, keys: str, step: int) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(self.tr("Put the keyboard on another part ({keys})").format(keys=keys))
        action.triggered.connect(lambda: self._walk(step))
        self._window.addAction(action)
        return action

    def _walk(self, step: int) -> None:
        """Put the keyboard on the part before or behind the one that has it."""
        parts = [(part, goal) for part in self._parts() if (goal := _goal(part)) is not None]
        if not parts:
            return
        focused = QApplication.focusWidget()
        here = [
            place
            for place, (part, _) in enumerate(parts)
            if focused is not None and (part is focused or part.isAncestorOf(focused))
        ]
        place = (here[0] + step) % len(parts) if here else 0
        parts[place][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _parts(self) -> Iterator[QWidget]:
        """Go through the parts as they are read: above, left, middle, right, below."""
        window = self._window
        yield from (window.banner, window.tools, window.guide)
        docks = window.findChildren(QDockWidget)
        area, sides = window.dockWidgetArea, Qt.DockWidgetArea
        yield from (dock for dock in docks if area(dock) == sides.LeftDockWidgetArea)
        if window.workbench is None:
            yield window.welcome
        else:
            yield from (window.workbench.search, window.workbench.sheets)
        for side in (sides.RightDockWidgetArea, sides.BottomDockWidgetArea):
            yield from (dock for dock in docks if area(dock) == side)


def _goal(part: QWidget) -> QWidget | None:
    """Return what takes the keyboard in a part: its sheet or list, else what Tab would find."""
    if part.visibleRegion().isEmpty():
        return None
    takers = [one for one in (part, *part.findChildren(QWidget)) if _takes(one)]
    lists = [one for one in takers if isinstance(one, QAbstractItemView)]
    others = [one for one in takers if not isinstance(one, QTabBar)]
    return next(iter((*lists, *others)), None)


def _takes(widget: QWidget) -> bool:
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(takes) and widget.isEnabled() and not widget.visibleRegion().isEmpty()
