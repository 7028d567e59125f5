"""The findings as a list that can be filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor

from sdc_desktop.core.decisions import FindingKey, key_of
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.gui.models.finding_groups import ORDER
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
_SHEET, _CELLS, _RULE, DECISION = 1, 2, 3, 4
_MOST_SEARCHED = 50
"""Cells of a finding that are searched for by name."""
_PREPARED_AT_ONCE = 300


class FindingsModel(QAbstractTableModel):
    """One row a finding: severity, sheet, cells, rule, decision, sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._decisions: Mapping[FindingKey, Decision | None] = {}
        self._searched: list[str] = []
        self._rules: dict[str, str] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._prepare_some)
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
        self._findings, self._searched = tuple(findings), []
        self._rules.clear()
        self.endResetModel()
        self._soon.start()

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
            return self._text(finding, index.column())
        if role == TOOL_TIP:
            return "\n".join(part for part in (finding.message, finding.policy_paragraph) if part)
        if role == FOREGROUND and index.column() == 0:
            return QColor(getattr(theme(), str(finding.severity)))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal and role == DISPLAY:
            return self._headings[section]
        return None

    def sort_keys(self, column: int) -> Sequence[tuple[int, int] | str]:
        """Return by what each finding is ordered in a column, in the order of the rows."""
        findings = self._findings
        if column == 0:
            return [(ORDER[one.severity], 0) for one in findings]
        if column == _CELLS:
            return [_first_place(one) for one in findings]
        return [self._text(one, column).casefold() for one in findings]

    def search_texts(self) -> Sequence[str]:
        """Return what is searched of each finding, without upper case."""
        self._prepare(len(self._findings) - len(self._searched))
        return self._searched

    def _prepare_some(self) -> None:
        """Make ready what is searched, a little in each turn of the window."""
        self._prepare(_PREPARED_AT_ONCE)
        if len(self._searched) < len(self._findings):
            self._soon.start()

    def _prepare(self, count: int) -> None:
        done = len(self._searched)
        self._searched += [self._searched_of(one) for one in self._findings[done : done + count]]

    def _searched_of(self, finding: Finding) -> str:
        cells = " ".join(cell.a1 for cell in finding.cells[:_MOST_SEARCHED])
        rule = self._rule_in_words(finding.rule)
        return f"{finding.sheet} {cells} {rule} {finding.message}".casefold()

    def _rule_in_words(self, rule: str) -> str:
        words = self._rules.get(rule)
        if words is None:
            words = self._rules[rule] = rule_in_words(rule)
        return words

    def _text(self, finding: Finding, column: int) -> str:
        if column == 0:
            symbol = SEVERITY_SYMBOLS[finding.severity]
            return f"{symbol}  {severity_in_words(finding.severity)}"
        if column == _SHEET:
            return sheet_words(finding.sheet) if finding.sheet or finding.cells else ""
        if column == _CELLS:
            return cells_in_short(finding)
        if column == _RULE:
            return self._rule_in_words(finding.rule)
        if column == DECISION:
            return decision_in_short(self._decisions.get(key_of(finding)))
        return finding.message


def _first_place(finding: Finding) -> tuple[int, int]:
    """Return column and row of the cell to show first; a finding without cells comes first."""
    if not finding.cells:
        return -1, -1
    return finding.cells[0].column, finding.cells[0].row


def cells_in_short(finding: Finding) -> str:
    """Return the first cell and how many more there are, such as "C7 +3"."""
    if not finding.cells:
        return ""
    more = len(finding.cells) - 1
    return f"{finding.cells[0].a1} +{more}" if more else finding.cells[0].a1
