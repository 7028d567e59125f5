import random
import struct
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import CellKind, Visibility, WorkbookFormat
from sdc_desktop.core.shown import shown_text
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.xlsb_records import rk_number
from tests.workbook.saved import replace_parts

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    "</Relationships>"
)
LINK = f'<Relationship Id="{{}}" Type="{OFFICE}/{{}}" Target="{{}}"/>'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = bytearray(), len(body)
    while length >= 128:
        size.append(length & 0x7F | 0x80)
        length >>= 7
    return head + bytes([*size, length]) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + value)


def row(number: int, *cells: bytes, is_hidden: bool = False) -> bytes:
    body = struct.pack("<IIHBBB", number, 0, 300, 0, 0x10 if is_hidden else 0, 0)
    return record(0, body + bytes(4)) + b"".join(cells)


def font(weight: int) -> bytes:
    body = struct.pack("<4H4B", 220, 0, weight, 0, 0, 0, 0, 0)
    return record(43, body + b"\x05\x00\x00\x00\xff\x00\x00\xff" + b"\0" + wide("Arial"))


def look(number: int, font_id: int = 0, indent: int = 0) -> bytes:
    return record(47, struct.pack("<5H2BH", 0, number, font_id, 0, 0, 0, indent, 1 | 1 << 6))


STYLES = (
    record(278)
    + record(611, struct.pack("<I", 2))
    + font(400)
    + font(700)
    + record(612)
    + record(615, struct.pack("<I", 1))
    + record(44, struct.pack("<H", 164) + wide("#,##0.0"))
    + record(616)
    + record(626, struct.pack("<I", 1))
    + look(0)
    + record(627)
    + record(617, struct.pack("<I", 4))
    + look(0)
    + look(164)
    + look(14)
    + look(0, 1, 2)
    + record(618)
    + record(279)
)
STRINGS = record(159, struct.pack("<II", 2, 2)) + b"".join(
    record(19, b"\0" + wide(text)) for text in ("Region", "1,234")
)
FIRST = (
    record(129)
    + record(148, struct.pack("<4I", 0, 4, 0, 3))
    + record(390)
    + record(60, struct.pack("<4IH", 2, 2, 2560, 0, 1))
    + record(391)
    + record(145)
    + row(0, cell(7, 0, struct.pack("<I", 0), 3), cell(6, 1, wide("Young")))
    + row(1, cell(7, 0, struct.pack("<I", 1)), cell(5, 1, struct.pack("<d", 1234.5), 1))
    + row(2, cell(2, 0, struct.pack("<I", 4120 << 2 | 2)), cell(4, 1, b"\1"), is_hidden=True)
    + row(3, cell(5, 0, struct.pack("<d", 44012.0), 2), cell(3, 1, b"\x07"))
    + row(4, cell(9, 0, struct.pack("<d", 3.5) + bytes(10)), cell(8, 1, wide("x") + bytes(10)))
    + record(146)
    + record(177, struct.pack("<I", 1))
    + record(176, struct.pack("<4I", 0, 0, 1, 3))
    + record(178)
    + record(130)
)
SECOND = record(129) + record(145) + row(0, cell(5, 0, struct.pack("<d", 41.0))) + record(146)
WORKBOOK = (
    record(131)
    + record(153, struct.pack("<II", 0, 0) + wide(""))
    + record(143)
    + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("S"))
    + record(156, struct.pack("<II", 1, 2) + wide("rId2") + wide("Back"))
    + record(144)
    + record(132)
)


def write_xlsb(path: Path, **changed: bytes) -> Path:
    targets = (
        ("rId1", "worksheet", "worksheets/sheet1.bin"),
        ("rId2", "worksheet", "worksheets/s.bin"),
        ("rId3", "sharedStrings", "sharedStrings.bin"),
        ("rId4", "styles", "styles.bin"),
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": LINKS.format(LINK.format("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": LINKS.format("".join(LINK.format(*one) for one in targets)),
        "xl/workbook.bin": changed.get("workbook", WORKBOOK),
        "xl/styles.bin": changed.get("styles", STYLES),
        "xl/sharedStrings.bin": changed.get("strings", STRINGS),
        "xl/worksheets/sheet1.bin": changed.get("first", FIRST),
        "xl/worksheets/s.bin": SECOND,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_cells_looks_and_shape_are_read(tmp_path: Path) -> None:
    workbook = read_workbook(write_xlsb(tmp_path / "a.xlsb"))
    sheet = workbook.sheet("S")
    assert workbook.format is WorkbookFormat.XLSB
    kinds = [CellKind(one).name for one in sheet.kinds.flat]
    assert kinds == [
        *("TEXT", "TEXT", "TEXT", "NUMBER", "NUMBER", "BOOLEAN", "DATE", "ERROR", "NUMBER", "TEXT"),
    ]
    np.testing.assert_array_equal(sheet.values[:, 0], [np.nan, 1234, 4120, 44012, 3.5])
    assert sheet.texts[:, 1].tolist() == ["Young", "", "TRUE", "#DIV/0!", "x"]
    assert shown_text(workbook, sheet, 1, 1) == "1,234.5"
    heading = workbook.styles[sheet.styles[0, 0]]
    assert (heading.bold, heading.indent, heading.horizontal, heading.wrap) == (
        True,
        2,
        "left",
        True,
    )
    assert (heading.font_name, heading.font_size, heading.font_colour) == ("Arial", 11.0, "#ff0000")
    assert not workbook.styles[sheet.styles[1, 1]].bold
    assert sheet.merged == (CellRange.parse("B1:D1"),)
    assert sheet.hidden_rows == {2}
    assert sheet.column_widths == {2: 10.0}
    assert workbook.sheet("Back").visibility is Visibility.HIDDEN
    assert workbook.other_contents == ("what is not read of this format, such as formulas",)


def test_an_independent_reader_sees_the_same(tmp_path: Path) -> None:
    other = python_calamine.CalamineWorkbook.from_path(str(write_xlsb(tmp_path / "a.xlsb")))
    assert other.sheet_names == ["S", "Back"]
    assert other.get_sheet_by_name("S").to_python() == [
        ["Region", "Young"],
        ["1,234", 1234.5],
        [4120.0, True],
        [date(2020, 6, 30), ""],
        [3.5, "x"],
    ]


@given(st.integers(-(2**29), 2**29 - 1), st.booleans())
def test_packed_whole_numbers_keep_their_sign(number: int, is_hundredth: bool) -> None:
    packed = (number << 2 & 0xFFFFFFFF) | 2 | is_hundredth
    assert rk_number(packed) == (number / 100 if is_hundredth else number)


def test_packed_real_numbers_are_the_upper_half_of_a_double() -> None:
    (upper,) = struct.unpack("<I", struct.pack("<d", 0.75)[4:])
    assert rk_number(upper) == 0.75
    assert rk_number(upper | 1) == 0.0075


@pytest.mark.parametrize(
    "changed",
    [
        {"first": FIRST[:-30]},
        {"strings": record(19, b"\0" + struct.pack("<I", 2**31))},
        {"first": row(0, cell(7, 0, struct.pack("<I", 99)))},
        {"first": row(0, cell(5, 99_999, struct.pack("<d", 1.0)))},
        {"first": row(2**30, cell(5, 0, struct.pack("<d", 1.0)))},
        {"workbook": WORKBOOK[:-7]},
        {"styles": STYLES[:100]},
    ],
)
def test_damaged_parts_end_in_a_sentence(changed: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(DamagedWorkbookError):
        read_workbook(write_xlsb(tmp_path / "a.xlsb", **changed))


def test_any_bytes_in_a_sheet_are_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(3)
    for _ in range(200):
        data = bytearray(FIRST)
        for _ in range(chance.choice((1, 3, 9))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(SdcError):
            read_workbook(write_xlsb(tmp_path / "a.xlsb", first=bytes(data)))


@pytest.mark.parametrize("kind", ["workshop", "styles"])
def test_a_sheet_of_no_known_kind_is_refused(tmp_path: Path, kind: str) -> None:
    links = "xl/_rels/workbook.bin.rels"
    source = write_xlsb(tmp_path / "a.xlsb")
    changed = zipfile.ZipFile(source).read(links).replace(b"/worksheet", f"/{kind}".encode(), 1)
    with pytest.raises(DamagedWorkbookError, match="missing"):
        read_workbook(replace_parts(source, {links: changed}))
