"""The program has a fault: what that means for the work, and what to send to whoever mends it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sdc_desktop.gui.dialogs.about_dialog import versions
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.session_log import SESSION, in_lines

_LATEST = 40


class FaultDialog(Dialog):
    """Says that the work is safe and offers the details; it stands in nobody's way."""

    def __init__(self, way: str, *, has_work: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.set_words(
            self.tr("Something went wrong inside the program"),
            self.tr("&Copy the details"),
            self.tr("This is a fault of the program, not of yours. You can go on working."),
        )
        if has_work:
            safe = self.tr(
                "Every step that you took is in the journal. If the window behaves oddly, close the"
                " program and open the workbook again: it goes on where you are now."
            )
            self.column.addWidget(words(safe))
        ask = self.tr(
            "Please report it with what you did just before. The details name functions of the"
            " program and no file, and hold no value of any workbook."
        )
        self.column.addWidget(words(ask))
        self.details = QPlainTextEdit(report_of(way))
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(self.tr("Details for a report"))
        self.details.setMinimumHeight(self.fontMetrics().height() * 11)
        self.column.addWidget(self.details)
        self.buttons.button(self.buttons.StandardButton.Cancel).setText(self.tr("Go on"))

    def accept(self) -> None:
        """Put the details on the clipboard and stay."""
        QGuiApplication.clipboard().setText(self.details.toPlainText())


def report_of(way: str) -> str:
    """Return what a report of a fault needs: where it was, versions, what was done before."""
    latest = in_lines(SESSION.entries()[-_LATEST:], with_names=False)
    return "\n\n".join((way, versions(), latest))
