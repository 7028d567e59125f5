"""Find tables in sheets: header rows, stub, body, totals, notes."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.layout.finding import find_sheet_tables
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table

__all__ = ["find_tables"]


def find_tables(workbook: Workbook, progress: Progress = no_progress) -> tuple[Table, ...]:
    """Return the tables of all sheets, hidden ones included, sheet by sheet from top to bottom."""
    tables: list[Table] = []
    for done, sheet in enumerate(workbook.sheets):
        progress(done, len(workbook.sheets), sheet.name)
        with np.errstate(over="ignore", invalid="ignore"):
            tables += find_sheet_tables(workbook, sheet)
    return tuple(tables)
