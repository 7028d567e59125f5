"""Corrections of an earlier check, offered for a sheet with the same layout.

What is remembered are labels and places, no value of a cell: in the labels, digits and names of
months are replaced, so that next month's sheet is known again. Rows may have been added, removed
or moved; they are found by their labels. Where anything does not fit, nothing is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.answered import is_said
from sdc_desktop.core.layout.correcting import SheetTables, Tables
from sdc_desktop.core.layout.given import TablePlace, place_of, understand_place
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.layout.line_names import line_name
from sdc_desktop.core.layout.moved_lines import moved_ratio, moved_said, moved_sum
from sdc_desktop.core.layout.neutral import NUMBER, neutral
from sdc_desktop.core.layout.row_matching import match_rows
from sdc_desktop.core.layout.said import carry_said
from sdc_desktop.core.tables import NOTHING_SAID, Axis, LineRatio, LineSum, Said, Table

MOST_ROWS = 20_000
"""Sheets with more rows are not remembered."""

_LEAST_SHARE = 0.6
_JOINT = " | "


@dataclass(frozen=True, slots=True)
class LayoutSignature:
    """What a sheet's layout is known by: its labels without numbers, in their order.

    Attributes:
        sheet: The sheet's name.
        rows: The labels of each row of the sheet, "" for a row without.
    """

    sheet: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RememberedTable:
    """A table as corrected, or one that is none.

    Attributes:
        place: Where it was.
        columns: What its stub and body columns are called, from left to right.
        said, relations, ratios: What the checker said of it.
        is_none: Whether it was found but is no table.
    """

    place: TablePlace
    columns: tuple[str, ...]
    said: Said = NOTHING_SAID
    relations: tuple[LineSum, ...] = ()
    ratios: tuple[LineRatio, ...] = ()
    is_none: bool = False


@dataclass(frozen=True, slots=True)
class RememberedLayout:
    """The corrections of one sheet.

    Attributes:
        signature: What its layout is known by.
        tables: What was corrected.
        source: Name of the workbook's file.
        when: UTC, such as "2026-11-21T09:30:00Z".
    """

    signature: LayoutSignature
    tables: tuple[RememberedTable, ...]
    source: str
    when: str


@dataclass(frozen=True, slots=True)
class OfferedTables:
    """The tables that a sheet would have with the corrections of an earlier check.

    Attributes:
        sheet: Name of the sheet.
        tables: All its tables.
        count: How many of them would be others than those that were found.
        layout: Where the corrections come from.
    """

    sheet: str
    tables: Tables
    count: int
    layout: RememberedLayout


def remember_layout(
    sheet: SheetTables, found: Tables, *, source: str, when: str
) -> RememberedLayout | None:
    """Return what is to be remembered of a sheet, None when nothing was corrected.

    Args:
        sheet: The sheet with its tables as corrected.
        found: The sheet's tables as they were found.
        source: Name of the workbook's file.
        when: UTC, such as "2026-11-21T09:30:00Z".
    """
    grid = sheet.grid
    if set(found) == set(sheet.tables) or grid.sheet.shape[0] > MOST_ROWS:
        return None
    corrected = [_remembered(grid, table) for table in sheet.tables if table not in found]
    gone = [
        replace(_remembered(grid, table), is_none=True)
        for table in found
        if not any(_overlap(table.body, one.body) for one in sheet.tables)
    ]
    tables = (*corrected, *gone)
    signature = signature_of(grid, _stub_columns(tables))
    return RememberedLayout(signature, tables, source, when) if tables else None


def signature_of(grid: Grid, stub_columns: Iterable[int] = ()) -> LayoutSignature:
    """Return what a sheet's layout is known by; numbers count as labels in `stub_columns` only."""
    rows: list[list[str]] = [[] for _ in range(grid.sheet.shape[0])]
    is_label = grid.is_class(CellClass.LABEL).copy()
    for column in stub_columns:
        if column < grid.sheet.shape[1]:
            is_label[:, column] |= grid.is_class(CellClass.NUMBER)[:, column]
    for row, column in np.argwhere(is_label).tolist():
        rows[row].append(neutral(str(grid.sheet.texts[row, column])) or NUMBER)
    return LayoutSignature(neutral(grid.sheet.name), tuple(_JOINT.join(row) for row in rows))


def offer_layout(
    sheet: SheetTables, remembered: Iterable[RememberedLayout]
) -> OfferedTables | None:
    """Return what the first of the remembered layouts that fits makes of a sheet.

    Layouts of a sheet with the same name are asked first, otherwise they are asked in their order.

    Args:
        sheet: A sheet with its tables as they were found.
        remembered: Corrections of earlier checks.

    Returns:
        None when no layout fits, or when it would change nothing.
    """
    name = neutral(sheet.grid.sheet.name)
    for layout in sorted(remembered, key=lambda one: one.signature.sheet != name):
        tables = _tables_by(sheet, layout)
        if tables is not None and set(tables) != set(sheet.tables):
            changed = len(set(tables) - set(sheet.tables))
            gone = sum(not any(_overlap(a.body, b.body) for b in tables) for a in sheet.tables)
            return OfferedTables(sheet.grid.sheet.name, tables, changed + gone, layout)
    return None


def _remembered(grid: Grid, table: Table) -> RememberedTable:
    place = place_of(table)
    return RememberedTable(
        place,
        _column_names(grid, place),
        table.said,
        tuple(_without_reason(one) for one in table.relations if is_said(one)),
        tuple(one for one in table.ratios if is_said(one)),
    )


def _without_reason(one: LineSum) -> LineSum:
    """Return a sum without what depends on numbers: it is worked out again."""
    return replace(one, across=(), tolerance=0.0)


def _column_names(grid: Grid, place: TablePlace) -> tuple[str, ...]:
    columns = sorted({*place.stub_columns, *place.body.columns})
    return tuple(_column_name(grid, place, column) for column in columns)


def _column_name(grid: Grid, place: TablePlace, column: int) -> str:
    inside = [row for row in place.header_rows if row < grid.sheet.shape[0]]
    if column >= grid.sheet.shape[1]:
        return ""
    return neutral(line_name(grid, replace(place, header_rows=tuple(inside)), Axis.COLUMNS, column))


def _stub_columns(tables: Iterable[RememberedTable]) -> set[int]:
    return {column for one in tables for column in one.place.stub_columns}


def _tables_by(sheet: SheetTables, layout: RememberedLayout) -> Tables | None:
    """Return the sheet's tables by a remembered layout, None when it does not fit."""
    rows, columns = sheet.grid.sheet.shape
    if rows > MOST_ROWS or not _may_fit(layout, columns):
        return None
    labels = signature_of(sheet.grid, _stub_columns(layout.tables)).rows
    if not _are_alike(layout.signature.rows, labels):
        return None
    moved = match_rows(layout.signature.rows, labels)
    chosen: list[Table] = []
    none: list[CellRange] = []
    for one in layout.tables:
        place = _relocated(sheet.grid, one, moved)
        if place is None or _column_names(sheet.grid, place) != one.columns:
            return None
        if one.is_none:
            none.append(place.body)
        elif (table := _understood(sheet, one, place, moved)) is not None:
            chosen.append(table)
        else:
            return None
    taken = [*none, *(one.body for one in chosen)]
    others = [one for one in sheet.tables if not any(_overlap(one.body, body) for body in taken)]
    return tuple(sorted([*chosen, *others], key=lambda one: (one.body.top, one.body.left)))


def _may_fit(layout: RememberedLayout, columns: int) -> bool:
    return all(one.place.body.right < columns for one in layout.tables)


def _are_alike(before: Sequence[str], now: Sequence[str]) -> bool:
    """Tell whether most labels are still there."""
    old, new = set(before) - {""}, set(now) - {""}
    return bool(old) and len(old & new) >= _LEAST_SHARE * len(old)


def _relocated(grid: Grid, one: RememberedTable, moved: Mapping[int, int]) -> TablePlace | None:
    """Return where a table is now; rows that follow it directly and are new belong to it."""
    place, body = one.place, one.place.body
    needed = {*place.header_rows, *place.left_out_rows, body.top, body.bottom}
    if not needed <= moved.keys() or moved[body.top] > moved[body.bottom]:
        return None
    bottom, known = moved[body.bottom], set(moved.values())
    span = slice(body.left, body.right + 1)
    while (
        bottom + 1 < grid.sheet.shape[0]
        and bottom + 1 not in known
        and grid.is_data[bottom + 1, span].any()
    ):
        bottom += 1
    return replace(
        place,
        sheet=grid.sheet.name,
        body=CellRange(moved[body.top], body.left, bottom, body.right),
        header_rows=tuple(moved[row] for row in place.header_rows),
        left_out_rows=tuple(moved[row] for row in place.left_out_rows),
    )


def _understood(
    sheet: SheetTables, one: RememberedTable, place: TablePlace, moved: Mapping[int, int]
) -> Table | None:
    """Return the table at a place with what was said of it, None when that does not hold."""
    try:
        table = understand_place(sheet.workbook, sheet.grid, place)
    except ValueError:
        return None
    said = moved_said(one.said, moved)
    relations = [moved_sum(sheet.grid, table, relation, moved) for relation in one.relations]
    ratios = [moved_ratio(ratio, moved) for ratio in one.ratios]
    if said is None or None in relations or None in ratios:
        return None
    before = replace(
        table,
        said=said,
        relations=tuple(relation for relation in relations if relation is not None),
        ratios=tuple(ratio for ratio in ratios if ratio is not None),
    )
    return carry_said(sheet.grid, before, table)


def _overlap(one: CellRange, other: CellRange) -> bool:
    return (
        one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )
