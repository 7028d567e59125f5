"""The grid of one sheet: sizes, merged cells, zoom, and which cells are chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelection, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHeaderView, QTableView, QToolTip, QWidget

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.sheets import Sheet
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.gui.models.cell_links import NO_LINKS, links_of
from sdc_desktop.gui.models.selecting import blocks_of
from sdc_desktop.gui.models.sheet_model import Index, SheetModel
from sdc_desktop.gui.models.target import Chosen, table_for
from sdc_desktop.gui.views.edge_drag import Edges, dragged_body, edges_at
from sdc_desktop.gui.views.frozen_columns import FrozenColumns
from sdc_desktop.gui.views.line_sizes import join_merged_cells, size_lines
from sdc_desktop.gui.views.sheet_delegate import SheetDelegate
from sdc_desktop.gui.views.sheet_header import SheetHeader
from sdc_desktop.gui.views.sheet_look import SheetLook
from sdc_desktop.gui.views.table_overlay import TableOverlay
from sdc_desktop.gui.words import sheet_words


class SheetView(QTableView):
    """One sheet.

    `cell_changed` names the current cell, `zoomed` asks for another size, `menu_wanted` for a menu
    at a place of the screen, and `edges_dropped` gives a table and the body that it shall have.
    While a brush is used `brushed` says that it was dragged over what is selected then, and
    `brush_ended` that Escape was pressed.
    """

    cell_changed = Signal(object)
    zoomed = Signal(int)
    menu_wanted = Signal(QPoint)
    edges_dropped = Signal(object, object)
    brushed = Signal()
    brush_ended = Signal()

    def __init__(self, model: SheetModel, look: SheetLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._sheet_model, self._look = model, look
        self._overlay = TableOverlay(model, look)
        self._held, self._pressed_at = Edges(), QPoint()
        self._has_brush = False
        self._delegate = SheetDelegate(self, model, look)
        across, down = (SheetHeader(one, self) for one in Qt.Orientation)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._labels = FrozenColumns(self, model, look, self._overlay)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Sheet {name}").format(name=sheet_words(model.sheet.name)))
        for header in (across, down):
            header.follow_selection()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setAccessibleName(self.tr("Columns"))
        self.verticalHeader().setAccessibleName(self.tr("Rows"))
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setMinimumSectionSize(4)
        self.horizontalHeader().setMinimumSectionSize(8)
        self.use_look(look)
        for view in (self, self._labels):
            join_merged_cells(view, model.sheet)
        self.viewport().setMouseTracking(True)
        for line in (self.horizontalHeader(), self.verticalHeader()):
            line.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            line.customContextMenuRequested.connect(
                lambda at, header=line: self._ask_line_menu(header, at)
            )
        self._labels.menu_wanted.connect(self._ask_menu_at)
        model.dataChanged.connect(self._show_current_table)
        model.dataChanged.connect(self._delegate.forget_widths)
        model.dataChanged.connect(self._labels.forget_widths)

    @property
    def sheet_model(self) -> SheetModel:
        """The model of this sheet."""
        return self._sheet_model

    @property
    def look(self) -> SheetLook:
        """How the sheet is shown."""
        return self._look

    def use_look(self, look: SheetLook) -> None:
        """Show the sheet in another size or other colours."""
        self._look = look
        self._delegate.use_look(look)
        self._overlay.use_look(look)
        self._labels.use_look(look)
        size_lines((self, self._labels), self._sheet_model, look)
        self._labels.place()
        self.viewport().update()

    def show_hidden(self, is_shown: bool) -> None:
        """Show the lines that the spreadsheet hides, or leave them out."""
        sheet = self._sheet_model.sheet
        for row in sheet.hidden_rows:
            self.setRowHidden(row, not is_shown)
        for column in sheet.hidden_columns:
            self.setColumnHidden(column, not is_shown)
        self._labels.show_rows(sheet.hidden_rows, is_shown)

    def use_brush(self, has_brush: bool) -> None:
        """Let dragging over cells say something of them, or only choose them again."""
        self._has_brush = has_brush
        self._show_cursor(Edges())

    def keep_in_sight(self, columns: int) -> None:
        """Keep the first columns in sight while the sheet is scrolled sideways."""
        self._labels.freeze(columns)

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one and bring it into sight."""
        index = self._sheet_model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QTableView.ScrollHint.EnsureVisible)

    def scrollTo(
        self, index: Index, hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, and not behind the row labels."""
        super().scrollTo(index, hint)
        hidden = self._labels.covered - self.visualRect(index).left()
        if hidden > 0 and index.column() >= self._labels.count:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row labels along the edge."""
        super().resizeEvent(event)
        self._labels.place()

    def current_cell(self) -> CellRef | None:
        """Return the current cell, None before there is one."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return CellRef(self._sheet_model.sheet.name, index.row(), index.column())

    def selected_cells(self) -> tuple[CellRef, ...]:
        """Return the selected cells that hold something, row by row."""
        sheet = self._sheet_model.sheet
        return tuple(
            sorted(
                cell
                for block in self._selected_ranges(sheet)
                for cell in block.cells(sheet.name)
                if not sheet.is_empty(cell.row, cell.column)
            )
        )

    def select_cells(self, cells: Iterable[CellRef]) -> None:
        """Select these cells of the sheet."""
        model, chosen = self._sheet_model, QItemSelection()
        for block in blocks_of(cells):
            chosen.select(
                model.index(block.top, block.left), model.index(block.bottom, block.right)
            )
        self.selectionModel().select(chosen, self.selectionModel().SelectionFlag.ClearAndSelect)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the window where the user is."""
        super().currentChanged(current, previous)
        self._show_current_table()
        cell = self.current_cell()
        if cell is not None:
            self.cell_changed.emit(cell)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tables over the cells; say so where there is nothing to see."""
        super().paintEvent(event)
        sheet = self._sheet_model.sheet
        if not sheet.is_chart_sheet:
            self._overlay.paint(self)
            return
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.palette().base())
        painter.setPen(self.palette().text().color())
        text = self.tr("This sheet is a chart; it has no cells.")
        painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl and the wheel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(10 if event.angleDelta().y() > 0 else -10)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes one cell down, as in a spreadsheet."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Escape and self._held.is_any:
            self._let_go()
            return
        if event.key() == Qt.Key.Key_Escape and self._has_brush:
            self.brush_ended.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            step = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            row = min(max(index.row() + step, 0), self._sheet_model.rowCount() - 1)
            self.go_to(row, index.column())
            return
        super().keyPressEvent(event)

    @property
    def overlay(self) -> TableOverlay:
        """What is painted over the cells."""
        return self._overlay

    def chosen(self) -> Chosen | None:
        """Return what is selected, None before there is a current cell."""
        cell, model = self.current_cell(), self._sheet_model
        if cell is None:
            return None
        blocks = self.selectionModel().selection().toList()
        whole = None
        if blocks and all(one.width() == model.columnCount() for one in blocks):
            whole = Axis.ROWS
        elif blocks and all(one.height() == model.rowCount() for one in blocks):
            whole = Axis.COLUMNS
        ranges = self._selected_ranges(model.sheet)
        area = CellRange(
            min([cell.row, *(one.top for one in ranges)]),
            min([cell.column, *(one.left for one in ranges)]),
            max([cell.row, *(one.bottom for one in ranges)]),
            max([cell.column, *(one.right for one in ranges)]),
        )
        return Chosen(cell, area, whole)

    def select_lines(self, axis: Axis, lines: Iterable[int]) -> None:
        """Select whole rows or columns."""
        chosen, model = QItemSelection(), self._sheet_model
        last_row, last_column = model.rowCount() - 1, model.columnCount() - 1
        for line in lines:
            is_row = axis is Axis.ROWS
            first = model.index(line, 0) if is_row else model.index(0, line)
            last = model.index(line, last_column) if is_row else model.index(last_row, line)
            chosen.select(first, last)
            self.setCurrentIndex(first)
        self.selectionModel().select(chosen, self.selectionModel().SelectionFlag.ClearAndSelect)

    def body_rect(self, table: Table) -> QRect:
        """Return the rectangle of a table's body in the viewport."""
        body = table.body
        first = self.columnViewportPosition(body.left), self.rowViewportPosition(body.top)
        right = self.columnViewportPosition(body.right) + self.columnWidth(body.right)
        bottom = self.rowViewportPosition(body.bottom) + self.rowHeight(body.bottom)
        return QRect(first[0], first[1], right - first[0], bottom - first[1])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge of the current table; elsewhere choose a cell."""
        held = self._edges_under(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and held.is_any:
            self._held, self._pressed_at = held, event.position().toPoint()
            event.accept()
            return
        if event.button() == Qt.MouseButton.RightButton:
            self._choose_at(event.position().toPoint())
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what dropping the edge here would do, or that an edge can be taken hold of."""
        point = event.position().toPoint()
        table = self._overlay.current
        if self._held.is_any and table is not None:
            self._overlay.preview = dragged_body(self, table.body, self._held, point)
            index = self.indexAt(point)
            if index.isValid():
                super().scrollTo(index)
            self._repaint()
            return
        if not event.buttons():
            self._show_cursor(self._edges_under(point))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the edge; a mere click chooses the cell."""
        if not self._held.is_any or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            if self._has_brush and event.button() == Qt.MouseButton.LeftButton:
                self.brushed.emit()
            return
        table, body = self._overlay.current, self._overlay.preview
        self._let_go()
        if table is not None and body is not None and body != table.body:
            self.edges_dropped.emit(table, body)
        elif body is None:
            self.setCurrentIndex(self.indexAt(self._pressed_at))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu where the mouse is, or at the current cell for the keyboard."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_wanted.emit(event.globalPos())
        else:
            self._ask_menu_at(self.visualRect(self.currentIndex()).bottomLeft())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say that an edge can be dragged."""
        if isinstance(event, QHelpEvent) and self._edges_under(event.pos()).is_any:
            text = self.tr("Drag to move the edge of the table (or Alt+Shift and an arrow key)")
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def _ask_menu_at(self, point: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(point))

    def _ask_line_menu(self, header: QHeaderView, point: QPoint) -> None:
        """Select the line under the mouse, unless it is selected, and ask for the menu."""
        line = header.logicalIndexAt(point)
        is_row = header is self.verticalHeader()
        axis = Axis.ROWS if is_row else Axis.COLUMNS
        chosen = self.chosen()
        area = chosen.area if chosen is not None and chosen.whole is axis else None
        if line >= 0 and (area is None or line not in (area.rows if is_row else area.columns)):
            self.select_lines(axis, (line,))
        self.menu_wanted.emit(header.viewport().mapToGlobal(point))

    def _choose_at(self, point: QPoint) -> None:
        """Make the cell at a place current, unless it is selected already."""
        index = self.indexAt(point)
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)

    def _show_cursor(self, held: Edges) -> None:
        if held.is_any:
            self.viewport().setCursor(held.cursor)
        elif self._has_brush:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.viewport().unsetCursor()

    def _edges_under(self, point: QPoint) -> Edges:
        table = self._overlay.current
        if table is None or self._has_brush or point.x() < self._labels.covered:
            return Edges()
        return edges_at(self.body_rect(table), point)

    def _let_go(self) -> None:
        self._held = Edges()
        self._overlay.preview = None
        self._show_cursor(Edges())
        self._repaint()

    def _show_current_table(self) -> None:
        """Show the parts of the table one is in, and what the current cell is linked to."""
        overlay, labels, cell = self._overlay, self._sheet_model.labels, self.current_cell()
        overlay.tables = labels.tables
        overlay.current, overlay.links = None, NO_LINKS
        chosen = self.chosen()
        if cell is not None and chosen is not None:
            table = overlay.current = table_for(labels.tables, chosen)
            if table is not None:
                overlay.links = links_of(
                    table,
                    cell.row,
                    cell.column,
                    lambda axis, line: labels.name_of(table, axis, line),
                )
        self.viewport().update()

    def _repaint(self) -> None:
        self.viewport().update()
        self._labels.viewport().update()

    def _selected_ranges(self, sheet: Sheet) -> list[CellRange]:
        rows, columns = sheet.shape
        return [
            CellRange(
                block.top(),
                block.left(),
                min(block.bottom(), rows - 1),
                min(block.right(), columns - 1),
            )
            for block in self.selectionModel().selection().toList()
            if block.top() < rows and block.left() < columns
        ]
