"""Within-group disclosure: lines in which one person is told from all others.

Formula: a line whose parts, all counts and shown, are zero but for two, one of which is 1: the one
person learns the category of everybody else in the group.
Parameters: `TableRules.within_group`.
Source: Handbook on Statistical Disclosure Control, 2nd edition, section 5.2.
It cannot see: lines whose parts were not understood as adding up.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_all
from sdc_desktop.core.rules.lines import Lines
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.tables import Axis

RULE = "within-group"


def find_told_apart(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with the two counts of each such line."""
    if not policy.tables.within_group:
        return ()
    mask = np.zeros(shown.original.shape, np.bool_)
    body = shown.table.body
    for relation in shown.table.relations:
        if len(relation.parts) < 2 or not relation.across:
            continue
        lines = Lines.of_relation(shown, relation)
        is_two = ((lines.told > 0).sum(axis=0) == 2) & lines.is_told.all(axis=0)
        is_two &= lines.are_counts & (lines.told == 1).any(axis=0)
        part, line = np.nonzero((lines.told > 0) & is_two)
        rows, columns = lines.parts[part], lines.lines[line]
        if relation.axis is Axis.COLUMNS:
            rows, columns = columns, rows
        mask[rows - body.top, columns - body.left] = True
    return one_for_all(
        shown, policy, mask, RULE, Severity.FAIL,
        "{cells} stands in a line with only two counts, one of them 1: the one person learns the "
        "category of everybody else.",
        ("Combine categories", "Withhold the cells"),
    )  # fmt: skip
