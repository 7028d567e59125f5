from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.concentration import is_dominated, is_within_share
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.policy import (
    Dominance,
    MagnitudeRules,
    NegativePolicy,
    Policy,
    RequiredInterval,
    UnsafeRange,
    ZeroPolicy,
)
from sdc_desktop.core.policy_overlay import NEED_OTHER_FIELDS, STRICTER, Agreement, overlay
from sdc_desktop.core.policy_rules import RULES
from sdc_desktop.core.policy_terms import PolicyException
from tests.core.build import risks, rounded, with_totals

_NO_RULES = {
    *("id", "version", "title", "organisation", "source", "address", "date_read", "is_verified"),
    *("paragraphs", "notes", "local_parameters", "terms"),
}

ranges = st.tuples(st.integers(1, 6), st.integers(0, 6)).map(
    lambda pair: UnsafeRange(pair[0], pair[0] + pair[1])
)
dominance = st.lists(
    st.builds(Dominance, st.integers(1, 3), st.integers(1, 99).map(float), st.booleans()),
    max_size=2,
).map(tuple)
pairs = st.tuples(st.integers(1, 20), st.integers(21, 99)).map(
    lambda pair: (float(pair[0]), float(pair[1]))
)
VALUES = {
    "unsafe_counts": ranges,
    "zeros": st.sampled_from(ZeroPolicy),
    "flags_ones_and_twos": st.booleans(),
    "group_disclosure_k": st.sets(st.integers(0, 1)).map(lambda known: tuple(sorted(known))),
    "rounding_base": st.integers(2, 12),
    "rounding_is_required": st.booleans(),
    "rounding_is_enough": st.booleans(),
    "asks_for_secondary": st.booleans(),
    "guards_contributors": st.booleans(),
    "required_interval": st.sampled_from(RequiredInterval),
    "marker": st.sampled_from(["[c]", "*"]),
    "magnitudes.contributors": st.integers(1, 20),
    "magnitudes.dominance": dominance,
    "magnitudes.p_percent": st.integers(1, 50).map(float),
    "magnitudes.coalition": st.integers(2, 4),
    "magnitudes.prior_posterior": pairs,
    "magnitudes.request_share": st.integers(1, 99).map(float),
    "magnitudes.negatives": st.sampled_from(NegativePolicy),
}
agreements = st.fixed_dictionaries({}, optional=VALUES).map(
    lambda rules: Agreement("The agreement", tuple(rules.items()))
)


def _policy(rules):
    """Return a policy with these rules, as a file would give them."""
    own = {name: value for name, value in rules.items() if "." not in name}
    sums = {name.split(".")[1]: value for name, value in rules.items() if "." in name}
    if own.get("rounding_base") is None:
        own["rounding_is_enough"] = False
    return Policy("p", "1", "The policy", **own, magnitudes=MagnitudeRules(**sums))


policies = st.fixed_dictionaries({}, optional=VALUES).map(_policy)
counts = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3)


def test_every_rule_has_a_stricter_of_two_values():
    rules = {field for part in RULES.values() for field, _ in part.values()}
    assert rules <= STRICTER.keys() | NEED_OTHER_FIELDS
    whole = {one.name for one in fields(Policy)} - _NO_RULES
    assert whole <= rules | {field.split(".")[0] for field in rules}


@settings(deadline=None)
@given(policies, agreements, counts, st.sampled_from([0, 2, 3, 5, 10, 12]))
def test_an_overlay_never_accepts_a_count_that_the_policy_refuses(policy, agreement, numbers, base):
    rows = with_totals(numbers)
    shown = {
        f"{'BCDE'[column]}{row + 1}": base * round(rows[row][column + 1] / base)
        for row in range(1, 5)
        for column in range(4)
        if base
    }
    actions = [rounded(base, **shown)] if base else []

    def refused(judge):
        found = risks(rows, judge, *actions)
        return {cell for one in found if one.severity is Severity.FAIL for cell in one.cells}

    assert refused(policy) <= refused(overlay(policy, agreement))


def _refuses(policy, amounts):
    """Tell whether a rule about sums refuses a cell with these contributions."""
    rules, total = policy.magnitudes, np.array(float(sum(amounts)))
    ranked = sorted((float(one) for one in amounts), reverse=True)
    largest = np.array(ranked[0])

    def rest(left_out):
        return np.array(float(total) - sum(ranked[:left_out]))

    return (
        len(amounts) < (policy.least_contributors or 0)
        or any(
            is_dominated(np.array(sum(ranked[: one.count])), total, one) for one in rules.dominance
        )
        or (
            rules.p_percent is not None
            and bool(is_within_share(rest(rules.coalition), largest, rules.p_percent / 100))
        )
        or (
            rules.prior_posterior is not None
            and bool(
                is_within_share(
                    rest(2), largest, rules.prior_posterior[0] / rules.prior_posterior[1]
                )
            )
        )
        or (rules.request_share is not None and ranked[0] > rules.request_share / 100 * total)
    )


@settings(deadline=None)
@given(policies, agreements, st.lists(st.integers(1, 100), min_size=1, max_size=6))
def test_an_overlay_never_accepts_a_sum_that_the_policy_refuses(policy, agreement, amounts):
    if _refuses(policy, amounts):
        assert _refuses(overlay(policy, agreement), amounts)


@settings(deadline=None)
@given(policies, agreements)
def test_what_protects_withheld_cells_is_never_less(policy, agreement):
    merged = overlay(policy, agreement)
    assert merged.asks_for_secondary >= policy.asks_for_secondary
    assert merged.guards_contributors >= policy.guards_contributors
    if policy.required_interval is RequiredInterval.RANGE:
        assert merged.required_interval is RequiredInterval.RANGE


@settings(deadline=None)
@given(policies, agreements)
def test_laying_an_agreement_over_twice_changes_nothing_more(policy, agreement):
    once = overlay(policy, agreement)
    again = overlay(once, agreement)
    assert replace(again, notes=()) == replace(once, notes=())


def test_an_agreement_that_is_stricter_holds_as_it_is():
    policy = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 4), rounding_base=5)
    agreement = Agreement("A", (("unsafe_counts", UnsafeRange(1, 9)), ("rounding_base", 10)))
    merged = overlay(policy, agreement)
    assert merged.unsafe_counts == UnsafeRange(1, 9)
    assert merged.rounding_base == 10
    assert merged.notes == ()


def test_a_looser_agreement_changes_nothing_and_says_so():
    policy = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 9))
    merged = overlay(policy, Agreement("The agreement", (("unsafe_counts", UnsafeRange(1, 4)),)))
    assert merged.unsafe_counts == UnsafeRange(1, 9)
    assert '"The agreement" is not stricter in unsafe counts' in merged.notes[0]


def test_an_exception_loosens_its_own_rule_only():
    policy = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 9), zeros=ZeroPolicy.UNSAFE)
    allowed = PolicyException("counts.unsafe", "Published since 1990.", "A. Owner", "2026-11-01")
    rules = (("unsafe_counts", UnsafeRange(1, 4)), ("zeros", ZeroPolicy.ALLOW))
    merged = overlay(policy, Agreement("A", rules, (("unsafe_counts", allowed),)))
    assert merged.unsafe_counts == UnsafeRange(1, 4)
    assert merged.zeros is ZeroPolicy.UNSAFE
    assert merged.least_contributors == 10
    assert merged.terms.exceptions == (allowed,)


@pytest.mark.parametrize(("old", "new", "both"), [(5, 10, 10), (5, 7, 35), (10, 5, 10)])
def test_numbers_rounded_to_two_bases_are_multiples_of_both(old, new, both):
    merged = overlay(
        Policy("p", "1", "P", rounding_base=old), Agreement("A", (("rounding_base", new),))
    )
    assert merged.rounding_base == both
