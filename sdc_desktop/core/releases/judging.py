"""What a reader can work out of a workbook together with its earlier releases."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sdc_desktop.core.actions import Action
from sdc_desktop.core.audit import Audit, FeasibilityInterval, audit
from sdc_desktop.core.audit_update import update_audit
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.facts import PrintedApart, with_facts
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.releases.joining import JointSystem
from sdc_desktop.core.releases.system_rows import Row, keep_rows, with_rows


@dataclass(frozen=True, slots=True)
class JointAudit:
    """The intervals of withheld cells, given the workbook and all earlier releases.

    Attributes:
        now: Of the workbook's own cells.
        only_together: Those of them that the workbook alone would protect, or that an earlier
            release prints.
        given_away: Cells that an earlier release withholds and protects, and the workbook now
            gives away.
        given_before: Cells that the earlier releases give away without the workbook.
        remainders: Differences between releases that are unsafe and can be narrowed too far.
        system: The joint system with what readers know from elsewhere.
        seen: What a reader sees of all releases.
        all: The intervals of all cells.
        before: What the earlier releases alone tell of those of their cells that were asked about.
    """

    now: Audit
    only_together: frozenset[CellRef]
    given_away: tuple[FeasibilityInterval, ...]
    given_before: tuple[FeasibilityInterval, ...]
    remainders: tuple[FeasibilityInterval, ...]
    system: RelationSystem
    seen: Published
    all: Audit
    before: Mapping[CellRef, FeasibilityInterval]


def audit_jointly(
    comparison: Comparison,
    alone: RelationSystem,
    published: Published,
    policy: Policy | None,
    *,
    facts: Sequence[Action] = (),
    sums: Sequence[PrintedApart] = (),
    previous: JointAudit | None = None,
    progress: Progress = no_progress,
) -> JointAudit:
    """Return what a reader knows of all releases together.

    Args:
        comparison: The workbook beside its earlier releases.
        alone: What adds up in the workbook alone.
        published: What a reader sees of the workbook.
        policy: How much uncertainty is asked for.
        facts: Actions; those that say what readers know from elsewhere count.
        sums: Combined lines of which other tables print the parts.
        previous: A joint audit under the same policy. What it says of cells that nothing touched
            since is carried over; it helps only with the same comparison.
        progress: Told what is being done.
    """
    joint = comparison.joint
    seen = joint.published(published)
    system = with_facts(joint.system, facts, sums)
    before: dict[CellRef, FeasibilityInterval] = {}
    if previous is not None and previous.system is system:
        result = update_audit(previous.all, previous.seen, system, seen, policy, progress)
        before = dict(previous.before)
    else:
        result = audit(system, seen, policy, progress)
    now = Audit(tuple(one for one in result.intervals if joint.is_now(one.cell)))
    short = {one.cell for one in now.unprotected}
    by_itself = audit(alone, published, policy, progress, only=short)
    remainders = {one.cell for one in joint.combined.remainders}
    others = [one for one in result.unprotected if not joint.is_now(one.cell)]
    earlier = [one for one in others if joint.combined.release_of.get(one.cell.sheet) is not None]
    unasked = {one.cell for one in earlier if one.cell not in before}
    before |= _audit_before(joint, seen, policy, unasked, progress)
    given_before = [one for one in earlier if _was_so(one, before)]
    return JointAudit(
        now,
        frozenset(short - {one.cell for one in by_itself.unprotected})
        | printed_before(joint, short),
        tuple(one for one in earlier if one not in given_before),
        tuple(given_before),
        tuple(one for one in others if one.cell in remainders and _may_be_unsafe(one, policy)),
        system,
        seen,
        result,
        before,
    )


def printed_before(joint: JointSystem, cells: Collection[CellRef]) -> frozenset[CellRef]:
    """Return those of `cells` whose number an earlier release prints."""
    workbook = joint.combined.workbook
    return frozenset(
        one.now
        for one in joint.shared
        if one.now in cells and one.is_exact and np.isfinite(workbook.value(one.before))
    )


def _audit_before(
    joint: JointSystem,
    seen: Published,
    policy: Policy | None,
    cells: Collection[CellRef],
    progress: Progress,
) -> dict[CellRef, FeasibilityInterval]:
    """Return what readers of the earlier releases alone know of `cells`."""
    if not cells:
        return {}
    system = without_current(joint)
    result = audit(system, seen, policy, progress, only=cells)
    return {one.cell: one for one in result.intervals}


def without_current(joint: JointSystem) -> RelationSystem:
    """Return the joint system as if nothing of the current workbook were published.

    Cells of earlier releases that are linked with one cell of the workbook are linked directly.
    """
    system = joint.system
    is_now = np.array([joint.is_now(cell) for cell in system.cells], bool)
    holds_now = np.zeros(system.row_lower.size, bool)
    holds_now[system.row_of[is_now[system.columns]]] = True
    least = np.where(system.lower >= 0, 0.0, -np.inf)
    alone = replace(
        keep_rows(system, ~holds_now),
        values=np.where(is_now, np.nan, system.values),
        lower=np.where(is_now, least, system.lower),
        upper=np.where(is_now, np.inf, system.upper),
    )
    return with_rows(alone, tuple(_links_before(joint)))


def _links_before(joint: JointSystem) -> Iterator[Row]:
    """Yield `one - other = 0` for cells of earlier releases that are one cell of the workbook."""
    by_cell: dict[CellRef, list[CellRef]] = {}
    for one in joint.shared:
        if one.is_exact:
            by_cell.setdefault(one.now, []).append(one.before)
    several = {now: before for now, before in by_cell.items() if len(before) > 1}
    wanted = {cell for before in several.values() for cell in before}
    number_of = {cell: n for n, cell in enumerate(joint.system.cells) if cell in wanted}
    for before in several.values():
        for first, second in pairwise(before):
            columns = number_of[first], number_of[second]
            yield Row(columns, (1.0, -1.0), 0.0, 0.0, f"the same cell in {second.sheet}")


def _was_so(one: FeasibilityInterval, before: dict[CellRef, FeasibilityInterval]) -> bool:
    """Tell whether the earlier releases alone gave a cell away, and as much of it."""
    alone = before.get(one.cell)
    return alone is not None and not alone.is_enough and alone.is_exact >= one.is_exact


def _may_be_unsafe(one: FeasibilityInterval, policy: Policy | None) -> bool:
    unsafe = policy.unsafe_counts if policy is not None else None
    return unsafe is not None and one.lower < unsafe.safe_from and one.upper > 0
