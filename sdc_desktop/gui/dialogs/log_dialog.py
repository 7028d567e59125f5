"""What the program did in this session, to look at, to copy and to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.gui.dialogs.about_dialog import versions
from sdc_desktop.gui.dialogs.dialog import fit, words
from sdc_desktop.gui.models.session_model import SessionModel
from sdc_desktop.gui.session_log import Entry, SessionLog, in_lines
from sdc_desktop.gui.views.list_view import ListView

_PAUSE = 500


class LogDialog(QDialog):
    """Stays beside the window and lists what happens, the latest first."""

    def __init__(self, log: SessionLog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Log of this session"))
        fit(self, 860, 560)
        self._log, self._shown = log, -1
        self.model = SessionModel(self)
        self.list = ListView(self.model, (80, 420, 120), self)
        self.list.setAccessibleName(self.tr("What the program did"))
        self.list.selectionModel().currentRowChanged.connect(self._show_way)
        self.way = QPlainTextEdit()
        self.search, self.errors_only = QLineEdit(), QCheckBox(self.tr("&Errors only"))
        self.with_names = QCheckBox(self.tr("Copy and save &names of files too"))
        self.state = words("", "muted")
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.refresh)
        self._fill_questions()
        self._lay_out()
        self.refresh()

    def listed(self) -> tuple[Entry, ...]:
        """Return the entries that are searched for, oldest first."""
        wanted, errors_only = self.search.text().casefold(), self.errors_only.isChecked()
        return tuple(
            entry
            for entry in self._log.entries()
            if wanted in f"{entry.text} {entry.place} {entry.way}".casefold()
            and (entry.is_error or not errors_only)
        )

    def text(self) -> str:
        """Return what is listed, below the versions of the program and its parts."""
        lines = in_lines(self.listed(), with_names=self.with_names.isChecked())
        return f"{versions()}\n\n{lines}\n"

    def refresh(self) -> None:
        """List what has happened since the last time."""
        if self._log.count != self._shown:
            self._shown = self._log.count
            self._list()

    def copy(self) -> None:
        """Put what is listed on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self.state.setText(self.tr("Copied."))

    def ask_save(self) -> None:
        """Let the user choose a file and write what is listed into it."""
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the log"), "sdc-desktop-log.txt", self.tr("Text (*.txt)")
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write what is listed into a file."""
        try:
            path.write_text(self.text(), encoding="utf-8")
        except OSError:
            self.state.setText(
                self.tr("{name} cannot be written. Choose another folder.").format(name=path.name)
            )
            return
        self.state.setText(self.tr("Saved as {name}.").format(name=path.name))

    def showEvent(self, event: QShowEvent) -> None:
        """Follow what happens while it can be seen."""
        self.refresh()
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow nothing any more."""
        self._timer.stop()
        super().hideEvent(event)

    def _list(self) -> None:
        self.model.show_entries(self.listed())
        self._show_way()

    def _show_way(self) -> None:
        entry = self.model.entry(self.list.currentIndex().row())
        self.way.setPlainText(entry.way if entry is not None else "")

    def _fill_questions(self) -> None:
        self.search.setPlaceholderText(self.tr("Search the log…"))
        self.search.setAccessibleName(self.tr("Search the log"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._list)
        self.errors_only.toggled.connect(self._list)
        self.way.setReadOnly(True)
        self.way.setTabChangesFocus(True)
        self.way.setAccessibleName(self.tr("Functions that an error came through"))
        self.way.setPlaceholderText(
            self.tr("The functions that an error came through, when one is chosen")
        )
        self.way.setMaximumHeight(self.fontMetrics().height() * 5)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 14, 14, 12)
        outer.setSpacing(8)
        told = self.tr(
            "Since the start of the program, newest first. It is kept in memory only and holds no"
            " value of any workbook."
        )
        line = QHBoxLayout()
        line.addWidget(self.search, 1)
        line.addWidget(self.errors_only)
        outer.addWidget(words(told))
        outer.addLayout(line)
        outer.addWidget(self.list, 1)
        outer.addWidget(self.way)
        outer.addWidget(self.with_names)
        outer.addWidget(self._make_buttons())
        outer.addWidget(self.state)

    def _make_buttons(self) -> QWidget:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        buttons.addButton(self.tr("&Copy"), role).clicked.connect(self.copy)
        buttons.addButton(self.tr("&Save…"), role).clicked.connect(self.ask_save)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setProperty("autoDefault", False)
        return buttons
