"""How the columns of a text file write numbers and quotes, and how a new field is written so.

A new field follows its column and not the field it stands in for: quotes, thousands separators,
blanks and decimals of that field alone would tell a reader how long the old number was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.workbook.csv_dialect import CsvDialect
from sdc_desktop.workbook.sheet_writer import number_text

_SWAPPED = str.maketrans(",.", ".,")
_SPACES = "\u00a0\u2007\u2008\u2009\u202f "
_NUMBER = re.compile(
    rf"[+\-\u2212\u2013\uff0d]?(?:(?P<whole>\d{{1,3}}(?P<group>[,{_SPACES}])\d{{3}}"
    rf"(?:(?P=group)\d{{3}})*(?!\d)|\d+)?(?:\.(?P<decimals>\d+))?)(?P<power>[eE][+-]?\d{{1,3}})?"
)
_GROUPED_FROM = 4


def meaning(text: str, *, with_commas: bool) -> float | None:
    """Return the number that a field means, None where it means none.

    Args:
        text: What the field holds.
        with_commas: Whether the file writes "1.234,5".
    """
    if with_commas:
        number = number_in_text(text.translate(_SWAPPED))
        return number_in_text(text) if number is None else number
    return number_in_text(text)


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a column writes its numbers.

    Attributes:
        decimals: How many all of them have, None where they differ.
        group: What parts thousands, "" where nothing does.
        with_commas: Whether a comma parts the decimals.
    """

    decimals: int | None
    group: str
    with_commas: bool


def number_style(texts: Iterable[str], *, with_commas: bool) -> NumberStyle:
    """Return how `texts`, the fields of a column, write numbers."""
    decimals: set[int] = set()
    groups: set[str] = set()
    for text in texts:
        match = _number_at(text, with_commas=with_commas)
        if match is None or match["power"]:
            continue
        decimals.add(len(match["decimals"] or ""))
        if len(re.sub(r"\D", "", match["whole"] or "")) >= _GROUPED_FROM:
            groups.add(match["group"] or "")
    group = groups.pop() if len(groups) == 1 else ""
    return NumberStyle(decimals.pop() if len(decimals) == 1 else None, group, with_commas)


def _number_at(text: str, *, with_commas: bool) -> re.Match[str] | None:
    """Return the first number in a text that means one, points parting the decimals."""
    if meaning(text, with_commas=with_commas) is None:
        return None
    plain = text.translate(_SWAPPED) if with_commas else text
    return next((one for one in _NUMBER.finditer(plain) if re.search(r"\d", one[0])), None)


def write_number(number: float, old: str, style: NumberStyle) -> str:
    """Return how a column shows `number` where it showed `old`: currency and marks stay.

    Raises:
        ValueError: No text means this number.
    """
    digits = _digits(number, style)
    match = _number_at(old, with_commas=style.with_commas)
    if match is not None:
        text = f"{old[: match.start()]}{digits}{old[match.end() :]}".strip()
        if meaning(text, with_commas=style.with_commas) == number:
            return text
    for text in (digits, number_text(number)):
        if meaning(text, with_commas=style.with_commas) == number:
            return text
    raise ValueError("no text means this number")


def _digits(number: float, style: NumberStyle) -> str:
    number = number or 0.0
    fixed = f"{number:,.{style.decimals or 0}f}"
    if float(fixed.replace(",", "")) != number:
        return _with_comma(number_text(number), style)
    text = fixed.replace(",", "\0")
    return _with_comma(text, style).replace("\0", _swapped(style.group, style))


def _with_comma(text: str, style: NumberStyle) -> str:
    return text.replace(".", ",") if style.with_commas else text


def _swapped(group: str, style: NumberStyle) -> str:
    return group.translate(_SWAPPED) if style.with_commas else group


@dataclass(frozen=True, slots=True)
class QuoteStyle:
    """How a column quotes what needs no quotes.

    Attributes:
        numbers: Whether numbers stand in quotes.
        texts: Whether other texts do.
    """

    numbers: bool
    texts: bool


def needs_quotes(text: str, dialect: CsvDialect) -> bool:
    """Tell whether a text can only stand in quotes."""
    return any(one in text for one in (dialect.delimiter, dialect.quote, "\r", "\n"))


def write_field(text: str, dialect: CsvDialect, *, is_quoted: bool) -> str:
    """Return a field that holds `text`, in quotes where it has to be or `is_quoted` asks."""
    if not is_quoted and not needs_quotes(text, dialect):
        return text
    return f"{dialect.quote}{text.replace(dialect.quote, dialect.quote * 2)}{dialect.quote}"
