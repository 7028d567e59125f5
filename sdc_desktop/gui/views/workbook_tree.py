"""The panel with the workbook's sheets and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.workbook_model import Counts, WorkbookModel

_LEAST, _LEAST_LINES = 190, 12
"""How wide the tree is at least: in pixels, and in lines of text."""
_AROUND = 20
"""Pixels beside a count."""


class WorkbookTree(QTreeView):
    """Sheets, their tables, and what is at risk; `cell_wanted` names where to go."""

    cell_wanted = Signal(object)

    def __init__(self, model: WorkbookModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree_model = model
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(self.tr("Sheets and tables"))
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumWidth(max(_LEAST, _LEAST_LINES * self.fontMetrics().height()))
        self.header().hide()
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.header().setMinimumSectionSize(20)
        self._size_columns()
        self.header().setSectionHidden(2, True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(self._go)
        self.activated.connect(self._go)

    def show_tables(self, tables: Sequence[Table]) -> None:
        """Show which tables were found; a short tree opens out."""
        self._tree_model.show_tables(tables)
        self.expandAll()

    def show_counts(
        self, sheets: Mapping[str, Counts], tables: Mapping[tuple[str, int], Counts]
    ) -> None:
        """Show what is at risk."""
        self._tree_model.show_counts(sheets, tables)
        self._size_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Give the columns other widths when the text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_columns()

    @property
    def chosen(self) -> CellRef | None:
        """Where the sheet or table of the current row begins, None without one."""
        return self._tree_model.place_of(self.currentIndex())

    def show_decisions(self, decisions: Mapping[tuple[str, int], Decision | None]) -> None:
        """Show what is decided about each table, by sheet and its place on it."""
        self._tree_model.show_decisions(decisions)
        self.header().setSectionHidden(2, not any(decisions.values()))

    def _size_columns(self) -> None:
        """Give the columns of counts and decisions the room that their texts need.

        Qt would measure all rows again for each of them that changes.
        """
        metrics = self.fontMetrics()
        widths = [metrics.horizontalAdvance(text) for text in self._tree_model.counts_in_short()]
        self.header().resizeSection(1, max(widths, default=0) + _AROUND)
        self.header().resizeSection(2, metrics.height() + 10)

    def _go(self, index: QModelIndex) -> None:
        place = self._tree_model.place_of(index)
        if place is not None:
            self.cell_wanted.emit(place)
