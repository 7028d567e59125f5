"""The rules a policy file may hold: their keys, and how the value of each is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sdc_desktop.core.policy import Policy, RequiredInterval, UnsafeRange, ZeroPolicy
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
    },
    "suppression": {
        "secondary": ("asks_for_secondary", parse_flag),
        "contributors": ("guards_contributors", parse_flag),
        "interval": ("required_interval", _parse_interval),
        "marker": ("marker", _parse_marker),
    },
}

_PARSERS = {field: parse for rules in RULES.values() for field, parse in rules.values()}


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
                f'"{value}" is not a value for the rule {field.replace("_", " ")}.',
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
