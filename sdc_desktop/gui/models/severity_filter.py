"""A list that shows only what has one severity and holds some words."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from sdc_desktop.core.findings import Severity

SORT = int(Qt.ItemDataRole.UserRole)
"""The role by which the rows are sorted."""


class SeverityFilter(QSortFilterProxyModel):
    """Shows only rows of one severity, and those with all words of a text."""

    def __init__(self, model: QAbstractItemModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._severity: Severity | None = None
        self._words: tuple[str, ...] = ()
        self.setSourceModel(model)
        self.setSortRole(SORT)

    def show_severity(self, severity: Severity | None) -> None:
        """Show rows of this severity only, all with None."""
        self.beginFilterChange()
        self._severity = severity
        self.endFilterChange()

    def show_text(self, text: str) -> None:
        """Show rows with all of these words, in any column."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Tell whether a row is shown."""
        if self._severity is not None and self.severity_at(row) is not self._severity:
            return False
        if not self._words:
            return True
        text = self.text_at(row).casefold()
        return all(word in text for word in self._words)

    def severity_at(self, row: int) -> Severity:
        """Return the severity of a row of the source."""
        raise NotImplementedError

    def text_at(self, row: int) -> str:
        """Return what is searched in a row of the source."""
        raise NotImplementedError
