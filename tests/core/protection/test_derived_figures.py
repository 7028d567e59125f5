"""Percentages follow the counts that they were worked out from."""

from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.doubts import find_doubts
from sdc_desktop.core.protection.derived_figures import derived_beside_withheld
from sdc_desktop.core.published import publish
from tests.core.build import Row, make_sheet, make_workbook

OF_A_COLUMN: list[Row] = [
    ["Area", "Number", "% of total"],
    ["Leeds", 40, 40.0],
    ["York", 35, 35.0],
    ["Hull", 17, 17.0],
    ["Goole", 8, 8.0],
    ["Total", 100, 100.0],
]
OF_A_ROW: list[Row] = [
    ["Area", "Yes", "Yes %", "No", "No %", "Total"],
    ["Leeds", 40, 40.0, 60, 60.0, 100],
    ["York", 30, 75.0, 10, 25.0, 40],
    ["Hull", 8, 20.0, 32, 80.0, 40],
    ["Goole", 9, 15.0, 51, 85.0, 60],
]


def derived_from(rows: list[Row], *names: str) -> set[str]:
    book = make_workbook(make_sheet(rows))
    tables = find_tables(book)
    cells = tuple(CellRef.parse(book.sheets[0].name, name) for name in names)
    action = Withhold(cells, SuppressionRole.PRIMARY, "[c]", Stamp("A", "2026-11-21T09:00:00Z"))
    published = publish(book, [action])
    return {cell.a1 for cell in derived_beside_withheld(book, tables, published)}


def test_the_percentage_of_a_withheld_count_is_withheld_and_no_other() -> None:
    assert derived_from(OF_A_ROW, "B2") == {"C2"}


def test_all_percentages_of_a_withheld_total_are_withheld() -> None:
    assert derived_from(OF_A_ROW, "F3") == {"C3", "E3"}
    assert derived_from(OF_A_COLUMN, "B6") == {"C2", "C3", "C4", "C5", "C6"}


def test_percentages_of_counts_that_stay_raise_no_doubt() -> None:
    book = make_workbook(make_sheet(OF_A_ROW))
    tables = find_tables(book)
    cells = (CellRef.parse(book.sheets[0].name, "B2"), CellRef.parse(book.sheets[0].name, "C2"))
    action = Withhold(cells, SuppressionRole.PRIMARY, "[c]", Stamp("A", "2026-11-21T09:00:00Z"))
    doubts = find_doubts(book, tables, publish(book, [action]))
    assert [one for one in doubts if one.rule == "derived"] == []


def test_a_percentage_left_beside_its_withheld_count_is_a_doubt() -> None:
    book = make_workbook(make_sheet(OF_A_ROW))
    cell = CellRef.parse(book.sheets[0].name, "B2")
    action = Withhold((cell,), SuppressionRole.PRIMARY, "[c]", Stamp("A", "2026-11-21T09:00:00Z"))
    doubts = find_doubts(book, find_tables(book), publish(book, [action]))
    [derived] = [one for one in doubts if one.rule == "derived"]
    assert [one.a1 for one in derived.cells] == ["C2"]
