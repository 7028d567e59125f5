"""The findings as a list that can be filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from sdc_desktop.core.decisions import FindingKey, key_of
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.gui.models.finding_groups import ORDER, Place
from sdc_desktop.gui.models.severity_filter import SORT, SeverityFilter
from sdc_desktop.gui.release_words import decision_in_short
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.words import (
    SEVERITY_SYMBOLS,
    rule_in_words,
    severity_in_words,
    sheet_words,
    tr,
)

Index = QModelIndex | QPersistentModelIndex

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
ACCESSIBLE_TEXT = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()
DECISION = 4


class FindingsModel(QAbstractTableModel):
    """One row a finding: severity, sheet, cells, rule, decision, sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._decisions: Mapping[FindingKey, Decision | None] = {}
        self._headings = (
            tr("Severity"),
            tr("Sheet"),
            tr("Cells"),
            tr("Rule"),
            tr("Decision"),
            tr("What was found"),
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed, in the order of the rows."""
        return self._findings

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List other findings."""
        if tuple(findings) == self._findings:
            return
        self.beginResetModel()
        self._findings = tuple(findings)
        self.endResetModel()

    def show_decisions(self, decisions: Mapping[FindingKey, Decision | None]) -> None:
        """Show what is decided about each finding."""
        if dict(decisions) == dict(self._decisions):
            return
        self._decisions = decisions
        if self._findings:
            last = self.index(len(self._findings) - 1, DECISION)
            self.dataChanged.emit(self.index(0, DECISION), last)

    def count_decided(self, rows: Iterable[int]) -> int:
        """Return of how many findings in these rows something is decided."""
        if not self._decisions:
            return 0
        keys = (key_of(self._findings[row]) for row in rows)
        return sum(self._decisions.get(key) is not None for key in keys)

    @property
    def has_decisions(self) -> bool:
        """Whether anything is decided about any finding."""
        return any(one is not None for one in self._decisions.values())

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of findings."""
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what stands in the list."""
        finding = self._findings[index.row()]
        if role in (DISPLAY, ACCESSIBLE_TEXT):
            return self._texts(finding)[index.column()]
        if role == TOOL_TIP:
            return "\n".join(part for part in (finding.message, finding.policy_paragraph) if part)
        if role == FOREGROUND and index.column() == 0:
            return QColor(getattr(theme(), str(finding.severity)))
        if role == SORT:
            return self._sort_key(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal and role == DISPLAY:
            return self._headings[section]
        return None

    def _texts(self, finding: Finding) -> tuple[str, ...]:
        severity = f"{SEVERITY_SYMBOLS[finding.severity]}  {severity_in_words(finding.severity)}"
        return (
            severity,
            sheet_words(finding.sheet) if finding.sheet or finding.cells else "",
            cells_in_short(finding),
            rule_in_words(finding.rule),
            decision_in_short(self._decisions.get(key_of(finding))),
            finding.message,
        )

    def _sort_key(self, row: int, column: int) -> str:
        finding = self._findings[row]
        place = f"{row:07d}"
        if column == 0:
            return f"{ORDER[finding.severity]}{place}"
        if column == 2 and finding.cells:
            first = finding.cells[0]
            return f"{first.column:05d}{first.row:07d}"
        return f"{self._texts(finding)[column].casefold()} {place}"


def cells_in_short(finding: Finding) -> str:
    """Return the first cell and how many more there are, such as "C7 +3"."""
    if not finding.cells:
        return ""
    more = len(finding.cells) - 1
    return f"{finding.cells[0].a1} +{more}" if more else finding.cells[0].a1


class FindingsFilter(SeverityFilter):
    """Shows only findings of one severity, rule, sheet or table, and those that hold a text."""

    def __init__(self, model: FindingsModel, parent: QObject | None = None) -> None:
        self._model = model
        self._rule: str | None = None
        self._place: Place | None = None
        self._places: Sequence[Place] = ()
        super().__init__(model, parent)

    def show_only(self, rule: str | None, place: Place | None, places: Sequence[Place]) -> None:
        """Show only findings of one rule and of one sheet or table, all with None.

        Args:
            rule: Which rule.
            place: Which sheet or table.
            places: Where each finding of the model is.
        """
        self.beginFilterChange()
        self._rule, self._place, self._places = rule, place, places
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Tell whether a finding is shown."""
        if self._rule is not None and self._model.findings[row].rule != self._rule:
            return False
        return self._is_there(row) and super().filterAcceptsRow(row, parent)

    def _is_there(self, row: int) -> bool:
        wanted = self._place
        if wanted is None or row >= len(self._places):
            return True
        place = self._places[row]
        return place.sheet == wanted.sheet and wanted.table in (-1, place.table)

    def severity_at(self, row: int) -> Severity:
        """Return the severity of a finding of the model."""
        return self._model.findings[row].severity

    def text_at(self, row: int) -> str:
        """Return what is searched of a finding of the model."""
        finding = self._model.findings[row]
        cells = " ".join(cell.a1 for cell in finding.cells[:50])
        return f"{finding.sheet} {cells} {rule_in_words(finding.rule)} {finding.message}"

    def finding_at(self, row: int) -> Finding:
        """Return the finding in a row as shown."""
        return self._model.findings[self.mapToSource(self.index(row, 0)).row()]
