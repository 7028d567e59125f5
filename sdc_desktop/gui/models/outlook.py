"""What hangs on one cell: which it protects, what showing or withholding it would do."""

from __future__ import annotations

from dataclasses import dataclass

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.protection.remedy_costs import Companions
from sdc_desktop.core.protection.what_if import Narrowed


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


def served_by(reasons: dict[CellRef, tuple[CellRef, ...]]) -> dict[CellRef, tuple[CellRef, ...]]:
    """Return for each cell that others protect which they are, in the order of `reasons`."""
    found: dict[CellRef, list[CellRef]] = {}
    for cell, protects in reasons.items():
        for one in protects:
            found.setdefault(one, []).append(cell)
    return {cell: tuple(others) for cell, others in found.items()}
