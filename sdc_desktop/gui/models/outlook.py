"""What hangs on one cell: which it protects, what showing or withholding it would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sdc_desktop.core.actions import Action, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.protection.remedy_costs import Companions
from sdc_desktop.core.protection.what_if import Narrowed
from sdc_desktop.core.published import CellStatus, Published


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of the consequences for one cell.

    Attributes:
        protects: The withheld cells that it was withheld for.
        protected_by: The cells that were withheld for it.
        short: What a reader could narrow others to if it were shown; None while that is worked
            out, or where nobody asked.
        companions: What must go with it if it were withheld; None as above.
        is_pending: Whether something is still being worked out.
    """

    protects: tuple[CellRef, ...] = ()
    protected_by: tuple[CellRef, ...] = ()
    short: tuple[Narrowed, ...] | None = None
    companions: Companions | None = None
    is_pending: bool = False


NO_OUTLOOK = Outlook()


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


def served_by(reasons: dict[CellRef, tuple[CellRef, ...]]) -> dict[CellRef, tuple[CellRef, ...]]:
    """Return for each cell that others protect which they are, in the order of `reasons`."""
    found: dict[CellRef, list[CellRef]] = {}
    for cell, protects in reasons.items():
        for one in protects:
            found.setdefault(one, []).append(cell)
    return {cell: tuple(others) for cell, others in found.items()}
