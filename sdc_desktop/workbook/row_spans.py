"""Which bytes of a worksheet part must be parsed to edit some of its rows.

Most rows hold no edited cell. Where the part is written as nearly all programs write it, these
rows are left out of the parse; only the shared strings that they show are looked up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sdc_desktop.workbook.short_turns import by_rows

_ANY_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_ROW = re.compile(rb'<row((?: [\w.:]+="[^"<>]*")*) ?/?>')
_NUMBER = re.compile(rb' r="([1-9][0-9]{0,6})"')
_ANY_STRING = re.compile(rb"\st\s*=\s*[\"']s[\"']")
_STRING = re.compile(
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,9}")? t="s"(?: [a-z]+="[^"<>]*")*>'
    rb"<v>([0-9]{1,10})</v>"
)
_INSTRUCTION = re.compile(rb"<\?(?!xml[ \t\r\n])")
_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"


class Span(NamedTuple):
    """The bytes from `start` to `end`."""

    start: int
    end: int


class PartlyParsed(NamedTuple):
    """How a part can be parsed without most of its rows.

    Attributes:
        spans: What is parsed, in its order: together it is well-formed like the whole.
        used_strings: Places of the shared strings that the cells in all other bytes show.
    """

    spans: tuple[Span, ...]
    used_strings: frozenset[int]


def spans_to_parse(data: bytes, rows: Collection[int]) -> PartlyParsed | None:
    """Return what must be parsed to edit these rows, None for everything.

    Args:
        data: The part in UTF-8.
        rows: From 0. For one that the part leaves out, the row after it is parsed, because that is
            where it is put in.
    """
    starts = _rows_in_order(data)
    if not starts:
        return None
    numbers = list(starts)
    places = [bisect_left(numbers, row + 1) for row in rows]
    needed = sorted({place for place in places if place < len(numbers)})
    begins = [*starts.values(), data.rindex(_CLOSING)]
    parsed = [Span(begins[place], begins[place + 1]) for place in needed]
    spans = tuple(_joined([Span(0, begins[0]), *parsed, Span(begins[-1], len(data))]))
    used = _strings_between(data, spans)
    return None if used is None else PartlyParsed(spans, used)


def _rows_in_order(data: bytes) -> dict[int, int]:
    """Return the number, from 1, of each row to where it starts; none where anything is unusual."""
    if b"<!" in data or _has_instruction(data):
        return {}
    opening, closing = data.find(_OPENING), data.rfind(_CLOSING)
    if opening < 0 or closing < 0 or data.count(b"sheetData") != 2:
        return {}
    starts: dict[int, int] = {}
    last = count = 0
    for match in _ROW.finditer(data, opening, closing):
        number = _NUMBER.search(match[1])
        if number is None or int(number[1]) <= last:
            return {}
        last, count = int(number[1]), count + 1
        starts[last] = match.start()
    return starts if _count(_ANY_ROW, data, 0, len(data)) == count else {}


def _has_instruction(data: bytes) -> bool:
    place = data.find(b"<?")
    while place >= 0:
        if _INSTRUCTION.match(data, place):
            return True
        place = data.find(b"<?", place + 1)
    return False


def _count(pattern: re.Pattern[bytes], data: bytes, start: int, end: int) -> int:
    return sum(len(pattern.findall(data, *piece)) for piece in by_rows(data, start, end))


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans, neighbours as one."""
    start, end = spans[0]
    for span in spans[1:]:
        if span.start != end:
            yield Span(start, end)
            start = span.start
        end = span.end
    yield Span(start, end)


def _strings_between(data: bytes, spans: Sequence[Span]) -> frozenset[int] | None:
    """Return the strings shown between the spans, None where one may have been overlooked."""
    used: set[bytes] = set()
    for before, after in pairwise(spans):
        for piece in by_rows(data, before.end, after.start):
            found = _STRING.findall(data, *piece)
            if len(found) != len(_ANY_STRING.findall(data, *piece)):
                return None
            used.update(found)
    return frozenset(int(one) for one in used)
