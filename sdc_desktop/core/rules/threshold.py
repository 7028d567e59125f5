"""Minimum frequency: counts that are too small to be shown.

Formula: a count n is unsafe when lowest <= n <= highest; "n < T" is 1 to T - 1, zeros being
another matter (see zeros.py). A fraction, as weighting makes it, is unsafe when it lies above
lowest - 1 and below highest + 1.
Parameters: `Policy.unsafe_counts`; `Policy.rounding_is_enough` with `Policy.rounding_base`.
Source: Handbook on Statistical Disclosure Control, 2nd edition, glossary, "minimum frequency".
It cannot see: whether the count is weighted (the rule is about the unweighted one), whether the
same people are counted in another table, and whom a count stands for.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.rules.combining import COMBINE, Neighbours
from sdc_desktop.core.rules.shown_table import ShownTable, least_hiding_base
from sdc_desktop.core.rules.words import number_in_words

RULE = "threshold"

REMEDIES = (COMBINE, "Withhold the cell", "Round the table")
"""In the order of guidance: redesign first, then withhold, and round what is left."""


def find_small_counts(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each count that the policy does not allow to be shown."""
    unsafe = policy.unsafe_counts
    if unsafe is None:
        return ()
    counts = shown.original
    with np.errstate(invalid="ignore"):
        is_small = (counts > unsafe.lowest - 1) & (counts < unsafe.highest + 1)
    mask = is_small & shown.is_told & ~shown.exempt(RULE)
    paragraph = policy.paragraph(RULE)
    neighbours = Neighbours(shown)
    return tuple(
        Finding(
            rule=RULE,
            severity=Severity.FAIL,
            sheet=cell.sheet,
            cells=(cell,),
            message=_sentence(shown, cell, value, unsafe, policy),
            evidence=(("count", number_in_words(value)),),
            policy_paragraph=paragraph,
            remedies=(neighbours.advice(cell, unsafe.safe_from), *REMEDIES[1:]),
        )
        for cell, value in zip(shown.cells(mask), counts[mask].tolist(), strict=True)
    )


def _sentence(
    shown: ShownTable, cell: CellRef, value: float, unsafe: UnsafeRange, policy: Policy
) -> str:
    count = number_in_words(value)
    limits = f"{unsafe.lowest} to {unsafe.highest}"
    if not shown.is_rounded(cell):
        return (
            f"{shown.name(cell)} is {count}, a count from {limits}, which the policy does not "
            "allow to be shown: a reader could work out who it is."
        )
    wanted = least_hiding_base(policy)
    wish = "withheld" if np.isinf(wanted) else f"withheld or rounded to at least {wanted:g}"
    return (
        f"{shown.name(cell)} is shown rounded, but the count behind it is {count}, from {limits}: "
        f"the policy wants it {wish}, because a reader could narrow it down to a few people."
    )
