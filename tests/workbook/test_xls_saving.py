"""Old and binary workbooks are saved as xlsx: as they looked, protected, proved and replayed."""

import datetime
import io
import json
import re
import shutil
import subprocess
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.action_json import action_as_json
from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.progress import no_progress
from sdc_desktop.core.published import publish
from sdc_desktop.core.sheets import (
    CellKind,
    CellStyle,
    Sheet,
    Visibility,
    Workbook,
    WorkbookFormat,
    empty_sheet,
)
from sdc_desktop.core.shown import shown_text
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.proof import prove_packages
from sdc_desktop.workbook.proof_package import SavedPackage
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.replay import replay_differs
from sdc_desktop.workbook.rewritten import (
    NotRewrittenError,
    Plain,
    Rewritten,
    finish_rewritten,
)
from sdc_desktop.workbook.rewritten.comparing import (
    differently_shown,
    differing_cells,
    differing_sheets,
)
from sdc_desktop.workbook.rewritten.plain import in_words
from sdc_desktop.workbook.saving_errors import (
    OnlyAsXlsxError,
    SourceChangedError,
    SourceOverwrittenError,
)
from sdc_desktop.workbook.xlsx_writer import edit_package
from sdc_desktop.workbook.zip_writer import write_package
from tests.workbook.test_xlsb_reader import write_xlsb

DRUGS = "bfs-drugs-region-xls/Konsum_Drogen_Region.xls"
STAMP = Stamp("a checker", "2026-11-21T09:00:00Z", "test")
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not at hand"
)


def convert(path: Path, to: str, folder: Path) -> Path:
    """Have LibreOffice convert a workbook."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", to, "--outdir", folder, path],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / f"{path.stem}.{to.partition(':')[0]}"


@pytest.fixture(scope="session")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An .xls workbook with a small count, hidden lines, a hidden sheet, dates and looks."""
    folder = tmp_path_factory.mktemp("old")
    book = xlsxwriter.Workbook(str(folder / "complaints.xlsx"))
    sheet = book.add_worksheet("Table 1")
    back = book.add_worksheet("Back")
    very = book.add_worksheet("Cellar")
    back.hide()
    very.very_hidden()
    back.write(0, 0, 98765)
    very.write(0, 0, 87654)
    bold = book.add_format({"bold": True, "bg_color": "#FFFF00", "bottom": 1})
    thousands = book.add_format({"num_format": "#,##0.0"})
    sheet.merge_range("A1:E1", "Complaints by region and age, 2026", bold)
    sheet.write_row(2, 0, ("Region", "Young", "Middle", "Old", "Total"), bold)
    rows = (("North", 120, 45, 3), ("East", 64, 31, 18), ("South", 2700, 90, 33))
    for at, row in enumerate(rows, start=3):
        sheet.write_row(at, 0, row, thousands)
        sheet.write_formula(at, 4, f"=SUM(B{at + 1}:D{at + 1})", thousands, sum(row[1:]))
    sheet.write(6, 0, "Total")
    for column in range(1, 5):
        letter = "ABCDE"[column]
        value = sum(row[column] for row in rows) if column < 4 else 3104
        sheet.write_formula(6, column, f"=SUM({letter}4:{letter}6)", thousands, value)
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_datetime(8, 0, datetime.datetime(2026, 11, 21), date)
    sheet.write_boolean(8, 1, True)
    sheet.write_formula(8, 2, "=1/0", None, "#DIV/0!")
    sheet.write(9, 0, "1,234")
    sheet.write_row(11, 0, ("hidden row", 76543))
    sheet.set_row(11, None, None, {"hidden": True})
    sheet.write(8, 6, 65432)
    sheet.set_column("G:G", 12, None, {"hidden": True})
    sheet.set_column("A:A", 30)
    book.close()
    return convert(folder / "complaints.xlsx", "xls", folder)


def withhold(*cells: str, sheet: str = "Table 1") -> Withhold:
    places = tuple(CellRef.parse(sheet, cell) for cell in cells)
    return Withhold(places, SuppressionRole.PRIMARY, "[c]", STAMP)


def save(source: Path, out: Path, *actions: Withhold, remove: Any = ()) -> Rewritten:
    workbook = read_workbook(source)
    changes = publish(workbook, actions).changes()
    return finish_rewritten(workbook, changes, source, out, remove)


@needs_libreoffice
def test_a_saved_workbook_shows_what_was_decided_and_else_what_the_source_shows(
    old: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    done = save(old, out, withhold("D4", "E4", "D7", "E7"))
    assert done.proof.passed, done.proof.findings
    assert done.proof.cells_compared > 30
    source, saved = read_workbook(old), read_workbook(out)
    assert [one.name for one in saved.sheets] == ["Table 1", "Back", "Cellar"]
    assert [one.visibility for one in saved.sheets] == [
        Visibility.VISIBLE,
        Visibility.HIDDEN,
        Visibility.HIDDEN,
    ]
    sheet, other = source.sheet("Table 1"), saved.sheet("Table 1")
    for row in range(sheet.shape[0]):
        for column in range(sheet.shape[1]):
            cell = CellRef("Table 1", row, column).a1
            expected = shown_text(source, sheet, row, column)
            expected = "[c]" if cell in {"D4", "E4", "D7", "E7"} else expected
            assert shown_text(saved, other, row, column) == expected
    assert not other.formulas
    assert other.merged == (CellRange.parse("A1:E1"),)
    assert other.hidden_rows == {11}
    assert other.hidden_columns == {6}
    heading = saved.styles[other.styles[0, 0]]
    assert (heading.bold, heading.fill_colour, heading.border_bottom) == (True, "#ffff00", True)
    assert abs(other.column_widths[0] - sheet.column_widths[0]) < 0.2


@needs_libreoffice
def test_other_programs_open_the_saved_workbook_and_see_the_same(old: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    save(old, out, withhold("D4", "E4", "D7", "E7"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(out)
    assert book["Table 1"]["D4"].value == "[c]"
    assert book["Table 1"]["B6"].value == 2700
    assert book["Table 1"]["B6"].number_format == "#,##0.0"
    assert book["Table 1"]["A9"].value == datetime.datetime(2026, 11, 21)
    assert book.active.title == "Table 1"
    shown = re.findall("<text:p>(.*?)</text:p>", convert(out, "fods", tmp_path).read_text())
    assert shown[shown.index("North") :][:4] == ["North", "120.0", "45.0", "[c]"]
    assert {"2,700.0", "21/11/2026", "TRUE"} <= set(shown)
    assert python_calamine.CalamineWorkbook.from_path(str(out)).sheet_names == book.sheetnames


@needs_libreoffice
def test_withheld_numbers_are_in_no_part_of_the_package(old: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    save(old, out, withhold("B6", "E6", "B7", "E7", "A10"))
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for secret in (b"2700", b"2823", b"2884", b"3104", b"1,234", b"1234"):
        assert [name for name, data in parts.items() if secret in data] == []


@needs_libreoffice
def test_hidden_parts_stay_hidden_and_outstanding(old: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    done = save(old, out)
    kinds = {(one.kind, one.sheet) for one in done.hidden.outstanding}
    assert kinds >= {
        ("hidden-sheet", "Back"),
        ("hidden-sheet", "Cellar"),
        ("hidden-rows", "Table 1"),
        ("hidden-columns", "Table 1"),
    }
    assert openpyxl.load_workbook(out)["Back"]["A1"].value == 98765


@needs_libreoffice
def test_hidden_parts_go_on_agreement(old: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    done = save(old, out, withhold("D4", "E4", "D7", "E7"), remove=None)
    assert done.proof.passed, done.proof.findings
    assert done.hidden.outstanding == ()
    assert {one.kind for one in done.hidden.removed} >= {"hidden-sheet", "hidden-rows"}
    assert openpyxl.load_workbook(out).sheetnames == ["Table 1"]
    with zipfile.ZipFile(out) as package:
        data = b"".join(package.read(name) for name in package.namelist())
    assert not any(secret in data for secret in (b"98765", b"87654", b"76543", b"65432"))


@needs_libreoffice
def test_only_the_hidden_parts_that_were_agreed_go(old: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    one = next(one for one in inspect_file(old) if one.kind == "hidden-rows")
    done = save(old, out, remove=(one,))
    assert {one.kind for one in done.hidden.removed} >= {"hidden-rows"}
    assert {one.kind for one in done.hidden.outstanding} >= {"hidden-columns", "hidden-sheet"}
    assert "hidden-rows" not in {one.kind for one in done.hidden.left}
    book = openpyxl.load_workbook(out)
    assert book["Table 1"]["B12"].value is None
    assert book["Table 1"]["G9"].value == 65432
    assert book["Back"]["A1"].value == 98765


def test_a_real_old_workbook_is_saved_as_it_looks(corpus: Any, tmp_path: Path) -> None:
    source, out = corpus(DRUGS), tmp_path / "out.xlsx"
    done = save(source, out, withhold("B9", sheet="2007"))
    assert done.proof.passed, done.proof.findings
    before, after = read_workbook(source), openpyxl.load_workbook(out)
    values = python_calamine.CalamineWorkbook.from_path(str(source))
    assert after.sheetnames == values.sheet_names
    for sheet in before.sheets:
        rows = values.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                stored = after[sheet.name].cell(row + 1, column + 1).value
                if (sheet.name, row, column) == ("2007", 8, 1):
                    assert stored == "[c]"
                elif value == "":
                    assert stored is None
                else:
                    is_close = isinstance(value, float) and abs(stored / value - 1) < 2e-15
                    assert is_close or stored == value


def test_a_binary_workbook_is_saved_as_xlsx(tmp_path: Path) -> None:
    source, out = write_xlsb(tmp_path / "a.xlsb"), tmp_path / "out.xlsx"
    done = save(source, out, withhold("B2", sheet="S"))
    assert done.proof.passed, done.proof.findings
    book = openpyxl.load_workbook(out)
    assert book["S"]["B2"].value == "[c]"
    assert [book["S"][cell].value for cell in ("A2", "A3", "B3", "B4", "B5")] == [
        *("1,234", 4120, True, "#DIV/0!", "x"),
    ]
    assert book["S"]["A1"].font.b
    assert book["Back"].sheet_state == "hidden"
    assert book["S"].row_dimensions[3].hidden
    assert [str(one) for one in book["S"].merged_cells.ranges] == ["B1:D1"]


def test_what_saving_as_xlsx_means_is_said(tmp_path: Path) -> None:
    done = save(write_xlsb(tmp_path / "a.xlsb"), tmp_path / "out.xlsx")
    said = [one for one in done.proof.findings if one.severity is Severity.INFO]
    assert ["saved as xlsx" in one.message for one in said] == [True]
    assert done.settings == {"saved_as": "xlsx"}


def test_the_same_workbook_gives_the_same_bytes_without_anybody_s_name(tmp_path: Path) -> None:
    workbook = read_workbook(write_xlsb(tmp_path / "a.xlsb"))
    assert Plain.of(workbook).package.data == Plain.of(workbook).package.data
    properties = Plain.of(workbook).package.read("docProps/core.xml")
    assert b"2000-01-01T00:00:00Z" in properties
    assert b"<dc:creator></dc:creator>" in properties


def test_a_name_that_promises_another_format_is_refused(tmp_path: Path) -> None:
    source = write_xlsb(tmp_path / "a.xlsb")
    with pytest.raises(OnlyAsXlsxError, match=r"\.xlsb workbook is saved as \.xlsx") as caught:
        save(source, tmp_path / "out.xlsb")
    assert ".xlsx" in caught.value.hint
    with pytest.raises(SourceOverwrittenError):
        save(source, source)


def test_a_source_that_was_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    source = write_xlsb(tmp_path / "a.xlsb")
    workbook = read_workbook(source)
    source.write_bytes(source.read_bytes() + b" ")
    with pytest.raises(SourceChangedError):
        finish_rewritten(workbook, (), source, tmp_path / "out.xlsx", ())
    assert not (tmp_path / "out.xlsx").exists()


def record_of(done: Rewritten, *actions: Withhold) -> dict[str, Any]:
    """Return the part of a record that a replay reads."""
    listed = [action_as_json(one, with_values=False, with_parameters=False) for one in actions]
    hidden = done.hidden.as_json()
    return json.loads(json.dumps({"actions": listed, "hidden_data": hidden}))


@needs_libreoffice
@pytest.mark.parametrize("remove", [(), None])
def test_a_replay_gives_the_saved_workbook_again(old: Path, tmp_path: Path, remove: Any) -> None:
    out, action = tmp_path / "out.xlsx", withhold("D4", "E4", "D7", "E7")
    record = record_of(save(old, out, action, remove=remove), action)
    assert not replay_differs(record, old, out)
    book = openpyxl.load_workbook(out)
    book["Table 1"]["C5"].value = 32
    book.save(out)
    assert replay_differs(record, old, out)


def test_a_replay_of_other_actions_differs(tmp_path: Path) -> None:
    source, out = write_xlsb(tmp_path / "a.xlsb"), tmp_path / "out.xlsx"
    record = record_of(save(source, out, withhold("B2", sheet="S")), withhold("A3", sheet="S"))
    assert replay_differs(record, source, out)


def make_sheet(name: str, rows: list[list[float | str | bool | None]], **more: Any) -> Sheet:
    shape = (len(rows), len(rows[0]))
    kinds, values = np.zeros(shape, np.uint8), np.full(shape, np.nan)
    texts = np.full(shape, "", object)
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            place = row, column
            if isinstance(value, bool):
                kinds[place], texts[place] = CellKind.BOOLEAN, str(value).upper()
            elif isinstance(value, str):
                kinds[place], texts[place] = CellKind.TEXT, value
            elif value is not None:
                kinds[place], values[place] = CellKind.NUMBER, value
    return Sheet(name, kinds, values, texts, np.zeros(shape, np.int32), **more)


def make_workbook(*sheets: Sheet) -> Workbook:
    return Workbook("a.xls", WorkbookFormat.XLS, "0" * 64, sheets)


def differences(workbook: Workbook, plain: Plain) -> list[object]:
    package = SavedPackage(plain.package.data)
    return [
        *differing_sheets(workbook, package),
        *differing_cells(workbook, package),
        *differently_shown(workbook, plain.workbook),
    ]


BASE: list[list[float | str | bool | None]] = [["Region", "n"], ["North", 12.5], [True, "x"]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ([["Region", "n"], ["North", 12.75], [True, "x"]], CellRef("S", 1, 1)),
        ([["Region", "n"], ["North", 12.5], [False, "x"]], CellRef("S", 2, 0)),
        ([["Region", "m"], ["North", 12.5], [True, "x"]], CellRef("S", 0, 1)),
        ([["Region", "n"], ["North", 12.5], [True, None]], CellRef("S", 2, 1)),
        ([["Region", "n"], ["North", "12.5"], [True, "x"]], CellRef("S", 1, 1)),
    ],
)
def test_a_cell_that_was_written_wrongly_is_found(change: Any, expected: CellRef) -> None:
    plain = Plain.of(make_workbook(make_sheet("S", BASE)))
    assert differences(make_workbook(make_sheet("S", BASE)), plain) == []
    assert differences(make_workbook(make_sheet("S", change)), plain) == [expected]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"hidden_rows": frozenset({1})}, "S"),
        ({"hidden_columns": frozenset({1})}, "S"),
        ({"merged": (CellRange(0, 0, 0, 1),)}, "S"),
        ({"visibility": Visibility.HIDDEN}, ""),
    ],
)
def test_a_layout_that_was_written_wrongly_is_found(more: dict[str, Any], expected: str) -> None:
    second = make_sheet("T", BASE)
    plain = Plain.of(make_workbook(make_sheet("S", BASE), second))
    differing = make_workbook(make_sheet("S", BASE, **more), second)
    assert list(differing_sheets(differing, SavedPackage(plain.package.data))) == [expected]


def test_a_number_format_that_was_written_wrongly_is_found() -> None:
    workbook = make_workbook(make_sheet("S", BASE))
    plain = Plain.of(workbook)
    differing = replace(workbook, styles=(CellStyle(number_format="0.00"),))
    assert list(differently_shown(differing, plain.workbook)) == [CellRef("S", 1, 1)]


def test_what_no_xlsx_workbook_can_hold_ends_in_a_sentence() -> None:
    sheet = make_sheet("S", BASE)
    for broken in (
        make_workbook(replace(sheet, name="a/b")),
        make_workbook(sheet, replace(sheet, name="s")),
        make_workbook(replace(sheet, visibility=Visibility.HIDDEN)),
        make_workbook(make_sheet("S", [["long" * 10_000, 1]])),
        make_workbook(make_sheet("S", [["half \ud800 a pair", 1]])),
    ):
        with pytest.raises(NotRewrittenError, match=r"a\.xls cannot be saved as \.xlsx"):
            Plain.of(broken)


def test_a_sheet_that_is_only_a_chart_is_left_out_and_named(tmp_path: Path) -> None:
    chart = empty_sheet("Chart 1", Visibility.VISIBLE, is_chart_sheet=True)
    workbook = make_workbook(make_sheet("S", BASE), chart)
    plain = Plain.of(workbook)
    assert [one.name for one in plain.workbook.sheets] == ["S"]
    assert differences(workbook, plain) == []
    assert "Chart 1" in in_words(workbook)


def test_merges_that_overlap_and_numbers_that_are_none_do_not_stop_saving() -> None:
    merged = (CellRange(0, 0, 1, 1), CellRange(1, 1, 2, 2), CellRange(2, 0, 2, 0))
    rows: Any = [[1.0, float("inf")], [0.1 + 0.2, 2**53 + 1.0], [1e-300, -0.0]]
    sheet = make_sheet("S", rows, merged=merged)
    plain = Plain.of(make_workbook(sheet))
    assert differences(make_workbook(sheet), plain) == []
    assert plain.workbook.sheet("S").texts[0, 1] == "#NUM!"


values = st.one_of(
    st.integers(0, 10**6).map(float),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(max_size=12).filter(lambda text: not any("\ud800" <= one <= "\udfff" for one in text)),
    st.booleans(),
    st.none(),
)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(values, min_size=width, max_size=width), min_size=1, max_size=5
        )
    )
)
def test_whatever_cells_hold_is_written_as_it_is(rows: Any) -> None:
    workbook = make_workbook(make_sheet("S", [["x", *([None] * (len(rows[0]) - 1))], *rows]))
    assert differences(workbook, Plain.of(workbook)) == []


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.integers(10_000, 10**7), min_size=3, max_size=3), min_size=2, max_size=5),
    st.data(),
)
def test_no_withheld_number_is_left_whatever_is_withheld(rows: Any, data: Any) -> None:
    places = [(row, column) for row in range(len(rows)) for column in range(3)]
    taken = data.draw(st.sets(st.sampled_from(places), min_size=1))
    workbook = make_workbook(make_sheet("S", rows))
    actions = (withhold(*(CellRef("S", *one).a1 for one in taken), sheet="S"),)
    changes = publish(workbook, actions).changes()
    plain = Plain.of(workbook)
    edited = edit_package(plain.package, changes)
    memory = io.BytesIO()
    write_package(plain.package, edited.changed, edited.removed, memory, no_progress)
    proof = prove_packages(workbook, plain.package.data, memory.getvalue(), changes)
    assert proof.passed, proof.findings
    shown = {float(rows[row][column]) for row, column in places if (row, column) not in taken}
    secrets = {rows[row][column] for row, column in taken} - shown
    with zipfile.ZipFile(memory) as package:
        names = [name for name in package.namelist() if "theme" not in name]
        whole = b"\n".join(package.read(name) for name in names)
    assert not any(re.search(rb"(?<!\d)%d(?!\d)" % secret, whole) for secret in secrets)
