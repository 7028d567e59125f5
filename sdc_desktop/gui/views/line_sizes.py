"""Rows and columns as high and wide as the spreadsheet shows them, and merged cells."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QHeaderView, QTableView

from sdc_desktop.core.sheets import CellKind, Sheet
from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.views.sheet_look import SheetLook

_MOST_FITTED_CELLS = 3000
_WIDEST = 60.0


def join_merged_cells(view: QTableView, sheet: Sheet) -> None:
    """Show the cells that the spreadsheet merges as one."""
    rows, columns = view.model().rowCount(), view.model().columnCount()
    for merged in sheet.merged:
        height, width = len(merged.rows), len(merged.columns)
        if merged.bottom < rows and merged.right < columns and height * width > 1:
            view.setSpan(merged.top, merged.left, height, width)


def size_lines(view: QTableView, model: SheetModel, look: SheetLook) -> None:
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
