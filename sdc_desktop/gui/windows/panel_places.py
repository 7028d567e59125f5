"""The menu that moves panels: to the left, to the right, below, or all back as at first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

Area = Qt.DockWidgetArea


class PanelPlaces(QObject):
    """One submenu a panel; `move` is called with its name and where it shall stand."""

    def __init__(
        self,
        window: QMainWindow,
        docks: Mapping[str, QDockWidget],
        move: Callable[[str, Area], None],
        reset: Callable[[], None],
        menu: QMenu,
    ) -> None:
        super().__init__(window)
        self._window, self._docks, self._move = window, docks, move
        self.menu = menu.addMenu(self.tr("&Move a panel"))
        self.of: dict[str, dict[Area, QAction]] = {}
        for name, dock in docks.items():
            own = self.menu.addMenu(dock.windowTitle())
            own.aboutToShow.connect(self.show_places)
            self.of[name] = self._actions(name, own)
        self.reset = menu.addAction(self.tr("All panels &as at first"))
        self.reset.setToolTip(self.tr("Show every panel where it stood when you began"))
        self.reset.triggered.connect(reset)

    def show_places(self) -> None:
        """Tick where each panel stands."""
        for name, actions in self.of.items():
            here = self._window.dockWidgetArea(self._docks[name])
            for area, action in actions.items():
                action.setChecked(area == here)

    def _actions(self, name: str, menu: QMenu) -> dict[Area, QAction]:
        group, found = QActionGroup(self), {}
        for area, text in (
            (Area.LeftDockWidgetArea, self.tr("To the &left")),
            (Area.RightDockWidgetArea, self.tr("To the &right")),
            (Area.BottomDockWidgetArea, self.tr("&Below the sheet")),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, where=area: self._move(name, where))
            group.addAction(action)
            found[area] = action
        return found
