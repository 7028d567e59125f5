"""The p% rule: sums that let one contributor estimate the largest one too closely.

Formula: unsafe when X - x1 - x2 < (p/100) x1; for coalitions of n - 1 contributors
X - x1 - ... - xn < (p/100) x1, n > 2. Where the evidence gives xs, the largest contribution of
those who gave no waiver, unsafe when X - xs - xr < (p/100) xs, xr being the largest of the others.
Parameters: `MagnitudeRules.p_percent`, `MagnitudeRules.coalition`.
Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4, with its footnote on
coalitions; recommended there rather than (2, k). The same strictness: k = 100 100 / (100 + p).
It cannot see: contributions, unless evidence is given; who would work together.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.concentration import is_within_share, share_level
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import Verdict, find_broken
from sdc_desktop.core.rules.contributions import Contributions, Known
from sdc_desktop.core.rules.shown_table import ShownTable

RULE = "p-percent"


def judge(contributions: Known, policy: Policy) -> Verdict | None:
    """Return the verdict of the p% rule."""
    p = policy.magnitudes.p_percent
    if p is None:
        return None
    plain = judge_share(contributions, p / 100, policy.magnitudes.coalition)
    return _with_waivers(contributions, p / 100, plain)


def _with_waivers(contributions: Known, share: float, plain: Verdict) -> Verdict:
    """Return the verdict with that of the waiver rule where evidence names the unwaived largest."""
    own = contributions.unwaived
    first, second = contributions.rank(1), contributions.rank(2)
    with np.errstate(invalid="ignore"):
        other = np.where(first > own, first, second)
    remainder = contributions.total - own - other
    here = ~np.isnan(remainder) & ~contributions.has_negatives
    is_unsafe = is_within_share(remainder, own, share)
    level = np.where(is_unsafe, share_level(remainder, own, share), 0.0)
    return Verdict(
        np.where(here, is_unsafe, plain.is_unsafe),
        here | plain.is_decided,
        np.where(here, level, plain.level),
    )


def judge_share(contributions: Known, share: float, left_out: int) -> Verdict:
    """Return where all but the `left_out` largest contribute less than `share` of the largest.

    What is not known of the contributions is taken in their favour for `is_unsafe`, against them
    for being safe, and against them for the level.
    """
    total = contributions.total
    most_left = total - contributions.least(left_out)
    least_left = total - contributions.most(left_out)
    small, large = contributions.least(1), contributions.most(1)
    has_negatives = contributions.has_negatives
    is_unsafe = is_within_share(most_left, small, share) & ~has_negatives
    is_known = ~np.isnan(least_left) & ~np.isnan(large)
    is_safe = ~is_within_share(least_left, large, share) & is_known
    level = np.where(is_unsafe, share_level(least_left, large, share), 0.0)
    return Verdict(is_unsafe, (is_unsafe | is_safe) & ~has_negatives, level)


def find_estimable(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each sum or mean whose largest contribution can be estimated."""
    return find_broken(shown, policy, RULE, judge, _sentence)


def _sentence(
    contributions: Contributions, policy: Policy, name: str, place: tuple[int, int]
) -> str:
    left_out = policy.magnitudes.coalition
    largest = float(contributions.least(1)[place])
    left = float(contributions.total[place] - contributions.least(left_out)[place])
    who = "the second largest contributor" if left_out == 2 else (
        f"the next {left_out - 1} contributors together"
    )  # fmt: skip
    return (
        f"In {name} {who} could estimate the largest contribution to within "
        f"{100 * max(left, 0.0) / largest:.1f}%, and the policy asks for at least "
        f"{policy.magnitudes.p_percent:g}%."
    )
