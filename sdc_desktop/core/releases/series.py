"""Which releases belong to one series, told by names and titles without dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_DROPPED = frozenset(
    f"{_MONTHS} q quarter week month year to and of the final draft new revised protected copy v "
    "version release data table tables".split()
)
_MOST_TITLES = 60
_LEAST_SHARE = 0.5
"""Share of the titles of the shorter list that must be in the other."""


def name_of_series(file_name: str) -> str:
    """Return what stays in the names of a series: "complaints" of "Complaints 2026 Q1.xlsx"."""
    stem = file_name.rsplit(".", 1)[0] if "." in file_name else file_name
    return _lasting_words(stem)


def titles_of_series(titles: Iterable[str]) -> tuple[str, ...]:
    """Return what stays the same in the titles of tables, without repeats and empty ones."""
    lasting = dict.fromkeys(_lasting_words(title) for title in titles)
    return tuple(one for one in lasting if one)[:_MOST_TITLES]


def is_one_series(
    name: str, titles: Iterable[str], other_name: str, other_titles: Iterable[str]
) -> bool:
    """Tell whether two files are likely to be releases of one series.

    Args:
        name: What stays in the name of one of them.
        titles: What stays in the titles of its tables.
        other_name: What stays in the name of the other.
        other_titles: What stays in the titles of its tables.
    """
    ours, theirs = set(titles), set(other_titles)
    if ours and theirs:
        return len(ours & theirs) >= _LEAST_SHARE * min(len(ours), len(theirs))
    return bool(name) and name == other_name


def _lasting_words(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return " ".join(word for word in words if word not in _DROPPED)
