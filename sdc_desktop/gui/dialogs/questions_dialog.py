"""Shows what the researcher has to be asked for, as a text to be copied or saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPlainTextEdit, QWidget

from sdc_desktop.core.errors import SdcError
from sdc_desktop.gui.dialogs.dialog import Dialog


class TextNotSavedError(SdcError):
    """Raised when a text cannot be written to a file."""

    hint = "Choose a folder that you may write to."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} cannot be written.")


class QuestionsDialog(Dialog):
    """The text can be changed before it is copied or saved; `failed` gives an error."""

    failed = Signal(object)

    def __init__(self, text: str, suggested: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._suggested = suggested
        self.set_words(
            self.tr("Questions to send"),
            self.tr("&Copy as text"),
            self.tr(
                "What those who made the tables have to be asked for. No number of the workbook "
                "stands in it; read it before you send it."
            ),
        )
        self.accept_button.setToolTip(self.tr("Put this text on the clipboard"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Close"))
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.save = self.buttons.addButton(self.tr("&Save as a file…"), action)
        self.save.clicked.connect(self.ask_file)
        self.text = QPlainTextEdit(text)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("Questions"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumWidth(760)
        self.setMinimumHeight(520)
        self.column.addWidget(self.text, 1)
        self.text.setFocus()

    def accept(self) -> None:
        """Put the text on the clipboard and stay."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.accept_button.setText(self.tr("Copied"))

    def ask_file(self) -> None:
        """Let the checker choose a file and write the text to it."""
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the questions"), str(self._suggested), "*.txt"
        )
        if name:
            self.write_to(Path(name))

    def write_to(self, path: Path) -> None:
        """Write the text to a file."""
        try:
            path.write_text(self.text.toPlainText(), encoding="utf-8")
        except OSError:
            self.failed.emit(TextNotSavedError(path))
            return
        self.save.setText(self.tr("Saved"))
