"""Inspection of text files with separated values (guidance E, csv)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.csv_dialect import CsvDialect, detect_dialect, is_text
from sdc_desktop.workbook.csv_reader import read_rows
from sdc_desktop.workbook.errors import DamagedWorkbookError, NotASpreadsheetError
from sdc_desktop.workbook.inspection.carrier import MOST_CELLS, Carrier, counted
from sdc_desktop.workbook.inspection.ods_stream import OdsCell, OdsTable, as_sheet
from sdc_desktop.workbook.inspection.people import find_people_on

FORMULA_TEXTS = "formula-texts"
Rows = Sequence[Sequence[str]]

_MOST_CELLS = 5_000_000
_UNICODE = {"utf-8", "utf-16-le", "utf-16-be"}
_MANY_DIGITS = re.compile(r"-?\d*\.\d{7,}")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_SIGNED = re.compile(r"[+\-]?[\d.,\s]+%?")
_LONG_GAP = 50
_LINES_OF_A_TABLE = 3


def inspect_csv(path: Path, data: bytes) -> tuple[Carrier, ...]:
    """Return what a text file with separated values carries beside its table.

    Raises:
        NotASpreadsheetError: It is no text.
        DamagedWorkbookError: It ends in the middle of a character.
    """
    found = find_in_text(path, data)
    return tuple(replace(one, cells=one.cells[:MOST_CELLS]) for one in found)


def find_in_text(path: Path, data: bytes) -> tuple[Carrier, ...]:
    """Do as `inspect_csv`; each carrier names all of its cells, however many."""
    dialect, rows = _rows(path, data)
    return tuple(_find(rows, is_clean=dialect.encoding in _UNICODE))


def _rows(path: Path, data: bytes) -> tuple[CsvDialect, Rows]:
    """Return the fields just as they are read for a check."""
    try:
        dialect = detect_dialect(data)
    except UnicodeError as error:
        raise DamagedWorkbookError(path, "its text cannot be decoded") from error
    if not is_text(data):
        raise NotASpreadsheetError(path)
    rows = read_rows(dialect.decode(data), dialect)
    if sum(map(len, rows)) > _MOST_CELLS:
        raise NotASpreadsheetError(path)
    return dialect, rows


def _find(rows: Rows, *, is_clean: bool) -> Iterator[Carrier]:
    if not is_clean:
        message = "The text is in no known encoding: some may be lost."
        yield Carrier("encoding", Severity.REVIEW, message)
    yield from _formulas(rows)
    yield from _beside_table(rows)
    yield from _exact(rows)
    table = OdsTable("", cells=list(_cells(rows)))
    yield from find_people_on("", as_sheet(table, is_hidden=False))


def _cells(rows: Rows) -> Iterator[OdsCell]:
    for row, fields in enumerate(rows):
        for column, text in enumerate(fields):
            if text.strip():
                yield OdsCell(row, column, float("nan"), text)


def _formulas(rows: Rows) -> Iterator[Carrier]:
    """Yield texts that a spreadsheet would run as a formula; signed numbers are none."""
    found = tuple(
        CellRef("", one.row, one.column)
        for one in _cells(rows)
        if _FORMULA.match(one.text)
        and len(one.text.strip()) > 1
        and not _SIGNED.fullmatch(one.text.strip())
        and number_in_text(one.text) is None
    )
    if found:
        yield Carrier(
            FORMULA_TEXTS,
            Severity.REVIEW,
            f"A spreadsheet would run {counted(len(found), 'text')} as a formula when it opens the "
            "file. Removing puts an apostrophe before the text, so that it stays a text.",
            cells=found,
            removable=True,
        )


def _beside_table(rows: Rows) -> Iterator[Carrier]:
    widths = [_width(row) for row in rows]
    if not any(widths):
        return
    header = next((n for n, width in enumerate(widths) if width > 1), 0)
    if any(widths[:header]):
        lines = sum(width > 0 for width in widths[:header])
        message = f"The table has {counted(lines, 'line')} of text above it."
        yield Carrier("preamble", Severity.INFO, message)
    yield from _beyond_header(rows, widths, header)
    yield from _behind_gap(rows, widths, header)
    yield from _remarks(rows, widths)


def _beyond_header(rows: Rows, widths: Sequence[int], header: int) -> Iterator[Carrier]:
    usual = max(widths[header], Counter(filter(None, widths[header:])).most_common(1)[0][0])
    wide = [n for n in range(header + 1, len(rows)) if widths[n] > usual]
    if wide:
        yield Carrier(
            "columns-beyond-header",
            Severity.REVIEW,
            f"{counted(len(wide), 'row goes', 'rows go')} on behind the last header; what stands "
            "there has no name and may be left over.",
            cells=_filled(rows, wide, usual),
            removable=True,
        )


def _behind_gap(rows: Rows, widths: Sequence[int], header: int) -> Iterator[Carrier]:
    """Yield lines behind a long empty space; what may be a table there is not taken out."""
    last = max(n for n, width in enumerate(widths) if width)
    gaps = (n for n in range(header, last) if not any(widths[n : n + _LONG_GAP]))
    gap = next(gaps, None)
    if gap is not None:
        lines = [n for n in range(gap, last + 1) if widths[n]]
        yield Carrier(
            "far-cells",
            Severity.REVIEW,
            "Rows go on behind a long empty space, where nobody looks.",
            cells=_filled(rows, lines),
            removable=sum(widths[n] > 1 for n in lines) < _LINES_OF_A_TABLE,
        )


def _remarks(rows: Rows, widths: Sequence[int]) -> Iterator[Carrier]:
    """Yield lines that look like remarks; one with several fields may be a line of the table."""
    lines = [n for n, row in enumerate(rows) if row and row[0].lstrip().startswith(("#", "//"))]
    if lines:
        yield Carrier(
            "remarks",
            Severity.REVIEW,
            f"The file has {counted(len(lines), 'line that looks', 'lines that look')} like "
            f"{'a remark' if len(lines) == 1 else 'remarks'}.",
            cells=_filled(rows, lines),
            removable=all(widths[n] == 1 for n in lines),
        )


def _filled(rows: Rows, lines: Sequence[int], first: int = 0) -> tuple[CellRef, ...]:
    """Return the filled fields of some lines, from the column `first` on."""
    return tuple(
        CellRef("", n, column)
        for n in lines
        for column in range(first, len(rows[n]))
        if rows[n][column].strip()
    )


def _width(row: Sequence[str]) -> int:
    return max((n + 1 for n, text in enumerate(row) if text.strip()), default=0)


def _exact(rows: Rows) -> Iterator[Carrier]:
    found = tuple(
        CellRef("", one.row, one.column)
        for one in _cells(rows)
        if _MANY_DIGITS.fullmatch(one.text.strip())
    )
    if found:
        yield Carrier(
            "stored-precision",
            Severity.REVIEW,
            f"{counted(len(found), 'number has', 'numbers have')} seven decimals or more; a reader "
            "can work out the numbers behind them.",
            cells=found,
        )
