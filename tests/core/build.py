"""Small workbooks and tables for tests, written as the reader of the test would write them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.actions import Action, Exempt, RoundCells, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import publish
from sdc_desktop.core.rules import find_risks
from sdc_desktop.core.sheets import CellKind, Sheet, Workbook, WorkbookFormat
from sdc_desktop.core.tables import Axis, LineSum, Statistic, Table

STAMP = Stamp("A. Checker", "2026-11-21T09:30:00Z", "a test")

Row = Sequence[float | str | None]


def make_sheet(rows: Sequence[Row], name: str = "Table 1") -> Sheet:
    """Return a sheet with these cells: numbers, texts, None for an empty cell."""
    shape = (len(rows), max(len(row) for row in rows))
    kinds = np.zeros(shape, np.uint8)
    values = np.full(shape, np.nan)
    texts = np.full(shape, "", object)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                kinds[row, column], texts[row, column] = CellKind.TEXT, cell
            elif cell is not None:
                kinds[row, column], values[row, column] = CellKind.NUMBER, cell
    return Sheet(name, kinds, values, texts, np.zeros(shape, np.int32))


def make_workbook(*sheets: Sheet) -> Workbook:
    """Return a workbook of these sheets."""
    return Workbook("test.xlsx", WorkbookFormat.XLSX, "0" * 64, sheets)


def table_of(sheet: Sheet, *, totals: bool = True, statistic: Statistic = Statistic.COUNT) -> Table:
    """Return the table of a sheet with one header row and one column of labels.

    With `totals` the last row and the last column are the sums of the others.
    """
    rows, columns = sheet.shape
    body = CellRange(1, 1, rows - 1, columns - 1)
    relations = (
        LineSum(Axis.ROWS, rows - 1, tuple(range(1, rows - 1)), tuple(body.columns)),
        LineSum(Axis.COLUMNS, columns - 1, tuple(range(1, columns - 1)), tuple(body.rows)),
    )
    return Table(
        sheet=sheet.name,
        title="",
        body=body,
        header_rows=(0,),
        stub_columns=(0,),
        total_rows=(rows - 1,) if totals else (),
        total_columns=(columns - 1,) if totals else (),
        statistic=statistic,
        relations=relations if totals else (),
    )


def with_totals(counts: Sequence[Sequence[float]]) -> list[list[float | str | None]]:
    """Return sheet rows with labels A, B ... and 1, 2 ... and with totals at the edges."""
    columns = [*(f"Group {i + 1}" for i in range(len(counts[0]))), "Total"]
    rows: list[list[float | str | None]] = [["Area", *columns]]
    for number, row in enumerate(counts):
        rows.append([f"Area {number + 1}", *row, sum(row)])
    sums = [sum(column) for column in zip(*counts, strict=True)]
    rows.append(["Total", *sums, sum(sums)])
    return rows


def ref(place: str, sheet: str = "Table 1") -> CellRef:
    """Return the cell that a spreadsheet calls `place`."""
    return CellRef.parse(sheet, place)


def withhold(*places: str, sheet: str = "Table 1") -> Withhold:
    """Return the action that withholds these cells."""
    cells = tuple(ref(place, sheet) for place in places)
    return Withhold(cells, SuppressionRole.PRIMARY, "[c]", STAMP)


def exempt(rule: str, *places: str) -> Exempt:
    """Return the action that accepts what `rule` finds in these cells."""
    return Exempt(tuple(map(ref, places)), rule, STAMP)


def rounded(base: float, **values: float) -> RoundCells:
    """Return the action that shows these values, such as C7=5."""
    cells = tuple(ref(place) for place in values)
    return RoundCells(cells, tuple(values.values()), "conventional", base, STAMP)


def risks(
    rows: Sequence[Row], policy: Policy, *actions: Action, totals: bool = True
) -> tuple[Finding, ...]:
    """Return what the rules find in a sheet with these cells."""
    sheet = make_sheet(rows)
    workbook = make_workbook(sheet)
    published = publish(workbook, actions)
    return find_risks(workbook, (table_of(sheet, totals=totals),), published, policy)


def places(findings: Sequence[Finding], rule: str) -> list[list[str]]:
    """Return the cells of each finding of `rule`, as a spreadsheet names them."""
    return [[cell.a1 for cell in one.cells] for one in findings if one.rule == rule]
