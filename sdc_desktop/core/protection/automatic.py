"""Protect a whole workbook: what the rules call unsafe, and what must be withheld with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial

from sdc_desktop.core.actions import Action, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import (
    Check,
    combined,
    compare,
    with_asked_levels,
    with_knowledge,
)
from sdc_desktop.core.combined_lines import merges_in
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.alike import find_alike
from sdc_desktop.core.protection.derived_figures import (
    derived_beside_withheld,
    ratios_of_parts,
    withheld_sources,
)
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Preferences
from sdc_desktop.core.protection.secondary_suppression import (
    Report,
    SecondarySuppression,
    suppress_secondary,
    tell_nobody,
)
from sdc_desktop.core.protection.wishes import with_wishes
from sdc_desktop.core.published import publish
from sdc_desktop.core.ratio_cells import NO_RATIOS
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.rules import find_risks, unsafe_cells


def withhold_unsafe(
    check: Check, stamp: Stamp, *, among: Collection[CellRef] | None = None
) -> tuple[Action, ...]:
    """Return the action that withholds what the rules call unsafe now; none when nothing is.

    `among` names the cells it may withhold; None stands for all.
    """
    check = combined(check)
    published = publish(check.workbook, check.actions)
    risks = find_risks(check.workbook, check.tables, published, check.policy, check.evidence)
    cells = unsafe_cells(risks)
    if among is not None:
        asked = frozenset(among)
        cells = tuple(cell for cell in cells if cell in asked)
    if not cells:
        return ()
    return (Withhold(cells, SuppressionRole.PRIMARY, check.policy.marker, stamp),)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What was found to protect all tables of a check.

    Attributes:
        actions: What withholds the unsafe cells and what protects them.
        secondary: How the cells that protect others were found; None where the policy asks for
            none.
    """

    actions: tuple[Action, ...]
    secondary: SecondarySuppression | None


def suppress(
    check: Check,
    stamp: Stamp,
    *,
    among: Collection[CellRef] | None = None,
    system: RelationSystem | None = None,
    comparison: Comparison | None = None,
    preferences: Preferences = NO_PREFERENCES,
    progress: Progress = no_progress,
    report: Report = tell_nobody,
) -> Suppressed:
    """Find what withholds all that is unsafe in a check, or `among` cells, and what protects it.

    `progress` may stop the search for a cheaper pattern, and `report` hears of each; what they may
    do says `suppress_secondary`.
    """
    actions, secondary = withhold_unsafe(check, stamp, among=among), None
    if check.policy.asks_for_secondary:
        secondary = find_secondary(
            check.do(*actions),
            system=system,
            comparison=comparison,
            preferences=preferences,
            progress=progress,
            report=report,
        )
        actions = (*actions, *withhold_secondary(check, secondary, stamp))
    return Suppressed((*actions, *withhold_derived(check.do(*actions), stamp)), secondary)


def find_secondary(
    check: Check,
    *,
    system: RelationSystem | None = None,
    comparison: Comparison | None = None,
    preferences: Preferences = NO_PREFERENCES,
    progress: Progress = no_progress,
    report: Report = tell_nobody,
) -> SecondarySuppression:
    """Choose the cells that must be withheld to protect those withheld already.

    Percentages and means are left aside: they are withheld with what they were worked out from.
    Where there are earlier releases the pattern holds against all of them together. Where tables
    with the same labels are to have the same pattern, `find_alike` chooses them. What the check's
    actions wish of cells is heeded beside the `preferences`.
    """
    preferences = with_wishes(preferences, check.actions)
    view = combined(check)
    system, check = system if view is check else None, view
    if system is None:
        system = build_relations(check.workbook, check.tables)
    comparison = comparison or compare(check, progress)
    find = partial(_find_once, system=system, comparison=comparison, progress=progress)
    if preferences.same_pattern:
        return find_alike(check, system, preferences, find, report)
    return find(check, preferences, report)


def _find_once(
    check: Check,
    preferences: Preferences,
    report: Report,
    *,
    system: RelationSystem,
    comparison: Comparison | None,
    progress: Progress,
) -> SecondarySuppression:
    """Choose the cells for the tables as they are, each for itself."""
    if comparison is not None:
        return _secondary_jointly(check, comparison, preferences, progress, report)
    system = with_asked_levels(check, with_knowledge(check, replace(system, ratios=NO_RATIOS)))
    published = publish(check.workbook, check.actions)
    return suppress_secondary(
        system,
        published,
        check.policy,
        preferences=preferences,
        progress=progress,
        report=report,
    )


def _secondary_jointly(
    check: Check,
    comparison: Comparison,
    preferences: Preferences,
    progress: Progress,
    report: Report,
) -> SecondarySuppression:
    """Choose cells of the workbook; what earlier releases print stays printed."""
    joint = comparison.joint
    system = with_knowledge(check, replace(joint.system, ratios=NO_RATIOS))
    published = joint.published(publish(check.workbook, check.actions))
    found = suppress_secondary(
        system,
        published,
        check.policy,
        preferences=replace(preferences, printed=joint.frozen),
        progress=progress,
        report=report,
    )
    own = tuple(cell for cell in found.unattainable if joint.is_now(cell))
    return replace(found, unattainable=own)


def withhold_secondary(
    check: Check, secondary: SecondarySuppression, stamp: Stamp
) -> tuple[Action, ...]:
    """Return the action that withholds the chosen secondary cells; none when there are none."""
    cells = secondary.secondary
    protects = tuple(secondary.reasons.get(cell, ()) for cell in cells)
    return _withhold_for_others(check, cells, stamp, protects)


def withhold_derived(check: Check, stamp: Stamp) -> tuple[Action, ...]:
    """Return the action that withholds percentages, rates and means of withheld counts.

    Those of lines that were combined go too, wherever they are printed: they tell of the parts.
    """
    view = combined(check)
    published = publish(view.workbook, view.actions)
    derived = derived_beside_withheld(view.workbook, view.tables, published)
    of_parts = ratios_of_parts(check.workbook, check.tables, merges_in(check.actions), published)
    cells = tuple(dict.fromkeys((*derived, *of_parts)))
    sources = withheld_sources(view.workbook, view.tables, published) if cells else {}
    return _withhold_for_others(check, cells, stamp, tuple(sources.get(one, ()) for one in cells))


def _withhold_for_others(
    check: Check,
    cells: tuple[CellRef, ...],
    stamp: Stamp,
    protects: tuple[tuple[CellRef, ...], ...],
) -> tuple[Action, ...]:
    if not cells:
        return ()
    known = protects if any(protects) else ()
    return (Withhold(cells, SuppressionRole.SECONDARY, check.policy.marker, stamp, known),)
