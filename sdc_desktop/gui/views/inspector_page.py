"""What the inspector is made of: a column of lines, cards and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from sdc_desktop.gui.icons import icon
from sdc_desktop.gui.theme import theme


class Page(QFrame):
    """A column of labels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(7)

    def add(self, text: str, role: str = "") -> QLabel:
        """Add a line of text that wraps."""
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            label.setObjectName(role)
        self.column.addWidget(label)
        return label

    def add_links(self, texts: Sequence[str], more: str) -> QLabel:
        """Add texts that can be pressed, by mouse and keyboard; its links are their places."""
        colour = theme().accent
        links = (
            f'<a href="{place}" style="color:{colour}">{escape(text)}</a>'
            for place, text in enumerate(texts)
        )
        label = self.add("")
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        label.setText(f"{', '.join(links)} {escape(more)}".strip())
        label.setAccessibleName(f"{', '.join(texts)} {more}".strip())
        return label


def button_for(action: QAction, *, is_leading: bool) -> QPushButton:
    """Return a button that does what an action does."""
    text = action.text().replace("&", "")
    button = QPushButton(action.icon(), text)
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setProperty("leading", is_leading)
    if is_leading and action.property("icon_name"):
        button.setIcon(icon(str(action.property("icon_name")), "on_accent"))
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button
