from pathlib import Path

import pytest

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.workbook.formula_cells import Formula, find_formulas
from sdc_desktop.workbook.formulas import (
    DefinedName,
    MarkedTable,
    Surroundings,
    areas_of,
    formulas_that_become_values,
)

AROUND = Surroundings(
    sheets=("One", "Two words", "Three"),
    names=(
        DefinedName("Counts", "", "One!$B$2:$B$9"),
        DefinedName("Nested", "", "Counts*2"),
        DefinedName("Self", "", "Self+1"),
        DefinedName("Beside", "", "One!A1"),
    ),
    tables=(MarkedTable("Ages", "Three", CellRange.parse("A1:C9")),),
)


def at(sheet: str, cell: str) -> CellRef:
    return CellRef.parse(sheet, cell)


def formula(cell: str, text: str, **more) -> Formula:
    return Formula(*at("", cell)[1:], text, more.pop("covers", CellRange.parse(cell)), **more)


def depends(text: str, changed: CellRef, sheet: str = "One", around: Surroundings = AROUND) -> bool:
    cells = {sheet: (formula("H20", text),)}
    return bool(formulas_that_become_values(cells, around, {changed}))


@pytest.mark.parametrize(
    "text",
    [
        "B5+1",
        "SUM($B$2:$B$9)",
        "SUM(B:B)",
        "SUM(5:5)",
        "SUM(One!B2:C5)",
        "SUM('One'!B2:C5)",
        "SUM(One:Three!B5)",
        "SUM('One:Two words'!B5)",
        "SUM(Counts)",
        "Nested",
        "SUM(A1:INDEX(C:C,9))",
        'INDIRECT("x"&1)',
        "OFFSET(A1,1,1)",
        "UnknownName+1",
        "Beside",
        "SUM(b2:b9)",
        "B2:B9 A5:C5",
    ],
)
def test_a_formula_that_reads_a_changed_cell_is_found(text):
    assert depends(text, at("One", "B5"))


@pytest.mark.parametrize(
    "text",
    [
        "B4+1",
        "SUM(C:C)",
        "SUM('Two words'!B5:B6)",
        "[1]One!B5",
        "'[2]One'!B5",
        '"B5"&A1',
        "SUM('Two words:Three'!B5)",
        "LOG10(A1)",
        "IF(TRUE,1,0)",
        "SUM(Ages[x])",
        "LET(_xlpm.b,A1,_xlpm.b*2)",
        "#REF!+A1",
    ],
)
def test_a_formula_that_reads_other_cells_is_left(text):
    assert not depends(text, at("One", "B5"))


def test_columns_of_a_marked_table_count_as_the_whole_table():
    assert depends("SUM(Ages[x])", at("Three", "A5"))
    assert depends("[@x]*2", at("Three", "A5"), sheet="Three")


def test_names_that_go_in_circles_end():
    assert not depends("Self", at("One", "B5"))


def test_a_change_travels_through_formulas_and_sheets():
    cells = {
        "Three": (formula("A1", "'Two words'!A1"), formula("A2", "7*6")),
        "Two words": (formula("A1", "One!C1"),),
        "One": (formula("C1", "SUM(B1:B9)"),),
    }
    found = formulas_that_become_values(cells, AROUND, {at("One", "B5")})
    assert found == {at("One", "C1"), at("Two words", "A1"), at("Three", "A1")}


def test_a_long_chain_against_the_reading_order_ends_at_its_end():
    cells = tuple(formula(f"A{row}", f"A{row + 1}") for row in range(1, 3000))
    found = formulas_that_become_values({"One": cells}, AROUND, {at("One", "A3000")})
    assert len(found) == 2999


def test_an_array_formula_goes_when_one_of_its_cells_changes_and_takes_its_readers_along():
    spill = formula("A1", "C1:C3*2", covers=CellRange.parse("A1:A3"))
    cells = {"One": (spill, formula("E1", "A3"))}
    found = formulas_that_become_values(cells, AROUND, {at("One", "A2")})
    assert found == {at("One", "A1"), at("One", "E1")}


def test_copies_of_a_shared_formula_follow_their_text():
    master = formula("C1", "A1+$B1", shared="0", is_shared_master=True)
    copies = tuple(formula(f"C{row}", "", shared="0") for row in (2, 3))
    cells = {"One": (master, *copies)}
    assert formulas_that_become_values(cells, AROUND, {at("One", "A3")}) == {at("One", "C3")}
    assert len(formulas_that_become_values(cells, AROUND, {at("One", "A1")})) == 3


def test_a_data_table_counts_as_reading_everything():
    table = formula("A1", "", covers=CellRange.parse("A1:B2"), is_data_table=True)
    assert formulas_that_become_values({"One": (table,)}, AROUND, {at("Three", "Z9")})


def test_formulas_are_read_with_their_kind_and_extent():
    rows = (
        '<row r="2"><c r="B2"><f t="shared" ref="B2:B3" si="4">A2</f><v>1</v></c></row>'
        '<row r="3"><c><v>2</v></c><c r="B3"><f t="shared" si="4"/></c>'
        '<c r="C3"><f t="array" ref="C3:C5">A1:A3</f><v>1</v></c></row>'
    )
    data = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()
    first, copy, array = find_formulas(Path("b.xlsx"), "s.xml", data)
    assert (first.text, first.shared, first.is_shared_master) == ("A2", "4", True)
    assert (copy.row, copy.text, copy.shared, copy.has_result) == (2, "", "4", False)
    assert array.covers == CellRange.parse("C3:C5")


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("'Two words'!$A$1:$A$3", [("Two words", "A1:A3")]),
        ("(One!$A$1,One!$A$5)", [("One", "A1"), ("One", "A5")]),
        ("Counts", [("One", "B2:B9")]),
        ("[1]One!$A$1", []),
        ("Nobody", None),
        ("$A$1", None),
    ],
)
def test_references_of_charts_are_told_exactly_or_not_at_all(text, areas):
    found = areas_of(text, AROUND)
    assert (found and [(sheet, cells.a1) for sheet, cells in found]) == areas
