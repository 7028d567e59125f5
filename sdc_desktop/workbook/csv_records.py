"""Where each field of a text file with separated values stands in its text.

The reader says which fields a file has; this finds the same fields a second time, character by
character, and refuses where both do not agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sdc_desktop.workbook.csv_dialect import CsvDialect

_LINE_END = re.compile(r"\r\n|\r|\n|\Z")


@dataclass(frozen=True, slots=True)
class Field:
    """A field in a text.

    Attributes:
        start, end: Where it stands, its quotes included.
        text: What it holds.
        is_quoted: Whether it stands in quotes.
    """

    start: int
    end: int
    text: str
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A record that holds a quote or was asked for.

    Attributes:
        row: Its number from 0.
        fields: Its fields; none where the line is blank.
        end: Where its last field ends, before the line's end.
    """

    row: int
    fields: tuple[Field, ...]
    end: int


def find_records(
    text: str, rows: Sequence[Sequence[str]], dialect: CsvDialect, wanted: frozenset[int]
) -> Iterator[Record]:
    """Yield the records with quotes and the wanted ones, in their order.

    Args:
        text: The file's text.
        rows: Its fields as the reader found them.
        dialect: How it is written.
        wanted: Numbers of further records.

    Raises:
        ValueError: A record does not hold the fields that were read.
    """
    place = 0
    for number, row in enumerate(rows):
        end = _line_end(text, place)
        if number in wanted or text.find(dialect.quote, place, end[0]) >= 0:
            record = _record(text, place, number, row, dialect)
            yield record
            end = _line_end(text, record.end)
        place = end[1]
    if place < len(text):
        raise ValueError("the text holds more than was read")


def _line_end(text: str, place: int) -> tuple[int, int]:
    """Return where a line's text ends and where the next line begins."""
    match = _LINE_END.search(text, place)
    return match.span() if match is not None else (len(text), len(text))


def _record(text: str, place: int, number: int, row: Sequence[str], dialect: CsvDialect) -> Record:
    """Return the record at `place`: well quoted, or one line whatever its quotes."""
    line_end = _line_end(text, place)[0]
    patterns = _patterns(dialect.delimiter, dialect.quote)
    for pattern, end in zip(patterns, (len(text), line_end), strict=True):
        fields = _fields(text, place, end, pattern, dialect)
        if [one.text for one in fields] == list(row):
            return Record(number, fields, fields[-1].end if fields else place)
    if not row and place == line_end:
        return Record(number, (), place)
    raise ValueError("a record holds other fields than were read")


def _fields(
    text: str, place: int, end: int, pattern: re.Pattern[str], dialect: CsvDialect
) -> tuple[Field, ...]:
    fields: list[Field] = []
    while match := pattern.match(text, place, end):
        quoted, plain = match.groups()
        inside = plain if quoted is None else quoted.replace(dialect.quote * 2, dialect.quote)
        fields.append(Field(match.start(), match.end(), inside, quoted is not None))
        place = match.end()
        if place >= end or text[place] != dialect.delimiter:
            break
        place += 1
    return tuple(fields)


@lru_cache
def _patterns(delimiter: str, quote: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a field where quotes are right, and one of a line where they are not."""
    apart, mark = re.escape(delimiter), re.escape(quote)
    end = rf"(?={apart}|\r|\n|\Z)"
    plain = rf"([^{apart}\r\n]*+)"
    inside = rf"(?>{mark}{mark}|[^{mark}]|{mark}(?!{apart}|\Z))*+"
    return (
        re.compile(rf"{mark}((?:[^{mark}]|{mark}{mark})*+){mark}{end}|(?!{mark}){plain}"),
        re.compile(rf"{mark}({inside}){mark}(?={apart}|\Z)|{plain}"),
    )
