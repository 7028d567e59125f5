"""What a workbook itself says about its symbols: "[c] = confidential", ".. Not applicable".

The same sign means different things in different departments (guidance D1), so the explanation
in the workbook outweighs the general reading. An explanation stands beside the symbol in the next
cell, behind it in the same text, or around it in brackets or quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.layout.markers import Marker, MarkerMeaning, read_marker
from sdc_desktop.core.sheets import Sheet, Workbook

_LONGEST = 400
_LONGEST_SYMBOL = 12

_WORDS = (
    (
        MarkerMeaning.WITHHELD,
        r"suppress|confidential|disclos|withheld|redact|protect|unterdr|vertraulich",
    ),
    (MarkerMeaning.LOW, r"negligible|\blow\b|less than half|rounds? to zero|rounded to zero"),
    (
        MarkerMeaning.NOT_AVAILABLE,
        r"not available|unavailable|no data|not collected|not recorded|missing|not known",
    ),
    (MarkerMeaning.NOT_APPLICABLE, r"not applicable|not relevant|does not apply"),
    (MarkerMeaning.NIL, r"\bnil\b|\bzero\b|\bnone\b"),
    (
        MarkerMeaning.UNRELIABLE,
        r"unreliable|low reliability|not reliable|sample size|robust"
        r"|\b(?:no|few|small)\b[^.;]{0,40}\bsample|\bsample\b[^.;]{0,40}\b(?:few|small)\b",
    ),
)
_MEANINGS = tuple((meaning, re.compile(words, re.IGNORECASE)) for meaning, words in _WORDS)
_ANY = re.compile("|".join(words for _, words in _WORDS), re.IGNORECASE)
_JOINT = r"\s*(?:[=:\u2013\u2014-]|means|denotes|indicates|represents|stands for)"
_AROUND = r"[\"'(\u201c\u2018]{symbol}[\"')\u201d\u2019]"
_NEEDS_JOINT = re.compile(r"[\w\u2013\u2014-]+")

_BELOW = re.compile(
    r"(?:numbers?|counts?|values?|figures?|cells?)\b[^.;]{0,40}?\b(?:fewer|less) than (\d+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:numbers?|counts?|values?|figures?|cells?)\b[^.;]{0,40}?"
    r"\b(?:between|from) (\d+) (?:and|to) (\d+)",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"secondary|other reasons?|also|sample|respond|per cent|%|rounded|prevent|or where",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a workbook says of one of its symbols.

    Attributes:
        marker: How the symbol is read because of it.
        sheet: Where the explanation stands.
        text: The explanation.
        otherwise: Another text that says something else of it, "" when none does.
    """

    marker: Marker
    sheet: str
    text: str
    otherwise: str = ""


def read_legend(workbook: Workbook, symbols: Collection[str]) -> Mapping[str, Marker]:
    """Return how a workbook reads some of its symbols; those it does not explain are left out.

    Args:
        workbook: The source as read.
        symbols: Texts that stand in place of numbers, without spaces around them, in lower case.
    """
    return {one: said.marker for one, said in read_explanations(workbook, symbols).items()}


def read_explanations(workbook: Workbook, symbols: Collection[str]) -> Mapping[str, Explanation]:
    """Return what the workbook says of some of its symbols; those it does not explain are left out.

    Where two texts explain a symbol differently, the one that says it is withheld counts, then the
    first.

    Args:
        workbook: The source as read.
        symbols: Texts that stand in place of numbers, without spaces around them, in lower case.
    """
    found: dict[str, Explanation] = {}
    wanted = [symbol for symbol in symbols if 0 < len(symbol) <= _LONGEST_SYMBOL]
    if not wanted:
        return found
    patterns = {symbol: _pattern(symbol) for symbol in wanted}
    for sheet in workbook.sheets:
        for symbol, text in _explanations(sheet, patterns):
            said = Explanation(_read(symbol, text), sheet.name, text)
            known = found.get(symbol)
            found[symbol] = said if known is None else _both(known, said)
    return found


def _both(known: Explanation, said: Explanation) -> Explanation:
    """Return which of two explanations of a symbol counts, and that there is another."""
    if known.marker.meaning is said.marker.meaning:
        return known
    if said.marker.meaning is MarkerMeaning.WITHHELD:
        return replace(said, otherwise=known.text)
    return known if known.otherwise else replace(known, otherwise=said.text)


def _pattern(symbol: str) -> re.Pattern[str]:
    """Return how a text begins, or what it holds, that explains a symbol.

    A letter or a dash at the beginning explains nothing unless "=", ":" or "means" follows it.
    """
    plain = re.escape(symbol)
    joint = _JOINT if _NEEDS_JOINT.fullmatch(symbol) else f"(?:{_JOINT})?"
    behind = rf"^{plain}{joint}\s+\S"
    return re.compile(f"{behind}|{_AROUND.format(symbol=plain)}", re.IGNORECASE)


def _explanations(
    sheet: Sheet, patterns: Mapping[str, re.Pattern[str]]
) -> Iterator[tuple[str, str]]:
    """Yield symbols with the texts of one sheet that explain them."""
    texts = {str(text) for text in sheet.texts.ravel().tolist() if text}
    for text in sorted(texts):
        plain = text.strip()
        if plain.lower() in patterns:
            for row, column in np.argwhere(sheet.texts == text).tolist():
                beside = _beside(sheet, row, column)
                if _ANY.search(beside):
                    yield plain.lower(), beside
                    break
        elif len(plain) <= _LONGEST and _ANY.search(plain):
            yield from ((one, plain) for one, found in patterns.items() if found.search(plain))


def _beside(sheet: Sheet, row: int, column: int) -> str:
    """Return the text in the next cell to the right, "" where a number or nothing stands there."""
    if column + 1 >= sheet.shape[1]:
        return ""
    text = str(sheet.texts[row, column + 1]).strip()
    return "" if read_marker(text) is not None or len(text) > _LONGEST else text


def _read(symbol: str, text: str) -> Marker:
    meaning = next(meaning for meaning, words in _MEANINGS if words.search(text))
    own = read_marker(symbol)
    if own is not None and (own.lower is not None or own.upper is not None):
        return Marker(meaning, own.lower, own.upper)
    if meaning is not MarkerMeaning.WITHHELD or _NOT_ALL.search(text):
        return Marker(meaning)
    if match := _BETWEEN.search(text):
        return Marker(meaning, float(match[1]), float(match[2]))
    if match := _BELOW.search(text):
        return Marker(meaning, 0.0, float(match[1]) - 1)
    return Marker(meaning)
