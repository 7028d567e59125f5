"""The request rule (passive confidentiality): contributors who asked for protection get it.

Formula: unsafe when the largest contributor asked for protection and x1 > share/100 X.
Parameters: `MagnitudeRules.request_share`.
Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4; used for foreign trade.
It cannot see: who asked, unless evidence says so.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.concentration import dominance_level, is_dominated
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Dominance, Policy
from sdc_desktop.core.rules.concentrated import Verdict, find_broken
from sdc_desktop.core.rules.contributions import Contributions, Known
from sdc_desktop.core.rules.shown_table import ShownTable

RULE = "request"


def judge(contributions: Known, policy: Policy) -> Verdict | None:
    """Return the verdict of the request rule."""
    share = policy.magnitudes.request_share
    if share is None:
        return None
    rule = Dominance(1, share)
    total, asked = contributions.total, contributions.requested
    least, most = contributions.least(1), contributions.most(1)
    with np.errstate(invalid="ignore"):
        is_unsafe = (asked > 0) & is_dominated(least, total, rule)
        is_small = ~is_dominated(most, total, rule) & ~np.isnan(most) & ~np.isnan(total)
    level = np.where(is_unsafe, dominance_level(most, total, share), 0.0)
    return Verdict(is_unsafe, is_unsafe | is_small | (asked == 0), level)


def find_requested(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each sum whose largest contributor asked for protection."""
    return find_broken(shown, policy, RULE, judge, _sentence)


def _sentence(_: Contributions, policy: Policy, name: str, __: tuple[int, int]) -> str:
    return (
        f"The largest contributor of {name} asked for protection and contributes more than "
        f"{policy.magnitudes.request_share:g}% of it."
    )
