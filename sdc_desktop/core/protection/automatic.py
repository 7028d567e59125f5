"""Protect a whole workbook: what the rules call unsafe, and what must be withheld with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sdc_desktop.core.actions import Action, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.audit import audit
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import (
    Check,
    combined,
    compare,
    with_asked_levels,
    with_knowledge,
)
from sdc_desktop.core.policy import RequiredInterval
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.alike import find_alike
from sdc_desktop.core.protection.contributions import cells_on_small_bases
from sdc_desktop.core.protection.derived_figures import derived_beside_withheld, follow_changed
from sdc_desktop.core.protection.perturbing import Perturbed, PerturbWish, perturb
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Preferences
from sdc_desktop.core.protection.rounding import numbers_of
from sdc_desktop.core.protection.secondary_suppression import (
    Report,
    SecondarySuppression,
    suppress_secondary,
    tell_nobody,
)
from sdc_desktop.core.protection.wishes import with_wishes
from sdc_desktop.core.published import CellStatus, publish
from sdc_desktop.core.ratio_cells import NO_RATIOS
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.rules import find_risks, unsafe_cells

_ROUNDS = 3
"""How often what was withheld after changing numbers is looked over again."""


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


def suppress_tables(
    check: Check,
    stamp: Stamp,
    *,
    preferences: Preferences = NO_PREFERENCES,
    progress: Progress = no_progress,
) -> tuple[Action, ...]:
    """Return the actions of primary and secondary suppression for all tables of a check."""
    return suppress(check, stamp, preferences=preferences, progress=progress).actions


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
    with the same labels are to have the same pattern, cells are chosen for all of them in turn
    until nothing is missing in any; better patterns are not reported on the way then. What the
    check's actions wish of cells is heeded beside the `preferences`.
    """
    preferences = with_wishes(preferences, check.actions)
    view = combined(check)
    system, check = system if view is check else None, view
    find = partial(_find_once, system=system, comparison=comparison, progress=progress)
    if preferences.same_pattern:
        return find_alike(check, preferences, find)
    return find(check, preferences, report=report)


def _find_once(
    check: Check,
    preferences: Preferences,
    *,
    system: RelationSystem | None,
    comparison: Comparison | None,
    progress: Progress,
    report: Report = tell_nobody,
) -> SecondarySuppression:
    """Choose the cells for the tables as they are, each for itself."""
    comparison = comparison or compare(check, progress)
    if comparison is not None:
        return _secondary_jointly(check, comparison, preferences, progress, report)
    if system is None:
        system = build_relations(check.workbook, check.tables)
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
    return _withhold_for_others(check, cells, stamp, protects if any(protects) else ())


def withhold_derived(check: Check, stamp: Stamp) -> tuple[Action, ...]:
    """Return the action that withholds percentages, rates and means of withheld counts."""
    check = combined(check)
    published = publish(check.workbook, check.actions)
    cells = derived_beside_withheld(check.workbook, check.tables, published)
    return _withhold_for_others(check, cells, stamp)


def follow_counts(check: Check, stamp: Stamp) -> tuple[Action, ...]:
    """Return the actions for percentages, rates and means of withheld and changed counts.

    Those of changed counts that are shown are worked out again, all others withheld; where the
    policy wants that, those of changed counts too.
    """
    check = combined(check)
    published = publish(check.workbook, check.actions)
    actions: tuple[Action, ...] = ()
    if not check.policy.withholds_derived:
        actions = follow_changed(check.workbook, check.tables, published, stamp)
    return (*actions, *withhold_derived(check.do(*actions), stamp))


def perturb_tables(
    check: Check,
    wish: PerturbWish,
    stamp: Stamp,
    *,
    cells: Sequence[CellRef] | None = None,
    among: Collection[CellRef] | None = None,
    system: RelationSystem | None = None,
    progress: Progress = no_progress,
) -> Perturbed:
    """Return what changes `cells`, or all counts and sums, and what must go or follow with them.

    What may not even be shown changed is withheld first (guidance B6: redact, then round), where
    `among` is given only what it names. What
    changed numbers still give away through their totals is withheld in the end.
    """
    view = combined(check)
    system, check = system if view is check else None, view
    enough = check.policy.rounding_is_enough
    first = () if enough else withhold_unsafe(check, stamp, among=among)
    if wish.least_base:
        first = (*first, *withhold_small_bases(check.do(*first), wish.least_base, cells, stamp))
    found = change_numbers(check.do(*first), wish, stamp, cells=cells, system=system)
    done = check.do(*first, *found.actions)
    last = withhold_worked_out(done, stamp, system=system, progress=progress)
    return replace(found, actions=(*done.actions[len(check.actions) :], *last))


def withhold_small_bases(
    check: Check, least: int, cells: Sequence[CellRef] | None, stamp: Stamp
) -> tuple[Action, ...]:
    """Return the action that withholds what rests on fewer than `least` observations.

    Raises:
        NotGrossedError: Nothing tells on how many observations some number rests.
    """
    chosen, _ = numbers_of(check, cells)
    small = cells_on_small_bases(check.evidence, chosen, least)
    if not small:
        return ()
    return (Withhold(small, SuppressionRole.PRIMARY, check.policy.marker, stamp),)


def withhold_worked_out(
    check: Check,
    stamp: Stamp,
    *,
    system: RelationSystem | None = None,
    progress: Progress = no_progress,
) -> tuple[Action, ...]:
    """Return what withholds numbers that a reader works out of changed ones, and protects them.

    Rounded parts and totals that do not fit together can give a number away although each of them
    is rounded. Where a policy asks for no secondary suppression, because rounding takes its place,
    only what can be worked out exactly is withheld.
    """
    policy = check.policy
    if not policy.asks_for_secondary:
        policy = replace(policy, required_interval=RequiredInterval.EXACT)
    view = combined(check)
    plain = system if system is not None and view is check else None
    plain = plain or build_relations(view.workbook, view.tables)
    judged = with_asked_levels(view, with_knowledge(view, plain))
    seen, actions = replace(view, policy=policy), tuple[Action, ...]()
    for _ in range(_ROUNDS):
        published = publish(view.workbook, seen.actions)
        found = audit(judged, published, policy, progress)
        changed = tuple(
            one.cell
            for one in found.unprotected
            if published.status(one.cell) is CellStatus.ROUNDED
        )
        new: tuple[Action, ...] = ()
        if changed:
            new = (Withhold(changed, SuppressionRole.PRIMARY, policy.marker, stamp),)
        if changed or found.unprotected:
            secondary = find_secondary(seen.do(*new), system=plain, progress=progress)
            new = (*new, *withhold_secondary(check, secondary, stamp))
        if not new:
            break
        new = (*new, *withhold_derived(seen.do(*new), stamp))
        actions, seen = (*actions, *new), seen.do(*new)
    return actions


def change_numbers(
    check: Check,
    wish: PerturbWish,
    stamp: Stamp,
    *,
    cells: Sequence[CellRef] | None = None,
    system: RelationSystem | None = None,
) -> Perturbed:
    """Return what changes `cells`, or all counts and sums, and what must follow them."""
    view = combined(check)
    found = perturb(view, wish, cells, stamp, system=system if view is check else None)
    follow = follow_counts(check.do(*found.actions), stamp) if found.actions else ()
    return replace(found, actions=(*found.actions, *follow))


def _withhold_for_others(
    check: Check,
    cells: tuple[CellRef, ...],
    stamp: Stamp,
    protects: tuple[tuple[CellRef, ...], ...] = (),
) -> tuple[Action, ...]:
    if not cells:
        return ()
    role = SuppressionRole.SECONDARY
    return (Withhold(cells, role, check.policy.marker, stamp, protects),)
