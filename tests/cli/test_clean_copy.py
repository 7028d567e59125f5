"""Clean copies from the command line: written, proved, recorded and built again to verify."""

import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.workbook.accessibility import problems_of
from tests.workbook.test_clean_copy import SAMPLE
from tests.workbooks import write_counts


def protect(run: Any, folder: Path, name: str, *more: object, source: Path | None = None) -> Any:
    source = source or write_counts(folder / "source" / "complaints.xlsx")
    words = ("protect", source, "--policy", "uk-tre-acro", "--clean-copy")
    answer = run(*words, "--out", folder / name, "--record", folder / "record", "--json", *more)
    assert answer.document["saved_file_check"]["passed"], answer.document["said"]
    return answer.document


def verify(run: Any, folder: Path, name: str) -> Any:
    words = (
        "--workbook",
        folder / name,
        "--source",
        folder / "source" / "complaints.xlsx",
        "--json",
    )
    return run("verify", folder / "record", *words).document


@pytest.mark.parametrize("name", ["copy.xlsx", "copy.ods", "copy.zip", "copy"])
def test_a_copy_is_recorded_and_built_again_to_verify(run: Any, tmp_path: Path, name: str) -> None:
    protect(run, tmp_path, name, "--publisher", "Office for Complaints")
    kept = verify(run, tmp_path, name)
    matches = [kept[what] for what in ("workbook", "source", "replay", "parts")]
    assert matches == ["match"] * 4


@pytest.mark.parametrize("name", ["copy.xlsx", "copy.ods"])
def test_a_copy_is_accessible_and_shows_what_was_decided(
    run: Any, tmp_path: Path, name: str
) -> None:
    document = protect(run, tmp_path, name, "--publisher", "Office for Complaints")
    assert document["primary"]
    assert problems_of(tmp_path / name, "Office for Complaints") == []


def test_every_withheld_cell_of_a_table_is_a_marker(run: Any, tmp_path: Path) -> None:
    document = protect(run, tmp_path, "copy.xlsx")
    withheld = len(document["primary"]) + len(document["secondary"])
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    tables = [sheet for sheet in book.worksheets if sheet.title.startswith("Table ")]
    cells = [cell.value for sheet in tables for row in sheet.iter_rows(min_col=2) for cell in row]
    assert cells.count("[c]") == withheld


@pytest.mark.parametrize("name", ["copy.zip", "copy"])
def test_a_changed_csv_is_no_copy(run: Any, tmp_path: Path, name: str) -> None:
    protect(run, tmp_path, name)
    out = tmp_path / name
    if out.is_dir():
        table = out / "table-1.csv"
        table.write_bytes(table.read_bytes().replace(b"120", b"121"))
    else:
        with zipfile.ZipFile(out) as package:
            files = {one: package.read(one) for one in package.namelist()}
        with zipfile.ZipFile(out, "w") as package:
            for one, content in files.items():
                package.writestr(one, content.replace(b"120", b"121"))
    kept = verify(run, tmp_path, name)
    assert (kept["workbook"], kept["replay"]) == ("differs", "differs")


def test_title_publisher_and_contact_are_printed(run: Any, tmp_path: Path) -> None:
    words = ("--title", "Complaints", "--publisher", "The Office", "--contact", "stats@office.uk")
    protect(run, tmp_path, "copy.xlsx", *words)
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    cover = [row[0].value for row in book["Cover"].iter_rows()]
    assert cover[0] == "Complaints"
    assert {"The Office", "stats@office.uk"} <= set(cover)
    properties = book.properties
    assert (properties.title, properties.creator) == ("Complaints", "The Office")


def test_tables_can_stay_on_the_worksheets_of_the_source(
    run: Any, corpus: Any, tmp_path: Path
) -> None:
    source = corpus("moj-prison-population/Population_30June2020_Annual.xlsx")
    words = ("protect", source, "--policy", "strict", "--out", tmp_path / "copy.xlsx")
    run(*words, "--clean-copy", "--tables-together", "--time-limit", 5)
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert [len(sheet.tables) for sheet in book.worksheets[-2:]] == [3, 1]


def test_an_old_workbook_gives_a_clean_copy(run: Any, corpus: Any, tmp_path: Path) -> None:
    source = corpus("bfs-drugs-region-xls/Konsum_Drogen_Region.xls")
    protect(run, tmp_path, "copy.ods", source=source)
    assert problems_of(tmp_path / "copy.ods") == []


def test_what_is_left_out_is_said(run: Any, tmp_path: Path) -> None:
    said = protect(run, tmp_path, "copy.xlsx", source=SAMPLE)["said"]
    assert any("everything hidden" in one for one in said)
    assert any("Cover, Contents" in one for one in said)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--out", "copy.csv", "--clean-copy"), ".xlsx or .ods"),
        (("--out", "copy.xlsx", "--publisher", "The Office"), "--clean-copy"),
        (("--out", "copy.xlsx", "--tables-together"), "--clean-copy"),
    ],
)
def test_what_cannot_be_is_refused_with_a_hint(
    run: Any, tmp_path: Path, words: tuple[str, ...], hint: str
) -> None:
    place = (words[0], tmp_path / words[1], *words[2:])
    answer = run("protect", SAMPLE, "--policy", "strict", *place)
    assert answer.code == 2
    assert hint in answer.err


def test_help_says_which_formats_there_are(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("protect", "--help")
    told = " ".join(capsys.readouterr().out.split())
    assert all(one in told for one in (".xlsx", ".ods", ".zip", "folder", "--tables-together"))


def test_metadata_name_the_publisher_and_every_table(run: Any, tmp_path: Path) -> None:
    protect(run, tmp_path, "copy", "--publisher", "The Office")
    document = json.loads((tmp_path / "copy" / "csv-metadata.json").read_text(encoding="utf-8"))
    assert document["dc:publisher"] == "The Office"
    assert document["dc:language"] == "en-GB"
    assert [one["url"] for one in document["tables"]] == sorted(
        one.name for one in (tmp_path / "copy").glob("*.csv")
    )
