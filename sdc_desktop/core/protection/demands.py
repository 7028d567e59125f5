"""What protection asks for: how far a reader must be able to imagine a withheld cell to move."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.core.known_contributions import known_by_one
from sdc_desktop.core.layout.markers import read_marker
from sdc_desktop.core.policy import Policy, RequiredInterval, UnsafeRange, ZeroPolicy
from sdc_desktop.core.protection.preferences import Preferences
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem

_SMALLEST_SHARE = 1e-6
"""Room that a sum without a printed last digit needs at least, as a share of its size."""


def pose(
    system: RelationSystem,
    published: Published,
    policy: Policy,
    values: FloatArray,
    preferences: Preferences,
) -> SuppressionProblem:
    """Return the problem without demands: what is withheld, what may be, how far each can move.

    Zeros are no candidates: where zeros are shown a withheld one would be missed, and it protects
    nothing by itself. Rounded cells do not move, so what rounding adds is left aside.

    Args:
        system: What adds up.
        published: What a reader sees.
        policy: Whose marker and zeros tell something.
        values: (n,) float64: the source's numbers; where it withholds them, some that fit.
        preferences: What each costs, and what must be shown.
    """
    is_withheld = withheld_cells(system, published)
    stays = ~is_withheld & (values == 0)
    stays |= np.bincount(system.columns, minlength=values.size) == 0
    stays &= ~is_withheld
    kept = preferences.stays | {cell for cell, _ in published.exempt}
    if kept:
        stays |= np.array([cell in kept for cell in system.cells], bool) & ~is_withheld
    exempt = {cell for cell, _ in published.exempt}
    if exempt:
        stays |= np.array([cell in exempt for cell in system.cells], bool)
    states = np.where(stays, CellState.STAYS, np.where(is_withheld, CellState.WITHHELD, 0))
    lower, upper = _bounds(system, policy, values, is_withheld)
    row_down, row_up = _row_room(system, values)
    return SuppressionProblem(
        values=values,
        costs=preferences.costs(system, values),
        up=np.maximum(upper - values, 0),
        down=np.maximum(values - lower, 0),
        states=states.astype(np.uint8),
        row_starts=system.row_starts,
        columns=system.columns,
        coefficients=system.coefficients,
        row_down=row_down,
        row_up=row_up,
        demands=(),
        is_whole=system.is_count,
    )


def withheld_cells(system: RelationSystem, published: Published) -> BoolArray:
    """Tell which cells are withheld, by the source or by what was decided: (n,) bool."""
    is_withheld: BoolArray = ~np.isfinite(system.values)
    withheld = set(published.cells_with(CellStatus.PRIMARY, CellStatus.SECONDARY))
    if withheld:
        is_withheld |= np.array([cell in withheld for cell in system.cells], bool)
    return is_withheld


def _row_room(system: RelationSystem, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return how far the sum of each relation may go down and up, at least 0: (m,) each."""
    count = system.row_lower.size
    terms = system.coefficients * values[system.columns]
    shown = np.bincount(system.row_of, terms, minlength=count)
    is_exact = system.row_lower == system.row_upper
    down = np.where(is_exact, 0.0, np.maximum(shown - system.row_lower, 0.0))
    up = np.where(is_exact, 0.0, np.maximum(system.row_upper - shown, 0.0))
    return down, up


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
    problem: SuppressionProblem,
    cell: int,
    interval: FeasibilityInterval,
) -> Iterator[Demand]:
    """Yield what a cell lacks that the audit found not enough protected.

    Args:
        system: What adds up.
        policy: How much is asked for.
        problem: As `pose` returned it.
        cell: Number of the cell.
        interval: What a reader can narrow it to.
    """
    value = float(problem.values[cell])
    unsafe = policy.unsafe_counts
    if unsafe is not None and _needs_range(system, policy, unsafe, cell):
        top = unsafe.safe_from
        if interval.upper < top and value < top:
            yield Demand(cell, 1, top - value)
        if interval.lower > 1 and value > 1:
            yield Demand(cell, -1, value - 1)
    elif system.upper_level[cell] > 0 or system.lower_level[cell] > 0:
        yield from _level_demands(system, problem, cell, interval)
    elif interval.is_exact:
        yield Demand(cell, 0, _step(system, cell, value))


def _step(system: RelationSystem, cell: int, value: float) -> float:
    """Return the least movement that counts: the last printed digit."""
    step = float(system.steps[cell])
    return max(step, 0.0 if step else _SMALLEST_SHARE * max(1.0, abs(value)))


def demands_against_contributors(
    system: RelationSystem, is_withheld: BoolArray, cell: int
) -> Iterator[Demand]:
    """Yield that a cell must be able to move for whoever is the only one in another cell.

    Args:
        system: What adds up.
        is_withheld: (n,) bool: what is withheld by now.
        cell: Number of the unsafe cell.
    """
    single = is_withheld & ((system.is_count & (system.values == 1)) | system.is_single)
    need = _step(system, cell, float(system.values[cell]))
    for group in known_by_one(single, system.contributions):
        if cell not in group:
            yield Demand(cell, 0, need, group)


def _level_demands(
    system: RelationSystem, problem: SuppressionProblem, cell: int, interval: FeasibilityInterval
) -> Iterator[Demand]:
    """Yield what a sum lacks of its protection levels."""
    value = float(problem.values[cell])
    up = float(system.upper_level[cell])
    down = min(float(system.lower_level[cell]), float(problem.down[cell]))
    if up > 0 and interval.upper < value + up:
        yield Demand(cell, 1, up)
    if down > 0 and interval.lower > value - down:
        yield Demand(cell, -1, down)


def plain_demands(
    system: RelationSystem, policy: Policy, problem: SuppressionProblem
) -> tuple[Demand, ...]:
    """Return what the policy asks for each withheld cell of a problem, met or not."""
    unsafe, found = policy.unsafe_counts, []
    for cell in np.flatnonzero(problem.is_withheld).tolist():
        value = float(problem.values[cell])
        if unsafe is not None and _needs_range(system, policy, unsafe, cell):
            if value < unsafe.safe_from:
                found.append(Demand(cell, 1, unsafe.safe_from - value))
            if value > 1:
                found.append(Demand(cell, -1, value - 1))
        elif system.upper_level[cell] > 0 or system.lower_level[cell] > 0:
            found.extend(_levels_asked(system, problem, cell))
        else:
            found.append(Demand(cell, 0, _step(system, cell, value)))
    return tuple(found)


def _levels_asked(
    system: RelationSystem, problem: SuppressionProblem, cell: int
) -> Iterator[Demand]:
    """Yield the protection levels of a sum, as far down as it can go at all."""
    up = float(system.upper_level[cell])
    down = min(float(system.lower_level[cell]), float(problem.down[cell]))
    if up > 0:
        yield Demand(cell, 1, up)
    if down > 0:
        yield Demand(cell, -1, down)


def _needs_range(system: RelationSystem, policy: Policy, unsafe: UnsafeRange, cell: int) -> bool:
    value = float(system.values[cell])
    if policy.required_interval is not RequiredInterval.RANGE:
        return False
    is_unsafe = value in unsafe or (value == 0 and policy.zeros is ZeroPolicy.UNSAFE)
    return bool(system.is_count[cell] and (is_unsafe or np.isnan(value)))
