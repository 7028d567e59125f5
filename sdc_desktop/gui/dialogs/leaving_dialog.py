"""Asks before work is lost that could not be written down; nothing else is ever asked so."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from sdc_desktop.gui.dialogs.dialog import Dialog, words


class LeavingDialog(Dialog):
    """Shown when the journal could not be written and the check is to be left."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("What you did last would be lost"),
            self.tr("&Leave and lose it"),
            self.tr("The journal of {name} could not be written.").format(name=name),
        )
        hint = self.tr(
            "Stay and save the workbook, or make room on the disk and take one more step: then the"
            " journal has everything again."
        )
        self.column.addWidget(words(hint))
        stay = self.buttons.button(self.buttons.StandardButton.Cancel)
        stay.setText(self.tr("&Stay"))
        stay.setDefault(True)
        self.accept_button.setProperty("leading", False)
        self.accept_button.setAutoDefault(False)

    @classmethod
    def ask(cls, name: str, parent: QWidget | None = None) -> bool:
        """Tell whether the check of the workbook called `name` is left all the same."""
        dialog = cls(name, parent)
        is_left = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return is_left
