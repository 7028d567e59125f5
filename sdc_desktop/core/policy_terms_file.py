"""Reading what a policy file says of roles, declarations and gates.

review_by = "2027-11-21"

[terms]
code = "Code of Practice for Statistics"
laws = ["UK GDPR"]
guidance = []

[[statements]]      text, paragraph
[[roles]]           title, duty, paragraph
[[declarations]]    name, version, text, paragraph
[[gates]]           name, asks, kind (automatic, reference or confirmation), paragraph
"""

from __future__ import annotations

import re

from sdc_desktop.core.actions import Extract
from sdc_desktop.core.policy_terms import (
    DeclarationText,
    Gate,
    GateKind,
    PolicyTerms,
    Role,
    Statement,
)
from sdc_desktop.core.policy_text import Keys, parse_texts

TERMS_KEYS = ("review_by", "terms", "statements", "roles", "declarations", "gates")


def read_terms(keys: Keys) -> PolicyTerms:
    """Take what a policy file says besides its rules.

    Raises:
        PolicyError: A key is unknown or missing, or its value cannot be used.
    """
    part = keys.part("terms")
    terms = PolicyTerms(
        review_by=keys.take("review_by", parse_date, ""),
        code=part.text("code", ""),
        laws=part.take("laws", parse_texts, ()),
        guidance=part.take("guidance", parse_texts, ()),
        extract=part.take("extract", _parse_extract, ""),
        statements=tuple(
            Statement(*_texts(one, "text", "paragraph")) for one in keys.parts("statements")
        ),
        roles=tuple(
            Role(*_texts(one, "title", "duty", "paragraph")) for one in keys.parts("roles")
        ),
        declarations=tuple(
            DeclarationText(*_texts(one, "name", "version", "text", "paragraph"))
            for one in keys.parts("declarations")
        ),
        gates=tuple(_read_gate(one) for one in keys.parts("gates")),
    )
    part.finish(("code", "laws", "guidance", "extract"))
    return terms


def parse_date(value: object) -> str:
    """Read a month or a day.

    Raises:
        ValueError: It is neither.
    """
    if not isinstance(value, str) or not re.fullmatch(r"20\d\d-[01]\d(-[0-3]\d)?", value):
        raise ValueError('a month or day such as "2026-11" or "2026-11-21"')
    return value


def _read_gate(keys: Keys) -> Gate:
    kind = keys.take("kind", _parse_kind, GateKind.CONFIRMATION)
    name, asks, paragraph = _texts(keys, "name", "asks", "paragraph")
    return Gate(name, asks, kind, paragraph)


def _texts(keys: Keys, *names: str) -> tuple[str, ...]:
    texts = tuple(keys.text(name) for name in names)
    keys.finish(names)
    return texts


def _parse_extract(value: object) -> str:
    try:
        return Extract(str(value)).value
    except ValueError:
        raise ValueError("one of: " + ", ".join(Extract)) from None


def _parse_kind(value: object) -> GateKind:
    try:
        return GateKind(str(value))
    except ValueError:
        raise ValueError("one of: " + ", ".join(GateKind)) from None
