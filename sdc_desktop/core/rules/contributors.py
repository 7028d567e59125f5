"""Minimum number of contributors: sums and means with too few behind them.

Formula: unsafe when N < n, N being how many contributors a sum or mean has. A cell without any
contributor (N = 0) is no sum of anybody's.
Parameters: `MagnitudeRules.contributors`; where a policy has no number of its own for them, the
counts that it does not allow (`Policy.unsafe_counts`).
Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4 (n = 3 normally; more
against coalitions of n - 2); ABS DataLab and UK LLC for means (10).
It cannot see: N, unless evidence is given; whether records are contributors.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_each
from sdc_desktop.core.rules.contributions import Contributions, is_magnitude
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted

RULE = "contributors"


def find_few_contributors(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each sum or mean that has fewer contributors than the policy asks."""
    least = policy.least_contributors
    if least is None:
        return ()
    count = Contributions(shown, policy).count
    with np.errstate(invalid="ignore"):
        is_few = (count > 0) & (count < least)
    seen = shown.shows_number & ~shown.hides & is_magnitude(shown)

    def sentence(name: str, place: tuple[int, int]) -> str:
        return (
            f"{name} has {counted(int(count[place]), 'contributor')}, and the policy asks for at "
            f"least {least}: what one of them contributed could be worked out or guessed."
        )

    return one_for_each(shown, policy, is_few & seen & ~shown.exempt(RULE), RULE, sentence)
