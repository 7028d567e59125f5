"""A clean copy for machines: one csv a table and metadata as in "CSV on the Web", in one zip."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sdc_desktop.workbook.clean_copy.model import CleanCopy, CopyCell, CopySheet, MarkedTable

METADATA = "csv-metadata.json"
_MOMENT = (2000, 1, 1, 0, 0, 0)
_FORMULA = re.compile(r"[=@\t\r]|[+\-](?=[^\s\d.]{2})")


def csv_zip_bytes(copy: CleanCopy) -> bytes:
    """Return a zip with the csv files and their metadata; the same copy gives the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in csv_files(copy).items():
            info = zipfile.ZipInfo(name, _MOMENT)
            package.writestr(info, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def csv_files(copy: CleanCopy) -> dict[str, bytes]:
    """Return file name to content: the metadata first, then a csv for each table."""
    tables = [
        (sheet, table)
        for sheet in copy.sheets
        if sheet.name in copy.table_sheets
        for table in sheet.tables
    ]
    document = metadata(copy, tables)
    written = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    files = {METADATA: written.encode()}
    for sheet, table in tables:
        files[_file_name(table)] = _csv(sheet, table)
    return files


def _file_name(table: MarkedTable) -> str:
    return f"{table.name.replace('_', '-')}.csv"


def _csv(sheet: CopySheet, table: MarkedTable) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in sheet.rows[table.area.top : table.area.bottom + 1]:
        writer.writerow(csv_field(cell) for cell in row)
    return text.getvalue().encode()


def csv_field(cell: CopyCell) -> str:
    """Return what stands in a csv; a text that a spreadsheet would run as a formula is quoted."""
    if cell.number is not None:
        return f"{Decimal(repr(cell.number)):f}".removesuffix(".0")
    return f"'{cell.text}" if _FORMULA.match(cell.text) else cell.text


def metadata(copy: CleanCopy, tables: Sequence[tuple[CopySheet, MarkedTable]]) -> dict[str, Any]:
    """Return the metadata of all tables (W3C, Metadata Vocabulary for Tabular Data)."""
    document: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": copy.title,
        "dc:language": "en-GB",
        "dc:issued": {"@value": copy.date, "@type": "xsd:date"},
    }
    if copy.publisher:
        document["dc:publisher"] = copy.publisher
    document["notes"] = [
        *({"note": number, "text": text} for number, text in copy.notes),
        *({"shorthand": marker, "text": text} for marker, text in copy.shorthand),
    ]
    document["tables"] = [_table(sheet, table) for sheet, table in tables]
    return document


def _table(sheet: CopySheet, table: MarkedTable) -> dict[str, Any]:
    headings = [cell.text for cell in sheet.rows[table.area.top]]
    columns = [_column(place, heading, table) for place, heading in enumerate(headings, start=1)]
    return {
        "url": _file_name(table),
        "dc:title": table.title,
        "tableSchema": {"columns": columns},
    }


def _column(place: int, heading: str, table: MarkedTable) -> dict[str, Any]:
    column: dict[str, Any] = {"name": f"column_{place}", "titles": heading}
    if place - 1 not in table.numeric:
        return column | {"datatype": "string"}
    column["datatype"] = "number"
    if table.used:
        column["null"] = list(table.used)
    return column
