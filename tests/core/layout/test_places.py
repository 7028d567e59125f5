"""Where tables are: side by side, between notes, below years, in marked ranges."""

from dataclasses import replace

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout import find_tables
from tests.core.build import Row, make_sheet, make_workbook


def bodies(rows: list[Row]) -> list[str]:
    return [table.body.a1 for table in find_tables(make_workbook(make_sheet(rows)))]


def test_tables_side_by_side_of_different_length_are_two() -> None:
    assert bodies(
        [
            ["Area", "Men", "Women", None, "Age", "Men", "Women"],
            ["Leeds", 3, 4, None, "0 to 15", 7, 9],
            ["York", 5, 6, None, "16 and over", 12, 14],
            ["Hull", 8, 2],
            ["Goole", 1, 9],
        ]
    ) == ["B2:C5", "F2:G3"]


def test_groups_of_columns_that_share_the_row_labels_are_one() -> None:
    assert bodies(
        [
            ["Area", "Men", "Women", None, "Men", "Women"],
            ["Leeds", 3, 4, None, 7, 9],
            ["York", 5, 6, None, 12, 14],
        ]
    ) == ["B2:F3"]


def test_numbers_in_notes_belong_to_no_table() -> None:
    assert bodies(
        [
            ["Area", "Men", "Women"],
            ["Leeds", 3, 4],
            ["York", 5, 6],
            [],
            ["Source: survey of incomes, 2026."],
            ["Year of survey", 2010],
        ]
    ) == ["B2:C3"]


def test_a_repeated_header_begins_a_new_table() -> None:
    assert bodies(
        [
            ["Area", 2024, 2025, 2026],
            ["Leeds", 30, 41, 18],
            ["York", 15, 16, 71],
            ["Area", 2024, 2025, 2026],
            ["Hull", 3, 4, 11],
            ["Goole", 5, 6, 17],
        ]
    ) == ["B2:D3", "B5:D6"]


def test_a_banner_over_all_columns_is_a_section() -> None:
    assert bodies(
        [
            ["Area", "Men", "Women", "Not known"],
            ["Leeds", 3, 4, 8],
            [None, "Weekly spending"],
            ["York", 5.5, 6.1, 9.4],
        ]
    ) == ["B2:D4"]


def test_a_first_row_of_markers_is_part_of_the_body() -> None:
    assert bodies(
        [["Quarter", "a", "b"], ["Q1", "..", ".."], ["Q2", 5, 6], ["Q3", 8, 2], ["Q4", "..", ".."]]
    ) == ["B2:C5"]


def test_numeric_codes_before_labels_are_row_labels() -> None:
    sheet = make_sheet(
        [["Code", "Area", "Men"], [101, "Leeds", 3], [108, "York", 5], [115, "Hull", 9]]
    )
    [table] = find_tables(make_workbook(sheet))
    assert (table.body.a1, table.stub_columns) == ("C2:C4", (0, 1))


def test_what_the_file_marks_as_a_table_is_one() -> None:
    rows: list[Row] = [
        ["Area", "a", "b"],
        ["Leeds", 3, "[x]"],
        ["Area", "c", "d"],
        ["Leeds", 8, 2],
    ]
    marked = (CellRange(0, 0, 1, 2), CellRange(2, 0, 3, 2))
    sheet = replace(make_sheet(rows), marked_tables=marked)
    found = find_tables(make_workbook(sheet))
    assert [table.body.a1 for table in found] == ["B2:C2", "B4:C4"]


def test_a_list_of_pages_is_no_table() -> None:
    assert bodies([["Contents", "Page"], ["Deaths by age", 3], ["Deaths by area", 7]]) == []


def test_a_unit_row_below_the_labels_is_a_header_row() -> None:
    sheet = make_sheet(
        [["Area", "Men", "Women"], [None, "Number", "Number"], ["Leeds", 3, 4], ["York", 5, 6]]
    )
    [table] = find_tables(make_workbook(sheet))
    assert table.header_rows == (0, 1)
