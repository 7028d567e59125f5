"""Plain cells of a worksheet part, taken out of its XML many at a time.

Most cells are a number, a place in the shared strings or a truth value with a style and nothing
else. One pattern finds them all; what it leaves over is shorter XML that the stream reader
understands as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

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

_PLAIN = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="(n|s|b)")?>'
    rb"<v>([-+0-9.eE]{1,30})</v></c>"
)
_GROUPS = 5
_STEP = 256 << 10
_ROW_WITHOUT_PLACE = re.compile(rb'<row(?![^>]* r=")[ />]')
_CELL_WITHOUT_PLACE = re.compile(rb'<c(?![^>]* r=")[ />]')
_INSTRUCTION = re.compile(rb"<\?(?!xml[ \t\r\n])")


Int16Array = npt.NDArray[np.int16]
Places = np.ndarray[tuple[int], np.dtype[np.intp]]


class Strings(Protocol):
    """The shared strings of a workbook."""

    def __getitem__(self, place: int, /) -> str:
        """Return a string; raise an IndexError where there is none."""


class NotPlainError(Exception):
    """Raised when taking cells out could change what the others mean."""


@dataclass(frozen=True, slots=True, eq=False)
class PlainCells:
    """Some cells of a sheet; arrays are (cells,) or, for those that show a text, (texts,).

    Attributes:
        rows: (cells,) int32, from 0.
        columns: (cells,) int16, from 0.
        kinds: (cells,) uint8, a `CellKind` each.
        values: (cells,) float64, NaN where the cell means no number.
        styles: (cells,) int32.
        text_at: (texts,) int32: which of the cells show a text.
        texts: (texts,) object.
    """

    rows: Int32Array
    columns: Int16Array
    kinds: UInt8Array
    values: FloatArray
    styles: Int32Array
    text_at: Int32Array
    texts: TextArray


def pieces_by_tag(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces that end with a tag, so that none of them is cut."""
    waiting: list[bytes] = []
    for piece in pieces:
        end = piece.rfind(b">") + 1
        if end:
            yield b"".join((*waiting, piece[:end]))
            waiting = []
        waiting.append(piece[end:])
    rest = b"".join(waiting)
    if rest:
        yield rest


def without_plain_cells(data: bytes) -> bytes:
    """Return a part, in UTF-8, without its plain cells: all formulas are in the rest.

    Raises:
        NotPlainError: That could change what the other cells mean.
    """
    steps = (data[start : start + _STEP] for start in range(0, len(data), _STEP))
    rest = b"".join(_PLAIN.sub(b"", piece) for piece in pieces_by_tag(steps))
    _refuse_tricks(rest)
    return rest


def _refuse_tricks(rest: bytes) -> None:
    """Raise NotPlainError unless what is left over means the same without the plain cells.

    Every row and cell must name its place, and no comment, CDATA section or instruction may hold
    markup.
    """
    if b"<!" in rest or _INSTRUCTION.search(rest):
        raise NotPlainError
    if _ROW_WITHOUT_PLACE.search(rest) or _CELL_WITHOUT_PLACE.search(rest):
        raise NotPlainError


class PlainReader:
    """Turns plain cells into arrays; keeps what it learned of strings and columns."""

    def __init__(self, strings: Strings, date_styles: Sequence[bool]) -> None:
        self._strings = strings
        self._date_styles = np.array(date_styles, bool)
        self._column_of: dict[bytes, int] = {}
        self._number_of: dict[int, float] = {}

    def take(self, chunk: bytes) -> tuple[PlainCells | None, bytes]:
        """Return the plain cells of a chunk, None when there are none, and the rest of it.

        Raises:
            NotPlainError: All cells must be left to the stream reader.
            ValueError, LookupError, OverflowError: A number, string or style does not exist.
        """
        pieces = _PLAIN.split(chunk)
        step = _GROUPS + 1
        rest = b"".join(pieces[::step])
        _refuse_tricks(rest)
        if len(pieces) == 1:
            return None, chunk
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
        texts_of: list[str] = []
        text_at = np.zeros(0, np.intp)
        if {one for one in set(types) if one not in {None, b"n"}}:
            kind_of = np.array(types, object)
            strings, truths = np.flatnonzero(kind_of == b"s"), np.flatnonzero(kind_of == b"b")
            texts_of += self._take_strings(strings, kinds, numbers)
            texts_of += _take_truths(truths, kinds, numbers)
            text_at = np.concatenate((strings, truths))
        place = np.array(rows).astype(np.int32) - 1
        if int(place.max()) > LAST_ROW:
            raise ValueError("row out of range")
        return PlainCells(
            rows=place,
            columns=self._columns(columns),
            kinds=kinds,
            values=numbers,
            styles=style,
            text_at=text_at.astype(np.int32),
            texts=np.array(texts_of, object),
        )

    def _columns(self, names: list[bytes]) -> Int16Array:
        for name in set(names) - self._column_of.keys():
            column = column_index(name.decode("ascii"))
            if column > LAST_COLUMN:
                raise ValueError("column out of range")
            self._column_of[name] = column
        return np.fromiter(map(self._column_of.__getitem__, names), np.int16, len(names))

    def _is_date(self, styles: Int32Array) -> BoolArray:
        known = styles < self._date_styles.size
        is_date: BoolArray = np.zeros(styles.shape, bool)
        is_date[known] = self._date_styles[styles[known]]
        return is_date

    def _take_strings(self, at: Places, kinds: UInt8Array, numbers: FloatArray) -> list[str]:
        """Write what shared strings mean in place of their numbers; return what they say."""
        places = numbers[at]
        if bool((places < 0).any()) or bool((places != np.floor(places)).any()):
            raise IndexError("not a place in the strings")
        indices = places.astype(np.int64).tolist()
        for index in set(indices) - self._number_of.keys():
            number = number_in_text(self._strings[index])
            self._number_of[index] = np.nan if number is None else number
        texts = [self._strings[index] for index in indices]
        numbers[at] = [self._number_of[index] for index in indices]
        kinds[at] = [CellKind.TEXT if text else CellKind.EMPTY for text in texts]
        return texts


def _take_truths(at: Places, kinds: UInt8Array, numbers: FloatArray) -> list[str]:
    texts = ["TRUE" if number == 1 else "FALSE" for number in numbers[at].tolist()]
    kinds[at] = CellKind.BOOLEAN
    numbers[at] = np.nan
    return texts


def _styles(styles: list[bytes | None]) -> Int32Array:
    codes = {one: 0 if one is None else int(one) for one in set(styles)}
    return np.fromiter(map(codes.__getitem__, styles), np.int32, len(styles))
