"""The first rows of a large workbook, to be looked at while the rest is read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sdc_desktop.core.sheets import Workbook
from sdc_desktop.gui.theme import LIGHT
from sdc_desktop.gui.views.sheet_area import SheetArea
from sdc_desktop.gui.words import sheet_words
from sdc_desktop.workbook.reader import FirstRows

_GREY = LIGHT.muted
"""What matters less; sheets turn it light where the theme is dark."""


class PreviewPage(QWidget):
    """Greyed cells under a line that says why: they can be looked at, and nothing else.

    `painted` is emitted when they are on the screen.

    Attributes:
        sheets: The sheet with its first rows; the others cannot be gone to yet.
    """

    painted = Signal()

    def __init__(self, first: FirstRows, zoom: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets = SheetArea(_greyed(first.workbook), zoom)
        self._line = QLabel(self._words(first))
        self._line.setWordWrap(True)
        self._line.setContentsMargins(8, 6, 8, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addWidget(self.sheets, 1)
        self.sheets.show_first_sheet(first.sheet)
        self.sheets.stay_on_sheet()
        if self.sheets.view is not None:
            self.sheets.view.viewport().installEventFilter(self)

    @property
    def text(self) -> str:
        """What is said above the rows."""
        return self._line.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first time that the cells are painted."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False

    def _words(self, first: FirstRows) -> str:
        rows, _ = first.workbook.sheet(first.sheet).shape
        return self.tr(
            "Reading {name}… These are the first {rows} rows of {sheet}. "
            "They can be worked with when everything is read."
        ).format(name=first.workbook.name, rows=rows, sheet=sheet_words(first.sheet))


def _greyed(workbook: Workbook) -> Workbook:
    """Return the workbook with all its texts in the colour of what matters less."""
    styles = tuple(replace(one, font_colour=_GREY) for one in workbook.styles)
    return replace(workbook, styles=styles)
