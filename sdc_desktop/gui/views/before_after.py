"""Two panes side by side: the source's numbers before, and what readers get after."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QObject, Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sdc_desktop.gui.views.sheet_view import SheetView


class BeforeAfter(QSplitter):
    """Shows the pane on the right alone, or both panes with a line above each.

    Args:
        after: What stands on the right.
    """

    def __init__(self, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.before = QStackedWidget()
        self._captions = (
            QLabel(self.tr("Before: the source")),
            QLabel(self.tr("After: what readers get")),
        )
        self._left = _with_caption(self._captions[0], self.before)
        for pane in (self._left, _with_caption(self._captions[1], after)):
            self.addWidget(pane)
        self.setChildrenCollapsible(False)
        self.is_split = False
        self.split(False)

    def split(self, is_split: bool) -> None:
        """Show both panes, or the right one alone."""
        self.is_split = is_split
        self._left.setVisible(is_split)
        for caption in self._captions:
            caption.setVisible(is_split)
        if is_split:
            half = max(1, self.width() // 2)
            self.setSizes([half, half])


class Following(QObject):
    """Keeps two grids of one sheet at the same place, cell, selection and widths."""

    def __init__(self, one: SheetView, other: SheetView) -> None:
        super().__init__(one)
        self._is_following = False
        for leader, follower in ((one, other), (other, one)):
            self._connect(leader, follower)

    def _connect(self, leader: SheetView, follower: SheetView) -> None:
        for bar, own in (
            (leader.verticalScrollBar(), follower.verticalScrollBar()),
            (leader.horizontalScrollBar(), follower.horizontalScrollBar()),
        ):
            bar.valueChanged.connect(own.setValue)
        leader.horizontalHeader().sectionResized.connect(
            lambda column, _, width: follower.setColumnWidth(column, width)
        )
        leader.verticalHeader().sectionResized.connect(
            lambda row, _, height: follower.setRowHeight(row, height)
        )
        leader.cell_changed.connect(lambda _: self._follow(leader, follower))
        leader.selectionModel().selectionChanged.connect(lambda *_: self._follow(leader, follower))

    def _follow(self, leader: SheetView, follower: SheetView) -> None:
        """Choose in one grid what is chosen in the other."""
        if self._is_following:
            return
        self._is_following = True
        chosen, model = QItemSelection(), follower.sheet_model
        for block in leader.selectionModel().selection().toList():
            chosen.select(
                model.index(block.top(), block.left()), model.index(block.bottom(), block.right())
            )
        flags = follower.selectionModel().SelectionFlag
        current = leader.currentIndex()
        place = model.index(current.row(), current.column())
        follower.selectionModel().setCurrentIndex(place, flags.NoUpdate)
        follower.selectionModel().select(chosen, flags.ClearAndSelect)
        self._is_following = False


def _with_caption(caption: QLabel, content: QWidget) -> QWidget:
    caption.setObjectName("subheading")
    caption.setContentsMargins(4, 0, 0, 0)
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(caption)
    column.addWidget(content, 1)
    return pane
