"""A list whose sentences take as many lines as they need, with boxes that Space ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sdc_desktop.gui.views.list_view import ListView

_Index = QModelIndex | QPersistentModelIndex
_CHECK = Qt.ItemDataRole.CheckStateRole
_MARGINS = 22
_LINE_SPACE = 9
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class WrappingList(ListView):
    """Rows grow with their texts; Space, or a click anywhere in its cell, ticks a row's box."""

    def __init__(
        self,
        model: QAbstractItemModel,
        widths: Sequence[int],
        box_column: int = -1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, widths, parent)
        self._box_column = box_column
        self.setWordWrap(True)
        if box_column >= 0:
            self.setItemDelegateForColumn(box_column, _BoxDelegate(self))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.resizeRowsToContents)
        for signal in (model.modelReset, model.layoutChanged, model.rowsInserted):
            signal.connect(self._soon.start)
        self.horizontalHeader().sectionResized.connect(self._soon.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows the height that they need in the new width."""
        super().resizeEvent(event)
        self._soon.start()

    def sizeHintForRow(self, row: int) -> int:
        """Return the height in which every text of a row can be read whole."""
        heights = [self._height_of(row, column) for column in range(self.model().columnCount())]
        return max((*heights, self.verticalHeader().defaultSectionSize()))

    def _height_of(self, row: int, column: int) -> int:
        text = self.model().index(row, column).data()
        room = QRect(0, 0, self.columnWidth(column) - _MARGINS, 10_000)
        wrapped = self.fontMetrics().boundingRect(room, _WRAPPED, str(text or ""))
        return wrapped.height() + _LINE_SPACE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks or unticks the box of the current row."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid() and self._box_column >= 0:
            change_box(index.siblingAtColumn(self._box_column))
            return
        super().keyPressEvent(event)


class _BoxDelegate(QStyledItemDelegate):
    """A box that takes a click anywhere in its cell."""

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Tick or untick when the left button is let go."""
        if not isinstance(event, QMouseEvent) or event.button() is not Qt.MouseButton.LeftButton:
            return False
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        if event.type() is QEvent.Type.MouseButtonRelease:
            change_box(index)
            return True
        return event.type() in _PRESSES


def change_box(index: _Index) -> None:
    """Tick a box that is not ticked, and the other way round; do nothing where there is none."""
    if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        return
    is_ticked = Qt.CheckState(index.data(_CHECK)) is Qt.CheckState.Checked
    state = Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked
    index.model().setData(index, state, _CHECK)
