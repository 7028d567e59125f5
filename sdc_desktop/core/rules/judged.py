"""Where the evidence was enough to apply all that a policy asks of a number that is no count."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules import dominance, p_percent, prior_posterior, request
from sdc_desktop.core.rules.concentrated import Judge
from sdc_desktop.core.rules.contributions import Contributions, is_magnitude
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.sheets import BoolArray

CONCENTRATION: tuple[Judge, ...] = (
    dominance.judge,
    p_percent.judge,
    prior_posterior.judge,
    request.judge,
)


def are_judged(shown: ShownTable, policy: Policy) -> BoolArray:
    """Return where sums and means were judged by every rule of the policy, (rows, columns) bool.

    The number of contributors must be known whatever the policy asks.
    """
    contributions = Contributions(shown, policy)
    judged = is_magnitude(shown) & ~np.isnan(contributions.count)
    for judge in CONCENTRATION:
        verdict = judge(contributions, policy)
        if verdict is not None:
            judged &= verdict.is_decided | (contributions.count == 0)
    return np.asarray(judged | _has_negatives_said(contributions, policy))


def _has_negatives_said(contributions: Contributions, policy: Policy) -> BoolArray:
    """Return where a finding about negative contributions says already what is left to judge."""
    known = ~np.isnan(contributions.count)
    asked = bool(policy.magnitudes.dominance or policy.magnitudes.p_percent)
    return np.asarray(contributions.has_negatives & known & asked)
