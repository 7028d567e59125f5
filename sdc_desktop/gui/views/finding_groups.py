"""The groups beside the findings: each with how many there are; one can be looked at alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sdc_desktop.core.findings import Finding
from sdc_desktop.gui.models.finding_groups import GroupBy, groups_of
from sdc_desktop.gui.theme import theme

_KEY = Qt.ItemDataRole.UserRole


class FindingGroups(QWidget):
    """Says `group_chosen` with the kind of groups and the key of one, None for all."""

    group_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self.kind, self.list = QComboBox(), QListWidget()
        self.kind.addItem(self.tr("Group by rule"), GroupBy.RULE.value)
        self.kind.addItem(self.tr("Group by sheet"), GroupBy.SHEET.value)
        self.kind.setAccessibleName(self.tr("How the findings are grouped"))
        self.list.setAccessibleName(self.tr("Groups of findings"))
        self.list.setToolTip(self.tr("Choose a group to see it alone; F8 stays within it"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.list.currentItemChanged.connect(lambda *_: self._say_chosen())
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.kind)
        column.addWidget(self.list, 1)
        self.setMinimumWidth(170)
        self._fill()

    @property
    def by(self) -> GroupBy:
        """How the findings are grouped."""
        return GroupBy(self.kind.currentData())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Group these findings; the group that is looked at stays, while there is one."""
        if tuple(findings) != self._findings:
            self._findings = tuple(findings)
            self._fill()

    def _show_kind(self) -> None:
        self.list.setCurrentRow(0)
        self._fill()

    def _fill(self) -> None:
        item = self.list.currentItem()
        wanted = item.data(_KEY) if item is not None else None
        self.list.blockSignals(True)
        self.list.clear()
        self._add(self.tr("All  {n}").format(n=f"{len(self._findings):,}"), None)
        for group in groups_of(self._findings, self.by):
            added = self._add(group.text, group.key)
            added.setToolTip(group.name)
            added.setForeground(QColor(getattr(theme(), str(group.worst))))
            if group.key == wanted:
                self.list.setCurrentItem(added)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._say_chosen()

    def _add(self, text: str, key: str | None) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setData(_KEY, key)
        self.list.addItem(item)
        return item

    def _say_chosen(self) -> None:
        item = self.list.currentItem()
        self.group_chosen.emit(self.by, item.data(_KEY) if item is not None else None)
