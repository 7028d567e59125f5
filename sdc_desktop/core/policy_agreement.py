"""The agreement of a dataset as a policy of its own that rests on another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_overlay import Agreement
from sdc_desktop.core.policy_profile import PolicyProfile
from sdc_desktop.core.policy_rules import RULES
from sdc_desktop.core.policy_terms import PolicyException, PolicyTerms
from sdc_desktop.core.policy_terms_file import parse_date
from sdc_desktop.core.policy_text import Keys, PolicyError

_FIELDS = {
    f"{section}.{key}": field
    for section, rules in RULES.items()
    for key, (field, _) in rules.items()
}
_EXCEPTION_KEYS = ("rule", "reason", "who", "when")


class AgreementError(PolicyError):
    """Raised when an agreement does not say what it rests on, or leaves numbers open."""

    hint = (
        'Name a preset, such as base = "uk-dwp-100", and write numbers into the rules; '
        "what the preset leaves open is asked for as before."
    )

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} cannot be used as the agreement of a dataset.")


def read_exceptions(keys: Keys) -> tuple[PolicyException, ...]:
    """Take the rules that an agreement may loosen.

    Raises:
        PolicyError: There is no such rule, or who, when or why is missing.
    """
    return tuple(_read_exception(one) for one in keys.parts("exceptions"))


def lay_over(
    base: PolicyProfile,
    heading: Policy,
    rules: Mapping[str, Any],
    exceptions: Sequence[PolicyException],
) -> PolicyProfile:
    """Return the profile of an agreement.

    Args:
        base: The policy that it rests on.
        heading: Its own id, version, title, notes, paragraphs and terms.
        rules: Field of `Policy` to the value that the agreement asks for.
        exceptions: The rules that it may loosen.

    Raises:
        PolicyError: `base` is an agreement itself.
    """
    if base.agreement is not None:
        raise AgreementError(heading.title)
    agreement = Agreement(
        title=heading.title,
        rules=tuple(sorted(rules.items())),
        exceptions=tuple((_FIELDS[one.rule], one) for one in exceptions),
    )
    fixed = replace(
        base.fixed,
        id=heading.id,
        version=heading.version,
        title=heading.title,
        organisation=heading.organisation or base.organisation,
        source=heading.source or base.fixed.source,
        address=heading.address or base.fixed.address,
        date_read=heading.date_read or base.fixed.date_read,
        is_verified=base.fixed.is_verified,
        paragraphs=tuple((dict(base.fixed.paragraphs) | dict(heading.paragraphs)).items()),
        notes=(*heading.notes, *base.notes),
        terms=_joined(base, replace(heading.terms, exceptions=tuple(exceptions))),
    )
    return replace(base, fixed=fixed, agreement=agreement)


def _joined(base: PolicyProfile, own: PolicyTerms) -> PolicyTerms:
    """Return the terms of the policy with those of the agreement behind them."""
    terms = base.fixed.terms
    return replace(
        terms,
        review_by=min(filter(None, (own.review_by, terms.review_by)), default=""),
        laws=(*terms.laws, *own.laws),
        guidance=(*terms.guidance, *own.guidance),
        statements=(*terms.statements, *own.statements),
        roles=(*terms.roles, *own.roles),
        declarations=(*terms.declarations, *own.declarations),
        gates=(*terms.gates, *own.gates),
        exceptions=own.exceptions,
        rests_on=f"{base.id} {base.version}",
    )


def _read_exception(keys: Keys) -> PolicyException:
    exception = PolicyException(
        rule=keys.take("rule", _parse_rule, "") or keys.text("rule"),
        reason=keys.text("reason"),
        who=keys.text("who"),
        when=keys.take("when", parse_date, "") or keys.text("when"),
    )
    keys.finish(_EXCEPTION_KEYS)
    return exception


def _parse_rule(value: object) -> str:
    if value not in _FIELDS:
        raise ValueError("one of: " + ", ".join(_FIELDS))
    return str(value)
