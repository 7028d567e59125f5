"""How a text file with separated values is written: its encoding, separators and quotes."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from sdc_desktop.core.cell_text import number_in_text

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_USUAL, _ANY_BYTE = "cp1252", "latin-1"
_DELIMITERS = "\t;|,"
_SAMPLE_CHARACTERS, _SAMPLE_LINES = 1 << 18, 400
_SAMPLE_NUMBERS = 5_000
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.005
_OTHER_FILES = re.compile(
    rb"%PDF|\x89PNG|\xff\xd8\xff|GIF8|RIFF|\x1f\x8b|7z\xbc\xaf|Rar!|PK\x03\x04|\{\\rtf|\xd0\xcf\x11\xe0"
    rb"|\s*<(?:\?xml|!doctype|html|table|svg|workbook)",
    re.IGNORECASE,
)
_EXCEL_HINT = re.compile(r"\"?sep=(.)\"?\r?\n?", re.IGNORECASE)
_COMMA_NUMBER = re.compile(r"[+\-\u2212]?\d{1,3}(?:\.\d{3})+,\d+%?|[+\-\u2212]?(?:0|\d+),\d+ ?%?")
_SURE_COMMA = re.compile(
    r"\D*(?:0,\d+|\d{4,},\d+|[\d.]+,(?:\d{1,2}|\d{4,})|\d+(?:\.\d{3})+,\d+)\D*"
)
_SURE_POINT = re.compile(
    r"\D*(?:0\.\d+|\d{4,}\.\d+|[\d,]+\.(?:\d{1,2}|\d{4,})|\d+(?:,\d{3})+\.\d+)\D*"
)


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a file is written.

    Attributes:
        encoding: Name of the codec of what follows the byte order mark.
        bom: The byte order mark, b"" without one.
        delimiter: What separates fields: ",", ";", tab or "|".
        quote: What fields with separators stand in; it is doubled inside of them.
        line_end: What most lines end with.
    """

    encoding: str
    bom: bytes
    delimiter: str
    quote: str
    line_end: str

    def decode(self, data: bytes) -> str:
        """Return a file's text without its byte order mark; it encodes to the same bytes."""
        return data[len(self.bom) :].decode(self.encoding)


def is_text(data: bytes) -> bool:
    """Tell whether bytes are a text that may hold separated values, and no other known file."""
    if _OTHER_FILES.match(data):
        return False
    try:
        encoding, bom = _encoding(data)
        text = data[len(bom) :].decode(encoding)
    except UnicodeError:
        return False
    head = text[:_SAMPLE_CHARACTERS]
    return "\0" not in text and len(_CONTROLS.findall(head)) <= _MOST_CONTROLS * len(head)


def detect_dialect(data: bytes) -> CsvDialect:
    """Find out how a file with separated values is written.

    Raises:
        UnicodeError: It is not in the encoding of its byte order mark, or ends in the middle of a
            character.
    """
    encoding, bom = _encoding(data)
    text = data[len(bom) :].decode(encoding)
    lines = split_lines(text[:_SAMPLE_CHARACTERS])[:_SAMPLE_LINES]
    quote = _quote("".join(lines))
    return CsvDialect(encoding, bom, _delimiter(lines, quote), quote, _line_end(text))


def split_lines(text: str) -> list[str]:
    """Return the lines of a text with their ends; only CR, LF and both together end a line."""
    return io.StringIO(text, newline="").readlines()


def split_line(line: str, delimiter: str, quote: str) -> list[str]:
    """Return the fields of one line, whatever its quotes; those that enclose no field are kept.

    A quoted field ends at the first single quote that a delimiter or the line's end follows.
    """
    line = line.rstrip("\r\n")
    pattern = _field(delimiter, quote)
    fields: list[str] = []
    place = 0
    while place <= len(line):
        match = pattern.match(line, place)
        if match is None:
            return [*fields, line[place:]]
        quoted, plain = match.groups()
        fields.append(plain if quoted is None else quoted.replace(quote * 2, quote))
        place = match.end() + 1
    return fields


@lru_cache
def _field(delimiter: str, quote: str) -> re.Pattern[str]:
    end = rf"(?={re.escape(delimiter)}|\Z)"
    inside = rf"(?>{quote}{quote}|[^{quote}]|{quote}(?!{re.escape(delimiter)}|\Z))*+"
    return re.compile(rf"{quote}({inside}){quote}{end}|([^{re.escape(delimiter)}]*)", re.DOTALL)


def has_decimal_commas(texts: Iterable[str]) -> bool:
    """Tell whether numbers are written "1.234,5": more can only mean this than the contrary."""
    some = list(islice((one for one in texts if "," in one or "." in one), _SAMPLE_NUMBERS))
    commas = sum(_SURE_COMMA.fullmatch(one) is not None for one in some)
    points = sum(_SURE_POINT.fullmatch(one) is not None for one in some)
    return commas > points


def _encoding(data: bytes) -> tuple[str, bytes]:
    """Return the codec of a text and its byte order mark.

    Raises:
        UnicodeError: It is UTF-8 that ends in the middle of a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, mark
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.reason == "unexpected end of data" and error.end == len(data)
        if is_cut and not data[: error.start].isascii():
            raise
        return _code_page(data), b""
    return "utf-8", b""


def _code_page(data: bytes) -> str:
    """Return the usual code page, or one that has a character for every byte."""
    try:
        data.decode(_USUAL)
    except UnicodeDecodeError:
        return _ANY_BYTE
    return _USUAL


def _line_end(text: str) -> str:
    both = text.count("\r\n")
    counts = {"\r\n": both, "\n": text.count("\n") - both, "\r": text.count("\r") - both}
    return max(counts, key=lambda end: counts[end])


def _quote(sample: str) -> str:
    """Return the single quote where fields stand in it, the double quote otherwise."""
    single = len(re.findall(r"(?m)(?:^|[,;|\t])'[^'\r\n]*'(?=[,;|\t\r\n]|\Z)", sample))
    opened = len(re.findall(r"(?m)(?:^|[,;|\t])'", sample))
    double = len(re.findall(r'(?m)(?:^|[,;|\t])"', sample))
    return "'" if single >= 2 and single == opened and not double else '"'


def _delimiter(lines: Sequence[str], quote: str) -> str:
    hint = _EXCEL_HINT.fullmatch(lines[0]) if lines else None
    if hint is not None and hint[1] in _DELIMITERS:
        return hint[1]
    scores = {one: _score(lines, one, quote) for one in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda one: scores[one])
    return best if scores[best][0] > 0 else ","


def _score(lines: Sequence[str], delimiter: str, quote: str) -> tuple[float, int]:
    """Return how well a delimiter fits, and into how many fields it splits most lines.

    Most lines of a table have the same number of fields, and fields that are cut at the right
    places are more often numbers: "1,5;2,5" cut at the commas leaves "5;2".
    """
    rows = [row for row in (split_line(line, delimiter, quote) for line in lines) if any(row)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0, 1
    width = max(widths, key=lambda one: (widths[one] * (one - 1), one))
    fields = [one for row in rows if len(row) == width for one in row if one.strip()]
    numbers = sum(_is_number(one) for one in fields)
    return widths[width] / len(rows) * (0.2 + numbers / max(len(fields), 1)), width


def _is_number(text: str) -> bool:
    return number_in_text(text) is not None or _COMMA_NUMBER.fullmatch(text.strip()) is not None
