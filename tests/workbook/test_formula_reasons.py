"""Before and after saving, the checker knows which formulas become values, and why."""

import xlsxwriter

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.formula_reasons import formulas_to_values
from sdc_desktop.workbook.inspection import inspect_package
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.removal import plan_removal
from sdc_desktop.workbook.saving import save_protected

FORMULAS = {
    ("Table 1", "B5"): "=SUM(B2:B4)",
    ("Table 1", "B6"): "=B5/100",
    ("Table 1", "C5"): "=SUM(C2:C4)",
    ("Table 1", "E1"): '=INDIRECT("B"&2)',
    ("Table 2", "A1"): "='Table 1'!B3",
    ("Table 2", "A2"): "=A1*2",
    ("Table 2", "A3"): "=SUM('Table 1'!C2:C4)",
    ("Table 3", "A1"): "=Total",
    ("Table 3", "A2"): "=Hidden!A1",
}
EXPECTED = {
    "Table 1!B5": "It reads a cell that changed",
    "Table 1!B6": "It reads a cell that changed, through other formulas",
    "Table 1!E1": "It may read any cell",
    "Table 2!A1": "It reads a cell that changed on the sheet Table 1",
    "Table 2!A2": "It reads a cell that changed, through other formulas",
    "Table 3!A1": "It reads a cell that changed, through other formulas",
}


def write_formulas(path):
    book = xlsxwriter.Workbook(str(path))
    sheets = {name: book.add_worksheet(name) for name in ("Table 1", "Table 2", "Table 3")}
    hidden = book.add_worksheet("Hidden")
    hidden.hide()
    hidden.write(0, 0, 918273)
    book.define_name("Total", "='Table 1'!$B$5")
    for row, name in enumerate(("Region", "North", "East", "South")):
        counts = ("Young", "Old") if not row else (100 + row, 200 + row)
        sheets["Table 1"].write_row(row, 0, (name, *counts))
    for (sheet, cell), text in FORMULAS.items():
        sheets[sheet].write_formula(cell, text, None, 41)
    book.close()
    return path


def told(path, *cells, removal=None):
    changes = [CellChange(CellRef.parse("Table 1", cell), marker="[c]") for cell in cells]
    more = (removal,) if removal else ()
    found = formulas_to_values(path, read_workbook(path), changes, *more)
    return {f"{one.cell.sheet}!{one.cell.a1}": one.why for one in found}


def test_formulas_that_read_a_changed_cell_are_told_with_the_reason(tmp_path):
    assert told(write_formulas(tmp_path / "a.xlsx"), "B3") == EXPECTED


def test_what_is_told_before_is_what_saving_does(tmp_path):
    source, out = write_formulas(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    change = CellChange(CellRef.parse("Table 1", "B3"), marker="[c]")
    saved = save_protected(source, read_workbook(source), (change,), out)
    assert {f"{one.sheet}!{one.a1}" for one in saved.formulas_to_values} == set(EXPECTED)


def test_a_formula_whose_own_number_changed_says_so(tmp_path):
    found = told(write_formulas(tmp_path / "a.xlsx"), "B5")
    assert found["Table 1!B5"] == "Its own number changed"
    assert found["Table 1!B6"] == "It reads a cell that changed"


def test_without_a_change_no_formula_becomes_a_value(tmp_path):
    assert told(write_formulas(tmp_path / "a.xlsx")) == {}


def test_formulas_on_hidden_data_that_go_are_told(tmp_path):
    path = write_formulas(tmp_path / "a.xlsx")
    package, workbook = Package.open(path), read_workbook(path)
    found = [one for one in inspect_package(package, workbook) if one.kind == "hidden-sheet"]
    removal = plan_removal(package, workbook, found)
    assert told(path, removal=removal) == {
        "Table 1!E1": "It may read any cell",
        "Table 3!A2": "It reads hidden data that go",
    }


def findings(path, *cells, tables=()):
    changes = [CellChange(CellRef.parse("Table 1", cell), marker="[c]") for cell in cells]
    found = formulas_to_values(path, read_workbook(path), changes, tables=tables)
    return {one.cell: one.finding.severity for one in found if one.finding is not None}


def test_a_result_over_one_changed_cell_tells_its_number(tmp_path):
    found = findings(write_formulas(tmp_path / "a.xlsx"), "B3")
    assert found[CellRef.parse("Table 2", "A1")] is Severity.FAIL
    assert found[CellRef.parse("Table 2", "A2")] is Severity.FAIL
    assert found[CellRef.parse("Table 1", "B5")] is Severity.FAIL
    assert found[CellRef.parse("Table 1", "E1")] is Severity.REVIEW


def test_a_result_over_several_changed_cells_is_to_be_looked_at(tmp_path):
    found = findings(write_formulas(tmp_path / "a.xlsx"), "C2", "C3")
    assert found[CellRef.parse("Table 2", "A3")] is Severity.REVIEW


def test_formulas_in_tables_are_left_to_the_audit(tmp_path):
    path = write_formulas(tmp_path / "a.xlsx")
    tables = find_tables(read_workbook(path))
    body = next(one.body for one in tables if one.sheet == "Table 1")
    found = findings(path, "B3", tables=tables)
    assert not [cell for cell in found if cell.sheet == "Table 1" and (cell[1], cell[2]) in body]
    assert CellRef.parse("Table 2", "A1") in found


def test_a_telling_cell_that_is_withheld_too_tells_nothing(tmp_path):
    path = write_formulas(tmp_path / "a.xlsx")
    changes = [
        CellChange(CellRef.parse(sheet, cell), marker="[c]")
        for sheet, cell in (("Table 1", "B3"), ("Table 2", "A1"), ("Table 2", "A2"))
    ]
    found = formulas_to_values(path, read_workbook(path), changes)
    assert not [one for one in found if one.finding and one.cell.sheet == "Table 2"]
