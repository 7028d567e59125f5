"""Edit a text file with separated values: only the fields of changed cells get other bytes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Sheet, Workbook
from sdc_desktop.workbook.csv_dialect import CsvDialect, detect_dialect, has_decimal_commas
from sdc_desktop.workbook.csv_reader import read_rows
from sdc_desktop.workbook.csv_records import Field, Record, find_records
from sdc_desktop.workbook.csv_style import (
    NumberStyle,
    QuoteStyle,
    meaning,
    needs_quotes,
    number_style,
    write_field,
    write_number,
)
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.proof_removal import CLEARED
from sdc_desktop.workbook.saving_errors import MarkerNotInEncodingError

_FILE = -1

Splices = list[tuple[int, int, str]]


def writes_commas(sheet: Sheet, dialect: CsvDialect) -> bool:
    """Tell whether the numbers of a file are written "1.234,5", as its reader took them."""
    texts = dict.fromkeys(map(str, sheet.texts.ravel()))
    return dialect.delimiter != "," and has_decimal_commas(texts)


def edit_csv(
    path: Path,
    data: bytes,
    workbook: Workbook,
    changes: Sequence[CellChange],
    progress: Progress = no_progress,
) -> bytes:
    """Return the file with other fields where cells were changed, all other bytes as they were.

    Args:
        path: For messages.
        data: The file's bytes.
        workbook: What was read of them.
        changes: What was decided.
        progress: Told how many lines were read.

    Raises:
        DamagedWorkbookError: Its fields cannot be told apart with certainty.
        MarkerNotInEncodingError: The file's encoding has no such marker.
        ValueError: A number cannot be written, or a cell lies below the last line.
        Cancelled: `progress` was asked to stop.
    """
    if not changes:
        return data
    dialect = detect_dialect(data)
    text = dialect.decode(data)
    if dialect.bom + text.encode(dialect.encoding) != data:
        raise DamagedWorkbookError(path, "its text cannot be written as it was")
    rows = read_rows(text, dialect, progress)
    editor = _Editor(rows, dialect, workbook.sheets[0], changes)
    try:
        splices = editor.run(text)
    except _NotTheSameError as error:
        raise DamagedWorkbookError(path, "its fields cannot be told apart") from error
    return dialect.bom + _encode(path, _spliced(text, splices), dialect)


def _encode(path: Path, text: str, dialect: CsvDialect) -> bytes:
    try:
        return text.encode(dialect.encoding)
    except UnicodeEncodeError as error:
        raise MarkerNotInEncodingError(path) from error


def _spliced(text: str, splices: Splices) -> str:
    pieces: list[str] = []
    place = 0
    for start, end, new in splices:
        pieces += [text[place:start], new]
        place = end
    return "".join([*pieces, text[place:]])


class _NotTheSameError(ValueError):
    """Raised when the fields found in the text are not those that were read."""


@dataclass(slots=True)
class _Counts:
    """How often fields that need no quotes stand in quotes and without."""

    quoted: int = 0
    plain: int = 0

    def add(self, times: int, *, is_quoted: bool) -> None:
        self.quoted += times * is_quoted
        self.plain += times * (not is_quoted)


class _Editor:
    """One file: the styles of the columns that change, and the fields that are written anew."""

    def __init__(
        self,
        rows: Sequence[Sequence[str]],
        dialect: CsvDialect,
        sheet: Sheet,
        changes: Sequence[CellChange],
    ) -> None:
        self._rows, self._dialect, self._sheet = rows, dialect, sheet
        self._changes: defaultdict[int, dict[int, CellChange]] = defaultdict(dict)
        for one in changes:
            self._changes[one.cell.row][one.cell.column] = one
        self._columns = {one.cell.column for one in changes}
        self._with_commas = writes_commas(sheet, dialect)

    def run(self, text: str) -> Splices:
        if max(self._changes) >= len(self._rows):
            raise ValueError("a cell below the last line")
        wanted = frozenset(self._changes)
        try:
            records = list(find_records(text, self._rows, self._dialect, wanted))
        except ValueError as error:
            raise _NotTheSameError from error
        quotes = self._quote_styles(records)
        numbers = {column: self._number_style(column) for column in self._columns}
        return [
            splice
            for record in records
            if record.row in self._changes
            for splice in self._edit(record, quotes, numbers)
        ]

    def _number_style(self, column: int) -> NumberStyle:
        texts = map(str, self._sheet.texts[:, column])
        return number_style(texts, with_commas=self._with_commas)

    def _edit(
        self,
        record: Record,
        quotes: Mapping[int, QuoteStyle],
        numbers: Mapping[int, NumberStyle],
    ) -> Splices:
        splices: Splices = []
        missing = len(record.fields)
        for column, change in sorted(self._changes[record.row].items()):
            old = record.fields[column] if column < len(record.fields) else None
            field = self._field(change, old, quotes[column], numbers[column])
            if old is not None:
                splices.append((old.start, old.end, field))
            else:
                apart = self._dialect.delimiter * (column - missing + (missing > 0))
                splices.append((record.end, record.end, apart + field))
                missing = column + 1
        return splices

    def _field(
        self, change: CellChange, old: Field | None, quotes: QuoteStyle, style: NumberStyle
    ) -> str:
        if change.marker == CLEARED:
            return ""
        if change.is_withheld:
            return write_field(change.marker, self._dialect, is_quoted=quotes.texts)
        text = write_number(change.number, old.text if old else "", style)
        return write_field(text, self._dialect, is_quoted=quotes.numbers)

    def _quote_styles(self, records: Sequence[Record]) -> dict[int, QuoteStyle]:
        """Return for each changed column how it quotes; the whole file where it does not tell."""
        counts: defaultdict[tuple[int, bool], _Counts] = defaultdict(_Counts)
        for (is_quoted, column, text), times in self._free_fields(records).items():
            is_number = meaning(text, with_commas=self._with_commas) is not None
            for key in ((column, is_number), (_FILE, is_number)):
                counts[key].add(times, is_quoted=is_quoted)
        return {column: _quote_style(counts, column) for column in self._columns}

    def _free_fields(self, records: Sequence[Record]) -> Counter[tuple[bool, int, str]]:
        """Count the fields that need no quotes: whether they have some, column, text."""
        known = {record.row: record.fields for record in records}
        found: Counter[tuple[bool, int, str]] = Counter()
        for number, row in enumerate(self._rows):
            fields = known.get(number)
            for column, text in enumerate(row):
                if text and not needs_quotes(text, self._dialect):
                    is_quoted = fields is not None and fields[column].is_quoted
                    found[is_quoted, column, text] += 1
        return found


def _quote_style(counts: Mapping[tuple[int, bool], _Counts], column: int) -> QuoteStyle:
    numbers = _are_quoted(counts, ((column, True), (_FILE, True), (_FILE, False)))
    texts = _are_quoted(counts, ((column, False), (_FILE, False)))
    return QuoteStyle(numbers=numbers, texts=numbers or texts)


def _are_quoted(
    counts: Mapping[tuple[int, bool], _Counts], keys: Sequence[tuple[int, bool]]
) -> bool:
    """Tell whether most fields are quoted, after the first key that has any."""
    for key in keys:
        one = counts.get(key, _Counts())
        if one.quoted or one.plain:
            return one.quoted > one.plain
    return False
