"""The trusted signers of the register: added from a list of signers, removed, written as one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sdc_desktop.gui.dialogs.dialog import words
from sdc_desktop.gui.views.list_view import ListView
from sdc_desktop.register.entries import TrustedSigner


class SignersPage(QWidget):
    """Says which files and keys the user chose: to trust, to remove, to write the list to."""

    list_wanted = Signal(Path)
    removal_wanted = Signal(str)
    writing_wanted = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signers: tuple[TrustedSigner, ...] = ()
        self.model = QStandardItemModel(self)
        headings = (self.tr("Who"), self.tr("Added by"), self.tr("Added on"), self.tr("Key"))
        self.model.setHorizontalHeaderLabels(list(headings))
        self.list = ListView(self.model, (220, 120, 120), self)
        self.list.setAccessibleName(self.tr("Trusted signers"))
        self.add = QPushButton(self.tr("Add from a &list of signers…"))
        self.remove = QPushButton(self.tr("&Remove"))
        self.write = QPushButton(self.tr("&Write as a list of signers…"))
        line = QHBoxLayout()
        for button in (self.add, self.remove, self.write):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        told = self.tr("verify --signers and ssh-keygen read the written list.")
        column.addWidget(words(told))
        column.addWidget(self.list, 1)
        column.addLayout(line)
        self.add.clicked.connect(self._ask_list)
        self.remove.clicked.connect(self._remove)
        self.write.clicked.connect(self._ask_place)
        self.list.selectionModel().currentRowChanged.connect(self._look)
        self._look()

    def show_signers(self, signers: Sequence[TrustedSigner]) -> None:
        """List the signers."""
        self._signers = tuple(signers)
        self.model.setRowCount(0)
        for one in signers:
            texts = (one.who, one.added_by, one.added_on[:10], one.key)
            self.model.appendRow([QStandardItem(text) for text in texts])
        self._look()

    def _look(self, *_: QModelIndex) -> None:
        self.remove.setEnabled(self.list.currentIndex().isValid())
        self.write.setEnabled(bool(self._signers))

    def _remove(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._signers):
            self.removal_wanted.emit(self._signers[row].key)

    def _ask_list(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Add from a list of signers"))
        if name:
            self.list_wanted.emit(Path(name))

    def _ask_place(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write as a list of signers"), "allowed_signers"
        )
        if name:
            self.writing_wanted.emit(Path(name))
