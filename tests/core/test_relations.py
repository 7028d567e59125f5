"""What is believed to add up, and which cells are the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sdc_desktop.core.audit import audit
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.sheets import Sheet
from sdc_desktop.core.tables import Axis, LineSum, Statistic, Table
from tests.core.build import Row, make_sheet, make_workbook, ref, table_of, with_totals, withhold
from tests.core.systems import POLICY

COUNTS = [[120, 3, 40], [25, 60, 700]]


def relations_of(*sheets: Sheet, **options: object) -> RelationSystem:
    return build_relations(
        make_workbook(*sheets), tuple(table_of(sheet, **options) for sheet in sheets)
    )


def sums_of(system: RelationSystem) -> list[str]:
    """Each relation as its cells, the total first, such as "E2 B2 C2 D2"."""
    found = []
    for start, end in zip(system.row_starts, system.row_starts[1:], strict=False):
        part = sorted(range(start, end), key=lambda place: system.coefficients[place])
        found.append(" ".join(system.cells[system.columns[place]].a1 for place in part))
    return found


def test_each_line_of_a_table_is_a_relation():
    system = relations_of(make_sheet(with_totals(COUNTS)))
    assert sums_of(system) == [
        "B4 B2 B3",
        "C4 C2 C3",
        "D4 D2 D3",
        "E4 E2 E3",
        "E2 B2 C2 D2",
        "E3 B3 C3 D3",
        "E4 B4 C4 D4",
    ]
    assert [cell.a1 for cell in system.cells[:5]] == ["B2", "C2", "D2", "E2", "B3"]
    assert system.is_count.all()
    assert set(system.lower) == {0}


def test_numbers_of_the_source_meet_every_relation():
    system = relations_of(make_sheet(with_totals(COUNTS)))
    sums = np.bincount(system.row_of, system.coefficients * system.values[system.columns])
    assert np.all((sums >= system.row_lower) & (sums <= system.row_upper))


def test_a_line_that_does_not_add_up_is_not_believed():
    rows = with_totals(COUNTS)
    rows[1][4] = 999
    assert "E2 B2 C2 D2" not in sums_of(relations_of(make_sheet(rows)))


def test_a_rounded_total_gives_an_interval():
    rows = with_totals(COUNTS)
    rows[-1][-1] = 947.0
    sheet = make_sheet(rows)
    table = table_of(sheet)
    loose = replace(table, relations=tuple(replace(r, tolerance=2.0) for r in table.relations))
    system = build_relations(make_workbook(sheet), (loose,))
    assert set(zip(system.row_lower, system.row_upper, strict=True)) == {(-2.0, 2.0)}


def test_percentages_are_cells_without_relations():
    sheet = make_sheet(with_totals(COUNTS))
    columns = ((1, Statistic.COUNT), (2, Statistic.COUNT), (3, Statistic.PERCENTAGE))
    table = replace(table_of(sheet), column_statistics=columns)
    system = build_relations(make_workbook(sheet), (table,))
    assert "D4 D2 D3" not in sums_of(system)
    assert ref("D2") in system.cells


def test_sums_with_negative_numbers_have_no_least_value():
    rows: list[Row] = [["", "x", "Total"], ["a", -1.5, -1.5], ["Total", -1.5, -1.5]]
    system = relations_of(make_sheet(rows), statistic=Statistic.SUM)
    assert set(system.lower) == {-np.inf}
    assert set(system.steps) == {0.1}


def test_markers_of_the_source_are_unknown_cells_with_bounds():
    rows = with_totals(COUNTS)
    rows[1][2], rows[2][2] = "<5", "[c]"
    system = relations_of(make_sheet(rows))
    at = system.cells.index(ref("C2"))
    assert np.isnan(system.values[at])
    assert (system.lower[at], system.upper[at]) == (0, 4)
    assert "C4 C2 C3" in sums_of(system)


def test_a_dash_that_always_adds_nothing_is_no_withheld_cell():
    rows = with_totals([[120, 0, 40], [25, 60, 700]])
    rows[1][2] = "-"
    system = relations_of(make_sheet(rows))
    assert ref("C2") not in system.cells
    assert "C4 C3" in sums_of(system)


def test_a_dash_is_only_worth_a_word_when_it_hides_a_number():
    rows = with_totals([[120, 0, 40], [25, 60, 700], [0, 3, 50]])
    rows[1][2] = rows[3][2] = "-"
    rows[4][2] = "-"
    sheet = make_sheet(rows)
    workbook = make_workbook(sheet)
    system = build_relations(workbook, (table_of(sheet),))
    result = audit(system, publish(workbook, ()), POLICY)
    assert [one.cell.a1 for one in result.unprotected] == ["C4", "C5"]


def test_a_withheld_sign_stays_withheld_even_over_a_zero():
    rows = with_totals([[120, 0, 40], [25, 60, 700]])
    rows[1][2] = "[c]"
    assert ref("C2") in relations_of(make_sheet(rows)).cells


def test_a_cell_printed_on_another_sheet_is_found():
    rows = with_totals(COUNTS)
    again = make_sheet(rows, "Table 2")
    system = relations_of(make_sheet(rows), again)
    same = [relation for relation in sums_of(system) if len(relation.split()) == 2]
    assert same == [" ".join([cell.a1] * 2) for cell in system.cells[:12]]


def test_two_tables_share_their_totals_under_other_words():
    by_sex = [["Area", "Men", "Women", "All persons"], ["A", 3, 160, 163], ["B", 700, 85, 785]]
    by_age = [["Area", "Young", "Old", "All ages"], ["A", 40, 123, 163], ["B", 300, 485, 785]]
    sheets = [make_sheet(by_sex), make_sheet(by_age, "Table 2")]
    tables = [_with_total_column(sheet) for sheet in sheets]
    system = build_relations(make_workbook(*sheets), tuple(tables))
    assert sums_of(system)[-2:] == ["D2 D2", "D3 D3"]
    assert "Table 1" in system.reasons[-1]


def _with_total_column(sheet: Sheet) -> Table:
    line = LineSum(Axis.COLUMNS, 3, (1, 2), (1, 2))
    return replace(table_of(sheet, totals=False), total_columns=(3,), relations=(line,))


@pytest.mark.parametrize("others", [[[121, 3, 41], [26, 61, 701]], [[0, 3, 0], [0, 0, 0]]])
def test_equal_labels_or_a_small_equal_number_are_no_proof(others: list[list[int]]):
    system = relations_of(make_sheet(with_totals(COUNTS)), make_sheet(with_totals(others), "Women"))
    assert all(len(relation.split()) > 2 for relation in sums_of(system))


def test_what_is_withheld_here_and_printed_there_is_known():
    sheet, again = make_sheet(with_totals(COUNTS)), make_sheet(with_totals(COUNTS), "Table 2")
    workbook = make_workbook(sheet, again)
    system = build_relations(workbook, (table_of(sheet), table_of(again)))
    published = publish(workbook, [withhold("B2", "C2", "B3", "C3")])
    result = audit(system, published, POLICY)
    assert all(one.is_exact for one in result.intervals)
    assert result.intervals[1].because == (
        'C2 is withheld here and printed on sheet "Table 2" (C2): it is 3.'
    )


def test_sentences_name_cells_of_a_real_table():
    sheet = make_sheet(with_totals(COUNTS))
    workbook = make_workbook(sheet)
    system = build_relations(workbook, (table_of(sheet),))
    one = audit(system, publish(workbook, [withhold("C2")]), POLICY).intervals[0]
    assert one.because == "A reader knows that C2 is 3: C4 − C3."  # noqa: RUF001


def test_no_tables_make_an_empty_system():
    workbook = make_workbook(make_sheet([["only a text"]]))
    system = build_relations(workbook, ())
    assert system.shape == (0, 0)
    assert audit(system, publish(workbook, ()), POLICY).intervals == ()


def test_whole_lines_that_all_add_up_have_no_tolerance_beside_decimals_that_do_not():
    rows = with_totals([*COUNTS, [7, 8, 9]])
    rows.insert(4, ["Average", 60.3, 21.4, 371.2, 453.3])
    sheet = make_sheet(rows[:-1])
    table = table_of(sheet, totals=False)
    total = LineSum(Axis.COLUMNS, 4, (1, 2, 3), tuple(range(1, 5)), tolerance=0.5)
    system = build_relations(make_workbook(sheet), (replace(table, relations=(total,)),))
    assert system.row_upper.tolist() == [0, 0, 0, 0.5]
    assert system.row_lower.tolist() == [0, 0, 0, -0.5]


def test_of_many_tables_with_the_same_labels_only_equal_lines_are_the_same_cells():
    shared = [2510, 1760, 3391]
    several = (
        [[120, 43, 40], shared, [77, 61, 93]],
        [[311, 45, 88], shared, [18, 61, 35]],
        [[120, 19, 88], [205, 160, 391], [77, 14, 93]],
        [[64, 43, 40], [98, None, 3391], [18, 5, 27]],
    )
    sheets = [
        make_sheet([["Area", "A", "B", "C"], *([f"{n}", *row] for n, row in enumerate(rows))], name)
        for rows, name in zip(several, "PQRS", strict=True)
    ]
    system = relations_of(*sheets, totals=False)
    same = {
        tuple(system.cells[one].full for one in system.columns[start : start + 2])
        for start in system.row_starts[:-1].tolist()
    }
    assert same == {(f"P!{column}3", f"Q!{column}3") for column in "BCD"}
