"""The letters above and the numbers beside a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionRange, Qt
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QTableView

_ON = QStyle.StateFlag.State_On
_MIDDLE = QStyleOptionHeader.SectionPosition.Middle
_NO_NEIGHBOUR = QStyleOptionHeader.SelectedPosition.NotAdjacent


class SheetHeader(QHeaderView):
    """Shows which lines hold chosen cells.

    Qt's own header asks the model about each cell of a line for that; a long sheet would take a
    tenth of a second to be painted.
    """

    def __init__(self, orientation: Qt.Orientation, view: QTableView) -> None:
        super().__init__(orientation, view)
        self._view = view
        self._chosen: tuple[tuple[int, int], ...] | None = None
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def follow_selection(self) -> None:
        """Show which lines hold chosen cells from now on; for when there is a model."""
        self._view.selectionModel().selectionChanged.connect(self._forget)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, line: int) -> None:
        """Say how a line is painted, without a question about each of its cells."""
        option.section = line
        option.text = str(self.model().headerData(line, self.orientation()) or "")
        option.textAlignment = self.defaultAlignment()
        option.position = _MIDDLE
        option.selectedPosition = _NO_NEIGHBOUR
        if self.is_chosen(line):
            option.state |= _ON

    def is_chosen(self, line: int) -> bool:
        """Tell whether any cell of a line is chosen."""
        if self._chosen is None:
            blocks = self._view.selectionModel().selection().toList()
            self._chosen = _joined(self._ends(one) for one in blocks)
        return any(first <= line <= last for first, last in self._chosen)

    def _ends(self, block: QItemSelectionRange) -> tuple[int, int]:
        if self.orientation() == Qt.Orientation.Horizontal:
            return block.left(), block.right()
        return block.top(), block.bottom()

    def _forget(self) -> None:
        self._chosen = None
        self.viewport().update()


def _joined(runs: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return runs of lines without overlaps, the first first."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return tuple(joined)
