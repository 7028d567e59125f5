"""The audit after an edit: only what the edit touches is worked out again.

What a reader can work out of a cell depends on the cells that are connected with it by relations
through other unknown cells, and on nothing else. So everything that has no changed cell in any of
its relations stays as it was.
"""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from sdc_desktop.core.audit import WORK_LIMIT, Audit, audit
from sdc_desktop.core.audit_blur import open_blurred
from sdc_desktop.core.audit_knowledge import Knowledge, reader_knowledge
from sdc_desktop.core.audit_problem import components, reduce_system
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.ratio_rows import with_ratio_links
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray


def update_audit(
    previous: Audit,
    before: Published,
    system: RelationSystem,
    published: Published,
    policy: Policy | None,
    progress: Progress = no_progress,
    *,
    work_limit: int = WORK_LIMIT,
) -> Audit:
    """Return the audit of `published`, carried over from that of `before` where nothing changed.

    The result equals `audit(system, published, policy)` wherever searches are not cut short.

    Args:
        previous: The audit of all cells of `before`, with this system and this policy.
        before: What a reader saw then.
        system: What adds up.
        published: What a reader sees now.
        policy: How much uncertainty is asked for.
        progress: Told what is being done.
        work_limit: As in `audit`, for what is worked out again.
    """
    old = reader_knowledge(system, before, policy)
    new = reader_knowledge(system, published, policy)
    _, old = open_blurred(system, old)
    touched = _touched(*open_blurred(system, new), old)
    numbers = system.places.numbers(one.cell for one in previous.intervals)
    is_kept = (numbers >= 0) & ~touched[numbers]
    kept = [previous.intervals[place] for place in np.flatnonzero(is_kept).tolist()]
    again = {system.cells[number] for number in np.flatnonzero(touched).tolist()}
    withheld = tuple(published.cells_with(CellStatus.PRIMARY, CellStatus.SECONDARY))
    outside = np.flatnonzero(system.places.numbers(withheld) < 0)
    again.update(withheld[place] for place in outside.tolist())
    found = audit(system, published, policy, progress, only=again, work_limit=work_limit)
    both = (*kept, *found.intervals)
    order = system.places.numbers(one.cell for one in both)
    order[order < 0] = len(system.cells)
    return Audit(tuple(both[place] for place in np.argsort(order, kind="stable").tolist()))


def _touched(system: RelationSystem, new: Knowledge, old: Knowledge) -> BoolArray:
    """Tell about which cells a reader may know something else now: (n,) bool."""
    changed = _changed(old, new)
    system = with_ratio_links(system)
    rows, _ = system.shape
    row_of = system.row_of
    in_changed_row = np.bincount(row_of, changed[system.columns], minlength=rows) > 0
    touched = changed.copy()
    touched[system.columns[in_changed_row[row_of]]] = True
    problem = reduce_system(system, new.is_known, new.lower, new.upper)
    of_cell, _ = components(problem)
    labels = np.unique(of_cell[touched[problem.unknown]])
    touched[problem.unknown[np.isin(of_cell, labels)]] = True
    return touched


def _changed(old: Knowledge, new: Knowledge) -> BoolArray:
    """Tell for which cells something differs before any adding up: (n,) bool."""
    changed = np.zeros(new.is_known.size, bool)
    for one in fields(Knowledge):
        before, now = getattr(old, one.name), getattr(new, one.name)
        is_same = (before == now) | ((before != before) & (now != now))
        changed |= ~is_same
    return changed
