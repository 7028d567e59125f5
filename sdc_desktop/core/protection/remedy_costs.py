"""What withholding one more cell would cost, before anybody decides: what must go with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.automatic import find_secondary
from sdc_desktop.core.protection.preferences import NO_PREFERENCES
from sdc_desktop.core.suppression.search import USUAL_EFFORT

_AT_ONCE = replace(USUAL_EFFORT, annealing=200_000, rounds=0, nodes=0)


@dataclass(frozen=True, slots=True)
class Companions:
    """What must be withheld with a cell.

    Attributes:
        cells: In sheet order; a quick choice, automatic protection may find a cheaper one.
        total: The sum of their values, without signs.
        is_enough: Whether the cell is protected then.
    """

    cells: tuple[CellRef, ...]
    total: float
    is_enough: bool


def companions_of(
    check: Check, known: Assessment, cell: CellRef, progress: Progress = no_progress
) -> Companions | None:
    """Return what must be withheld with `cell` if that were withheld now.

    Args:
        check: The check.
        known: An assessment of its present state.
        cell: A cell that is shown.
        progress: Told what is being done.

    Returns:
        None where that cannot be told apart: something that is withheld is short already.
    """
    if known.audit.unprotected or not check.policy.asks_for_secondary:
        return None
    stamp = Stamp("", "")
    found = find_secondary(
        check.do(Withhold((cell,), SuppressionRole.PRIMARY, check.policy.marker, stamp)),
        system=known.system,
        comparison=known.comparison,
        preferences=replace(NO_PREFERENCES, effort=_AT_ONCE),
        progress=progress,
    )
    total = sum(abs(check.workbook.value(one)) for one in found.secondary)
    return Companions(found.secondary, total, not found.unattainable)
