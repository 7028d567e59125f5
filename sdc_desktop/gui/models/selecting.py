"""Which of the selected cells are meant, and how many cells are selected quickly."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.check import Check


def numbers_among(check: Check, cells: tuple[CellRef, ...]) -> tuple[CellRef, ...]:
    """Return the numbers among cells: those in tables where there are any, else all."""
    numbers = tuple(cell for cell in cells if not math.isnan(check.workbook.value(cell)))
    tables = check.tables
    inside = tuple(cell for cell in numbers if any(cell in table for table in tables))
    return inside or numbers


def blocks_of(cells: Iterable[CellRef]) -> tuple[CellRange, ...]:
    """Return ranges that cover exactly these cells of one sheet: a range for each run in a row."""
    places = sorted({(one.row, one.column) for one in cells})
    if not places:
        return ()
    breaks = [
        number
        for number, (one, other) in enumerate(pairwise(places), 1)
        if other != (one[0], one[1] + 1)
    ]
    starts, ends = [0, *breaks], [*breaks, len(places)]
    return tuple(
        CellRange(*places[start], *places[end - 1]) for start, end in zip(starts, ends, strict=True)
    )
