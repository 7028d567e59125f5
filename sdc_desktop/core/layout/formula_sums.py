"""Sums that the workbook's own formulas state, such as SUM(B5:B9)."""

from __future__ import annotations

import re
from collections import Counter

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.tables import Axis

_CELL = r"\$?[A-Z]{1,3}\$?\d+"
_SUM = re.compile(
    rf"(?:SUM\(|SUBTOTAL\((?:9|109)[,;])({_CELL}(?::{_CELL})?(?:[,;]{_CELL}(?::{_CELL})?)*)\)"
)
_PLUS = re.compile(rf"{_CELL}(?:\+{_CELL})+")
_MOST_CELLS = 2_000


def find_formula_sums(
    grid: Grid, block: Block, axis: Axis
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return (total, parts) as places in the data lines, for lines that formulas add up.

    A formula counts when it adds cells of its own column (for rows), all within the table.
    """
    lines = block.data_rows if axis is Axis.ROWS else block.data_columns
    others = set(block.data_columns if axis is Axis.ROWS else block.data_rows)
    place_of = {line: place for place, line in enumerate(lines)}
    found: Counter[tuple[int, tuple[int, ...]]] = Counter()
    for (row, column), formula in grid.sheet.formulas.items():
        total, other = (row, column) if axis is Axis.ROWS else (column, row)
        if total not in place_of or other not in others:
            continue
        parts = _parts(formula, other, axis)
        places = tuple(sorted(place_of[part] for part in parts if part in place_of))
        if len(places) > 1 and place_of[total] not in places:
            found[place_of[total], places] += 1
    return tuple(found)


def _parts(formula: str, other: int, axis: Axis) -> set[int]:
    """Return the lines that a formula adds up, none when it does anything else."""
    plain = formula.replace(" ", "").upper()
    match = _SUM.fullmatch(plain)
    if match:
        pieces = re.split("[,;]", match[1])
    elif _PLUS.fullmatch(plain):
        pieces = plain.split("+")
    else:
        return set()
    parts: set[int] = set()
    for piece in pieces:
        area = CellRange.parse(piece.replace("$", ""))
        own, across = (area.rows, area.columns) if axis is Axis.ROWS else (area.columns, area.rows)
        if list(across) != [other] or len(own) > _MOST_CELLS:
            return set()
        parts.update(own)
    return parts
