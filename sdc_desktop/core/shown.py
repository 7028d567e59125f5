"""The text that a spreadsheet shows in a cell."""

from __future__ import annotations

from sdc_desktop.core.number_format import shown_number
from sdc_desktop.core.sheets import CellKind, Sheet, Workbook


def shown_text(workbook: Workbook, sheet: Sheet, row: int, column: int) -> str:
    """Return what a reader sees in a cell, "" when it is empty or beyond the arrays."""
    if sheet.is_empty(row, column):
        return ""
    kind = CellKind(int(sheet.kinds[row, column]))
    if kind in {CellKind.NUMBER, CellKind.DATE}:
        style = workbook.styles[int(sheet.styles[row, column])]
        return shown_number(
            float(sheet.values[row, column]),
            style.number_format,
            uses_1904_dates=workbook.uses_1904_dates,
        )
    return str(sheet.texts[row, column])
