"""A sheet on paper as its readers get it: markers in place of withheld numbers, nothing hidden."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.published import Published
from sdc_desktop.core.sheets import CellStyle, Sheet, Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.marks import table_extent
from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.printing.paging import (
    PageCut,
    cut,
    pages_of,
    repeated_columns,
    repeated_rows,
)
from sdc_desktop.gui.printing.paper import FAINT, INK, point_of
from sdc_desktop.gui.printing.sheet_sizes import SheetSizes

_SHRINK = 0.82
"""How much smaller than in the spreadsheet everything is: 11 points become 9."""
_LEAST = 0.35
"""How much smaller than that everything may become, so that all columns fit on a page: what is
smaller cannot be read."""
_SIDEWAYS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "centerContinuous": Qt.AlignmentFlag.AlignHCenter,
}


class PrintedSheet:
    """One sheet; `lay_out` measures it for a printer, `draw` draws its pages."""

    def __init__(
        self,
        workbook: Workbook,
        sheet: Sheet,
        published: Published,
        tables: Sequence[Table],
        *,
        fits_width: bool,
    ) -> None:
        self._sheet, self._fits_width = sheet, fits_width
        self._tables = tuple(table for table in tables if table.sheet == sheet.name)
        self._extents = tuple(map(table_extent, self._tables))
        self._model = SheetModel(workbook, sheet)
        self._model.show_outcome(published, np.zeros(sheet.shape, np.uint8), lambda _: "")
        self._pages: tuple[PageCut, ...] = ()

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self._sheet.name

    def lay_out(self, painter: QPainter, room: QRectF, progress: Progress) -> int:
        """Measure rows and columns and share them out over pages."""
        sizes = SheetSizes(self._model, painter.device(), _SHRINK, progress)
        if self._fits_width and sizes.width > room.width():
            scale = _SHRINK * max(_LEAST, 0.98 * room.width() / sizes.width)
            sizes = SheetSizes(self._model, painter.device(), scale, progress)
        sizes.measure_rows(room.width(), progress)
        rows = cut(sizes.heights, room.height(), repeated_rows(self._tables))
        columns = cut(sizes.widths, room.width(), repeated_columns(self.name, self._tables))
        self._sizes, self._pages = sizes, pages_of(rows, columns)
        return len(self._pages)

    def draw(self, painter: QPainter, page: int, room: QRectF) -> None:
        """Draw one page of the sheet."""
        lines, sizes = self._pages[page], self._sizes
        painter.setClipRect(room)
        top = room.top()
        for row in lines.rows:
            left = room.left()
            for column in lines.columns:
                corner = QRectF(left, top, sizes.widths[column], sizes.heights[row])
                self._draw_cell(painter, (row, column), corner, lines, room)
                left += sizes.widths[column]
            top += sizes.heights[row]

    def _draw_cell(
        self, painter: QPainter, place: tuple[int, int], rect: QRectF, page: PageCut, room: QRectF
    ) -> None:
        merged = self._sizes.merged.get(place)
        if merged is not None:
            if not _begins(place, merged, page):
                return
            rect = self._whole(rect, merged, page)
        style = self._sizes.style(*place)
        if style.fill_colour:
            painter.fillRect(rect, _pale(style.fill_colour))
        self._draw_lines(painter, rect, style, has_grid=self._is_in_table(*place))
        origin = (merged.top, merged.left) if merged is not None else place
        text = self._model.text(*origin)
        if text:
            reach = self._sizes.reach(*place, page.columns, room.width())
            rect.setWidth(min(max(rect.width(), reach), room.right() - rect.left()))
            self._draw_text(painter, rect, origin, text)

    def _whole(self, rect: QRectF, merged: CellRange, page: PageCut) -> QRectF:
        """Return the part of a merged range that is on a page, from its first cell there."""
        rows = [one for one in page.rows if one in merged.rows]
        columns = [one for one in page.columns if one in merged.columns]
        width = sum(self._sizes.widths[one] for one in columns)
        return QRectF(rect.left(), rect.top(), width, sum(self._sizes.heights[one] for one in rows))

    def _draw_lines(
        self, painter: QPainter, rect: QRectF, style: CellStyle, *, has_grid: bool
    ) -> None:
        thin = point_of(painter) / 4
        if has_grid:
            painter.setPen(QPen(FAINT, thin))
            painter.drawRect(rect)
        painter.setPen(QPen(INK, 3 * thin))
        corners = (rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft())
        edges = (style.border_top, style.border_right, style.border_bottom, style.border_left)
        for place, is_drawn in enumerate(edges):
            if is_drawn:
                painter.drawLine(corners[place], corners[(place + 1) % 4])

    def _draw_text(
        self, painter: QPainter, rect: QRectF, place: tuple[int, int], text: str
    ) -> None:
        sizes, style = self._sizes, self._sizes.style(*place)
        is_number, font = sizes.is_number(*place), sizes.font(style)
        usual = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        flags = _SIDEWAYS.get(style.horizontal, usual) | Qt.AlignmentFlag.AlignVCenter
        inner = rect.adjusted(sizes.padding, 0, -sizes.padding, 0)
        needed = sizes.text_width(*place)
        if is_number and needed > inner.width() > 0:
            font.setPointSizeF(max(1.0, font.pointSizeF() * inner.width() / needed))
        painter.setFont(font)
        painter.setPen(INK)
        how = Qt.TextFlag.TextSingleLine if is_number else Qt.TextFlag.TextWordWrap
        painter.drawText(inner, int(flags) | int(how), text)

    def _is_in_table(self, row: int, column: int) -> bool:
        return any(row in one.rows and column in one.columns for one in self._extents)


def _begins(place: tuple[int, int], merged: CellRange, page: PageCut) -> bool:
    """Tell whether a cell is the first one of its merged range on a page."""
    rows = (one for one in page.rows if one in merged.rows)
    columns = (one for one in page.columns if one in merged.columns)
    return place == (next(rows), next(columns))


def _pale(colour: str) -> QColor:
    """Return a fill so light that black words can be read on it."""
    found = QColor(colour)
    found.setHslF(max(0.0, found.hslHueF()), found.hslSaturationF(), max(0.86, found.lightnessF()))
    return found
