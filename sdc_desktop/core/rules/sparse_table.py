"""Sparse tables: counts that are too small or too often zero on average.

Formula: a table is too sparse when the mean of its inner counts is below the least average, or
when fewer of them than the least percentage are not zero. Inner counts are those of no total line.
Parameters: `TableRules.average`, `TableRules.filled`.
Source: Stats NZ (mean cell size of 2), NISRA Flexible Table Builder (one case a cell, 40% not
zero), read second-hand; Handbook on Statistical Disclosure Control, 2nd edition, table redesign.
It cannot see: cells whose number is withheld; they count as not zero and are left out of the mean.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_all
from sdc_desktop.core.rules.figures import in_total_lines
from sdc_desktop.core.rules.shown_table import ShownTable

RULE = "sparse-table"

_FEWEST = 2


def find_sparse(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for a table of counts that is too sparse; its first cell is named."""
    inner = shown.is_count & ~in_total_lines(shown) & ~np.isnan(shown.original)
    if inner.sum() < _FEWEST:
        return ()
    counts = shown.original[inner]
    average, filled = float(counts.mean()), 100 * float((counts > 0).mean())
    told = []
    if policy.tables.average is not None and average < policy.tables.average:
        told.append(f"its counts are {average:.1f} on average")
    if policy.tables.filled is not None and filled < policy.tables.filled:
        told.append(f"only {filled:.0f}% of its counts are not zero")
    first = np.zeros(inner.shape, np.bool_)
    first[tuple(np.argwhere(inner)[0])] = True
    if not told:
        return ()
    return one_for_all(
        shown, policy, first, RULE, Severity.FAIL,
        f"The table that begins with {{cells}} is too sparse: {' and '.join(told)}.",
        ("Combine categories", "Show fewer variables at once"),
    )  # fmt: skip
