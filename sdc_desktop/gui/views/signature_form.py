"""Asks who signs, and with which key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from sdc_desktop.gui.dialogs.save_dialog import key_in_words
from sdc_desktop.gui.keys import is_kept_by_agent

SHORTEST = 8
_NEW, _CHOOSE = "new", "choose"


@dataclass(frozen=True, slots=True)
class SignatureWish:
    """Who signs and with which key.

    Attributes:
        who: The name to sign with.
        key: The key file; the .pub file of a key that ssh-agent holds.
        passphrase: What opens it, or locks a new one; never shown, never kept.
        is_new_key: Whether the key is to be made.
    """

    who: str
    key: Path
    passphrase: str = field(default="", repr=False)
    is_new_key: bool = False


class SignatureForm(QWidget):
    """`changed` is emitted when something else is filled in."""

    changed = Signal()

    def __init__(
        self, who: str, keys: Sequence[Path], new_key: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._new_key = new_key
        self.who, self.key = QLineEdit(who), QComboBox()
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        self.who.setPlaceholderText(self.tr("Your name or e-mail address"))
        for key in keys:
            self.key.addItem(key_in_words(key), str(key))
        self.key.addItem(self.tr("Make a new key for me"), _NEW)
        self.key.addItem(self.tr("Choose a key file…"), _CHOOSE)
        self.key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, box in (
            (self.tr("Your &name"), self.who),
            (self.tr("Signing &key"), self.key),
            (self.tr("&Passphrase"), self.passphrase),
            (self.tr("Passphrase a&gain"), self.again),
        ):
            box.setAccessibleName(text.replace("&", ""))
            label = QLabel(text)
            label.setBuddy(box)
            self._form.addRow(label, box)
        for line in (self.passphrase, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        for line in (self.who, self.passphrase, self.again):
            line.textChanged.connect(self.changed)
        self.key.activated.connect(self._choose)
        self.key.currentIndexChanged.connect(self._show_kind)
        self._show_kind()

    @property
    def wish(self) -> SignatureWish:
        """What is filled in."""
        kind = self.key.currentData()
        is_new = kind == _NEW
        key = self._new_key if is_new else Path(str(kind))
        return SignatureWish(self.who.text().strip(), key, self.passphrase.text(), is_new)

    @property
    def missing(self) -> str:
        """What is still to be filled in, "" when nothing is."""
        wish = self.wish
        if not wish.who:
            return self.tr("Enter your name.")
        if self.key.currentData() == _CHOOSE:
            return self.tr("Choose a key.")
        if wish.is_new_key and len(wish.passphrase) < SHORTEST:
            return self.tr("Choose a passphrase of {n} characters or more.").format(n=SHORTEST)
        if wish.is_new_key and wish.passphrase != self.again.text():
            return self.tr("The two passphrases differ.")
        return ""

    def _choose(self) -> None:
        if self.key.currentData() != _CHOOSE:
            return
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a private key"))
        if name:
            self.key.insertItem(0, Path(name).name, name)
        self.key.setCurrentIndex(0 if name else self.key.findData(_NEW))

    def _show_kind(self) -> None:
        kind = str(self.key.currentData())
        self._form.setRowVisible(self.again, kind == _NEW)
        self._form.setRowVisible(self.passphrase, not is_kept_by_agent(Path(kind)))
        self.changed.emit()
