"""Dragging the edges of the current table's body with the mouse."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QTableView

from sdc_desktop.core.cells import CellRange

_REACH = 4


@dataclass(frozen=True, slots=True)
class Edges:
    """Which edges of a body are held."""

    top: bool = False
    left: bool = False
    bottom: bool = False
    right: bool = False

    @property
    def is_any(self) -> bool:
        """Whether any edge is held."""
        return self.top or self.left or self.bottom or self.right

    @property
    def cursor(self) -> Qt.CursorShape:
        """The shape of the mouse that shows where they can go."""
        if (self.top and self.left) or (self.bottom and self.right):
            return Qt.CursorShape.SizeFDiagCursor
        if (self.top and self.right) or (self.bottom and self.left):
            return Qt.CursorShape.SizeBDiagCursor
        upright = self.top or self.bottom
        return Qt.CursorShape.SizeVerCursor if upright else Qt.CursorShape.SizeHorCursor


def edges_at(rect: QRect, point: QPoint) -> Edges:
    """Return the edges of a rectangle that a point is within a few pixels of."""
    around = rect.adjusted(-_REACH, -_REACH, _REACH, _REACH)
    if not around.contains(point):
        return Edges()
    top, bottom = abs(point.y() - rect.top()), abs(point.y() - rect.bottom())
    left, right = abs(point.x() - rect.left()), abs(point.x() - rect.right())
    return Edges(
        top=top <= _REACH and top <= bottom,
        left=left <= _REACH and left <= right,
        bottom=bottom <= _REACH and bottom < top,
        right=right <= _REACH and right < left,
    )


def dragged_body(view: QTableView, body: CellRange, held: Edges, point: QPoint) -> CellRange:
    """Return the body that results when the held edges are dropped at a point."""
    row, is_low = _row_at(view, point.y())
    column, is_far = _column_at(view, point.x())
    if held.top:
        body = replace(body, top=min(row + is_low, body.bottom))
    if held.bottom:
        body = replace(body, bottom=max(row - (not is_low), body.top))
    if held.left:
        body = replace(body, left=min(column + is_far, body.right))
    if held.right:
        body = replace(body, right=max(column - (not is_far), body.left))
    return body


def _row_at(view: QTableView, y: int) -> tuple[int, bool]:
    """Return the row at a height, and whether the height is in its lower half."""
    row = view.rowAt(y)
    if row < 0:
        return (0, False) if y < 0 else (view.model().rowCount() - 1, True)
    return row, y >= view.rowViewportPosition(row) + view.rowHeight(row) / 2


def _column_at(view: QTableView, x: int) -> tuple[int, bool]:
    """Return the column at a place, and whether the place is in its further half."""
    column = view.columnAt(x)
    if column < 0:
        return (0, False) if x < 0 else (view.model().columnCount() - 1, True)
    return column, x >= view.columnViewportPosition(column) + view.columnWidth(column) / 2
