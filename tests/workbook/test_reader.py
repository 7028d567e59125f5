import datetime
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.sheets import CellKind, Sheet, Visibility, Workbook
from sdc_desktop.core.shown import shown_text
from sdc_desktop.workbook.reader import read_workbook

WORKBOOKS = [
    "phs-sdc-training/test_data_SDC_presentation_data_wide_rev_1.xlsx",
    "phs-sdc-training/test_data_SDC_presentation_data_long_rev_1.xlsx",
    "moj-prison-population/Population_30June2020_Annual.xlsx",
    "dwp-frs-savings/c7-savings-investments.xlsx",
    "nhs-fft-ae/trust_names.xlsm",
    "nrs-covid-deaths/scotland_week25_2020.xlsx",
    "abs-marriage-survey/ozmarriage.xlsx",
    "bfs-alcohol/Alkoholkonsum.xlsx",
    "cdc-kindergarten-vaccination/vaccinations.xlsx",
    "hmt-pesa/PESA_2022_CP_Chapter_4_tables_example.xlsx",
    "hse-injury-region/lfsinjreg.xlsx",
    "ons-family-spending/familyspendingworkbook4_fye20.xlsx",
    "ons-informal-employment/ad_hoc_2021-05-27.xlsx",
    "ons-neet/notineducationemploymentortrainingod221.xlsx",
    "scotgov-poverty/data2023_1yr.xlsx",
    "feature-fixtures/examples.xlsx",
    "feature-fixtures/1904.xlsx",
]


def seen_by_calamine(path: Path) -> dict[str, list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    charts = {
        one.name
        for one in book.sheets_metadata
        if one.typ != python_calamine.SheetTypeEnum.WorkSheet
    }
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
        if name not in charts
    }


def agrees(sheet: Sheet, row: int, column: int, other: object) -> bool:
    kind = CellKind.EMPTY if sheet.is_empty(row, column) else CellKind(sheet.kinds[row, column])
    if isinstance(other, bool):
        return kind is CellKind.BOOLEAN and sheet.texts[row, column] == str(other).upper()
    if isinstance(other, int | float):
        return bool(np.isclose(sheet.values[row, column], other, rtol=1e-12))
    if isinstance(other, datetime.date | datetime.time | datetime.timedelta):
        return kind is CellKind.DATE
    if other == "":
        return kind in {CellKind.EMPTY, CellKind.ERROR} or sheet.texts[row, column] == ""
    return str(sheet.texts[row, column]).strip() == str(other).strip()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_values_are_those_that_an_independent_reader_sees(name: str, corpus) -> None:
    workbook = read_workbook(corpus(name))
    for title, rows in seen_by_calamine(corpus(name)).items():
        sheet = workbook.sheet(title)
        differing = [
            (row, column, other)
            for row, line in enumerate(rows)
            for column, other in enumerate(line)
            if not agrees(sheet, row, column, other)
        ]
        assert differing == [], title


@pytest.mark.parametrize("name", [one for one in WORKBOOKS if "informal" not in one])
def test_formats_and_shape_are_those_that_openpyxl_sees(name: str, corpus) -> None:
    workbook = read_workbook(corpus(name))
    other = openpyxl.load_workbook(corpus(name))
    for theirs in other.worksheets:
        ours = workbook.sheet(theirs.title)
        assert ours.visibility == theirs.sheet_state
        rows, columns = ours.shape
        merged = {str(one) for one in theirs.merged_cells.ranges if one.min_row <= rows}
        assert {one.a1 for one in ours.merged} >= {
            one for one in merged if CellRange.parse(one).left < columns
        }
        hidden = {row - 1 for row, shape in theirs.row_dimensions.items() if shape.hidden}
        assert hidden <= set(ours.hidden_rows)
        for line in theirs.iter_rows(max_row=min(rows, 200), max_col=columns):
            for cell in line:
                if cell.value is None or isinstance(cell, openpyxl.cell.cell.MergedCell):
                    continue
                style = workbook.styles[ours.styles[cell.row - 1, cell.column - 1]]
                assert style.bold == bool(cell.font.b)
                assert style.indent == int(cell.alignment.indent or 0)
                if cell.number_format and cell._style.numFmtId >= 164:
                    assert style.number_format == cell.number_format


def test_numbers_are_shown_as_the_spreadsheet_shows_them(corpus) -> None:
    workbook = read_workbook(corpus("moj-prison-population/Population_30June2020_Annual.xlsx"))
    sheet = workbook.sheet("A1_7")
    assert shown_text(workbook, sheet, 4, 0) == "Males and females"
    assert shown_text(workbook, sheet, 4, 50).replace(",", "").isdigit()


def test_a_lone_cell_far_away_is_kept_apart(corpus) -> None:
    workbook = read_workbook(corpus("feature-fixtures/xfd1048576.xlsx"))
    [stray] = [one for sheet in workbook.sheets for one in sheet.stray]
    assert (stray.row, stray.column) == (1_048_575, 16_383)


def test_hidden_sheets_are_known_as_hidden(corpus) -> None:
    workbook = read_workbook(corpus("nhs-fft-ae/trust_names.xlsm"))
    assert workbook.sheet("BS").visibility is Visibility.HIDDEN


def test_contents_that_are_no_cells_are_named(corpus) -> None:
    workbook = read_workbook(corpus("nhs-fft-ae/trust_names.xlsm"))
    assert "macros" in workbook.other_contents
    pivots = read_workbook(corpus("feature-fixtures/loadPivotTables.xlsx"))
    assert "the source data of pivot tables" in pivots.other_contents
    comments = read_workbook(corpus("feature-fixtures/loadThreadComment.xlsx"))
    assert "comments" in comments.other_contents


def test_chart_sheets_are_known_as_such(corpus) -> None:
    workbook = read_workbook(corpus("nrs-covid-deaths/scotland_week25_2020.xlsx"))
    assert sum(sheet.is_chart_sheet for sheet in workbook.sheets) == 9


def test_every_cell_of_an_array_formula_counts_as_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "array.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_column("A1", [1, 2, 3])
    sheet.write_array_formula("B1:B3", "{=A1:A3*2}", value=2)
    book.close()
    assert set(read_workbook(path).sheets[0].formulas) == {(0, 1), (1, 1), (2, 1)}


cell_values = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.integers(-(10**9), 10**9),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=9),
    st.booleans(),
    st.none(),
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(cell_values, min_size=1, max_size=5), min_size=1, max_size=6))
def test_what_is_written_is_read(rows: list[list[object]], tmp_path_factory) -> None:
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    sheet.write(0, 9, "here")
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    book.close()
    read = read_workbook(path).sheets[0]
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if isinstance(value, str):
                assert read.texts[row, column] == value
            elif isinstance(value, bool):
                assert read.texts[row, column] == str(value).upper()
            elif value is None:
                assert read.is_empty(row, column)
            else:
                assert read.values[row, column] == pytest.approx(value, rel=1e-12)


def test_a_workbook_read_twice_is_the_same(corpus) -> None:
    path = corpus("phs-sdc-training/test_data_SDC_presentation_data_wide_rev_1.xlsx")
    first, second = read_workbook(path), read_workbook(path)
    assert first.sha256 == second.sha256
    assert isinstance(first, Workbook)
    assert np.array_equal(first.sheets[0].values, second.sheets[0].values, equal_nan=True)
