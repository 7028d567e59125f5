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
from sdc_desktop.core.gathered_contributions import Gathered
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.rules.contributions import Contributions
from sdc_desktop.core.rules.judged import CONCENTRATION
from sdc_desktop.core.rules.shown_table import show_table
from sdc_desktop.core.sheets import FloatArray, Int32Array, Workbook
from sdc_desktop.core.tables import Table


def with_levels(
    system: RelationSystem,
    workbook: Workbook,
    tables: Sequence[Table],
    policy: Policy,
    evidence: Evidence,
) -> RelationSystem:
    """Return the system with the protection levels of all sums that are unsafe.

    It knows as well which sums are the contribution of a single contributor, and what is known of
    the contributions, so that sums of its cells can be judged.

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
    is_single = np.zeros(len(system.cells), bool)
    published = publish(workbook, ())
    gathered = Gathered(system, policy)
    for table in tables:
        contributions = Contributions(
            show_table(workbook, table, published, policy, evidence), policy
        )
        levels = _levels(contributions, policy)
        numbers, values = _inside(system, table, levels)
        np.maximum.at(level, numbers, values)
        numbers, _ = _inside(system, table, (contributions.count == 1).astype(np.float64))
        is_single[numbers] = True
        gathered.add(table, contributions)
    return replace(
        system,
        lower_level=level,
        upper_level=level,
        is_single=is_single,
        contributions=gathered.known(evidence),
    )


def _inside(
    system: RelationSystem, table: Table, found: FloatArray
) -> tuple[Int32Array, FloatArray]:
    """Return the cells of a table with something above 0, by number, and what it is."""
    places = np.argwhere(found > 0)
    body = table.body
    cells = [
        CellRef(table.sheet, body.top + int(row), body.left + int(column)) for row, column in places
    ]
    numbers = system.places.numbers(cells)
    inside = numbers >= 0
    return numbers[inside], found[places[:, 0], places[:, 1]][inside]


def _levels(contributions: Contributions, policy: Policy) -> FloatArray:
    """Return the levels of a table's cells: (rows, columns) float64, 0 where none is asked."""
    level = np.zeros(contributions.shown.shown.shape)
    for judge in CONCENTRATION:
        verdict = judge(contributions, policy)
        if verdict is not None:
            level = np.maximum(level, np.nan_to_num(verdict.level))
    return level
