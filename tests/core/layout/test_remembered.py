"""Corrections of May's workbook, offered for June's."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.correcting import (
    LineRole,
    move_edges,
    remove_table,
    replace_table,
    set_role,
    sheet_tables,
)
from sdc_desktop.core.layout.neutral import neutral
from sdc_desktop.core.layout.remembered import offer_layout, remember_layout
from sdc_desktop.core.layout.remembered_json import (
    BrokenLayoutError,
    layout_as_json,
    layout_from_json,
)
from sdc_desktop.core.layout.row_matching import match_rows
from sdc_desktop.core.layout.said import say_no_total, say_statistic, say_total
from sdc_desktop.core.tables import Axis, Statistic
from tests.core.build import make_sheet, make_workbook

MAY = (
    ("Table 1: complaints, May 2026",),
    (),
    ("Region", "Men", "Women", "All"),
    ("North", 12, 30, 42),
    ("East", 20, 11, 31),
    ("South", 15, 25, 40),
    ("Total", 47, 66, 113),
    (),
    ("Source: complaints register, 3 May 2026",),
)
JUNE = (
    ("Table 1: complaints, June 2026",),
    ("Revised figures",),
    (),
    ("Region", "Men", "Women", "All"),
    ("North", 22, 31, 53),
    ("North-East", 7, 9, 16),
    ("East", 20, 17, 37),
    ("South", 19, 20, 39),
    ("Total", 68, 77, 145),
    (),
    ("Source: complaints register, 2 June 2026",),
)


def opened(rows, name="Table 1"):
    workbook = make_workbook(make_sheet(rows, name))
    return sheet_tables(workbook, name, find_tables(workbook))


def remembered(sheet, tables):
    """Return May's corrections as June finds them: written and read again."""
    layout = remember_layout(
        replace(sheet, tables=tables), sheet.tables, source="may.xlsx", when="2026-05-04T10:00:00Z"
    )
    assert layout is not None
    return layout_from_json(json.loads(json.dumps(layout_as_json(layout))))


def corrected(change):
    """Return May's corrections after `change(grid, table)`."""
    sheet = opened(MAY)
    (table,) = sheet.tables
    return remembered(sheet, replace_table(sheet, table, change(sheet.grid, table)))


def test_labels_are_compared_without_numbers_and_months():
    assert neutral("Table 1:  Complaints, 3 May 2026 [note 2]") == neutral(
        "table 12: complaints, 30 December 2027 [Note 3]"
    )
    assert neutral("Mayor") == "mayor"


def test_a_statistic_is_offered_again():
    layout = corrected(
        lambda grid, table: say_statistic(grid, table, Axis.COLUMNS, (2,), Statistic.MEAN)
    )
    offer = offer_layout(opened(JUNE), [layout])
    assert offer.count == 1
    assert offer.tables[0].statistic_at(4, 2) is Statistic.MEAN
    assert offer.layout.source == "may.xlsx"


def test_a_total_is_offered_with_the_rows_that_are_new_among_its_parts():
    layout = corrected(lambda grid, table: say_total(grid, table, Axis.ROWS, 6, (3, 4, 5)))
    (table,) = offer_layout(opened(JUNE), [layout]).tables
    said = [one for one in table.relations if one.reason.startswith("said")]
    assert [(one.total, one.parts, one.across) for one in said] == [(8, (4, 5, 6, 7), (1, 2, 3))]


def test_a_row_that_is_no_total_is_none_next_month_either():
    layout = corrected(lambda grid, table: say_no_total(grid, table, Axis.ROWS, 6))
    (table,) = offer_layout(opened(JUNE), [layout]).tables
    assert all(one.total != 8 for one in table.relations if one.axis is Axis.ROWS)


def test_a_body_is_found_again_by_its_labels():
    sheet = opened(MAY)
    tables = move_edges(sheet, sheet.tables[0], CellRange.parse("B4:C7"))
    (table,) = offer_layout(opened(JUNE), [remembered(sheet, tables)]).tables
    assert table.body.a1 == "B5:C9"


def test_rows_left_out_are_found_again():
    sheet = opened(MAY)
    tables = set_role(sheet, sheet.tables[0], Axis.ROWS, (4,), LineRole.LEFT_OUT)
    (table,) = offer_layout(opened(JUNE), [remembered(sheet, tables)]).tables
    assert table.left_out_rows == (6,)


def test_a_table_that_is_none_is_offered_as_none():
    sheet = opened(MAY)
    layout = remembered(sheet, remove_table(sheet, sheet.tables[0]))
    offer = offer_layout(opened(JUNE), [layout])
    assert (offer.tables, offer.count) == ((), 1)


def test_a_year_that_was_added_at_the_end_belongs_to_the_table():
    rows = [("Year", "Cases", "Deaths"), *((year, year % 7 + 20, 3) for year in range(2015, 2022))]
    sheet = opened(rows)
    (table,) = sheet.tables
    tables = replace_table(
        sheet, table, say_statistic(sheet.grid, table, Axis.COLUMNS, (2,), Statistic.RATE)
    )
    (table,) = offer_layout(opened([*rows, (2022, 31, 4)]), [remembered(sheet, tables)]).tables
    assert table.body.bottom == 8


@pytest.mark.parametrize(
    "rows",
    [
        [row[:3] for row in JUNE],
        [("Region", "Women", "Men", "All") if row[:1] == ("Region",) else row for row in JUNE],
        [row for row in JUNE if row[:1] != ("Total",)],
        [("Something else", 1, 2), ("entirely", 3, 4)],
    ],
    ids=["a column less", "other columns", "no total", "another table"],
)
def test_what_does_not_fit_is_not_offered(rows):
    layout = corrected(lambda grid, table: say_total(grid, table, Axis.ROWS, 6, (3, 4, 5)))
    assert offer_layout(opened(rows), [layout]) is None


def test_a_total_that_adds_up_nowhere_is_not_offered():
    layout = corrected(lambda grid, table: say_total(grid, table, Axis.ROWS, 6, (3, 4)))
    wrong = [("Total", 900, 901, 1801) if row[:1] == ("Total",) else row for row in JUNE]
    assert offer_layout(opened(wrong), [layout]) is None


def test_corrections_of_a_sheet_of_the_same_name_come_first():
    def first(grid, table):
        return say_statistic(grid, table, Axis.COLUMNS, (2,), Statistic.MEAN)

    other = corrected(first)
    other = replace(other, signature=replace(other.signature, sheet="annex"))
    layout = corrected(lambda grid, table: say_statistic(grid, table, None, (), Statistic.SUM))
    offer = offer_layout(opened(JUNE, "Table 2"), [other, layout])
    assert offer.layout == layout


def test_nothing_is_remembered_or_offered_without_a_correction():
    sheet = opened(MAY)
    assert remember_layout(sheet, sheet.tables, source="", when="") is None
    tables = move_edges(sheet, sheet.tables[0], CellRange.parse("B4:D6"))
    layout = remembered(sheet, tables)
    assert offer_layout(replace(sheet, tables=tables), [layout]) is None


def test_no_number_of_the_workbook_is_remembered():
    rows = [[cell * 1009 if isinstance(cell, int) else cell for cell in row] for row in MAY]
    sheet = opened(rows)
    (table,) = sheet.tables
    table = say_total(sheet.grid, table, Axis.ROWS, 6, (3, 4, 5))
    text = json.dumps(layout_as_json(remembered(sheet, (table,))))
    numbers = {str(cell) for row in rows for cell in row if isinstance(cell, int)}
    assert not [number for number in numbers if number in text]


@pytest.mark.parametrize(
    "document", [None, [], {}, {"format": 9}, {"format": 1, "sheet": "", "rows": 3}]
)
def test_broken_layouts_are_refused_in_words(document):
    with pytest.raises(BrokenLayoutError, match="cannot be read"):
        layout_from_json(document)


labels = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=12)


@given(labels, labels)
def test_rows_found_again_keep_their_labels_and_their_order(before, now):
    found = match_rows(before, now)
    assert all(before[row] == now[place] for row, place in found.items())
    places = [found[row] for row in sorted(found)]
    assert places == sorted(set(places))


@given(labels)
def test_a_sheet_that_did_not_change_is_found_row_by_row(rows):
    assert match_rows(rows, rows) == {row: row for row in range(len(rows))}
