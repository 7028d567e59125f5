"""The tree of findings: headings that fold, Enter or a click goes to the cells."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from sdc_desktop.gui.models.grouped_findings import FOUND, RULE, SHEET, GroupedFindings

_WIDTHS = (118, 82, 200, 110, 118, 120)
_WIDE = 640
_FEW = 24


class FindingTree(QTreeView):
    """`wanted` gives the row that was chosen; what was folded stays so, whatever is shown anew."""

    wanted = Signal(QModelIndex)

    def __init__(self, model: GroupedFindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grouped = model
        self._unfolded: dict[str, bool] = {}
        self.setModel(model)
        self.setAccessibleName(self.tr("Findings"))
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._arrange_columns()
        self.expanded.connect(lambda index: self._note(index, is_unfolded=True))
        self.collapsed.connect(lambda index: self._note(index, is_unfolded=False))
        self.clicked.connect(self.wanted)
        model.modelReset.connect(self._fold_as_before)

    def fold_all(self, is_folded: bool) -> None:
        """Fold every heading, or none."""
        for place in range(self._grouped.rowCount()):
            self.setExpanded(self._grouped.index(place, 0), not is_folded)

    @property
    def is_folded(self) -> bool:
        """Whether every heading is folded."""
        tops = (self._grouped.index(place, 0) for place in range(self._grouped.rowCount()))
        return not any(self.isExpanded(one) for one in tops)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the current row."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.wanted.emit(index)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the sentence where there is little: headings name sheet and rule."""
        super().resizeEvent(event)
        for column in (SHEET, RULE):
            self.setColumnHidden(column, self.width() < _WIDE)

    def _arrange_columns(self) -> None:
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setAccessibleName(self.tr("Columns"))
        header.setStretchLastSection(False)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(FOUND, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    def _note(self, index: QModelIndex, *, is_unfolded: bool) -> None:
        self._unfolded[self._grouped.groups[index.row()].key] = is_unfolded

    def _fold_as_before(self) -> None:
        """Fold what was folded; of findings seen first, few are unfolded at once."""
        model = self._grouped
        has_few = len(model.order) <= _FEW
        for place, group in enumerate(model.groups):
            top = model.index(place, 0)
            if model.is_heading(top):
                self.setFirstColumnSpanned(place, QModelIndex(), True)
                if self._unfolded.get(group.key, has_few):
                    self.blockSignals(True)
                    self.setExpanded(top, True)
                    self.blockSignals(False)
