"""Counts that escaped the rounding of their table: the commonest reason why outputs come back.

Formula: of the different counts of a table, or else of a column, all but at most one in ten are
multiples of a base (or middles of bins), and that is a million times likelier by rounding than by
chance: (k - m - 1) log10 b - log10 C(k, m) >= 6 for k counts of which m are none.
Parameters: none; the table itself tells its base.
Source: issue of the program; `core/found_rounding.py` detects the rounding.
It cannot see: counts that were never rounded and happen to be multiples.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.found_rounding import FoundRounding, find_escaped
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import CellStatus
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted, number_in_words
from sdc_desktop.core.sheets import BoolArray

RULE = "escaped-rounding"


def find_unrounded_among_rounded(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for the counts of a table, or of each column, that are not rounded."""
    found: list[Finding] = []
    for rounding, mask in _escaped(shown):
        here = mask & (shown.statuses == CellStatus.AS_IS) & ~shown.exempt(RULE)
        if here.any():
            found.append(_finding(shown, policy, rounding, here))
    return tuple(found)


def _escaped(shown: ShownTable) -> Iterator[tuple[FoundRounding, BoolArray]]:
    """Yield the rounding and what escaped it, as (rows, columns), of the table or of columns."""
    counts = np.where(shown.is_count, shown.original, np.nan)
    whole = find_escaped(counts.ravel())
    if whole is not None:
        yield whole[0], whole[1].reshape(counts.shape)
        return
    for column in range(counts.shape[1]):
        part = find_escaped(counts[:, column])
        if part is not None:
            mask = np.zeros(counts.shape, bool)
            mask[:, column] = part[1]
            yield part[0], mask


def _finding(
    shown: ShownTable, policy: Policy, rounding: FoundRounding, mask: BoolArray
) -> Finding:
    cells = shown.cells(mask)
    first = number_in_words(float(shown.original[mask][0]))
    what = (
        f"middles of bins of {rounding.base}"
        if rounding.is_midpoint
        else f"multiples of {rounding.base}"
    )
    return Finding(
        rule=RULE,
        severity=Severity.REVIEW,
        sheet=shown.table.sheet,
        cells=cells,
        message=f"Nearly all counts here are {what}, and "
        f"{counted(len(cells), 'is', 'are')} not, beginning with {shown.name(cells[0])}, which is "
        f"{first}: it looks as if rounding left them out.",
        evidence=(("base", str(rounding.base)),),
        policy_paragraph=policy.paragraph(RULE),
        remedies=("Round them like the others", "Accept them with the reason"),
    )
