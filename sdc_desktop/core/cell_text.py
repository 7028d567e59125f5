"""What a text in a cell means when it is a number that was stored as text."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f\u2002\u2003"), " ")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\uff0d": "-"})
_SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
_CURRENCY = "£$€¥"

_FOOTNOTE = re.compile(
    rf"""(?:
        \s*\[(?:note\s*\d+|[a-z]{{1,3}}\d?)\]   # 1,234 [note 2]; 12 [r]
      | \s*\((?:[a-z]|note\s*\d+)\)             # 1,234 (a)
      | \s*[{_SUPERSCRIPTS}]+                   # 1,234²
      | \s*[*†‡§#]{{1,3}}                       # 1,234*
      | \s+[pre]                                # 1,234 p
    )+$""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?|[+-]?\.\d+"
)
_BRACKETED = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]")


@lru_cache(maxsize=100_000)
def number_in_text(text: str) -> float | None:
    """Return the number that a text means, or None when it means none.

    Thousands separators (commas and all kinds of spaces), currency signs, a percent sign,
    brackets that mark few cases ("(1.7)"), and trailing footnote marks are understood. "12 %" is
    12: the number as shown. Ranges, "<5", dates, codes and what is beyond all measure are no
    numbers.
    """
    if not any(character.isdigit() for character in text):
        return None
    plain = text.translate(_SPACES).translate(_MINUS).strip()
    bracketed = _BRACKETED.fullmatch(plain)
    plain = (bracketed[1] or bracketed[2]).strip() if bracketed else _FOOTNOTE.sub("", plain)
    plain = plain.removesuffix("%").strip()
    sign = ""
    if plain[:1] in "+-":
        sign, plain = plain[:1], plain[1:].strip()
    plain = plain.strip(_CURRENCY).strip()
    if sign and plain[:1] in "+-":
        return None
    if not _NUMBER.fullmatch(plain) or (len(plain) > 1 and plain.isdigit() and plain[0] == "0"):
        return None
    number = float(sign + plain.replace(",", "").replace(" ", ""))
    return number if isfinite(number) else None


def finite_number(text: str) -> float:
    """Return the number that a file stores as `text`.

    Raises:
        ValueError: It is none, or so large or undefined that no spreadsheet would show it.
    """
    number = float(text)
    if not isfinite(number):
        raise ValueError("not a finite number")
    return number
