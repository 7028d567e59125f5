import hashlib
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import save_protected
from sdc_desktop.workbook.saving_errors import (
    NotSavedError,
    SourceChangedError,
    SourceOverwrittenError,
    WrongSuffixError,
)
from tests.workbook.saved import as_csv, protect, replace_parts, rounded, withheld, write_rich

WIDE = "phs-sdc-training/test_data_SDC_presentation_data_wide_rev_1.xlsx"
PRISONS = "moj-prison-population/Population_30June2020_Annual.xlsx"
SAVINGS = "dwp-frs-savings/c7-savings-investments.xlsx"
TRUSTS = "nhs-fft-ae/trust_names.xlsm"
DEATHS = "nrs-covid-deaths/scotland_week25_2020.xlsx"

REAL = [
    (WIDE, [*withheld("Sheet1", "B2"), rounded("Sheet1", "C3", 5)], {"sheet1"}),
    (
        PRISONS,
        [*withheld("A1_7", "B6", "B7"), *withheld("A1_11", "AY8")],
        {"sheet2", "sheet3"},
    ),
    (SAVINGS, [*withheld("7_1", "C12"), rounded("7_2", "D13", 40)], {"sheet5", "sheet6"}),
    (TRUSTS, withheld("Trusts", "D20", "E20"), {"sheet4", "calcChain"}),
    (
        DEATHS,
        [*withheld("Figure 8 data", "C10"), rounded("Figure 8 data", "C12", 85)],
        {"sheet13", "chart9", "calcChain"},
    ),
]


@pytest.mark.parametrize(("name", "changes", "parts"), REAL, ids=[one[0][:3] for one in REAL])
def test_only_the_parts_that_hold_the_cells_change(corpus, tmp_path, name, changes, parts):
    case = protect(corpus(name), changes, tmp_path / "out")
    assert {Path(part).stem for part in case.changed_parts()} == parts
    assert case.prove().passed


@pytest.mark.parametrize(("name", "changes", "parts"), REAL, ids=[one[0][:3] for one in REAL])
def test_other_readers_see_what_was_decided(corpus, tmp_path, name, changes, parts):
    case = protect(corpus(name), changes, tmp_path / "out")
    by_openpyxl = openpyxl.load_workbook(case.out, data_only=True)
    by_calamine = python_calamine.CalamineWorkbook.from_path(str(case.out))
    for change in changes:
        row, column = change.cell.row, change.cell.column
        decided = change.marker or change.number
        rows = by_calamine.get_sheet_by_name(change.cell.sheet).to_python(skip_empty_area=False)
        assert by_openpyxl[change.cell.sheet].cell(row + 1, column + 1).value == decided
        assert rows[row][column] == decided


@pytest.mark.parametrize(("name", "changes", "parts"), REAL, ids=[one[0][:3] for one in REAL])
def test_libreoffice_shows_what_was_decided(corpus, tmp_path, name, changes, parts):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    marked = [CellChange(one.cell, marker=f"[w{n}]") for n, one in enumerate(changes)]
    case = protect(corpus(name), marked, tmp_path / "out")
    shown = as_csv(case.out, tmp_path, soffice)
    for change in marked:
        rows = shown[change.cell.sheet]
        assert rows[change.cell.row][change.cell.column] == change.marker


def test_formulas_that_feed_on_changed_cells_become_values_and_others_stay(tmp_path):
    case = protect(write_rich(tmp_path / "a.xlsx"), withheld("Table 1", "D4"), tmp_path / "out")
    become = {(cell.sheet, cell.a1) for cell in case.saved.formulas_to_values}
    of_table = {("Table 1", cell) for cell in ("E4", "D8", "E8")}
    assert become == of_table | {("Summary", cell) for cell in ("A1", "A2", "A3")}
    formulas = openpyxl.load_workbook(case.out)
    assert formulas["Summary"]["A4"].value == "='Table 1'!B7+1"
    assert formulas["Table 1"]["E4"].value == 1661
    assert formulas["Table 1"]["E4"].font.bold


def test_charts_lose_the_copies_of_withheld_cells_and_follow_rounded_ones(tmp_path):
    changes = [*withheld("Table 1", "D4"), rounded("Table 1", "D5", 190)]
    case = protect(write_rich(tmp_path / "a.xlsx"), changes, tmp_path / "out")
    chart = case.read("xl/charts/chart1.xml").decode()
    copy = chart[chart.index("$D$4:$D$7") :]
    points = copy[: copy.index("</c:numCache>")]
    assert '<c:pt idx="0">' not in points
    assert '<c:pt idx="1"><c:v>190</c:v></c:pt>' in points
    assert '<c:pt idx="2"><c:v>333</c:v></c:pt>' in points


def test_texts_that_no_cell_shows_any_more_are_blanked(tmp_path):
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Region", "1,234", "Total"))
    sheet.write(1, 0, 5)
    book.close()
    case = protect(path, withheld("Sheet1", "B1"), tmp_path / "out")
    assert b"1,234" not in case.read("xl/sharedStrings.xml")
    assert read_workbook(case.out).sheets[0].texts[0].tolist() == ["Region", "[c]", "Total"]


def test_the_calculation_chain_loses_the_formulas_that_went(corpus, tmp_path):
    case = protect(corpus(DEATHS), withheld("Figure 6 data", "B8"), tmp_path / "out")
    assert "xl/calcChain.xml" in case.changed_parts()
    assert case.prove().passed


def test_the_calculation_chain_goes_with_the_last_formula(corpus, tmp_path):
    source = corpus("feature-fixtures/1904.xlsx")
    workbook = read_workbook(source)
    sheet = workbook.sheets[0]
    cells = [CellRef(sheet.name, *map(int, place)) for place in np.argwhere(sheet.kinds)]
    case = protect(source, [CellChange(cell, marker="[c]") for cell in cells], tmp_path / "out")
    with zipfile.ZipFile(case.out) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
        assert b"calcChain" not in archive.read("[Content_Types].xml")
        assert b"calcChain" not in archive.read("xl/_rels/workbook.xml.rels")
    assert case.prove().passed


def test_a_thumbnail_goes_with_its_link(tmp_path):
    rich = write_rich(tmp_path / "a.xlsx")
    with zipfile.ZipFile(rich) as archive:
        links = archive.read("_rels/.rels")
    kind = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    link = b'<Relationship Id="rId99" Type="%s" Target="docProps/thumbnail.jpeg"/>' % kind
    parts = {
        "docProps/thumbnail.jpeg": b"a picture",
        "_rels/.rels": links.replace(b"</Relationships>", link + b"</Relationships>"),
    }
    case = protect(replace_parts(rich, parts), withheld("Table 1", "D4"), tmp_path / "out")
    with zipfile.ZipFile(case.out) as archive:
        assert "docProps/thumbnail.jpeg" not in archive.namelist()
        assert b"thumbnail" not in archive.read("_rels/.rels")
    assert case.prove().passed


def test_zip_comments_and_bytes_behind_the_end_do_not_survive(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    with zipfile.ZipFile(source, "a") as archive:
        archive.comment = b"1201 people"
    case = protect(source, withheld("Table 1", "D4"), tmp_path / "out")
    assert b"1201 people" not in case.out.read_bytes()


def test_without_changes_every_part_is_kept(tmp_path):
    case = protect(write_rich(tmp_path / "a.xlsx"), [], tmp_path / "out")
    assert not case.changed_parts()
    assert case.prove().passed


def test_saving_twice_gives_the_same_bytes(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    changes = withheld("Table 1", "D4", "E8")
    first, second = (protect(source, changes, tmp_path / name) for name in ("one", "two"))
    assert first.out.read_bytes() == second.out.read_bytes()
    assert first.saved.sha256 == hashlib.sha256(first.out.read_bytes()).hexdigest()


def test_the_source_is_never_written_over(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    before = source.read_bytes()
    (tmp_path / "link.xlsx").symlink_to(source)
    os.link(source, tmp_path / "hard.xlsx")
    for out in (source, tmp_path / "link.xlsx", tmp_path / "hard.xlsx", tmp_path / "x/../a.xlsx"):
        with pytest.raises(SourceOverwrittenError):
            save_protected(source, read_workbook(source), withheld("Table 1", "D4"), out)
    assert source.read_bytes() == before


def test_a_source_that_changed_meanwhile_is_refused(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    workbook = read_workbook(source)
    with zipfile.ZipFile(source, "a") as archive:
        archive.comment = b"changed"
    with pytest.raises(SourceChangedError, match="was changed since it was opened"):
        save_protected(source, workbook, [], tmp_path / "b.xlsx")


def test_a_workbook_with_macros_keeps_its_format(corpus, tmp_path):
    source = corpus(TRUSTS)
    with pytest.raises(WrongSuffixError) as caught:
        save_protected(source, read_workbook(source), [], tmp_path / "b.xlsx")
    assert ".xlsm" in caught.value.hint


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    with pytest.raises(NotSavedError):
        save_protected(source, read_workbook(source), [], tmp_path / "nowhere" / "b.xlsx")


def test_stopping_leaves_nothing_behind(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    (tmp_path / "out").mkdir()

    def stop_late(done: int, total: int, what: str) -> None:
        if what.startswith("docProps"):
            raise Cancelled

    with pytest.raises(Cancelled):
        save_protected(source, read_workbook(source), [], tmp_path / "out" / "b.xlsx", stop_late)
    assert not list((tmp_path / "out").iterdir())


SAVE_WITH_A_LIMIT = """
import resource, signal, sys
from pathlib import Path
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import save_protected
from sdc_desktop.workbook.saving_errors import NotSavedError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
source, out = map(Path, sys.argv[1:])
try:
    save_protected(source, read_workbook(source), [], out)
except NotSavedError as error:
    print(error, error.hint)
"""

SAVE_SLOWLY = """
import sys, time
from pathlib import Path
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import save_protected
source, out = map(Path, sys.argv[1:])
def slow(done, total, what):
    if what.endswith(".xml"):
        print(what, flush=True)
        time.sleep(0.05)
save_protected(source, read_workbook(source), [], out, slow)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are a Unix thing")
@pytest.mark.parametrize("is_there_before", [False, True])
def test_a_full_disk_leaves_what_was_there(tmp_path, is_there_before):
    source = write_rich(tmp_path / "a.xlsx")
    before = source.read_bytes()
    out = tmp_path / "out" / "b.xlsx"
    out.parent.mkdir()
    if is_there_before:
        out.write_bytes(b"an earlier result")
    command = [sys.executable, "-c", SAVE_WITH_A_LIMIT, str(source), str(out)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.startswith("b.xlsx was not saved: file too large. Make room on the disk")
    assert list(out.parent.iterdir()) == ([out] if is_there_before else [])
    assert not is_there_before or out.read_bytes() == b"an earlier result"
    assert source.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("lines", [2, 8, 14])
def test_a_killed_save_leaves_no_half_result(tmp_path, lines):
    source = write_rich(tmp_path / "a.xlsx")
    before = source.read_bytes()
    out = tmp_path / "out" / "b.xlsx"
    out.parent.mkdir()
    command = [sys.executable, "-c", SAVE_SLOWLY, str(source), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(lines):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert not out.exists() or read_workbook(out)
    assert source.read_bytes() == before


numbers = st.integers(0, 5000)
tables = st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=1, max_size=6)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables, st.data())
def test_any_changes_of_any_table_are_shown_and_proved(tmp_path_factory, table, data):
    folder = tmp_path_factory.mktemp("random")
    path = folder / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("T")
    for row, counts in enumerate(table):
        sheet.write_row(row, 0, counts)
        sheet.write_formula(row, 3, f"=SUM(A{row + 1}:C{row + 1})", None, sum(counts))
    book.close()
    places = st.tuples(st.integers(0, len(table) - 1), st.integers(0, 3))
    shown = data.draw(st.dictionaries(places, st.none() | st.integers(0, 999)))
    changes = [
        CellChange(CellRef("T", *place), marker="[c]")
        if number is None
        else CellChange(CellRef("T", *place), number=float(number))
        for place, number in sorted(shown.items())
    ]
    case = protect(path, changes, folder / "out")
    assert case.prove().findings == ()
    after = read_workbook(case.out).sheets[0]
    for row, counts in enumerate(table):
        for column, number in enumerate((*counts, sum(counts))):
            decided = shown.get((row, column), number)
            if decided is None:
                assert after.texts[row, column] == "[c]"
            else:
                assert after.values[row, column] == decided
