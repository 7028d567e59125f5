"""The share rule: a count that holds nearly everybody of its row or column.

Formula: in a line with the total p, cell c discloses something of the group when c > share/100 p
and p is not 0; a line is p with the parts that add up to it, at least two.
Parameters: `TableRules.share`.
Source: Data without Boundaries (90%), read second-hand; ABS DataLab, "group disclosure".
It cannot see: whether a category is sensitive; totals that were not proved.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_all
from sdc_desktop.core.rules.lines import Lines
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.tables import Axis

RULE = "share"


def find_large_shares(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with all counts that hold too much of their row or column."""
    share = policy.tables.share
    if share is None:
        return ()
    mask = np.zeros(shown.original.shape, np.bool_)
    body = shown.table.body
    for relation in shown.table.relations:
        if len(relation.parts) < 2 or not relation.across:
            continue
        lines = Lines.of_relation(shown, relation)
        totals = lines.told_totals
        with np.errstate(invalid="ignore"):
            large = lines.is_told & (lines.told > share / 100 * totals) & (totals > 0)
        large &= lines.are_counts
        part, line = np.nonzero(large)
        rows, columns = (lines.parts[part], lines.lines[line])
        if relation.axis is Axis.COLUMNS:
            rows, columns = columns, rows
        mask[rows - body.top, columns - body.left] = True
    return one_for_all(
        shown, policy, mask, RULE, Severity.FAIL,
        f"{{cells}} holds more than {share:g}% of its row or column: a reader learns something of "
        "nearly everybody in that group.",
        ("Combine categories", "Withhold the cells", "Accept with a reason"),
    )  # fmt: skip
