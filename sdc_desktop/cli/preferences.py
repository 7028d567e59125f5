"""What the command line wishes of secondary suppression, and what it says where that fails."""

from __future__ import annotations

import argparse
from dataclasses import replace

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Cost, Preferences
from sdc_desktop.core.protection.secondary_suppression import SecondarySuppression


def preferences_of(arguments: argparse.Namespace, check: Check) -> Preferences:
    """Return what `--cost`, `--keep` and `--seed` ask for.

    Raises:
        ArgumentsError: A cell to keep is not in the workbook.
    """
    seed = NO_PREFERENCES.effort.seed if arguments.seed is None else arguments.seed
    return Preferences(
        cost=Cost(arguments.cost),
        must_stay=frozenset(_cell(text, check) for text in arguments.keep),
        effort=replace(NO_PREFERENCES.effort, seed=seed),
    )


def _cell(text: str, check: Check) -> CellRef:
    """Return the cell that "SHEET!C7" names."""
    sheet, _, place = text.rpartition("!")
    if sheet in {one.name for one in check.workbook.sheets}:
        try:
            return CellRef.parse(sheet, place)
        except ValueError:
            pass
    raise ArgumentsError(
        f"{text} names no cell of the workbook.", hint='Write it like "Table 1!C7".'
    )


def conflicts_said(found: SecondarySuppression) -> list[str]:
    """Return a sentence for each cell that cannot be protected while others must be shown."""
    return [
        f"{cell.sheet}!{cell.a1} cannot be protected while "
        f"{', '.join(f'{one.sheet}!{one.a1}' for one in kept)} must be shown."
        for cell, kept in found.conflicts.items()
    ]
