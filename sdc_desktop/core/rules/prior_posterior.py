"""The (p, q) rule: the p% rule for readers who know all contributions to within q percent before.

Formula: unsafe when x3 + ... + xN < (p/q) x1; the same as the p% rule with p = 100 p/q.
Parameters: `MagnitudeRules.prior_posterior`.
Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4.
It cannot see: contributions, unless evidence is given; how much a reader really knows before.
"""

from __future__ import annotations

from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import Verdict, find_broken
from sdc_desktop.core.rules.contributions import Contributions, Known
from sdc_desktop.core.rules.p_percent import judge_share
from sdc_desktop.core.rules.shown_table import ShownTable

RULE = "prior-posterior"


def judge(contributions: Known, policy: Policy) -> Verdict | None:
    """Return the verdict of the (p, q) rule."""
    if policy.magnitudes.prior_posterior is None:
        return None
    p, q = policy.magnitudes.prior_posterior
    return judge_share(contributions, p / q, 2)


def find_estimable_with_prior(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each sum or mean that tells a reader too much more than before."""
    return find_broken(shown, policy, RULE, judge, _sentence)


def _sentence(_: Contributions, policy: Policy, name: str, __: tuple[int, int]) -> str:
    p, q = policy.magnitudes.prior_posterior or (0.0, 0.0)
    return (
        f"{name} lets the second largest contributor, who knows the others to within {q:g}%, "
        f"estimate the largest contribution to within less than {p:g}%."
    )
