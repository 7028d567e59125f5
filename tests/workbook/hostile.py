"""Files made to harm: for each a name and its bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.workbook.hostile_packages import declarations, packed, parts_of, zips
from tests.workbook.hostile_sheets import sheets
from tests.workbook.inspection.fixtures import write
from tests.workbook.inspection.ods_makers import number, row, table, text, write_ods
from tests.workbook.test_xlsb_reader import write_xlsb

DEEP = 200_000


def hostile_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield all of them; `folder` is for making them."""
    plain = parts_of(write(folder / "plain.xlsx").read_bytes())
    source = write_ods(folder / "plain.ods", parts={"styles.xml": "<a/>"})
    document = parts_of(source.read_bytes())
    binary = write_xlsb(folder / "plain.xlsb").read_bytes()
    yield from declarations(plain, document)
    yield from zips(plain, document, parts_of(binary))
    yield from sheets(plain)
    yield from _documents(folder)
    yield from _binaries(binary)
    yield from _texts()


def _documents(folder: Path) -> Iterator[tuple[str, bytes]]:
    def made(rows: str, **more: str) -> bytes:
        return write_ods(folder / "a.ods", rows, **more).read_bytes()

    far = 'table:number-columns-repeated="{0}" table:number-rows-repeated="{0}"'
    yield "repeated-cells.ods", made(row(number(3, None, far.format(2**40))))
    yield "repeated-rows.ods", made(row(number(3), attributes=far.format(2**31)))
    many = 'table:number-columns-repeated="400"'
    yield "repeated-both.ods", made(row(number(3, None, many), attributes=far.format(1_048_576)))
    yield "negative.ods", made(row(number(3, None, 'table:number-columns-repeated="-5"')))
    yield "spaces.ods", made(row(text('a<text:s text:c="2000000000"/>b')))
    spans = 'table:number-columns-spanned="16384" table:number-rows-spanned="1048576"'
    yield "spanned.ods", made(row(number(3, None, spans)))
    yield "deep.ods", made(row(text("<text:span>" * DEEP + "</text:span>" * DEEP)))
    yield "groups.ods", made("<table:table-row-group>" * DEEP + "</table:table-row-group>" * DEEP)
    yield "inside.ods", made(row(f"<table:table-cell>{table('B', '')}</table:table-cell>"))
    link = '<table:table-source xlink:href="http://192.0.2.1/a.ods"/>'
    yield "linked.ods", made("", tables=table("'http://192.0.2.1/a.ods'#S", link + row(number(1))))
    picture = '<draw:image xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    yield "picture.ods", made("", beside=f'{picture} xlink:href="file:///etc/passwd"/>')
    loop = 'table:formula="of:=[.A5]"'
    yield (
        "cycle.ods",
        made(row(number(3, None, 'table:formula="of:=[.A4]"')) + row(number(3, None, loop))),
    )
    yield "surrogate.ods", made(row(text("&#xD800;")))
    yield "long.ods", made(row(number(3).replace("3", "9" * 1_000_000)))


def _binaries(plain: bytes) -> Iterator[tuple[str, bytes]]:
    parts = parts_of(plain)
    for name, inside in parts.items():
        if name.endswith(".bin"):
            length = b"\x13\xff\xff\xff\x7f"
            label = name.rpartition("/")[2].removesuffix(".bin")
            yield f"length-{label}.xlsb", packed(*{**parts, name: length + inside}.items())
            yield f"doubled-{label}.xlsb", packed(*{**parts, name: inside * 300}.items())
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6)
    workbook = "Workbook".encode("utf-16-le")
    yield (
        "endless.xls",
        (ole + bytes(10) + struct.pack("<I", 2**31 - 1) * 117).ljust(4096, b"\0") + workbook,
    )
    yield (
        "loop.xls",
        (ole + bytes(10) + struct.pack("<9I", 1, 0, 0, 4096, 0, 1, 0, 1, 0) + bytes(436)).ljust(
            512, b"\0"
        )
        + bytes(2048)
        + workbook,
    )
    records = struct.pack("<2H4H2I", 0x809, 16, 0x600, 0x10, 0, 0, 0, 0)
    cell = struct.pack("<2H3Hd", 0x203, 14, 65_535, 255, 0, 1.0)
    yield "stream.xls", records + cell * 10 + struct.pack("<2H", 10, 0)


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "commas.csv", b"Region,Young\nNorth,12\n" + b"," * 20_000_000 + b"\n"
    yield "sparse.csv", b"a\n" * 100_000 + b"," * 20_000 + b"1\n"
    yield "quote.csv", b'Region,Young\n"North,12\n' + b"South,13\n" * 10_000
    yield "quotes.csv", b"Region,Young\n" + b'"' * 3_000_000
    yield "line.csv", b"Region,Young\nNorth," + b"9" * 4_000_000 + b"\n"
    yield "surrogate.csv", b"Region,Young\nNorth\xed\xa0\x80,12\n"
    yield "wide-surrogate.csv", "\ufeffRegion,12\n".encode("utf-16-le") + b"\x00\xd8,\x001\x00"
    yield "command.csv", b"Region,Young\n=cmd|' /C calc'!A0,12\n+1+1,13\n@SUM(A1),14\n-1+2,15\n"
    yield "bomb.csv", zlib.compress(bytes(10 << 20))
