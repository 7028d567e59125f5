"""Negative contributions: sums for which the concentration rules are not defined.

Formula: a sum below zero, or one with a contribution below zero, where the policy has a
concentration rule. With `NegativePolicy.ABSOLUTE` the rules are applied to the sizes of the
contributions, where evidence gives their sum; then there is no finding.
Parameters: `MagnitudeRules.negatives`.
Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4 (reduce p, or use the
minimum frequency only); ABS DataLab (sizes); ACRO (a person reviews).
It cannot see: contributions below zero in a positive sum, unless evidence is given.
"""

from __future__ import annotations

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.contributions import Contributions
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted

RULE = "negatives"


def find_negatives(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with all sums that have contributions below zero."""
    rules = policy.magnitudes
    if not (rules.dominance or rules.p_percent or rules.prior_posterior):
        return ()
    has_negatives = Contributions(shown, policy).has_negatives
    mask = has_negatives & shown.shows_number & ~shown.hides & ~shown.exempt(RULE)
    if not mask.any():
        return ()
    cells = shown.cells(mask)
    return (
        Finding(
            rule=RULE,
            severity=Severity.REVIEW,
            sheet=shown.table.sheet,
            cells=cells,
            message=f"{counted(len(cells), 'sum has', 'sums have')} contributions below zero, "
            f"beginning with {shown.name(cells[0])}: the rules about large contributors are not "
            "defined for them, so a person has to judge.",
            evidence=(("sums", str(len(cells))),),
            policy_paragraph=policy.paragraph(RULE),
            remedies=(
                "Give the sum of the sizes of all contributions as evidence",
                "Withhold the cells",
                "Accept with a reason",
            ),
        ),
    )
