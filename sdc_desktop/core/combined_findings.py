"""What a reader can still tell about the parts of combined lines from what stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from sdc_desktop.core.actions import Action, MergeLines, StateFact
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.combined_lines import merges_in
from sdc_desktop.core.facts import PrintedApart
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.linked_cells import SAME_CELL
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.protection.derived_figures import ratios_of_parts
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table

RULE = "combined"

_SHOWN = (CellStatus.AS_IS, CellStatus.ROUNDED)


def find_taken_apart(
    workbook: Workbook,
    tables: Sequence[Table],
    published: Published,
    policy: Policy,
    actions: Sequence[Action],
) -> tuple[Finding, ...]:
    """Return a finding for each sum of combined lines of which a part can be told.

    One part printed elsewhere gives the other one by subtraction. What readers were said to know
    of a part is no longer part of the arithmetic, so that somebody has to look.

    Args:
        workbook: The source.
        tables: Its tables before lines were combined.
        published: What a reader sees.
        policy: Which counts are unsafe.
        actions: What the checker did.
    """
    merges = merges_in(actions)
    copies = _copies(build_relations(workbook, tuple(tables)))
    found = (
        _finding(workbook, published, policy, total, (one, other), copy)
        for merge in merges
        for total, one, other in _parts(merge)
        for copy in copies.get(one, ())
    )
    facts = [action for action in actions if isinstance(action, StateFact)]
    about_facts = (_about_fact(fact) for fact in facts if _is_about(fact, merges))
    ratios = ratios_of_parts(workbook, tables, merges, published)
    about_ratios = (_about_ratios(ratios),) if ratios else ()
    return (*(one for one in found if one is not None), *about_facts, *about_ratios)


def sums_printed_apart(
    workbook: Workbook, tables: Sequence[Table], merges: Sequence[MergeLines]
) -> tuple[PrintedApart, ...]:
    """Return the cells of combined lines of which other tables print both parts.

    Args:
        workbook: The source.
        tables: Its tables before lines were combined.
        merges: Which lines were combined.
    """
    copies = _copies(build_relations(workbook, tuple(tables)))
    absorbed = {cell for merge in merges for cell in (*merge.kept, *merge.absorbed)}
    return tuple(
        PrintedApart(total, (one, other))
        for merge in merges
        for total, gone in zip(merge.kept, merge.absorbed, strict=True)
        for one in copies.get(total, ())
        for other in copies.get(gone, ())
        if one.sheet == other.sheet and absorbed.isdisjoint((one, other))
    )


def _parts(merge: MergeLines) -> Iterator[tuple[CellRef, CellRef, CellRef]]:
    """Yield where a sum stands, one part of it and the other one."""
    for kept, absorbed in zip(merge.kept, merge.absorbed, strict=True):
        yield kept, kept, absorbed
        yield kept, absorbed, kept


def _copies(system: RelationSystem) -> dict[CellRef, list[CellRef]]:
    """Return the cells that print the same number as each cell, where there are any."""
    found: dict[CellRef, list[CellRef]] = {}
    for row, reason in enumerate(system.reasons):
        if reason.startswith(SAME_CELL):
            start, end = system.row_starts[row], system.row_starts[row + 1]
            first, second = (system.cells[one] for one in system.columns[start:end].tolist())
            found.setdefault(first, []).append(second)
            found.setdefault(second, []).append(first)
    return found


def _finding(
    workbook: Workbook,
    published: Published,
    policy: Policy,
    total: CellRef,
    parts: tuple[CellRef, CellRef],
    copy: CellRef,
) -> Finding | None:
    """Return that a part follows from a copy of the other one; None where it tells nothing."""
    told = workbook.value(parts[1])
    is_total_shown = np.isfinite(published.values[total.sheet][total.row, total.column])
    if published.status(copy) not in _SHOWN or not is_total_shown:
        return None
    if policy.unsafe_counts is not None and told not in policy.unsafe_counts:
        return None
    return Finding(
        rule=RULE,
        severity=Severity.FAIL,
        sheet=total.sheet,
        cells=(total, copy) if copy.sheet == total.sheet else (total,),
        message=f"{total.a1} shows the sum of two lines, and {copy.full} one of its parts, so the "
        "other part can be worked out.",
        policy_paragraph=policy.paragraph("secondary"),
        remedies=(f"Withhold {copy.full} as well", "Combine the same lines there too"),
    )


def _is_about(fact: StateFact, merges: Iterable[MergeLines]) -> bool:
    touched = {cell for merge in merges for cell in (*merge.kept, *merge.absorbed)}
    return not touched.isdisjoint(fact.cells)


def _about_fact(fact: StateFact) -> Finding:
    return Finding(
        rule=RULE,
        severity=Severity.REVIEW,
        sheet=fact.cells[0].sheet,
        cells=fact.cells,
        message="Readers are said to know something of a line that was combined with another; "
        "what that tells of the other line was not worked out.",
        policy_paragraph="",
        remedies=("Look whether the other line follows from it",),
    )


def _about_ratios(ratios: Sequence[CellRef]) -> Finding:
    first = ratios[0]
    return Finding(
        rule=RULE,
        severity=Severity.REVIEW,
        sheet=first.sheet,
        cells=tuple(cell for cell in ratios if cell.sheet == first.sheet),
        message=f"{len(ratios)} percentages, rates or means, beginning with {first.full}, are of "
        "lines that were combined elsewhere; they may tell the parts apart.",
        policy_paragraph="",
        remedies=("Withhold them", "Combine the same lines there too"),
    )
