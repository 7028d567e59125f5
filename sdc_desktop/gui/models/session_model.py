"""The log of this session as a list, the newest entry first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sdc_desktop.gui.session_log import Entry
from sdc_desktop.gui.words import tr

Index = QModelIndex | QPersistentModelIndex

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ROOT = QModelIndex()


class SessionModel(QAbstractTableModel):
    """One row an entry; an error has a sign as well as its words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._headings = (tr("When"), tr("What"), tr("File"))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List other entries, given oldest first."""
        self.beginResetModel()
        self._entries = tuple(reversed(entries))
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """Return the entry in a row, None where there is none."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of entries."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what stands in the list."""
        if role not in (DISPLAY, TOOL_TIP):
            return None
        entry = self._entries[index.row()]
        sign = "▲  " if entry.is_error else ""
        return (entry.when, f"{sign}{entry.text}", entry.place)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal and role == DISPLAY:
            return self._headings[section]
        return None
