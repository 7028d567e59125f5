"""One small workbook for each carrier of hidden data, and the tools to make them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter

Book = xlsxwriter.Workbook
Sheet = xlsxwriter.worksheet.Worksheet
Make = Callable[[Path], Path]

COUNTS = ((1201, 453, 67), (644, 319, 188), (277, 901, 333), (511, 212, 286))
NAMES = ("North", "East", "South", "West")
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
SECRET = "918273"


def write(path: Path, fill: Callable[[Book, Sheet], object] = lambda book, sheet: None) -> Path:
    """Write a table of counts in A3:E8 of "Table 1", and what `fill` adds."""
    book = Book(str(path))
    sheet = book.add_worksheet("Table 1")
    sheet.write(0, 0, "Table 1: Complaints")
    sheet.write_row(2, 0, ("Region", "Young", "Middle", "Old", "Total"))
    for row, (name, counts) in enumerate(zip(NAMES, COUNTS, strict=True), start=3):
        sheet.write_row(row, 0, (name, *counts))
        sheet.write_formula(row, 4, f"=SUM(B{row + 1}:D{row + 1})", None, sum(counts))
    totals = [sum(counts[column] for counts in COUNTS) for column in range(3)]
    sheet.write_row(7, 0, ("Total", *totals, sum(totals)))
    fill(book, sheet)
    book.close()
    return path


def rewrite(
    path: Path, parts: Mapping[str, bytes], *, comment: bytes = b"", folder: bytes = b""
) -> Path:
    """Replace or add parts of a package."""
    before = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        after.comment = comment
        if folder:
            after.writestr("xl/", folder)
        for name in dict.fromkeys((*before.namelist(), *parts)):
            after.writestr(name, parts[name] if name in parts else before.read(name))
    return path


def read(path: Path, part: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode() if part in archive.namelist() else ""


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def edit(path: Path, part: str, *pairs: tuple[str, str]) -> Path:
    """Replace texts inside a part; each must be there."""
    text = read(path, part)
    for old, new in pairs:
        assert old in text, (part, old)
        text = text.replace(old, new, 1)
    return rewrite(path, {part: text.encode()})


def link(path: Path, owner: str, target: str, kind: str, *, outside: bool = False) -> str:
    """Add a link from a part ("" for the package) and return its id."""
    folder, _, name = owner.rpartition("/")
    links = f"{folder}/_rels/{name}.rels".lstrip("/") if owner else "_rels/.rels"
    text = read(path, links) or (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        "</Relationships>"
    )
    number = f"rId9{text.count('<Relationship ')}"
    mode = ' TargetMode="External"' if outside else ""
    where = target if outside else f"/{target}"
    one = f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{where}"{mode}/>'
    text = text.replace("</Relationships>", f"{one}</Relationships>")
    rewrite(path, {links: text.encode()})
    return number


def inject(
    path: Path, part: str, data: str | bytes, kind: str, owner: str = BOOK, mention: str = ""
) -> Path:
    """Add a part, a link to it, its type, and before the end of its owner what mentions it."""
    rewrite(path, {part: data.encode() if isinstance(data, str) else data})
    number = link(path, owner, part, kind)
    edit(
        path,
        "[Content_Types].xml",
        ("</Types>", f'<Override PartName="/{part}" ContentType="application/x"/></Types>'),
    )
    if mention:
        put(path, owner, mention.replace("RID", number))
    return path


def put(path: Path, part: str, element: str) -> Path:
    """Put an element before the end of a part."""
    text = read(path, part)
    start = text.rindex("</")
    return rewrite(path, {part: (text[:start] + element + text[start:]).encode()})


def xml(root: str, inside: str = "", attributes: str = "") -> str:
    return f'<{root} xmlns="{MAIN}" xmlns:r="{R}" {attributes}>{inside}</{root}>'


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a grey picture with some more chunks."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    inside = b"".join(chunk(*one) for one in chunks)
    image = chunk(b"IHDR", header) + inside + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + image


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """Return the frame of a JPEG of 8 x 8 pixels with some more segments."""
    frame = (0xC0, struct.pack(">BHHB", 8, 8, 8, 1) + b"\1\x11\0")
    body = b"".join(
        b"\xff" + bytes([kind]) + struct.pack(">H", len(data) + 2) + data
        for kind, data in (*segments, frame)
    )
    return b"\xff\xd8" + body + b"\xff\xda\0\x08\1\1\0\0?\0" + b"\0" * 8 + b"\xff\xd9"


def picture(data: bytes, options: Mapping[str, object] | None = None) -> Make:
    def make(path: Path) -> Path:
        return write(
            path,
            lambda _, sheet: sheet.insert_image(
                "G2", "x.png", {"image_data": io.BytesIO(data), **(options or {})}
            ),
        )

    return make


def filled(fill: Callable[[Book, Sheet], object]) -> Make:
    return lambda path: write(path, fill)


def injected(part: str, data: str | bytes, kind: str, owner: str = BOOK, mention: str = "") -> Make:
    return lambda path: inject(write(path), part, data, kind, owner, mention)


def edited(part: str, *pairs: tuple[str, str]) -> Make:
    return lambda path: edit(write(path), part, *pairs)


def putting(part: str, element: str, fill: Callable[[Book, Sheet], object] | None = None) -> Make:
    return lambda path: put(write(path, fill or (lambda *_: None)), part, element)
