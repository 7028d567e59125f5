"""Reading policy files (TOML) and complaining about what is wrong in them.

A file has a heading (id, version, title, source ...), the parts [counts], [rounding] and
[suppression] with the rules, [paragraphs] with the place where the policy asks for each rule,
and one [[parameters]] for each value that the publication leaves to the department. A rule uses
such a value by its name in curly brackets: unsafe = "< {threshold}". What the policy asks of
people stands in the parts of policy_terms_file.py.

The agreement of a dataset names the policy that it rests on, base = "uk-dwp-100", and the rules
that it adds. What is stricter holds; a rule that it may loosen needs a part [[exceptions]] with
rule ("counts.unsafe"), reason, who allowed it and when.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_agreement import AgreementError, lay_over, read_exceptions
from sdc_desktop.core.policy_profile import Parameter, PolicyProfile
from sdc_desktop.core.policy_rules import RULES, check_rounding, fill_rules, with_rules
from sdc_desktop.core.policy_terms_file import TERMS_KEYS, parse_date, read_terms
from sdc_desktop.core.policy_text import (
    Keys,
    PolicyError,
    parameters_in,
    parse_flag,
    parse_texts,
    parse_toml,
    parse_whole,
)


def read_policy(
    text: str, name: str = "", find_base: Callable[[str], PolicyProfile] | None = None
) -> PolicyProfile:
    """Read the text of a policy file.

    Args:
        text: TOML, as in `resources/policies`.
        name: What to call the file in errors.
        find_base: Gives the policy that an agreement rests on by its id.

    Raises:
        PolicyError: It is not TOML, a key is unknown or missing, or a value is impossible.
    """
    where = name or "the policy"
    keys = Keys(parse_toml(text, where), where)
    policy = _read_heading(keys)
    fixed, open_rules = _read_rules(keys)
    parameters = tuple(_read_parameter(one, where) for one in keys.parts("parameters"))
    policy = replace(policy, terms=read_terms(keys))
    base, exceptions = keys.text("base", ""), read_exceptions(keys)
    keys.finish((*_HEADING, *RULES, "paragraphs", "parameters", *TERMS_KEYS))
    if base or exceptions:
        if find_base is None or not base or open_rules or parameters:
            raise AgreementError(where)
        return lay_over(find_base(base), policy, fixed, exceptions)
    profile = PolicyProfile(with_rules(policy, fixed), open_rules, parameters)
    _check_profile(profile, where)
    return profile


_HEADING = (
    "id", "version", "title", "organisation", "source", "address", "date_read", "verified", "notes",
    "base", "exceptions",
)  # fmt: skip

_PARAGRAPHS = (
    "threshold", "ones-and-twos", "zeros", "group-disclosure", "rounding", "secondary", "extract",
    "count-quality", "not-assessable", "contributors", "dominance", "p-percent", "prior-posterior",
    "request", "negatives", "evidence", "percentages", "rates", "quantiles", "extremes",
    "degrees-of-freedom", "unweighted-base", "reliability", "share", "sparse-table",
    "area-population", "within-group", "changes", "identifiers",
)  # fmt: skip


def _read_heading(keys: Keys) -> Policy:
    """Return the policy with everything but its rules."""
    return Policy(
        id=keys.take("id", _parse_id, "") or keys.text("id"),
        version=keys.text("version"),
        title=keys.text("title"),
        organisation=keys.text("organisation", ""),
        source=keys.text("source", ""),
        address=keys.text("address", ""),
        date_read=keys.take("date_read", parse_date, ""),
        is_verified=keys.take("verified", parse_flag, False),
        paragraphs=_read_paragraphs(keys.part("paragraphs")),
        notes=keys.take("notes", parse_texts, ()),
    )


def _read_paragraphs(keys: Keys) -> tuple[tuple[str, str], ...]:
    found = tuple((rule, keys.text(rule)) for rule in _PARAGRAPHS if rule in keys.names())
    keys.finish(_PARAGRAPHS)
    return found


def _read_rules(keys: Keys) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """Return the rules that are fixed, and those with a parameter in them, by field of Policy."""
    fixed: dict[str, Any] = {}
    open_rules = []
    for section, rules in RULES.items():
        part = keys.part(section)
        for key in set(part.names()) & rules.keys():
            field, parse = rules[key]
            value = part.take(key, _unless_open(parse), None)
            if isinstance(value, _Open):
                open_rules.append((field, value.text))
            else:
                fixed[field] = value
        part.finish(rules)
    return fixed, tuple(sorted(open_rules))


def _read_parameter(keys: Keys, where: str) -> Parameter:
    parameter = Parameter(
        name=keys.text("name"),
        meaning=keys.text("meaning"),
        unit=keys.text("unit", ""),
        lowest=keys.take("lowest", parse_whole, 0),
        highest=keys.take("highest", parse_whole, 0),
        choices=keys.take("choices", parse_texts, ()),
        is_required=keys.take("required", parse_flag, True),
        default=keys.text("default", ""),
    )
    keys.finish(("name", "meaning", "unit", "lowest", "highest", "choices", "required", "default"))
    if not parameter.choices and not 0 < parameter.lowest <= parameter.highest:
        raise PolicyError(
            f"In {where}, the parameter {parameter.name} allows no value.",
            hint='Give it "lowest" and "highest", or "choices".',
        )
    if parameter.default:
        parameter.check(parameter.default)
    return parameter


def _check_profile(profile: PolicyProfile, where: str) -> None:
    """See to it that every parameter is declared, used, and fits its rules at both ends."""
    declared = {one.name for one in profile.open_parameters}
    used = {name for _, text in profile.open_rules for name in parameters_in(text)}
    for name in sorted(declared ^ used):
        raise PolicyError(
            f"In {where}, the parameter {name} is "
            + ("described but used in no rule." if name in declared else "used but not described."),
            hint=f'A rule uses it as "{{{name}}}"; a part [[parameters]] describes it.',
        )
    if not declared:
        check_rounding(profile.fixed, where)
    for parameter in profile.open_parameters:
        for extreme in parameter.extremes:
            for field, text in profile.open_rules:
                if parameters_in(text) == (parameter.name,):
                    fill_rules(((field, text),), {parameter.name: extreme})


@dataclass(frozen=True, slots=True)
class _Open:
    """The text of a rule with parameters in it."""

    text: str


def _unless_open(parse: Callable[[object], object]) -> Callable[[object], object]:
    """Return `parse` for rules that may have parameters in them."""

    def parse_or_keep(value: object) -> object:
        if isinstance(value, str) and parameters_in(value):
            return _Open(value)
        return parse(value)

    return parse_or_keep


def _parse_id(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ValueError("a short name of small letters, digits and hyphens")
    return value
