"""Policies as the text of a policy file: what `read_policy` reads again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from enum import Enum

from sdc_desktop.core.policy import Dominance, Policy, UnsafeRange
from sdc_desktop.core.policy_rules import RULES

_TERM_TEXTS = ("code", "laws", "guidance", "extract")
_TERM_PARTS = ("statements", "roles", "declarations", "gates")


def policy_as_toml(policy: Policy) -> str:
    """Return a policy whose parameters are all known as the text of a policy file.

    Exceptions and what an agreement rests on are not written: the rules are those that hold.
    """
    lines = [
        *_pairs(
            {
                "id": policy.id,
                "version": policy.version,
                "title": policy.title,
                "organisation": policy.organisation,
                "source": policy.source,
                "address": policy.address,
                "date_read": policy.date_read,
                "review_by": policy.terms.review_by,
                "verified": policy.is_verified,
                "notes": policy.notes,
            }
        )
    ]
    for section, rules in RULES.items():
        values = {key: rule_of(policy, field) for key, (field, _) in rules.items()}
        lines += _part(f"[{section}]", values)
    lines += _part("[paragraphs]", dict(policy.paragraphs))
    lines += _part("[terms]", {name: getattr(policy.terms, name) for name in _TERM_TEXTS})
    for name in _TERM_PARTS:
        for one in getattr(policy.terms, name):
            lines += _part(f"[[{name}]]", asdict(one))
    return "\n".join(lines) + "\n"


def rule_of(policy: Policy, field: str) -> object:
    """Return the value of a field of `Policy`; "magnitudes.p_percent" is a field of a group."""
    value: object = policy
    for name in field.split("."):
        value = getattr(value, name)
    return value


def rule_as_text(value: object) -> str:
    """Return the value of a rule as a policy file has it, "" for none."""
    if value is None:
        return ""
    if isinstance(value, UnsafeRange):
        return json.dumps(f"{value.lowest}..{value.highest}")
    if isinstance(value, Dominance):
        return json.dumps([value.count, value.percent, *([">="] if value.includes_limit else [])])
    if isinstance(value, Enum):
        return json.dumps(value.value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(rule_as_text, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _part(heading: str, values: Mapping[str, object]) -> list[str]:
    pairs = list(_pairs(values))
    return ["", heading, *pairs] if pairs else []


def _pairs(values: Mapping[str, object]) -> Iterator[str]:
    for key, value in values.items():
        if not _is_empty(value):
            yield f"{key} = {rule_as_text(value)}"


def _is_empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, Iterable) and not tuple(value))
