"""Texts that stand in place of a number, and what they give away (guidance D1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class MarkerMeaning(StrEnum):
    """What a marker most likely means; the same sign means different things elsewhere."""

    WITHHELD = "withheld"
    LOW = "low"
    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"
    NIL = "nil"
    UNRELIABLE = "unreliable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker and the bounds that it gives a reader: None where it gives none."""

    meaning: MarkerMeaning
    lower: float | None = None
    upper: float | None = None


_WORDS = {
    MarkerMeaning.WITHHELD: "c [c] s [s] k [k] d ** *** suppressed [redacted] confidential",
    MarkerMeaning.LOW: "low [low]",
    MarkerMeaning.NOT_AVAILABLE: "x [x] .. ... .... … …. : n/a na [n/a] nan nreq dna [n] #n/a",
    MarkerMeaning.NOT_APPLICABLE: "z [z] . [note 2]",
    MarkerMeaning.NIL: "[w] nil",
    MarkerMeaning.UNRELIABLE: "u [u] (x) ^",
    MarkerMeaning.UNKNOWN: "* - \u2013 \u2014 ~ † ! # w",
}
_PLAIN = {text: meaning for meaning, texts in _WORDS.items() for text in texts.split()}
_SPOKEN = {
    "not available": MarkerMeaning.NOT_AVAILABLE,
    "not applicable": MarkerMeaning.NOT_APPLICABLE,
    "value suppressed": MarkerMeaning.WITHHELD,
}
_LESS = re.compile(r"(?:<|less than|fewer than|under)\s*(\d[\d,]*)", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:<=|≤|up to|at most)\s*(\d[\d,]*)", re.IGNORECASE)
_MORE = re.compile(r"(?:>|more than|over)\s*(\d[\d,]*)", re.IGNORECASE)
_FROM_TO = re.compile(r"(\d+)\s*(?:-|\u2013|to|\.\.)\s*(\d+)", re.IGNORECASE)


def read_marker(text: str) -> Marker | None:
    """Return what a cell's text means as a marker, or None when it is an ordinary text."""
    plain = " ".join(text.split()).strip().lower()
    if not plain or len(plain) > 24:
        return None
    meaning = _PLAIN.get(plain) or _SPOKEN.get(plain)
    if meaning is not None:
        return Marker(meaning)
    inner = plain.strip("[]()")
    if match := _AT_MOST.fullmatch(inner):
        return Marker(MarkerMeaning.WITHHELD, 0, _number(match[1]))
    if match := _LESS.fullmatch(inner):
        return Marker(MarkerMeaning.WITHHELD, 0, _number(match[1]) - 1)
    if match := _MORE.fullmatch(inner):
        return Marker(MarkerMeaning.WITHHELD, _number(match[1]) + 1, None)
    match = _FROM_TO.fullmatch(inner)
    if match and int(match[1]) < int(match[2]) <= 20:
        return Marker(MarkerMeaning.WITHHELD, int(match[1]), int(match[2]))
    return None


def _number(text: str) -> float:
    return float(text.replace(",", ""))
