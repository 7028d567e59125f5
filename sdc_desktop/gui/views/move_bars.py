"""A small histogram of how far numbers would move, painted at once while the base is chosen."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.words import number_in_words

_BARS = 21
_HEIGHT, _ROOM = 84, 18


class MoveBars(QWidget):
    """Bars for moves down, none, and up; in words for those who do not see them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("How far numbers would move"))
        self._counts: FloatArray = np.zeros(_BARS)
        self._most = 0.0

    @property
    def counts(self) -> FloatArray:
        """How many numbers fall into each bar, from the furthest down to the furthest up."""
        return self._counts

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(360, _HEIGHT)

    def show_moves(self, moves: FloatArray) -> None:
        """Show other moves; with none nothing is shown."""
        self._most = float(np.abs(moves).max(initial=0.0))
        edges = np.linspace(-1, 1, _BARS + 1) * (self._most or 1.0)
        self._counts = np.histogram(moves, edges)[0].astype(np.float64)
        text = self.tr("{down} numbers down, {same} unchanged, {up} up; the furthest by {most}")
        self.setAccessibleDescription(
            text.format(
                down=int(np.count_nonzero(moves < 0)),
                same=int(np.count_nonzero(moves == 0)),
                up=int(np.count_nonzero(moves > 0)),
                most=number_in_words(round(self._most, 6)),
            )
        )
        self.setToolTip(self.accessibleDescription())
        self.setVisible(bool(moves.size))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, and the ends of the axis below them."""
        painter, used = QPainter(self), theme()
        width, height = self.width() / _BARS, self.height() - _ROOM
        top = float(self._counts.max(initial=0.0)) or 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(used.accent))
        for place, count in enumerate(self._counts.tolist()):
            tall = height * count / top
            painter.drawRect(QRectF(place * width + 1, height - tall, width - 2, tall))
        painter.setPen(QColor(used.strong_line))
        painter.drawLine(0, int(height), self.width(), int(height))
        painter.setPen(QColor(used.text))
        below = QRectF(0, height, self.width(), _ROOM)
        most = number_in_words(round(self._most, 6))
        for side, text in (
            (Qt.AlignmentFlag.AlignLeft, f"\N{MINUS SIGN}{most}"),
            (Qt.AlignmentFlag.AlignHCenter, "0"),
            (Qt.AlignmentFlag.AlignRight, f"+{most}"),
        ):
            painter.drawText(below, side | Qt.AlignmentFlag.AlignBottom, text)
        painter.end()
