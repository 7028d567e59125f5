"""Ones and twos: counts that identify people whatever the threshold is.

Formula: a shown count of 1 or 2.
Parameters: `Policy.flags_ones_and_twos`.
Source: Handbook on Statistical Disclosure Control, 2nd edition, section 5.2: a 1 allows
identification and self-identification, a 2 lets one contributor identify the other.
It cannot see: whether the table counts people, and whether a weighted 1 stands for one person.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.threshold import REMEDIES

RULE = "ones-and-twos"

_LEARNS = {
    1.0: "the one person it counts can recognise themselves, and others may recognise them",
    2.0: "each of the two people it counts can recognise the other",
}


def find_ones_and_twos(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each count of 1 or 2 that a reader sees."""
    if not policy.flags_ones_and_twos:
        return ()
    mask = np.isin(shown.original, (1.0, 2.0)) & shown.is_told & ~shown.exempt(RULE)
    paragraph = policy.paragraph(RULE)
    return tuple(
        Finding(
            rule=RULE,
            severity=Severity.FAIL,
            sheet=cell.sheet,
            cells=(cell,),
            message=_sentence(shown, cell, value),
            evidence=(("count", f"{value:.0f}"),),
            policy_paragraph=paragraph,
            remedies=REMEDIES,
        )
        for cell, value in zip(shown.cells(mask), shown.original[mask].tolist(), strict=True)
    )


def _sentence(shown: ShownTable, cell: CellRef, value: float) -> str:
    behind = "is shown rounded, and the count behind it is" if shown.is_rounded(cell) else "is"
    return f"{shown.name(cell)} {behind} {value:.0f}: {_LEARNS[value]}."
