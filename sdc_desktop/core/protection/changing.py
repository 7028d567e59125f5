"""Change the numbers of a whole workbook, and withhold what changed numbers still give away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sdc_desktop.core.actions import Action, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.audit import audit
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, combined, with_asked_levels, with_knowledge
from sdc_desktop.core.policy import RequiredInterval
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.automatic import (
    find_secondary,
    withhold_derived,
    withhold_secondary,
    withhold_unsafe,
)
from sdc_desktop.core.protection.contributions import cells_on_small_bases
from sdc_desktop.core.protection.derived_figures import follow_changed
from sdc_desktop.core.protection.perturbing import Perturbed, PerturbWish, perturb
from sdc_desktop.core.protection.rounding import numbers_of
from sdc_desktop.core.published import CellStatus, publish
from sdc_desktop.core.relations import RelationSystem, build_relations

_ROUNDS = 3
"""How often what was withheld after changing numbers is looked over again."""


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
