"""The tables of a check as a suppression problem by itself, for other systems to solve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sdc_desktop.core.actions import Stamp
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, combined, with_asked_levels, with_knowledge
from sdc_desktop.core.protection.automatic import withhold_unsafe
from sdc_desktop.core.protection.demands import plain_demands, pose
from sdc_desktop.core.protection.filling import fill_in
from sdc_desktop.core.protection.instances import Instance, InstanceStatus
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Preferences
from sdc_desktop.core.published import publish
from sdc_desktop.core.ratio_cells import NO_RATIOS
from sdc_desktop.core.relations import build_relations
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.suppression.problem import CellState, Demand

_STATUS = {
    CellState.FREE: InstanceStatus.SAFE,
    CellState.WITHHELD: InstanceStatus.UNSAFE,
    CellState.STAYS: InstanceStatus.STAYS,
}


def instance_of(
    check: Check, preferences: Preferences = NO_PREFERENCES
) -> tuple[Instance, tuple[CellRef, ...]]:
    """Return the problem that protecting a check poses, and where each of its cells stands.

    What is withheld already and what the rules call unsafe is unsafe there. Percentages, and lines
    of which one counts a part of another, are no sums and are left out.

    Args:
        check: The check.
        preferences: What cells cost, and which must be shown.
    """
    view = combined(check)
    view = view.do(*withhold_unsafe(view, Stamp("", "")))
    plain = replace(build_relations(view.workbook, view.tables), ratios=NO_RATIOS)
    system = with_asked_levels(view, with_knowledge(view, plain))
    published = publish(view.workbook, view.actions)
    problem = pose(system, published, view.policy, fill_in(system), preferences)
    down, up, both = _levels(plain_demands(system, view.policy, problem), problem.values.size)
    kept = np.isfinite(system.row_lower) & np.isfinite(system.row_upper)
    sizes = np.diff(system.row_starts)
    inside = np.repeat(kept, sizes)
    instance = Instance(
        names=tuple(cell.full for cell in system.cells),
        statuses=tuple(_STATUS[CellState(one)] for one in problem.states.tolist()),
        values=problem.values,
        weights=problem.costs,
        lower=problem.values - problem.down,
        upper=problem.values + problem.up,
        lower_level=down,
        upper_level=up,
        sliding_level=both,
        row_starts=np.concatenate([[0], np.cumsum(sizes[kept])]).astype(np.int32),
        columns=system.columns[inside],
        coefficients=system.coefficients[inside],
        right=(system.row_lower[kept] + system.row_upper[kept]) / 2,
        rooms=(system.row_upper[kept] - system.row_lower[kept]) / 2,
    )
    return instance, tuple(system.cells)


def _levels(demands: tuple[Demand, ...], size: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return lower, upper and sliding levels: (n,) float64 each."""
    down, up, both = np.zeros(size), np.zeros(size), np.zeros(size)
    for demand in demands:
        array = {-1: down, 1: up, 0: both}[demand.direction]
        array[demand.cell] = max(array[demand.cell], demand.need)
    return down, up, both
