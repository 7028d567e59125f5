"""What all dialogs share: a heading, the questions, and two buttons in the user's order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

_USUAL_LINE = 16
_SIDES, _EDGE = 44, 48
"""Pixels left and right of the words together, and kept free around the dialog."""
EDGES = _SIDES + _EDGE + 20
"""Pixels of the screen's width that the body of a dialog cannot have, with a scroll bar."""


class Dialog(QDialog):
    """A dialog with room for its questions in `column`; `set_ready` says when it is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(460)
        self._heading, self._intro = QLabel(), words("")
        self._heading.setObjectName("heading")
        self._heading.setWordWrap(True)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self.accept_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setProperty("leading", True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_SIDES // 2, 18, _SIDES // 2, 16)
        outer.setSpacing(12)
        self._body = QWidget()
        self._body.setLayout(self.column)
        self._scroll = scrolled(self._body)
        for widget in (self._heading, self._intro):
            outer.addWidget(widget)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self.buttons)
        self._body.installEventFilter(self)

    def set_words(self, title: str, accept: str, intro: str = "") -> None:
        """Name the dialog and its leading button."""
        self.setWindowTitle(title)
        self._heading.setText(title)
        self._intro.setText(intro)
        self._intro.setVisible(bool(intro))
        self.accept_button.setText(accept)

    def showEvent(self, event: QShowEvent) -> None:
        """Take just the width and height that the words need, and no more than there is room."""
        self._fit(0)
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what is asked; what the screen has no room for is scrolled."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._body and self.isVisible():
            self._fit(self.height())
        return super().eventFilter(watched, event)

    def _fit(self, least: int) -> None:
        """Make the dialog as large as its words need, `least` pixels high or more."""
        outer = self.layout()
        if outer is None:
            return
        self.column.invalidate()
        outer.invalidate()
        room = self.screen().availableSize()
        most = room.width() - _EDGE
        self.setMinimumWidth(min(self.minimumWidth(), most))
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        narrowest = self.column.totalMinimumSize().width()
        self._scroll.setMinimumWidth(min(narrowest, most - _SIDES))
        width = min(max(self.width(), outer.totalMinimumSize().width()), most)
        body = self._height_of_body(width - _SIDES)
        height = outer.totalHeightForWidth(width) - self._scroll.sizeHint().height() + body
        if height > room.height() - _EDGE:
            self._scroll.setMinimumWidth(min(narrowest + bar, most - _SIDES))
            width = max(width, min(narrowest + bar + _SIDES, most))
        self.resize(width, min(max(height, least), room.height() - _EDGE))

    def _height_of_body(self, width: int) -> int:
        if self.column.hasHeightForWidth():
            return self.column.totalHeightForWidth(width)
        return self.column.totalSizeHint().height()

    def set_ready(self, is_ready: bool) -> None:
        """Say whether everything needed is there."""
        self.accept_button.setEnabled(is_ready)


def scrolled(body: QWidget) -> QScrollArea:
    """Return `body` so that it is scrolled where there is no room for it."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(body)
    return scroll


def fit(dialog: QWidget, width: int, height: int) -> None:
    """Make a dialog so large in pixels for text of usual size, and no larger than the screen."""
    room, share = dialog.screen().availableSize(), dialog.fontMetrics().height() / _USUAL_LINE
    dialog.resize(
        min(round(width * share), room.width() - _EDGE),
        min(round(height * share), room.height() - _EDGE),
    )


def words(text: str, role: str = "") -> QLabel:
    """Return a paragraph."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setObjectName(role)
    return label
