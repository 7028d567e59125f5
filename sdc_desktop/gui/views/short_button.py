"""A button that says the same in fewer letters where there is no room for its words."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyleOptionToolButton, QToolButton, QWidget


class ShortButton(QToolButton):
    """Paints `short` in place of its text when it is narrower than the text asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.short = ""
        self._is_measured = False

    def show_words(self, text: str, short: str) -> None:
        """Show a text, or in a narrow place the short one; a screen reader says the text."""
        self.short = short
        self.setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room that the whole text takes."""
        self._is_measured = True
        size = super().sizeHint()
        self._is_measured = False
        return size

    def minimumSizeHint(self) -> QSize:
        """Return the room that the short text takes."""
        size, metrics = self.sizeHint(), self.fontMetrics()
        saved = metrics.horizontalAdvance(self.text()) - metrics.horizontalAdvance(self.short)
        return QSize(size.width() - max(saved, 0), size.height())

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Give the style the text that there is room for."""
        super().initStyleOption(option)
        if not self._is_measured and self.width() < self.sizeHint().width():
            option.text = self.short
