"""Parts of a binary workbook: records of a type and some bytes ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

ROW, BLANK, RK, ERROR, BOOLEAN, REAL, TEXT, SHARED_TEXT = range(8)
FORMULA_TEXT, FORMULA_REAL, FORMULA_BOOLEAN, FORMULA_ERROR = range(8, 12)
STRING_ITEM = 19
FONT, NUMBER_FORMAT, FILL, BORDER, CELL_FORMAT = 43, 44, 45, 46, 47
COLUMNS, INLINE_TEXT, WORKBOOK_PROPERTIES, SHEET, MERGED = 60, 62, 153, 156, 176
TABLE, BEGIN_CELL_FORMATS, END_CELL_FORMATS = 343, 617, 618


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield type and bytes of each record of a part.

    Raises:
        IndexError: The part ends within a record.
    """
    place = 0
    while place < len(data):
        kind, place = _number(data, place, 2)
        size, place = _number(data, place, 4)
        if place + size > len(data):
            raise IndexError("the part ends within a record")
        yield kind, data[place : place + size]
        place += size


def _number(data: bytes, place: int, most: int) -> tuple[int, int]:
    """Return a number of up to `most` bytes with seven bits each, and the place after it."""
    number = 0
    for count in range(most):
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:
            break
    return number, place


def wide_text(body: bytes, place: int) -> tuple[str, int]:
    """Return the text at a place of a record, "" for none, and the place after it.

    Raises:
        IndexError: The record ends before the text does.
    """
    (count,) = struct.unpack_from("<I", body, place)
    if count == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * count
    if end > len(body):
        raise IndexError("the record ends within a text")
    return body[place + 4 : end].decode("utf-16-le", "replace"), end


def rk_number(packed: int) -> float:
    """Return the number in an RkNumber ([MS-XLSB] 2.5.122)."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole >= 1 << 29 else whole)
    else:
        (number,) = struct.unpack("<d", bytes(4) + struct.pack("<I", packed & 0xFFFFFFFC))
    return number / 100 if packed & 1 else number
