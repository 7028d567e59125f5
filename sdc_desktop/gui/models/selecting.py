"""Which of the selected cells are meant."""

from __future__ import annotations

import math

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check


def numbers_among(check: Check, cells: tuple[CellRef, ...]) -> tuple[CellRef, ...]:
    """Return the numbers among cells: those in tables where there are any, else all."""
    numbers = tuple(cell for cell in cells if not math.isnan(check.workbook.value(cell)))
    tables = check.tables
    inside = tuple(cell for cell in numbers if any(cell in table for table in tables))
    return inside or numbers
