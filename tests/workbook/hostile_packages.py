"""Packages made to harm: declarations in their parts, and tricks of the zip around them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
FILE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
WEB = '<!DOCTYPE x [<!ENTITY e SYSTEM "http://192.0.2.1/x">]>'
OUTER = '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">'
SHEET, BOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
OF_EXCEL = (SHEET, BOOK, STRINGS, "xl/styles.xml", "xl/theme/theme1.xml", "docProps/core.xml")
OF_LINKS = ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")
Parts = dict[str, bytes]


def parts_of(data: bytes) -> Parts:
    """Return the parts of a package by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(*parts: tuple[str, bytes]) -> bytes:
    """Return a package of these parts, names as they are."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return memory.getvalue()


def changed(parts: Parts, part: str, change: Callable[[str], str]) -> bytes:
    """Return a package in which one part is another text."""
    return packed(*{**parts, part: change(parts[part].decode()).encode()}.items())


def declarations(plain: Parts, document: Parts) -> Iterator[tuple[str, bytes]]:
    """Entities that grow, or read a file or an address, in each part that is XML."""
    kinds = {"laughs": (BOMB, "l11"), "file": (FILE, "e"), "web": (WEB, "e"), "dtd": (OUTER, "")}
    for kind, (declaration, entity) in kinds.items():
        use = f"&{entity};" if entity else ""
        for parts, names, suffix in (
            (plain, (*OF_EXCEL, *OF_LINKS), "xlsx"),
            (document, ("content.xml", "styles.xml", "META-INF/manifest.xml"), "ods"),
        ):
            for part in names:

                def declare(whole: str, declaration: str = declaration, use: str = use) -> str:
                    head, _, rest = whole.rpartition("?>")
                    head = head and head + "?>"
                    start = rest.index(">", rest.index("<")) + 1
                    inside = use if rest[start - 2] != "/" else ""
                    return head + declaration + rest[:start] + inside + rest[start:]

                name = part.replace("/", "-").strip("[]")
                yield f"{kind}-in-{name}.{suffix}", changed(parts, part, declare)


def zips(plain: Parts, document: Parts, binary: Parts) -> Iterator[tuple[str, bytes]]:
    """Bombs, parts that overlap or lie about their size, and names that lead elsewhere."""
    for parts, inside, suffix in (
        (plain, SHEET, "xlsx"),
        (document, "content.xml", "ods"),
        (binary, "xl/workbook.bin", "xlsb"),
    ):
        zeros = bytes(60 << 20)
        yield f"bomb.{suffix}", packed(*{**parts, inside: zeros}.items())
        yield f"bomb-beside.{suffix}", packed(*parts.items(), ("xl/media/a.png", zeros))
        nested = packed(("a.zip", packed(("b", zeros))))
        yield f"bomb-inside.{suffix}", packed(*parts.items(), ("xl/embeddings/a.xlsx", nested))
        yield f"overlapping.{suffix}", _overlapping(parts)
        many = ((f"xl/a{n}.xml", b"") for n in range(30_000))
        yield f"many-parts.{suffix}", packed(*parts.items(), *many)
        for n, name in enumerate(("../../evil", "/etc/evil", "a/../../evil", "..\\evil", "\\evil")):
            yield f"path{n}.{suffix}", packed(*parts.items(), (name, b"x"))
        yield f"drive.{suffix}", packed(*parts.items(), ("C:\\evil", b"x"))
        yield f"twice.{suffix}", packed(*parts.items(), (inside, parts[inside]))
        yield f"capitals.{suffix}", packed(*parts.items(), (inside.upper(), parts[inside]))
        yield f"nameless.{suffix}", packed(*parts.items(), ("", b"x"))
        yield f"lying-size.{suffix}", _with_size(packed(*parts.items()), 0xFFFFFFF0)


def _overlapping(parts: Parts) -> bytes:
    """Return a zip of a thousand entries that are all the same few compressed bytes."""
    whole = packed(*parts.items(), ("xl/media/0.png", bytes(20 << 20)))
    end = whole.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", whole[end + 16 : end + 20])[0]
    last = whole.rindex(b"PK\x01\x02")
    entry = whole[last:end]
    copies = b"".join(_renamed(entry, n) for n in range(1, 1000))
    directory = whole[start:end] + copies
    count = directory.count(b"PK\x01\x02")
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return whole[:start] + directory + tail


def _renamed(entry: bytes, number: int) -> bytes:
    name = f"xl/media/{number}.png".encode()
    length = struct.unpack("<H", entry[28:30])[0]
    return entry[:28] + struct.pack("<H", len(name)) + entry[30:46] + name + entry[46 + length :]


def _with_size(whole: bytes, size: int) -> bytes:
    """Return a zip whose list says of the first part that it is `size` bytes long."""
    start = whole.index(b"PK\x01\x02") + 24
    return whole[:start] + struct.pack("<I", size) + whole[start + 4 :]
