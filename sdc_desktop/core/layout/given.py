"""Understand a table whose place is given: by a layout file or by the checker's corrections."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.finding import understand
from sdc_desktop.core.layout.grid import Grid, classify
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table is; rows and columns count from 0 on the sheet.

    Attributes:
        body: Smallest range with all its data cells.
        header_rows: Rows with column labels.
        stub_columns: Columns with row labels.
        left_out_rows, left_out_columns: Lines within `body` that are no part of the table.
    """

    sheet: str
    body: CellRange
    header_rows: tuple[int, ...] = ()
    stub_columns: tuple[int, ...] = ()
    left_out_rows: tuple[int, ...] = ()
    left_out_columns: tuple[int, ...] = ()


def place_of(table: Table) -> TablePlace:
    """Return where a table is."""
    return TablePlace(
        table.sheet,
        table.body,
        table.header_rows,
        table.stub_columns,
        table.left_out_rows,
        table.left_out_columns,
    )


def understand_table(workbook: Workbook, place: TablePlace) -> Table:
    """Return the table at a given place, with everything else found within it.

    Raises:
        KeyError: The workbook has no such sheet.
        ValueError: There are no numbers or markers at the place.
    """
    return understand_place(workbook, classify(workbook.sheet(place.sheet)), place)


def understand_place(workbook: Workbook, grid: Grid, place: TablePlace) -> Table:
    """Return the table at a given place of a sheet that is classified already.

    Raises:
        ValueError: There are no numbers or markers at the place.
    """
    table = understand(workbook, grid, _block(grid, place))
    return replace(
        table,
        body=place.body,
        left_out_rows=place.left_out_rows,
        left_out_columns=place.left_out_columns,
    )


def _block(grid: Grid, place: TablePlace) -> Block:
    body = place.body
    data = grid.is_data[body.top : body.bottom + 1, body.left : body.right + 1].copy()
    data[[row - body.top for row in place.left_out_rows if row in body.rows]] = False
    data[:, [one - body.left for one in place.left_out_columns if one in body.columns]] = False
    rows = tuple(body.top + int(row) for row in np.flatnonzero(data.any(axis=1)))
    columns = tuple(body.left + int(one) for one in np.flatnonzero(data.any(axis=0)))
    if not rows:
        raise ValueError(f"sheet {place.sheet!r} has no numbers at {body.a1}")
    first = min((*place.header_rows, body.top))
    titles = tuple(row for row in range(first) if grid.classes[row].any())
    return Block(place.header_rows, place.stub_columns, rows, columns, (), titles)
