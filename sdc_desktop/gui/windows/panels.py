"""The panels around the sheets: they dock, hide, and come back as they were left."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QTabBar, QTabWidget, QWidget

from sdc_desktop.gui.windows.folding import Folding
from sdc_desktop.gui.windows.panel_places import PanelPlaces

_LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
_RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
_BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


_LONG_ROWS = {"hidden": 260, "earlier": 300, "evidence": 260}
"""Pixels that a panel with rows of several lines is given when it is first asked for."""
_LOW = 620
"""Pixels of height below which a window leaves the sheet what it can."""


_AFTER_DRAG_MS = 50
"""How long after a panel was moved titles are looked at again."""


class Panels(QObject):
    """The docks of the main window; their content changes with the workbook."""

    def __init__(self, window: QMainWindow, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._titles_soon = QTimer(self)
        self._titles_soon.setSingleShot(True)
        self._titles_soon.setInterval(_AFTER_DRAG_MS)
        self._titles_soon.timeout.connect(self._show_titles)
        window.setDockOptions(window.dockOptions() | QMainWindow.DockOption.GroupedDragging)
        self._docks = {
            name: self._make_dock(name, title, area)
            for name, title, area in (
                ("workbook", self.tr("Workbook"), _LEFT),
                ("inspector", self.tr("Cell"), _RIGHT),
                ("findings", self.tr("Findings"), _BOTTOM),
                ("proof", self.tr("What a reader can work out"), _BOTTOM),
                ("history", self.tr("History"), _BOTTOM),
                ("hidden", self.tr("Hidden parts"), _BOTTOM),
                ("earlier", self.tr("Earlier releases"), _BOTTOM),
                ("evidence", self.tr("Evidence"), _BOTTOM),
            )
        }
        window.setTabPosition(_BOTTOM, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)
        window.tabifyDockWidget(self._docks["findings"], self._docks["proof"])
        window.tabifyDockWidget(self._docks["proof"], self._docks["hidden"])
        window.tabifyDockWidget(self._docks["hidden"], self._docks["earlier"])
        window.tabifyDockWidget(self._docks["earlier"], self._docks["evidence"])
        window.tabifyDockWidget(self._docks["evidence"], self._docks["history"])
        self._docks["findings"].raise_()
        self._name_tabs()
        for name, key in zip(self._docks, "12345678", strict=True):
            action = self._docks[name].toggleViewAction()
            action.setShortcut(f"Ctrl+Alt+{key}")
            menu.addAction(action)
            window.addAction(action)
        self._wanted = dict.fromkeys(self._docks, True)
        self._front, self._is_up = "findings", False
        self.folding = Folding(window, self._docks, menu)
        self.places = PanelPlaces(window, self._docks, self.move, self.reset, menu)
        self._has_grown = False
        self._first = window.saveState()
        self.hide()

    def show(self, contents: dict[str, QWidget]) -> None:
        """Put a workbook's panels into the docks."""
        for name, content in contents.items():
            self._docks[name].setWidget(content)
        for name, dock in self._docks.items():
            dock.toggleViewAction().setEnabled(True)
            dock.setVisible(self._wanted[name])
        self._docks[self._front].raise_()
        self._is_up = True
        self.folding.action.setEnabled(True)

    @property
    def front(self) -> str:
        """The panel below the sheet that is in front of the others, "findings" for none."""
        below = {
            dock.windowTitle(): name
            for name, dock in self._docks.items()
            if self._is_below(dock) and not dock.isHidden()
        }
        bars = self._window.findChildren(QTabBar)
        shown = (bar.tabText(bar.currentIndex()) for bar in bars)
        return next((below[text] for text in shown if text in below), "findings")

    def is_shown(self, name: str) -> bool:
        """Tell whether a panel is shown, be it behind others."""
        return not self._docks[name].isHidden()

    def move(self, name: str, area: Qt.DockWidgetArea) -> None:
        """Let a panel stand at another side of the sheet."""
        dock = self._docks[name]
        was_shown = not dock.isHidden()
        self._window.addDockWidget(area, dock)
        if area == _BOTTOM:
            others = [one for one in self._docks.values() if one is not dock]
            neighbour = next((one for one in others if self._is_below(one)), None)
            if neighbour is not None:
                self._window.tabifyDockWidget(neighbour, dock)
        self._show_titles()
        dock.setVisible(was_shown)
        dock.raise_()

    def reset(self) -> None:
        """Show every panel where it stood at first."""
        self._window.restoreState(self._first)
        self._show_titles()
        for dock in self._docks.values():
            dock.setVisible(self._is_up)
        self._docks["findings"].raise_()

    def _is_below(self, dock: QDockWidget) -> bool:
        return self._window.dockWidgetArea(dock) == _BOTTOM and not dock.isFloating()

    def _show_titles(self) -> None:
        """Give panels a title where no tab names them, once nothing is dragged any more."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._titles_soon.start()
            return
        for dock in self._docks.values():
            has_title = dock.titleBarWidget() is None
            if has_title == self._is_below(dock):
                dock.setTitleBarWidget(QWidget() if has_title else None)  # type: ignore[arg-type]
        self._name_tabs()

    def _name_tabs(self) -> None:
        """Name the rows of tabs that Qt makes for panels in one place."""
        titles = {dock.windowTitle() for dock in self._docks.values()}
        for tabs in self._window.findChildren(QTabBar):
            if tabs.count() and all(tabs.tabText(place) in titles for place in range(tabs.count())):
                shown = {tabs.tabText(place) for place in range(tabs.count())}
                is_below = any(
                    one.windowTitle() in shown and self._is_below(one)
                    for one in self._docks.values()
                )
                tabs.setAccessibleName(
                    self.tr("Panels below the sheet")
                    if is_below
                    else self.tr("Panels beside the sheet")
                )
                tabs.setToolTip(self.tr("Drag a tab to put its panel elsewhere"))

    def hide(self) -> None:
        """Take the panels away while no workbook is open."""
        self.folding.unfold()
        if self._is_up:
            self._note()
        self._is_up = False
        self.folding.action.setEnabled(False)
        for dock in self._docks.values():
            dock.hide()
            dock.toggleViewAction().setEnabled(False)

    def _note(self) -> None:
        """Note which panels are shown and which is in front."""
        self._front = self.front
        self._wanted = {name: not dock.isHidden() for name, dock in self._docks.items()}

    def bring_up(self, name: str) -> None:
        """Show a panel in front of those it shares its place with."""
        dock = self._docks[name]
        dock.show()
        dock.raise_()
        wanted = min(_LONG_ROWS.get(name, 0), self._window.height() * 2 // 5)
        if dock.height() < wanted and not self._has_grown:
            self._has_grown = True
            self._window.resizeDocks([dock], [wanted], Qt.Orientation.Vertical)

    def size_for(self, width: int, height: int) -> None:
        """Give the panels a good share of a window of this size, in pixels."""
        docks = self._docks
        sides = [docks["workbook"], docks["inspector"]]
        shares = [max(200, round(width * 0.18)), max(240, round(width * 0.22))]
        self._window.resizeDocks(sides, shares, Qt.Orientation.Horizontal)
        least = 110 if height < _LOW else 150
        self._window.resizeDocks(
            [docks["findings"]], [max(least, round(height * 0.24))], Qt.Orientation.Vertical
        )

    def state(self) -> str:
        """Return where the panels stand, to be remembered."""
        self.folding.unfold()
        return bytes(self._window.saveState().data()).hex()

    def restore(self, state: str) -> bool:
        """Put the panels where they stood, shown or not; tell whether that worked."""
        try:
            is_done = self._window.restoreState(QByteArray(bytes.fromhex(state)))
        except ValueError:
            return False
        if is_done:
            self._wanted = {name: not dock.isHidden() for name, dock in self._docks.items()}
            self._show_titles()
        return is_done

    def _make_dock(self, name: str, title: str, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        if area == _BOTTOM:
            dock.setTitleBarWidget(QWidget())
        self._window.addDockWidget(area, dock)
        dock.topLevelChanged.connect(lambda _: self._titles_soon.start())
        dock.dockLocationChanged.connect(lambda _: self._titles_soon.start())
        return dock
