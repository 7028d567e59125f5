"""The checks in progress, and by when they should be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QPushButton, QVBoxLayout, QWidget

from sdc_desktop.gui.dialogs.dialog import words
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.views.list_view import ListView
from sdc_desktop.register.entries import RunningCheck, checks_due, is_date


class ChecksPage(QWidget):
    """`due_wanted` gives a check and the day by which it should be done, "" for none.

    `end_wanted` gives a check that is to leave the list.
    """

    due_wanted = Signal(object, str)
    end_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: tuple[RunningCheck, ...] = ()
        self.model = QStandardItemModel(self)
        self.model.setHorizontalHeaderLabels(
            [
                self.tr("Begun (UTC)"),
                self.tr("Who"),
                self.tr("File"),
                self.tr("Due"),
                self.tr("State"),
            ]
        )
        self.list = ListView(self.model, (150, 140, 300, 100), self)
        self.list.setAccessibleName(self.tr("Checks in progress"))
        self.due = QPushButton(self.tr("&Due by…"))
        self.end = QPushButton(self.tr("Take &off the list"))
        self.end.setToolTip(self.tr("The check was given up; its journal is left alone"))
        line = QHBoxLayout()
        for button in (self.due, self.end):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        told = self.tr("A check is in progress from the opening of a workbook until it is saved.")
        column.addWidget(words(told))
        column.addWidget(self.list, 1)
        column.addLayout(line)
        self.due.clicked.connect(self._ask_due)
        self.end.clicked.connect(self._end)
        self.list.wanted.connect(self._ask_due)
        self.list.selectionModel().currentRowChanged.connect(self._look)
        self._look()

    def show_checks(self, checks: Sequence[RunningCheck], today: str) -> None:
        """List the checks; those due by two days after `today` are marked."""
        self._checks = tuple(checks)
        due = checks_due(checks, today) if checks else ()
        self.model.setRowCount(0)
        for one in checks:
            begun = one.begun.replace("T", " ").removesuffix("Z")
            state = self._state(one, today) if one in due else ""
            items = [QStandardItem(text) for text in (begun, one.who, one.file, one.due, state)]
            items[-1].setForeground(QColor(theme().fail))
            self.model.appendRow(items)
        self._look()

    def _state(self, check: RunningCheck, today: str) -> str:
        return self.tr("▲  Overdue") if check.due < today else self.tr("▲  Due soon")

    def _current(self) -> RunningCheck | None:
        row = self.list.currentIndex().row()
        return self._checks[row] if 0 <= row < len(self._checks) else None

    def _look(self, *_: QModelIndex) -> None:
        for button in (self.due, self.end):
            button.setEnabled(self._current() is not None)

    def _ask_due(self) -> None:
        check = self._current()
        if check is None:
            return
        day, is_said = QInputDialog.getText(
            self,
            self.tr("Due by"),
            self.tr("By which day (year-month-day) should {file} be done?").format(file=check.file),
            text=check.due,
        )
        day = day.strip()
        if is_said and (not day or is_date(day)):
            self.due_wanted.emit(check, day)

    def _end(self) -> None:
        check = self._current()
        if check is not None:
            self.end_wanted.emit(check)
