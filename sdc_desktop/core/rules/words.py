"""Numbers and names as sentences need them."""

from __future__ import annotations

from collections.abc import Iterable


def number_in_words(value: float) -> str:
    """Return a number as people write it: 1,234 or 3.5."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.10g}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 cell" or "3 cells"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def all_of(names: Iterable[str]) -> str:
    """Return "A", "A and B" or "A, B and C"; at least one name is needed."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
