"""Corrections on tables that every reader can add up in their head."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.action_json import action_as_json, action_from_json
from sdc_desktop.core.actions import CorrectTables
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.answered import is_said
from sdc_desktop.core.layout.correcting import (
    LineRole,
    NoNumbersError,
    add_table,
    move_edges,
    remove_table,
    replace_table,
    role_of,
    set_role,
    sheet_tables,
)
from sdc_desktop.core.layout.given import TablePlace, understand_table
from sdc_desktop.core.layout.line_checks import RatioLines, check_ratio, check_sum
from sdc_desktop.core.layout.proposals import propose_parts, propose_ratio
from sdc_desktop.core.layout.said import say_no_total, say_ratio, say_statistic, say_total
from sdc_desktop.core.tables import Axis, LineSum, Statistic
from tests.core.build import STAMP, make_sheet, make_workbook

ROWS = (
    ("Complaints by region",),
    (),
    ("Region", "Men", "Women", "All"),
    ("North", 12, 30, 42),
    ("East", 20, 11, 31),
    ("South", 15, 25, 40),
    ("Total", 47, 66, 113),
    ("Source: the complaints register",),
)
PLACE = TablePlace("Table 1", CellRange.parse("B4:D7"), (2,), (0,))


def opened(rows=ROWS, place=PLACE):
    workbook = make_workbook(make_sheet(rows))
    table = understand_table(workbook, place)
    return sheet_tables(workbook, "Table 1", (table,)), table


def sums(table, axis=Axis.ROWS):
    return {one.total: one.parts for one in table.relations if one.axis is axis}


def test_an_edge_that_moves_takes_rows_out_of_the_table():
    sheet, table = opened()
    (after,) = move_edges(sheet, table, CellRange.parse("B4:D6"))
    assert after.body.a1 == "B4:D6"
    assert 6 not in sums(after)
    assert after.header_rows == (2,)


def test_an_edge_that_moves_over_the_header_makes_it_data():
    sheet, table = opened()
    (after,) = move_edges(sheet, table, CellRange.parse("B3:D7"))
    assert after.header_rows == ()


def test_a_table_without_numbers_is_refused_in_words():
    sheet, table = opened()
    with pytest.raises(NoNumbersError, match="no numbers in A1:A2"):
        move_edges(sheet, table, CellRange.parse("A1:A2"))
    with pytest.raises(NoNumbersError):
        add_table(sheet, CellRange.parse("X900:Y950"))
    with pytest.raises(NoNumbersError):
        set_role(sheet, table, Axis.ROWS, range(3, 7), LineRole.LEFT_OUT)


def test_a_row_at_the_edge_that_is_left_out_shortens_the_body():
    sheet, table = opened()
    (after,) = set_role(sheet, table, Axis.ROWS, (6,), LineRole.LEFT_OUT)
    assert (after.body.a1, after.left_out_rows) == ("B4:D6", ())


def test_a_row_within_the_body_that_is_left_out_is_named():
    sheet, table = opened()
    (after,) = set_role(sheet, table, Axis.ROWS, (4,), LineRole.LEFT_OUT)
    assert (after.body.a1, after.left_out_rows) == ("B4:D7", (4,))
    assert 6 not in sums(after)


def test_a_row_is_taken_back_in():
    sheet, table = opened()
    for lines in ((4,), (6,), (4, 5)):
        out = set_role(sheet, table, Axis.ROWS, lines, LineRole.LEFT_OUT)
        again = replace(sheet, tables=out)
        (back,) = set_role(again, out[0], Axis.ROWS, lines, LineRole.DATA)
        assert (back.body, back.left_out_rows) == (table.body, ())
        assert sums(back) == sums(table)


def test_the_first_row_becomes_a_header_and_plain_data_again():
    sheet, table = opened()
    (after,) = set_role(sheet, table, Axis.ROWS, (3,), LineRole.LABELS)
    assert (after.body.a1, after.header_rows) == ("B5:D7", (2, 3))
    (back,) = set_role(replace(sheet, tables=(after,)), after, Axis.ROWS, (3,), LineRole.DATA)
    assert (back.body, back.header_rows) == (table.body, table.header_rows)


def test_a_column_of_codes_becomes_row_labels():
    rows = [
        (None, "Code", "Men", "Women", "All"),
        *(("Place", number, *row[1:]) for number, row in enumerate(ROWS[3:7])),
    ]
    place = TablePlace("Table 1", CellRange.parse("B2:E5"), (0,), (0,))
    sheet, table = opened(rows, place)
    (after,) = set_role(sheet, table, Axis.COLUMNS, (1,), LineRole.LABELS)
    assert (after.body.a1, after.stub_columns) == ("C2:E5", (0, 1))
    assert role_of(after, Axis.COLUMNS, 1) is LineRole.LABELS
    assert role_of(after, Axis.COLUMNS, 9) is None


def test_a_table_can_be_none():
    sheet, table = opened()
    assert remove_table(sheet, table) == ()


@pytest.mark.parametrize("area", ["A3:D7", "B4:D7", "A1:D7"])
def test_a_range_with_or_without_labels_becomes_a_table(area):
    sheet, table = opened()
    (after,) = add_table(replace(sheet, tables=()), CellRange.parse(area))
    assert after.body.a1 == "B4:D7"
    assert after.stub_columns == (0,)
    assert 2 in after.header_rows
    assert sums(after) == sums(table)


def test_a_row_of_years_is_a_header_of_a_range():
    rows = [(None, 2022, 2023, 2024), ("North", 5, 6, 7), ("South", 8, 9, 10)]
    sheet, _ = opened(rows, TablePlace("Table 1", CellRange.parse("B2:D3"), (0,), (0,)))
    (after,) = add_table(replace(sheet, tables=()), CellRange.parse("A1:D3"))
    assert (after.body.a1, after.header_rows) == ("B2:D3", (0,))


def test_another_table_makes_room():
    sheet, table = opened()
    after = add_table(sheet, CellRange.parse("B6:D7"))
    assert [one.body.a1 for one in after] == ["B4:D5", "B6:D7"]
    (after,) = add_table(sheet, CellRange.parse("A3:D7"))
    assert after.body == table.body


def test_a_total_is_said_with_its_parts():
    sheet, table = opened()
    after = say_total(sheet.grid, replace(table, relations=()), Axis.ROWS, 6, (3, 4, 5))
    (said,) = after.relations
    assert (said.across, said.tolerance) == ((1, 2, 3), 0.0)
    assert said.reason == "said by the checker; 3 of 3 lines add up"
    assert after.total_rows == (6,)


def test_a_total_that_does_not_add_up_somewhere_holds_elsewhere():
    rows = [list(row) for row in ROWS]
    rows[6][2] = 99
    sheet, table = opened(rows)
    check, tolerance = check_sum(sheet.grid, table, Axis.ROWS, 6, (3, 4, 5))
    assert (check.holds, check.fails, tolerance) == ((1, 3), (2,), 0.0)
    after = say_total(sheet.grid, table, Axis.ROWS, 6, (3, 4, 5))
    assert next(one for one in after.relations if is_said(one)).across == (1, 3)


def test_a_marker_leaves_room_for_a_total_or_not():
    rows = [list(row) for row in ROWS]
    rows[3][1] = rows[3][2] = "[c]"
    rows[6][2] = 20
    sheet, table = opened(rows)
    check, _ = check_sum(sheet.grid, table, Axis.ROWS, 6, (3, 4, 5))
    assert (check.holds, check.is_open, check.fails) == ((3,), (1,), (2,))


def test_totals_that_were_rounded_have_a_tolerance():
    rows = [
        (None, "Men", "Women"),
        ("North", 10.1, 20.3),
        ("South", 5.2, 6.4),
        ("Total", 15.4, 26.6),
    ]
    sheet, table = opened(rows, TablePlace("Table 1", CellRange.parse("B2:C4"), (0,), (0,)))
    check, tolerance = check_sum(sheet.grid, table, Axis.ROWS, 3, (1, 2))
    assert check.holds == (1, 2)
    assert tolerance == pytest.approx(0.15)


def test_a_said_total_replaces_the_one_that_was_found_with_other_parts():
    sheet, table = opened()
    after = say_total(sheet.grid, table, Axis.ROWS, 6, (3, 4))
    assert sums(after)[6] == (3, 4)


def test_a_total_is_no_part_of_itself_and_has_parts():
    sheet, table = opened()
    for parts in ((), (5, 6)):
        with pytest.raises(ValueError, match="parts"):
            say_total(sheet.grid, table, Axis.ROWS, 6, parts)


def test_what_is_no_total_does_not_come_back():
    sheet, table = opened()
    after = say_no_total(sheet.grid, table, Axis.ROWS, 6)
    assert 6 not in sums(after)
    assert after.total_rows == ()
    moved = replace(sheet, tables=replace_table(sheet, table, after))
    (wider,) = move_edges(moved, after, CellRange.parse("B4:C7"))
    assert 6 not in sums(wider)
    assert wider.total_rows == ()


def test_it_may_be_said_to_be_a_total_after_all():
    sheet, table = opened()
    after = say_no_total(sheet.grid, table, Axis.ROWS, 6)
    after = say_total(sheet.grid, after, Axis.ROWS, 6, (3, 4, 5))
    assert after.said.no_total_rows == ()
    assert sums(after)[6] == (3, 4, 5)


SHARES = (
    ("Region", "People", "Of these, ill", "Share"),
    ("North", 40, 10, 25.0),
    ("East", 30, 10, 33.3),
    ("Total", 70, 20, 28.6),
)
SHARES_PLACE = TablePlace("Table 1", CellRange.parse("B2:D4"), (0,), (0,))


def test_percentages_of_a_row_are_said():
    sheet, table = opened(SHARES, SHARES_PLACE)
    of = RatioLines(Axis.COLUMNS, 3, 2, 1)
    check, factor, step = check_ratio(sheet.grid, table, of)
    assert (check.holds, factor, step) == ((1, 2, 3), 100.0, 0.1)
    after = say_ratio(sheet.grid, table, of)
    assert after.ratios[0].across == (1, 2, 3)
    assert after.statistic_at(1, 3) is Statistic.PERCENTAGE
    with pytest.raises(ValueError, match="itself"):
        say_ratio(sheet.grid, table, RatioLines(Axis.COLUMNS, 3, 3, 1))


def test_percentages_of_a_column_have_a_fixed_denominator():
    rows = [
        ("Region", "People", "Share"),
        ("North", 40, 0.4),
        ("East", 60, 0.6),
        ("Total", 100, 1),
    ]
    sheet, table = opened(rows, TablePlace("Table 1", CellRange.parse("B2:C4"), (0,), (0,)))
    of = RatioLines(Axis.COLUMNS, 2, 1, 1, denominator_at=3)
    check, factor, _ = check_ratio(sheet.grid, table, of)
    assert (check.holds, check.fails, factor) == ((1, 2, 3), (), 1.0)


def test_statistics_are_said_of_a_column_a_row_and_the_table():
    sheet, table = opened()
    after = say_statistic(sheet.grid, table, Axis.COLUMNS, (2,), Statistic.MEAN)
    assert after.statistic_at(3, 2) is Statistic.MEAN
    assert all(2 not in one.across for one in after.relations if one.axis is Axis.ROWS)
    after = say_statistic(sheet.grid, after, Axis.ROWS, (5,), Statistic.BASE)
    assert after.statistic_at(5, 2) is Statistic.BASE
    after = say_statistic(sheet.grid, after, None, (), Statistic.SUM)
    assert {after.statistic_at(row, 2) for row in range(3, 7)} == {Statistic.SUM}


def test_a_column_that_counts_after_all_adds_up_again():
    sheet, table = opened()
    mean = say_statistic(sheet.grid, table, Axis.COLUMNS, (2,), Statistic.MEAN)
    back = say_statistic(sheet.grid, mean, Axis.COLUMNS, (2,), Statistic.COUNT)
    assert [one.across for one in back.relations if one.axis is Axis.ROWS] == [(1, 2, 3)]


def test_what_was_said_outlasts_a_later_correction():
    sheet, table = opened()
    table = say_total(sheet.grid, table, Axis.ROWS, 5, (3, 4))
    table = say_statistic(sheet.grid, table, Axis.COLUMNS, (2,), Statistic.MEDIAN)
    (after,) = move_edges(replace(sheet, tables=(table,)), table, CellRange.parse("B4:C6"))
    assert sums(after)[5] == (3, 4)
    assert after.statistic_at(3, 2) is Statistic.MEDIAN
    (after,) = move_edges(replace(sheet, tables=(table,)), table, CellRange.parse("B5:C6"))
    assert 5 not in sums(after)


def test_an_answered_doubt_goes_and_others_stay():
    sheet, table = opened()
    doubts = ('What "total" is the total of was not understood.', "Something else is odd.")
    table = replace(table, relations=(), doubts=doubts, confidence=0.6)
    after = say_total(sheet.grid, table, Axis.ROWS, 6, (3, 4, 5))
    assert after.doubts == doubts[1:]
    assert 0.6 < after.confidence < 1
    after = say_total(sheet.grid, replace(table, doubts=doubts[:1]), Axis.ROWS, 6, (3, 4, 5))
    assert after.confidence == 1.0


def test_a_correction_survives_the_journal():
    sheet, table = opened()
    table = say_no_total(sheet.grid, table, Axis.ROWS, 6)
    table = say_statistic(sheet.grid, table, Axis.COLUMNS, (2,), Statistic.INDEX)
    table = say_statistic(sheet.grid, table, None, (), Statistic.RATE)
    action = CorrectTables("Table 1", (table,), STAMP)
    document = action_as_json(action, with_values=False, with_parameters=True)
    assert action_from_json(document) == action


edges = st.tuples(st.integers(0, 7), st.integers(0, 3), st.integers(0, 7), st.integers(0, 3))


@settings(max_examples=60, deadline=None)
@given(st.lists(edges, min_size=1, max_size=4))
def test_no_run_of_moved_edges_makes_tables_that_overlap(moves):
    sheet, table = opened()
    first = say_total(sheet.grid, table, Axis.ROWS, 6, (3, 4, 5))
    sheet = replace(sheet, tables=(first,))
    for a, b, c, d in moves:
        body = CellRange(min(a, c), min(b, d), max(a, c), max(b, d))
        try:
            tables = move_edges(sheet, sheet.tables[-1], body)
            tables = add_table(replace(sheet, tables=tables), body)
        except NoNumbersError:
            continue
        cells = [cell for one in tables for cell in one.body.cells("Table 1")]
        assert len(cells) == len(set(cells))
        sheet = replace(sheet, tables=tables)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=2, max_size=6))
def test_every_true_total_adds_up_everywhere(counts):
    totals = [sum(column) for column in zip(*counts, strict=True)]
    names = [("", "a", "b", "c"), *((f"row {n}", *row) for n, row in enumerate(counts))]
    rows = [*names, ("Total", *totals)]
    last = len(rows)
    sheet, table = opened(rows, TablePlace("Table 1", CellRange.parse(f"B2:D{last}"), (0,), (0,)))
    table = say_statistic(sheet.grid, table, None, (), Statistic.COUNT)
    after = say_total(sheet.grid, table, Axis.ROWS, last - 1, range(1, last - 1))
    said = [one for one in after.relations if is_said(one)]
    expected = LineSum(
        Axis.ROWS,
        last - 1,
        tuple(range(1, last - 1)),
        (1, 2, 3),
        0.0,
        "said by the checker; 3 of 3 lines add up",
    )
    assert said == [expected]


@pytest.mark.parametrize("forgets", [True, False])
def test_the_parts_of_a_total_are_proposed(forgets):
    sheet, table = opened()
    if forgets:
        table = replace(table, relations=(), total_rows=(), total_columns=())
    assert propose_parts(sheet.grid, table, Axis.ROWS, 6) == (3, 4, 5)
    assert propose_parts(sheet.grid, table, Axis.COLUMNS, 3) == (1, 2)


def test_totals_of_parts_are_proposed_for_a_total_of_them():
    rows = [
        ("", "Men", "Women"),
        ("a", 1, 5),
        ("b", 2, 6),
        ("A", 3, 11),
        ("c", 4, 7),
        ("d", 5, 9),
        ("B", 9, 16),
        ("All", 12, 27),
    ]
    sheet, table = opened(rows, TablePlace("Table 1", CellRange.parse("B2:C8"), (0,), (0,)))
    table = replace(table, relations=(), subtotal_rows=(3, 6), total_rows=(7,))
    assert set(propose_parts(sheet.grid, table, Axis.ROWS, 7)) in ({3, 6}, {1, 2, 4, 5})


def test_the_nearest_lines_are_proposed_where_nothing_adds_up():
    rows = [("", "Men"), ("a", 7), ("b", 9), ("c", 8)]
    sheet, table = opened(rows, TablePlace("Table 1", CellRange.parse("B2:B4"), (0,), (0,)))
    assert propose_parts(sheet.grid, table, Axis.ROWS, 3) == (1, 2)
    assert propose_parts(sheet.grid, table, Axis.ROWS, 1) == (2, 3)


def test_what_a_percentage_is_worked_out_from_is_proposed():
    sheet, table = opened(SHARES, SHARES_PLACE)
    assert propose_ratio(sheet.grid, table, Axis.COLUMNS, 3) == RatioLines(Axis.COLUMNS, 3, 2, 1)
    assert propose_ratio(sheet.grid, table, Axis.ROWS, 2) is None


def test_age_groups_that_read_like_markers_are_a_header():
    rows = [("Region", "Under 25", "25 to 49"), ("North", 5, "[c]"), ("South", 8, 9)]
    sheet, _ = opened(rows, TablePlace("Table 1", CellRange.parse("B2:C3"), (0,), (0,)))
    (after,) = add_table(replace(sheet, tables=()), CellRange.parse("A1:C3"))
    assert (after.body.a1, after.header_rows, after.stub_columns) == ("B2:C3", (0,), (0,))
