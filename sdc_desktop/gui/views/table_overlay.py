"""Paints the tables over a sheet: their outlines, their parts, and what adds up to what.

A table that one is not in has one thin line around it. The table one is in shows its parts: its
body in a solid line, its header in a dashed one, its row labels in a dotted one, its totals
between double lines with a Σ.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTableView

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.gui.models.cell_links import NO_LINKS, Block, Links
from sdc_desktop.gui.models.marks import table_extent
from sdc_desktop.gui.models.proof_signs import ProofPart, ProofSign
from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.views.sheet_look import CENTRE, MIDDLE, RIGHT, SheetLook

_BADGE = 15
_SIGN_WIDTH = 14
_LINE = Qt.PenStyle


class TableOverlay:
    """What is painted over the cells; `tables`, `current`, `links` and `preview` say what.

    Attributes:
        tables: The tables of the sheet.
        current: The table one is in.
        links: What the current cell is linked to.
        preview: The body that an edge being dragged would make.
    """

    def __init__(self, model: SheetModel, look: SheetLook) -> None:
        self._model = model
        self.tables: tuple[Table, ...] = ()
        self.current: Table | None = None
        self.links: Links = NO_LINKS
        self.preview: CellRange | None = None
        self.use_look(look)

    def use_look(self, look: SheetLook) -> None:
        """Paint in other colours from now on."""
        self._look, used = look, look.theme
        self._font = look.symbol_font
        self._paper, self._accent = QColor(used.paper), QColor(used.accent)
        self._outline = QColor(used.outline)
        self._quiet = QColor(used.outline)
        self._quiet.setAlpha(150)
        self._header, self._stub = QColor(used.header_line), QColor(used.stub_line)
        self._total = QColor(used.total_line)
        self._part_tint, self._total_tint = QColor(used.accent), QColor(used.total_line)
        self._part_tint.setAlpha(44 if used.is_dark else 30)
        self._total_tint.setAlpha(52 if used.is_dark else 38)
        self._preview_tint = QColor(used.accent)
        self._preview_tint.setAlpha(26)
        self._proof_colours = {
            ProofPart.KNOWN: QColor(used.fail),
            ProofPart.ADDED: QColor(used.accent),
            ProofPart.TAKEN: QColor(used.total_line),
            ProofPart.LIMITED: QColor(used.withheld),
            ProofPart.BESIDE: QColor(used.strong_line),
        }

    def paint(self, view: QTableView, frozen: int | None = None) -> None:
        """Paint over a view; `frozen` is how many first columns it shows, None for all."""
        painter = QPainter(view.viewport())
        place = _Places(view, frozen)
        for table in self.tables:
            if table != self.current:
                self._paint_quiet(painter, place, table)
        if not self._model.proof:
            self._paint_links(painter, place)
        if self.current is not None:
            self._paint_current(painter, place, self.current)
        for (row, column), sign in self._model.proof.items():
            rect = place.rect(CellRange(row, column, row, column))
            if rect.intersects(place.window):
                self._paint_sign(painter, rect, sign)
        if self.preview is not None:
            self._paint_preview(painter, place, self.preview)
        painter.end()

    def _paint_quiet(self, painter: QPainter, place: _Places, table: Table) -> None:
        rect = place.rect(table_extent(table))
        if rect.intersects(place.window):
            _frame(painter, rect, QPen(self._quiet, 1))

    def _paint_current(self, painter: QPainter, place: _Places, table: Table) -> None:
        body = table.body
        for rows in _runs(table.header_rows):
            left = min((*table.stub_columns, body.left))
            right = max((*table.stub_columns, body.right))
            rect = place.rect(CellRange(rows[0], left, rows[-1], right))
            _frame(painter, rect.adjusted(0, -1, 0, 0), QPen(self._header, 1, _LINE.DashLine))
        for columns in _runs(table.stub_columns):
            rect = place.rect(CellRange(body.top, columns[0], body.bottom, columns[-1]))
            _frame(painter, rect.adjusted(-1, 0, 0, 0), QPen(self._stub, 1, _LINE.DotLine))
        self._paint_totals(painter, place, table)
        _frame(painter, place.rect(body), QPen(self._outline, 2))

    def _paint_totals(self, painter: QPainter, place: _Places, table: Table) -> None:
        body = table.body
        beside = max((one for one in table.stub_columns if one < body.left), default=body.left)
        above = max((one for one in table.header_rows if one < body.top), default=body.top)
        for row in (*table.total_rows, *table.subtotal_rows):
            rect = place.rect(CellRange(row, body.left, row, body.right))
            self._paint_double(painter, rect, is_row=True)
            self._paint_badge(painter, place, row, beside)
        for column in (*table.total_columns, *table.subtotal_columns):
            rect = place.rect(CellRange(body.top, column, body.bottom, column))
            self._paint_double(painter, rect, is_row=False)
            self._paint_badge(painter, place, above, column)

    def _paint_double(self, painter: QPainter, rect: QRect, *, is_row: bool) -> None:
        painter.setPen(QPen(self._total, 1))
        if is_row:
            for y in (rect.top() - 2, rect.top()):
                painter.drawLine(rect.left(), y, rect.right(), y)
        else:
            for x in (rect.left() - 2, rect.left()):
                painter.drawLine(x, rect.top(), x, rect.bottom())

    def _paint_badge(self, painter: QPainter, place: _Places, row: int, column: int) -> None:
        """Paint a Σ at the end of a label that its words do not reach."""
        cell = place.rect(CellRange(row, column, row, column))
        if cell.width() < 2 * _BADGE or cell.height() < 8:
            return
        size = min(_BADGE, cell.height() - 2)
        look = self._look.of(self._model.style_number(row, column))
        is_right = look.alignment(self._model.kind(row, column)) & RIGHT
        left = cell.left() + 2 if is_right else cell.right() - size - 2
        box = QRect(left, cell.bottom() - size, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._total)
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._paper)
        painter.setFont(self._font)
        painter.drawText(box, CENTRE | MIDDLE, "Σ")

    def _paint_links(self, painter: QPainter, place: _Places) -> None:
        for block in self.links.parts:
            self._paint_block(painter, place, block, "+", self._part_tint, self._accent)
        for block in self.links.totals:
            self._paint_block(painter, place, block, "Σ", self._total_tint, self._total)
        for number, block in enumerate(self.links.sources):
            sign = "÷" if number % 2 else "%"
            self._paint_block(painter, place, block, sign, self._part_tint, self._accent)

    def _paint_block(
        self,
        painter: QPainter,
        place: _Places,
        block: Block,
        sign: str,
        tint: QColor,
        colour: QColor,
    ) -> None:
        painter.setFont(self._font)
        painter.setPen(colour)
        rows, columns = place.rows_in_sight(block.rows), place.columns_in_sight(block.columns)
        is_row = block.axis is Axis.ROWS
        for row in rows:
            for column in columns:
                rect = place.rect(CellRange(row, column, row, column))
                painter.fillRect(rect, tint)
                if (column == columns[0]) if is_row else (row == rows[0]):
                    shift = _SIGN_WIDTH if self._model.mark(row, column) else 0
                    painter.drawText(rect.adjusted(4 + shift, 0, 0, 0), MIDDLE, sign)

    def _paint_sign(self, painter: QPainter, rect: QRect, sign: ProofSign) -> None:
        """Paint a frame around a cell of a proof, and its sign in the upper left corner."""
        colour = self._proof_colours[sign.part]
        tint = QColor(colour)
        tint.setAlpha(60 if self._look.theme.is_dark else 34)
        is_beside = sign.part is ProofPart.BESIDE
        painter.fillRect(rect, tint)
        _frame(
            painter,
            rect,
            QPen(colour, 1 if is_beside else 2, _LINE.DashLine if is_beside else _LINE.SolidLine),
        )
        painter.setFont(self._font)
        size = painter.fontMetrics().horizontalAdvance(sign.symbol) + 6
        badge = QRect(rect.left(), rect.top(), max(size, _BADGE), min(_BADGE, rect.height()))
        painter.fillRect(badge, colour)
        painter.setPen(self._paper)
        painter.drawText(badge, CENTRE | MIDDLE, sign.symbol)

    def _paint_preview(self, painter: QPainter, place: _Places, body: CellRange) -> None:
        rect = place.rect(body)
        painter.fillRect(rect, self._preview_tint)
        _frame(painter, rect, QPen(self._accent, 3))


class _Places:
    """Where cells are in a view."""

    def __init__(self, view: QTableView, frozen: int | None) -> None:
        self._view, self._frozen = view, frozen
        self.window = view.viewport().rect()

    def rect(self, cells: CellRange) -> QRect:
        """Return the rectangle of a range in the view, with both its edge lines in it."""
        view = self._view
        left = view.columnViewportPosition(cells.left)
        top = view.rowViewportPosition(cells.top)
        right = view.columnViewportPosition(cells.right) + view.columnWidth(cells.right)
        bottom = view.rowViewportPosition(cells.bottom) + view.rowHeight(cells.bottom)
        if self._frozen is not None and cells.right >= self._frozen:
            right = self.window.right() + 40
            if cells.left >= self._frozen:
                left = right
        return QRect(left, top, right - left, bottom - top)

    def rows_in_sight(self, rows: Iterable[int]) -> list[int]:
        """Return those of the rows that are seen now."""
        view, high = self._view, self.window.height()
        return [
            row
            for row in rows
            if -view.rowHeight(row) < view.rowViewportPosition(row) < high
            and not view.isRowHidden(row)
        ]

    def columns_in_sight(self, columns: Iterable[int]) -> list[int]:
        """Return those of the columns that are seen now."""
        view, wide = self._view, self.window.width()
        return [
            column
            for column in columns
            if -view.columnWidth(column) < view.columnViewportPosition(column) < wide
            and not view.isColumnHidden(column)
        ]


def _frame(painter: QPainter, rect: QRect, pen: QPen) -> None:
    """Draw a line just inside a rectangle."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = 1 if pen.widthF() > 1.7 else 0
    painter.drawRect(rect.adjusted(inset, inset, -1 - inset, -1 - inset))


def _runs(lines: Iterable[int]) -> list[tuple[int, ...]]:
    """Return lines in runs of neighbours."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and runs[-1][-1] == line - 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [tuple(run) for run in runs]
