"""A small picture of what a reader can narrow a withheld cell to."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.words import number_in_words, range_in_words, tr


class IntervalBar(QWidget):
    """The interval as a bar over the number line, with the unsafe counts shaded."""

    def __init__(
        self,
        interval: FeasibilityInterval,
        unsafe: UnsafeRange | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._interval, self._unsafe = interval, unsafe
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("What a reader can work out"))
        self.setAccessibleDescription(range_in_words(interval.lower, interval.upper))
        self.setToolTip(interval.because)

    def sizeHint(self) -> QSize:
        """Return room for the bar and a line of numbers below."""
        return QSize(160, 26 + self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shaded unsafe counts, line, bar and numbers."""
        used, one = theme(), self._interval
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = 14
        if self._unsafe is not None:
            left, right = self._x(self._unsafe.lowest), self._x(self._unsafe.safe_from)
            painter.fillRect(QRectF(left, 2, right - left, 24), QColor(used.fail_tint))
        painter.setPen(QPen(QColor(used.strong_line), 1))
        painter.drawLine(0, line, self.width(), line)
        colour = QColor(used.exempt if one.is_enough else used.fail)
        left, right = self._x(one.lower), self._x(min(one.upper, self._end))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(left - 3, line - 5, max(right - left + 6, 6), 10), 4, 4)
        self._paint_numbers(painter, left, right)
        painter.end()

    @property
    def _end(self) -> float:
        upper = self._interval.upper
        widest = upper if math.isfinite(upper) else self._interval.lower * 2 + 10
        safe = self._unsafe.safe_from if self._unsafe is not None else 0
        return max(widest, safe, 1.0) * (1.1 if math.isfinite(upper) else 1.3)

    def _x(self, value: float) -> float:
        room = self.width() - 12
        return 6 + room * min(max(value / self._end, 0.0), 1.0)

    def _paint_numbers(self, painter: QPainter, left: float, right: float) -> None:
        painter.setPen(QColor(theme().text))
        metrics = self.fontMetrics()
        top = 26 + metrics.ascent()
        low, high = number_in_words(self._interval.lower), number_in_words(self._interval.upper)
        low_at = max(0.0, left - metrics.horizontalAdvance(low) / 2)
        painter.drawText(round(low_at), top, low)
        if low == high:
            return
        high_width = metrics.horizontalAdvance(high)
        high_at = min(right - high_width / 2, self.width() - high_width)
        clear = low_at + metrics.horizontalAdvance(low) + 6
        painter.drawText(round(max(high_at, clear)), top, high)
