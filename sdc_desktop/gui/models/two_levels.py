"""A tree of two levels: headings, and rows below each of them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex

ROOT = QModelIndex()
"""The parent of headings."""


class TwoLevels(QAbstractItemModel):
    """Says which index lies below which; an index knows its heading by its id, 0 for a heading."""

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """Return the index of a heading, or of a row below one."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        """Return the heading of a row."""
        if index is None or not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)
