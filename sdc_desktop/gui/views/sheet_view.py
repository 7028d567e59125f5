"""The grid of one sheet: sizes, merged cells, zoom, and which cells are chosen."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QItemSelection, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.sheets import CellKind, Sheet
from sdc_desktop.gui.models.sheet_model import Index, SheetModel
from sdc_desktop.gui.views.frozen_columns import FrozenColumns
from sdc_desktop.gui.views.sheet_delegate import SheetDelegate
from sdc_desktop.gui.views.sheet_look import SheetLook

_MOST_FITTED_CELLS = 3000
_WIDEST = 60.0


class SheetView(QTableView):
    """One sheet; `cell_changed` names the current cell, `zoomed` asks for another size."""

    cell_changed = Signal(object)
    zoomed = Signal(int)

    def __init__(self, model: SheetModel, look: SheetLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._sheet_model, self._look = model, look
        self._delegate = SheetDelegate(self, model, look)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._labels = FrozenColumns(self, model, look)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Sheet {name}").format(name=model.sheet.name))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(True)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setAccessibleName(self.tr("Columns"))
        self.verticalHeader().setAccessibleName(self.tr("Rows"))
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setMinimumSectionSize(4)
        self.horizontalHeader().setMinimumSectionSize(8)
        self.use_look(look)
        for view in (self, self._labels):
            _join_merged_cells(view, model.sheet)
        model.dataChanged.connect(self._delegate.forget_widths)
        model.dataChanged.connect(self._labels.forget_widths)

    @property
    def sheet_model(self) -> SheetModel:
        """The model of this sheet."""
        return self._sheet_model

    def use_look(self, look: SheetLook) -> None:
        """Show the sheet in another size or other colours."""
        self._look = look
        self._delegate.use_look(look)
        self._labels.use_look(look)
        _size_lines(self, self._sheet_model, look)
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
        chosen = QItemSelection()
        for cell in cells:
            index = self._sheet_model.index(cell.row, cell.column)
            chosen.select(index, index)
        self.selectionModel().select(chosen, self.selectionModel().SelectionFlag.ClearAndSelect)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the window where the user is."""
        super().currentChanged(current, previous)
        self.viewport().update()
        cell = self.current_cell()
        if cell is not None:
            self.cell_changed.emit(cell)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where there is nothing to see."""
        super().paintEvent(event)
        sheet = self._sheet_model.sheet
        if not sheet.is_chart_sheet:
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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            step = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            row = min(max(index.row() + step, 0), self._sheet_model.rowCount() - 1)
            self.go_to(row, index.column())
            return
        super().keyPressEvent(event)

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


def _join_merged_cells(view: QTableView, sheet: Sheet) -> None:
    rows, columns = view.model().rowCount(), view.model().columnCount()
    for merged in sheet.merged:
        height, width = len(merged.rows), len(merged.columns)
        if merged.bottom < rows and merged.right < columns and height * width > 1:
            view.setSpan(merged.top, merged.left, height, width)


def _size_lines(view: QTableView, model: SheetModel, look: SheetLook) -> None:
    """Give rows and columns the sizes that the spreadsheet gives them."""
    sheet = model.sheet
    across, down = view.horizontalHeader(), view.verticalHeader()
    across.setDefaultSectionSize(look.column_width(sheet.default_column_width))
    down.setDefaultSectionSize(look.row_height(sheet.default_row_height))
    for column, width in sheet.column_widths.items():
        if column < model.columnCount():
            width = min(width, _WIDEST) if width > 0 else sheet.default_column_width
            across.resizeSection(column, look.column_width(width))
    heights = {row: look.row_height(high) for row, high in sheet.row_heights.items() if high > 0}
    for row, height in _fitted_heights(model, look, across).items():
        heights[row] = max(height, heights.get(row, 0))
    for row, height in heights.items():
        if row < model.rowCount():
            down.resizeSection(row, height)


def _fitted_heights(model: SheetModel, look: SheetLook, across: QHeaderView) -> dict[int, int]:
    """Return the heights of rows whose wrapped or large text needs more than the default."""
    sheet = model.sheet
    standard = look.row_height(sheet.default_row_height)
    used = np.unique(sheet.styles) if sheet.styles.size else np.zeros(0, np.int32)
    tall = [
        number
        for number in map(int, used)
        if look.of(number).wraps or look.of(number).metrics.height() + 4 > standard
    ]
    found: dict[int, int] = {}
    places = np.argwhere(np.isin(sheet.styles, tall) & (sheet.kinds != CellKind.EMPTY))
    for row, column in places[:_MOST_FITTED_CELLS].tolist():
        if model.is_merged(row, column):
            continue
        cell = look.of(model.style_number(row, column))
        width = max(across.sectionSize(column) - 8, 20) if cell.wraps else 100_000
        flags = cell.alignment(model.kind(row, column))
        box = cell.metrics.boundingRect(QRectF(0, 0, width, 10_000), flags, model.text(row, column))
        found[row] = max(found.get(row, standard), round(box.height()) + 4)
    return found
