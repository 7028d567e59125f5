"""Why cells are withheld for others, as the actions of a check say it."""

from __future__ import annotations

from collections.abc import Iterable

from sdc_desktop.core.actions import Action, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellStatus, Published


def reasons_of(
    actions: Iterable[Action], published: Published
) -> dict[CellRef, tuple[CellRef, ...]]:
    """Return the secondary cells with what each was withheld for, as far as that is withheld."""
    found: dict[CellRef, tuple[CellRef, ...]] = {}
    for action in actions:
        if isinstance(action, Withhold) and action.role is SuppressionRole.SECONDARY:
            protects = action.protects or ((),) * len(action.cells)
            found.update(zip(action.cells, protects, strict=True))
    return {
        cell: tuple(one for one in protects if one in published.markers)
        for cell, protects in found.items()
        if published.status(cell) is CellStatus.SECONDARY
    }
