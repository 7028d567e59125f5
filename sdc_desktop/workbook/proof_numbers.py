"""Numbers as a file may hold them: found in text, and compared whatever way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORTEST = 3
"""Numbers of fewer digits stand everywhere by chance; they are looked for in known places only."""

SHORTEST_IN_BYTES = 5
"""The same for parts that are not text."""

_FACTORS = {f"{10**power:.12g}" for power in range(7)}
_GUID = re.compile(r"\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?\b")
_REFERENCE = re.compile(
    r"\$?\b[A-Za-z]{1,3}\$?[1-9]\d{0,6}\b|\$?\b[1-9]\d{0,6}:\$?[1-9]\d{0,6}\b|\[\d+\]"
)
_SEPARATORS = ",\u00a0\u2007\u2008\u2009\u202f '\u2019"
_GROUPED = re.compile(
    rf"(?<![\w.])\d{{1,3}}(?:[{_SEPARATORS}]\d{{3}})+(?!\d)(?:\.\d+)?(?P<percent>\s?%)?"
)
_PLAIN = re.compile(
    r"(?<![\w.])(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?|\.\d+)(?!\w|\.\d)(?P<percent>\s?%)?"
)
_BYTES = re.compile(rb"(?<![0-9.,])[0-9][0-9.,]{4,30}(?![0-9])")
_WIDE_BYTES = re.compile(rb"(?:[0-9.,]\0){5,31}|(?:\0[0-9.,]){5,31}")


def key_of(number: float) -> str:
    """Return what is the same for all spellings of a number; its sign does not matter."""
    return f"{abs(number):.12g}"


def digits_of(key: str) -> int:
    """Return how many digits a number has, counted from the first that is not 0."""
    return len(re.sub(r"\D", "", key.partition("e")[0]).lstrip("0"))


def keys_in_text(text: str) -> Iterator[str]:
    """Yield every number in a text: plain, with thousands separators, and as percentages."""
    if not any(map(str.isdigit, text)):
        return
    text = _DATE.sub(" ", _GUID.sub(" ", text))
    for match in _GROUPED.finditer(text):
        digits = re.sub(f"[{_SEPARATORS}%]", "", match[0])
        yield from _keys(digits, bool(match["percent"]))
    for match in _PLAIN.finditer(text):
        yield from _keys(match["number"], bool(match["percent"]))


def keys_in_formula(text: str) -> Iterator[str]:
    """Yield the numbers in a formula that are neither parts of references nor factors like 100."""
    if text:
        found = keys_in_text(_REFERENCE.sub(" ", text))
        yield from (key for key in found if key not in _FACTORS)


def _keys(digits: str, is_percent: bool) -> Iterator[str]:
    if not digits.isascii() or len(digits) > 40:
        return
    number = float(digits)
    yield key_of(number)
    if is_percent:
        yield key_of(number / 100)


def keys_in_bytes(data: bytes) -> Iterator[str]:
    """Yield the longer numbers in what is not text: one byte a digit, or two as in UTF-16."""
    spelt = [match[0] for match in _BYTES.finditer(data)]
    spelt += [match[0].replace(b"\0", b"") for match in _WIDE_BYTES.finditer(data)]
    for text in spelt:
        for key in keys_in_text(text.decode("ascii").strip(".,")):
            if digits_of(key) >= SHORTEST_IN_BYTES:
                yield key
