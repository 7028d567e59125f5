"""The access log as a list, the newest entry first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sdc_desktop.gui.words import tr
from sdc_desktop.register.access_log import LogEntry

Index = QModelIndex | QPersistentModelIndex

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ROOT = QModelIndex()


def event_in_words(event: str) -> str:
    """Return what was done in the user's words; an unknown word as it stands."""
    known = {
        "opened": tr("Opened"),
        "viewed": tr("Viewed"),
        "exported": tr("Exported"),
        "verified": tr("Verified"),
        "disposed": tr("Disposed of"),
    }
    return known.get(event, event)


class LogModel(QAbstractTableModel):
    """One row an entry."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[LogEntry, ...] = ()
        self._headings = (
            tr("No."),
            tr("When (UTC)"),
            tr("What"),
            tr("Who"),
            tr("File"),
            tr("Authorised by"),
            tr("Remark"),
            tr("Hash of the file"),
        )

    def show_entries(self, entries: Sequence[LogEntry]) -> None:
        """List other entries."""
        self.beginResetModel()
        self._entries = tuple(reversed(entries))
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of entries."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what stands in the list."""
        if role in (DISPLAY, TOOL_TIP):
            return self._texts(self._entries[index.row()])[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal and role == DISPLAY:
            return self._headings[section]
        return None

    def _texts(self, entry: LogEntry) -> tuple[str, ...]:
        one = entry.access
        when = one.when.replace("T", " ").removesuffix("Z")
        what = event_in_words(one.event)
        texts = (what, one.who, one.file, one.authorised_by, one.remark, one.sha256)
        return (str(entry.number), when, *texts)
