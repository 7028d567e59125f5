"""What the records of an old workbook (.xls) tell of hidden data ([MS-XLS] 2.3.1)."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.properties import is_program

_BOF, _SHEET, _NAME, _OBJECT, _LINK, _WRITER = 0x809, 0x85, 0x18, 0x5D, 0x1B8, 0x5C
_BOOK, _PASSWORD, _HEADER, _FOOTER = 0x1AE, 0x13, 0x14, 0x15
_CHART = 0x20
_NOTE, _TEXT = 0x1C, 0x1B6
_OWN_BOOKS = {0x0401, 0x3A01}
_NAME_HIDDEN, _NAME_BUILT_IN = 0x01, 0x20
_CONTROLS = {0x07, *range(0x0B, 0x14)}
_SHEET_TYPES = {0: "worksheet", 1: "macro", 2: "chartsheet", 6: "module"}
_LOCAL = re.compile(r"file:|[A-Za-z]:\\|\\\\\w", re.IGNORECASE)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\x01\x00\x00\x00\x58\x00\x00\x00")
_COUNTED: dict[int, tuple[str, Severity, str, str]] = {
    _NOTE: ("comments", Severity.REVIEW, "comment", "Everybody can read {} at cells."),
    0x5A: (
        *("external-link", Severity.FAIL, "row"),
        "The file keeps {} of cells of another workbook.",
    ),
    0xAF: ("scenarios", Severity.FAIL, "scenario", "The sheet keeps {} with values of cells."),
    0xB0: (
        *("pivot-cache", Severity.REVIEW, "pivot table"),
        "The sheet has {}, whose source may be kept.",
    ),
    0xDC: ("data-connections", Severity.REVIEW, "query", "The file keeps parts of a {}."),
    0x1B1: (
        *("condition-limits", Severity.REVIEW, "condition"),
        "Conditional formats have {} whose limits are not looked into.",
    ),
    0x1BE: ("validation-lists", Severity.INFO, "rule", "Cells have {} for what may be typed."),
    0x06: (
        *("formulas", Severity.INFO, "formula"),
        "The sheet has {}, which are not looked into; the workbook is saved with their results.",
    ),
}


@dataclass(frozen=True, slots=True)
class OldSheet:
    """A sheet as the workbook lists it: its name, its sort, whether its tab is seen."""

    name: str
    kind: str
    state: str


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield place, type and bytes of each record; the rest of a broken stream is left out."""
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def listed_sheets(stream: bytes) -> tuple[tuple[int, OldSheet], ...]:
    """Return all sheets in the file's order, each with the place where it begins."""
    found = []
    for _, kind, body in records(stream):
        if kind == _SHEET and len(body) >= 8:
            place, state, sort = struct.unpack_from("<IBB", body)
            states = ("visible", "hidden", "veryHidden", "hidden")
            name = _short_text(body[6:], 1)
            sheet = OldSheet(name, _SHEET_TYPES.get(sort, "unknown"), states[state & 3])
            found.append((place, sheet))
    return tuple(found)


def find_in_records(stream: bytes) -> Iterator[Carrier]:
    """Yield what the records of the stream "Workbook" carry besides cells.

    Args:
        stream: Its bytes, not encrypted.
    """
    begins = {place: one.name for place, one in listed_sheets(stream)}
    counts: Counter[tuple[int, str]] = Counter()
    charts: Counter[str] = Counter()
    sheet = ""
    for place, kind, body in records(stream):
        sheet = begins.get(place, sheet)
        if kind in _COUNTED or kind == _TEXT:
            counts[kind, sheet] += 1
        elif kind == _BOF and body[2:4] == struct.pack("<H", _CHART):
            charts[sheet] += 1
        elif kind in _TOLD:
            yield from _TOLD[kind](body, sheet)
    for (kind, name), count in counts.items():
        if kind in _COUNTED:
            sort, severity, what, message = _COUNTED[kind]
            yield _gone(sort, severity, message.format(counted(count, what)), name)
        elif count > counts[_NOTE, name]:
            boxes = counted(count - counts[_NOTE, name], "text box", "text boxes")
            message = f"The sheet has {boxes}, which nobody looked into."
            yield _gone("text-boxes", Severity.REVIEW, message, name)
    for name, count in charts.items():
        message = f"The sheet has {counted(count, 'chart')}, with copies of the numbers shown."
        yield _gone("chart-cache", Severity.REVIEW, message, name)
    pictures = sum(stream.count(mark) for mark in _PICTURES)
    if pictures:
        message = f"The file holds {counted(pictures, 'picture')}, which nobody looked into."
        yield _gone("pictures", Severity.REVIEW, message)


def _gone(kind: str, severity: Severity, message: str, sheet: str = "") -> Carrier:
    """Return a carrier that no new workbook takes over."""
    return Carrier(kind, severity, message, sheet=sheet, removable=True)


def _name(body: bytes, sheet: str) -> Iterator[Carrier]:
    flags = int.from_bytes(body[:2], "little")
    if flags & _NAME_BUILT_IN:
        return
    is_hidden = bool(flags & _NAME_HIDDEN)
    yield _gone(
        "hidden-names" if is_hidden else "defined-names",
        Severity.REVIEW,
        f"A {'hidden ' * is_hidden}defined name is kept, which may hold a value or point to hidden "
        "cells.",
    )


def _book(body: bytes, sheet: str) -> Iterator[Carrier]:
    if int.from_bytes(body[2:4], "little") not in _OWN_BOOKS:
        message = "The file links to another workbook and names it with its path."
        yield _gone("external-link", Severity.REVIEW, message)


def _object(body: bytes, sheet: str) -> Iterator[Carrier]:
    kind = int.from_bytes(body[4:6], "little")
    if kind in _CONTROLS:
        message = "The sheet has a button or list, which names the cells it reads and writes."
        yield _gone("form-controls", Severity.REVIEW, message, sheet)


def _link(body: bytes, sheet: str) -> Iterator[Carrier]:
    texts = (body.decode("utf-16-le", "ignore"), body[1:].decode("utf-16-le", "ignore"))
    if any(map(_LOCAL.search, (*texts, body.decode("latin-1")))):
        message = "A link leads to a path or server inside the office."
        yield _gone("local-hyperlinks", Severity.REVIEW, message, sheet)


def _writer(body: bytes, sheet: str) -> Iterator[Carrier]:
    name = _short_text(body, 2).strip(" \0")
    if name and not is_program(name):
        message = "The file names who opened it for writing last."
        yield _gone("authors", Severity.REVIEW, message)


def _password(body: bytes, sheet: str) -> Iterator[Carrier]:
    if any(body[:2]):
        message = (
            "Protection against editing keeps nobody from reading what is hidden. It keeps a "
            "scrambled password that can be worked out."
        )
        yield _gone("protection", Severity.REVIEW, message, sheet)


def _header(body: bytes, sheet: str) -> Iterator[Carrier]:
    text = _short_text(body, 2)
    if "&Z" in text:
        message = "Headers and footers print the file's folder; a reader sees them only on paper."
        yield _gone("headers-and-footers", Severity.REVIEW, message, sheet)
    elif text:
        message = "Headers and footers hold texts that a reader sees only on paper."
        yield _gone("headers-and-footers", Severity.INFO, message, sheet)


_TOLD: dict[int, Callable[[bytes, str], Iterator[Carrier]]] = {
    _NAME: _name,
    _BOOK: _book,
    _OBJECT: _object,
    _LINK: _link,
    _WRITER: _writer,
    _PASSWORD: _password,
    _HEADER: _header,
    _FOOTER: _header,
}


def _short_text(body: bytes, size: int) -> str:
    """Return the text after a count of `size` bytes and a byte that says how wide it is."""
    count = int.from_bytes(body[:size], "little")
    rest = body[size + 1 :]
    if body[size : size + 1] and body[size] & 1:
        return rest[: 2 * count].decode("utf-16-le", "replace")
    return rest[:count].decode("latin-1")
