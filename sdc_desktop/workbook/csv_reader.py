"""Read a text file with separated values: one sheet without a name, its cells texts as stored."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.cells import LONGEST_TEXT
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import (
    CellKind,
    CellStyle,
    FloatArray,
    Sheet,
    TextArray,
    Workbook,
    WorkbookFormat,
)
from sdc_desktop.workbook.csv_dialect import (
    CsvDialect,
    detect_dialect,
    has_decimal_commas,
    is_text,
    split_line,
    split_lines,
)
from sdc_desktop.workbook.errors import (
    DamagedWorkbookError,
    EmptyWorkbookError,
    NotASpreadsheetError,
    TextTooLongError,
    TooLargeError,
)

_MOST_CELLS = 50_000_000
_LONGEST_FIELD = (1 << 31) - 1
_STEP = 20_000
_RIGHT = 1
_WIDEST = 32
_RECENT = 200
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_PLAIN_COMMA = re.compile(r"-?(?:0|[1-9][0-9]*)(?:,[0-9]+)?")
_SWAPPED = str.maketrans(",.", ".,")


def read_csv(path: Path, data: bytes, progress: Progress = no_progress) -> Workbook:
    """Read a file with separated values; blank lines are rows, and quotes may be wrong.

    Args:
        path: For its name.
        data: The file's bytes.
        progress: Told how many lines were read.

    Raises:
        NotASpreadsheetError: The bytes are no text.
        DamagedWorkbookError: The text ends in the middle of a character.
        EmptyWorkbookError: No field holds anything.
        TooLargeError: It has too many fields.
        TextTooLongError: A field is longer than a cell can be.
        Cancelled: `progress` was asked to stop.
    """
    try:
        dialect = detect_dialect(data)
    except UnicodeError as error:
        raise DamagedWorkbookError(path, "its text cannot be decoded") from error
    if not is_text(data):
        raise NotASpreadsheetError(path)
    rows = read_rows(dialect.decode(data), dialect, progress)
    if max(map(len, chain.from_iterable(rows)), default=0) > LONGEST_TEXT:
        raise TextTooLongError(path)
    width = max((len(row) for row in rows), default=0)
    if len(rows) * width > _MOST_CELLS:
        raise TooLargeError(path)
    if not any(map(any, rows)):
        raise EmptyWorkbookError(path)
    return Workbook(
        name=path.name,
        format=WorkbookFormat.TSV if dialect.delimiter == "\t" else WorkbookFormat.CSV,
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=(_sheet(rows, width, dialect),),
        styles=(CellStyle(), CellStyle(horizontal="right")),
    )


def read_rows(text: str, dialect: CsvDialect, progress: Progress = no_progress) -> list[list[str]]:
    """Return the fields of each record.

    A line whose quotes are wrong is a record of its own; what stands in it is kept, with the
    quotes that enclose no field.
    """
    lines = split_lines(text)
    rows: list[list[str]] = []
    place = 0
    previous = csv.field_size_limit(_LONGEST_FIELD)
    try:
        while place < len(lines):
            for row, end in _well_quoted(lines, place, dialect):
                if len(rows) % _STEP == 0:
                    progress(place, len(lines), "")
                if end > place + 2 and _is_run_together(lines[place + 1 : end - 1], rows, dialect):
                    break
                rows.append(row)
                place = end
            if place < len(lines):
                rows.append(split_line(lines[place], dialect.delimiter, dialect.quote))
                place += 1
    finally:
        csv.field_size_limit(previous)
    return rows


def _well_quoted(
    lines: Sequence[str], start: int, dialect: CsvDialect
) -> Iterator[tuple[list[str], int]]:
    """Yield records and the line after each, up to the first whose quotes are wrong."""
    reader = csv.reader(
        map(lines.__getitem__, range(start, len(lines))),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        strict=True,
    )
    try:
        for row in reader:
            yield row, start + reader.line_num
    except csv.Error:
        return


def _is_run_together(
    inner: Sequence[str], rows: Sequence[Sequence[str]], dialect: CsvDialect
) -> bool:
    """Tell whether lines inside a quoted field are records that a stray quote swallowed."""
    widths = Counter(len(row) for row in rows[-_RECENT:] if len(row) > 1)
    usual = widths.most_common(1)[0][0] if widths else 0
    return usual > 1 and all(
        dialect.quote not in line
        and line.count(dialect.delimiter) == usual - 1
        and any(_PLAIN.fullmatch(one.strip()) for one in line.split(dialect.delimiter))
        for line in inner
    )


def _sheet(rows: Sequence[Sequence[str]], width: int, dialect: CsvDialect) -> Sheet:
    shape = len(rows), width
    flat = list(chain.from_iterable((*row, *("",) * (width - len(row))) for row in rows))
    texts = np.empty(len(flat), object)
    texts[:] = flat
    texts = texts.reshape(shape)
    kinds = np.where(texts != "", np.uint8(CellKind.TEXT), np.uint8(CellKind.EMPTY))
    values = _values(flat, dialect).reshape(shape)
    return Sheet(
        name="",
        kinds=kinds,
        values=values,
        texts=texts,
        styles=np.where(np.isnan(values), np.int32(0), np.int32(_RIGHT)),
        column_widths=_widths(texts),
    )


def _widths(texts: TextArray) -> dict[int, float]:
    """Return a width in characters for each column, after its first rows."""
    return {
        column: float(np.clip(max(map(len, texts[:_STEP, column]), default=0) + 2, 9, _WIDEST))
        for column in range(texts.shape[1])
    }


def _values(flat: Sequence[str], dialect: CsvDialect) -> FloatArray:
    """Return (cells,) float64: what each text means, NaN where it means no number."""
    known = dict.fromkeys(flat)
    with_commas = dialect.delimiter != "," and has_decimal_commas(known)
    means = {text: _meant(text, with_commas=with_commas) for text in known}
    return np.fromiter(map(means.__getitem__, flat), float, len(flat))


def _meant(text: str, *, with_commas: bool) -> float:
    """Return the number that a text means; plain ones take the quick way to the same answer."""
    if with_commas:
        if _PLAIN_COMMA.fullmatch(text):
            return _finite(text.replace(",", "."))
        number = number_in_text(text.translate(_SWAPPED))
        return _meant(text, with_commas=False) if number is None else number
    if _PLAIN.fullmatch(text):
        return _finite(text)
    number = number_in_text(text)
    return np.nan if number is None else number


def _finite(text: str) -> float:
    """Return the number, NaN for one of hundreds of digits: that means no count."""
    number = float(text)
    return number if np.isfinite(number) else np.nan
