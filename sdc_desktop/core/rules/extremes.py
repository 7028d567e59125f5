"""Minima and maxima: a number that belongs to one contributor.

Formula: every shown minimum, maximum or range, and every total range of a distribution.
Parameters: none.
Source: OpenSAFELY (avoid them but for broad characteristics of a sample); Data without Boundaries
(class 3, unsafe), read second-hand.
It cannot see: how many contributors share the extreme, and whether it was coded at the top or
bottom; a person accepts it with that reason.
"""

from __future__ import annotations

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_all
from sdc_desktop.core.rules.figures import is_kind
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.tables import Statistic

RULE = "extremes"


def find_extremes(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with all minima and maxima that a reader sees."""
    return one_for_all(
        shown, policy, is_kind(shown, Statistic.MINIMUM, Statistic.MAXIMUM), RULE, Severity.REVIEW,
        "{cells} is a smallest or largest value and mostly belongs to one contributor: needed is "
        "how many contributors share it, or at which value it was cut off.",
        ("Show a percentile instead", "Withhold the cells", "Accept with a reason"),
    )  # fmt: skip
