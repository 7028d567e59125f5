"""The rows of the picture of intervals: cells by table, the narrowest first, in pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.labels import CellLabels

ROWS_ON_A_PAGE = 40
_LONGEST = 46


@dataclass(frozen=True, slots=True)
class PlotRow:
    """One withheld cell.

    Attributes:
        name: Its place and labels.
        lower, upper: What a reader can narrow it to; may be infinite.
        value: What the source says, NaN where it says nothing or where it shall not be shown.
        is_enough: The interval is as wide as the policy asks.
    """

    name: str
    lower: float
    upper: float
    value: float
    is_enough: bool


def rows_of(
    intervals: Sequence[FeasibilityInterval],
    table: Table | None,
    workbook: Workbook,
    labels_of: Callable[[str], CellLabels],
) -> tuple[PlotRow, ...]:
    """Return the withheld cells of a table, of all tables with None, the narrowest first."""
    inside = [one for one in intervals if table is None or one.cell in table]
    known = {sheet.name for sheet in workbook.sheets}
    ordered = sorted(inside, key=lambda one: (one.upper - one.lower, one.cell))
    return tuple(
        PlotRow(
            _name(one.cell, labels_of(one.cell.sheet), is_alone=table is not None),
            one.lower,
            one.upper,
            workbook.value(one.cell),
            one.is_enough,
        )
        for one in ordered
        if one.cell.sheet in known
    )


def without_values(rows: Sequence[PlotRow]) -> tuple[PlotRow, ...]:
    """Return the rows as a picture may leave the program: without what the source says."""
    return tuple(replace(row, value=math.nan) for row in rows)


def pages_of(rows: Sequence[PlotRow]) -> tuple[tuple[PlotRow, ...], ...]:
    """Return the rows in pages that can be read; one empty page when there are none."""
    starts = range(0, max(len(rows), 1), ROWS_ON_A_PAGE)
    return tuple(tuple(rows[start : start + ROWS_ON_A_PAGE]) for start in starts)


def _name(cell: CellRef, labels: CellLabels, *, is_alone: bool) -> str:
    table = labels.table_at(cell.row, cell.column)
    place = cell.a1 if is_alone else f"{cell.sheet}!{cell.a1}"
    if table is None:
        return place
    row, column = labels.row_labels(table, cell.row), labels.column_labels(table, cell.column)
    words = ", ".join(" > ".join(one) for one in (row, column) if one)
    text = f"{place}  {words}" if words else place
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
