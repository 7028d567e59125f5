"""Labels without what changes from one release to the next: digits, years, names of months."""

from __future__ import annotations

import re

MONTHS = (
    # English
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
    # Welsh
    "|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
    # German, French, Spanish, Italian, Dutch
    "|januar|februar|märz|juni|juli|oktober|dezember"
    "|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    "|januari|februari|maart|mei|augustus"
)
"""A pattern: names of months, in small letters."""

_MONTH = re.compile(rf"\b(?:{MONTHS})\b\.?")
_NUMBER = re.compile(r"\d+")

NUMBER = "#"
"""What stands in place of a number."""


def neutral(label: str) -> str:
    """Return a label in lower case with "#" for each number and "@" for each month's name."""
    return _NUMBER.sub(NUMBER, _MONTH.sub("@", " ".join(label.casefold().split())))
