"""Read a binary workbook (.xlsb) into immutable values ([MS-XLSB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

import numpy as np

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, CellRange
from sdc_desktop.core.number_format import is_date_format
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import (
    CellKind,
    Sheet,
    Visibility,
    Workbook,
    WorkbookFormat,
    empty_sheet,
)
from sdc_desktop.workbook import xlsb_records as brt
from sdc_desktop.workbook.errors import DamagedWorkbookError, EmptyWorkbookError
from sdc_desktop.workbook.package import Package, known_sheet
from sdc_desktop.workbook.xlsb_styles import read_styles
from sdc_desktop.workbook.xlsx_sheet import CollectedCells, make_sheet

NOT_READ = "what is not read of this format, such as formulas"
_BROKEN = (struct.error, LookupError, ValueError, OverflowError)
_VISIBILITIES = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_CELLS = range(brt.BLANK, brt.FORMULA_ERROR + 1)
_TWIPS_A_POINT, _UNITS_A_CHARACTER = 20, 256
_PROGRESS_EVERY = 20_000

Held = tuple[int, float, str]


def read_xlsb(
    package: Package, other_contents: tuple[str, ...] = (), progress: Progress = no_progress
) -> Workbook:
    """Read the binary workbook in a package; formula cells hold their results.

    Args:
        package: The file's parts.
        other_contents: What the package is known to hold besides cells, in words.
        progress: Told how much of a sheet was read.

    Raises:
        DamagedWorkbookError: A part cannot be read to its end.
        EmptyWorkbookError: No sheet holds anything.
        Cancelled: `progress` was asked to stop.
    """
    try:
        workbook = _Reader(package, progress).workbook(other_contents)
    except _BROKEN as error:
        raise DamagedWorkbookError(package.path) from error
    if not any(sheet.kinds.any() or sheet.stray for sheet in workbook.sheets):
        raise EmptyWorkbookError(package.path)
    return workbook


class _Reader:
    """What the cells of all sheets refer to."""

    def __init__(self, package: Package, progress: Progress) -> None:
        self._package, self._progress = package, progress
        self._links = package.relationships(package.workbook_part)
        parts = {one.type: one.target for one in self._links if one.target in package}
        self._strings = tuple(self._texts(parts.get("sharedStrings", "")))
        self._styles = read_styles(self._read(parts.get("styles", "")))
        self._dates = [is_date_format(style.number_format) for style in self._styles]

    def workbook(self, other_contents: tuple[str, ...]) -> Workbook:
        uses_1904_dates, sheets = False, []
        for kind, body in brt.records(self._read(self._package.workbook_part)):
            if kind == brt.WORKBOOK_PROPERTIES:
                uses_1904_dates = bool(body[0] & 1)
            elif kind == brt.SHEET:
                sheets.append(self._sheet(body))
        return Workbook(
            name=self._package.path.name,
            format=WorkbookFormat.XLSB,
            sha256=self._package.sha256,
            sheets=tuple(sheets),
            styles=self._styles,
            uses_1904_dates=uses_1904_dates,
            other_contents=(*other_contents, NOT_READ),
        )

    def _read(self, part: str) -> bytes:
        return self._package.read(part) if part else b""

    def _texts(self, part: str) -> Iterator[str]:
        for kind, body in brt.records(self._read(part)):
            if kind == brt.STRING_ITEM:
                yield brt.wide_text(body, 1)[0]

    def _sheet(self, body: bytes) -> Sheet:
        (state,) = struct.unpack_from("<I", body)
        visibility = _VISIBILITIES[state] if state < len(_VISIBILITIES) else Visibility.HIDDEN
        link_id, place = brt.wide_text(body, 8)
        name, _ = brt.wide_text(body, place)
        named = next((one for one in self._links if one.id == link_id), None)
        link = known_sheet(self._package, named, name)
        if link.type != "worksheet":
            return empty_sheet(name, visibility, is_chart_sheet=link.type == "chartsheet")
        cells = _SheetCells(self._strings, self._dates)
        data = self._read(link.target)
        for done, (kind, record) in enumerate(brt.records(data)):
            if done % _PROGRESS_EVERY == 0:
                self._progress(done, 0, name)
            cells.add(kind, record)
        tables = tuple(self._marked_tables(link.target))
        return make_sheet(cells.seen, name, visibility, tables, self._package)

    def _marked_tables(self, part: str) -> Iterator[CellRange]:
        for link in self._package.relationships(part):
            if link.type == "table" and link.target in self._package:
                for kind, body in brt.records(self._read(link.target)):
                    if kind == brt.TABLE:
                        yield _area(body)


class _SheetCells:
    """Collects the cells of one sheet and its shape, record by record."""

    def __init__(self, strings: Sequence[str], dates: Sequence[bool]) -> None:
        self.seen = CollectedCells()
        self._strings, self._dates = strings, dates
        self._row = -1

    def add(self, kind: int, body: bytes) -> None:
        if kind == brt.ROW:
            self._open_row(body)
        elif kind in _CELLS or kind == brt.INLINE_TEXT:
            self._add_cell(kind, body)
        elif kind == brt.COLUMNS:
            self._add_columns(body)
        elif kind == brt.MERGED:
            self.seen.merged.append(_area(body))

    def _open_row(self, body: bytes) -> None:
        self._row, _, height = struct.unpack_from("<IIH", body)
        if self._row > LAST_ROW:
            raise ValueError("row out of range")
        self.seen.row_heights[self._row] = height / _TWIPS_A_POINT
        is_hidden = body[11] & 0x10
        if is_hidden or not height:
            self.seen.hidden_rows.add(self._row)

    def _add_cell(self, kind: int, body: bytes) -> None:
        column, bits = struct.unpack_from("<II", body)
        style = bits & 0xFFFFFF
        if column > LAST_COLUMN or self._row < 0:
            raise ValueError("cell out of range")
        if kind == brt.BLANK:
            if style:
                self.seen.empty_styles.append((self._row, column, style))
            return
        held, value, text = self._held(kind, body, style)
        seen = self.seen
        seen.rows.append(self._row)
        seen.columns.append(column)
        seen.kinds.append(held)
        seen.values.append(value)
        seen.texts.append(text)
        seen.styles.append(style)

    def _held(self, kind: int, body: bytes, style: int) -> Held:
        """Return kind, number (NaN for none) and text of a cell."""
        if kind in {brt.RK, brt.REAL, brt.FORMULA_REAL}:
            (stored,) = struct.unpack_from("<I" if kind == brt.RK else "<d", body, 8)
            is_date = style < len(self._dates) and self._dates[style]
            number = brt.rk_number(stored) if kind == brt.RK else stored
            return (CellKind.DATE if is_date else CellKind.NUMBER), number, ""
        if kind in {brt.BOOLEAN, brt.FORMULA_BOOLEAN}:
            return CellKind.BOOLEAN, np.nan, "TRUE" if body[8] else "FALSE"
        if kind in {brt.ERROR, brt.FORMULA_ERROR}:
            return CellKind.ERROR, np.nan, _ERRORS.get(body[8], "#N/A")
        if kind == brt.SHARED_TEXT:
            text = self._strings[struct.unpack_from("<I", body, 8)[0]]
        else:
            text, _ = brt.wide_text(body, 9 if kind == brt.INLINE_TEXT else 8)
        if not text and kind != brt.FORMULA_TEXT:
            return CellKind.EMPTY, np.nan, ""
        meant = number_in_text(text)
        return CellKind.TEXT, np.nan if meant is None else meant, text

    def _add_columns(self, body: bytes) -> None:
        first, last, width, _ = struct.unpack_from("<4I", body)
        columns = range(first, min(last, LAST_COLUMN) + 1)
        for column in columns:
            self.seen.column_widths[column] = round(width / _UNITS_A_CHARACTER, 2)
        if body[16] & 1 or not width:
            self.seen.hidden_columns.append(columns)


def _area(body: bytes) -> CellRange:
    top, bottom, left, right = struct.unpack_from("<4I", body)
    return CellRange(top, left, bottom, right)
