"""Rounding: whether everything that a policy wants rounded is rounded.

Formula: a shown count x is rounded to base b when x is a multiple of b.
Parameters: `Policy.rounding_base`, `Policy.rounding_is_required`.
Source: each policy's own rounding rule, named in its paragraphs.
It cannot see: whether a multiple of b was rounded or happens to be one.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted, number_in_words

RULE = "rounding"

_NEARLY = 1e-6


def find_unrounded(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with all shown counts that are not multiples of the base."""
    base = policy.rounding_base
    if base is None or not policy.rounding_is_required:
        return ()
    numbers = np.where(shown.is_count, shown.shown, np.nan)
    with np.errstate(invalid="ignore"):
        is_unrounded = np.abs(numbers - np.rint(numbers / base) * base) > _NEARLY
    mask = is_unrounded & ~shown.exempt(RULE)
    if not mask.any():
        return ()
    cells = shown.cells(mask)
    first = number_in_words(float(numbers[mask][0]))
    return (
        Finding(
            rule=RULE,
            severity=Severity.FAIL,
            sheet=shown.table.sheet,
            cells=cells,
            message=f"The policy wants every count rounded to a multiple of {base}, and "
            f"{counted(len(cells), 'shown count is', 'shown counts are')} not, beginning with "
            f"{shown.name(cells[0])}, which is {first}: exact counts make it easier to work out "
            "withheld and rounded ones.",
            evidence=(("unrounded", str(len(cells))),),
            policy_paragraph=policy.paragraph(RULE),
            remedies=("Round the table",),
        ),
    )
