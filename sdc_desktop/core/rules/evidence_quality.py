"""Evidence that contradicts the table or itself: then neither can be relied on.

Formula: x2 > x1; x1 > X or the sum of the n largest > X where no contribution is below zero; one
contributor whose x1 is not X; a value in the evidence that differs from the table by more than
the table's rounding.
Parameters: none.
Source: DHSC data management statement, "accurate and fit for purpose through quality assurance".
It cannot see: evidence that is wrong and still possible.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.evidence import VALUE
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.last_digit import last_digit
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.contributions import Contributions, is_magnitude
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted
from sdc_desktop.core.sheets import BoolArray

RULE = "evidence"

_SLACK = 1e-6


def find_contradictions(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for evidence that cannot belong to these numbers, and one for values."""
    contributions = Contributions(shown, policy)
    step = last_digit(shown.original)
    value = shown.evidence.of(shown.table, VALUE)
    with np.errstate(invalid="ignore"):
        differs = np.abs(value - shown.original) > step / 2 + _SLACK * np.abs(shown.original)
    impossible = _is_impossible(contributions, step) & is_magnitude(shown)
    return (
        *_finding(shown, policy, impossible,
                  "the evidence cannot be true: a contribution is larger than the sum, or the "
                  "ranks are not in order"),
        *_finding(shown, policy, differs, "the evidence has another number than the table"),
    )  # fmt: skip


def _is_impossible(contributions: Contributions, step: float) -> BoolArray:
    first, second, total = contributions.rank(1), contributions.rank(2), contributions.total
    count = contributions.count
    with np.errstate(invalid="ignore"):
        slack = step / 2 * np.where(contributions.shown.original == total, 1.0, count)
        slack = np.nan_to_num(slack) + step / 2 + _SLACK * np.abs(total)
        disordered = second > first + slack
        too_large = contributions.least(2) > total + slack
        too_large |= first > total + slack
        alone = (count == 1) & (np.abs(first - total) > slack)
        return np.asarray((disordered | too_large | alone) & ~contributions.has_negatives)


def _finding(shown: ShownTable, policy: Policy, mask: BoolArray, what: str) -> tuple[Finding, ...]:
    mask = mask & ~shown.exempt(RULE)
    if not mask.any():
        return ()
    cells = shown.cells(mask)
    return (
        Finding(
            rule=RULE,
            severity=Severity.REVIEW,
            sheet=shown.table.sheet,
            cells=cells,
            message=f"For {counted(len(cells), 'cell')}, beginning with {shown.name(cells[0])}, "
            f"{what}: whatever was judged by it cannot be relied on.",
            evidence=(("cells", str(len(cells))),),
            policy_paragraph=policy.paragraph(RULE),
            remedies=("Ask for evidence that belongs to this table",),
        ),
    )
