"""A clean copy as an xlsx file."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import xlsxwriter

from sdc_desktop.workbook.clean_copy.model import CleanCopy, CopyCell, CopySheet, RowRole
from sdc_desktop.workbook.clean_copy.xlsx_headings import with_heading_styles

_LANGUAGE = b"<dc:language>en-GB</dc:language>"
_FONT = {"font_name": "Arial", "font_size": 12, "valign": "top"}
_LOOKS: dict[RowRole, dict[str, Any]] = {
    RowRole.TITLE: {"bold": True, "font_size": 16},
    RowRole.SUBTITLE: {"bold": True, "font_size": 14, "valign": "bottom"},
    RowRole.LINE: {},
    RowRole.HEADER: {"bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"},
    RowRole.DATA: {"text_wrap": True, "valign": "vcenter"},
    RowRole.SPACE: {},
}
_NOON = 12


def xlsx_bytes(copy: CleanCopy) -> bytes:
    """Return the file's bytes; the same copy always gives the same bytes."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties(_properties(copy))
    book.formats[0].set_font_name(_FONT["font_name"])
    book.formats[0].set_font_size(_FONT["font_size"])
    writer = _Writer(book)
    for sheet in copy.sheets:
        writer.write(sheet)
    book.close()
    return _completed(memory.getvalue())


def _properties(copy: CleanCopy) -> dict[str, Any]:
    properties: dict[str, Any] = {"title": copy.title, "created": _moment(copy.date)}
    if copy.publisher:
        properties |= {"author": copy.publisher, "company": copy.publisher}
    return properties


def _moment(date: str) -> datetime:
    """Return noon of the day of publication, so that no clock is asked."""
    try:
        return datetime.fromisoformat(date).replace(hour=_NOON, tzinfo=None)
    except ValueError:
        return datetime(2000, 1, 1, _NOON)


def _completed(data: bytes) -> bytes:
    """Return the package with what the writer cannot set: the language and heading styles."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            content = before.read(info)
            if info.filename == "docProps/core.xml":
                content = content.replace(
                    b"</cp:coreProperties>", _LANGUAGE + b"</cp:coreProperties>"
                )
            if info.filename == "xl/styles.xml":
                content = with_heading_styles(content)
            after.writestr(info, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


class _Writer:
    """Writes sheets; formats are made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[tuple[Any, ...], Any] = {}

    def write(self, sheet: CopySheet) -> None:
        target = self._book.add_worksheet(sheet.name)
        for column, width in enumerate(sheet.widths):
            target.set_column(column, column, width)
        for at, height in enumerate(sheet.heights):
            target.set_row(at, height)
        self._mark_tables(target, sheet)
        numeric = _numeric_places(sheet)
        for at, (row, role) in enumerate(zip(sheet.rows, sheet.roles, strict=True)):
            for column, cell in enumerate(row):
                if not cell.is_empty:
                    look = self._look(sheet, role, cell, is_right=(at, column) in numeric)
                    _write_cell(target, at, column, cell, look)
        for row_number, column, name in sheet.links:
            self._link(target, row_number, column, name)
        self._set_page(target, sheet)

    def _mark_tables(self, target: Any, sheet: CopySheet) -> None:
        for table in sheet.tables:
            area = table.area
            headings = [cell.text for cell in sheet.rows[area.top]]
            options = {
                "name": table.name,
                "autofilter": False,
                "banded_rows": False,
                "style": None,
                "columns": [{"header": one} for one in headings],
            }
            target.add_table(area.top, area.left, area.bottom, area.right, options)

    def _look(self, sheet: CopySheet, role: RowRole, cell: CopyCell, *, is_right: bool) -> Any:
        look = dict(_LOOKS[role])
        if role in {RowRole.TITLE, RowRole.SUBTITLE, RowRole.LINE} and sheet.wraps:
            look["text_wrap"] = True
        if is_right:
            look["align"] = "right"
        if cell.number is not None:
            look |= {"num_format": cell.number_format, "text_wrap": False}
        return self._format(look)

    def _format(self, look: dict[str, Any]) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_FONT, **look})
        return self._formats[key]

    def _link(self, target: Any, row: int, column: int, name: str) -> None:
        quoted = name.replace("'", "''")
        look = self._format({"font_color": "#0563C1", "underline": 1})
        target.write_url(row, column, f"internal:'{quoted}'!A1", look, name)

    def _set_page(self, target: Any, sheet: CopySheet) -> None:
        target.set_paper(9)
        target.set_landscape()
        target.fit_to_pages(1, 0)
        target.set_selection(0, 0, 0, 0)
        if any(sheet.frozen):
            target.freeze_panes(*sheet.frozen)
        if len(sheet.tables) == 1:
            target.repeat_rows(sheet.tables[0].area.top)


def _numeric_places(sheet: CopySheet) -> frozenset[tuple[int, int]]:
    return frozenset(
        (row, column)
        for table in sheet.tables
        for column in table.numeric
        for row in table.area.rows
    )


def _write_cell(target: Any, row: int, column: int, cell: CopyCell, look: Any) -> None:
    if cell.number is not None:
        target.write_number(row, column, cell.number, look)
    else:
        target.write_string(row, column, cell.text, look)
