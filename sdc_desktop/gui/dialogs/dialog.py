"""What all dialogs share: a heading, the questions, and two buttons in the user's order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget


class Dialog(QDialog):
    """A dialog with room for its questions in `column`; `set_ready` says when it is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(460)
        self._heading, self._intro = QLabel(), words("")
        self._heading.setObjectName("heading")
        self._heading.setWordWrap(True)
        self.column = QVBoxLayout()
        self.column.setSpacing(10)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setProperty("leading", True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 16)
        outer.setSpacing(12)
        for widget in (self._heading, self._intro):
            outer.addWidget(widget)
        outer.addLayout(self.column)
        outer.addStretch(1)
        outer.addWidget(self.buttons)

    def set_words(self, title: str, accept: str, intro: str = "") -> None:
        """Name the dialog and its leading button."""
        self.setWindowTitle(title)
        self._heading.setText(title)
        self._intro.setText(intro)
        self._intro.setVisible(bool(intro))
        self.accept_button.setText(accept)

    def showEvent(self, event: QShowEvent) -> None:
        """Take just the width and height that the words need."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            width = max(self.width(), layout.totalMinimumSize().width())
            if layout.hasHeightForWidth():
                self.resize(width, layout.totalHeightForWidth(width))
        super().showEvent(event)

    def set_ready(self, is_ready: bool) -> None:
        """Say whether everything needed is there."""
        self.accept_button.setEnabled(is_ready)


def words(text: str, role: str = "") -> QLabel:
    """Return a paragraph."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setObjectName(role)
    return label
