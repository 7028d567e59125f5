"""Reliability: survey estimates too uncertain to be relied on; a matter of [u], not of [c].

Formula: a relative standard error or coefficient of variation above the limit, where the table
shows it.
Parameters: `StatisticRules.relative_error`, in percent.
Source: each policy's own rule; guidance of the Analysis Function on symbols ([u] is not [c]).
It cannot see: errors that the table does not show; errors that are not relative.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_all
from sdc_desktop.core.rules.figures import is_kind, label_says
from sdc_desktop.core.rules.rates import RELIABILITY
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.tables import Statistic

RULE = RELIABILITY

_RELATIVE = r"\brelative (?:standard )?errors?\b|\brse\b|\bcvs?\b|\bcoefficients? of variation\b"


def find_unreliable(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with all relative errors above the policy's limit."""
    limit = policy.statistics.relative_error
    relative = is_kind(shown, Statistic.ERROR, Statistic.PERCENTAGE, Statistic.OTHER)
    if limit is None or not relative.any():
        return ()
    relative &= label_says(shown, _RELATIVE)
    numbers = shown.shown[relative]
    scale = 100.0 if numbers.size and np.nanmax(np.abs(numbers)) <= 1 else 1.0
    with np.errstate(invalid="ignore"):
        large = relative & (shown.shown * scale > limit)
    return one_for_all(
        shown, policy, large, RULE, Severity.REVIEW,
        "{cells} is a relative error so large that the estimate beside it is unreliable: mark the "
        "estimate [u], which is not [c].",
        ("Mark as unreliable", "Accept with a reason"),
    )  # fmt: skip
