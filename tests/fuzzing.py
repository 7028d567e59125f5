"""Real files changed at random, the same for the same number; `fuzz_running.py` tries them.

Seeds are small real files and one made file for each way to hide data. A case is a seed with one
to four changes: of raw bytes, of values and tags inside the inflated parts of a package, or of
the package itself.
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.workbook.inspection.makers import ONLY_SEEN, REMOVABLE
from tests.workbook.inspection.ods_makers import CARRIERS
from tests.workbook.test_xlsb_reader import write_xlsb
from tests.workbooks import write_counts

_TESTS = Path(__file__).resolve().parent
_FOLDERS = (_TESTS / "data", _TESTS.parent.parent / "shared" / "corpus")
_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"}
_LARGEST = 100_000
_COMMON = 20_000
_RARE = 0.04
_MOST_CHANGES = 4
_ZIP = b"PK\x03\x04"

NASTY = (
    *(b"", b"0", b"1", b"-1", b"2", b"99999999999999999999", b"1048576", b"1048577", b"16385"),
    *(b"1e999", b"-1e308", b"nan", b"inf", b"0x10", b"1_000", b"1,234", b"007", b"1.5.2", b"."),
    *(b"A1", b"A0", b"A1:XFD1048576", b"XFD1048576", b"ZZZZ1", b"A1:B", b"B2:A1", b"$A$1"),
    *(b"#REF!", b"=1+1", b"SUM(A1:A1048576)", b"((((((((", b"Secret!A1", b"true", b"TRUE", b"e"),
    *(b"\xff", b"\x00", b"&#0;", b"&#xD800;", b"&#x10FFFF;", b"&amp;", b"&x;", b"]]>", b"<!--"),
    *(b"\xc2\xa0", b"\xe2\x80\x89", "²".encode(), "१२".encode(), "٣".encode(), b"\xef\xbc\x99"),
    *(b"[<10]0;;;", b"General;[Red]", b"yyyy-mm-dd", b"0." + b"0" * 400, b"x" * 40_000, b"[h]:mm"),
    *(b"../../etc/passwd", b"http://a.example/x", b"/xl/workbook.xml", b"rId1", b"a" * 300),
)
_VALUE = re.compile(rb'"([^"<>]*)"|>([^<]+)<')
_TAG = re.compile(rb"<[^<>]*>")
_NAME = re.compile(rb"[A-Za-z][A-Za-z0-9:]{2,}")
_FIELD = re.compile(rb"[^,;\t\r\n]+")

Seeds = list[tuple[str, bytes]]


def load_seeds(folder: Path) -> Seeds:
    """Return names and bytes of the seeds; the made ones are written to `folder` on the way."""
    real = sorted(
        one
        for root in _FOLDERS
        if root.exists()
        for one in root.rglob("*")
        if one.suffix in _SUFFIXES and one.stat().st_size <= _LARGEST
    )
    made = [write_counts(folder / "counts.xlsx"), write_xlsb(folder / "binary.xlsb")]
    made += [make(folder / f"{kind}.xlsx") for kind, make in {**REMOVABLE, **ONLY_SEEN}.items()]
    made += [make(folder / f"{kind}.ods") for kind, make in CARRIERS.items()]
    return [(one.name, one.read_bytes()) for one in (*made, *real)]


def make_case(number: int, seeds: Seeds) -> tuple[str, bytes]:
    """Return a seed's name and its changed bytes; larger seeds are rare, as they take longer."""
    chance = random.Random(number)
    small = [one for one in seeds if len(one[1]) <= _COMMON]
    large = [one for one in seeds if len(one[1]) > _COMMON]
    name, data = _pick(large if large and chance.random() < _RARE else small, chance)
    is_package = data.startswith(_ZIP) and chance.random() < 0.8
    change = _change_package if is_package else _change_bytes
    return name, change(data, chance, seeds)


def _pick(seeds: Seeds, chance: random.Random) -> tuple[str, bytes]:
    """Return a seed by its name, so that with more seeds at hand most cases stay the same."""
    draw = chance.randbytes(8)
    return max(seeds, key=lambda one: zlib.crc32(draw + one[0].encode()))


def _change_bytes(data: bytes, chance: random.Random, seeds: Seeds) -> bytes:
    is_text = not data.startswith((_ZIP, b"\xd0\xcf"))
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        if is_text and chance.random() < 0.5:
            data = _replace_match(data, _FIELD, chance)
        else:
            data = _spoil(data, chance, seeds)
    return data


def _spoil(data: bytes, chance: random.Random, seeds: Seeds) -> bytes:
    """Change some bytes without knowing what they mean."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 1, 2, 4, 16, 200, 2000)))
    other = _pick(seeds, chance)[1]
    place = chance.randrange(len(other) + 1)
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: data[:start],
        lambda: data[:start] + data[end:],
        lambda: data[:end] + data[start:],
        lambda: data[:start] + chance.randbytes(end - start) + data[end:],
        lambda: (
            data[:start]
            + bytes(one ^ 1 << chance.randrange(8) for one in data[start:end])
            + data[end:]
        ),
        lambda: data[:start] + chance.choice(NASTY) + data[start:],
        lambda: data[:start] + other[place : place + end - start] + data[end:],
        lambda: data[:start] + bytes(chance.choice((1, 100, 5000))) + data[end:],
    )
    return chance.choice(ways)()


def _change_package(data: bytes, chance: random.Random, seeds: Seeds) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(one, archive.read(one)) for one in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return _change_bytes(data, chance, seeds)
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        if chance.random() < 0.12:
            _rearrange(parts, chance)
        elif parts:
            place = chance.randrange(len(parts))
            name, inside = parts[place]
            is_markup = inside.lstrip()[:1] == b"<"
            way = _change_markup if is_markup and chance.random() < 0.85 else _spoil
            parts[place] = name, way(inside, chance, seeds)
    return _packed(parts)


def _rearrange(parts: list[tuple[str, bytes]], chance: random.Random) -> None:
    """Take a part out, double it, give it another name or another one's contents."""
    if not parts:
        return
    place, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    name, inside = parts[place]
    names = (parts[other][0], name.upper(), f"../{name}", f"/{name}", name + "/", "ä" + name, "")
    way = chance.randrange(4)
    if way == 0:
        del parts[place]
    elif way == 1:
        parts.append((name, inside))
    elif way == 2:
        parts[place] = chance.choice(names), inside
    else:
        parts[place] = name, parts[other][1]


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    memory = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore", category=UserWarning),
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name, inside in parts:
            archive.writestr(zipfile.ZipInfo(name or "a"), inside, zipfile.ZIP_DEFLATED)
    return memory.getvalue()


def _change_markup(data: bytes, chance: random.Random, seeds: Seeds) -> bytes:
    """Change a part in a way that mostly leaves it well-formed."""
    way = chance.random()
    if way < 0.5:
        return _replace_match(data, _VALUE, chance)
    if way < 0.62:
        return _replace_match(data, _NAME, chance, among_themselves=True)
    if way < 0.74:
        return _replace_match(data, _TAG, chance, among_themselves=True)
    if way < 0.84:
        return _move_element(data, chance)
    if way < 0.94:
        return _grow(data, chance)
    return _spoil(data, chance, seeds)


def _replace_match(
    data: bytes,
    pattern: re.Pattern[bytes],
    chance: random.Random,
    *,
    among_themselves: bool = False,
) -> bytes:
    """Put a nasty value, or one found elsewhere in the data, in the place of a match."""
    found = list(pattern.finditer(data))
    if not found:
        return data
    match, other = chance.choice(found), chance.choice(found)
    start, end = match.span(match.lastindex or 0)
    takes_other = among_themselves or chance.random() < 0.3
    new = other[other.lastindex or 0] if takes_other else chance.choice(NASTY)
    return data[:start] + new + data[end:]


def _move_element(data: bytes, chance: random.Random) -> bytes:
    """Drop, double or move one whole element."""
    tags = [one for one in _TAG.finditer(data) if one[0][1:2] not in {b"/", b"?", b"!"}]
    if not tags:
        return data
    tag, to = chance.choice(tags), chance.choice(tags).start()
    start, end = tag.start(), _end_of_element(data, tag)
    element, rest = data[start:end], data[:start] + data[end:]
    way = chance.randrange(3)
    if way == 0:
        return rest
    if way == 1:
        return data[:start] + element * chance.choice((2, 3, 50)) + data[end:]
    return data[:to] + element + data[to:]


def _end_of_element(data: bytes, tag: re.Match[bytes]) -> int:
    if tag[0].endswith(b"/>"):
        return tag.end()
    close = b"</" + re.split(rb"[\s>]", tag[0][1:], maxsplit=1)[0] + b">"
    found = data.find(close, tag.end())
    return found + len(close) if found >= 0 else tag.end()


def _grow(data: bytes, chance: random.Random) -> bytes:
    """Nest deeply, declare entities, or change the encoding that is declared."""
    tags = list(_TAG.finditer(data))
    place = chance.choice(tags).end() if tags else 0
    depth = chance.choice((10, 300, 6000))
    way = chance.randrange(4)
    if way == 0:
        return data[:place] + b"<a>" * depth + b"</a>" * depth + data[place:]
    if way == 1:
        return b'<!DOCTYPE x [<!ENTITY a "b">]>' + data
    if way == 2:
        encoding = chance.choice((b"UTF-16", b"latin-1", b"utf-7", b"nothing", b"rot13", b"cp037"))
        return re.sub(rb'encoding="[^"]*"', b'encoding="' + encoding + b'"', data, count=1)
    comment = chance.choice((b"<!-- x -->", b"<?x y?>", b"<![CDATA[1]]>", b"<a:b xmlns:a='c'/>"))
    return data[:place] + comment + data[place:]
