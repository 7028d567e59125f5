"""Totals that one table leaves out and another one prints."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.audit import audit
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import RelationSystem, build_relations
from tests.core.build import Row, make_sheet, make_workbook, ref, table_of, withhold
from tests.core.systems import EXACT_ONLY

AREAS: list[Row] = [
    ["Area", "Men", "Women"],
    ["North", 120, 3],
    ["South", 40, 271],
    ["West", 65, 18],
]
ENGLAND: list[Row] = [
    ["Country", "Men", "Women"],
    ["England", 225, 292],
    ["Wales", 310, 150],
]


def system_of(first: list[Row], second: list[Row]) -> RelationSystem:
    sheets = make_sheet(first), make_sheet(second, "Table 2")
    tables = tuple(table_of(sheet, totals=False) for sheet in sheets)
    return build_relations(make_workbook(*sheets), tables)


def rows_of(system: RelationSystem) -> list[list[str]]:
    return [
        [str(system.cells[column].a1) for column in system.columns[start:end]]
        for start, end in zip(system.row_starts, system.row_starts[1:], strict=False)
    ]


def test_lines_that_add_up_to_a_line_of_another_table_are_related():
    system = system_of(AREAS, ENGLAND)
    assert rows_of(system) == [["B2", "B2", "B3", "B4"], ["C2", "C2", "C3", "C4"]]
    assert "prints the total of" in system.reasons[0]


def test_a_cell_withheld_in_one_table_is_exact_by_the_total_in_another():
    sheets = make_sheet(AREAS), make_sheet(ENGLAND, "Table 2")
    workbook = make_workbook(*sheets)
    system = build_relations(workbook, tuple(table_of(one, totals=False) for one in sheets))
    found = audit(system, publish(workbook, (withhold("C2"),)), EXACT_ONLY).intervals
    assert [(one.cell, one.lower, one.upper, one.is_exact) for one in found] == [
        (ref("C2"), 3, 3, True)
    ]
    assert "Table 2!C2" in found[0].because


def test_a_withheld_part_leaves_room_for_the_relation():
    large: list[Row] = [*AREAS[:3], ["West", "[c]", 18_000]]
    assert len(rows_of(system_of(large, [ENGLAND[0], ["England", 225, 18_274]]))) == 2


def test_one_line_that_does_not_add_up_refutes_them_all():
    assert rows_of(system_of(AREAS, [ENGLAND[0], ["England", 225, 293]])) == []


def test_small_numbers_may_agree_by_chance():
    small = [AREAS[0], ["North", 1, 2], ["South", 3, 1]]
    assert rows_of(system_of(small, [ENGLAND[0], ["England", 4, 3]])) == []


def test_other_labels_are_no_total():
    other = [["Country", "Boys", "Girls"], *ENGLAND[1:]]
    assert rows_of(system_of(AREAS, other)) == []


def test_columns_add_up_too():
    turned = [list(row) for row in np.array(AREAS, object).T.tolist()]
    england = [list(row) for row in np.array(ENGLAND, object).T.tolist()]
    assert len(rows_of(system_of(turned, england))) == 2
