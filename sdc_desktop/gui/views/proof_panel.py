"""What a reader can work out of the withheld cells."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.gui.models.intervals_model import IntervalsModel
from sdc_desktop.gui.views.list_view import ListView


class ProofPanel(QWidget):
    """Lists the interval of each withheld cell; `cell_wanted` names the cell to go to."""

    cell_wanted = Signal(object)

    def __init__(self, picture: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = IntervalsModel(self)
        self.list = ListView(self.model, (130, 130, 70, 70, 90), self)
        self.list.setAccessibleName(self.tr("What a reader can work out"))
        self.list.wanted.connect(self._go_to_row)
        self.list.clicked.connect(self._go_to_row)
        self._empty = QLabel(self.tr("No cell is withheld yet."))
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        self._picture = QPushButton(picture.text().replace("&", ""))
        self._picture.setToolTip(picture.toolTip())
        self._picture.clicked.connect(picture.trigger)
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 6, 0)
        line.addWidget(self._picture)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        self.show_intervals(())

    def show_intervals(self, intervals: tuple[FeasibilityInterval, ...]) -> None:
        """List these intervals."""
        self.model.show_intervals(intervals)
        self.list.setVisible(bool(intervals))
        self._empty.setVisible(not intervals)
        self._picture.setVisible(bool(intervals))

    def focus_list(self) -> None:
        """Put the keyboard on the list, on a row."""
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setFocus()

    def _go_to_row(self, index: QModelIndex) -> None:
        self.cell_wanted.emit(self.model.interval_at(index.row()).cell)
