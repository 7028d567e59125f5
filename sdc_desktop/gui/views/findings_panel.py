"""The findings: in groups that fold, filtered, sorted, walked through by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.decisions import FindingKey
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.finding_groups import GroupBy, Place, places_of
from sdc_desktop.gui.models.findings_filter import FindingsFilter
from sdc_desktop.gui.models.findings_model import FindingsModel
from sdc_desktop.gui.models.grouped_findings import DECISION, GroupedFindings
from sdc_desktop.gui.views.finding_filters import FindingFilters
from sdc_desktop.gui.views.finding_tree import FindingTree
from sdc_desktop.gui.views.severity_bar import SeverityBar


class FindingsPanel(QWidget):
    """Lists findings; `cell_wanted` names the cell to go to, `cells_wanted` all of a group."""

    cell_wanted = Signal(object)
    cells_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FindingsModel(self)
        self.filter = FindingsFilter(self.model, self)
        self.grouped = GroupedFindings(self.model, self.filter, self)
        self.list = FindingTree(self.grouped, self)
        self.list.setColumnHidden(DECISION, True)
        self.filters = FindingFilters()
        self._places: tuple[Place, ...] = ()
        self._tables: tuple[Table, ...] = ()
        self._left_at = 0
        self._looked_at: Finding | None = None
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
        self._lay_out()
        self._connect()
        self._show_emptiness()

    def show_findings(self, findings: tuple[Finding, ...], tables: Sequence[Table] = ()) -> None:
        """List these findings; the one that was looked at stays the current one, if there."""
        self._is_checked = True
        if findings == self.model.findings and tuple(tables) == self._tables:
            self._show_emptiness()
            return
        self._tables = tuple(tables)
        self._places = places_of(findings, self._tables)
        self.grouped.show_places(self._places, self._tables)
        self.model.show_findings(findings)
        self.filters.show_findings(findings, self._places, self._tables)
        self._bar.show_counts([one.severity for one in findings])
        self._show_filtered()

    @property
    def chosen(self) -> Finding | None:
        """The finding of the current row, None on a heading or without one."""
        index = self.list.currentIndex()
        if not index.isValid() or self.grouped.is_heading(index):
            return None
        return self.grouped.findings_at(index)[0]

    @property
    def chosen_all(self) -> tuple[Finding, ...]:
        """The finding of the current row, or all below its heading; () without a row."""
        index = self.list.currentIndex()
        return self.grouped.findings_at(index) if index.isValid() else ()

    def show_decisions(self, decisions: Mapping[FindingKey, Decision | None]) -> None:
        """Show what is decided about each finding."""
        self.model.show_decisions(decisions)
        self.list.setColumnHidden(DECISION, not self.model.has_decisions)

    def show_unchecked(self) -> None:
        """Say that nobody knows what would be found."""
        self.show_findings(())
        self._is_checked = False
        self._show_emptiness()

    def go_to_next(self) -> None:
        """Go to the next finding in the order shown; after the last comes the first."""
        self.step(1)

    def go_to_previous(self) -> None:
        """Go to the finding before."""
        self.step(-1)

    def step(self, step: int) -> None:
        """Go to the next finding, or the one before with -1; folded groups are unfolded."""
        order, index = self.grouped.order, self.list.currentIndex()
        if not order:
            return
        if not (index.isValid() and self._looked_at):
            place = self._left_at if step > 0 else self._left_at - 1
        elif self.grouped.is_heading(index):
            place = order.index(self.grouped.row_of(index)) + min(step, 0)
        else:
            place = order.index(self.grouped.row_of(index)) + step
        self._show_at(place % len(order))
        self._go_to_row(self.list.currentIndex())

    def focus_list(self) -> None:
        """Put the keyboard on the list, on a finding, and show its cell."""
        if self.grouped.order and not (self._looked_at and self.chosen):
            self._show_at(self._left_at % len(self.grouped.order))
            self._go_to_row(self.list.currentIndex())
        self.list.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._bar)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.filters)
        line.addLayout(column, 1)

    def _connect(self) -> None:
        self.list.wanted.connect(self._go_to_row)
        self._bar.severity_chosen.connect(self._show_severity)
        self._bar.text_typed.connect(self._show_text)
        self.filters.grouping_chosen.connect(self._show_grouping)
        self.filters.filter_chosen.connect(self._show_filtered)
        self.filters.fold_wanted.connect(self._fold)
        self.grouped.modelReset.connect(self._come_back)
        for told in (self.list.expanded, self.list.collapsed):
            told.connect(lambda _: self._show_folded())

    def _show_at(self, place: int) -> None:
        """Make a finding the current one, by its place in the order shown."""
        index = self.grouped.index_of(self.grouped.order[place])
        if index.parent().isValid():
            self.list.expand(index.parent())
        self.list.setCurrentIndex(index)
        self._left_at = place

    def _come_back(self) -> None:
        """Stay where the user was; where that finding is gone, F8 goes to what took its place."""
        finding, findings = self._looked_at, self.model.findings
        if finding is None:
            return
        row = findings.index(finding) if finding in findings else -1
        if row in self.grouped.order:
            self._show_at(self.grouped.order.index(row))
        else:
            self._left_at = min(self._left_at, len(self.grouped.order))
            self._looked_at = None

    def _show_severity(self, severity: Severity | None) -> None:
        self.filter.show_severity(severity)
        self._refresh()

    def _show_grouping(self, by: GroupBy) -> None:
        self.grouped.by = by
        self._refresh()

    def _show_text(self, text: str) -> None:
        self.filter.show_text(text)
        self._refresh()

    def _show_filtered(self) -> None:
        filters = self.filters
        self.filter.show_only(filters.chosen_rule, filters.chosen_place, self._places)
        self._refresh()

    def _refresh(self) -> None:
        self.grouped.refresh()
        self._show_folded()
        self._show_emptiness()

    def _fold(self) -> None:
        self.list.fold_all(not self.list.is_folded)
        self._show_folded()

    def _show_folded(self) -> None:
        self.filters.show_folded(is_folded=self.list.is_folded)

    def _show_emptiness(self) -> None:
        is_empty = not self.grouped.order
        self.filters.setVisible(bool(self.model.rowCount()))
        self.list.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._empty.setText(
            self.tr("No finding matches the filter.") if self.model.rowCount() else self._nothing()
        )

    def _nothing(self) -> str:
        if self._is_checked:
            return self.tr("Nothing was found. What comes next stands in the steps above.")
        return self.tr("The workbook is not checked yet.")

    def _go_to_row(self, index: QModelIndex) -> None:
        findings = self.grouped.findings_at(index)
        if self.grouped.is_heading(index):
            sheet = findings[0].sheet
            cells = [cell for one in findings if one.sheet == sheet for cell in one.cells]
            if cells:
                self.cells_wanted.emit(tuple(dict.fromkeys(cells)))
            return
        (finding,) = findings
        self._looked_at = finding
        self._left_at = self.grouped.order.index(self.grouped.row_of(index))
        if finding.cells:
            self.cell_wanted.emit(finding.cells[0])
        elif finding.sheet:
            self.cell_wanted.emit(CellRef(finding.sheet, 0, 0))
