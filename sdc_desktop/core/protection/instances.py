"""A suppression problem by itself: cells, levels and sums, as experts exchange it.

It knows no workbook: cells have names, and what adds up is given. So problems of other systems can
be protected here, and problems from here elsewhere, and patterns be judged by the audit.

Numbers are taken as they are, over fractions: whoever exchanges such problems measures intervals by
linear programmes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.cell_refs import CellRefs
from sdc_desktop.core.last_digit import last_digit
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Cost, Preferences
from sdc_desktop.core.protection.secondary_suppression import (
    SecondarySuppression,
    suppress_secondary,
)
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_SHEET = "problem"
_POLICY = Policy("instance", "", "Protection levels of the problem")
_NOISE = 1e-9


class InstanceStatus(StrEnum):
    """What may be done with a cell, by the letters that other systems use."""

    SAFE = "s"
    """Shown, and may be withheld for others."""
    UNSAFE = "u"
    """Withheld, unsafe itself."""
    STAYS = "z"
    """Shown whatever happens."""
    SECONDARY = "x"
    """Withheld for others."""


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """A problem of n cells and m sums `coefficients x = right`.

    Sum i holds `coefficients[s:e]` at `columns[s:e]`, with `s, e = row_starts[i:i + 2]`.

    Attributes:
        names: What each cell is called.
        statuses: A status for each cell.
        values: (n,) float64. weights: (n,) float64, above 0: what withholding each costs.
        lower, upper: (n,) float64: what an attacker knows before; upper may be inf.
        lower_level, upper_level: (n,) float64, at least 0: how far the interval must reach.
        sliding_level: (n,) float64, at least 0: how wide the interval must be.
        row_starts: (m + 1,) int32. columns: (nonzeros,) int32. coefficients: (nonzeros,) float64.
        right: (m,) float64.
        rooms: (m,) float64, at least 0: how far a sum may lie beside `right`, for rounded numbers.
    """

    names: tuple[str, ...]
    statuses: tuple[InstanceStatus, ...]
    values: FloatArray
    weights: FloatArray
    lower: FloatArray
    upper: FloatArray
    lower_level: FloatArray
    upper_level: FloatArray
    sliding_level: FloatArray
    row_starts: Int32Array
    columns: Int32Array
    coefficients: FloatArray
    right: FloatArray
    rooms: FloatArray

    def has(self, *wanted: InstanceStatus) -> BoolArray:
        """Tell which cells have one of these statuses: (n,) bool."""
        return np.array([one in wanted for one in self.statuses], bool)


@dataclass(frozen=True, slots=True, eq=False)
class ProtectedInstance:
    """A problem with its pattern.

    Attributes:
        instance: The problem; the cells withheld for others have that status.
        found: What the search found.
        audit: What a reader can narrow each withheld cell to.
        short: (n,) bool: withheld cells whose levels are not reached.
    """

    instance: Instance
    found: SecondarySuppression
    audit: Audit
    short: BoolArray


def protect_instance(
    instance: Instance,
    preferences: Preferences = NO_PREFERENCES,
    progress: Progress = no_progress,
) -> ProtectedInstance:
    """Choose the cells to withhold for others; those that are withheld for others already stay so.

    Args:
        instance: The problem.
        preferences: How much work to spend; what cells cost says the problem.
        progress: Told what is being done.
    """
    system = _system(instance)
    cells = system.places
    stays = np.flatnonzero(instance.has(InstanceStatus.STAYS)).tolist()
    wishes = replace(
        preferences,
        cost=Cost.CELLS,
        factors=tuple(zip(cells, instance.weights.tolist(), strict=True)),
        must_stay=frozenset(cells[one] for one in stays),
    )
    found = suppress_secondary(
        system, _published(instance), _POLICY, preferences=wishes, progress=progress
    )
    chosen = cells.where(found.secondary)
    statuses = tuple(
        InstanceStatus.SECONDARY if is_chosen else status
        for status, is_chosen in zip(instance.statuses, chosen.tolist(), strict=True)
    )
    done = replace(instance, statuses=statuses)
    judged, short = judge_instance(done, progress)
    return ProtectedInstance(done, found, judged, short)


def judge_instance(instance: Instance, progress: Progress = no_progress) -> tuple[Audit, BoolArray]:
    """Return what a reader can narrow each withheld cell to, and which levels are not reached.

    Returns:
        The audit, and (n,) bool: withheld cells that are known exactly, whose ends were not
        proved, or whose interval does not reach all three levels.
    """
    system = _system(instance)
    judged = audit(system, _published(instance), _POLICY, progress)
    short = np.zeros(instance.values.size, bool)
    for one in judged.intervals:
        number = int(system.places.numbers((one.cell,))[0])
        width = instance.sliding_level[number]
        is_wide = one.upper - one.lower >= width - _NOISE * max(1.0, width)
        short[number] = not (one.is_enough and is_wide)
    return judged, short


def _system(instance: Instance) -> RelationSystem:
    """Return the sums as relations; sliding levels ask for more room above."""
    size, rows = instance.values.size, instance.right.size
    cells = CellRefs(
        (_SHEET,),
        np.zeros(size, np.int32),
        np.arange(size, dtype=np.int32),
        np.zeros(size, np.int32),
    )
    is_unsafe = instance.has(InstanceStatus.UNSAFE)
    more = np.maximum(instance.upper_level, instance.sliding_level - instance.lower_level)
    return RelationSystem(
        cells=cells,
        values=instance.values,
        is_count=np.zeros(size, bool),
        lower=instance.lower,
        upper=instance.upper,
        row_starts=instance.row_starts,
        columns=instance.columns,
        coefficients=instance.coefficients,
        row_lower=instance.right - instance.rooms,
        row_upper=instance.right + instance.rooms,
        reasons=("given with the problem",) * rows,
        steps=np.full(size, last_digit(instance.values)),
        lower_level=np.where(is_unsafe, instance.lower_level, 0.0),
        upper_level=np.where(is_unsafe, more, 0.0),
    )


def _published(instance: Instance) -> Published:
    """Return what a reader sees of the cells, one below the other."""
    primary = instance.has(InstanceStatus.UNSAFE)
    secondary = instance.has(InstanceStatus.SECONDARY)
    statuses = np.where(primary, CellStatus.PRIMARY, CellStatus.AS_IS)
    statuses = np.where(secondary, CellStatus.SECONDARY, statuses).astype(np.uint8)[:, None]
    values = np.where(primary | secondary, np.nan, instance.values)[:, None]
    cells = _system(instance).places
    hidden = np.flatnonzero(primary | secondary).tolist()
    markers = {cells[one]: _POLICY.marker for one in hidden}
    return Published({_SHEET: statuses}, {_SHEET: values}, markers, frozenset())
