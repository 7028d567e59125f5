"""What a policy says, in sentences for a checker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sdc_desktop.core.strictness import dominance_of_p, p_of_dominance

if TYPE_CHECKING:
    from sdc_desktop.core.policy import Dominance, Policy

_ZEROS = {
    "allow": "Zeros may be shown.",
    "flag-full-lines": "Zeros may be shown unless they make one cell of a line hold everybody.",
    "unsafe": "Zeros that could have been another number must not be shown.",
}

_INTERVALS = {
    "range": "A reader must not be able to tell that a withheld count is small.",
    "exact": "A reader must not be able to work out the exact value of a withheld count.",
}


def rules_in_words(policy: Policy, open_rules: Mapping[str, str]) -> tuple[str, ...]:
    """Return one sentence for each rule.

    Args:
        policy: What the publication fixes.
        open_rules: Field of `Policy` to a rule's text with parameters in it.
    """
    sentences = (
        _threshold(policy, open_rules.get("unsafe_counts")),
        "Counts of 1 and 2 are reported because they can identify somebody."
        if policy.flags_ones_and_twos
        else "",
        _local("What holds for zeros", open_rules.get("zeros")) or _ZEROS[policy.zeros],
        _group_disclosure(policy.group_disclosure_k),
        _rounding(policy, open_rules.get("rounding_base")),
        _local("Whether a rounded unsafe count may be shown", open_rules.get("rounding_is_enough"))
        or _rounding_is_enough(policy),
        "Percentages, means and differences of changed numbers are withheld."
        if policy.withholds_derived
        else "",
        *_magnitudes(policy, open_rules),
        *_statistics(policy),
        *_tables(policy),
        "Other cells must be withheld too where arithmetic would give a withheld one away."
        if policy.asks_for_secondary
        else "No other cells are withheld to protect a withheld one.",
        _INTERVALS[policy.required_interval] if policy.asks_for_secondary else "",
        f"Withheld cells show {policy.marker}.",
    )
    return tuple(sentence for sentence in sentences if sentence)


def _threshold(policy: Policy, open_rule: str | None) -> str:
    if open_rule:
        return f"Counts {_operator(open_rule)} {_set_locally(open_rule)} must not be shown."
    unsafe = policy.unsafe_counts
    if unsafe is None:
        return "There is no smallest count that may be shown."
    return f"Counts from {unsafe.lowest} to {unsafe.highest} must not be shown."


def _group_disclosure(known: tuple[int, ...]) -> str:
    if not known:
        return ""
    readers: dict[tuple[int, ...], str] = {(0,): "a reader", (1,): "one of the people in it"}
    who = readers.get(known, "a reader, or one of the people in it,")
    return f"No line may tell {who} that everybody else in it falls into the same cell."


def _rounding(policy: Policy, open_rule: str | None) -> str:
    if open_rule:
        base = f"a multiple of {_set_locally(open_rule)}"
    elif policy.rounding_base is None:
        return ""
    else:
        base = f"a multiple of {policy.rounding_base}"
    must = "must" if policy.rounding_is_required else "may"
    return f"Every count that is shown {must} be rounded to {base}."


def _rounding_is_enough(policy: Policy) -> str:
    if policy.rounding_base is None or policy.unsafe_counts is None:
        return ""
    if policy.rounding_is_enough:
        return "An unsafe count may be shown when it is rounded."
    return "Rounding an unsafe count is not enough; it must be withheld."


def _magnitudes(policy: Policy, open_rules: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is asked of sums and means, a sentence for each rule."""
    rules = policy.magnitudes
    return (
        f"Sums and means need at least {rules.contributors} contributors."
        if rules.contributors is not None
        else "",
        *map(_dominance, rules.dominance),
        "Sums need a rule about large contributors, whose numbers are not published."
        if rules.lacks_concentration
        else "",
        _p_percent(policy, open_rules),
        f"A reader who knows contributions to within {rules.prior_posterior[1]:g}% must not learn "
        f"them to within less than {rules.prior_posterior[0]:g}%."
        if rules.prior_posterior is not None
        else "",
        f"A contributor of more than {rules.request_share:g}% that asked for protection gets it."
        if rules.request_share is not None
        else "",
    )


def _dominance(rule: Dominance) -> str:
    who = "largest contributor" if rule.count == 1 else f"{rule.count} largest contributors"
    most = "less than" if rule.includes_limit else "at most"
    same = ""
    if rule.count == 2:
        same = f" (as strict as the p% rule with p = {p_of_dominance(rule.percent):.1f})"
    return f"The {who} of a sum must hold {most} {rule.percent:g}% of it{same}."


def _statistics(policy: Policy) -> tuple[str, ...]:
    """Return what is asked of percentages, rates and estimates, a sentence for each rule."""
    rules = policy.statistics
    asked = (
        (rules.denominator, "Percentages need at least {} units in their denominator."),
        (rules.events, "Rates need at least {} events."),
        (rules.beside_quantile, "Quantiles need at least {} units on each side."),
        (rules.freedom, "Estimates need at least {} degrees of freedom."),
        (rules.base, "Estimates need at least {} observations before weighting."),
        (rules.relative_error, "Estimates with a standard error above {}% are unreliable."),
        (rules.reliable_events, "Rates on fewer than {} events are unreliable."),
        (rules.full_percentages or None, "Percentages of 0 and 100 must not be shown."),
    )
    return tuple(text.format(f"{limit:g}") for limit, text in asked if limit is not None)


def _tables(policy: Policy) -> tuple[str, ...]:
    """Return what is asked of whole tables, a sentence for each rule."""
    rules = policy.tables
    asked = (
        (rules.share, "No count may hold more than {}% of its row or column."),
        (rules.average, "The counts of a table must be {} on average at least."),
        (rules.filled, "At least {}% of the counts of a table must not be zero."),
        (rules.population, "Areas must have a population of at least {}."),
        (rules.within_group or None, "No line may hold two counts of which one is 1."),
    )
    return tuple(text.format(f"{limit:g}") for limit, text in asked if limit is not None)


def _p_percent(policy: Policy, open_rules: Mapping[str, str]) -> str:
    p = policy.magnitudes.p_percent
    local = "magnitudes.p_percent" in open_rules
    if p is None and not local:
        return ""
    percentage = "a percentage that is set locally" if local else f"{p:g}%"
    who = "another one" if policy.magnitudes.coalition == 2 else (
        f"{policy.magnitudes.coalition - 1} others together"
    )  # fmt: skip
    same = "" if p is None else f", as strict as a limit of {dominance_of_p(p):.1f}% for two"
    return (
        f"No contributor of a sum may be known to within less than {percentage} to {who}: "
        f"the p% rule{same}."
    )


def _local(what: str, open_rule: str | None) -> str:
    return f"{what} is set locally." if open_rule else ""


def _operator(open_rule: str) -> str:
    """Return the words for what stands before a parameter."""
    if open_rule.startswith("<="):
        return "up to"
    return "below" if open_rule.startswith("<") else "in"


def _set_locally(open_rule: str) -> str:
    """Return "a threshold that is set locally" for a rule with {threshold} in it."""
    name = open_rule[open_rule.index("{") + 1 : open_rule.index("}")]
    return f"a {name.replace('_', ' ')} that is set locally"
