"""Where all that a policy asks of a number that is no count could be applied to it."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules import dominance, p_percent, prior_posterior, request
from sdc_desktop.core.rules.behind import units_behind
from sdc_desktop.core.rules.concentrated import Judge
from sdc_desktop.core.rules.contributions import Contributions, is_magnitude
from sdc_desktop.core.rules.figures import is_kind
from sdc_desktop.core.rules.freedom import freedom_of
from sdc_desktop.core.rules.quantiles import tails
from sdc_desktop.core.rules.rates import events_of
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.sheets import BoolArray
from sdc_desktop.core.tables import Statistic

CONCENTRATION: tuple[Judge, ...] = (
    dominance.judge,
    p_percent.judge,
    prior_posterior.judge,
    request.judge,
)


def are_judged(shown: ShownTable, policy: Policy) -> BoolArray:
    """Return where numbers that are no counts were judged by every rule of the policy.

    The number of units behind them must be known for sure, whatever the policy asks.

    Returns:
        (rows, columns) bool.
    """
    return np.asarray(
        _judged_magnitudes(shown, policy)
        | _judged_shares(shown)
        | is_kind(shown, Statistic.MINIMUM, Statistic.MAXIMUM)
        | _judged_by_size(shown, policy)
    )


def _judged_shares(shown: ShownTable) -> BoolArray:
    """Return the percentages whose denominator, and rates whose events, are known."""
    percentages = is_kind(shown, Statistic.PERCENTAGE) & units_behind(shown).is_sure
    rates = is_kind(shown, Statistic.RATE) & ~np.isnan(events_of(shown))
    return np.asarray(percentages | rates)


def _judged_by_size(shown: ShownTable, policy: Policy) -> BoolArray:
    """Return the medians, quantiles, deviations and errors whose number of units is known."""
    is_known = units_behind(shown).is_sure
    quantiles = is_kind(shown, Statistic.MEDIAN, Statistic.QUANTILE) & is_known
    if policy.statistics.beside_quantile is not None:
        quantiles &= tails(shown) > 0
    estimates = is_kind(shown, Statistic.ERROR, Statistic.OTHER) & ~np.isnan(freedom_of(shown))
    return np.asarray(quantiles | estimates)


def _judged_magnitudes(shown: ShownTable, policy: Policy) -> BoolArray:
    """Return the sums and means to which every rule about contributions could be applied."""
    contributions = Contributions(shown, policy)
    judged = is_magnitude(shown) & ~np.isnan(contributions.count)
    judged &= not policy.magnitudes.lacks_concentration
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
