"""What the command line wishes of secondary suppression, and what it says where that fails."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.cli.places import cell_named, cells_named, lines_named
from sdc_desktop.cli.preference_options import LAST_TIME
from sdc_desktop.core.actions import Action, Stamp, StateFact, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, compare
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.exemptions import exempt_cells
from sdc_desktop.core.protection.merging import combine_lines
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Cost, Preferences
from sdc_desktop.core.protection.secondary_suppression import SecondarySuppression
from sdc_desktop.core.protection.weighing import (
    contributors_of,
    totals_avoided,
    withheld_before,
    withheld_by,
)
from sdc_desktop.core.published import publish
from sdc_desktop.core.record import read_actions
from sdc_desktop.core.rules import find_risks, unsafe_cells
from sdc_desktop.core.rules.words import all_of


def preferences_of(arguments: argparse.Namespace, check: Check) -> Preferences:
    """Return what the options ask for.

    Raises:
        SdcError: A place is not in the workbook, a factor is none, nobody knows the numbers of
            contributors, or the last pattern is nowhere to be found.
    """
    seed = NO_PREFERENCES.effort.seed if arguments.seed is None else arguments.seed
    cost = Cost(arguments.cost)
    factors = [
        (cell, factor) for text in arguments.weight for cell, factor in _weighed(text, check)
    ]
    if arguments.avoid_totals:
        factors += totals_avoided(check.tables)
    return Preferences(
        cost=cost,
        factors=tuple(factors),
        previous=_last_pattern(arguments.like_last_time, check),
        must_stay=frozenset(one for text in arguments.keep for one in cells_named(text, check)),
        effort=replace(NO_PREFERENCES.effort, seed=seed),
        contributors=contributors_of(check) if cost is Cost.CONTRIBUTORS else {},
        same_pattern=arguments.same_pattern,
    )


def merged(arguments: argparse.Namespace, check: Check, stamp: Stamp) -> Check:
    """Return the check with the lines combined that `--merge` names, one pair after the other.

    Raises:
        SdcError: They cannot be combined.
    """
    for text in arguments.merge:
        place, _, label = text.partition("=")
        sheet, axis, lines = lines_named(place.strip(), check)
        why = replace(stamp, why="Combined, as asked for")
        check = check.do(combine_lines(check, sheet, axis, lines, why, label))
    return check


def stated(arguments: argparse.Namespace, check: Check, stamp: Stamp) -> tuple[Action, ...]:
    """Return what the options say of cells: known, exempt, or to be withheld.

    Raises:
        SdcError: A place is not in the workbook, or a reason is missing.
    """
    actions: list[Action] = []
    for text in arguments.known:
        cell = cell_named(text, check)
        value = check.workbook.value(cell)
        if math.isnan(value):
            raise ArgumentsError(f"{text} holds no number.", hint="Name a cell with a number.")
        actions.append(StateFact((cell,), value, value, replace(stamp, why="Known to readers")))
    for text in arguments.exempt:
        place, reason = _parted(text, "--exempt", '"Table 1!C7=published in the annual report"')
        cells = cells_named(place, check)
        why = replace(stamp, why=reason)
        actions += exempt_cells(check.workbook, cells, _rules_against(check, cells), why)
    wanted = dict.fromkeys(cell for text in arguments.withhold for cell in cells_named(text, check))
    if wanted:
        why = replace(stamp, why="Must be withheld, as asked for")
        role = SuppressionRole.PRIMARY
        actions.append(Withhold(tuple(wanted), role, check.policy.marker, why))
    return tuple(actions)


def _rules_against(check: Check, cells: Sequence[CellRef]) -> set[str]:
    """Return the rules that speak against showing any of these cells."""
    published = publish(check.workbook, check.actions)
    risks = find_risks(check.workbook, check.tables, published, check.policy, check.evidence)
    return {one.rule for one in risks if set(one.cells) & set(cells)}


def _weighed(text: str, check: Check) -> Iterator[tuple[CellRef, float]]:
    place, factor = _parted(text, "--weight", '"Table 1!C:C=5"')
    try:
        number = float(factor)
    except ValueError:
        number = 0.0
    if not 1e-6 <= number <= 1e6:
        raise ArgumentsError(
            f"{factor} is no factor for a cost.", hint="Give a number above 0, such as 5 or 0.2."
        )
    return ((cell, number) for cell in cells_named(place, check))


def _parted(text: str, option: str, example: str) -> tuple[str, str]:
    place, equals, rest = text.partition("=")
    if not equals or not rest.strip():
        raise ArgumentsError(f"{option} {text} cannot be understood.", hint=f"Write it: {example}.")
    return place.strip(), rest.strip()


def _last_pattern(given: str | None, check: Check) -> frozenset[CellRef]:
    if given is None:
        return frozenset()
    if given != LAST_TIME:
        return withheld_by(_actions_in(Path(given)))
    comparison = compare(check)
    if comparison is None:
        raise ArgumentsError(
            "There is no last time to be like.",
            hint="Give the last release with --earlier, or its record: --like-last-time RECORD.",
        )
    return withheld_before(comparison.matches)


def _actions_in(record: Path) -> tuple[Action, ...]:
    """Return the actions of a record; whether it is genuine does not matter for a wish."""
    try:
        return read_actions(json.loads((record / "record.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SdcError(
            f"{record.name} cannot be read as a record.", hint="Give the folder of a record."
        ) from error


def conflicts_said(found: SecondarySuppression) -> list[str]:
    """Return a sentence for each cell that cannot be protected while others must be shown."""
    return [
        f"{cell.full} cannot be protected while {all_of(one.full for one in kept)} must be shown; "
        f"allowing {'it' if len(kept) == 1 else 'all of these'} to be withheld would be enough."
        for cell, kept in found.conflicts.items()
    ]


def kept_in_vain(check: Check, preferences: Preferences, withheld: Iterable[CellRef]) -> list[str]:
    """Return a sentence for each cell that must be shown and is unsafe itself.

    Args:
        check: With the actions so far.
        preferences: What was asked for.
        withheld: What is withheld in the end.
    """
    lost = preferences.must_stay & set(withheld)
    if not lost:
        return []
    plain = publish(check.workbook, ())
    risks = find_risks(check.workbook, check.tables, plain, check.policy, check.evidence)
    return [
        f"{cell.full} must be shown, and is unsafe itself, so it is withheld; only an exception "
        "with a reason (--exempt) would show it."
        for cell in sorted(lost & set(unsafe_cells(risks)))
    ]
