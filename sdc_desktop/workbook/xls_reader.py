"""Read an old workbook (.xls) into immutable values."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import xlrd
from xlrd.compdoc import CompDocError

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import (
    CellKind,
    CellStyle,
    Sheet,
    Visibility,
    Workbook,
    WorkbookFormat,
)
from sdc_desktop.workbook.errors import (
    DamagedWorkbookError,
    EmptyWorkbookError,
    WorkbookLockedError,
)

NOT_READ = "what is not read of this format, such as formulas and charts"
_BROKEN = (
    *(xlrd.XLRDError, CompDocError, struct.error, LookupError, ValueError, AssertionError),
    *(
        OverflowError,
        TypeError,
        AttributeError,
        ZeroDivisionError,
        EOFError,
        MemoryError,
        RecursionError,
    ),
)
_STORAGES = {
    "_SX_DB_CUR": "the source data of pivot tables",
    "_VBA_PROJECT_CUR": "macros",
    "MBD0": "embedded files",
    "Revision Log": "tracked changes",
}
_VISIBILITIES = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)
_HORIZONTAL = ("", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
_VERTICAL = ("top", "center", "bottom", "justify", "distributed")
_BOLD_FROM = 600
_TWIPS_A_POINT, _UNITS_A_CHARACTER = 20, 256


def read_xls(path: Path, data: bytes, progress: Progress = no_progress) -> Workbook:
    """Read an old workbook; formula cells hold their results.

    Args:
        path: For its name.
        data: The file's bytes.
        progress: Told which sheet is read.

    Raises:
        DamagedWorkbookError: It cannot be read to its end.
        WorkbookLockedError: It asks for a password.
        EmptyWorkbookError: No sheet holds anything.
        Cancelled: `progress` was asked to stop.
    """
    book = _open(path, data)
    try:
        styles = _styles(book)
        sheets = tuple(_sheets(book, progress))
    except _BROKEN as error:
        raise DamagedWorkbookError(path) from error
    if not any(sheet.kinds.any() for sheet in sheets):
        raise EmptyWorkbookError(path)
    has_comments = any(book.sheet_by_index(n).cell_note_map for n in range(book.nsheets))
    return Workbook(
        name=path.name,
        format=WorkbookFormat.XLS,
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=sheets,
        styles=styles,
        uses_1904_dates=bool(book.datemode),
        other_contents=(*_other_contents(data, has_comments=has_comments), NOT_READ),
    )


def _open(path: Path, data: bytes) -> Any:
    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except _BROKEN as error:
        if "encrypted" in str(error):
            raise WorkbookLockedError(path) from error
        raise DamagedWorkbookError(path) from error


def _other_contents(data: bytes, *, has_comments: bool) -> tuple[str, ...]:
    stored = (words for name, words in _STORAGES.items() if name.encode("utf-16-le") in data)
    return (*(("comments",) if has_comments else ()), *stored)


def _sheets(book: Any, progress: Progress) -> Iterator[Sheet]:
    for place in range(book.nsheets):
        progress(place, book.nsheets, book.sheet_names()[place])
        yield _sheet(book, book.sheet_by_index(place))


def _sheet(book: Any, sheet: Any) -> Sheet:
    filled = [
        (row, column, cell)
        for row in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(row))
    ]
    held = [one for one in filled if one[2].ctype not in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}]
    shape = (
        max((row for row, _, _ in held), default=-1) + 1,
        max((column for _, column, _ in held), default=-1) + 1,
    )
    kinds, values = np.zeros(shape, np.uint8), np.full(shape, np.nan)
    texts, styles = np.full(shape, "", object), np.zeros(shape, np.int32)
    for row, column, cell in filled:
        if row < shape[0] and column < shape[1]:
            kinds[row, column], values[row, column], texts[row, column] = _held(book, cell)
            styles[row, column] = cell.xf_index or 0
    return Sheet(
        name=sheet.name,
        kinds=kinds,
        values=values,
        texts=texts,
        styles=styles,
        visibility=_VISIBILITIES[sheet.visibility],
        merged=tuple(
            CellRange(top, left, bottom - 1, right - 1)
            for top, bottom, left, right in sheet.merged_cells
            if top < shape[0] and left < shape[1]
        ),
        column_widths={
            column: round(look.width / _UNITS_A_CHARACTER, 2)
            for column, look in sheet.colinfo_map.items()
        },
        row_heights={row: look.height / _TWIPS_A_POINT for row, look in sheet.rowinfo_map.items()},
        hidden_rows=frozenset(
            row for row, look in sheet.rowinfo_map.items() if look.hidden or not look.height
        ),
        hidden_columns=frozenset(
            column
            for column, look in sheet.colinfo_map.items()
            if (look.hidden or not look.width) and column < shape[1]
        ),
    )


def _held(book: Any, cell: Any) -> tuple[int, float, str]:
    """Return kind, number (NaN for none) and text of a cell."""
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER:
            return CellKind.NUMBER, float(cell.value), ""
        case xlrd.XL_CELL_DATE:
            return CellKind.DATE, float(cell.value), ""
        case xlrd.XL_CELL_BOOLEAN:
            return CellKind.BOOLEAN, np.nan, "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return CellKind.ERROR, np.nan, xlrd.error_text_from_code.get(cell.value, "#N/A")
        case xlrd.XL_CELL_TEXT:
            number = number_in_text(cell.value)
            return CellKind.TEXT, np.nan if number is None else number, cell.value
        case _:
            return CellKind.EMPTY, np.nan, ""


def _styles(book: Any) -> tuple[CellStyle, ...]:
    """Return how cells look, in the order in which cells count them, the default one first."""
    return tuple(_style(book, look) for look in book.xf_list) or (CellStyle(),)


def _style(book: Any, look: Any) -> CellStyle:
    font, alignment, border = book.font_list[look.font_index], look.alignment, look.border
    number_format = book.format_map.get(look.format_key)
    code = number_format.format_str if number_format is not None else "General"
    is_filled = look.background.fill_pattern != 0
    fill = _colour(book, look.background.pattern_colour_index) if is_filled else ""
    return CellStyle(
        number_format="General" if code.lower() == "general" else code,
        bold=font.weight >= _BOLD_FROM,
        italic=bool(font.italic),
        underline=bool(font.underline_type),
        font_size=font.height / _TWIPS_A_POINT,
        font_name=font.name,
        font_colour=_colour(book, font.colour_index),
        fill_colour=fill,
        horizontal=_at(_HORIZONTAL, alignment.hor_align),
        vertical=_at(_VERTICAL, alignment.vert_align),
        wrap=bool(alignment.text_wrapped),
        indent=alignment.indent_level,
        border_top=bool(border.top_line_style),
        border_bottom=bool(border.bottom_line_style),
        border_left=bool(border.left_line_style),
        border_right=bool(border.right_line_style),
    )


def _colour(book: Any, index: int) -> str:
    """Return "#rrggbb", "" for the system's own colours."""
    colour = book.colour_map.get(index)
    return "" if colour is None else "#" + "".join(f"{channel:02x}" for channel in colour)


def _at(words: tuple[str, ...], place: int) -> str:
    return words[place] if 0 <= place < len(words) else ""
