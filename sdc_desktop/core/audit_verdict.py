"""Whether what a reader can narrow a cell to is as much uncertainty as the policy asks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sdc_desktop.core.audit_intervals import Ends
from sdc_desktop.core.audit_knowledge import Knowledge
from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.audit_unions import find_unsafe_counts, find_unsafe_sums
from sdc_desktop.core.policy import Policy, RequiredInterval, UnsafeRange, ZeroPolicy
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray

_SAME = 1e-9
_STEP_ROOM = 0.999_999


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """The verdict on each of the k unknown cells of a problem.

    Attributes:
        is_exact, is_enough: (k,) bool.
        is_too_narrow: (k,) bool: an unsafe count or sum, or one that may be, can be narrowed to
            within less than the range that the policy asks for.
        unsafe: The unsafe range, None when the policy has none.
        unions: Cell to the relation of the problem by which a reader knows the sum of this and
            other withheld cells, a sum that is unsafe by itself.
        open_unions: The same for sums of which the evidence does not tell whether they are.
        levels: Cell to the range that its protection levels ask for, where it is short of it.
    """

    is_exact: BoolArray
    is_enough: BoolArray
    is_too_narrow: BoolArray
    unsafe: UnsafeRange | None
    unions: dict[int, int] = field(default_factory=dict)
    open_unions: dict[int, int] = field(default_factory=dict)
    levels: dict[int, tuple[float, float]] = field(default_factory=dict)


def judge(
    system: RelationSystem,
    knowledge: Knowledge,
    problem: Problem,
    ends: Ends,
    policy: Policy | None,
) -> Verdicts:
    """Return the verdict on each unknown cell."""
    is_exact = _is_exact(system, problem, ends) & ~ends.is_impossible
    is_too_narrow = _is_too_narrow(system, knowledge, problem, ends, policy)
    is_short = _is_short_of_levels(system, knowledge, problem, ends)
    is_too_narrow |= is_short
    is_nil = is_exact & system.is_dash[problem.unknown] & (ends.lower == 0)
    is_enough = (~is_exact | is_nil) & ends.is_certified & ~is_too_narrow
    unsafe = policy.unsafe_counts if policy is not None else None
    unions = {} if unsafe is None else find_unsafe_counts(knowledge, problem, unsafe)
    sums, open_unions = find_unsafe_sums(system, knowledge, problem, policy)
    unions |= sums
    is_enough[[*unions, *open_unions]] = False
    levels = {} if not is_short.any() else _asked_by_levels(system, problem, is_short)
    return Verdicts(is_exact, is_enough, is_too_narrow, unsafe, unions, open_unions, levels)


def _is_exact(system: RelationSystem, problem: Problem, ends: Ends) -> BoolArray:
    """Tell which cells are known to the last printed digit.

    Only where the digits are not known is it a matter of the number's size.
    """
    steps = system.steps[problem.unknown]
    size = np.maximum(1.0, np.where(np.isfinite(ends.upper), np.abs(ends.upper), 1.0))
    with np.errstate(invalid="ignore"):
        width = ends.upper - ends.lower
    exact: BoolArray = width < np.where(steps > 0, steps * _STEP_ROOM, _SAME * size)
    return exact


def _is_too_narrow(
    system: RelationSystem,
    knowledge: Knowledge,
    problem: Problem,
    ends: Ends,
    policy: Policy | None,
) -> BoolArray:
    """Tell which cells a policy that asks for the range finds too narrow: (k,) bool.

    A cell whose number is not known to us either, since the source withholds it, may be unsafe
    unless everything that it can be is safe. A dash withholds nothing, so it needs no range.
    """
    values = system.values[problem.unknown]
    if (
        policy is None
        or policy.unsafe_counts is None
        or policy.required_interval is not RequiredInterval.RANGE
    ):
        return np.zeros(values.size, bool)
    unsafe = policy.unsafe_counts
    is_unsafe = (values > unsafe.lowest - 1) & (values < unsafe.safe_from)
    if policy.zeros is ZeroPolicy.UNSAFE:
        is_unsafe |= values == 0
    is_missing = ~np.isfinite(values) & ~system.is_dash[problem.unknown]
    is_unsafe |= is_missing & (ends.lower < unsafe.safe_from)
    is_unsafe &= problem.is_count & knowledge.is_withheld[problem.unknown]
    return is_unsafe & ~((ends.lower <= 1) & (ends.upper >= unsafe.safe_from))


def _is_short_of_levels(
    system: RelationSystem, knowledge: Knowledge, problem: Problem, ends: Ends
) -> BoolArray:
    """Tell which withheld or changed sums can be narrowed to within their levels: (k,) bool.

    What everybody knows without the table, such as that no sum is below 0, cannot be undone.
    """
    down, up = system.lower_level[problem.unknown], system.upper_level[problem.unknown]
    is_hidden = knowledge.is_withheld | knowledge.is_rounded
    has_levels = ((down > 0) | (up > 0)) & is_hidden[problem.unknown]
    if not has_levels.any():
        return has_levels
    lower, upper = _range_of_levels(system, problem)
    noise = _SAME * np.maximum(1.0, np.abs(system.values[problem.unknown]))
    return has_levels & ~((ends.lower <= lower + noise) & (ends.upper >= upper - noise))


def _range_of_levels(system: RelationSystem, problem: Problem) -> tuple[FloatArray, FloatArray]:
    """Return from where to where the intervals must reach: (k,) float64 each."""
    here = problem.unknown
    lower = np.maximum(system.values[here] - system.lower_level[here], system.lower[here])
    return lower, system.values[here] + system.upper_level[here]


def _asked_by_levels(
    system: RelationSystem, problem: Problem, is_short: BoolArray
) -> dict[int, tuple[float, float]]:
    lower, upper = _range_of_levels(system, problem)
    return {
        place: (float(lower[place]), float(upper[place]))
        for place in np.flatnonzero(is_short).tolist()
    }
