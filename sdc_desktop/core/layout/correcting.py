"""Corrections of where the tables of a sheet are; what was said of their numbers stays.

Each function takes a sheet with its tables and returns the sheet's new tables, for a
`CorrectTables` action. `said.py` corrects what the numbers are and what adds up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout.given import TablePlace, place_of, understand_place
from sdc_desktop.core.layout.grid import CellClass, Grid, classify
from sdc_desktop.core.layout.said import carry_said
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Axis, Table

Tables = tuple[Table, ...]
Lines = tuple[int, ...]

_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_MOST_HEADER_ROWS = 6


class NoNumbersError(SdcError):
    """Raised when a table would have no numbers."""

    hint = "Select the numbers of the table, with or without their labels."

    def __init__(self, place: CellRange) -> None:
        super().__init__(f"There are no numbers in {place.a1}.")


class LineRole(StrEnum):
    """What a row or column is to a table."""

    LABELS = "labels"
    """A row with column labels, or a column with row labels."""
    DATA = "data"
    LEFT_OUT = "left out"
    """No part of the table."""


@dataclass(frozen=True, slots=True, eq=False)
class SheetTables:
    """A sheet with its tables, about to be corrected.

    Attributes:
        workbook: The source.
        grid: What the sheet's cells are.
        tables: The sheet's tables as they are now.
    """

    workbook: Workbook
    grid: Grid
    tables: Tables


def sheet_tables(workbook: Workbook, sheet: str, tables: Iterable[Table]) -> SheetTables:
    """Return a sheet with those of `tables` that are on it.

    Raises:
        KeyError: There is no such sheet.
    """
    own = tuple(table for table in tables if table.sheet == sheet)
    return SheetTables(workbook, classify(workbook.sheet(sheet)), own)


def move_edges(sheet: SheetTables, table: Table, body: CellRange) -> Tables:
    """Give a table another body; other tables make room.

    Raises:
        NoNumbersError: There are no numbers.
    """
    inside = _within(place_of(table), body)
    headers = tuple(row for row in table.header_rows if row not in body.rows)
    stub = tuple(column for column in table.stub_columns if column not in body.columns)
    return _place(sheet, table, replace(inside, header_rows=headers, stub_columns=stub))


def set_role(
    sheet: SheetTables, table: Table, axis: Axis, lines: Iterable[int], role: LineRole
) -> Tables:
    """Make rows or columns labels or data of a table, or leave them out of it.

    Raises:
        NoNumbersError: No numbers would be left.
    """
    chosen = set(lines)
    place = _as_plain(place_of(table), axis, chosen)
    if role is LineRole.DATA:
        return _place(sheet, table, _reaching(place, axis, chosen))
    if role is LineRole.LABELS:
        place = _with_labels(place, axis, chosen)
    return _place(sheet, table, _shrunk(place, axis, chosen))


def remove_table(sheet: SheetTables, table: Table) -> Tables:
    """Say that something is no table."""
    return tuple(one for one in sheet.tables if one != table)


def add_table(sheet: SheetTables, area: CellRange) -> Tables:
    """Make a range a table; it may hold the labels or the numbers only.

    Labels are looked for at the range's upper and left edge, then right above and beside it.

    Raises:
        NoNumbersError: There are no numbers.
    """
    place = _place_in(sheet.grid, area)
    table = _understood(sheet, place)
    return _with_room(sheet, None, table)


def replace_table(sheet: SheetTables, before: Table, after: Table) -> Tables:
    """Put a table, of which something was said, in the place of the same table before."""
    return tuple(after if one == before else one for one in sheet.tables)


def role_of(table: Table, axis: Axis, line: int) -> LineRole | None:
    """Return what a line is to a table, None for one that does not belong to it."""
    body, headers, left_out = table.body.rows, table.header_rows, table.left_out_rows
    if axis is Axis.COLUMNS:
        body, headers, left_out = table.body.columns, table.stub_columns, table.left_out_columns
    if line in headers:
        return LineRole.LABELS
    if line in left_out:
        return LineRole.LEFT_OUT
    return LineRole.DATA if line in body else None


def _place(sheet: SheetTables, before: Table, place: TablePlace) -> Tables:
    after = _understood(sheet, place)
    return _with_room(sheet, before, carry_said(sheet.grid, before, after))


def _understood(sheet: SheetTables, place: TablePlace) -> Table:
    rows, columns = sheet.grid.sheet.shape
    body = place.body
    if body.top >= rows or body.left >= columns:
        raise NoNumbersError(body)
    inside = CellRange(
        body.top, body.left, min(body.bottom, rows - 1), min(body.right, columns - 1)
    )
    try:
        return understand_place(sheet.workbook, sheet.grid, _within(place, inside))
    except ValueError as error:
        raise NoNumbersError(body) from error


def _with_room(sheet: SheetTables, before: Table | None, table: Table) -> Tables:
    """Return the sheet's tables, from top to bottom, with `table` in the place of `before`."""
    kept = [table]
    for one in sheet.tables:
        if one != before:
            kept += _beside(sheet, one, table.body)
    return tuple(sorted(kept, key=lambda one: (one.body.top, one.body.left)))


def _beside(sheet: SheetTables, table: Table, taken: CellRange) -> list[Table]:
    """Return what is left of a table when another one takes a range; nothing in the worst case."""
    body = table.body
    if not _overlap(body, taken):
        return [table]
    rest = _rest(body, taken)
    if rest is None:
        return []
    try:
        after = _understood(sheet, _within(place_of(table), rest))
    except NoNumbersError:
        return []
    return [carry_said(sheet.grid, table, after)]


def _overlap(one: CellRange, other: CellRange) -> bool:
    return (
        one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )


def _rest(body: CellRange, taken: CellRange) -> CellRange | None:
    """Return the largest range of a body beside what was taken, None when nothing is left."""
    strips = (
        (body.top, body.left, min(body.bottom, taken.top - 1), body.right),
        (max(body.top, taken.bottom + 1), body.left, body.bottom, body.right),
        (body.top, body.left, body.bottom, min(body.right, taken.left - 1)),
        (body.top, max(body.left, taken.right + 1), body.bottom, body.right),
    )
    left = [
        CellRange(top, first, bottom, last)
        for top, first, bottom, last in strips
        if 0 <= top <= bottom and 0 <= first <= last
    ]
    return max(left, key=lambda one: len(one.rows) * len(one.columns), default=None)


def _within(place: TablePlace, body: CellRange) -> TablePlace:
    """Return the place with another body, without lines left out beyond its edges."""
    rows = {row for row in place.left_out_rows if row in body.rows}
    columns = {column for column in place.left_out_columns if column in body.columns}
    place = replace(place, body=body, left_out_rows=_sorted(rows))
    return replace(place, left_out_columns=_sorted(columns))


def _as_plain(place: TablePlace, axis: Axis, lines: set[int]) -> TablePlace:
    """Return the place in which `lines` are neither labels nor left out."""
    if axis is Axis.ROWS:
        return replace(
            place,
            header_rows=_without(place.header_rows, lines),
            left_out_rows=_without(place.left_out_rows, lines),
        )
    return replace(
        place,
        stub_columns=_without(place.stub_columns, lines),
        left_out_columns=_without(place.left_out_columns, lines),
    )


def _with_labels(place: TablePlace, axis: Axis, lines: set[int]) -> TablePlace:
    if axis is Axis.ROWS:
        return replace(place, header_rows=_sorted({*place.header_rows, *lines}))
    return replace(place, stub_columns=_sorted({*place.stub_columns, *lines}))


def _reaching(place: TablePlace, axis: Axis, lines: set[int]) -> TablePlace:
    """Return the place whose body reaches to `lines`; labels in between are left out."""
    body = place.body
    if axis is Axis.ROWS:
        body = replace(body, top=min(body.top, *lines), bottom=max(body.bottom, *lines))
        between = {row for row in place.header_rows if row in body.rows}
        return replace(place, body=body, left_out_rows=_sorted({*place.left_out_rows, *between}))
    body = replace(body, left=min(body.left, *lines), right=max(body.right, *lines))
    between = {column for column in place.stub_columns if column in body.columns}
    return replace(place, body=body, left_out_columns=_sorted({*place.left_out_columns, *between}))


def _shrunk(place: TablePlace, axis: Axis, lines: set[int]) -> TablePlace:
    """Return the place without `lines`: cut off at the body's edges, left out within it."""
    body = place.body
    own = body.rows if axis is Axis.ROWS else body.columns
    left_out = set(place.left_out_rows if axis is Axis.ROWS else place.left_out_columns)
    kept = [line for line in own if line not in lines and line not in left_out]
    if not kept:
        raise NoNumbersError(body)
    first, last = kept[0], kept[-1]
    inner = _sorted({line for line in (left_out | lines) if first < line < last})
    if axis is Axis.ROWS:
        return replace(place, body=replace(body, top=first, bottom=last), left_out_rows=inner)
    return replace(place, body=replace(body, left=first, right=last), left_out_columns=inner)


def _place_in(grid: Grid, area: CellRange) -> TablePlace:
    """Return the place of the table in a range."""
    rows, columns = grid.sheet.shape
    if area.top >= rows or area.left >= columns:
        raise NoNumbersError(area)
    area = CellRange(area.top, area.left, min(area.bottom, rows - 1), min(area.right, columns - 1))
    span = np.s_[area.top : area.bottom + 1, area.left : area.right + 1]
    is_number, is_data = _are_numbers(grid)[span], grid.is_data[span]
    if not is_number.any():
        raise NoNumbersError(area)
    top, left = (int(np.argmax(is_number.any(axis=axis))) for axis in (1, 0))
    rest = is_data[top:, left:]
    bottom, right = (int(np.flatnonzero(rest.any(axis=axis))[-1]) for axis in (1, 0))
    top, left = area.top + top, area.left + left
    body = CellRange(top, left, top + bottom, left + right)
    headers = _header_rows(grid, body, area.top if area.top < body.top else None)
    stub = _stub_columns(grid, body, area.left if area.left < body.left else None)
    return TablePlace(grid.sheet.name, body, headers, stub)


def _are_numbers(grid: Grid) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Tell which cells hold numbers: (rows, columns) bool; a row of nothing but years does not.

    Markers do not count: "under 25" may be the label of an age group.
    """
    data = grid.is_class(CellClass.NUMBER).copy()
    is_number = grid.is_class(CellClass.NUMBER)
    for row in np.flatnonzero(is_number.any(axis=1)):
        numbers = grid.sheet.values[row, is_number[row]]
        are_years = bool(
            (numbers % 1 == 0).all()
            and (numbers >= _FIRST_YEAR).all()
            and (numbers <= _LAST_YEAR).all()
        )
        if are_years and numbers.size > 1 and bool((np.diff(numbers) == 1).all()):
            data[row] = False
    return data


def _header_rows(grid: Grid, body: CellRange, first: int | None) -> Lines:
    """Return the rows with labels above a body: down from `first`, else those right above it."""
    span = slice(body.left, body.right + 1)
    if first is not None:
        rows = range(first, body.top)
        return tuple(row for row in rows if grid.classes[row, span].any())
    found: list[int] = []
    for row in range(body.top - 1, max(body.top - 1 - _MOST_HEADER_ROWS, -1), -1):
        if not grid.classes[row, span].any():
            break
        found.append(row)
    return tuple(reversed(found))


def _stub_columns(grid: Grid, body: CellRange, first: int | None) -> Lines:
    """Return the columns with labels left of a body, from `first` or the nearest one."""
    span = slice(body.top, body.bottom + 1)
    columns = range(first if first is not None else 0, body.left)
    is_text = grid.is_class(CellClass.LABEL) | grid.is_class(CellClass.MARKER)
    labels = [one for one in columns if is_text[span, one].any()]
    return tuple(labels if first is not None else labels[-1:])


def _without(lines: Lines, gone: set[int]) -> Lines:
    return tuple(line for line in lines if line not in gone)


def _sorted(lines: Iterable[int]) -> Lines:
    return tuple(sorted(set(lines)))
