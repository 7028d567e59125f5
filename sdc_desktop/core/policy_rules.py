"""The rules a policy file may hold: their keys, and how the value of each is read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sdc_desktop.core.policy import (
    Dominance,
    NegativePolicy,
    Policy,
    RequiredInterval,
    UnsafeRange,
    ZeroPolicy,
)
from sdc_desktop.core.policy_text import PolicyError, fill_in, parse_flag, parse_whole


def _parse_zeros(value: object) -> ZeroPolicy:
    try:
        return ZeroPolicy(str(value))
    except ValueError:
        raise ValueError("one of: " + ", ".join(ZeroPolicy)) from None


def _parse_interval(value: object) -> RequiredInterval:
    try:
        return RequiredInterval(str(value))
    except ValueError:
        raise ValueError("one of: " + ", ".join(RequiredInterval)) from None


def _parse_known(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or any(
        type(one) is not int or one not in (0, 1) for one in value
    ):
        raise ValueError("a list of the numbers 0 and 1, such as [0, 1]")
    return tuple(sorted(set(value)))


def _parse_base(value: object) -> int:
    base = parse_whole(value)
    if base < 2:
        raise ValueError("a whole number from 2")
    return base


def _parse_positive(value: object) -> int:
    number = parse_whole(value)
    if number < 1:
        raise ValueError("a whole number from 1")
    return number


def _parse_coalition(value: object) -> int:
    number = parse_whole(value)
    if number < 2:
        raise ValueError("a whole number from 2, which stands for nobody working together")
    return number


def parse_percent(value: object) -> float:
    """Read a percentage above 0, or the digits of a parameter."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e6:
        raise ValueError("a percentage above 0, such as 10")
    return float(value)


def _parse_share(value: object) -> float:
    share = parse_percent(value)
    if share >= 100:
        raise ValueError("a percentage between 0 and 100")
    return share


def _parse_dominance(value: object) -> tuple[Dominance, ...]:
    wrong = ValueError('a list of n and k, such as [[1, 50], [2, 67]], or [[2, 90, ">="]]')
    if not isinstance(value, list) or not value:
        raise wrong
    rules = []
    for one in value:
        if (
            not isinstance(one, list)
            or len(one) not in (2, 3)
            or one[2:] not in ([], [">"], [">="])
        ):
            raise wrong
        try:
            rules.append(
                Dominance(_parse_positive(one[0]), _parse_share(one[1]), one[2:] == [">="])
            )
        except ValueError:
            raise wrong from None
    return tuple(rules)


def _parse_prior(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("p and q in percent, such as [10, 50]")
    p, q = parse_percent(value[0]), parse_percent(value[1])
    if p >= q:
        raise ValueError("p and q in percent with p below q, such as [10, 50]")
    return p, q


def _parse_negatives(value: object) -> NegativePolicy:
    try:
        return NegativePolicy(str(value))
    except ValueError:
        raise ValueError("one of: " + ", ".join(NegativePolicy)) from None


def _parse_marker(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or re.search(r"\d", value):
        raise ValueError('a text without digits, such as "[c]", as they would give a range away')
    return value.strip()


RULES: Mapping[str, Mapping[str, tuple[str, Callable[[object], object]]]] = {
    "counts": {
        "unsafe": ("unsafe_counts", UnsafeRange.parse),
        "zeros": ("zeros", _parse_zeros),
        "ones_and_twos": ("flags_ones_and_twos", parse_flag),
        "group_disclosure_k": ("group_disclosure_k", _parse_known),
    },
    "rounding": {
        "base": ("rounding_base", _parse_base),
        "required": ("rounding_is_required", parse_flag),
        "enough": ("rounding_is_enough", parse_flag),
        "derived_withheld": ("withholds_derived", parse_flag),
    },
    "magnitudes": {
        "contributors": ("magnitudes.contributors", _parse_positive),
        "dominance": ("magnitudes.dominance", _parse_dominance),
        "p_percent": ("magnitudes.p_percent", parse_percent),
        "coalition": ("magnitudes.coalition", _parse_coalition),
        "prior_posterior": ("magnitudes.prior_posterior", _parse_prior),
        "request_share": ("magnitudes.request_share", _parse_share),
        "concentration": ("magnitudes.asks_for_concentration", parse_flag),
        "negatives": ("magnitudes.negatives", _parse_negatives),
    },
    "statistics": {
        "denominator": ("statistics.denominator", _parse_positive),
        "events": ("statistics.events", _parse_positive),
        "full_percentages": ("statistics.full_percentages", parse_flag),
        "beside_quantile": ("statistics.beside_quantile", _parse_positive),
        "freedom": ("statistics.freedom", _parse_positive),
        "base": ("statistics.base", _parse_positive),
        "relative_error": ("statistics.relative_error", parse_percent),
        "reliable_events": ("statistics.reliable_events", _parse_positive),
    },
    "tables": {
        "share": ("tables.share", _parse_share),
        "average": ("tables.average", parse_percent),
        "filled": ("tables.filled", _parse_share),
        "population": ("tables.population", _parse_positive),
        "within_group": ("tables.within_group", parse_flag),
    },
    "suppression": {
        "secondary": ("asks_for_secondary", parse_flag),
        "contributors": ("guards_contributors", parse_flag),
        "interval": ("required_interval", _parse_interval),
        "marker": ("marker", _parse_marker),
    },
}

_PARSERS = {field: parse for rules in RULES.values() for field, parse in rules.values()}


def with_rules(policy: Policy, fields: Mapping[str, Any]) -> Policy:
    """Return a policy with other rules.

    Args:
        policy: The policy.
        fields: Field of `Policy` to its value; "magnitudes.p_percent" is a field of a group.
    """
    plain = {name: value for name, value in fields.items() if "." not in name}
    groups: dict[str, dict[str, Any]] = defaultdict(dict)
    for name in fields.keys() - plain.keys():
        group, _, field = name.partition(".")
        groups[group][field] = fields[name]
    changed = {name: replace(getattr(policy, name), **group) for name, group in groups.items()}
    return replace(policy, **plain, **changed)


def fill_rules(rules: Sequence[tuple[str, str]], values: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields whose parameters all have a value.

    Args:
        rules: Field of `Policy` and the text of its rule with parameters in it.
        values: Parameter name to value.

    Raises:
        PolicyError: A rule cannot be read with these values.
    """
    filled: dict[str, Any] = {}
    for field, text in rules:
        value = fill_in(text, values)
        if value is None:
            continue
        try:
            filled[field] = _PARSERS[field](value)
        except ValueError as error:
            raise PolicyError(
                f'"{value}" is not a value for the rule {field.split(".")[-1].replace("_", " ")}.',
                hint=f"It must be {error}.",
            ) from error
    return filled


def check_rounding(policy: Policy, where: str) -> None:
    """See to it that a policy that accepts rounding says what to round to.

    Raises:
        PolicyError: It does not.
    """
    if policy.rounding_is_enough and policy.rounding_base is None:
        raise PolicyError(
            f"In {where}, rounding is enough, but there is no base to round to.",
            hint="Give a rounding base as well.",
        )
