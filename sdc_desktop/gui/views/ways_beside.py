"""Single cells as each way to protect would show them, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.words import sheet_words

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FIRST = 2
"""Columns before those of the ways: the cell, and what it shows now."""


class WaysBeside(QTreeWidget):
    """A row a cell, a column a way; what a way leaves as it is shows a dot.

    Args:
        names: What the ways are called.
    """

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[CellRef, QTreeWidgetItem] = {}
        self.setAccessibleName(self.tr("Cells as each way would show them"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setHeaderLabels([self.tr("Cell"), self.tr("Now"), *names])
        for column, name in enumerate(names, _FIRST):
            self.headerItem().setToolTip(column, name)
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag(int(_RIGHT) | int(Qt.TextFlag.TextWordWrap)))
        header.setMinimumHeight(3 * self.fontMetrics().height() + 6)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(10 * self.fontMetrics().height())

    def clear_cells(self) -> None:
        """Show no cells."""
        self.clear()
        self._rows = {}

    def show_cells(self, now: Mapping[CellRef, str]) -> None:
        """Add rows for the cells that have none yet, with what they show now."""
        for cell, text in now.items():
            if cell in self._rows:
                continue
            item = QTreeWidgetItem([f"{sheet_words(cell.sheet)} {cell.a1}", text])
            for column in range(1, self.columnCount()):
                item.setTextAlignment(column, _RIGHT)
            for column in range(_FIRST, self.columnCount()):
                item.setText(column, "·")
            self._rows[cell] = item
            self.addTopLevelItem(item)

    def show_way(self, place: int, texts: Mapping[CellRef, str]) -> None:
        """Show what one way would make of the cells."""
        for cell, text in texts.items():
            item = self._rows[cell]
            item.setText(place + _FIRST, text)
            role = theme().withheld if text.startswith("■") else theme().rounded
            item.setForeground(place + _FIRST, QColor(role))

    def text_at(self, cell: CellRef, place: int) -> str:
        """Return what a way would show in a cell, a dot where it leaves it as it is."""
        return self._rows[cell].text(place + _FIRST)
