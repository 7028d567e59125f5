"""A message above the work that does not stand in its way: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.errors import SdcError
from sdc_desktop.gui.icons import icon
from sdc_desktop.gui.session_log import note_refusal


class Banner(QFrame):
    """One sentence with a hint, an optional button, and a way to close it.

    `focus_left` is emitted when it was closed and the keyboard was on it.
    """

    closed = Signal()
    focus_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol, self._text, self._hint = QLabel(), QLabel(), QLabel()
        for label in (self._text, self._hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._button, self._other = QPushButton(), QPushButton()
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message (Esc)"))
        self._close.clicked.connect(self.close_message)
        self._wanted: Callable[[], object] | None = None
        self._button.clicked.connect(self._do_wanted)
        self._other.clicked.connect(self.close_message)
        self._arrange()
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown."""
        return self._text.text()

    @property
    def hint(self) -> str:
        """The hint that is shown below the sentence."""
        return self._hint.text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons that are offered."""
        return tuple(one for one in (self._button, self._other) if not one.isHidden())

    def show_error(self, error: SdcError) -> None:
        """Show what went wrong and what to do."""
        note_refusal(error)
        self.show_message("fail", str(error), error.hint)

    def show_message(
        self,
        severity: str,
        text: str,
        hint: str = "",
        *,
        button: str = "",
        wanted: Callable[[], object] | None = None,
        other: str = "",
    ) -> None:
        """Show a message of severity "fail", "review", "info" or "good".

        With a `button` for what is `wanted`; a button called `other` only closes it.
        """
        self.setProperty("card", severity)
        self._text.setProperty("severity", severity)
        for widget in (self, self._text):
            widget.style().polish(widget)
        self._symbol.setPixmap(icon(severity, _ROLES[severity]).pixmap(20, 20))
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._other.setText(other)
        self._other.setVisible(bool(other))
        self._wanted = wanted
        self.setAccessibleName(f"{text} {hint}".strip())
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_compact(self, is_compact: bool) -> None:
        """Take as little height as the words allow, or leave some air around them."""
        edge = 2 if is_compact else 8
        line = self.layout()
        if line is not None:
            line.setContentsMargins(12, edge, 8, edge)

    def close_message(self) -> None:
        """Take the message away."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.hide()
        self.closed.emit()
        if had_focus:
            self.focus_left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the message."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_message()
            return
        super().keyPressEvent(event)

    def _do_wanted(self) -> None:
        wanted = self._wanted
        self.close_message()
        if wanted is not None:
            wanted()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 8, 8)
        line.setSpacing(10)
        line.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self._button)
        line.addWidget(self._other)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)


_ROLES = {"fail": "fail", "review": "review", "info": "info", "good": "exempt"}
