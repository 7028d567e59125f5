"""What a removal means for the proof: which cells, sheets and parts may differ."""

from __future__ import annotations

from collections.abc import Mapping

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.proof_removal import CLEARED, AgreedRemoval
from sdc_desktop.workbook.removal import Removal
from sdc_desktop.workbook.sheet_writer import CellEdit, Clear


def agreed_removal(removal: Removal, parts: Mapping[str, str]) -> AgreedRemoval:
    """Return what the proof may accept.

    Args:
        removal: What the checker agreed to.
        parts: Parts that were edited or removed, with why.
    """
    if removal.is_empty:
        return AgreedRemoval()
    return AgreedRemoval(
        cells={cell: _as_change(cell, edit) for cell, edit in removal.plan.edits.items()},
        sheets=removal.plan.gone,
        parts=parts,
        loses_metadata=removal.chosen.has("rich-data"),
    )


def _as_change(cell: CellRef, edit: CellEdit) -> CellChange:
    if isinstance(edit, Clear):
        return CellChange(cell, marker=CLEARED)
    if isinstance(edit, str):
        return CellChange(cell, marker=edit)
    if isinstance(edit, int | float):
        return CellChange(cell, number=float(edit))
    raise ValueError("a plan holds no other edit")
