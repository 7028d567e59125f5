"""Rows and columns as high and wide as the spreadsheet shows them, and merged cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QHeaderView, QTableView

from sdc_desktop.core.sheets import Sheet
from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.views.sheet_look import CellLook, SheetLook

_WIDEST = 60.0


def join_merged_cells(view: QTableView, sheet: Sheet) -> None:
    """Show the cells that the spreadsheet merges as one."""
    rows, columns = view.model().rowCount(), view.model().columnCount()
    for merged in sheet.merged:
        height, width = len(merged.rows), len(merged.columns)
        if merged.bottom < rows and merged.right < columns and height * width > 1:
            view.setSpan(merged.top, merged.left, height, width)


def size_lines(views: Sequence[QTableView], model: SheetModel, look: SheetLook) -> None:
    """Give rows and columns of views of one sheet the sizes that the spreadsheet gives them."""
    sheet = model.sheet
    widths = {
        column: look.column_width(min(wide, _WIDEST) if wide > 0 else sheet.default_column_width)
        for column, wide in sheet.column_widths.items()
        if column < model.columnCount()
    }
    for view in views:
        across = view.horizontalHeader()
        _size(across, look.column_width(sheet.default_column_width), widths)
    heights = {row: look.row_height(high) for row, high in sheet.row_heights.items() if high > 0}
    for row, height in _fitted_heights(model, look, views[0].horizontalHeader()).items():
        heights[row] = max(height, heights.get(row, 0))
    known = {row: height for row, height in heights.items() if row < model.rowCount()}
    for view in views:
        _size(view.verticalHeader(), look.row_height(sheet.default_row_height), known)
        view.doItemsLayout()


def _size(header: QHeaderView, usual: int, sizes: Mapping[int, int]) -> None:
    """Give the lines of a header their sizes without telling of each of them."""
    header.blockSignals(True)
    header.setDefaultSectionSize(usual)
    for line, size in sizes.items():
        header.resizeSection(line, size)
    header.blockSignals(False)


def _fitted_heights(model: SheetModel, look: SheetLook, across: QHeaderView) -> dict[int, int]:
    """Return the heights of rows whose wrapped or large text needs more than the default."""
    standard = look.row_height(model.sheet.default_row_height)
    tall = tuple(
        number
        for number in model.used_styles
        if look.of(number).wraps or round(look.of(number).metrics.height()) + 4 > standard
    )
    found: dict[int, int] = {}
    for row, column in model.places_with(tall):
        if model.is_merged(row, column):
            continue
        cell = look.of(model.style_number(row, column))
        width = max(across.sectionSize(column) - 8, 20) if cell.wraps else 100_000
        height = _height_of(model.text(row, column), cell, model.kind(row, column), width)
        found[row] = max(found.get(row, standard), height)
    return found


def _height_of(text: str, cell: CellLook, kind: int, width: int) -> int:
    """Return the pixels that a text needs; one line of text needs as much as another."""
    if not cell.wraps and "\n" not in text:
        return round(cell.metrics.height()) + 4
    room = QRectF(0, 0, width, 10_000)
    return round(cell.metrics.boundingRect(room, cell.alignment(kind), text).height()) + 4
