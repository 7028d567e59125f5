"""What each rule says of itself: formula, parameters, source and limits, as its file has them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache

from sdc_desktop.core.rules import RULES, UNSAFE_CELL_RULES, WORKBOOK_RULES

PARTS = ("Formula", "Parameters", "Source", "It cannot see")


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule in its own words.

    Attributes:
        name: As findings name it, such as "threshold".
        title: What the rule is about, one sentence.
        is_primary: Whether its cells are unsafe themselves and are withheld.
        parts: What is said under each of `PARTS`, in that order; a part may be missing.
    """

    name: str
    title: str
    is_primary: bool
    parts: tuple[tuple[str, str], ...]


@cache
def rule_texts() -> tuple[RuleText, ...]:
    """Return what every rule says, in the order in which they are applied."""
    modules = dict.fromkeys(rule.__module__ for rule in (*RULES, *WORKBOOK_RULES))
    return tuple(_told(sys.modules[name].__doc__ or "", sys.modules[name].RULE) for name in modules)


def _told(text: str, name: str) -> RuleText:
    title, _, rest = text.strip().partition("\n")
    told = _split(rest)
    parts = tuple((part, told[part]) for part in PARTS if part in told)
    return RuleText(name, title.rstrip(), name in UNSAFE_CELL_RULES, parts)


def _split(text: str) -> dict[str, str]:
    """Return what a docstring says of each part, its lines put together."""
    found: dict[str, list[str]] = {}
    part = ""
    for line in text.splitlines():
        start = next((one for one in PARTS if line.startswith((f"{one}:", f"{one},"))), "")
        if start:
            part = start
            line = line[len(start) :].lstrip(":, ")
        if part:
            found.setdefault(part, []).append(line.strip())
    return {part: " ".join(" ".join(lines).split()) for part, lines in found.items()}
