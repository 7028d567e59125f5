"""Hidden sheets, rows and columns, filters, and cells where nobody looks (guidance E1 to E4)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.sheets import BoolArray, CellKind, Sheet
from sdc_desktop.workbook.inspection.carrier import MOST_CELLS, Carrier, counted, counted_cells
from sdc_desktop.workbook.inspection.inspected import (
    Element,
    Inspected,
    SheetEntry,
    cells_where,
    numbers_and_texts,
    ranges_in,
    without_blanks,
)

_FAR_ROWS, _FAR_COLUMNS = 60, 20
_FLAT_POINTS, _NARROW_CHARACTERS = 3.0, 0.5
_FALSE = {"", "0", "false"}


def find_in_sheets(inspected: Inspected) -> Iterator[Carrier]:
    """Yield what sheets hide as sheets, lines and places."""
    has_visible = any(entry.is_visible for entry in inspected.entries)
    for entry in inspected.entries:
        if not entry.is_visible:
            yield _hidden_sheet(inspected, entry, is_removable=has_visible)
    yield from _unlisted_sheets(inspected)
    yield from _hidden_windows(inspected)
    for entry, sheet, frame in inspected.worksheets:
        if entry.is_visible:
            yield from _hidden_lines(inspected, entry, sheet, frame)
            yield from find_far_cells(entry.part, sheet)
            yield from _outside_print_area(inspected, entry, sheet)
        yield from _filter_criteria(inspected, entry, frame)


def _hidden_sheet(inspected: Inspected, entry: SheetEntry, *, is_removable: bool) -> Carrier:
    sheet = inspected.sheet(entry.name)
    numbers = texts = 0
    if sheet is not None:
        numbers, texts = numbers_and_texts(sheet, sheet.kinds != CellKind.EMPTY)
        texts += len(sheet.stray)
    severity = Severity.FAIL if numbers else Severity.REVIEW if texts else Severity.INFO
    if entry.kind != "worksheet":
        severity = Severity.REVIEW
    how = "hidden so that the menu does not offer it" if entry.state == "veryHidden" else "hidden"
    return Carrier(
        kind="hidden-sheet",
        severity=severity,
        message=f"The sheet is {how}, and everybody who gets the file can show it and read "
        f"{_contents(numbers, texts)}.",
        part=entry.part,
        sheet=entry.name,
        removable=is_removable,
    )


def _unlisted_sheets(inspected: Inspected) -> Iterator[Carrier]:
    """Yield sheets that are in the file and not in the list of sheets."""
    listed = {entry.part for entry in inspected.entries}
    for link in inspected.links:
        is_sheet = link.type.lower().endswith("sheet") and not link.is_external
        if is_sheet and link.target in inspected.package and link.target not in listed:
            yield Carrier(
                kind="unlisted-sheet",
                severity=Severity.FAIL,
                message="A sheet that no spreadsheet lists is still in the file with its cells.",
                part=link.target,
                removable=True,
            )


def _contents(numbers: int, texts: int) -> str:
    if not numbers and not texts:
        return "it; it is empty"
    return counted_cells(numbers, texts)


def _hidden_windows(inspected: Inspected) -> Iterator[Carrier]:
    for view in inspected.book.iterfind("{*}bookViews/{*}workbookView"):
        if view.get("visibility", "visible") != "visible":
            yield Carrier(
                kind="hidden-window",
                severity=Severity.REVIEW,
                message="The workbook opens in a hidden window: readers may take the file for "
                "empty, and everybody can show it.",
                part=inspected.package.workbook_part,
                removable=True,
            )


def hidden_rows_of(sheet: Sheet, frame: Element) -> frozenset[int]:
    """Return rows that a reader does not see: hidden, or too flat to be read."""
    flat = {row for row, height in sheet.row_heights.items() if height < _FLAT_POINTS}
    hidden = sheet.hidden_rows | flat
    format_of = frame.find("{*}sheetFormatPr")
    if format_of is not None and format_of.get("zeroHeight", "0") not in _FALSE:
        rows = range(sheet.shape[0])
        hidden |= frozenset(row for row in rows if row not in sheet.row_heights)
    return frozenset(hidden)


def hidden_columns_of(sheet: Sheet) -> frozenset[int]:
    """Return columns that a reader does not see: hidden, or too narrow to be read."""
    narrow = {column for column, width in sheet.column_widths.items() if width < _NARROW_CHARACTERS}
    return frozenset(sheet.hidden_columns | narrow)


def places_in_lines(
    sheet: Sheet, rows: frozenset[int], columns: frozenset[int]
) -> tuple[BoolArray, BoolArray]:
    """Return cells in these rows, and those in these columns and no such row.

    Headers of marked tables are left out: a file holds their texts twice, and a spreadsheet
    refuses a table whose header cells are gone.
    """
    height, width = sheet.shape
    in_rows, in_columns = np.zeros((height, width), np.bool_), np.zeros((height, width), np.bool_)
    in_rows[[row for row in rows if row < height], :] = True
    in_columns[:, [column for column in columns if column < width]] = True
    for table in sheet.marked_tables:
        in_rows[table.top, table.left : table.right + 1] = False
        in_columns[table.top, table.left : table.right + 1] = False
    return without_blanks(sheet, in_rows), without_blanks(sheet, in_columns & ~in_rows)


def _hidden_lines(
    inspected: Inspected, entry: SheetEntry, sheet: Sheet, frame: Element
) -> Iterator[Carrier]:
    rows, columns = hidden_rows_of(sheet, frame), hidden_columns_of(sheet)
    filtered = rows & {row for area in filtered_areas(inspected, entry, frame) for row in area.rows}
    in_rows, in_columns = places_in_lines(sheet, rows, columns)
    in_filter, _ = places_in_lines(sheet, filtered, frozenset())
    for kind, what, places in (
        ("filtered-rows", "rows that a filter hides", in_filter),
        ("hidden-rows", "hidden rows", in_rows & ~in_filter),
        ("hidden-columns", "hidden columns", in_columns),
    ):
        if places.any():
            yield _lines_carrier(kind, what, entry, sheet, places)
    headers = sum(
        column in columns or table.top in rows
        for table in sheet.marked_tables
        for column in table.columns
    )
    if headers:
        yield Carrier(
            kind="hidden-headers",
            severity=Severity.INFO,
            message=f"{counted(headers, 'header')} of marked tables stand in hidden lines; the "
            "file needs them and they stay.",
            part=entry.part,
            sheet=entry.name,
        )


def _lines_carrier(
    kind: str, what: str, entry: SheetEntry, sheet: Sheet, places: BoolArray
) -> Carrier:
    numbers, texts = numbers_and_texts(sheet, places)
    lines = int(places.any(axis=0 if kind == "hidden-columns" else 1).sum())
    what = what.replace("rows", "row").replace("columns", "column") if lines == 1 else what
    return Carrier(
        kind=kind,
        severity=Severity.FAIL if numbers else Severity.REVIEW,
        message=f"Everybody who gets the file can show {lines:,} {what}, with "
        f"{_contents(numbers, texts)}.",
        part=entry.part,
        sheet=entry.name,
        cells=cells_where(sheet, places),
        removable=True,
    )


def filtered_areas(inspected: Inspected, entry: SheetEntry, frame: Element) -> list[CellRange]:
    """Return the ranges of the filters of a sheet that have criteria."""
    roots = [frame, *(inspected.xml(part) for part in _tables(inspected, entry))]
    return [
        area
        for root in roots
        for one in root.iterfind("{*}autoFilter")
        if one.find("{*}filterColumn/*") is not None
        for area in ranges_in(one.get("ref", ""))
    ]


def _tables(inspected: Inspected, entry: SheetEntry) -> Iterator[str]:
    for link in inspected.package.relationships(entry.part):
        if link.type == "table" and link.target in inspected.package:
            yield link.target


def _filter_criteria(inspected: Inspected, entry: SheetEntry, frame: Element) -> Iterator[Carrier]:
    roots = [(entry.part, frame)]
    roots += [(part, inspected.xml(part)) for part in _tables(inspected, entry)]
    for part, root in roots:
        columns = [one for one in root.iterfind("{*}autoFilter/{*}filterColumn") if len(one)]
        if columns:
            values = sum(len(list(one.iter("{*}filter", "{*}customFilter"))) for one in columns)
            yield Carrier(
                kind="filter-criteria",
                severity=Severity.REVIEW,
                message=f"A filter keeps what was chosen in {counted(len(columns), 'column')}"
                f", with {counted(values, 'value')}; the rows it hides can be shown.",
                part=part,
                sheet=entry.name,
                removable=True,
            )


def find_far_cells(part: str, sheet: Sheet) -> Iterator[Carrier]:
    """Yield cells far away from all others; near ones may be a second table and stay."""
    if sheet.stray:
        yield Carrier(
            kind="far-cells",
            severity=Severity.FAIL,
            message=f"{counted(len(sheet.stray), 'cell stands', 'cells stand')} thousands "
            "of rows or hundreds of columns away from the rest, where nobody looks.",
            part=part,
            sheet=sheet.name,
            cells=tuple(
                CellRef(sheet.name, one.row, one.column) for one in sheet.stray[:MOST_CELLS]
            ),
            removable=True,
        )
    places = _beyond_gaps(sheet.kinds != CellKind.EMPTY)
    if places.any():
        yield Carrier(
            kind="distant-cells",
            severity=Severity.REVIEW,
            message=f"{counted(int(places.sum()), 'cell stands', 'cells stand')} behind a "
            "wide empty space, where a reader may not look and a check may miss them.",
            part=part,
            sheet=sheet.name,
            cells=cells_where(sheet, places),
        )


def _beyond_gaps(filled: BoolArray) -> BoolArray:
    """Return the cells behind the first wide run of empty rows or columns."""
    beyond = np.zeros_like(filled)
    for axis, far in ((1, _FAR_ROWS), (0, _FAR_COLUMNS)):
        used = np.flatnonzero(filled.any(axis=axis))
        gaps = np.flatnonzero(np.diff(used) > far)
        if gaps.size:
            first = int(used[gaps[0] + 1])
            if axis:
                beyond[first:, :] = True
            else:
                beyond[:, first:] = True
    return beyond & filled


def _outside_print_area(inspected: Inspected, entry: SheetEntry, sheet: Sheet) -> Iterator[Carrier]:
    areas = _print_areas(inspected, entry)
    if not areas:
        return
    outside = inspected.visible_cells(sheet) & ~np.isnan(sheet.values)
    for area in areas:
        outside[area.top : area.bottom + 1, area.left : area.right + 1] = False
    if outside.any():
        yield Carrier(
            kind="outside-print-area",
            severity=Severity.REVIEW,
            message=f"{counted(int(outside.sum()), 'number stands', 'numbers stand')} "
            "outside of the area that is printed and may have been overlooked.",
            part=entry.part,
            sheet=entry.name,
            cells=cells_where(sheet, outside),
        )


def _print_areas(inspected: Inspected, entry: SheetEntry) -> list[CellRange]:
    place = str(inspected.entries.index(entry))
    for name in inspected.book.iterfind("{*}definedNames/{*}definedName"):
        if name.get("name") == "_xlnm.Print_Area" and name.get("localSheetId") == place:
            texts = [
                one.rpartition("!")[2].replace("$", "") for one in (name.text or "").split(",")
            ]
            return ranges_in(" ".join(texts))
    return []
