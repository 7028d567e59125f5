"""The protected workbooks that were saved: what the next ones are compared with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sdc_desktop.gui.dialogs.dialog import words
from sdc_desktop.gui.views.list_view import ListView
from sdc_desktop.register.entries import PublishedRelease


class ReleasesPage(QWidget):
    """`removal_wanted` gives the hash of a release that was not published after all.

    `export_wanted` asks for a file with the releases listed.
    """

    removal_wanted = Signal(str)
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._releases: tuple[PublishedRelease, ...] = ()
        self.model = QStandardItemModel(self)
        self.model.setHorizontalHeaderLabels(
            [
                self.tr("Saved (UTC)"),
                self.tr("Who"),
                self.tr("File"),
                self.tr("Release"),
                self.tr("Dataset"),
                self.tr("Hash"),
            ]
        )
        self.list = ListView(self.model, (150, 130, 220, 160, 130), self)
        self.list.setAccessibleName(self.tr("Releases"))
        self.remove = QPushButton(self.tr("Was &not published"))
        self.remove.setToolTip(self.tr("Take it off the list; no file is touched"))
        self.remove.setAutoDefault(False)
        self.export = QPushButton(self.tr("&Export the releases…"))
        self.export.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(self.remove)
        line.addStretch(1)
        line.addWidget(self.export)
        column = QVBoxLayout(self)
        told = self.tr(
            "Protected workbooks that were saved and proved. The next one of the same series is "
            "compared with them: what readers can work out of both together counts."
        )
        column.addWidget(words(told))
        column.addWidget(self.list, 1)
        column.addLayout(line)
        self.remove.clicked.connect(self._remove)
        self.export.clicked.connect(self.export_wanted)
        self.list.selectionModel().currentRowChanged.connect(self._look)
        self._look()

    def show_releases(self, releases: Sequence[PublishedRelease]) -> None:
        """List the releases, the latest first."""
        self._releases = tuple(sorted(releases, key=lambda one: one.saved_on, reverse=True))
        self.model.setRowCount(0)
        for one in self._releases:
            saved = one.saved_on.replace("T", " ").removesuffix("Z")
            texts = (saved, one.who, one.file, one.title, one.dataset, one.sha256)
            self.model.appendRow([QStandardItem(text) for text in texts])
        self._look()

    def _look(self, *_: QModelIndex) -> None:
        self.remove.setEnabled(self.list.currentIndex().isValid())

    def _remove(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._releases):
            self.removal_wanted.emit(self._releases[row].sha256)
