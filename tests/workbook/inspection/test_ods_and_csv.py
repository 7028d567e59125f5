import shutil
import subprocess

import pytest
import xlsxwriter

from sdc_desktop.workbook.errors import (
    DamagedWorkbookError,
    HostileWorkbookError,
    NotASpreadsheetError,
    WorkbookLockedError,
)
from sdc_desktop.workbook.inspection import inspect_file
from tests.workbook.inspection.ods_makers import CARRIERS, HARMLESS, write_ods

SUPPORT = (
    "dluhc-council-tax-support/Local_Council_Tax_Support_Claimants_Live_Table_Q3_2022-23_v2.ods"
)


def kinds(path):
    return {one.kind for one in inspect_file(path) if one.is_outstanding}


@pytest.mark.parametrize("kind", CARRIERS)
def test_each_carrier_of_ods_is_found(tmp_path, kind):
    found = inspect_file(CARRIERS[kind](tmp_path / "a.ods"))
    assert kind in {one.kind for one in found if one.is_outstanding}
    assert not any("918273" in one.message or "mith" in one.message for one in found)


@pytest.mark.parametrize("what", HARMLESS)
def test_what_is_harmless_in_ods_raises_no_alarm(tmp_path, what):
    assert kinds(HARMLESS[what](tmp_path / "a.ods")) == set()


def test_the_four_hidden_sheets_of_a_real_file_are_found(corpus):
    found = inspect_file(corpus(SUPPORT))
    assert len({one.sheet for one in found if one.kind == "hidden-sheet"}) == 4
    assert {"hidden-columns", "stored-precision", "custom-properties"} <= {
        one.kind for one in found
    }


def test_what_libreoffice_writes_is_understood(tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet, secret = book.add_worksheet("Table 1"), book.add_worksheet("Secret")
    sheet.write_column("A1", ("Region", "North", "South"))
    sheet.write_column("B1", (1201, 453, 188))
    sheet.write("C2", 12.3456, book.add_format({"num_format": "0.0"}))
    sheet.set_column("B:B", None, None, {"hidden": True})
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.write_comment("A1", "by hand")
    secret.write(0, 0, 918273)
    secret.hide()
    book.close()
    command = [
        *(soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
        *("--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    expected = {"hidden-sheet", "hidden-columns", "hidden-rows", "comments", "stored-precision"}
    assert expected <= kinds(tmp_path / "a.ods")


def test_ods_that_would_harm_is_refused(tmp_path):
    entity = '<!DOCTYPE a [<!ENTITY b "c">]>'
    with pytest.raises(HostileWorkbookError):
        inspect_file(write_ods(tmp_path / "a.ods", parts={"content.xml": f"{entity}<a>&b;</a>"}))


def test_ods_that_is_broken_or_locked_is_one_sentence(tmp_path):
    with pytest.raises(DamagedWorkbookError):
        inspect_file(write_ods(tmp_path / "a.ods", parts={"content.xml": "<a>"}))
    locked = {"META-INF/manifest.xml": "<m><encryption-data/></m>"}
    with pytest.raises(WorkbookLockedError):
        inspect_file(write_ods(tmp_path / "b.ods", parts=locked))


TEXT = "Region,Young,Old\nNorth,1201,453\nSouth,319,188\n"
CSV = [
    ("formula-texts", TEXT + "=cmd|' /C calc'!A0,1,2\n"),
    ("formula-texts", TEXT + "@SUM(A1:A9),1,2\n"),
    ("columns-beyond-header", TEXT + "West,1,2,left over\n"),
    ("far-cells", TEXT + "\n" * 60 + "West,1,2\n"),
    ("remarks", "# was 41\n" + TEXT),
    ("stored-precision", TEXT + "West,0.123456789,2\n"),
    ("personal-email-addresses", TEXT + "".join(f"p{n}@a.org,1,2\n" for n in range(12))),
    ("personal-names", "Surname,Age,Town\n" + "".join(f"Smith{n},{n},A\n" for n in range(12))),
]


@pytest.mark.parametrize(("kind", "text"), CSV)
def test_what_a_text_file_carries_is_found(tmp_path, kind, text):
    (tmp_path / "a.csv").write_text(text)
    assert kind in kinds(tmp_path / "a.csv")


PLAIN = [
    TEXT,
    TEXT.replace(",", "\t"),
    "\ufeff" + TEXT,
    "Complaints by region\n\n" + TEXT,
    TEXT + "West,-5,+7\n",
    TEXT + "West,-,[c]\n",
    TEXT + '"West, inner",1,2\n',
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_file_raises_no_alarm(tmp_path, text):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert kinds(tmp_path / "a.csv") == set()


def test_a_text_file_in_an_old_encoding_is_said(tmp_path):
    (tmp_path / "a.csv").write_bytes(TEXT.replace("North", "C\u00f4te").encode("cp1252"))
    assert kinds(tmp_path / "a.csv") == {"encoding"}


def test_what_is_no_text_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\x01\x00\x02\x00" * 40)
    with pytest.raises(NotASpreadsheetError):
        inspect_file(tmp_path / "a.csv")
