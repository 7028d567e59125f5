"""Plain cells of a worksheet part, taken out of its XML many at a time.

Most cells are a number, a place in the shared strings or a truth value with a style and nothing
else. One pattern finds them all; what it leaves over is shorter XML that the stream reader
understands as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, column_index
from sdc_desktop.core.sheets import (
    BoolArray,
    CellKind,
    FloatArray,
    Int32Array,
    TextArray,
    UInt8Array,
)

_CHUNK = 4 << 20
_PLAIN = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="(n|s|b)")?>'
    rb"<v>([-+0-9.eE]{1,30})</v></c>"
)
_GROUPS = 5
_ROW_WITHOUT_PLACE = re.compile(rb'<row(?![^>]* r=")[ />]')
_CELL_WITHOUT_PLACE = re.compile(rb'<c(?![^>]* r=")[ />]')
_PROLOG = 200


@dataclass(frozen=True, slots=True, eq=False)
class PlainCells:
    """Some plain cells; all arrays are (cells,).

    Attributes:
        rows, columns: int32, from 0.
        kinds: uint8, a `CellKind` each.
        values: float64, NaN where the cell means no number.
        texts: object, "" where the cell is a number.
        styles: int32.
    """

    rows: Int32Array
    columns: Int32Array
    kinds: UInt8Array
    values: FloatArray
    texts: TextArray
    styles: Int32Array


def can_be_taken(data: bytes) -> bool:
    """Tell whether taking cells out changes nothing for the others.

    Every row and cell must name its place, and no comment or CDATA section may hold markup.
    """
    if data.find(b"<!", _PROLOG) >= 0 or b"<!" in data[:_PROLOG]:
        return False
    return not (_ROW_WITHOUT_PLACE.search(data) or _CELL_WITHOUT_PLACE.search(data))


def chunks_by_row(data: bytes) -> Iterator[bytes]:
    """Yield the data in pieces that end with a row."""
    start = 0
    while start < len(data):
        end = data.find(b"</row>", start + _CHUNK)
        end = len(data) if end < 0 else end + len(b"</row>")
        yield data[start:end]
        start = end


class PlainReader:
    """Turns plain cells into arrays; keeps what it learned of strings and columns."""

    def __init__(self, strings: Sequence[str], date_styles: Sequence[bool]) -> None:
        self._strings = strings
        self._date_styles = np.array(date_styles, bool)
        self._column_of: dict[bytes, int] = {}
        self._number_of: dict[int, float] = {}

    def take(self, chunk: bytes) -> tuple[PlainCells | None, bytes]:
        """Return the plain cells of a chunk, None when there are none, and the rest of it.

        Raises:
            ValueError, LookupError, OverflowError: A number, string or style does not exist.
        """
        pieces = _PLAIN.split(chunk)
        if len(pieces) == 1:
            return None, chunk
        step = _GROUPS + 1
        rest = b"".join(pieces[::step])
        columns, rows, styles, types, values = (pieces[at::step] for at in range(1, step))
        return self._as_cells(columns, rows, styles, types, values), rest

    def _as_cells(
        self,
        columns: list[bytes],
        rows: list[bytes],
        styles: list[bytes | None],
        types: list[bytes | None],
        texts: list[bytes],
    ) -> PlainCells:
        numbers = np.array(texts).astype(np.float64)
        if not np.isfinite(numbers).all():
            raise ValueError("not a finite number")
        style = _styles(styles)
        kinds = np.full(len(rows), CellKind.NUMBER, np.uint8)
        kinds[self._is_date(style)] = CellKind.DATE
        shown = np.full(len(rows), "", object)
        named = {one for one in set(types) if one not in {None, b"n"}}
        if named:
            kind_of = np.array(types, object)
            self._put_strings(np.flatnonzero(kind_of == b"s"), kinds, numbers, shown)
            self._put_truths(np.flatnonzero(kind_of == b"b"), kinds, numbers, shown)
        place = np.array(rows).astype(np.int32) - 1
        if int(place.max()) > LAST_ROW:
            raise ValueError("row out of range")
        return PlainCells(place, self._columns(columns), kinds, numbers, shown, style)

    def _columns(self, names: list[bytes]) -> Int32Array:
        for name in set(names) - self._column_of.keys():
            column = column_index(name.decode("ascii"))
            if column > LAST_COLUMN:
                raise ValueError("column out of range")
            self._column_of[name] = column
        return np.fromiter(map(self._column_of.__getitem__, names), np.int32, len(names))

    def _is_date(self, styles: Int32Array) -> BoolArray:
        known = styles < self._date_styles.size
        is_date: BoolArray = np.zeros(styles.shape, bool)
        is_date[known] = self._date_styles[styles[known]]
        return is_date

    def _put_strings(
        self,
        at: np.ndarray[tuple[int], np.dtype[np.intp]],
        kinds: UInt8Array,
        numbers: FloatArray,
        shown: TextArray,
    ) -> None:
        """Write what shared strings say in place of their numbers."""
        places = numbers[at]
        if bool((places < 0).any()) or bool((places != np.floor(places)).any()):
            raise IndexError("not a place in the strings")
        indices = places.astype(np.int64).tolist()
        for index in set(indices) - self._number_of.keys():
            number = number_in_text(self._strings[index])
            self._number_of[index] = np.nan if number is None else number
        shown[at] = np.array([self._strings[index] for index in indices], object)
        numbers[at] = [self._number_of[index] for index in indices]
        kinds[at] = [CellKind.TEXT if self._strings[index] else CellKind.EMPTY for index in indices]

    def _put_truths(
        self,
        at: np.ndarray[tuple[int], np.dtype[np.intp]],
        kinds: UInt8Array,
        numbers: FloatArray,
        shown: TextArray,
    ) -> None:
        shown[at] = np.where(numbers[at] == 1, "TRUE", "FALSE")
        kinds[at] = CellKind.BOOLEAN
        numbers[at] = np.nan


def _styles(styles: list[bytes | None]) -> Int32Array:
    codes = {one: 0 if one is None else int(one) for one in set(styles)}
    return np.fromiter(map(codes.__getitem__, styles), np.int32, len(styles))
