"""Count quality: numbers that were taken for counts and cannot be counts of people.

Formula: a shown count that is not whole, or is below zero.
Parameters: none.
Source: DHSC data management statement, "accurate and fit for purpose through quality assurance";
the other rules are defined for whole numbers from 0 only.
It cannot see: why. Fractions come from weighting, from percentages, from shares of a post;
numbers below zero from adjustments or differences.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted, number_in_words
from sdc_desktop.core.sheets import BoolArray

RULE = "count-quality"


def find_doubtful_counts(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for all fractions, and one for all numbers below zero."""
    counts = np.where(shown.is_count & ~shown.exempt(RULE), shown.shown, np.nan)
    with np.errstate(invalid="ignore"):
        is_negative = counts < 0
        is_fraction = ~np.isnan(counts) & (counts != np.rint(counts)) & ~is_negative
    return (
        *_finding(shown, policy, is_fraction, "not whole", "Say that the numbers are not counts"),
        *_finding(shown, policy, is_negative, "below zero", "Correct the table"),
    )


def _finding(
    shown: ShownTable, policy: Policy, mask: BoolArray, what: str, remedy: str
) -> tuple[Finding, ...]:
    if not mask.any():
        return ()
    cells = shown.cells(mask)
    first = number_in_words(float(shown.shown[mask][0]))
    return (
        Finding(
            rule=RULE,
            severity=Severity.REVIEW,
            sheet=shown.table.sheet,
            cells=cells,
            message=f"{counted(len(cells), 'count is', 'counts are')} {what}, beginning with "
            f"{shown.name(cells[0])}, which is {first}: whether the rules for counts fit these "
            "numbers has to be judged by a person.",
            evidence=((what, str(len(cells))),),
            policy_paragraph=policy.paragraph(RULE),
            remedies=(remedy,),
        ),
    )
