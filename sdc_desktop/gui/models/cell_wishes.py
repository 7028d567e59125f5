"""What is wished of the cells of a workbook, as the sheets show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdc_desktop.core.actions import Action, Prefer
from sdc_desktop.core.protection.wishes import wishes_of

Wishes = Mapping[tuple[int, int], Prefer]
"""Row and column of a cell of one sheet to what is wished of it."""

NO_WISHES: Wishes = {}


def wishes_by_sheet(actions: Iterable[Action]) -> dict[str, Wishes]:
    """Return the wishes that hold after all actions, sheet by sheet."""
    found: dict[str, dict[tuple[int, int], Prefer]] = {}
    for cell, action in wishes_of(actions).items():
        found.setdefault(cell.sheet, {})[cell.row, cell.column] = action
    return dict(found)
