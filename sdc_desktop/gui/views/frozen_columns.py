"""The row labels of a sheet, which stay in sight when the sheet is scrolled sideways."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.views.sheet_delegate import SheetDelegate
from sdc_desktop.gui.views.sheet_header import SheetHeader
from sdc_desktop.gui.views.sheet_look import SheetLook
from sdc_desktop.gui.views.table_overlay import TableOverlay

_LARGEST_SHARE = 0.5


class FrozenColumns(QTableView):
    """The first columns of a sheet's view once more, laid over its left edge.

    It is seen only while the sheet is scrolled sideways, and shares model and selection.
    `menu_wanted` asks for a menu at a place of the sheet.
    """

    menu_wanted = Signal(QPoint)

    def __init__(
        self, owner: QTableView, model: SheetModel, look: SheetLook, overlay: TableOverlay
    ) -> None:
        super().__init__(owner)
        self._overlay = overlay
        self._owner = owner
        self._count = 0
        self._delegate = SheetDelegate(self, model, look)
        self.setObjectName("frozen")
        across = SheetHeader(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(across)
        self.setModel(model)
        self.setSelectionModel(owner.selectionModel())
        across.follow_selection()
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Row labels"))
        across.setAccessibleName(self.tr("Columns"))
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(4)
        owner.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(owner.verticalScrollBar().setValue)
        owner.selectionModel().currentChanged.connect(self.viewport().update)
        owner.horizontalScrollBar().valueChanged.connect(self.place)
        owner.verticalHeader().sectionResized.connect(self._copy_row)
        owner.horizontalHeader().sectionResized.connect(self._copy_column)
        self.hide()

    @property
    def covered(self) -> int:
        """How many pixels of the sheet's left edge it covers now."""
        return self.width() if self.isVisible() else 0

    @property
    def count(self) -> int:
        """How many columns are kept in sight."""
        return self._count

    def show_rows(self, rows: Iterable[int], is_shown: bool) -> None:
        """Show rows that the spreadsheet hides, or leave them out, as the sheet does."""
        for row in rows:
            self.setRowHidden(row, not is_shown)
        self.freeze(self._count)

    def use_look(self, look: SheetLook) -> None:
        """Show the labels in another size or other colours."""
        self._delegate.use_look(look)

    def forget_widths(self) -> None:
        """Measure the texts again, because they changed."""
        self._delegate.forget_widths()

    def freeze(self, count: int) -> None:
        """Keep the first `count` columns in sight."""
        self._count = count
        self.verticalHeader().setDefaultSectionSize(
            self._owner.verticalHeader().defaultSectionSize()
        )
        for column in range(self.model().columnCount()):
            is_hidden = column >= count or self._owner.isColumnHidden(column)
            self.setColumnHidden(column, is_hidden)
            if not is_hidden:
                self.setColumnWidth(column, self._owner.columnWidth(column))
        self.place()

    def place(self) -> None:
        """Lie over the left edge of the sheet, or step aside where that would not help."""
        owner = self._owner
        width = sum(owner.columnWidth(column) for column in range(self._count))
        is_scrolled = owner.horizontalScrollBar().value() > 0
        is_small = width <= owner.viewport().width() * _LARGEST_SHARE
        self.setVisible(bool(self._count) and is_scrolled and is_small)
        edge = owner.frameWidth()
        header = owner.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(header)
        self.setGeometry(
            owner.verticalHeader().width() + edge,
            edge,
            width,
            owner.viewport().height() + header,
        )
        self.verticalScrollBar().setValue(owner.verticalScrollBar().value())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tables over the labels."""
        super().paintEvent(event)
        self._overlay.paint(self, frozen=self._count)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the selection under a click with the right button."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.RightButton:
            super().mousePressEvent(event)
        elif index.isValid() and not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the sheet."""
        here = self.viewport().mapToGlobal(event.pos())
        viewport = self._owner.viewport()
        self.menu_wanted.emit(viewport.mapFromGlobal(here))
        event.accept()

    def _copy_row(self, row: int, _before: int, height: int) -> None:
        self.setRowHeight(row, height)

    def _copy_column(self, column: int, _before: int, width: int) -> None:
        if column < self._count:
            self.setColumnWidth(column, width)
            self.place()
