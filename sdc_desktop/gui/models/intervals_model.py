"""What a reader can work out of each withheld cell, as a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.words import number_in_words, sheet_words, tr

Index = QModelIndex | QPersistentModelIndex

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ROOT = QModelIndex()


class IntervalsModel(QAbstractTableModel):
    """One row a withheld cell; those that need more protection come first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._intervals: tuple[FeasibilityInterval, ...] = ()
        self._headings = (tr("Proof"), tr("Sheet"), tr("Cell"), tr("From"), tr("To"), tr("Because"))

    def show_intervals(self, intervals: Sequence[FeasibilityInterval]) -> None:
        """List other intervals."""
        self.beginResetModel()
        self._intervals = tuple(sorted(intervals, key=lambda one: (one.is_enough, one.cell)))
        self.endResetModel()

    def interval_at(self, row: int) -> FeasibilityInterval:
        """Return the interval in a row."""
        return self._intervals[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of withheld cells."""
        return 0 if parent.isValid() else len(self._intervals)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what stands in the list."""
        one = self._intervals[index.row()]
        if role == DISPLAY:
            return self._texts(one)[index.column()]
        if role == TOOL_TIP:
            return one.because
        if role == FOREGROUND and index.column() == 0:
            return QColor(theme().exempt if one.is_enough else theme().fail)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal and role == DISPLAY:
            return self._headings[section]
        return None

    def _texts(self, one: FeasibilityInterval) -> tuple[str, ...]:
        return (
            f"✓  {tr('Protected')}" if one.is_enough else f"▲  {tr('Unprotected')}",
            sheet_words(one.cell.sheet),
            one.cell.a1,
            number_in_words(one.lower),
            number_in_words(one.upper),
            one.because,
        )
