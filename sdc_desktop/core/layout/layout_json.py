"""Tables as JSON: what the `tables` command prints and `--layout` accepts (DESIGN.md).

Rows count from 1 and columns have letters there, as in the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sdc_desktop.core.cells import CellRange, column_index, column_letters
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout.given import TablePlace, understand_place
from sdc_desktop.core.layout.grid import Grid, classify
from sdc_desktop.core.sheets import Visibility, Workbook
from sdc_desktop.core.tables import Statistic, Table

Document = dict[str, Any]


class LayoutError(SdcError):
    """Raised when a layout does not describe tables of the workbook."""

    hint = "Write a layout with: sdc-desktop tables FILE --json"


def tables_as_json(workbook: Workbook, tables: Sequence[Table]) -> Document:
    """Return the document of the `tables` command."""
    return {
        "file": workbook.name,
        "sheets": [
            {
                "sheet": sheet.name,
                "hidden": sheet.visibility is not Visibility.VISIBLE,
                "tables": [_table(table) for table in tables if table.sheet == sheet.name],
            }
            for sheet in workbook.sheets
        ],
    }


def _table(table: Table) -> Document:
    return {
        "title": table.title,
        "body": table.body.a1,
        "header_rows": _rows(table.header_rows),
        "stub_cols": _columns(table.stub_columns),
        "total_rows": _rows(table.total_rows),
        "total_cols": _columns(table.total_columns),
        "subtotal_rows": _rows(table.subtotal_rows),
        "subtotal_cols": _columns(table.subtotal_columns),
        "statistic": _printed(table.statistic),
        "columns": {
            column_letters(column): _printed(statistic)
            for column, statistic in table.column_statistics
        },
        "relations": len(table.relations) + len(table.ratios),
    }


_PRINTED_AS = {Statistic.BASE: Statistic.COUNT}
_PRINTED = {"count", "sum", "percentage", "rate", "mean", "median", "other"}


def _printed(statistic: Statistic) -> str:
    """Return the word of the `tables` command, which knows fewer kinds than we do."""
    word = _PRINTED_AS.get(statistic, statistic).value
    return word if word in _PRINTED else Statistic.OTHER.value


def _rows(rows: Sequence[int]) -> list[int]:
    return [row + 1 for row in rows]


def _columns(columns: Sequence[int]) -> list[str]:
    return [column_letters(column) for column in columns]


def tables_from_json(document: object, workbook: Workbook) -> tuple[Table, ...]:
    """Read a layout: the document of `tables`, or a list of {"sheet", "tables"} entries.

    The relations are looked for within the given layout.

    Raises:
        LayoutError: The document has another shape, or names what the workbook does not have.
    """
    entries = document.get("sheets") if isinstance(document, Mapping) else document
    if not isinstance(entries, list):
        raise LayoutError("The layout has no list of sheets.")
    tables: list[Table] = []
    for entry in entries:
        if not isinstance(entry, Mapping) or not isinstance(entry.get("tables", []), list):
            raise LayoutError("An entry of the layout is not a sheet with its tables.")
        if not entry.get("tables"):
            continue
        tables += _read_sheet(entry, workbook)
    return tuple(tables)


def _read_sheet(entry: Mapping[str, Any], workbook: Workbook) -> list[Table]:
    name = entry.get("sheet")
    try:
        sheet = workbook.sheet(str(name))
    except KeyError as error:
        raise LayoutError(f"The layout names a sheet {name!r} that is not there.") from error
    grid = classify(sheet)
    return [_read_table(one, grid, workbook) for one in entry["tables"]]


def _read_table(entry: object, grid: Grid, workbook: Workbook) -> Table:
    if not isinstance(entry, Mapping):
        raise LayoutError("A table of the layout is not an object.")
    try:
        body = CellRange.parse(str(entry["body"]))
        header = tuple(int(row) - 1 for row in entry.get("header_rows", []))
        stub = tuple(column_index(str(one)) for one in entry.get("stub_cols", []))
        statistics = {
            column_index(str(name)): Statistic(one)
            for name, one in entry.get("columns", {}).items()
        }
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        where = f"{grid.sheet.name} {entry.get('body', '')}".strip()
        raise LayoutError(f"The layout of the table at {where} cannot be understood.") from error
    try:
        place = TablePlace(grid.sheet.name, body, header, stub)
        table = understand_place(workbook, grid, place)
    except ValueError as error:
        raise LayoutError(f"Sheet {grid.sheet.name!r} has no numbers at {body.a1}.") from error
    return _as_said(table, entry, statistics)


def _as_said(table: Table, entry: Mapping[str, Any], statistics: Mapping[int, Statistic]) -> Table:
    """Return a table with what the layout says of its totals and statistics."""
    if statistics:
        columns = tuple(
            (column, statistics.get(column, one)) for column, one in table.column_statistics
        )
        table = replace(table, column_statistics=columns)
    if "statistic" in entry:
        table = replace(table, statistic=Statistic(entry["statistic"]))
    return replace(table, title=str(entry.get("title", table.title)))
