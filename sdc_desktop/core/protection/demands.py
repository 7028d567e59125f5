"""What protection asks for: how far a reader must be able to imagine a withheld cell to move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.layout.markers import read_marker
from sdc_desktop.core.policy import Policy, RequiredInterval, UnsafeRange, ZeroPolicy
from sdc_desktop.core.protection.solver import Movement
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray

_SMALLEST_SHARE = 1e-6
"""Room that a sum without a printed last digit needs at least, as a share of its size."""
_DEAREST = 1e100
"""The most that withholding a cell costs, whatever absurd number it holds."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A cell must be able to move.

    Attributes:
        cell: Number of the cell.
        direction: 1 for up, -1 for down, 0 for either of the two.
        need: How far, above 0.
        held: Cells that must not move with it, because their sum with it is what is unsafe.
    """

    cell: int
    direction: int
    need: float
    held: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """The cells of a relation system as suppression sees them: (n,) each.

    Attributes:
        values: The source's numbers; where it withholds them, some that fit.
        is_withheld: Withheld already.
        is_candidate: May be withheld to protect others.
        weights: What withholding a candidate costs.
        movement: How far each of them may move.
    """

    values: FloatArray
    is_withheld: BoolArray
    is_candidate: BoolArray
    weights: FloatArray
    movement: Movement


def survey(
    system: RelationSystem,
    published: Published,
    policy: Policy,
    values: FloatArray,
    must_stay: frozenset[CellRef],
) -> Situation:
    """Return what is withheld, what may be, and how far each can move.

    Zeros are no candidates: where zeros are shown a withheld one would be missed, and it protects
    nothing by itself. Rounded cells do not move, so what rounding adds is left aside.
    """
    numbers = {cell: number for number, cell in enumerate(system.cells)}
    is_withheld = ~np.isfinite(system.values)
    for cell in published.cells_with(CellStatus.PRIMARY, CellStatus.SECONDARY):
        if cell in numbers:
            is_withheld[numbers[cell]] = True
    is_candidate = ~is_withheld & (values != 0)
    is_candidate &= np.bincount(system.columns, minlength=values.size) > 0
    for cell in must_stay | {cell for cell, _ in published.exempt}:
        if cell in numbers:
            is_candidate[numbers[cell]] = False
    may_move = is_withheld | is_candidate
    for cell, _ in published.exempt:
        may_move[numbers.get(cell, [])] = False
    lower, upper = _bounds(system, policy, values, is_withheld)
    movement = Movement(may_move, np.maximum(upper - values, 0), np.maximum(values - lower, 0))
    weights = np.clip(np.abs(values), 1.0, _DEAREST)
    return Situation(values, is_withheld, is_candidate, weights, movement)


def _bounds(
    system: RelationSystem, policy: Policy, values: FloatArray, is_withheld: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return what a reader knows of each cell once it is withheld with the policy's marker."""
    tables = int(system.table_of.max(initial=0)) + 1
    is_zero = system.is_count & (values == 0)
    hidden = np.bincount(system.table_of[is_zero & is_withheld], minlength=tables) > 0
    shown = np.bincount(system.table_of[is_zero & ~is_withheld], minlength=tables) > 0
    if policy.zeros is not ZeroPolicy.UNSAFE:
        shown[:] = True
    is_positive = (shown & ~hidden)[system.table_of] & system.is_count & (values >= 1)
    lower = np.where(is_positive, np.maximum(system.lower, 1.0), system.lower)
    upper = system.upper.copy()
    marker = read_marker(policy.marker)
    if marker is not None and marker.upper is not None:
        upper = np.where(values <= marker.upper, np.minimum(upper, marker.upper), upper)
    return lower, upper


def demands_of(
    system: RelationSystem,
    policy: Policy,
    situation: Situation,
    cell: int,
    interval: FeasibilityInterval,
) -> Iterator[Demand]:
    """Yield what a cell lacks that the audit found not enough protected."""
    value = float(situation.values[cell])
    unsafe = policy.unsafe_counts
    if unsafe is not None and _needs_range(system, policy, unsafe, cell):
        top = unsafe.safe_from
        if interval.upper < top and value < top:
            yield Demand(cell, 1, top - value)
        if interval.lower > 1 and value > 1:
            yield Demand(cell, -1, value - 1)
    elif interval.is_exact:
        step = float(system.steps[cell])
        yield Demand(cell, 0, max(step, 0.0 if step else _SMALLEST_SHARE * max(1.0, abs(value))))
    else:
        yield from _union_demand(system, situation, cell)


def _needs_range(system: RelationSystem, policy: Policy, unsafe: UnsafeRange, cell: int) -> bool:
    value = float(system.values[cell])
    if policy.required_interval is not RequiredInterval.RANGE:
        return False
    is_unsafe = value in unsafe or (value == 0 and policy.zeros is ZeroPolicy.UNSAFE)
    return bool(system.is_count[cell] and (is_unsafe or np.isnan(value)))


def _union_demand(system: RelationSystem, situation: Situation, cell: int) -> Iterator[Demand]:
    """Yield for the smallest sum of withheld cells of a relation with `cell` that it must move."""
    row_of = system.row_of
    best: tuple[float, tuple[int, ...]] | None = None
    for row in row_of[system.columns == cell].tolist():
        members = system.columns[system.row_starts[row] : system.row_starts[row + 1]]
        hidden = members[situation.is_withheld[members]]
        total = float(np.abs(situation.values[hidden]).sum())
        others = tuple(int(one) for one in hidden if one != cell)
        if others and (best is None or total < best[0]):
            best = total, others
    if best is not None:
        yield Demand(cell, 0, 1.0, best[1])
