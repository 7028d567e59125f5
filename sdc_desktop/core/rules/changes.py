"""Changes between periods: a difference that is a small count itself.

Formula: a shown change in numbers x with 1 <= |x| <= highest unsafe count: those who came or went
are so few, unless a person knows that others came and went as well. A change of a withheld number
is withheld with it (`core/protection/derived_figures.py`).
Parameters: `Policy.unsafe_counts`.
Source: Handbook on Statistical Disclosure Control, 2nd edition, section 5.2, differencing.
It cannot see: the numbers of both periods where the table does not show them; changes in percent.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_all
from sdc_desktop.core.rules.figures import is_kind, label_says
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.tables import Statistic

RULE = "changes"

_IN_PERCENT = r"%|\bper ?cent|\bpercentage|\bgrowth\b|\brate\b"


def find_small_changes(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with all changes that are small counts."""
    unsafe = policy.unsafe_counts
    changes = is_kind(shown, Statistic.CHANGE)
    if unsafe is None or not changes.any():
        return ()
    numbers = shown.shown[changes]
    size = np.abs(shown.shown)
    small = changes & (size >= unsafe.lowest) & (size <= unsafe.highest)
    if label_says(shown, _IN_PERCENT).all() or bool((numbers % 1 != 0).any()):
        return ()
    small &= ~label_says(shown, _IN_PERCENT)
    return one_for_all(
        shown, policy, small, RULE, Severity.REVIEW,
        "{cells} is a change by so few that those who came or went may be recognised.",
        ("Combine categories", "Withhold the cells", "Accept with a reason"),
    )  # fmt: skip
