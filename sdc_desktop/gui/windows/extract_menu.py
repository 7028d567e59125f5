"""The part of the Table menu that says what a table's numbers were counted from."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from sdc_desktop.core.actions import Extract
from sdc_desktop.core.extracts import ExtractSaid


class ExtractMenu(QObject):
    """One entry for each kind of data; `wanted` gives an `ExtractSaid`."""

    wanted = Signal(object)

    def __init__(self, parent_menu: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        self.menu = parent_menu.addMenu(self.tr("The data c&ome from"))
        self._group = QActionGroup(self)
        for said, text in (
            (ExtractSaid(Extract.FULL), self.tr("A 100% extract")),
            (ExtractSaid(Extract.SAMPLE, True), self.tr("A sample, grossed")),
            (ExtractSaid(Extract.SAMPLE, False), self.tr("A sample, not grossed")),
            (ExtractSaid(Extract.SURVEY, True), self.tr("A survey, grossed")),
            (ExtractSaid(Extract.SURVEY, False), self.tr("A survey, not grossed")),
            (ExtractSaid(Extract.PUBLIC), self.tr("A public source")),
        ):
            action = self.menu.addAction(text)
            action.setCheckable(True)
            action.setData(said)
            self._group.addAction(action)
        self._group.triggered.connect(lambda action: self.wanted.emit(action.data()))

    def show_said(self, said: ExtractSaid | None, *, can_say: bool) -> None:
        """Tick what is known of the current table, and offer to say it where there is one."""
        self.menu.menuAction().setEnabled(can_say)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for action in self._group.actions():
            action.setChecked(action.data() == said)
