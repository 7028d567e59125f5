"""Places that the command line names: "Table 1!C7", a block, whole rows or whole columns."""

from __future__ import annotations

import re

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.core.cells import CellRange, CellRef, column_index
from sdc_desktop.core.check import Check
from sdc_desktop.core.sheets import Sheet
from sdc_desktop.core.tables import Axis

_ROWS = re.compile(r"([1-9][0-9]{0,6}):([1-9][0-9]{0,6})")
_COLUMNS = re.compile(r"([A-Za-z]{1,3}):([A-Za-z]{1,3})")


def cell_named(text: str, check: Check) -> CellRef:
    """Return the cell that "SHEET!C7" names.

    Raises:
        ArgumentsError: There is no such cell.
    """
    sheet, place = _split(text, check)
    try:
        cell = CellRef.parse(sheet.name, place)
    except ValueError:
        raise _no_cell(text) from None
    if cell.row >= sheet.shape[0] or cell.column >= sheet.shape[1]:
        raise _no_cell(text)
    return cell


def cells_named(text: str, check: Check) -> tuple[CellRef, ...]:
    """Return the numbers inside tables that "SHEET!B4:C9", "SHEET!7:7" or "SHEET!C:C" names.

    Raises:
        ArgumentsError: The place cannot be read, or no number of a table lies there.
    """
    sheet, place = _split(text, check)
    try:
        area = _area(place, sheet)
    except ValueError:
        raise _no_cell(text) from None
    found = dict.fromkeys(
        cell
        for table in check.tables
        if table.sheet == sheet.name
        for cell in table.body.cells(sheet.name)
        if (cell.row, cell.column) in area and not sheet.is_empty(cell.row, cell.column)
    )
    if not found:
        raise ArgumentsError(
            f"{text} names no cell of a table.", hint="sdc-desktop tables FILE lists the tables."
        )
    return tuple(found)


def lines_named(text: str, check: Check) -> tuple[str, Axis, tuple[int, int]]:
    """Return sheet, axis and the two lines, from 0, that "SHEET!rows 7:8" names.

    Raises:
        ArgumentsError: It names no two lines.
    """
    sheet, place = _split(text, check)
    kind, _, lines = place.strip().partition(" ")
    pattern = {"rows": _ROWS, "columns": _COLUMNS}.get(kind)
    match = pattern.fullmatch(lines.strip()) if pattern else None
    if match is None:
        raise ArgumentsError(
            f"{text} names no two lines.",
            hint='Write it like "Table 1!rows 7:8" or "Table 1!columns C:D".',
        )
    if kind == "rows":
        return sheet.name, Axis.ROWS, (int(match[1]) - 1, int(match[2]) - 1)
    return sheet.name, Axis.COLUMNS, (column_index(match[1]), column_index(match[2]))


def _split(text: str, check: Check) -> tuple[Sheet, str]:
    name, _, place = text.rpartition("!")
    for sheet in check.workbook.sheets:
        if sheet.name == name:
            return sheet, place
    raise _no_cell(text)


def _area(place: str, sheet: Sheet) -> CellRange:
    rows, columns = sheet.shape
    if match := _ROWS.fullmatch(place):
        first, last = sorted((int(match[1]) - 1, int(match[2]) - 1))
        return CellRange(first, 0, last, max(columns - 1, 0))
    if match := _COLUMNS.fullmatch(place):
        first, last = sorted((column_index(match[1]), column_index(match[2])))
        return CellRange(0, first, max(rows - 1, 0), last)
    return CellRange.parse(place)


def _no_cell(text: str) -> ArgumentsError:
    return ArgumentsError(
        f"{text} names no cell of the workbook.", hint='Write it like "Table 1!C7".'
    )
