"""Write a workbook as it was read as a new xlsx file: values, looks and layout, and nothing else.

Formulas are not written, only what they gave; errors are written as the text that is shown.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np
import xlsxwriter

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import CellKind, Sheet, Visibility, Workbook
from sdc_desktop.workbook.rewritten.looks import format_of, is_seen_when_empty

_PIXELS_A_CHARACTER = 7
_TALLEST_ROW, _WIDEST_COLUMN = 409.5, 255
_MOMENT = datetime(2000, 1, 1)
"""No clock is asked, so that the same workbook always gives the same file."""

_NOT_A_NUMBER = "#NUM!"


def xlsx_bytes(workbook: Workbook, progress: Progress) -> bytes:
    """Return the bytes of a new xlsx file; the same workbook always gives the same bytes.

    Numbers keep 16 digits, which is more than a spreadsheet shows.

    Args:
        workbook: As it was read; its chart sheets and cells far away are left out.
        progress: Told which sheet is written.

    Raises:
        ValueError: A text is too long for a cell.
        XlsxWriterException: A sheet has a name that xlsx does not allow.
        UnicodeEncodeError: A text is no Unicode.
        Cancelled: `progress` was asked to stop.
    """
    memory = io.BytesIO()
    options = {"in_memory": True, "date_1904": workbook.uses_1904_dates}
    with xlsxwriter.Workbook(memory, options) as book:
        book.set_properties({"created": _MOMENT})
        _set_default(book, workbook)
        writer = _Writer(book, workbook)
        sheets = written_sheets(workbook)
        for done, sheet in enumerate(sheets):
            progress(done, len(sheets), sheet.name)
            writer.write(sheet)
    return memory.getvalue()


def written_sheets(workbook: Workbook) -> tuple[Sheet, ...]:
    """Return the sheets that have cells; a sheet that is nothing but a chart has none."""
    return tuple(one for one in workbook.sheets if not one.is_chart_sheet)


def separate_merges(sheet: Sheet) -> Iterator[CellRange]:
    """Yield the merged ranges of several cells that do not overlap an earlier one."""
    taken: list[CellRange] = []
    for one in sheet.merged:
        is_single = one.top == one.bottom and one.left == one.right
        if not is_single and not any(_overlap(one, other) for other in taken):
            taken.append(one)
            yield one


def _overlap(one: CellRange, other: CellRange) -> bool:
    is_beside = one.right < other.left or other.right < one.left
    return not is_beside and one.top <= other.bottom and other.top <= one.bottom


def _set_default(book: Any, workbook: Workbook) -> None:
    first = workbook.styles[0]
    if first.font_name:
        book.formats[0].set_font_name(first.font_name)
    if first.font_size:
        book.formats[0].set_font_size(first.font_size)


class _Writer:
    """Writes sheets; formats are made once each."""

    def __init__(self, book: Any, workbook: Workbook) -> None:
        self._book, self._workbook = book, workbook
        self._formats: dict[int, Any] = {}
        seen = [is_seen_when_empty(style) for style in workbook.styles]
        self._is_seen = np.array(seen, np.bool_)
        self._has_shown_one = False

    def write(self, sheet: Sheet) -> None:
        target = self._book.add_worksheet(sheet.name)
        self._set_visibility(target, sheet)
        _set_lines(target, sheet)
        for area in separate_merges(sheet):
            target.merge_range(area.top, area.left, area.bottom, area.right, "")
        filled = sheet.kinds != CellKind.EMPTY
        for row, column in np.argwhere(filled | self._is_seen[sheet.styles]).tolist():
            look = self._look(int(sheet.styles[row, column]))
            if _write_cell(target, sheet, row, column, look) < 0:
                raise ValueError(CellRef(sheet.name, row, column).a1)

    def _set_visibility(self, target: Any, sheet: Sheet) -> None:
        """Hide a sheet as in the source; the first visible one is what a reader sees first."""
        if sheet.visibility is Visibility.VISIBLE:
            if not self._has_shown_one:
                target.activate()
                target.set_first_sheet()
            self._has_shown_one = True
        elif sheet.visibility is Visibility.HIDDEN:
            target.hide()
        else:
            target.very_hidden()

    def _look(self, style: int) -> Any:
        if style not in self._formats:
            look = format_of(self._workbook.styles[style])
            self._formats[style] = self._book.add_format(look)
        return self._formats[style]


def _set_lines(target: Any, sheet: Sheet) -> None:
    """Set widths and heights; hidden lines stay hidden."""
    columns = {*sheet.column_widths, *sheet.hidden_columns}
    for column in sorted(columns):
        width = min(sheet.column_widths.get(column, sheet.default_column_width), _WIDEST_COLUMN)
        pixels = max(round(width * _PIXELS_A_CHARACTER), 1)
        hidden = {"hidden": column in sheet.hidden_columns}
        target.set_column_pixels(column, column, pixels, None, hidden)
    for row in sorted({*sheet.row_heights, *sheet.hidden_rows}):
        height = sheet.row_heights.get(row, sheet.default_row_height)
        if row in sheet.hidden_rows:
            target.set_row(row, None, None, {"hidden": True})
        elif height != sheet.default_row_height:
            target.set_row(row, min(height, _TALLEST_ROW))


def _write_cell(target: Any, sheet: Sheet, row: int, column: int, look: Any) -> int:
    """Write a cell and return what the writer says: 0 when it took it as it is."""
    kind, value = int(sheet.kinds[row, column]), float(sheet.values[row, column])
    if kind in {CellKind.NUMBER, CellKind.DATE} and math.isfinite(value):
        return int(target.write_number(row, column, value, look))
    if kind == CellKind.BOOLEAN:
        is_true = str(sheet.texts[row, column]) == "TRUE"
        return int(target.write_boolean(row, column, is_true, look))
    text = shown_instead(sheet, row, column)
    if not text:
        return int(target.write_blank(row, column, None, look))
    return int(target.write_string(row, column, text, look))


def shown_instead(sheet: Sheet, row: int, column: int) -> str:
    """Return the text that stands for a cell that is neither a number nor a truth value."""
    if sheet.kinds[row, column] in {CellKind.NUMBER, CellKind.DATE}:
        return _NOT_A_NUMBER
    return str(sheet.texts[row, column])
