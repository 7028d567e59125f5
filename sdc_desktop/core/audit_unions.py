"""Sums of withheld cells that a reader knows and that are unsafe by themselves (DESIGN.md, P4).

A relation that shows everything but some cells tells their sum. Of counts the sum is unsafe where
a count of that size is; of sums of contributions, where the rules about contributors say so of all
the cells together (`rules/together.py`).
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.audit_knowledge import Knowledge
from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.rules.together import judge_sums
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_NOISE = 1e-6


def find_unsafe_counts(
    knowledge: Knowledge, problem: Problem, unsafe: UnsafeRange
) -> dict[int, int]:
    """Return the withheld counts whose sum in one relation is known and unsafe, and the relation.

    Args:
        knowledge: What a reader knows of each cell.
        problem: The unknown cells and what is known of them.
        unsafe: The counts that are unsafe.
    """
    if not problem.row.size:
        return {}
    may_count = knowledge.is_withheld[problem.unknown] & problem.is_count
    sums = np.abs(problem.row_lower)
    is_union = _tell_a_sum(problem, may_count) & (problem.row_lower == problem.row_upper)
    is_union &= (sums > unsafe.lowest - 1) & (sums < unsafe.safe_from)
    return _members(problem, is_union)


def find_unsafe_sums(
    system: RelationSystem, knowledge: Knowledge, problem: Problem, policy: Policy | None
) -> tuple[dict[int, int], dict[int, int]]:
    """Return the withheld sums that are known together and unsafe together, and those that may be.

    Args:
        system: What adds up, with what is known of the contributions.
        knowledge: What a reader knows of each cell.
        problem: The unknown cells and what is known of them.
        policy: Whose rules about contributors hold.

    Returns:
        Cell to relation, as places in the problem, twice: where the rules are surely broken, and
        where what is known of the contributors does not tell.
    """
    known = system.contributions
    if known is None or policy is None or not problem.row.size:
        return {}, {}
    withheld = knowledge.is_withheld[problem.unknown]
    is_sum = _tell_a_sum(problem, withheld & ~problem.is_count)
    some = np.bincount(
        problem.row, known.is_sum[problem.unknown[problem.column]], minlength=is_sum.size
    )
    rows = np.flatnonzero(is_sum & (some > 0)).astype(np.int32)
    starts = np.searchsorted(problem.row, rows), np.searchsorted(problem.row, rows, "right")
    members = [
        problem.unknown[problem.column[start:end]].tolist()
        for start, end in zip(*(one.tolist() for one in starts), strict=True)
    ]
    judged = judge_sums(known, policy, members)
    is_told = np.zeros(is_sum.size, bool)
    is_told[rows] = _is_told(system, problem, rows, members, judged.level)
    unsafe, perhaps = np.zeros(is_sum.size, bool), np.zeros(is_sum.size, bool)
    unsafe[rows], perhaps[rows] = judged.is_unsafe, judged.is_open
    sure = _members(problem, unsafe & is_told)
    found = _members(problem, perhaps & is_told)
    return sure, {cell: row for cell, row in found.items() if cell not in sure}


def _tell_a_sum(problem: Problem, wanted: BoolArray) -> BoolArray:
    """Tell which relations say what two or more of the cells `wanted` add up to: (r,) bool."""
    rows, _ = problem.shape
    counts = np.bincount(problem.row, minlength=rows)
    signs = np.bincount(problem.row, np.sign(problem.coefficient), minlength=rows)
    sizes = np.bincount(problem.row, np.abs(problem.coefficient), minlength=rows)
    inside = np.bincount(problem.row, wanted[problem.column], minlength=rows)
    tell: BoolArray = (counts >= 2) & (np.abs(signs) == counts) & (inside == counts)
    tell &= sizes == counts
    return tell


def _is_told(
    system: RelationSystem,
    problem: Problem,
    rows: Int32Array,
    members: list[list[int]],
    level: FloatArray,
) -> BoolArray:
    """Tell which sums a reader knows to less than their level, or to the last digit: (rows,)."""
    room = problem.row_upper[rows] - problem.row_lower[rows]
    total = np.abs(problem.row_lower[rows])
    step = np.array([system.steps[one].min() for one in members])
    finest = np.maximum(step, _NOISE * np.maximum(1.0, total))
    told: BoolArray = room < np.maximum(finest, 2 * level)
    return told


def _members(problem: Problem, is_union: BoolArray) -> dict[int, int]:
    """Return the cells of these relations, each with the last of them that it stands in."""
    inside = np.flatnonzero(is_union[problem.row])
    return dict(zip(problem.column[inside].tolist(), problem.row[inside].tolist(), strict=True))
