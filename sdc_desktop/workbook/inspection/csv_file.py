"""Inspection of text files with separated values (guidance E, csv)."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.errors import NotASpreadsheetError
from sdc_desktop.workbook.inspection.carrier import MOST_CELLS, Carrier, counted
from sdc_desktop.workbook.inspection.ods_stream import OdsCell, OdsTable, as_sheet
from sdc_desktop.workbook.inspection.people import find_people_on

SUFFIXES = {".csv", ".tsv", ".txt"}
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_MOST_CELLS = 5_000_000
_MANY_DIGITS = re.compile(r"-?\d*\.\d{7,}")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_SIGNED = re.compile(r"[+\-]?[\d.,\s]+%?")


def inspect_csv(path: Path, data: bytes) -> tuple[Carrier, ...]:
    """Return what a text file with separated values carries beside its table.

    Raises:
        NotASpreadsheetError: It is no text.
    """
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in data:
        raise NotASpreadsheetError(path)
    try:
        text, is_clean = data.decode(encoding), True
    except UnicodeError:
        text, is_clean = data.decode("cp1252", "replace"), False
    rows = _rows(path, text)
    return tuple(_find("", rows, is_clean=is_clean))


def _rows(path: Path, text: str) -> list[list[str]]:
    head = "\n".join(text.splitlines()[:50])
    delimiter = max(",;\t|", key=head.count) if head else ","
    rows: list[list[str]] = []
    cells = 0
    previous = csv.field_size_limit(len(text) + 1)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if cells > _MOST_CELLS:
                raise NotASpreadsheetError(path)
            rows.append(row)
    except csv.Error as error:
        raise NotASpreadsheetError(path) from error
    finally:
        csv.field_size_limit(previous)
    return rows


def _find(sheet: str, rows: Sequence[Sequence[str]], *, is_clean: bool) -> Iterator[Carrier]:
    if not is_clean:
        yield _carrier(
            "encoding", Severity.REVIEW, "The text is in no known encoding: some may be lost.", ()
        )
    yield from _formulas(sheet, rows)
    yield from _beside_table(sheet, rows)
    yield from _exact(sheet, rows)
    table = OdsTable(sheet, cells=list(_cells(rows)))
    yield from find_people_on("", as_sheet(table, is_hidden=False))


def _carrier(
    kind: str, severity: Severity, message: str, cells: Sequence[CellRef], sheet: str = ""
) -> Carrier:
    return Carrier(kind, severity, message, sheet=sheet, cells=tuple(cells[:MOST_CELLS]))


def _cells(rows: Sequence[Sequence[str]]) -> Iterator[OdsCell]:
    for row, fields in enumerate(rows):
        for column, text in enumerate(fields):
            if text.strip():
                yield OdsCell(row, column, float("nan"), text)


def _formulas(sheet: str, rows: Sequence[Sequence[str]]) -> Iterator[Carrier]:
    """Yield texts that a spreadsheet would run as a formula; signed numbers are none."""
    found = [
        CellRef(sheet, one.row, one.column)
        for one in _cells(rows)
        if _FORMULA.match(one.text)
        and len(one.text.strip()) > 1
        and not _SIGNED.fullmatch(one.text.strip())
        and number_in_text(one.text) is None
    ]
    if found:
        yield _carrier(
            "formula-texts",
            Severity.REVIEW,
            f"A spreadsheet would run {counted(len(found), 'text')} as a formula when it opens the "
            "file.",
            found,
            sheet,
        )


def _beside_table(sheet: str, rows: Sequence[Sequence[str]]) -> Iterator[Carrier]:
    widths = [_width(row) for row in rows]
    header = next((n for n, width in enumerate(widths) if width > 1), 0)
    if not widths or not any(widths):
        return
    if any(widths[:header]):
        lines = sum(width > 0 for width in widths[:header])
        message = f"The table has {counted(lines, 'line')} of text above it."
        yield _carrier("preamble", Severity.INFO, message, (), sheet)
    usual = max(widths[header], Counter(filter(None, widths[header:])).most_common(1)[0][0])
    wide = [n for n in range(header + 1, len(rows)) if widths[n] > usual]
    if wide:
        cells = [CellRef(sheet, n, usual) for n in wide]
        message = (
            f"{counted(len(wide), 'row goes', 'rows go')} on behind the last header; what stands "
            "there has no name and may be left over."
        )
        yield _carrier("columns-beyond-header", Severity.REVIEW, message, cells, sheet)
    last = max(n for n, width in enumerate(widths) if width)
    empty = next((n for n in range(header, last) if not any(widths[n : n + 50])), None)
    if empty is not None and empty < last:
        message = "Rows go on behind a long empty space, where nobody looks."
        cells = [CellRef(sheet, n, 0) for n in range(empty, last + 1) if widths[n]]
        yield _carrier("far-cells", Severity.REVIEW, message, cells, sheet)
    comments = [n for n, row in enumerate(rows) if row and row[0].lstrip().startswith(("#", "//"))]
    if comments:
        message = f"The file has {counted(len(comments), 'line')} that look like remarks."
        cells = [CellRef(sheet, n, 0) for n in comments]
        yield _carrier("remarks", Severity.REVIEW, message, cells, sheet)


def _width(row: Sequence[str]) -> int:
    return max((n + 1 for n, text in enumerate(row) if text.strip()), default=0)


def _exact(sheet: str, rows: Sequence[Sequence[str]]) -> Iterator[Carrier]:
    found = [
        CellRef(sheet, one.row, one.column)
        for one in _cells(rows)
        if _MANY_DIGITS.fullmatch(one.text.strip())
    ]
    if found:
        yield _carrier(
            "stored-precision",
            Severity.REVIEW,
            f"{counted(len(found), 'number has', 'numbers have')} seven decimals or more; a reader "
            "can work out the numbers behind them.",
            found,
            sheet,
        )
