"""Charts tell nothing that the tables withhold, and draw no number that nobody checked."""

from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter

from sdc_desktop.core.actions import EVERY_RULE, Exempt, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.chart_data import RULE
from sdc_desktop.core.sheets import ChartNumbers
from sdc_desktop.workbook.reader import read_workbook
from tests.core.build import STAMP, make_sheet, make_workbook, table_of

ROWS = [["Area", "people"], ["Leeds", 40], ["York", "[c]"], ["Hull", 55]]
COLUMN = {place: CellRef("Table 1", place + 1, 1) for place in range(3)}


def found(points, cells, *actions, rows=ROWS):
    """Return severity and cells of what is found about a chart on the table's sheet."""
    sheet = make_sheet(rows)
    chart = ChartNumbers("Table 1", "xl/charts/chart1.xml", tuple(points), cells)
    workbook = replace(make_workbook(sheet), charts=(chart,))
    table = table_of(sheet, totals=False)
    findings = assess(Check(workbook, Policy("p", "1", "P"), (table,), actions)).findings
    return [(one.severity, [cell.a1 for cell in one.cells]) for one in findings if one.rule == RULE]


def test_clean_a_chart_of_what_the_table_shows():
    assert found([(0, 40), (2, 55)], COLUMN) == []


def test_a_number_that_the_table_withholds_is_at_risk_even_if_another_cell_shows_the_same():
    assert found([(0, 40), (1, 55), (2, 55)], COLUMN) == [(Severity.FAIL, ["B3"])]


def test_a_number_that_differs_from_its_cell_is_for_a_person():
    assert found([(0, 41), (2, 55)], COLUMN) == [(Severity.REVIEW, ["B2"])]


def test_a_number_of_a_cell_in_no_table_is_for_a_person():
    rows = [*ROWS, ["", None], ["", 3]]
    table_rows = {0: CellRef("Table 1", 5, 1)}
    sheet = make_sheet(rows)
    chart = ChartNumbers("Table 1", "chart1.xml", ((0, 3.0),), table_rows)
    table = table_of(make_sheet(ROWS), totals=False)
    check = Check(replace(make_workbook(sheet), charts=(chart,)), Policy("p", "1", "P"), (table,))
    (finding,) = [one for one in assess(check).findings if one.rule == RULE]
    assert (finding.severity, finding.cells) == (Severity.REVIEW, (CellRef("Table 1", 5, 1),))


def test_numbers_of_its_own_are_for_a_person_unless_a_table_shows_them():
    assert found([(0, 40), (1, 3)], {}) == [(Severity.REVIEW, [])]
    assert found([(0, 40), (1, 55)], {}) == []


def test_a_cell_withheld_here_is_no_finding_because_its_copy_goes_when_it_is_saved():
    withheld = Withhold((COLUMN[0],), SuppressionRole.PRIMARY, "[c]", STAMP)
    assert found([(0, 40), (2, 55)], COLUMN, withheld) == []


@pytest.mark.parametrize("rule", [RULE, EVERY_RULE])
def test_what_was_accepted_is_no_finding(rule):
    assert found([(1, 55)], COLUMN, Exempt((COLUMN[1],), rule, STAMP)) == []


def test_the_charts_of_a_workbook_are_read_with_their_cells(tmp_path):
    path = tmp_path / "chart.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Data 1")
    sheet.write_column("A1", ["Area", "Leeds", "York", "Hull"])
    sheet.write_column("B1", ["people", 40, 44, 55])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Data 1'!$B$2:$B$4", "categories": "='Data 1'!$A$2:$A$4"})
    sheet.insert_chart("D2", chart)
    book.close()
    (drawn,) = read_workbook(path).charts
    assert (drawn.sheet, drawn.points) == ("Data 1", ((0, 40.0), (1, 44.0), (2, 55.0)))
    assert drawn.cells[1] == CellRef.parse("Data 1", "B3")


def test_a_marker_typed_over_a_number_leaves_it_in_the_chart(tmp_path):
    path = tmp_path / "chart.xlsx"
    test_the_charts_of_a_workbook_are_read_with_their_cells(tmp_path)
    read = read_workbook(path)
    book = openpyxl.load_workbook(path)
    book["Data 1"]["B3"] = "[c]"
    book.save(tmp_path / "marked.xlsx")
    marked = replace(read_workbook(tmp_path / "marked.xlsx"), charts=read.charts)
    check = Check(marked, Policy("p", "1", "P"), find_tables(marked))
    told = [one for one in assess(check).findings if one.rule == RULE]
    assert [(one.severity, one.cells[0].a1) for one in told] == [(Severity.FAIL, "B3")]
