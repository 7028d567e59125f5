"""Old (.xls) and binary (.xlsb) workbooks: what they hide is found as in xlsx."""

import random
import shutil
import struct
import subprocess
import zipfile
from contextlib import suppress

import olefile
import pytest
import xlsxwriter

from sdc_desktop.core.errors import SdcError
from sdc_desktop.workbook.errors import NotASpreadsheetError
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.inspection.xls_records import find_in_records
from tests.workbook.inspection.fixtures import SECRET
from tests.workbook.test_xlsb_reader import write_xlsb

DRUGS = "bfs-drugs-region-xls/Konsum_Drogen_Region.xls"
PIVOT_ROWS = "xl/pivotCache/pivotCacheRecords1.bin"


def fill(book, sheet):
    """Hide something in each way that an old workbook knows."""
    secret = book.add_worksheet("Secret")
    secret.hide()
    secret.write(0, 0, int(SECRET))
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column("C:C", None, None, {"hidden": True})
    sheet.write_comment("A1", "was 41", {"author": "Jo Smith"})
    sheet.write(8, 1, int(SECRET), book.add_format({"font_color": "#FFFFFF"}))
    sheet.write(9, 1, 1.23456, book.add_format({"num_format": "0.0"}))
    sheet.write_formula(4, 3, "=SUM(B2:B4)", None, 9)
    book.define_name("Limit", "=41")
    book.set_properties({"author": "Jo Smith", "company": "An office", "comments": "was 41"})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "='Table 1'!$B$2:$B$4"})
    sheet.insert_chart("F2", chart)
    sheet.insert_textbox("F20", f"text {SECRET}")
    sheet.conditional_format("B2:B4", {"type": "cell", "criteria": "<", "value": 41})
    sheet.write_url("A14", r"file:///C:\Users\jo\x.xlsx")
    sheet.set_header("&L&Z&F")
    sheet.protect("secret")


def as_xls(folder, hide=lambda book, sheet: None):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    book = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    sheet = book.add_worksheet("Table 1")
    sheet.write_column("A1", ("Region", "North", "East", "South"))
    sheet.write_column("B1", ("Young", 1201, 453, 188))
    sheet.write_column("C1", ("Old", 644, 319, 277))
    hide(book, sheet)
    book.close()
    command = [
        *(soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--convert-to", "xls", "--outdir", str(folder), str(folder / "a.xlsx")),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return folder / "a.xls"


@pytest.fixture(scope="module")
def hidden_xls(tmp_path_factory):
    return as_xls(tmp_path_factory.mktemp("xls"), fill)


EXPECTED = (
    *("hidden-sheet", "hidden-rows", "hidden-columns", "hidden-by-colour", "stored-precision"),
    *("comments", "defined-names", "chart-cache", "condition-limits", "authors", "formulas"),
    *("local-hyperlinks", "headers-and-footers", "protection", "document-words", "text-boxes"),
)


@pytest.mark.parametrize("kind", EXPECTED)
def test_each_carrier_of_an_old_workbook_is_found(hidden_xls, kind):
    found = [one for one in inspect_file(hidden_xls) if one.kind == kind]
    assert found
    assert all(one.removable for one in found)
    assert not any(SECRET in one.message or "Smith" in one.message for one in found)


def test_carriers_of_an_old_workbook_say_where_they_are(hidden_xls):
    places = {one.kind: one.sheet for one in inspect_file(hidden_xls)}
    assert places["hidden-sheet"] == "Secret"
    assert places["comments"] == places["chart-cache"] == places["hidden-rows"] == "Table 1"


def test_a_plain_old_workbook_raises_no_alarm(tmp_path):
    outstanding = {one.kind for one in inspect_file(as_xls(tmp_path)) if one.is_outstanding}
    assert outstanding <= {"custom-properties", "authors"}


def test_a_real_old_workbook_tells_who_saved_it(corpus):
    kinds = {one.kind for one in inspect_file(corpus(DRUGS))}
    assert {"authors", "organisation", "stored-precision"} <= kinds


def test_bytes_of_deleted_data_are_found(corpus, tmp_path):
    data = corpus(DRUGS).read_bytes()
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    assert "free-sectors" not in {one.kind for one in inspect_file(path)}
    path.write_bytes(data + b"was 41".ljust(512, b"\0"))
    assert "free-sectors" in {one.kind for one in inspect_file(path)}


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def text(words, size=2):
    return len(words).to_bytes(size, "little") + b"\0" + words.encode("latin-1")


RECORDS = {
    "hidden-names": record(0x18, struct.pack("<H", 1)),
    "external-link": record(0x1AE, struct.pack("<HH", 1, 9)),
    "scenarios": record(0xAF),
    "pivot-cache": record(0xB0),
    "data-connections": record(0xDC),
    "form-controls": record(0x5D, struct.pack("<HHH", 21, 18, 7)),
    "authors": record(0x5C, text("Jo Smith   ")),
    "validation-lists": record(0x1BE),
    "pictures": record(0xEB, b"\x89PNG\r\n\x1a\n"),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_what_a_record_carries_is_found(kind):
    assert [one.kind for one in find_in_records(RECORDS[kind])] == [kind]


HARMLESS = [
    record(0x18, struct.pack("<H", 0x21)),
    record(0x1AE, struct.pack("<HH", 2, 0x0401)),
    record(0x5C, text("openpyxl  ")),
    record(0x5D, struct.pack("<HHH", 21, 18, 5)),
    record(0x13, b"\0\0"),
    record(0x14),
    record(0x1C, bytes(8)) + record(0x1B6, bytes(8)),
]


@pytest.mark.parametrize("data", HARMLESS)
def test_a_usual_record_raises_no_alarm(data):
    assert {one.kind for one in find_in_records(data)} <= {"comments"}


def test_streams_of_macros_and_pivot_tables_are_found(corpus, tmp_path):
    data = bytearray(corpus(DRUGS).read_bytes())
    for name, other in (("\x05SummaryInformation", "_VBA_PROJECT_CUR"),):
        old, new = (one.encode("utf-16-le") for one in (name, other.ljust(len(name), "\0")))
        place = data.index(old)
        data[place : place + len(old)] = new
        data[place + 64 : place + 66] = struct.pack("<H", 2 * len(other) + 2)
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    with olefile.OleFileIO(str(path)) as compound:
        assert compound.exists("_VBA_PROJECT_CUR")
    assert "macros" in {one.kind for one in inspect_file(path)}


def test_hidden_parts_of_a_binary_workbook_are_found(tmp_path):
    found = inspect_file(write_xlsb(tmp_path / "a.xlsb"))
    places = {(one.kind, one.sheet) for one in found}
    assert {("hidden-sheet", "Back"), ("hidden-rows", "S"), ("not-read", "")} <= places
    assert all(one.removable for one in found)


PARTS = {
    "pivot-records": PIVOT_ROWS,
    "external-link": "xl/externalLinks/externalLink1.bin",
    "comments": "xl/comments1.bin",
    "macros": "xl/vbaProject.bin",
    "data-connections": "xl/connections.bin",
    "macro-sheet": "xl/macrosheets/sheet1.bin",
    "printer-settings": "xl/printerSettings/printerSettings1.bin",
    "thumbnail": "docProps/thumbnail.jpeg",
    "custom-xml": "customXml/item1.xml",
    "unknown-part": "xl/strange.bin",
}


@pytest.mark.parametrize("kind", PARTS)
def test_parts_of_a_binary_workbook_are_found(tmp_path, kind):
    path = write_xlsb(tmp_path / "a.xlsb")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(PARTS[kind], "<a/>")
    assert kind in {one.kind for one in inspect_file(path) if one.part == PARTS[kind]}


def test_usual_parts_of_a_binary_workbook_raise_no_alarm(tmp_path):
    kinds = {one.kind for one in inspect_file(write_xlsb(tmp_path / "a.xlsb"))}
    assert kinds == {"hidden-sheet", "hidden-rows", "not-read"}


def test_damaged_old_workbooks_are_one_sentence(corpus, hidden_xls, tmp_path):
    chance = random.Random(5)
    sources = (corpus(DRUGS), hidden_xls, write_xlsb(tmp_path / "b.xlsb"))
    for number in range(60):
        source = sources[number % 3]
        data = bytearray(source.read_bytes())
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / f"c{source.suffix}"
        path.write_bytes(data)
        with suppress(SdcError):
            inspect_file(path)


def test_an_old_workbook_cut_short_is_one_sentence(corpus, tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(corpus(DRUGS).read_bytes()[:5000])
    with pytest.raises(NotASpreadsheetError):
        inspect_file(path)
