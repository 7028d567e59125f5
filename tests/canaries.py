"""A workbook full of numbers like no others, and a search for them in whatever a check left."""

from __future__ import annotations

import io
import random
import re
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter
from pypdf import PdfReader

THRESHOLD = 999_999
"""Below it a canary counts as unsafe."""

SMALL = 874_891, 931_957
"""The unsafe ones, which are withheld whatever else is."""

ROWS, COLUMNS = 6, 5


def write_canaries(path: Path, seed: int = 20261121) -> dict[str, int]:
    """Write a table of numbers of six digits and more; return each number by its cell."""
    chance = random.Random(seed)
    body = [
        [chance.randint(160_000_000, 990_000_000) | 1 for _ in range(COLUMNS)] for _ in range(ROWS)
    ]
    body[1][2], body[3][1] = SMALL
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Table 1")
    sheet.write(0, 0, "Table 1: Households by area and tenure")
    sheet.write_row(2, 0, ("Area", *(f"Tenure {chr(65 + n)}" for n in range(COLUMNS)), "Total"))
    lines = [[*row, sum(row)] for row in body]
    lines.append([sum(column) for column in zip(*lines, strict=True)])
    numbers = {}
    for row, line in enumerate(lines):
        name = "Total" if row == ROWS else f"Area {chr(65 + row)}"
        sheet.write_row(3 + row, 0, (name, *line))
        numbers |= {f"{'BCDEFG'[column]}{4 + row}": value for column, value in enumerate(line)}
    book.close()
    return numbers


def pattern_of(number: int) -> re.Pattern[bytes]:
    """Return a pattern of how a number may be written, as text and as bytes of a machine.

    Digits inside a longer run of hexadecimal digits, such as a hash, are no number.
    """
    plain = f"{number:,}"
    texts = {str(number), plain, f"{number:e}"}
    texts |= {plain.replace(",", other) for other in ("_", " ", ".", "'", "\u00a0", "\u202f")}
    ways = [rb"(?<![0-9a-f])" + re.escape(one.encode()) + rb"(?![0-9a-f])" for one in texts]
    ways += [re.escape(one.encode(code)) for one in texts for code in ("utf-16-le", "utf-16-be")]
    ways += [re.escape(struct.pack(kind, number)) for kind in ("<d", ">d", "<q", ">q")]
    return re.compile(b"|".join(ways))


def found_in(folder: Path, numbers: Iterable[int], *, besides: Path) -> list[tuple[str, int]]:
    """Return in which files a number is found.

    Args:
        folder: Where to search, below it too.
        numbers: What to search for.
        besides: A folder that is not searched: where the source is.
    """
    wanted = {number: pattern_of(number) for number in numbers}
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and besides not in path.parents:
            held = b"\n".join(pieces(path.read_bytes()))
            name = str(path.relative_to(folder))
            found += [(name, number) for number, its in wanted.items() if its.search(held)]
    return found


def pieces(data: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, and those that are packed inside it, however deep."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from pieces(archive.read(name))
    if data.startswith(b"%PDF"):
        yield from _streams(data)
        yield from (page.extract_text().encode() for page in PdfReader(io.BytesIO(data)).pages)
    if data.startswith(b"SQLite format 3\0"):
        yield from _rows(data)


def _streams(data: bytes) -> Iterator[bytes]:
    """Yield what the streams of a PDF hold, as far as they can be inflated."""
    for match in re.finditer(rb"stream\r?\n", data):
        inflater = zlib.decompressobj()
        try:
            yield inflater.decompress(data[match.end() :])
        except zlib.error:
            continue


def _rows(data: bytes) -> Iterator[bytes]:
    """Yield every value of a database as text: an integer has another form in the file."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    for name in names:
        try:
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                yield repr(row).encode()
        except sqlite3.OperationalError:
            continue
    connection.close()
