"""Removal in text files: fields are emptied, and texts that would run as formulas stay texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook.inspection.carrier import MOST_CELLS, Carrier
from sdc_desktop.workbook.inspection.csv_file import FORMULA_TEXTS, find_in_text
from sdc_desktop.workbook.removal import Removal
from sdc_desktop.workbook.removal.cells import CellPlan
from sdc_desktop.workbook.removal.chosen import Chosen
from sdc_desktop.workbook.sheet_writer import CellEdit, Clear

_TEXT_MARK = "'"


def plan_text_removal(
    path: Path, data: bytes, workbook: Workbook, names: Iterable[str] | None = None
) -> Removal:
    """Return what has to be done so that carriers of a text file are gone.

    Lines stay where they are, so that every other cell keeps its place.

    Args:
        path: For messages.
        data: The source's bytes.
        workbook: What was read of them.
        names: Names of the carriers that go; None for everything that can be removed.

    Raises:
        SdcError: It is no text.
    """
    wanted = None if names is None else frozenset(names)
    chosen = [
        one
        for one in find_in_text(path, data)
        if one.removable and (wanted is None or one.name in wanted)
    ]
    edits: dict[CellRef, CellEdit] = {}
    for one in sorted(chosen, key=lambda carrier: carrier.kind != FORMULA_TEXTS):
        edits.update({cell: _edit(one, cell, workbook) for cell in one.cells})
    short = tuple(replace(one, cells=one.cells[:MOST_CELLS]) for one in chosen)
    return Removal(Chosen(short), CellPlan(edits))


def _edit(carrier: Carrier, cell: CellRef, workbook: Workbook) -> CellEdit:
    if carrier.kind != FORMULA_TEXTS:
        return Clear.CLEAR
    return f"{_TEXT_MARK}{workbook.sheets[0].texts[cell.row, cell.column]}"
