"""Plain rows of an OpenDocument spreadsheet, taken out of its XML many at a time.

Most rows hold cells with a value and a paragraph and nothing else. One pattern finds them; what it
leaves over is shorter XML, in which each such row is an empty one with a number, and which the
stream reader understands as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.sheets import BoolArray, CellKind, FloatArray, Int32Array, UInt8Array

MARK = "sdc-row"
"""The attribute that numbers a row that was taken out."""

_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell([^<>]*)"
    rb"(?:(?<=/)>|>(?:<text:p>([^<]*)</text:p>)?</table:(?:covered-)?table-cell>)"
)
_GROUPS = 2
_FORMULA = re.compile(rb' table:formula="([^"]*)"')
_VALUE = re.compile(rb' office:value="([-+0-9.eE]{1,30})"')
_HAS_VALUE, _HAS_FORMULA = b"\1", b"\2"
_FACT = re.compile(rb' (?:([\w:-]+)="([^"]*)"|([\1\2]))')
_OTHER_ENCODING = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding\s*=\s*[\"'](?!utf-?8[\"']|(?:us-)?ascii[\"'])",
    re.IGNORECASE,
)
_OTHER_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;)")
_PRINTABLE = bytes(range(32, 256))
_START_OF_ROW, _END_OF_ROW = b"<table:table-row", b"</table:table-row>"
_NUMBERS = {b"float", b"percentage", b"currency"}
_HARMLESS = {b"calcext:value-type", b"office:currency", b"table:content-validation-name"}
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


class NotPlainError(Exception):
    """Raised when taking rows out could change what the others mean."""


class Look(NamedTuple):
    """What the attributes of a cell say beside its value and formula."""

    style: str
    value_type: str
    columns: int
    has_value: bool
    has_formula: bool


@dataclass(frozen=True, slots=True, eq=False)
class PlainCells:
    """Some cells of a table.

    Attributes:
        rows, columns: (cells,) int32, from 0.
        counts: (cells,) int32: for how many columns each stands.
        kinds: (cells,) uint8: NUMBER, TEXT or EMPTY.
        values: (cells,) float64, NaN where there is none.
        looks: (cells,) int32: places in `known`.
        texts: Which cells show a text, and the text.
        formulas: Which cells have a formula, and the formula as written.
        known: Looks met so far; one list for all.
    """

    rows: Int32Array
    columns: Int32Array
    counts: Int32Array
    kinds: UInt8Array
    values: FloatArray
    looks: Int32Array
    texts: tuple[tuple[int, str], ...]
    formulas: tuple[tuple[int, str], ...]
    known: Sequence[Look]

    def where(self, wanted: BoolArray) -> PlainCells:
        """Return some of the cells; `wanted` is (cells,) bool."""
        if bool(wanted.all()):
            return self
        new = np.cumsum(wanted) - 1
        return PlainCells(
            rows=self.rows[wanted],
            columns=self.columns[wanted],
            counts=self.counts[wanted],
            kinds=self.kinds[wanted],
            values=self.values[wanted],
            looks=self.looks[wanted],
            texts=tuple((int(new[at]), text) for at, text in self.texts if wanted[at]),
            formulas=tuple((int(new[at]), text) for at, text in self.formulas if wanted[at]),
            known=self.known,
        )


def pieces_by_row(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces that end with a row, so that none of them is cut."""
    waiting: list[bytes] = []
    for piece in pieces:
        waiting.append(piece)
        end = piece.rfind(_END_OF_ROW)
        if end < 0 and len(waiting) > 1:
            waiting = [b"".join(waiting)]
            end = waiting[0].rfind(_END_OF_ROW)
            piece = waiting[0]
        if end >= 0:
            end += len(_END_OF_ROW)
            yield b"".join((*waiting[:-1], piece[:end]))
            waiting = [piece[end:]]
    yield b"".join(waiting)


@dataclass(slots=True)
class PlainRows:
    """Turns plain rows into arrays; keeps what it learned of attributes and texts."""

    known: list[Look] = field(default_factory=list)
    _codes: dict[bytes, int] = field(default_factory=dict)
    _decoded: dict[bytes, str] = field(default_factory=dict)

    def take(self, chunk: bytes) -> tuple[bytes, PlainCells | None]:
        """Return the chunk without its plain rows, and their cells by the number of the row.

        Raises:
            NotPlainError: All rows must be left to the stream reader.
            ValueError: A number is none.
        """
        if MARK.encode() in chunk or _OTHER_ENCODING.match(chunk):
            raise NotPlainError
        found = list(_plain_rows(chunk))
        cells, odd = self._cells([chunk[one.inside : one.end] for one in found])
        if cells is None:
            _refuse_tricks(chunk)
            return chunk, None
        pieces, place = [], 0
        for number, one in enumerate(found):
            if number not in odd:
                mark = b' %s="%d"' % (MARK.encode(), number)
                pieces += [chunk[place : one.inside - 1], mark, b">"]
                place = one.end
        rest = b"".join((*pieces, chunk[place:]))
        _refuse_tricks(rest)
        if odd:
            cells = cells.where(~np.isin(cells.rows, sorted(odd)))
        return rest, cells

    def _cells(self, rows: list[bytes]) -> tuple[PlainCells | None, set[int]]:
        """Return the cells of rows, and the rows that hold something else than plain cells."""
        pieces = _CELL.split(b"\n".join(rows))
        step = _GROUPS + 1
        attributes, shown = pieces[1::step], pieces[2::step]
        if not attributes:
            return None, set()
        between = pieces[::step]
        new_rows = {one: one.count(b"\n") for one in set(between)}
        breaks = np.fromiter(map(new_rows.__getitem__, between), np.int32, len(between))
        place = np.cumsum(breaks[:-1], dtype=np.int32)
        joined = b"\n".join(attributes)
        formulas = _FORMULA.findall(joined)
        joined = _FORMULA.sub(b" " + _HAS_FORMULA, joined) if formulas else joined
        values = _VALUE.findall(joined)
        keys = _VALUE.sub(b" " + _HAS_VALUE, joined).split(b"\n")
        for key in set(keys) - self._codes.keys():
            self._codes[key] = self._learn(key)
        codes = np.fromiter(map(self._codes.__getitem__, keys), np.int32, len(keys))
        odd = set(place[codes < 0].tolist()) | set(_rows_of_others(between, breaks))
        has_value, has_formula, counts, is_styled = self._facts(codes)
        if odd:
            marks = [(_HAS_VALUE in one, _HAS_FORMULA in one) for one in keys]
            has_value = np.array([one for one, _ in marks], bool)
            has_formula = np.array([one for _, one in marks], bool)
        if int(has_value.sum()) != len(values) or int(has_formula.sum()) != len(formulas):
            raise NotPlainError
        numbers = np.full(len(keys), np.nan)
        numbers[has_value] = np.array(values).astype(np.float64) if values else ()
        if np.isinf(numbers).any():
            raise ValueError("not a finite number")
        texts = tuple(self._texts(np.flatnonzero(~has_value & (codes >= 0)).tolist(), shown))
        kinds = np.where(has_value, CellKind.NUMBER, CellKind.EMPTY).astype(np.uint8)
        kinds[[at for at, _ in texts]] = CellKind.TEXT
        kinds[has_formula & ~has_value] = CellKind.TEXT
        at_formula = np.flatnonzero(has_formula).tolist()
        cells = PlainCells(
            place,
            _columns(place, counts),
            counts,
            kinds,
            numbers,
            codes,
            texts,
            tuple(zip(at_formula, map(_decode, formulas), strict=True)),
            self.known,
        )
        return cells.where((kinds != CellKind.EMPTY) | is_styled | (codes < 0)), odd

    def _facts(self, codes: Int32Array) -> tuple[BoolArray, BoolArray, Int32Array, BoolArray]:
        """Return (cells,) arrays: has a value, has a formula, how many columns, has a style."""
        known = self.known or [Look("", "string", 1, False, False)]
        return (
            np.array([one.has_value for one in known], bool)[codes],
            np.array([one.has_formula for one in known], bool)[codes],
            np.array([one.columns for one in known], np.int32)[codes],
            np.array([bool(one.style) for one in known], bool)[codes],
        )

    def _learn(self, key: bytes) -> int:
        """Return the place of a look, -1 for attributes that say more."""
        plain = key.rstrip(b"/")
        facts = {one[1] or one[3]: one[2] or b"" for one in _FACT.finditer(plain)}
        is_whole = b"".join(one[0] for one in _FACT.finditer(plain)) == plain
        style, kind = (
            facts.pop(b"table:style-name", b""),
            facts.pop(b"office:value-type", b"string"),
        )
        columns = facts.pop(b"table:number-columns-repeated", b"1")
        has_value, has_formula = _HAS_VALUE in facts, _HAS_FORMULA in facts
        is_number = kind in _NUMBERS
        is_odd = not is_whole or facts.get(b"calcext:value-type") == b"error"
        is_odd = is_odd or bool(facts.keys() - _HARMLESS - {_HAS_VALUE, _HAS_FORMULA})
        is_odd = is_odd or is_number != has_value or not (is_number or kind == b"string")
        if is_odd or not re.fullmatch(rb"[1-9]\d{0,5}", columns):
            return -1
        look = (_decode(style), kind.decode(), int(columns), has_value, has_formula)
        self.known.append(Look(*look))
        return len(self.known) - 1

    def _texts(self, at: list[int], shown: list[bytes | None]) -> Iterator[tuple[int, str]]:
        for place in at:
            text = shown[place]
            if text:
                if text not in self._decoded:
                    self._decoded[text] = _decode(text)
                yield place, self._decoded[text]


class _Row(NamedTuple):
    """Where the inside of a row begins and ends."""

    inside: int
    end: int


def _plain_rows(chunk: bytes) -> Iterator[_Row]:
    """Yield the rows that stand for themselves and hold no marks of their own."""
    place = 0
    while (end := chunk.find(_END_OF_ROW, place)) >= 0:
        start = chunk.rfind(_START_OF_ROW, place, end)
        inside = chunk.find(b">", max(start, 0), end) + 1
        if start >= 0 and inside > 0:
            tag, body = chunk[start:inside], chunk[inside:end]
            if tag[len(_START_OF_ROW)] in b" >" and _is_plain(tag, body):
                yield _Row(inside, end)
        place = end + len(_END_OF_ROW)


def _is_plain(tag: bytes, body: bytes) -> bool:
    if b"repeated" in tag or b"/" in tag or b"<" in tag[1:] or b"xmlns" in tag:
        return False
    if b"xmlns" in body or body.translate(None, _PRINTABLE):
        return False
    return b"&" not in body or _OTHER_ENTITY.search(body) is None


def _rows_of_others(between: list[bytes], breaks: Int32Array) -> Iterator[int]:
    """Yield the rows in which something else stands beside plain cells."""
    if not set(between) - {b"", b"\n"}:
        return
    row = 0
    for text, more in zip(between, breaks.tolist(), strict=True):
        for skip, piece in enumerate(text.split(b"\n") if text else ()):
            if piece:
                yield row + skip
        row += more


def _refuse_tricks(rest: bytes) -> None:
    """Raise NotPlainError where comments, CDATA or instructions may hold markup."""
    if b"<!" in rest or b"<?" in rest.removeprefix(b"<?xml "):
        raise NotPlainError


def _columns(place: Int32Array, counts: Int32Array) -> Int32Array:
    """Return (cells,) int32: the first column of each cell, cells sorted by row."""
    starts = np.cumsum(counts, dtype=np.int64) - counts
    firsts = np.searchsorted(place, place, side="left")
    return np.asarray(starts - starts[firsts], np.int32)


def _decode(data: bytes) -> str:
    text = data.decode()
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
