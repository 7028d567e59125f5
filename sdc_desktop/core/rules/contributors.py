"""Minimum number of contributors: sums, means, medians and the like with too few behind them.

Formula: unsafe when N < n, N being how many contributors a sum, mean, median, index or the like
has: from evidence, from a base or a count of the same row, or from what a mean was divided by. A
cell without any contributor (N = 0) is no figure of anybody's.
Parameters: `MagnitudeRules.contributors`; where a policy has no number of its own for them, the
counts that it does not allow (`Policy.unsafe_counts`).
Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4 (n = 3 normally; more
against coalitions of n - 2); ABS DataLab and UK LLC for means (10).
It cannot see: N, unless evidence or the table gives it; whether records are contributors, and
whether the only column of counts beside a figure counts its contributors.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.behind import units_behind
from sdc_desktop.core.rules.concentrated import one_for_each
from sdc_desktop.core.rules.shown_table import STATISTICS, ShownTable
from sdc_desktop.core.rules.words import counted
from sdc_desktop.core.tables import Statistic

RULE = "contributors"

_ELSEWHERE = {Statistic.PERCENTAGE, Statistic.RATE, Statistic.COUNT, Statistic.BASE}
"""Percentages and rates have rules of their own."""
_CONCERNED = [place for place, one in enumerate(STATISTICS) if one not in _ELSEWHERE]


def find_few_contributors(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each figure that has fewer contributors than the policy asks."""
    least = policy.least_contributors
    if least is None:
        return ()
    count = units_behind(shown).count
    with np.errstate(invalid="ignore"):
        is_few = (count > 0) & (count < least)
    seen = shown.shows_number & ~shown.hides & np.isin(shown.statistics, _CONCERNED)

    def sentence(name: str, place: tuple[int, int]) -> str:
        return (
            f"{name} has {counted(int(count[place]), 'contributor')}, and the policy asks for at "
            f"least {least}: what one of them contributed could be worked out or guessed."
        )

    return one_for_each(shown, policy, is_few & seen & ~shown.exempt(RULE), RULE, sentence)
