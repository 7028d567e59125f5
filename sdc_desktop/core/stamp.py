"""Who did something, when and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did something, when and why.

    Attributes:
        who: The checker's name as they sign.
        when: UTC, such as "2026-11-21T09:30:00Z"; given from outside, the core knows no clock.
        why: The reason in the checker's words, or the program's for automatic actions.
    """

    who: str
    when: str
    why: str = ""


def is_same_person(one: str, other: str) -> bool:
    """Tell whether two names are the same but for spaces and capital letters; "" is nobody."""
    name = " ".join(one.split()).casefold()
    return bool(name) and name == " ".join(other.split()).casefold()
