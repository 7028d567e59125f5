"""How far a withheld sum must be able to lie from its number, as the rules about sums ask.

Source: Handbook on Statistical Disclosure Control, 2nd edition, the table of upper protection
levels; the lower level is set equal. A rule about the number of contributors alone asks only that
the exact number is kept from a reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.evidence import Evidence
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import Published, publish
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.rules.contributions import Contributions
from sdc_desktop.core.rules.judged import CONCENTRATION
from sdc_desktop.core.rules.shown_table import show_table
from sdc_desktop.core.sheets import FloatArray, Workbook
from sdc_desktop.core.tables import Table


def with_levels(
    system: RelationSystem,
    workbook: Workbook,
    tables: Sequence[Table],
    policy: Policy,
    evidence: Evidence,
) -> RelationSystem:
    """Return the system with the protection levels of all sums that are unsafe.

    Args:
        system: What adds up; other cells than those of `tables` stay as they are.
        workbook: The workbook that is checked.
        tables: Its tables.
        policy: Whose rules about sums hold.
        evidence: What is known of their contributions.
    """
    if not evidence.sheets:
        return system
    level = np.zeros(len(system.cells))
    published = publish(workbook, ())
    for table in tables:
        found = _levels(workbook, table, published, policy, evidence)
        places = np.argwhere(found > 0)
        body = table.body
        cells = [
            CellRef(table.sheet, body.top + int(row), body.left + int(column))
            for row, column in places
        ]
        numbers = system.places.numbers(cells)
        inside = numbers >= 0
        values = found[places[:, 0], places[:, 1]]
        np.maximum.at(level, numbers[inside], values[inside])
    return replace(system, lower_level=level, upper_level=level)


def _levels(
    workbook: Workbook, table: Table, published: Published, policy: Policy, evidence: Evidence
) -> FloatArray:
    """Return the levels of a table's cells: (rows, columns) float64, 0 where none is asked."""
    shown = show_table(workbook, table, published, policy, evidence)
    contributions = Contributions(shown, policy)
    level = np.zeros(shown.shown.shape)
    for judge in CONCENTRATION:
        verdict = judge(contributions, policy)
        if verdict is not None:
            level = np.maximum(level, np.nan_to_num(verdict.level))
    return level
