"""Estimates with too few degrees of freedom, and estimates that leave no doubt.

Formula: unsafe when the residual degrees of freedom are below the least number (for a standard
deviation or variance N - 1); a standard deviation, variance or standard error of 0, a correlation
of 1 or -1: all units are alike or the model says everything of everybody.
Parameters: `StatisticRules.freedom`.
Source: ACRO, safe_dof_threshold 10; OpenSAFELY; Data without Boundaries, read second-hand.
It cannot see: degrees of freedom, unless evidence gives them or N; a dummy variable that is 1 for
a single unit; a saturated model.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.evidence import FREEDOM
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.behind import units_behind
from sdc_desktop.core.rules.concentrated import one_for_all, one_for_each
from sdc_desktop.core.rules.figures import is_kind, label_says
from sdc_desktop.core.rules.kinds import CORRELATION, DISPERSION
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.tables import Statistic

RULE = "degrees-of-freedom"

_ESTIMATES = (Statistic.ERROR, Statistic.OTHER, Statistic.MEAN, Statistic.INDEX, Statistic.CHANGE)


def freedom_of(shown: ShownTable) -> FloatArray:
    """Return the degrees of freedom behind each estimate, NaN where not known."""
    known = shown.evidence.of(shown.table, FREEDOM)
    spread = label_says(shown, DISPERSION) & is_kind(shown, Statistic.ERROR, Statistic.OTHER)
    from_count = np.where(spread, units_behind(shown).count - 1, np.nan)
    return np.where(np.isnan(known), from_count, known)


def find_little_freedom(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each estimate with too little freedom, and one for those without."""
    if not is_kind(shown, *_ESTIMATES).any():
        return ()
    return (*_too_little(shown, policy), *_none_at_all(shown, policy))


def _too_little(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    least = policy.statistics.freedom
    if least is None:
        return ()
    freedom = freedom_of(shown)
    with np.errstate(invalid="ignore"):
        little = is_kind(shown, *_ESTIMATES) & (freedom < least) & ~shown.exempt(RULE)
    return one_for_each(
        shown, policy, little, RULE,
        lambda name, place: f"{name} has {freedom[place]:.0f} degrees of freedom, and the policy "
        f"asks for at least {least}.",
    )  # fmt: skip


def _none_at_all(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    spread = label_says(shown, DISPERSION) & is_kind(shown, Statistic.ERROR, Statistic.OTHER)
    related = label_says(shown, CORRELATION) & is_kind(shown, Statistic.OTHER, Statistic.COUNT)
    alike = (spread & (shown.shown == 0)) | (related & (np.abs(shown.shown) == 1))
    return one_for_all(
        shown, policy, alike, RULE, Severity.FAIL,
        "{cells} leaves no doubt: all units behind it have the same value, or one value tells the "
        "other, so a reader learns it of everybody.",
    )  # fmt: skip
