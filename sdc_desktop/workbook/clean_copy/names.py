"""Names of worksheets and marked tables that every spreadsheet accepts."""

from __future__ import annotations

import re

_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = {"history"}


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name for a worksheet and enter it, in lower case, into `taken`."""
    plain = _FORBIDDEN.sub(" ", wanted)
    plain = " ".join(plain.split()).strip("'").strip() or "Table"
    plain = f"{plain} table" if plain.casefold() in _RESERVED else plain
    return _unique(plain, taken, " ({})")


def table_name(sheet: str, taken: set[str]) -> str:
    """Return a name for a marked table and enter it into `taken`."""
    plain = re.sub(r"[^a-z0-9]+", "_", sheet.casefold()).strip("_")
    plain = plain if plain.startswith("table_") else f"table_{plain}"
    return _unique(plain.rstrip("_"), taken, "_{}", longest=200)


def heading_names(headings: list[str]) -> list[str]:
    """Return column headings so that none is empty and none comes twice."""
    taken: set[str] = set()
    return [
        _unique(heading or f"Column {place}", taken, " ({})", longest=250)
        for place, heading in enumerate(headings, start=1)
    ]


def _unique(plain: str, taken: set[str], ending: str, longest: int = _LONGEST) -> str:
    name, number = plain[:longest].strip(), 1
    while name.casefold() in taken:
        number += 1
        end = ending.format(number)
        name = plain[: longest - len(end)].strip() + end
    taken.add(name.casefold())
    return name
