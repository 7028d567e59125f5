"""The findings as a tree: headings that fold, and below each the findings of its group."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QFont

from sdc_desktop.core.findings import Finding
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.finding_groups import Group, GroupBy, Place, groups_of
from sdc_desktop.gui.models.findings_filter import FindingsFilter
from sdc_desktop.gui.models.findings_model import FindingsModel
from sdc_desktop.gui.models.two_levels import ROOT, Index, TwoLevels
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.words import tr

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
FONT = int(Qt.ItemDataRole.FontRole)
ACCESSIBLE_TEXT = int(Qt.ItemDataRole.AccessibleTextRole)
SHOWN_COLUMNS = (0, 2, 5, 1, 3, 4)
"""Severity, cells, what was found, sheet, rule, decision: columns of the list of findings."""
FOUND, SHEET, RULE, DECISION = 2, 3, 4, 5


class GroupedFindings(TwoLevels):
    """Two levels: groups, and their findings; a finding alone in its group has no heading.

    An index's id is 0 on the first level, and 1 + the place of its group below it.

    Attributes:
        by: What findings of one group have in common.
    """

    def __init__(
        self, listed: FindingsModel, shown: FindingsFilter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._listed, self._shown = listed, shown
        self._groups: tuple[Group, ...] = ()
        self._places: tuple[Place, ...] = ()
        self._tables: tuple[Table, ...] = ()
        self._order: tuple[int, ...] = ()
        self.by = GroupBy.ALIKE
        listed.dataChanged.connect(lambda *_: self._tell_changed())

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups in their order, those of one finding included."""
        return self._groups

    @property
    def order(self) -> tuple[int, ...]:
        """The findings, by their places in the list, in the order in which they are shown."""
        return self._order

    def show_places(self, places: Sequence[Place], tables: Sequence[Table]) -> None:
        """Say where each finding is; `refresh` shows it."""
        self._places, self._tables = tuple(places), tuple(tables)

    def refresh(self) -> None:
        """Show what the filter lets through, in its order."""
        findings = self._listed.findings
        self.beginResetModel()
        self._groups = groups_of(self._shown.rows, findings, self._places, self._tables, self.by)
        self._order = tuple(row for group in self._groups for row in group.rows)
        self.endResetModel()

    def is_heading(self, index: Index) -> bool:
        """Tell whether an index is that of a group with several findings."""
        is_top = index.isValid() and index.internalId() == 0
        return is_top and len(self._groups[index.row()].rows) > 1

    def row_of(self, index: Index) -> int:
        """Return the place in the list of a finding, or of the first below a heading."""
        if index.internalId():
            return self._groups[int(index.internalId()) - 1].rows[index.row()]
        return self._groups[index.row()].rows[0]

    def findings_at(self, index: Index) -> tuple[Finding, ...]:
        """Return the finding of an index, or all below a heading."""
        findings = self._listed.findings
        if self.is_heading(index):
            return tuple(findings[row] for row in self._groups[index.row()].rows)
        return (findings[self.row_of(index)],)

    def index_of(self, row: int) -> QModelIndex:
        """Return where a finding of the list is shown, an invalid index for nowhere."""
        for place, group in enumerate(self._groups):
            if row in group.rows:
                if len(group.rows) == 1:
                    return self.index(place, 0)
                return self.index(group.rows.index(row), 0, self.index(place, 0))
        return QModelIndex()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; groups come in the order of their first findings."""
        self._shown.sort(SHOWN_COLUMNS[column] if column >= 0 else -1, order)
        self.refresh()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of groups, or of findings below one."""
        if not parent.isValid():
            return len(self._groups)
        if parent.column() or not self.is_heading(parent):
            return 0
        return len(self._groups[parent.row()].rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return len(SHOWN_COLUMNS)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what stands in the tree."""
        if not index.isValid():
            return None
        if self.is_heading(index):
            return self._heading(self._groups[index.row()], index.column(), role)
        source = self._listed.index(self.row_of(index), SHOWN_COLUMNS[index.column()])
        return self._listed.data(source, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the headings of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        return self._listed.headerData(SHOWN_COLUMNS[section], orientation, role)

    def _heading(self, group: Group, column: int, role: int) -> object:
        if role == FONT:
            font = QFont()
            font.setBold(True)
            return font
        if column:
            return None
        if role == DISPLAY:
            return self._text(group)
        if role == ACCESSIBLE_TEXT:
            text = tr("{name}, {n} findings")
            said = text.format(name=group.name, n=f"{len(group.rows):,}")
            return f"{said}, {group.where}" if group.where else said
        if role == TOOL_TIP:
            return tr("Choose it to select all its cells on the sheet")
        return QColor(getattr(theme(), str(group.worst))) if role == FOREGROUND else None

    def _text(self, group: Group) -> str:
        """Return a heading, with how many of its findings are decided when some are."""
        decided = self._listed.count_decided(group.rows)
        if not decided:
            return group.text
        return f"{group.text}  {tr('{n} decided').format(n=f'{decided:,}')}"

    def _tell_changed(self) -> None:
        last = len(SHOWN_COLUMNS) - 1
        for place in range(len(self._groups)):
            top = self.index(place, 0)
            self.dataChanged.emit(top, self.index(place, last))
            below = self.rowCount(top)
            if below:
                first = self.index(0, 0, top)
                self.dataChanged.emit(first, self.index(below - 1, last, top))
