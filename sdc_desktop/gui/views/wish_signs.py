"""Small signs for what is wished of a cell: a padlock, a falling arrow, a weight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from sdc_desktop.core.actions import Wish


def paint_wish(painter: QPainter, room: QRectF, wish: Wish, colour: QColor) -> None:
    """Paint the sign of a wish into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.0, room.width() / 8)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if wish is Wish.KEEP:
        _paint_padlock(painter, room, colour)
    elif wish is Wish.LET_GO:
        painter.setBrush(colour)
        painter.drawPolygon(_triangle(room))
    elif wish is Wish.WEIGH:
        painter.drawLine(room.topLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomLeft())
    painter.restore()


def _paint_padlock(painter: QPainter, room: QRectF, colour: QColor) -> None:
    width, height = room.width(), room.height()
    shackle = QRectF(room.left() + width * 0.22, room.top(), width * 0.56, height * 0.8)
    painter.drawArc(shackle, 0, 180 * 16)
    body = QRectF(room.left() + width * 0.05, room.top() + height * 0.42, width * 0.9, height * 0.5)
    painter.setBrush(colour)
    painter.drawRect(body)


def _triangle(room: QRectF) -> QPolygonF:
    middle = room.center().x()
    top, bottom = room.top() + room.height() * 0.2, room.bottom() - room.height() * 0.1
    return QPolygonF(
        [QPointF(room.left(), top), QPointF(room.right(), top), QPointF(middle, bottom)]
    )
