"""Every file that cannot be read says why in one sentence, with a hint, and loses nothing."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout import find_tables
from sdc_desktop.workbook.acro.results import NoResultsError
from sdc_desktop.workbook.errors import (
    DamagedWorkbookError,
    EmptyFileError,
    EmptyWorkbookError,
    FileMissingError,
    FileUnreadableError,
    HostileWorkbookError,
    NotASpreadsheetError,
    TooLargeError,
    WorkbookLockedError,
)
from sdc_desktop.workbook.reader import read_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook_bytes() -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    book.add_worksheet().write_row(0, 0, ["Region", 12])
    book.close()
    return memory.getvalue()


def rewritten(
    change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None
) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_bytes())) as old, zipfile.ZipFile(memory, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return memory.getvalue()


def unchanged(_: str, data: bytes) -> bytes:
    return data


def in_part(part: str, old: bytes, new: bytes) -> bytes:
    return rewritten(lambda name, data: data.replace(old, new) if f"/{part}." in name else data)


def in_sheet(old: bytes, new: bytes) -> bytes:
    return in_part("sheet1", old, new)


def zipped(**members: bytes) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return memory.getvalue()


def empty_workbook() -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    book.add_worksheet()
    book.close()
    return memory.getvalue()


ODS = "application/vnd.oasis.opendocument.spreadsheet"
FLOAT = '<table:table-cell office:value-type="float" office:value="{}"/>'
TEXT_CELL = (
    '<table:table-cell table:number-columns-repeated="100"><text:p>a</text:p></table:table-cell>'
)
FAR = '<table:table-cell table:number-columns-repeated="99999"/>' + FLOAT.format(1)
ENCRYPTED = (
    '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
)


def ods_bytes(
    *, cell: str = FLOAT.format(3), repeats: int = 1, start: str = "", manifest: str = "<a/>"
) -> bytes:
    inside = f'<table:table-row table:number-rows-repeated="{repeats}">{cell}</table:table-row>'
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text")
    )
    content = (
        f"{start}<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="A">{inside}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    return zipped(mimetype=ODS.encode(), **parts)


def bomb() -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (60 << 20))
    return memory.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
BAD = {
    "empty.xlsx": (b"", EmptyFileError),
    "text.xlsx": (b"Region,Count\nNorth,3\n", NotASpreadsheetError),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(40), NotASpreadsheetError),
    "report.pdf": (b"%PDF-1.7\n", NotASpreadsheetError),
    "nothing.csv": (b"\r\n,,\r\n", EmptyWorkbookError),
    "blank.tsv": (b"\xef\xbb\xbf", EmptyWorkbookError),
    "zero.csv": (b"", EmptyFileError),
    "nul.csv": (b"Region,Count\nNorth,\x00\n", NotASpreadsheetError),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(40), NotASpreadsheetError),
    "photo.csv": (b"\xff\xd8\xff\xe0" + bytes(range(1, 256)) * 9, NotASpreadsheetError),
    "page.csv": (b"<!DOCTYPE html><html><p>1,2</p></html>", NotASpreadsheetError),
    "cut.csv": ("Région,3\nÎle,4\né".encode()[:-1], DamagedWorkbookError),
    "odd.csv": ("\ufeffRegion,3\n".encode("utf-16-le")[:-1], DamagedWorkbookError),
    "half.xlsx": (workbook_bytes()[:2000], DamagedWorkbookError),
    "start.xlsx": (workbook_bytes()[:30], DamagedWorkbookError),
    "locked.xlsx": (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), WorkbookLockedError),
    "old.xls": (OLE + bytes(500) + "Workbook".encode("utf-16-le"), DamagedWorkbookError),
    "other.zip": (zipped(readme=b"hello"), NotASpreadsheetError),
    "table.ods": (
        zipped(mimetype=b"application/vnd.oasis", **{"content.xml": b"<a/>"}),
        NotASpreadsheetError,
    ),
    "text.ods": (
        zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<a/>"}),
        NotASpreadsheetError,
    ),
    "hollow.ods": (zipped(mimetype=ODS.encode()), DamagedWorkbookError),
    "broken.ods": (zipped(mimetype=ODS.encode(), **{"content.xml": b"<a"}), DamagedWorkbookError),
    "cut.ods": (ods_bytes()[:-40], DamagedWorkbookError),
    "locked.ods": (ods_bytes(manifest=ENCRYPTED), WorkbookLockedError),
    "entity.ods": (ods_bytes(start='<!DOCTYPE x [<!ENTITY a "b">]>'), HostileWorkbookError),
    "nothing.ods": (ods_bytes(cell=""), EmptyWorkbookError),
    "number.ods": (ods_bytes(cell=FLOAT.format("twelve")), DamagedWorkbookError),
    "nested.ods": (ods_bytes(cell='<table:table table:name="B"/>'), DamagedWorkbookError),
    "far.ods": (ods_bytes(cell=FAR), DamagedWorkbookError),
    "huge.ods": (ods_bytes(cell=TEXT_CELL, repeats=1_000_000), TooLargeError),
    "picture.ods": (b"\x89PNG\r\n\x1a\n" + bytes(40), NotASpreadsheetError),
    "nothing.xlsx": (empty_workbook(), EmptyWorkbookError),
    "bomb.xlsx": (bomb(), HostileWorkbookError),
    "twice.xlsx": (rewritten(unchanged, {"XL/workbook.xml": b"<a/>"}), HostileWorkbookError),
    "path.xlsx": (rewritten(unchanged, {"../../evil.xml": b"<a/>"}), HostileWorkbookError),
    "entity.xlsx": (
        rewritten(
            lambda name, data: DOCTYPE + data.partition(b"?>")[2] if "sheet1" in name else data
        ),
        HostileWorkbookError,
    ),
    "cell.xlsx": (in_sheet(b'r="A1"', b'r="A0"'), DamagedWorkbookError),
    "far.xlsx": (in_sheet(b'r="B1"', b'r="ZZZZ1"'), DamagedWorkbookError),
    "number.xlsx": (in_sheet(b"<v>12</v>", b"<v>twelve</v>"), DamagedWorkbookError),
    "string.xlsx": (in_sheet(b"<v>0</v>", b"<v>7</v>"), DamagedWorkbookError),
    "foreign.xlsx": (in_part("workbook", b"spreadsheetml", b"other"), NotASpreadsheetError),
    "same.xlsx": (
        in_part(
            "workbook", b"</sheets>", b'<sheet name="sheet1" sheetId="2" r:id="rId1"/></sheets>'
        ),
        DamagedWorkbookError,
    ),
    "gone.xlsx": (
        in_part("workbook.xml", b'Target="worksheets/sheet1', b'Target="worksheets/sheet7'),
        DamagedWorkbookError,
    ),
    "strange.xlsx": (in_sheet(b"<worksheet xmlns=", b"<worksheet about="), DamagedWorkbookError),
    "type.xlsx": (in_sheet(b't="s"', b't="7"'), DamagedWorkbookError),
    "texts.xlsx": (in_part("sharedStrings", b"<t>", b"<si><t>a</t></si><t>"), DamagedWorkbookError),
    "values.xlsx": (in_sheet(b"<v>12</v>", b"<v>12</v><v>12</v>"), DamagedWorkbookError),
    "xml.xlsx": (in_sheet(b"</row>", b""), DamagedWorkbookError),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_why_and_what_to_do(name: str, tmp_path: Path) -> None:
    data, expected = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(expected) as caught:
        read_workbook(path)
    error = caught.value
    assert isinstance(error, SdcError)
    assert str(error).endswith(".")
    assert name in str(error)
    assert error.hint.endswith(".")
    assert path.read_bytes() == data


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        read_workbook(tmp_path / "none.xlsx")


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(NoResultsError):
        read_workbook(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_folder_without_rights_is_said_to_be_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "closed" / "book.xlsx"
    path.parent.mkdir()
    path.write_bytes(workbook_bytes())
    path.parent.chmod(0)
    try:
        with pytest.raises(FileUnreadableError):
            read_workbook(path)
    finally:
        path.parent.chmod(0o700)


def test_a_file_cut_at_any_place_never_looks_whole(tmp_path: Path) -> None:
    data = workbook_bytes()
    path = tmp_path / "cut.xlsx"
    for end in range(1, len(data) - 1, 97):
        path.write_bytes(data[:end])
        with pytest.raises(SdcError):
            read_workbook(path)


def test_links_may_spell_a_part_in_other_capitals(tmp_path: Path) -> None:
    path = tmp_path / "capitals.xlsx"
    path.write_bytes(in_part("workbook.xml", b"worksheets/sheet1.xml", b"WorkSheets/Sheet1.XML"))
    assert read_workbook(path).value(CellRef("Sheet1", 0, 1)) == 12


def test_a_style_that_does_not_exist_is_the_default_style(tmp_path: Path) -> None:
    path = tmp_path / "style.xlsx"
    path.write_bytes(in_sheet(b'<c r="B1">', b'<c r="B1" s="99">'))
    workbook = read_workbook(path)
    assert workbook.value(CellRef("Sheet1", 0, 1)) == 12
    assert not workbook.sheets[0].styles.any()
    assert find_tables(workbook) == ()
