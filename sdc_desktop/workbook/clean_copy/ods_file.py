"""A clean copy as an ods file: OpenDocument 1.2, written from nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from sdc_desktop.core.cells import CellRange, column_letters
from sdc_desktop.core.number_format import shown_number
from sdc_desktop.workbook.clean_copy.model import CleanCopy, CopyCell, CopySheet, RowRole
from sdc_desktop.workbook.clean_copy.ods_looks import HEAD, NAMES, number_style, styles_part

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_MOMENT = (2000, 1, 1, 0, 0, 0)
_MANIFEST = (
    f"{HEAD}<manifest:manifest"
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2"'
    f' manifest:media-type="{_MIME}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml", "settings.xml")
    )
    + "</manifest:manifest>"
)
_OOO = 'xmlns:ooo="http://openoffice.org/2004/office"'
_POINTS_A_CHARACTER = 5.3
_HEADERS = "table:table-header-rows"
_ROLE_STYLES = {
    RowRole.TITLE: "Heading_20_1",
    RowRole.SUBTITLE: "Heading_20_2",
    RowRole.LINE: "Default",
    RowRole.HEADER: "header",
    RowRole.DATA: "label",
    RowRole.SPACE: "Default",
}


def ods_bytes(copy: CleanCopy) -> bytes:
    """Return the file's bytes; the same copy always gives the same bytes."""
    result = io.BytesIO()
    parts = {
        "mimetype": _MIME,
        "content.xml": _content(copy),
        "styles.xml": styles_part(),
        "meta.xml": _meta(copy),
        "settings.xml": _settings(copy),
        "META-INF/manifest.xml": _MANIFEST,
    }
    with zipfile.ZipFile(result, "w") as package:
        for name, text in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, _MOMENT), text.encode(), how)
    return result.getvalue()


def _content(copy: CleanCopy) -> str:
    formats = _formats(copy)
    tables = "".join(_table(sheet, formats) for sheet in copy.sheets)
    return (
        f"{HEAD}<office:document-content {NAMES}>"
        f"<office:automatic-styles>{''.join(_automatic_styles(copy, formats))}"
        "</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}"
        f"<table:database-ranges>{''.join(_ranges(copy))}</table:database-ranges>"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _formats(copy: CleanCopy) -> dict[str, str]:
    """Return number format to the name of its style."""
    used = {
        cell.number_format
        for sheet in copy.sheets
        for row in sheet.rows
        for cell in row
        if cell.number is not None
    }
    return {number_format: f"number{at}" for at, number_format in enumerate(sorted(used))}


def _automatic_styles(copy: CleanCopy, formats: dict[str, str]) -> Iterator[str]:
    yield (
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
        '<style:table-properties table:display="true"/></style:style>'
    )
    for width in sorted({width for sheet in copy.sheets for width in sheet.widths}):
        points = round(width * _POINTS_A_CHARACTER, 1)
        yield (
            f'<style:style style:name="{_width_name(width)}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{points}pt"/></style:style>'
        )
    for height in sorted({height for sheet in copy.sheets for height in sheet.heights}):
        yield (
            f'<style:style style:name="{_height_name(height)}" style:family="table-row">'
            f'<style:table-row-properties style:row-height="{height}pt"'
            ' style:use-optimal-row-height="true"/></style:style>'
        )
    for number_format, name in formats.items():
        yield number_style(number_format, f"{name}-format")
        yield (
            f'<style:style style:name="{name}" style:family="table-cell"'
            f' style:parent-style-name="figure" style:data-style-name="{name}-format"/>'
        )


def _width_name(width: float) -> str:
    return f"width{str(width).replace('.', '-')}"


def _height_name(height: float) -> str:
    return f"height{str(height).replace('.', '-')}"


def _table(sheet: CopySheet, formats: dict[str, str]) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="{_width_name(width)}"'
        ' table:default-cell-style-name="Default"/>'
        for width in sheet.widths
    )
    numeric = {
        (row, column)
        for table in sheet.tables
        for column in table.numeric
        for row in table.area.rows
    }
    links = {(row, column): name for row, column, name in sheet.links}
    header = sheet.tables[0].area.top if len(sheet.tables) == 1 else -1
    rows = list[str]()
    for at, row in enumerate(sheet.rows):
        cells = "".join(
            _cell(
                cell,
                _style(sheet, at, cell, formats, is_right=(at, place) in numeric),
                links.get((at, place), ""),
            )
            for place, cell in enumerate(row or (CopyCell(),))
        )
        height = _height_name(sheet.heights[at])
        written = f'<table:table-row table:style-name="{height}">{cells}</table:table-row>'
        rows.append(f"<{_HEADERS}>{written}</{_HEADERS}>" if at == header else written)
    return (
        f'<table:table table:style-name="sheet" table:name={quoteattr(sheet.name)}>'
        f"{columns}{''.join(rows)}</table:table>"
    )


def _style(
    sheet: CopySheet, at: int, cell: CopyCell, formats: dict[str, str], *, is_right: bool
) -> str:
    if cell.number is not None:
        return formats[cell.number_format]
    role = sheet.roles[at]
    if is_right:
        return "header-right" if role is RowRole.HEADER else "figure"
    if role is RowRole.LINE and sheet.wraps:
        return "label"
    return _ROLE_STYLES[role]


def _cell(cell: CopyCell, style: str, link: str) -> str:
    if cell.is_empty:
        return "<table:table-cell/>"
    if cell.number is not None:
        sort = "percentage" if "%" in cell.number_format else "float"
        shown = escape(shown_number(cell.number, cell.number_format))
        return (
            f'<table:table-cell table:style-name="{style}" office:value-type="{sort}"'
            f' office:value="{cell.number!r}"><text:p>{shown}</text:p></table:table-cell>'
        )
    text = escape(cell.text)
    if link:
        target = quoteattr("#'" + link.replace("'", "''") + "'.A1")
        text = f'<text:a xlink:type="simple" xlink:href={target}>{text}</text:a>'
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def _ranges(copy: CleanCopy) -> Iterator[str]:
    for sheet in copy.sheets:
        for table in sheet.tables:
            address = quoteattr(_address(sheet.name, table.area))
            yield (
                f"<table:database-range table:name={quoteattr(table.name)}"
                f' table:target-range-address={address} table:contains-header="true"/>'
            )


def _address(sheet: str, area: CellRange) -> str:
    name = "'" + sheet.replace("'", "''") + "'"
    first = f"{column_letters(area.left)}{area.top + 1}"
    last = f"{column_letters(area.right)}{area.bottom + 1}"
    return f"{name}.{first}:{name}.{last}"


def _meta(copy: CleanCopy) -> str:
    creator = f"<dc:creator>{escape(copy.publisher)}</dc:creator>" if copy.publisher else ""
    return (
        f"{HEAD}<office:document-meta {NAMES}><office:meta>"
        f"<dc:title>{escape(copy.title)}</dc:title>{creator}"
        f"<dc:language>en-GB</dc:language><dc:date>{escape(copy.date)}T12:00:00</dc:date>"
        "</office:meta></office:document-meta>"
    )


def _settings(copy: CleanCopy) -> str:
    """Return the settings: the first sheet is active, headers of tables stay in view."""
    views = "".join(_view(sheet) for sheet in copy.sheets)
    return (
        f"{HEAD}<office:document-settings {NAMES} {_OOO}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item-map-named config:name="Tables">'
        f"{views}</config:config-item-map-named>"
        f"{_item('ActiveTable', 'string', copy.sheets[0].name)}"
        "</config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _view(sheet: CopySheet) -> str:
    items = _item("CursorPositionX", "int", "0") + _item("CursorPositionY", "int", "0")
    if any(sheet.frozen):
        row, column = map(str, sheet.frozen)
        items += (
            _item("HorizontalSplitMode", "short", "2")
            + _item("VerticalSplitMode", "short", "2")
            + _item("HorizontalSplitPosition", "int", column)
            + _item("VerticalSplitPosition", "int", row)
            + _item("PositionRight", "int", column)
            + _item("PositionBottom", "int", row)
        )
    return (
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>{items}"
        "</config:config-item-map-entry>"
    )


def _item(name: str, sort: str, value: str) -> str:
    return (
        f'<config:config-item config:name="{name}" config:type="{sort}">{escape(value)}'
        "</config:config-item>"
    )
