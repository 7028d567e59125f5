"""Which periods a text names, so that a release can be told from the one before it.

A period is a short text that is the same however it was written: "2024", "2024/25", "2024-q1",
"2024-mar", "2024-mar-31", "2024-w25".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from sdc_desktop.core.layout.neutral import MONTHS

_YEAR = r"((?:19|20)\d\d)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_MONTH = rf"\b({MONTHS})\b\.?"
_DASH = r"\s*(?:-|\N{EN DASH}|/|to|bis)\s*"


def _month(text: str) -> str:
    """Return the same three letters for every way to write a month of one language."""
    return {"juil": "jul", "juin": "jun"}.get(text[:4], text[:3])


def _years(first: str, second: str) -> str:
    return f"{first}/{second[-2:]}"


_Reading = tuple[re.Pattern[str], Callable[..., str]]
_READINGS: tuple[_Reading, ...] = (
    (re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b"), lambda year, month, day: f"{year}-{month}-{day}"),
    (
        re.compile(rf"\bq(?:uarter)?\s*([1-4])[\s,]*{_YEAR}{_DASH}(\d\d)\b"),
        lambda quarter, year, end: f"{_years(year, end)}-q{quarter}",
    ),
    (re.compile(rf"\b{_YEAR}{_DASH}((?:19|20)\d\d|\d\d)\b"), _years),
    (re.compile(rf"\b{_YEAR}\s*-?q([1-4])\b"), lambda year, quarter: f"{year}-q{quarter}"),
    (
        re.compile(rf"\bq(?:uarter)?\s*([1-4])[\s,]*(?:of\s+)?{_YEAR}\b"),
        lambda quarter, year: f"{year}-q{quarter}",
    ),
    (
        re.compile(rf"\b(?:week|woche|kw|semaine)\s*(\d{{1,2}})[\s,]*(?:of\s+)?{_YEAR}\b"),
        lambda week, year: f"{year}-w{int(week)}",
    ),
    (
        re.compile(rf"\b{_DAY}\s*{_MONTH}\s*{_YEAR}\b"),
        lambda day, month, year: f"{year}-{_month(month)}-{int(day)}",
    ),
    (re.compile(rf"{_MONTH}[\s,-]*{_YEAR}\b"), lambda month, year: f"{year}-{_month(month)}"),
    (re.compile(rf"{_MONTH}-(\d\d)\b"), lambda month, year: f"20{year}-{_month(month)}"),
    (re.compile(rf"\b{_YEAR}\s*{_MONTH}"), lambda year, month: f"{year}-{_month(month)}"),
    (re.compile(rf"\b{_YEAR}\b"), str),
)
_ONLY_MONTH = re.compile(rf"\W*{_MONTH}\W*")
_HOLE = "@"


@lru_cache(maxsize=50_000)
def split_periods(text: str) -> tuple[frozenset[str], str]:
    """Return the periods that a text names, and the text with "@" in place of each.

    A month without its year counts only where it is the whole text: "may" is a word too.
    """
    rest = " ".join(text.casefold().split())
    alone = _ONLY_MONTH.fullmatch(rest)
    if alone:
        return frozenset({_month(alone[1])}), _HOLE
    found: set[str] = set()
    for pattern, write in _READINGS:
        for match in pattern.finditer(rest):
            found.add(write(*match.groups()))
        rest = pattern.sub(_HOLE, rest)
    return frozenset(found), rest


def find_periods(text: str) -> frozenset[str]:
    """Return the periods that a text names."""
    return split_periods(text)[0]
