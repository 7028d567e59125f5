"""What the checker wishes of single cells, taken from the actions of a check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sdc_desktop.core.actions import Action, Prefer, Wish
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.protection.preferences import Preferences

LET_GO = 0.1
"""What a cell that may go costs, as a share of what it would."""


def wishes_of(actions: Iterable[Action]) -> dict[CellRef, Prefer]:
    """Return the wish that holds for each cell of which anything is wished."""
    found: dict[CellRef, Prefer] = {}
    for action in actions:
        if isinstance(action, Prefer):
            for cell in action.cells:
                found[cell] = action
    return {cell: one for cell, one in found.items() if one.wish is not Wish.NONE}


def with_wishes(preferences: Preferences, actions: Iterable[Action]) -> Preferences:
    """Return the preferences with what the actions wish of cells as well."""
    wishes = wishes_of(actions)
    kept = frozenset(cell for cell, one in wishes.items() if one.wish is Wish.KEEP)
    factors = tuple(
        (cell, one.factor if one.wish is Wish.WEIGH else LET_GO)
        for cell, one in wishes.items()
        if one.wish is not Wish.KEEP
    )
    return replace(
        preferences,
        must_stay=preferences.must_stay | kept,
        factors=(*preferences.factors, *factors),
    )
