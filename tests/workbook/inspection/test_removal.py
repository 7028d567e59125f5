import shutil
import warnings
import zipfile

import openpyxl
import pytest

from sdc_desktop.workbook.hidden_data import inspect_saved
from sdc_desktop.workbook.inspection import inspect_file, inspect_package
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.proof import prove_saved
from sdc_desktop.workbook.reader import read_package, read_workbook
from sdc_desktop.workbook.removal import plan_removal
from sdc_desktop.workbook.removal.agreed import agreed_removal
from sdc_desktop.workbook.saving import save_protected
from sdc_desktop.workbook.saving_errors import MacrosGoneSuffixError
from tests.workbook.inspection.fixtures import SECRET, jpeg, write
from tests.workbook.inspection.makers import REMOVABLE
from tests.workbook.saved import as_csv, rounded, withheld

TRUSTS = "nhs-fft-ae/trust_names.xlsm"
INJURIES = "hse-injury-region/lfsinjreg.xlsx"
PRISONS = "moj-prison-population/Population_30June2020_Annual.xlsx"
PIVOTS = "feature-fixtures/loadPivotTables.xlsx"
THREADS = "feature-fixtures/loadThreadComment.xlsx"
DEATHS = "nrs-covid-deaths/scotland_week25_2020.xlsx"
REAL = (TRUSTS, INJURIES, PRISONS, PIVOTS, THREADS, DEATHS)


def remove(source, out, *kinds, changes=()):
    """Save `source` without these sorts of carriers (all without any) and prove it."""
    package = Package.open(source)
    workbook = read_package(package)
    found = inspect_package(package, workbook)
    which = [one for one in found if one.kind in kinds] if kinds else None
    removal = plan_removal(package, workbook, which)
    saved = save_protected(source, workbook, changes, out, removal=removal)
    agreed = agreed_removal(removal, saved.edited_parts)
    proof = prove_saved(workbook, source, out, changes, agreed=agreed)
    return removal, proof


@pytest.fixture
def paths(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "a.xlsx", tmp_path / "out" / "b.xlsx"


def source_of(kind, path):
    return REMOVABLE[kind](path.with_suffix(".xlsm") if kind == "macros" else path)


@pytest.mark.parametrize("kind", REMOVABLE)
def test_each_carrier_goes_and_nothing_else_does(paths, kind):
    source, out = source_of(kind, paths[0]), paths[1]
    removal, proof = remove(source, out, kind)
    assert [one.message for one in proof.findings if one.severity == "fail"] == []
    assert kind not in {one.kind for one in inspect_file(out)}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert openpyxl.load_workbook(out)["Table 1"]["B4"].value in {1201, None}
    assert not inspect_saved(out, removal).still_there


@pytest.mark.parametrize("kind", REMOVABLE)
def test_removing_all_leaves_no_trace(paths, kind):
    source, out = source_of(kind, paths[0]), paths[1]
    _, proof = remove(source, out)
    assert proof.passed
    assert not [one for one in inspect_file(out) if one.removable]
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, data in parts.items() if SECRET.encode() in data]
    assert not [name for name, data in parts.items() if b"mith" in data]


@pytest.mark.parametrize("name", REAL, ids=[one[:12] for one in REAL])
def test_real_files_lose_everything_hidden(corpus, paths, name):
    _, proof = remove(corpus(name), paths[1])
    assert proof.passed, [one.message for one in proof.findings]
    assert not [one for one in inspect_file(paths[1]) if one.removable]
    openpyxl.load_workbook(paths[1])


@pytest.mark.parametrize("name", REAL, ids=[one[:12] for one in REAL])
def test_libreoffice_opens_what_is_left_and_shows_it_unchanged(corpus, tmp_path, paths, name):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    remove(corpus(name), paths[1])
    shown = as_csv(paths[1], tmp_path, soffice)
    source = read_workbook(corpus(name))
    assert shown.keys() == {one.name for one in source.sheets if one.visibility == "visible"}


def test_formulas_that_read_a_removed_sheet_keep_their_result(paths):
    source = REMOVABLE["hidden-sheet"](paths[0])
    remove(source, paths[1], "hidden-sheet")
    cell = openpyxl.load_workbook(paths[1])["Table 1"]["G1"]
    assert cell.value == 4321


def test_names_and_formulas_of_a_table_on_a_removed_sheet_go_with_it(paths):
    def fill(book, sheet):
        secret = book.add_worksheet("Secret")
        secret.add_table("A1:B3", {"name": "People", "data": [[1, 4321], [2, 77]]})
        secret.hide()
        book.define_name("Old", "=People[Column2]")
        sheet.write_formula("B12", "=SUM(People[Column2])", None, 4398)
        sheet.write_formula("B13", "=MAX(Old)", None, 4321)
        sheet.conditional_format("B4:B7", {"type": "formula", "criteria": "=B4>MAX(Old)"})

    remove(write(paths[0], fill), paths[1], "hidden-sheet")
    book = openpyxl.load_workbook(paths[1])
    assert [book["Table 1"][cell].value for cell in ("B12", "B13")] == [4398, 4321]
    assert not book.defined_names
    assert not book["Table 1"].conditional_formatting


def test_headers_of_a_marked_table_stay_in_a_hidden_column(paths):
    def fill(_, sheet):
        sheet.add_table("G3:H5", {"data": [["a", 918273], ["b", 77]]})
        sheet.set_column("H:H", None, None, {"hidden": True})

    _, proof = remove(write(paths[0], fill), paths[1])
    sheet = openpyxl.load_workbook(paths[1])["Table 1"]
    assert proof.passed
    assert [sheet[cell].value for cell in ("H3", "H4", "H5")] == ["Column2", None, None]
    assert "hidden-headers" in {one.kind for one in inspect_file(paths[1])}


def test_totals_over_hidden_rows_keep_their_result(paths):
    source = REMOVABLE["formula-reads-hidden"](paths[0])
    remove(source, paths[1], "hidden-rows")
    sheet = openpyxl.load_workbook(paths[1])["Table 1"]
    assert (sheet["B20"].value, sheet["B12"].value) == (None, 1242)
    assert sheet["E4"].value == "=SUM(B4:D4)"


def test_a_number_behind_a_marker_becomes_the_marker(corpus, paths):
    remove(corpus(INJURIES), paths[1], "hidden-by-format")
    before, after = read_workbook(corpus(INJURIES)), read_workbook(paths[1])
    found = inspect_file(corpus(INJURIES))
    cells = [cell for one in found if one.kind == "hidden-by-format" for cell in one.cells]
    assert cells
    for cell in cells:
        assert before.value(cell) == -1
        assert after.sheet(cell.sheet).texts[cell.row, cell.column] == "*"


def test_a_rounded_figure_becomes_what_is_shown(paths):
    source = REMOVABLE["stored-precision"](paths[0])
    remove(source, paths[1], "stored-precision")
    assert openpyxl.load_workbook(paths[1])["Table 1"]["B10"].value == 0.123


def test_local_names_follow_their_sheet_when_one_before_it_goes(corpus, paths):
    out = paths[1].with_suffix(".xlsm")
    remove(corpus(TRUSTS), out, "hidden-sheet")
    before, after = openpyxl.load_workbook(corpus(TRUSTS)), openpyxl.load_workbook(out)
    for sheet in after.sheetnames:
        assert after[sheet].print_area == before[sheet].print_area


def test_a_hidden_cell_is_empty_whatever_was_decided(paths):
    source = REMOVABLE["hidden-rows"](paths[0])
    changes = withheld("Table 1", "B5", "B6")
    _, proof = remove(source, paths[1], "hidden-rows", changes=changes)
    assert proof.passed
    sheet = openpyxl.load_workbook(paths[1])["Table 1"]
    assert [sheet[cell].value for cell in ("B5", "B6", "C5")] == [None, "[c]", None]


def test_a_decided_number_is_kept_though_its_format_shows_less(paths):
    source = REMOVABLE["stored-precision"](paths[0])
    changes = [rounded("Table 1", "B10", 0.1255)]
    removal, proof = remove(source, paths[1], "stored-precision", changes=changes)
    assert proof.passed
    assert openpyxl.load_workbook(paths[1])["Table 1"]["B10"].value == 0.1255
    hidden = inspect_saved(paths[1], removal, changes)
    assert not hidden.still_there
    assert "stored-precision" in {one.kind for one in hidden.outstanding}


def test_without_macros_the_file_is_an_xlsx(paths):
    source = source_of("macros", paths[0])
    with pytest.raises(MacrosGoneSuffixError, match="without its macros"):
        remove(source, paths[1].with_suffix(".xlsm"), "macros")


def test_a_proof_refuses_what_was_not_agreed(paths):
    source = REMOVABLE["comments"](paths[0])
    remove(source, paths[1], "comments")
    workbook = read_workbook(source)
    assert not prove_saved(workbook, source, paths[1], []).passed


@pytest.mark.parametrize("segment", [(0xE1, b"Exif\0\0Smith"), (0xFE, b"Smith")])
def test_a_jpeg_loses_what_it_tells_and_keeps_its_picture(segment):
    from sdc_desktop.workbook.inspection.image_metadata import without_metadata

    assert without_metadata(jpeg(segment)) == jpeg()
