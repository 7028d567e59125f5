"""The audit: what a reader can work out about every cell that is not shown exactly.

It shares nothing with the methods that protect cells but the relation system, so that it can judge
them. The way: what a reader knows of each cell, the relations with the known numbers put in, the
exact ends of every unknown cell, and whether that is as much uncertainty as the policy asks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np

from sdc_desktop.core.audit_blur import open_blurred
from sdc_desktop.core.audit_contributors import find_known_to_contributors
from sdc_desktop.core.audit_intervals import Ends, Method, find_ends
from sdc_desktop.core.audit_knowledge import Knowledge, reader_knowledge
from sdc_desktop.core.audit_problem import Problem, reduce_system
from sdc_desktop.core.audit_proof import Proof, find_proofs
from sdc_desktop.core.audit_ratios import with_ratio_ends
from sdc_desktop.core.audit_solver import Work
from sdc_desktop.core.audit_verdict import Verdicts, judge
from sdc_desktop.core.audit_words import (
    OUTSIDE_ALL_TABLES,
    explain,
    known_to_a_contributor,
    perhaps_known_to_contributors,
)
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.known_contributions import known_by_one
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.ratio_rows import with_ratio_rows
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray

_METHODS = tuple(Method)
_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)

WORK_LIMIT = 20_000_000
"""Simplex iterations that an audit may spend: some minutes at most."""


@dataclass(frozen=True, slots=True)
class FeasibilityInterval:
    """What a reader can narrow one withheld cell to, given everything that is published.

    Attributes:
        lower, upper: Least and greatest possible value; `upper` is inf when nothing limits it.
        is_exact: The reader knows the value.
        is_enough: The interval is as wide as the policy asks.
        is_certified: Both ends are proved (for counts: over whole numbers). Where a search was
            cut short the interval may be too wide, so the cell is not enough protected.
        because: One sentence for the screen.
        method: How the ends were found; two audits that differ only in this are equal.
        proof: Why a reader knows the value, with the cells to point at; None where the value is
            not known, or where no short reason was found.
        is_contradicted: The published numbers around the cell do not fit together, so nothing
            could be worked out.
        is_assessed: False where the evidence does not tell whether a known sum of this and other
            withheld cells is unsafe.
    """

    cell: CellRef
    lower: float
    upper: float
    is_exact: bool
    is_enough: bool
    is_certified: bool
    because: str
    method: Method = field(default=Method.NOT_FOUND, compare=False)
    proof: Proof | None = None
    is_contradicted: bool = False
    is_assessed: bool = True


@dataclass(frozen=True, slots=True)
class Audit:
    """The intervals of all withheld cells."""

    intervals: tuple[FeasibilityInterval, ...] = ()

    @property
    def unprotected(self) -> tuple[FeasibilityInterval, ...]:
        """Those that are not as wide as the policy asks."""
        return tuple(one for one in self.intervals if not one.is_enough)


def audit(
    system: RelationSystem,
    published: Published,
    policy: Policy | None,
    progress: Progress = no_progress,
    *,
    only: Collection[CellRef] | None = None,
    work_limit: int = WORK_LIMIT,
) -> Audit:
    """Return what a reader can narrow each withheld cell to.

    Rounded cells whose number is unsafe are judged as well: a reader may undo the rounding.

    Args:
        system: What adds up.
        published: What a reader sees.
        policy: How much uncertainty is asked for; None asks only that nothing is known exactly.
        progress: Told what is being done.
        only: The cells to judge; None judges all.
        work_limit: Simplex iterations that may be spent. Cells that it does not suffice for are
            not certified, and not enough protected.
    """
    work = Work(work_limit)
    knowledge = reader_knowledge(system, published, policy)
    system, knowledge = open_blurred(system, knowledge)
    wanted = _wanted(system, knowledge, policy, only)
    system = with_ratio_rows(system, knowledge.is_known, knowledge.lower, knowledge.upper)
    problem = reduce_system(system, knowledge.is_known, knowledge.lower, knowledge.upper)
    values = system.values[problem.unknown]
    ends = find_ends(problem, wanted[problem.unknown], values, work, progress)
    if ends.is_impossible.any():
        problem = _with_zeros(knowledge, problem, ends.is_impossible)
        ends = _found_again(system, problem, ends, wanted, work, progress)
    if ends.is_impossible.any():
        problem = _with_room_for_rounding(system, problem, ends.is_impossible)
        ends = _found_again(system, problem, ends, wanted, work, progress)
        ends = _without_meaningless(problem, ends)
    ends = with_ratio_ends(system, knowledge, problem, ends)
    verdicts = judge(system, knowledge, problem, ends, policy)
    inside = _intervals(system, knowledge, problem, ends, verdicts, wanted)
    if policy is not None and policy.guards_contributors:
        inside = _as_contributors_see(system, knowledge, problem, policy, inside, work)
    outside = _outside(system, knowledge, published, only)
    return Audit((*inside, *outside))


def _wanted(
    system: RelationSystem,
    knowledge: Knowledge,
    policy: Policy | None,
    only: Collection[CellRef] | None,
) -> BoolArray:
    """Tell which cells are judged: (n,) bool."""
    unsafe = policy.unsafe_counts if policy is not None else None
    wanted = knowledge.is_withheld.copy()
    wanted |= knowledge.is_rounded & (system.upper_level > 0)
    if unsafe is not None:
        is_small = (system.values > unsafe.lowest - 1) & (system.values < unsafe.safe_from)
        wanted |= knowledge.is_rounded & is_small & system.is_count
    if only is not None:
        wanted &= system.places.where(only)
    return wanted


def _with_zeros(knowledge: Knowledge, problem: Problem, impossible: BoolArray) -> Problem:
    """Return the problem where cells that contradict one another may be zero after all."""
    with_zeros = knowledge.lower_with_zeros[problem.unknown]
    return replace(problem, lower=np.where(impossible, with_zeros, problem.lower))


def _with_room_for_rounding(
    system: RelationSystem, problem: Problem, impossible: BoolArray
) -> Problem:
    """Return the problem where decimals that contradict one another were each rounded.

    A sum of k numbers that were rounded to a last digit may be k halves of it away from its parts.
    """
    rows = problem.row_lower.size
    is_bad = np.bincount(problem.row, impossible[problem.column], minlength=rows) > 0
    is_decimal = np.bincount(problem.row, ~problem.is_count[problem.column], minlength=rows) > 0
    terms = np.diff(system.row_starts)[problem.relation]
    steps = np.maximum.reduceat(system.steps[system.columns], system.row_starts[:-1])
    room = np.where(is_bad & is_decimal, terms * steps[problem.relation] / 2, 0.0)
    return replace(problem, row_lower=problem.row_lower - room, row_upper=problem.row_upper + room)


def _found_again(
    system: RelationSystem,
    problem: Problem,
    ends: Ends,
    wanted: BoolArray,
    work: Work,
    progress: Progress,
) -> Ends:
    """Return the ends with those of cells that contradicted one another found again."""
    asked = wanted[problem.unknown] & ends.is_impossible
    second = find_ends(problem, asked, system.values[problem.unknown], work, progress)
    bad = ends.is_impossible
    return Ends(
        np.where(bad, second.lower, ends.lower),
        np.where(bad, second.upper, ends.upper),
        np.where(bad, second.is_certified, ends.is_certified),
        bad & second.is_impossible,
        np.where(bad, second.method, ends.method),
    )


def _without_meaningless(problem: Problem, ends: Ends) -> Ends:
    """Return the ends; those of cells that contradict one another are what was known before."""
    bad = ends.is_impossible
    return replace(
        ends,
        lower=np.where(bad, problem.lower, ends.lower),
        upper=np.where(bad, problem.upper, ends.upper),
    )


def _intervals(
    system: RelationSystem,
    knowledge: Knowledge,
    problem: Problem,
    ends: Ends,
    verdicts: Verdicts,
    wanted: BoolArray,
) -> tuple[FeasibilityInterval, ...]:
    asked = wanted[problem.unknown]
    known = asked & verdicts.is_exact & ~ends.is_impossible
    proofs = find_proofs(system, knowledge, problem, ends, known)
    is_sure = ~verdicts.is_exact & ~verdicts.is_too_narrow & ends.is_certified
    return tuple(
        FeasibilityInterval(
            cell=system.cells[number],
            lower=lower + 0.0,
            upper=upper + 0.0,
            is_exact=is_exact,
            is_enough=is_enough,
            is_certified=is_certified,
            because=explain(system, problem, ends, verdicts, place, proofs.get(place)),
            method=_METHODS[method],
            proof=proofs.get(place),
            is_contradicted=bool(ends.is_impossible[place]),
            is_assessed=place not in verdicts.open_unions or not is_sure[place],
        )
        for place, number, lower, upper, is_exact, is_enough, is_certified, method in zip(
            np.flatnonzero(asked).tolist(),
            problem.unknown[asked].tolist(),
            ends.lower[asked].tolist(),
            ends.upper[asked].tolist(),
            verdicts.is_exact[asked].tolist(),
            verdicts.is_enough[asked].tolist(),
            ends.is_certified[asked].tolist(),
            ends.method[asked].tolist(),
            strict=True,
        )
    )


def _as_contributors_see(
    system: RelationSystem,
    knowledge: Knowledge,
    problem: Problem,
    policy: Policy,
    intervals: tuple[FeasibilityInterval, ...],
    work: Work,
) -> tuple[FeasibilityInterval, ...]:
    """Return the intervals; those of cells that a single contributor knows are not enough."""
    unsafe, values = policy.unsafe_counts, system.values
    is_unsafe = (system.upper_level > 0) | system.is_single
    if unsafe is not None:
        is_unsafe |= system.is_count & (values > unsafe.lowest - 1) & (values < unsafe.safe_from)
    is_unsafe &= knowledge.is_withheld & system.places.where(one.cell for one in intervals)
    single = knowledge.is_withheld & ((system.is_count & (values == 1)) | system.is_single)
    here = problem.unknown
    singles = known_by_one(single, system.contributions)
    groups = [tuple(np.searchsorted(here, group).tolist()) for group in singles]
    found = find_known_to_contributors(problem, values[here], groups, is_unsafe[here], work)
    by = {
        system.cells[here[cell]]: tuple(system.cells[number] for number in here[list(group)])
        for cell, group in found.by.items()
    }
    is_open = {system.cells[number] for number in problem.unknown[found.not_assessed].tolist()}
    return tuple(_seen_by(one, by.get(one.cell), one.cell in is_open) for one in intervals)


def _seen_by(
    one: FeasibilityInterval, singles: tuple[CellRef, ...] | None, is_open: bool
) -> FeasibilityInterval:
    if not one.is_enough or (singles is None and not is_open):
        return one
    if singles is None:
        return replace(
            one,
            is_enough=False,
            is_certified=False,
            because=perhaps_known_to_contributors(one.cell),
        )
    return replace(one, is_enough=False, because=known_to_a_contributor(one.cell, singles))


def _outside(
    system: RelationSystem,
    knowledge: Knowledge,
    published: Published,
    only: Collection[CellRef] | None,
) -> tuple[FeasibilityInterval, ...]:
    """Return withheld cells of which nothing is known because they lie in no table."""
    withheld = [
        CellRef(name, row, column)
        for name, statuses in published.statuses.items()
        for row, column in np.argwhere(np.isin(statuses, _WITHHELD)).tolist()
    ]
    inside = {system.cells[number] for number in np.flatnonzero(knowledge.is_withheld).tolist()}
    rest = [cell for cell in withheld if cell not in inside]
    if rest:
        inside = set(system.cells)
    return tuple(
        FeasibilityInterval(
            cell, -np.inf, np.inf, False, False, False, OUTSIDE_ALL_TABLES.format(cell=cell.a1)
        )
        for cell in rest
        if cell not in inside and (only is None or cell in only)
    )
