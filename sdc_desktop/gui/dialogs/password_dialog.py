"""Asks for the password of a locked workbook; it is kept nowhere but in memory."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QWidget

from sdc_desktop.gui.dialogs.dialog import Dialog, words


class PasswordDialog(Dialog):
    """One box; after a wrong password it says so."""

    def __init__(self, name: str, parent: QWidget | None = None, *, is_again: bool = False) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("{name} is locked").format(name=name),
            self.tr("Open"),
            self.tr(
                "The password is needed to read the workbook. It is not kept, and the protected "
                "workbook will ask for none."
            ),
        )
        if is_again:
            wrong = words(self.tr("▲  The workbook does not open with this password."))
            wrong.setProperty("severity", "fail")
            self.column.addWidget(wrong)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setAccessibleName(self.tr("Password"))
        self._password.textChanged.connect(self._look)
        label = QLabel(self.tr("&Password"))
        label.setBuddy(self._password)
        shown = QCheckBox(self.tr("&Show what I type"))
        shown.toggled.connect(self._show_typed)
        for widget in (label, self._password, shown):
            self.column.addWidget(widget)
        self._password.setFocus()
        self.set_ready(False)

    @classmethod
    def ask(cls, name: str, parent: QWidget | None = None, *, is_again: bool = False) -> str | None:
        """Return the password, None when the user thinks better of it."""
        dialog = cls(name, parent, is_again=is_again)
        is_given = dialog.exec() == QDialog.DialogCode.Accepted
        password = dialog.password if is_given else None
        dialog.forget()
        return password

    @property
    def password(self) -> str:
        """What was typed, spaces at its ends included."""
        return self._password.text()

    def fill(self, password: str) -> None:
        """Fill the box in, as a user would."""
        self._password.setText(password)

    def forget(self) -> None:
        """Leave nothing in the box."""
        self._password.clear()
        self.deleteLater()

    def _look(self) -> None:
        self.set_ready(bool(self.password))

    def _show_typed(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self._password.setEchoMode(mode.Normal if is_shown else mode.Password)
