"""Paints the cells of a sheet as the spreadsheet does, with risks and decisions on top."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from sdc_desktop.core.actions import Wish
from sdc_desktop.core.sheets import CellKind
from sdc_desktop.gui.models.marks import Part
from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.views.sheet_look import (
    CENTRE,
    LEFT,
    MIDDLE,
    RIGHT,
    WRAP,
    CellLook,
    SheetLook,
)
from sdc_desktop.gui.views.wish_signs import paint_wish

_SELECTED = QStyle.StateFlag.State_Selected
_HEADER, _STUB, _TOTAL = int(Part.HEADER), int(Part.STUB), int(Part.TOTAL)
_LEFT_OUT = int(Part.LEFT_OUT)
_EMPTY, _NUMBER = int(CellKind.EMPTY), int(CellKind.NUMBER)
SELECTION = 46
"""How much of the accent lies over a selected cell, of 255."""
_GAP = 4
_SYMBOL_WIDTH = 15


class SheetDelegate(QStyledItemDelegate):
    """Paints straight from the model's arrays; asks Qt's roles for nothing."""

    def __init__(self, view: QTableView, model: SheetModel, look: SheetLook) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.use_look(look)

    def use_look(self, look: SheetLook) -> None:
        """Paint with other sizes or colours from now on."""
        self._look = look
        used = look.theme
        self._widths: dict[tuple[int, int], float] = {}
        self._header_fill, self._stub_fill = QColor(used.header_tint), QColor(used.stub_tint)
        self._text, self._paper = QColor(used.text), QColor(used.paper)
        self._grid = QPen(QColor(used.line), 1)
        self._border = QPen(QColor(used.strong_line), 1)
        self._focus = QPen(QColor(used.accent), 2)
        self._selection = QColor(used.accent)
        self._selection.setAlpha(SELECTION)
        self._hatch = QBrush(QColor(used.line), Qt.BrushStyle.BDiagPattern)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        row, column = index.row(), index.column()
        rect: QRect = option.rect
        model = self._model
        look = self._look.of(model.style_number(row, column))
        mark, part = model.mark(row, column), model.part(row, column)
        self._paint_ground(painter, rect, look, mark, part)
        is_hidden = row in model.sheet.hidden_rows or column in model.sheet.hidden_columns
        if is_hidden or part & _LEFT_OUT:
            painter.fillRect(rect, self._hatch)
        self._paint_borders(painter, rect, look)
        self._paint_text(painter, rect, look, row, column)
        if mark:
            self._paint_symbol(painter, rect, mark)
        said = model.wishes.get((row, column)) if model.wishes else None
        if said is not None:
            self._paint_wish(painter, rect, said.wish, behind=_SYMBOL_WIDTH if mark else 0)
        if option.state & _SELECTED:
            painter.fillRect(rect, self._selection)
        current = self._view.currentIndex()
        if row == current.row() and column == current.column():
            painter.setPen(self._focus)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_ground(
        self, painter: QPainter, rect: QRect, look: CellLook, mark: int, part: int
    ) -> None:
        if mark:
            painter.fillRect(rect, self._look.mark_fills[mark])
        elif look.fill is not None:
            painter.fillRect(rect, look.fill)
        elif part & _HEADER:
            painter.fillRect(rect, self._header_fill)
        elif part & (_STUB | _TOTAL):
            painter.fillRect(rect, self._stub_fill)
        else:
            painter.fillRect(rect, self._paper)
        if mark or look.fill is None:
            painter.setPen(self._grid)
            painter.drawLine(rect.topRight(), rect.bottomRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_borders(self, painter: QPainter, rect: QRect, look: CellLook) -> None:
        top, right, bottom, left = look.borders
        if not (top or right or bottom or left):
            return
        painter.setPen(self._border)
        if top:
            painter.drawLine(rect.topLeft(), rect.topRight())
        if right:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        if bottom:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if left:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())

    def _paint_text(
        self, painter: QPainter, rect: QRect, look: CellLook, row: int, column: int
    ) -> None:
        kind = self._model.kind(row, column)
        if kind == _EMPTY:
            self._paint_spill(painter, rect, row, column)
            return
        text = self._model.text(row, column)
        if not text:
            return
        marked = self._model.mark(row, column)
        flags = look.alignment(kind)
        inner = rect.adjusted(_GAP, 1, -_GAP, -1)
        if look.indent:
            inner = _indented(inner, flags, look.indent)
        if marked and flags & LEFT:
            inner.adjust(_SYMBOL_WIDTH, 0, 0, 0)
        painter.setFont(look.font)
        painter.setPen(self._text if marked else look.colour)
        if not flags & WRAP and self._width(look, text, row, column) > inner.width():
            self._paint_long(painter, rect, inner, flags, text, kind, look)
        else:
            painter.drawText(inner, flags, text)

    def _paint_long(
        self,
        painter: QPainter,
        rect: QRect,
        inner: QRect,
        flags: int,
        text: str,
        kind: int,
        look: CellLook,
    ) -> None:
        """Paint text wider than its cell: numbers as ###, words cut at the cell's edge."""
        if kind == _NUMBER:
            count = max(1, int(inner.width() / max(1.0, look.metrics.horizontalAdvance("#"))))
            painter.drawText(inner, flags, "#" * count)
            return
        painter.save()
        painter.setClipRect(rect)
        if flags & (RIGHT | CENTRE):
            painter.drawText(inner, flags, text)
        else:
            painter.drawText(inner.adjusted(0, 0, 4000, 0), flags, text)
        painter.restore()

    def _paint_spill(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """Paint what runs over from a text further left."""
        source = self._model.spill_source(row, column)
        if source < 0:
            return
        start = self._view.columnViewportPosition(source)
        look = self._look.of(self._model.style_number(row, source))
        text = self._model.text(row, source)
        left = start + _GAP + look.indent
        if left + self._width(look, text, row, source) <= rect.left():
            return
        painter.save()
        painter.setClipRect(rect)
        painter.setFont(look.font)
        painter.setPen(look.colour)
        flags = LEFT | look.upright
        room = QRect(left, rect.top() + 1, rect.right() - left + 4000, rect.height() - 2)
        painter.drawText(room, flags, text)
        painter.restore()

    def _paint_symbol(self, painter: QPainter, rect: QRect, mark: int) -> None:
        painter.setFont(self._look.symbol_font)
        painter.setPen(self._look.mark_colours[mark])
        place = QRect(rect.left() + _GAP, rect.top(), _SYMBOL_WIDTH, rect.height())
        painter.drawText(place, LEFT | MIDDLE, self._model.symbol_of(mark))

    def _paint_wish(self, painter: QPainter, rect: QRect, wish: Wish, *, behind: int) -> None:
        size = min(self._look.sign_size, rect.height() - 4)
        top = rect.top() + (rect.height() - size) / 2
        room = QRectF(rect.left() + _GAP + behind, top, size, size)
        paint_wish(painter, room, wish, self._look.wish_colours[wish])

    def _width(self, look: CellLook, text: str, row: int, column: int) -> float:
        width = self._widths.get((row, column))
        if width is None:
            if len(self._widths) > 50_000:
                self._widths.clear()
            width = self._widths[row, column] = look.metrics.horizontalAdvance(text)
        return width

    def forget_widths(self) -> None:
        """Measure the texts again, because they changed."""
        self._widths.clear()


def _indented(rect: QRect, flags: int, indent: int) -> QRect:
    if flags & RIGHT:
        return rect.adjusted(0, 0, -indent, 0)
    if flags & CENTRE:
        return rect
    return rect.adjusted(indent, 0, 0, 0)
