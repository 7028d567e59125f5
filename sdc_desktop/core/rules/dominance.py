"""Dominance: sums of which a few contributors hold nearly everything.

Formula: the (n, k) rule: unsafe when x1 + ... + xn > k/100 X (">=" where the policy says so), for
any of the policy's pairs of n and k. A sum of 0 is never dominated.
Parameters: `MagnitudeRules.dominance`.
Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4; the handbook writes
">", ACRO's code ">=".
It cannot see: contributions, unless evidence is given; whether several contributors belong to one
enterprise, unless the evidence puts them together; weights.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.concentration import dominance_level, is_dominated
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Dominance, Policy
from sdc_desktop.core.rules.concentrated import Verdict, find_broken
from sdc_desktop.core.rules.contributions import Contributions, Known
from sdc_desktop.core.rules.shown_table import ShownTable

RULE = "dominance"


def judge(contributions: Known, policy: Policy) -> Verdict | None:
    """Return the verdict of all the policy's (n, k) rules together."""
    verdicts = [_judge_one(contributions, rule) for rule in policy.magnitudes.dominance]
    if not verdicts:
        return None
    return Verdict(
        np.logical_or.reduce([one.is_unsafe for one in verdicts]),
        np.logical_and.reduce([one.is_decided for one in verdicts]),
        np.maximum.reduce([one.level for one in verdicts]),
    )


def _judge_one(contributions: Known, rule: Dominance) -> Verdict:
    total = contributions.total
    least, most = contributions.least(rule.count), contributions.most(rule.count)
    is_unsafe = is_dominated(least, total, rule) & ~contributions.has_negatives
    is_safe = ~is_dominated(most, total, rule) & ~np.isnan(most) & ~np.isnan(total)
    level = np.where(is_unsafe, dominance_level(most, total, rule.percent), 0.0)
    decided = (is_unsafe | is_safe) & ~contributions.has_negatives
    return Verdict(is_unsafe, decided, level)


def find_dominated(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each sum or mean that a few contributors dominate."""
    return find_broken(shown, policy, RULE, judge, _sentence)


def _sentence(
    contributions: Contributions, policy: Policy, name: str, place: tuple[int, int]
) -> str:
    rule = next(
        one
        for one in policy.magnitudes.dominance
        if _judge_one(contributions, one).is_unsafe[place]
    )
    share = 100 * float(contributions.least(rule.count)[place] / contributions.total[place])
    who = f"{rule.count} largest contributors" if rule.count > 1 else "largest contributor"
    holds = "hold" if rule.count > 1 else "holds"
    return (
        f"The {who} of {name} {holds} {share:.1f}% of it, and the policy allows "
        f"{'less than' if rule.includes_limit else 'at most'} {rule.percent:g}%: a reader could "
        "work out nearly what they contributed."
    )
