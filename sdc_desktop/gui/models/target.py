"""What a correction would be about: the table and the lines that the user has chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.gui.models.marks import table_extent

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is selected on a sheet.

    Attributes:
        cell: The current cell.
        area: The smallest range around the selection, without the sheet's empty margin.
        whole: ROWS when whole rows are selected, COLUMNS for columns, None for cells.
    """

    cell: CellRef
    area: CellRange
    whole: Axis | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The lines that a correction is about.

    Attributes:
        table: The table around the current cell, or one close by.
        chosen: What is selected.
        axes: Whether its rows or its columns may be meant, the likelier first.
    """

    table: Table
    chosen: Chosen
    axes: tuple[Axis, ...]

    @property
    def role_axes(self) -> tuple[Axis, ...]:
        """Whether its rows, its columns or both may become something else for the table."""
        whole = self.chosen.whole
        return (Axis.ROWS, Axis.COLUMNS) if whole is None else (whole,)

    def lines(self, axis: Axis) -> tuple[int, ...]:
        """Return the selected rows or columns."""
        area = self.chosen.area
        return tuple(area.rows if axis is Axis.ROWS else area.columns)

    def line(self, axis: Axis) -> int:
        """Return the row or column of the current cell."""
        cell = self.chosen.cell
        return cell.row if axis is Axis.ROWS else cell.column


def find_target(tables: Sequence[Table], chosen: Chosen) -> Target | None:
    """Return what a correction would be about, None when no table is near."""
    table = table_for(tables, chosen)
    return None if table is None else Target(table, chosen, _axes(table, chosen))


def table_for(tables: Sequence[Table], chosen: Chosen) -> Table | None:
    """Return the table around the current cell, else the nearest within a few cells."""
    best: Table | None = None
    nearest = _NEAR + 1
    for table in tables:
        gap = _gap(table, chosen)
        if gap < nearest:
            best, nearest = table, gap
    return best


def _gap(table: Table, chosen: Chosen) -> int:
    """Return how many cells a table is away; of whole rows, only their height counts."""
    extent, cell = table_extent(table), chosen.cell
    down = max(extent.top - cell.row, cell.row - extent.bottom, 0)
    along = max(extent.left - cell.column, cell.column - extent.right, 0)
    if chosen.whole is Axis.ROWS:
        return down
    return along if chosen.whole is Axis.COLUMNS else max(down, along)


def _axes(table: Table, chosen: Chosen) -> tuple[Axis, ...]:
    cell, area = chosen.cell, chosen.area
    rows_first, columns_first = (Axis.ROWS, Axis.COLUMNS), (Axis.COLUMNS, Axis.ROWS)
    if chosen.whole is not None:
        return (chosen.whole,)
    if cell.column in table.stub_columns and cell.row not in table.header_rows:
        return rows_first if len(area.columns) > 1 else (Axis.ROWS,)
    if cell.row in table.header_rows and cell.column not in table.stub_columns:
        return columns_first if len(area.rows) > 1 else (Axis.COLUMNS,)
    if len(area.rows) > len(area.columns) == 1:
        return columns_first
    is_total_row = cell.row in {*table.total_rows, *table.subtotal_rows}
    is_total_column = cell.column in {*table.total_columns, *table.subtotal_columns}
    return columns_first if is_total_column and not is_total_row else rows_first
