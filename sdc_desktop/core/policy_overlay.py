"""A dataset's own agreement laid over a policy: of each rule, what is stricter holds.

Loosening needs an exception: somebody who may allow it, a day and a reason, all of which are
recorded. Without one the policy's rule stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sdc_desktop.core.policy import (
    Dominance,
    NegativePolicy,
    Policy,
    RequiredInterval,
    UnsafeRange,
    ZeroPolicy,
)
from sdc_desktop.core.policy_rules import with_rules
from sdc_desktop.core.policy_terms import PolicyException

_SMALLEST_HIDING_BASE = 3
"""What counts as rounded widely enough where a policy names no base (`rules/shown_table.py`)."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an agreement about a dataset says of the rules.

    Attributes:
        title: Its name.
        rules: Field of `Policy` ("magnitudes.p_percent" for one of a group) and its value; what
            is not named stays as in the policy.
        exceptions: The rules that it may loosen, by field of `Policy`.
    """

    title: str
    rules: tuple[tuple[str, Any], ...] = ()
    exceptions: tuple[tuple[str, PolicyException], ...] = ()


def overlay(policy: Policy, agreement: Agreement) -> Policy:
    """Return `policy` with an agreement's rules where they are stricter or excepted.

    Where the two differ so that neither holds in the other, such as bases of 5 and 7, both are
    kept by what satisfies both. A rule that the agreement loosens without an exception stays, and
    a note says so.

    Args:
        policy: What holds for the department; the result never accepts what it refuses, but for
            the rules with an exception.
        agreement: What holds for the dataset.
    """
    excepted = dict(agreement.exceptions)
    fields: dict[str, Any] = {}
    notes = []
    for field, value in agreement.rules:
        strictest = value if field in excepted else _stricter(policy, field, value)
        fields[field] = strictest
        if strictest != value:
            notes.append(_note(field, agreement.title))
    merged = with_rules(policy, fields)
    if (policy.zeros, merged.zeros) == (ZeroPolicy.FLAG_FULL_LINES, ZeroPolicy.UNSAFE):
        merged = _keep_full_lines(merged)
    if "rounding_base" in fields and "rounding_base" not in excepted:
        merged = _hide_as_widely(merged, policy)
    if "unsafe_counts" in excepted and "magnitudes.contributors" not in excepted:
        merged = _keep_contributors(merged, policy)
    exceptions = dict.fromkeys(
        (*policy.terms.exceptions, *(one for _, one in agreement.exceptions))
    )
    terms = replace(policy.terms, exceptions=tuple(exceptions))
    return replace(merged, notes=(*policy.notes, *notes), terms=terms)


def _stricter(policy: Policy, field: str, value: Any) -> Any:
    """Return what refuses all that the policy's value of a field and `value` refuse."""
    if field == "rounding_is_required":
        return value or (policy.rounding_base is not None and policy.rounding_is_required)
    if field == "rounding_is_enough":
        return value and (policy.unsafe_counts is None or policy.rounding_is_enough)
    group, _, name = field.rpartition(".")
    old = getattr(getattr(policy, group) if group else policy, name)
    if old is None:
        old = _what_holds_instead(policy, field)
    return value if old is None else STRICTER[field](old, value)


def _what_holds_instead(policy: Policy, field: str) -> int | None:
    """Return the number that holds where a policy names none of its own for a field."""
    if field in ("magnitudes.contributors", "statistics.denominator"):
        return policy.least_contributors
    if field == "statistics.events" and policy.unsafe_counts is not None:
        return policy.unsafe_counts.safe_from
    return None


def _larger_range(old: UnsafeRange, new: UnsafeRange) -> UnsafeRange:
    return UnsafeRange(min(old.lowest, new.lowest), max(old.highest, new.highest))


def _stricter_zeros(old: ZeroPolicy, new: ZeroPolicy) -> ZeroPolicy:
    order = tuple(ZeroPolicy)
    return max(old, new, key=order.index)


def _both(old: tuple[int, ...], new: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*old, *new}))


def _all_dominance(old: tuple[Dominance, ...], new: tuple[Dominance, ...]) -> tuple[Dominance, ...]:
    return tuple(dict.fromkeys((*new, *old))) if set(old) - set(new) else new


def _stricter_prior(old: tuple[float, float], new: tuple[float, float]) -> tuple[float, float]:
    """Return the pair with the greater p / q: the remainder that protects is x1 * p / q."""
    return old if old[0] / old[1] > new[0] / new[1] else new


def _either(old: bool, new: bool) -> bool:
    return old or new


def _range_first(old: RequiredInterval, new: RequiredInterval) -> RequiredInterval:
    return RequiredInterval.RANGE if RequiredInterval.RANGE in (old, new) else new


def _review_first(old: NegativePolicy, new: NegativePolicy) -> NegativePolicy:
    return NegativePolicy.REVIEW if NegativePolicy.REVIEW in (old, new) else new


def _newest(old: object, new: object) -> object:
    return new


STRICTER: Mapping[str, Callable[[Any, Any], Any]] = {
    "unsafe_counts": _larger_range,
    "zeros": _stricter_zeros,
    "flags_ones_and_twos": _either,
    "group_disclosure_k": _both,
    "rounding_base": math.lcm,
    "withholds_derived": _either,
    "asks_for_secondary": _either,
    "guards_contributors": _either,
    "required_interval": _range_first,
    "marker": _newest,
    "magnitudes.contributors": max,
    "magnitudes.asks_for_concentration": _either,
    "magnitudes.dominance": _all_dominance,
    "magnitudes.p_percent": max,
    "magnitudes.coalition": max,
    "magnitudes.prior_posterior": _stricter_prior,
    "magnitudes.request_share": min,
    "magnitudes.negatives": _review_first,
    "statistics.denominator": max,
    "statistics.events": max,
    "statistics.full_percentages": _either,
    "statistics.beside_quantile": max,
    "statistics.freedom": max,
    "statistics.base": max,
    "statistics.relative_error": min,
    "statistics.reliable_events": max,
    "tables.share": min,
    "tables.average": max,
    "tables.filled": max,
    "tables.population": max,
    "tables.within_group": _either,
}
"""Field of `Policy` to what gives the stricter of two values, where that needs no other field."""

NEED_OTHER_FIELDS = frozenset({"rounding_is_required", "rounding_is_enough"})
"""The other fields that hold rules."""


def _keep_full_lines(policy: Policy) -> Policy:
    """Go on asking about full lines where zeros were made unsafe altogether."""
    return replace(policy, group_disclosure_k=_both(policy.group_disclosure_k, (0,)))


def _keep_contributors(merged: Policy, policy: Policy) -> Policy:
    """Ask for as many contributors to a sum as before, although counts may be smaller."""
    least = max(merged.least_contributors or 0, policy.least_contributors or 0)
    return with_rules(merged, {"magnitudes.contributors": least}) if least else merged


def _hide_as_widely(merged: Policy, policy: Policy) -> Policy:
    """Round at least as widely as what `policy` accepts in place of withholding."""
    least = policy.rounding_base or _SMALLEST_HIDING_BASE
    base = merged.rounding_base or least
    return replace(merged, rounding_base=base * math.ceil(least / base))


def _note(field: str, title: str) -> str:
    name = field.replace(".", " ").replace("_", " ")
    return f'"{title}" is not stricter in {name}; what satisfies both it and the policy holds.'
