"""The findings: in groups, filtered by severity and words, sorted, walked through by keyboard."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.decisions import FindingKey
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.gui.models.finding_groups import GroupBy
from sdc_desktop.gui.models.findings_model import FindingsFilter, FindingsModel
from sdc_desktop.gui.views.finding_groups import FindingGroups
from sdc_desktop.gui.views.list_view import ListView
from sdc_desktop.gui.views.severity_bar import SeverityBar


class FindingsPanel(QWidget):
    """Lists findings; `cell_wanted` names the cell to go to."""

    cell_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FindingsModel(self)
        self.filter = FindingsFilter(self.model, self)
        self.list = ListView(self.filter, (100, 90, 66, 120, 116), self)
        self.list.setAccessibleName(self.tr("Findings"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.wanted.connect(self._go_to_row)
        self.list.clicked.connect(self._go_to_row)
        self.list.setSortingEnabled(True)
        self.list.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._is_checked = False
        self._empty = QLabel()
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = SeverityBar(
            self,
            button_hint=self.tr("Show only these findings"),
            search_hint=self.tr("Filter by words, sheet or cell"),
            search_name=self.tr("Filter the findings"),
        )
        self._bar.severity_chosen.connect(self._show_severity)
        self._bar.text_typed.connect(self._show_text)
        self.groups = FindingGroups()
        self.groups.group_chosen.connect(self._show_group)
        column = QVBoxLayout()
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._bar)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.groups, 1)
        line.addLayout(column, 5)
        self._show_emptiness()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """List these findings."""
        self._is_checked = True
        self.model.show_findings(findings)
        self.groups.show_findings(findings)
        self._bar.show_counts([one.severity for one in findings])
        self._show_emptiness()

    @property
    def chosen(self) -> Finding | None:
        """The finding of the current row, None without one."""
        index = self.list.currentIndex()
        return self.filter.finding_at(index.row()) if index.isValid() else None

    def show_decisions(self, decisions: Mapping[FindingKey, Decision | None]) -> None:
        """Show what is decided about each finding."""
        self.model.show_decisions(decisions)

    def show_unchecked(self) -> None:
        """Say that nobody knows what would be found."""
        self.show_findings(())
        self._is_checked = False
        self._show_emptiness()

    def go_to_next(self) -> None:
        """Go to the next finding; after the last comes the first."""
        self.step(1)

    def go_to_previous(self) -> None:
        """Go to the finding before."""
        self.step(-1)

    def step(self, step: int) -> None:
        """Go to the next finding, or the one before with -1; after the last comes the first."""
        count = self.filter.rowCount()
        if not count:
            return
        row = self.list.currentIndex().row()
        row = (row + step) % count if row >= 0 else (0 if step > 0 else count - 1)
        self.list.setCurrentIndex(self.filter.index(row, 0))
        self._go_to_row(self.filter.index(row, 0))

    def focus_list(self) -> None:
        """Put the keyboard on the list, on a row."""
        if self.filter.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.filter.index(0, 0))
        self.list.setFocus()

    def _show_severity(self, severity: Severity | None) -> None:
        self.filter.show_severity(severity)
        self._show_emptiness()

    def _show_group(self, by: GroupBy, key: str | None) -> None:
        self.filter.show_group(by, key)
        self._show_emptiness()

    def _show_text(self, text: str) -> None:
        self.filter.show_text(text)
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        is_empty = not self.filter.rowCount()
        self.groups.setVisible(bool(self.model.rowCount()))
        self.list.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._empty.setText(
            self.tr("No finding matches the filter.") if self.model.rowCount() else self._nothing()
        )

    def _nothing(self) -> str:
        if self._is_checked:
            return self.tr("Nothing was found.")
        return self.tr("The workbook is not checked yet.")

    def _go_to_row(self, index: QModelIndex) -> None:
        finding = self.filter.finding_at(index.row())
        if finding.cells:
            self.cell_wanted.emit(finding.cells[0])
        elif finding.sheet:
            self.cell_wanted.emit(CellRef(finding.sheet, 0, 0))
