"""How wide columns are: numbers in full, labels within reason, headings wrapped at words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from sdc_desktop.core.number_format import shown_number
from sdc_desktop.workbook.clean_copy.model import CopyCell, MarkedTable, RowRole

_COVER = 90.0
_NARROWEST, _WIDEST_LABEL, _WIDEST_TEXT = 11, 42, 80
_HEADING_LINES = 3
_LARGER_FONT = 1.2
"""Widths are counted in digits of an 11 point font; the copy's has 12 points."""

_LINE = 15.5
_WRAPPED = {RowRole.HEADER, RowRole.DATA}
_HEIGHTS = {
    RowRole.TITLE: 24.0,
    RowRole.SUBTITLE: 28.0,
    RowRole.LINE: 16.5,
    RowRole.HEADER: 18.0,
    RowRole.DATA: 16.5,
    RowRole.SPACE: 16.5,
}


def column_widths(
    rows: Sequence[tuple[CopyCell, ...]],
    roles: Sequence[RowRole],
    tables: Sequence[MarkedTable],
    *,
    wraps: bool,
) -> tuple[float, ...]:
    """Return the width of each column of a sheet, in characters."""
    if wraps:
        return (_COVER,)
    count = max((one.area.right + 1 for one in tables), default=1)
    numeric = {column for table in tables for column in table.numeric}
    widths = [float(_NARROWEST)] * count
    for row, role in zip(rows, roles, strict=True):
        if role not in {RowRole.HEADER, RowRole.DATA}:
            continue
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], _needed(cell, role, is_number=column in numeric))
    most = [_WIDEST_LABEL if numeric or column != 1 else _WIDEST_TEXT for column in range(count)]
    return tuple(
        round(min(width, limit) * _LARGER_FONT, 1)
        for width, limit in zip(widths, most, strict=True)
    )


def row_heights(
    rows: Sequence[tuple[CopyCell, ...]],
    roles: Sequence[RowRole],
    widths: Sequence[float],
    *,
    wraps: bool,
) -> tuple[float, ...]:
    """Return the height of each row in points: not every program works it out on opening."""
    return tuple(
        _HEIGHTS[role] + _LINE * (_most_lines(row, widths) - 1 if role in _WRAPPED or wraps else 0)
        for row, role in zip(rows, roles, strict=True)
    )


def _most_lines(row: Sequence[CopyCell], widths: Sequence[float]) -> int:
    return max(
        (
            len(textwrap.wrap(cell.text, max(int(width / _LARGER_FONT), 1)))
            for cell, width in zip(row, widths, strict=False)
            if cell.text
        ),
        default=1,
    )


def _needed(cell: CopyCell, role: RowRole, *, is_number: bool) -> float:
    if cell.number is not None:
        return len(shown_number(cell.number, cell.number_format)) + 1
    if role is RowRole.HEADER:
        words = [len(word) for word in cell.text.split()] or [0]
        lines = _HEADING_LINES if is_number else _HEADING_LINES - 1
        return max(max(words) + 1, min(len(cell.text) / lines + 3, 24))
    return len(cell.text) + 1
