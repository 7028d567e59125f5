"""Clean copies: accessible, equal to what is published, and without anything else."""

import csv
import hashlib
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.actions import Action, RoundCells, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.published import Published, publish
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.clean_copy import (
    Arrangement,
    CleanCopy,
    CopyFolderTakenError,
    CopySuffixError,
    CopyWish,
    NothingToCopyError,
    build_copy,
    prove_copy,
    save_copy,
)
from sdc_desktop.workbook.clean_copy.csv_files import METADATA, csv_field
from sdc_desktop.workbook.clean_copy.model import CopyCell
from sdc_desktop.workbook.clean_copy.notes import NoteBook, read_notes
from sdc_desktop.workbook.clean_copy.settings import (
    settings_as_json,
    tables_from_settings,
    wish_from_json,
)
from sdc_desktop.workbook.clean_copy.shown_cells import read_number
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving_errors import SourceChangedError, SourceOverwrittenError
from tests.workbooks import write_counts

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "apprenticeship-complaints-2026.xlsx"
WISH = CopyWish("2026-11-21", publisher="Office for Complaints")
STAMP = Stamp("a checker", "2026-11-21T09:00:00Z", "test")
CORPUS = [
    "dwp-frs-savings/c7-savings-investments.xlsx",
    "moj-prison-population/Population_30June2020_Annual.xlsx",
    "nrs-covid-deaths/scotland_week25_2020.xlsx",
    "phs-sdc-training/test_data_SDC_presentation_data_long_rev_1.xlsx",
    "phs-sdc-training/test_data_SDC_presentation_data_wide_rev_1.xlsx",
]
PLACE = CellRef("Table 1", 3, 1)


def withhold(sheet: str, *cells: str) -> Withhold:
    places = tuple(CellRef.parse(sheet, cell) for cell in cells)
    return Withhold(places, SuppressionRole.PRIMARY, "[c]", STAMP)


def build(
    path: Path, actions: Sequence[Action] = (), wish: CopyWish = WISH
) -> tuple[CleanCopy, Workbook, tuple[Table, ...], Published]:
    workbook = read_workbook(path)
    tables = find_tables(workbook)
    published = publish(workbook, actions)
    return build_copy(workbook, tables, published, wish), workbook, tables, published


def save(path: Path, out: Path, actions: Sequence[Action] = (), wish: CopyWish = WISH) -> CleanCopy:
    copy, workbook, _, published = build(path, actions, wish)
    save_copy(copy, path, workbook.sha256, out)
    proof = prove_copy(copy, out, workbook, published, wish)
    assert proof.passed, proof.findings
    assert proof.cells_compared
    return copy


def source(name: str, corpus) -> Path:
    return SAMPLE if name == "sample" else corpus(name)


@pytest.mark.parametrize("name", ["sample", *CORPUS])
def test_every_worksheet_of_a_copy_is_accessible(name, corpus, tmp_path):
    out = tmp_path / "copy.xlsx"
    copy = save(source(name, corpus), out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [sheet.name for sheet in copy.sheets]
    assert book.sheetnames[:2] == ["Cover", "Table of contents"]
    assert all(len(one) <= 31 for one in book.sheetnames)
    assert book.properties.title == copy.title
    assert book.properties.language == "en-GB"
    assert book.active.title == "Cover"
    for sheet in book.worksheets:
        assert sheet["A1"].value
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert not any(one.hidden for one in sheet.column_dimensions.values())
        assert not any(one.hidden for one in sheet.row_dimensions.values())
        assert len(sheet.tables) == (0 if sheet.title == "Cover" else 1)
        for table in sheet.tables.values():
            assert_full(sheet, table)


def assert_full(sheet, table):
    cells = list(sheet[table.ref])
    headings = [cell.value for cell in cells[0]]
    assert len({str(one).casefold() for one in headings}) == len(headings)
    assert [one.name for one in table.tableColumns] == headings
    assert table.autoFilter is None
    assert all(cell.value not in {None, ""} for row in cells for cell in row)
    assert cells[-1][-1].row == sheet.max_row
    first = cells[0][0].row
    assert all(sheet.cell(row, 1).value for row in range(1, first))


@pytest.mark.parametrize("name", ["sample", *CORPUS])
def test_a_copy_has_no_formula_no_link_outside_and_readable_fonts(name, corpus, tmp_path):
    out = tmp_path / "copy.xlsx"
    save(source(name, corpus), out)
    with zipfile.ZipFile(out) as package:
        names = package.namelist()
        sheets = [package.read(one) for one in names if one.startswith("xl/worksheets/sheet")]
    assert not any("comment" in one or "external" in one or "vba" in one for one in names)
    assert not any(b"<f>" in one or b"<f " in one for one in sheets)
    book = openpyxl.load_workbook(out)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.font.sz >= 12 for cell in row if cell.value is not None)
            assert all(cell.fill.fill_type is None for cell in row)


@pytest.mark.parametrize("name", ["sample", *CORPUS])
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_second_reader_sees_what_is_published(name, suffix, corpus, tmp_path):
    path, out = source(name, corpus), tmp_path / f"copy.{suffix}"
    copy = save(path, out)
    values = read_workbook(path)
    read = python_calamine.CalamineWorkbook.from_path(str(out))
    for sheet in copy.sheets:
        rows = read.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if cell.number is not None:
                    assert rows[row][column] == cell.number
                    places = len(cell.number_format.partition(".")[2].rstrip('%"'))
                    places += 2 * cell.number_format.count("%")
                    shown = round(values.value(cell.source), places)
                    assert abs(cell.number - shown) <= 10.0**-places
                elif cell.text:
                    assert rows[row][column] == cell.text


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_libreoffice_opens_a_copy_and_shows_its_cells(suffix, tmp_path):
    out = tmp_path / f"copy.{suffix}"
    save(SAMPLE, out, [withhold("Table 1", "H6", "G6")])
    done = subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *(
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
                "--outdir",
                str(tmp_path),
                str(out),
            ),
        ],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    text = (tmp_path / "copy-Table 1.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    assert ["North East", "214", "305", "187", "96", "21", "[c]", "[c]"] in rows
    assert ["London", "528", "1184", "967", "418", "103", "14", "3214"] in rows


def test_thousands_have_separators_and_years_have_none(tmp_path):
    path = write_counts(tmp_path / "counts.xlsx", ((1950, 4567, 3), (2024, 31, 18)))
    book = openpyxl.load_workbook(path)
    for cell in ("B6", "E4", "E5", "E6"):
        book["Table 1"][cell] = 2000
    book.save(path)
    save(path, tmp_path / "copy.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx")["Table 1"]
    top = next(row for row in sheet.iter_rows() if row[0].value == "North")
    assert [cell.number_format for cell in top[1:]] == ["0", "#,##0", "0", "0"]


def test_what_is_withheld_or_rounded_away_is_nowhere_in_the_package(tmp_path):
    path = write_counts(tmp_path / "counts.xlsx", ((120, 4567, 3, 20), (64, 31, 18, 40)))
    places = (CellRef.parse("Table 1", "C4"),)
    round_one = RoundCells(places, (4570.0,), "conventional rounding", 10.0, STAMP)
    for suffix in ("xlsx", "ods", "zip"):
        out = tmp_path / f"copy.{suffix}"
        save(path, out, [withhold("Table 1", "B4"), round_one])
        with zipfile.ZipFile(out) as package:
            parts = [package.read(one) for one in package.namelist()]
        assert not any(b"4567" in one or b"4,567" in one for one in parts)


tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 10**6), min_size=width, max_size=width), min_size=2, max_size=4
    )
)
FORMS = ("copy.xlsx", "copy.ods", "copy.zip", "copy")


def package_text(out: Path) -> str:
    """Return everything in a file or folder, inflated, thousands separators taken out."""
    if out.is_dir():
        parts = [one.read_bytes() for one in out.iterdir()]
    else:
        with zipfile.ZipFile(out) as package:
            names = [one for one in package.namelist() if "theme" not in one]
            parts = [package.read(one) for one in names]
    return re.sub(r"(?<=\d),(?=\d{3})", "", b"\n".join(parts).decode())


@settings(max_examples=40, deadline=None)
@given(tables, st.data(), st.sampled_from(FORMS))
def test_nothing_withheld_is_left_whatever_is_decided(tmp_path_factory, counts, data, form):
    folder = tmp_path_factory.mktemp("leaks")
    path = write_counts(folder / "counts.xlsx", tuple(map(tuple, counts)))
    workbook = read_workbook(path)
    height, width = len(counts) + 1, len(counts[0]) + 1
    places = [CellRef("Table 1", 3 + row, 1 + at) for row in range(height) for at in range(width)]
    hidden = data.draw(st.sets(st.sampled_from(places), min_size=1))
    rounded = sorted(data.draw(st.sets(st.sampled_from(places))) - hidden)
    values = tuple(round(workbook.value(one), -2) + 100.0 for one in rounded)
    actions = [
        RoundCells(tuple(rounded), values, "conventional", 100.0, STAMP),
        Withhold(tuple(sorted(hidden)), SuppressionRole.PRIMARY, "[c]", STAMP),
    ]
    published = publish(workbook, actions)
    copy = build_copy(workbook, find_tables(workbook), published, WISH)
    out = folder / form
    save_copy(copy, path, workbook.sha256, out)
    assert prove_copy(copy, out, workbook, published, WISH).passed
    shown = [cell for sheet in copy.sheets for row in sheet.rows for cell in row]
    assert all(cell.text == "[c]" for cell in shown if cell.source in hidden)
    public = {cell.number for cell in shown if cell.number is not None}
    gone = {workbook.value(one) for one in (*hidden, *rounded)} - public
    text = package_text(out)
    for number in (one for one in gone if one >= 10_000):
        assert not re.search(rf"(?<![\d.#]){number:.0f}(?![\d.])", text)


def test_a_tampered_copy_does_not_pass(tmp_path):
    out = tmp_path / "copy.xlsx"
    copy, workbook, _, published = build(SAMPLE, [withhold("Table 1", "H6")])
    save_copy(copy, SAMPLE, workbook.sha256, out)
    book = openpyxl.load_workbook(out)
    row = next(one for one in book["Table 1"].iter_rows() if one[0].value == "North East")
    row[-1].value = 825
    book.save(out)
    proof = prove_copy(copy, out, workbook, published, WISH)
    assert not proof.passed
    assert "Table 1" in proof.findings[0].message
    assert "825" not in str(proof.findings)


def test_a_copy_that_shows_a_withheld_number_does_not_pass(tmp_path):
    out = tmp_path / "copy.xlsx"
    copy, workbook, _, _ = build(SAMPLE)
    save_copy(copy, SAMPLE, workbook.sha256, out)
    published = publish(workbook, [withhold("Table 1", "B6")])
    proof = prove_copy(copy, out, workbook, published, WISH)
    assert not proof.passed
    assert CellRef.parse("Table 1", "B6") in proof.findings[0].cells


def test_a_withheld_number_in_a_note_does_not_pass(tmp_path):
    path = tmp_path / "notes.xlsx"
    write_counts(path, ((4567, 45, 30), (64, 31, 18)))
    book = openpyxl.load_workbook(path)
    book["Table 1"]["A9"] = "Note 1: the figure of the North is 4,567 in fact."
    book.save(path)
    copy, workbook, _, published = build(path, [withhold("Table 1", "B4", "E4", "B6", "E6")])
    out = tmp_path / "copy.xlsx"
    save_copy(copy, path, workbook.sha256, out)
    proof = prove_copy(copy, out, workbook, published, WISH)
    assert not proof.passed
    assert {leak.part for leak in proof.leaks} >= {"Notes"}
    assert "4,567" not in str(proof.findings)


def hidden_workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name in ("Table 1", "Secret"):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, f"{name}: persons by region and age")
        sheet.write_row(2, 0, ("Region", "Young", "Old", "Very old"))
        for row, label in enumerate(("North", "South", "West", "East"), start=3):
            sheet.write_row(row, 0, (label, 1000 + row, 2000 + row, 3000 + row))
    book.worksheets()[0].set_column(2, 2, None, None, {"hidden": True})
    book.worksheets()[0].set_row(4, None, None, {"hidden": True})
    book.worksheets()[1].hide()
    book.close()
    return path


def test_nothing_hidden_gets_into_a_copy(tmp_path):
    copy, *_ = build(hidden_workbook(tmp_path / "hidden.xlsx"))
    texts = {one.text for sheet in copy.sheets for row in sheet.rows for one in row}
    numbers = {one.number for sheet in copy.sheets for row in sheet.rows for one in row}
    assert not any("Secret" in text for text in texts)
    assert not texts & {"Old", "South"}
    assert not numbers & {1004.0, 2003.0}
    assert {1003.0, 3003.0} <= numbers
    assert any("Hidden" in one.message for one in copy.findings)


def test_hidden_cells_that_are_wanted_are_a_finding_to_review(tmp_path):
    wish = CopyWish("2026-11-21", with_hidden=True)
    copy, *_ = build(hidden_workbook(tmp_path / "hidden.xlsx"), wish=wish)
    numbers = {one.number for sheet in copy.sheets for row in sheet.rows for one in row}
    assert 2003.0 in numbers
    assert {one.sheet for one in copy.findings if one.severity == "review"} == {
        "Table 1",
        "Secret",
    }


def test_tables_can_stay_together_as_in_the_source(corpus, tmp_path):
    path = corpus("moj-prison-population/Population_30June2020_Annual.xlsx")
    wish = CopyWish("2026-11-21", arrangement=Arrangement.AS_IN_SOURCE)
    copy = save(path, tmp_path / "copy.xlsx", wish=wish)
    assert [len(sheet.tables) for sheet in copy.sheets[-2:]] == [3, 1]


def test_headings_of_several_levels_become_one_label():
    copy, *_ = build(SAMPLE)
    table = next(sheet for sheet in copy.sheets if sheet.name == "Table 2")
    header = table.rows[table.tables[0].area.top]
    assert [cell.text for cell in header] == ["Area", "Part of", "Female", "Male", "All"]
    row = next(one for one in table.rows if one[0].text == "Tyne and Wear")
    assert row[1].text == "North"


def test_notes_are_numbered_through_and_named_again_in_labels():
    found = read_notes([(9, "1) Provisional."), (10, "and revised later."), (11, "2) Estimates.")])
    assert found.marked == (("1", "Provisional. and revised later."), ("2", "Estimates."))
    book = NoteBook()
    book.add_general([("1", "For all tables.")])
    book.add("A", found.marked)
    assert book.rename("A", "Deaths1,2") == "Deaths [note 2] [note 3]"
    assert book.rename("A", "Deaths (2)") == "Deaths [note 3]"
    assert book.rename("B", "Deaths [Note 1]") == "Deaths [note 1]"
    assert book.rename("A", "Covid19") == "Covid19"
    assert book.rename("A", "Illegal drugs 2) (15 to 69)") == "Illegal drugs [note 3] (15 to 69)"
    assert book.rename("A", "Children (1 to 2)") == "Children (1 to 2)"


def test_notes_marked_with_letters_are_numbered_too():
    texts = [(9, "(a) Includes blanks."), (10, "(b) Provisional."), (11, "(c) Crown copyright")]
    found = read_notes(texts)
    assert found.marked == (("a", "Includes blanks."), ("b", "Provisional."))
    assert found.lines == ("(c) Crown copyright",)
    book = NoteBook()
    book.add("A", found.marked)
    assert book.rename("A", "Not clear(a)(b)") == "Not clear [note 1] [note 2]"
    assert book.rename("A", "Grade (c)") == "Grade (c)"


@pytest.mark.parametrize(
    ("text", "value", "is_text", "number", "number_format", "mark"),
    [
        ("1,234", 1233.6, False, 1234.0, "#,##0", ""),
        ("12.5", 12.4999, False, 12.5, "0.0", ""),
        ("35.1%", 0.35123, False, 0.351, "0.0%", ""),
        ("12%", 12.0, True, 0.12, "0%", ""),
        ("£1,234.50", 1234.5, False, 1234.5, '"£"#,##0.00', ""),
        ("-5", -5.0, False, -5.0, "0", ""),
        ("(5)", -5.0, False, -5.0, "0", ""),
        ("1\u00a0234 [note 2]", 1234.0, True, 1234.0, "#,##0", "[note 2]"),
        ("12 [r]", 12.0, False, 12.0, "0", "[r]"),
        ("1.2E-05", 0.0000123, False, 0.000012, "0.0E+00", ""),
    ],
)
def test_a_number_is_stored_as_it_is_shown(text, value, is_text, number, number_format, mark):
    shown = read_number(text, value, PLACE, is_text=is_text)
    assert shown.cell.number == number
    assert shown.cell.number_format == number_format
    assert shown.mark == mark


def test_csv_files_are_described_by_their_metadata(tmp_path):
    out = tmp_path / "copy.zip"
    save(SAMPLE, out, [withhold("Table 1", "B6")])
    with zipfile.ZipFile(out) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    metadata = json.loads(files.pop(METADATA))
    assert metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    assert [one["url"] for one in metadata["tables"]] == list(files)
    for table in metadata["tables"]:
        rows = list(csv.reader(io.StringIO(files[table["url"]])))
        columns = table["tableSchema"]["columns"]
        assert [one["titles"] for one in columns] == rows[0]
        for place, column in enumerate(columns):
            if column["datatype"] == "number":
                marked = column.get("null", [])
                assert all(row[place] in marked or float(row[place]) >= 0 for row in rows[1:])


def test_a_label_never_runs_as_a_formula_in_a_csv():
    assert csv_field(CopyCell("=cmd|' /C calc'!A0")).startswith("'")
    assert csv_field(CopyCell("-5")) == "-5"
    assert csv_field(CopyCell("", -5.0, "0")) == "-5"


def test_settings_and_places_come_back_from_a_record():
    _, _, tables, _ = build(SAMPLE)
    settings_in_record = json.loads(json.dumps(settings_as_json(WISH, tables)))
    assert wish_from_json(settings_in_record) == WISH
    again = tables_from_settings(settings_in_record)
    assert [one.body for one in again] == [one.body for one in tables]


def test_a_copy_can_be_a_folder_of_csv_files(tmp_path):
    out = tmp_path / "copy"
    copy, workbook, _, published = build(SAMPLE, [withhold("Table 1", "B6")])
    saved = save_copy(copy, SAMPLE, workbook.sha256, out)
    names = sorted(one.name for one in out.iterdir())
    assert names == [METADATA, "table-1.csv", "table-2.csv", "table-3.csv"]
    assert prove_copy(copy, out, workbook, published, WISH).passed
    listed = subprocess.run("LC_ALL=C sha256sum *", shell=True, cwd=out, capture_output=True)
    assert hashlib.sha256(listed.stdout).hexdigest() == saved.sha256
    with pytest.raises(CopyFolderTakenError):
        save_copy(copy, SAMPLE, workbook.sha256, out)
    table = out / "table-1.csv"
    table.write_text(table.read_text().replace("[c]", "214"), newline="")
    assert not prove_copy(copy, out, workbook, published, WISH).passed


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_files_more_or_less_in_a_folder_do_not_pass(kind, tmp_path):
    out = tmp_path / ("copy" if kind == "folder" else "copy.zip")
    copy, workbook, _, published = build(SAMPLE)
    save_copy(copy, SAMPLE, workbook.sha256, out)
    if kind == "folder":
        (out / "more.txt").write_text("more")
    else:
        with zipfile.ZipFile(out, "a") as package:
            package.writestr("more.txt", "more")
    assert not prove_copy(copy, out, workbook, published, WISH).passed


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "zip"])
def test_the_same_copy_gives_the_same_bytes(suffix, tmp_path):
    copy, workbook, *_ = build(SAMPLE)
    first = save_copy(copy, SAMPLE, workbook.sha256, tmp_path / f"a.{suffix}")
    second = save_copy(copy, SAMPLE, workbook.sha256, tmp_path / f"b.{suffix}")
    assert first.sha256 == second.sha256


def test_a_copy_never_replaces_its_source_or_follows_a_changed_one(tmp_path):
    path = write_counts(tmp_path / "counts.xlsx")
    copy, workbook, *_ = build(path)
    with pytest.raises(SourceOverwrittenError):
        save_copy(copy, path, workbook.sha256, path)
    with pytest.raises(CopySuffixError):
        save_copy(copy, path, workbook.sha256, tmp_path / "copy.csv")
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(SourceChangedError):
        save_copy(copy, path, workbook.sha256, tmp_path / "copy.xlsx")


def test_a_workbook_without_tables_gives_no_copy(tmp_path):
    path = write_counts(tmp_path / "counts.xlsx")
    workbook = read_workbook(path)
    with pytest.raises(NothingToCopyError):
        build_copy(workbook, (), publish(workbook, ()), WISH)
