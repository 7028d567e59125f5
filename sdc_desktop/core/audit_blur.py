"""Printed numbers that the source rounded are ranges to a reader, not numbers.

Taken as exact they would seem to give cells away that nobody can work out; on the other hand sums
of rounded numbers narrow one another. So they are unknowns with bounds wherever they are connected
with something that is audited. Where that is too much to work out, they stay what they are printed
as: the audit then finds too much and never too little.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sdc_desktop.core.audit_knowledge import Knowledge
from sdc_desktop.core.audit_problem import components, reduce_system
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray

MOST_OPENED = 4_000
"""Cells of one component that may become unknown because the source rounded them."""


def open_blurred(
    system: RelationSystem, knowledge: Knowledge, *, most: int = MOST_OPENED
) -> tuple[RelationSystem, Knowledge]:
    """Return the system and the knowledge with rounded numbers as ranges.

    The relations between such numbers hold exactly between the true ones, whatever the printed
    totals are apart.

    Args:
        system: What adds up.
        knowledge: What a reader knows of each cell, printed numbers taken as exact.
        most: Larger components are left as they are.
    """
    blur = system.blur
    if blur is None:
        return system, knowledge
    can_open = knowledge.is_known & np.isfinite(system.values) & (blur.above > 0)
    opened = can_open & _near_unknown(system, knowledge, can_open, most)
    if not opened.any():
        return system, knowledge
    lower, upper = knowledge.lower.copy(), knowledge.upper.copy()
    low = np.maximum(system.values - blur.below, system.lower)
    lower[opened], upper[opened] = low[opened], (system.values + blur.above)[opened]
    opened_knowledge = replace(
        knowledge,
        is_known=knowledge.is_known & ~opened,
        is_rounded=knowledge.is_rounded | opened,
        lower=lower,
        upper=upper,
        lower_with_zeros=np.where(opened, lower, knowledge.lower_with_zeros),
    )
    return _made_exact(system, opened_knowledge, opened), opened_knowledge


def _near_unknown(
    system: RelationSystem, knowledge: Knowledge, can_open: BoolArray, most: int
) -> BoolArray:
    """Tell which cells hang together with unknown ones, in components that are not too large."""
    is_known = knowledge.is_known & ~can_open
    problem = reduce_system(system, is_known, knowledge.lower, knowledge.upper)
    of_cell, _ = components(problem)
    is_asked = ~knowledge.is_known[problem.unknown]
    sizes = np.bincount(of_cell, minlength=of_cell.size + 1)
    wanted = np.zeros(sizes.size, bool)
    wanted[of_cell[is_asked]] = True
    near = np.zeros(len(system.cells), bool)
    near[problem.unknown] = wanted[of_cell] & (sizes[of_cell] <= most)
    return near


def _made_exact(system: RelationSystem, knowledge: Knowledge, opened: BoolArray) -> RelationSystem:
    """Return the system where sums of rounded numbers hold without tolerance."""
    rows, _ = system.shape
    row_of = system.row_of
    printed = np.bincount(row_of, knowledge.is_known[system.columns], minlength=rows)
    is_sum = np.isfinite(system.row_lower) & np.isfinite(system.row_upper)
    exact = is_sum & (printed == 0) & (np.bincount(row_of, opened[system.columns], rows) > 0)
    return replace(
        system,
        row_lower=np.where(exact, 0.0, system.row_lower),
        row_upper=np.where(exact, 0.0, system.row_upper),
    )
