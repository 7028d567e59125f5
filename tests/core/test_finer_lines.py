"""Lines of one table that another table prints in more detail."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.audit import audit
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.sheets import Workbook
from tests.core.build import Row, make_sheet, make_workbook, ref, withhold
from tests.core.systems import EXACT_ONLY

HEADER: Row = ["Age", "Men", "Women"]
FINE: list[Row] = [
    ["16 to 19", 263, 626],
    ["20 to 24", 551, 179],
    ["25 to 29", 398, 638],
    ["30 to 34", 505, 660],
    ["35 to 44", 614, 4],
]
COARSE: list[Row] = [["16 to 24", 814, 805], ["25 to 34", 903, 1298], ["35 to 44", 614, 4]]


def workbook_of(fine: list[Row], coarse: list[Row]) -> Workbook:
    return make_workbook(
        make_sheet([HEADER, *fine], "Fine"), make_sheet([HEADER, *coarse], "Coarse")
    )


def system_of(workbook: Workbook) -> RelationSystem:
    return build_relations(workbook, find_tables(workbook))


def sums_of_lines(system: RelationSystem) -> list[list[str]]:
    return [
        [
            f"{system.cells[int(column)].sheet}!{system.cells[int(column)].a1}"
            for column in system.columns[start:end]
        ]
        for start, end, reason in zip(
            system.row_starts, system.row_starts[1:], system.reasons, strict=False
        )
        if "prints a sum of lines" in reason
    ]


def test_narrow_bands_add_up_to_wide_ones():
    assert sums_of_lines(system_of(workbook_of(FINE, COARSE))) == [
        ["Coarse!B2", "Fine!B2", "Fine!B3"],
        ["Coarse!C2", "Fine!C2", "Fine!C3"],
        ["Coarse!B3", "Fine!B4", "Fine!B5"],
        ["Coarse!C3", "Fine!C4", "Fine!C5"],
    ]


def test_columns_add_up_too():
    turned = [[list(row) for row in zip(*[HEADER, *rows], strict=True)] for rows in (FINE, COARSE)]
    workbook = make_workbook(make_sheet(turned[0], "Fine"), make_sheet(turned[1], "Coarse"))
    assert len(sums_of_lines(system_of(workbook))) == 4


def test_a_withheld_band_is_worked_out_from_the_wide_one():
    workbook = workbook_of(FINE, COARSE)
    hidden = withhold("C3", sheet="Fine")
    [one] = audit(system_of(workbook), publish(workbook, (hidden,)), EXACT_ONLY).intervals
    assert (one.cell, one.lower, one.upper) == (ref("C3", "Fine"), 179, 179)


def test_a_band_that_the_source_withholds_leaves_room():
    fine = [FINE[0], ["20 to 24", 551, "[c]"], *FINE[2:]]
    found = sums_of_lines(system_of(workbook_of(fine, COARSE)))
    assert ["Coarse!B2", "Fine!B2", "Fine!B3"] not in found  # 814 alone may be chance
    wide = [["Age", "Men", "Women", "All"], *([*row, 1000 + n] for n, row in enumerate(FINE))]
    wide[2][2] = "[c]"
    coarse = [["Age", "Men", "Women", "All"], ["16 to 24", 814, 805, 2001]]
    workbook = make_workbook(make_sheet(wide, "Fine"), make_sheet(coarse, "Coarse"))
    assert ["Coarse!C2", "Fine!C2", "Fine!C3"] in sums_of_lines(system_of(workbook))


def test_other_numbers_are_no_sum():
    other: list[Row] = [["16 to 24", 815, 805], ["25 to 34", 903, 1297]]
    assert not sums_of_lines(system_of(workbook_of(FINE, other)))


def test_lines_that_are_no_neighbours_are_not_tried():
    other: list[Row] = [["Others", 263 + 398, 626 + 638]]
    assert not sums_of_lines(system_of(workbook_of(FINE, other)))


def test_small_numbers_may_add_up_by_chance():
    fine: list[Row] = [["A", 1, 2], ["B", 3, 1], ["C", 2, 2], ["D", 1, 4]]
    assert not sums_of_lines(system_of(workbook_of(fine, [["AB", 4, 3]])))


def test_many_random_tables_have_no_sums():
    rng = np.random.default_rng(11)
    for _ in range(20):
        fine, coarse = (
            [[f"{name}{n}", *row] for n, row in enumerate(rng.integers(0, 300, (12, 3)).tolist())]
            for name in ("Fine", "Coarse")
        )
        header: Row = ["Area", "A", "B", "C"]
        workbook = make_workbook(
            make_sheet([header, *fine], "Fine"), make_sheet([header, *coarse], "Coarse")
        )
        assert not sums_of_lines(system_of(workbook))
