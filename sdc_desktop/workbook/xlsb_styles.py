"""How the cells of a binary workbook look: styles.bin ([MS-XLSB] 2.1.7.49)."""

from __future__ import annotations

import struct

from sdc_desktop.core.sheets import CellStyle
from sdc_desktop.workbook.xlsb_records import (
    BEGIN_CELL_FORMATS,
    BORDER,
    CELL_FORMAT,
    END_CELL_FORMATS,
    FILL,
    FONT,
    NUMBER_FORMAT,
    records,
    wide_text,
)
from sdc_desktop.workbook.xlsx_styles import BUILT_IN_FORMATS

_HORIZONTAL = ("", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
_VERTICAL = ("top", "center", "bottom", "justify", "distributed", "", "", "")
_NO_FILL = {0, 17}
_BOLD_FROM, _TWIPS_A_POINT, _BYTES_A_LINE = 600, 20, 10
_NO_FONT = CellStyle()


def read_styles(data: bytes) -> tuple[CellStyle, ...]:
    """Return the cell formats of a binary workbook in their order, at least the default one.

    Raises:
        struct.error, IndexError: A record is too short.
    """
    formats = dict(BUILT_IN_FORMATS)
    fonts: list[CellStyle] = []
    fills: list[str] = []
    borders: list[tuple[bool, ...]] = []
    looks: list[CellStyle] = []
    is_cell_format = False
    for kind, body in records(data):
        if kind == NUMBER_FORMAT:
            (number,) = struct.unpack_from("<H", body)
            formats[number] = wide_text(body, 2)[0]
        elif kind == FONT:
            fonts.append(_font(body))
        elif kind == FILL:
            fills.append(_fill(body))
        elif kind == BORDER:
            borders.append(tuple(bool(body[1 + _BYTES_A_LINE * side]) for side in range(4)))
        elif kind in {BEGIN_CELL_FORMATS, END_CELL_FORMATS}:
            is_cell_format = kind == BEGIN_CELL_FORMATS
        elif kind == CELL_FORMAT and is_cell_format:
            looks.append(_look(body, formats, fonts, fills, borders))
    return tuple(looks) or (CellStyle(),)


def _font(body: bytes) -> CellStyle:
    height, flags, weight = struct.unpack_from("<3H", body)
    return CellStyle(
        bold=weight >= _BOLD_FROM,
        italic=bool(flags & 2),
        underline=bool(body[8]),
        font_size=height / _TWIPS_A_POINT,
        font_name=wide_text(body, 21)[0],
        font_colour=_colour(body, 12),
    )


def _fill(body: bytes) -> str:
    (pattern,) = struct.unpack_from("<I", body)
    return "" if pattern in _NO_FILL else _colour(body, 4)


def _colour(body: bytes, place: int) -> str:
    """Return "#rrggbb", "" where the colour is the spreadsheet's own."""
    flags, red, green, blue = body[place], *body[place + 4 : place + 7]
    is_own = flags >> 1 == 0
    return f"#{red:02x}{green:02x}{blue:02x}" if flags & 1 and not is_own else ""


def _look(
    body: bytes,
    formats: dict[int, str],
    fonts: list[CellStyle],
    fills: list[str],
    borders: list[tuple[bool, ...]],
) -> CellStyle:
    _, number, font, fill, border, _, indent, bits = struct.unpack_from("<5H2BH", body)
    letters = fonts[font] if font < len(fonts) else _NO_FONT
    lines = borders[border] if border < len(borders) else (False,) * 4
    return CellStyle(
        number_format=formats.get(number, "General"),
        bold=letters.bold,
        italic=letters.italic,
        underline=letters.underline,
        font_size=letters.font_size,
        font_name=letters.font_name,
        font_colour=letters.font_colour,
        fill_colour=fills[fill] if fill < len(fills) else "",
        horizontal=_HORIZONTAL[bits & 7],
        vertical=_VERTICAL[bits >> 3 & 7],
        wrap=bool(bits >> 6 & 1),
        indent=indent,
        border_top=lines[0],
        border_bottom=lines[1],
        border_left=lines[2],
        border_right=lines[3],
    )
