"""Write a generated workbook as a real file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from sdc_desktop.core.sheets import CellKind, CellStyle, Sheet, Workbook


def write_xlsx(workbook: Workbook, path: Path) -> None:
    """Write cells, styles and merged ranges of a workbook."""
    book = xlsxwriter.Workbook(str(path))
    formats = [book.add_format(_format(style)) for style in workbook.styles]
    for sheet in workbook.sheets:
        page = book.add_worksheet(sheet.name)
        for one in sheet.merged:
            page.merge_range(one.top, one.left, one.bottom, one.right, "")
        for row, column in np.argwhere(sheet.kinds != CellKind.EMPTY):
            look = formats[int(sheet.styles[row, column])]
            _write(page, sheet, int(row), int(column), look)
    book.close()


def _write(page: Any, sheet: Sheet, row: int, column: int, look: Any) -> None:
    if sheet.kinds[row, column] == CellKind.TEXT:
        page.write_string(row, column, sheet.texts[row, column], look)
    else:
        page.write_number(row, column, float(sheet.values[row, column]), look)


def _format(style: CellStyle) -> dict[str, Any]:
    wanted: dict[str, Any] = {"font_size": style.font_size}
    if style.bold:
        wanted["bold"] = True
    if style.indent:
        wanted["indent"] = style.indent
    if style.number_format != "General":
        wanted["num_format"] = style.number_format
    return wanted
