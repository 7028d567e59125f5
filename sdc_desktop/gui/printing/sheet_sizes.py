"""How large the rows and columns of a sheet are on paper, in the units of the printer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintDevice

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import CellKind, CellStyle, Sheet
from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.printing.paper import font_of

NUMBERS = (CellKind.NUMBER, CellKind.DATE)
_PADDING_POINTS = 2.5
_MEASURED_ROWS = 200
_TURN = 250
"""Lines that are measured between two reports."""


class SheetSizes:
    """Sizes at one scale; no number is ever cut, and long texts are wrapped.

    Attributes:
        widths, heights: The columns and rows that readers see, each with its size.
        padding: What is left free on both sides of a cell.
    """

    def __init__(
        self, model: SheetModel, device: QPaintDevice, scale: float, progress: Progress
    ) -> None:
        self._model, self._sheet, self._device, self._scale = model, model.sheet, device, scale
        self._styles = model.workbook.styles
        self._point = device.logicalDpiY() / 72
        self._known: dict[int, QFontMetricsF] = {}
        self.padding = _PADDING_POINTS * self._point
        self.merged = _merged_at(self._sheet)
        self.widths = self._measure_columns(progress)
        self.heights: dict[int, float] = {}

    @property
    def width(self) -> float:
        """The width of all columns together."""
        return sum(self.widths.values())

    def measure_rows(self, room: float, progress: Progress) -> None:
        """Find the heights of all rows on pages that are `room` wide."""
        sheet = self._sheet
        for row in range(sheet.shape[0]):
            if row % _TURN == 0:
                progress(0, 0, sheet.name)
            if row not in sheet.hidden_rows:
                self.heights[row] = self._height_of_row(row, room)

    def reach(self, row: int, column: int, columns: Sequence[int], room: float) -> float:
        """Return how wide a text may be: its merged range, or over empty cells behind it."""
        merged, width = self.merged.get((row, column)), self.widths[column]
        if merged is not None:
            inside = [one for one in columns if column <= one <= merged.right]
            return sum(self.widths[one] for one in inside)
        if self.style(row, column).wrap or self.is_number(row, column):
            return width
        most = max(width, room - sum(self.widths[one] for one in columns if one < column))
        for one in columns:
            if one > column:
                if self._sheet.kinds[row, one] != CellKind.EMPTY or (row, one) in self.merged:
                    return min(width, most)
                width += self.widths[one]
        return most

    def style(self, row: int, column: int) -> CellStyle:
        """Return the style of a cell."""
        return self._styles[int(self._sheet.styles[row, column])]

    def is_number(self, row: int, column: int) -> bool:
        """Tell whether a cell of the source holds a number or a date."""
        return self._sheet.kinds[row, column] in NUMBERS

    def font(self, style: CellStyle) -> QFont:
        """Return the font of a style on paper."""
        font = font_of(max(2.0, style.font_size * self._scale), is_bold=style.bold)
        font.setItalic(style.italic)
        font.setUnderline(style.underline)
        return font

    def text_width(self, row: int, column: int) -> float:
        """Return the width of what a cell shows, without padding."""
        return self._metrics(row, column).horizontalAdvance(self._model.text(row, column))

    def _measure_columns(self, progress: Progress) -> dict[int, float]:
        sheet = self._sheet
        metrics = QFontMetricsF(self.font(CellStyle()), self._device)
        digit, found = metrics.horizontalAdvance("0"), {}
        for column in range(sheet.shape[1]):
            progress(0, 0, sheet.name)
            if column not in sheet.hidden_columns:
                width = sheet.column_widths.get(column, sheet.default_column_width)
                found[column] = max(width * digit, self._widest_number(column))
        return found

    def _widest_number(self, column: int) -> float:
        """Return the room that the largest, the least and the first numbers of a column need."""
        kinds, values = self._sheet.kinds[:, column], self._sheet.values[:, column]
        rows = np.flatnonzero(np.isin(kinds, NUMBERS) & ~np.isnan(values))
        if not len(rows):
            return 0.0
        ends = rows[values[rows].argmax()], rows[values[rows].argmin()]
        looked_at = {*rows[:_MEASURED_ROWS].tolist(), *map(int, ends)}
        return max(self.text_width(row, column) for row in looked_at) + 2 * self.padding

    def _height_of_row(self, row: int, room: float) -> float:
        sheet, spare = self._sheet, self.padding / 2
        points = sheet.row_heights.get(row, sheet.default_row_height)
        filled = np.flatnonzero(sheet.kinds[row] != CellKind.EMPTY).tolist()
        seen = [one for one in filled if one in self.widths]
        texts = [one for one in seen if not self.is_number(row, one)]
        usual = {int(sheet.styles[row, one]): one for one in seen}
        return max(
            points * self._scale * self._point,
            *(self._metrics(row, one).height() + spare for one in usual.values()),
            *(self._height_of_text(row, one, room) + spare for one in texts),
            0.0,
        )

    def _height_of_text(self, row: int, column: int, room: float) -> float:
        merged = self.merged.get((row, column))
        if merged is not None and merged.bottom > merged.top:
            return 0.0
        inner = self.reach(row, column, tuple(self.widths), room) - 2 * self.padding
        if self.text_width(row, column) <= inner:
            return 0.0
        box, text = QRectF(0, 0, max(inner, 1.0), 1e9), self._model.text(row, column)
        wraps = Qt.TextFlag.TextWordWrap
        return self._metrics(row, column).boundingRect(box, wraps, text).height()

    def _metrics(self, row: int, column: int) -> QFontMetricsF:
        number = int(self._sheet.styles[row, column])
        found = self._known.get(number)
        if found is None:
            font = self.font(self._styles[number])
            found = self._known[number] = QFontMetricsF(font, self._device)
        return found


def _merged_at(sheet: Sheet) -> dict[tuple[int, int], CellRange]:
    return {
        (row, column): one for one in sheet.merged for row in one.rows for column in one.columns
    }
