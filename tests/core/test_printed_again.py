"""Lines that two tables print under different names, and many tables compared quickly."""

from __future__ import annotations

import numpy as np
import pytest

from sdc_desktop.core.audit import audit
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from sdc_desktop.core.sheets import Sheet
from tests.core.build import Row, make_sheet, make_workbook, ref, with_totals, withhold
from tests.core.systems import EXACT_ONLY

LEEDS = ((120, 31, 45), (40, 271, 18), (65, 18, 93))
YORK = ((98, 44, 52), (61, 230, 3), (77, 25, 80))
GROUPS = ("Group 1", "Group 2", "Group 3", "Total")


def sums(counts: tuple[tuple[int, ...], ...]) -> list[int]:
    columns = [sum(column) for column in zip(*counts, strict=True)]
    return [*columns, sum(columns)]


def found_exact(sheets: tuple[Sheet, ...], place: str, sheet: str) -> float | None:
    """Return what a reader works out of one withheld cell, None when it stays open."""
    workbook = make_workbook(*sheets)
    system = build_relations(workbook, find_tables(workbook))
    published = publish(workbook, (withhold(place, sheet=sheet),))
    [one] = audit(system, published, EXACT_ONLY).intervals
    return one.lower if one.is_exact and "adds up" not in one.because else None


def test_the_total_of_a_town_is_its_line_in_the_table_of_towns():
    towns: list[Row] = [
        ["Town", *GROUPS[:3]],
        ["Leeds", *sums(LEEDS)[:3]],
        ["York", *sums(YORK)[:3]],
    ]
    sheets = make_sheet(with_totals(LEEDS), "Leeds"), make_sheet(towns, "Towns")
    assert found_exact(sheets, "C2", "Towns") == sums(LEEDS)[1]


def test_a_row_that_is_a_column_elsewhere_gives_its_numbers_away():
    plain: list[Row] = [
        ["Area", *GROUPS[:3]],
        *([f"Area {n}", *row] for n, row in enumerate(LEEDS)),
    ]
    turned = [list(column) for column in zip(*plain, strict=True)]
    turned[0][0] = "Group"
    sheets = make_sheet(plain, "Plain"), make_sheet(turned, "Turned")
    assert found_exact(sheets, "C3", "Plain") == LEEDS[1][1]


def test_a_column_under_two_labels_is_one_of_a_table_of_its_own():
    header: list[Row] = [
        ["", "Leeds", None, None, "York", None, None],
        ["Area", *GROUPS[:3], *GROUPS[:3]],
    ]
    both: list[Row] = [
        *header,
        *([f"Area {n}", *a, *b] for n, (a, b) in enumerate(zip(LEEDS, YORK, strict=True))),
    ]
    york: list[Row] = [["Area", *GROUPS[:3]], *([f"Area {n}", *row] for n, row in enumerate(YORK))]
    sheets = make_sheet(both, "Both"), make_sheet(york, "York")
    assert found_exact(sheets, "F5", "Both") == YORK[2][1]


def test_two_tables_of_the_same_people_add_up_to_the_same_without_printing_it():
    by_group: list[Row] = [["Area", "A", "B"], ["North", 195, 110], ["South", 79, 6]]
    by_sex: list[Row] = [["Area", "Men", "Women"], ["North", 203, 102], ["South", 40, 45]]
    sheets = make_sheet(by_group, "Groups"), make_sheet(by_sex, "Sexes")
    assert found_exact(sheets, "C3", "Groups") == 6


def test_a_turned_table_that_only_adds_up_gives_away_too():
    women: list[Row] = [["Area", "A", "B"], ["North", 134, 168], ["South", 6, 185]]
    people: list[Row] = [["Group", "Men", "Women"], ["A", 291, 140], ["B", 179, 353]]
    sheets = make_sheet(women, "Women"), make_sheet(people, "People")
    assert found_exact(sheets, "B3", "Women") == 6


def test_a_number_that_differs_refutes_it():
    towns: list[Row] = [["Town", *GROUPS[:3]], ["Leeds", *sums(LEEDS)[:2], 157], ["York", 1, 2, 3]]
    sheets = make_sheet(with_totals(LEEDS), "Leeds"), make_sheet(towns, "Towns")
    assert found_exact(sheets, "C2", "Towns") is None


def test_small_numbers_may_agree_by_chance():
    first: list[Row] = [["Area", "A", "B"], ["North", 11, 12], ["South", 3, 14]]
    second: list[Row] = [["Town", "A", "B"], ["Leeds", 11, 12], ["York", 5, 6]]
    sheets = make_sheet(first, "First"), make_sheet(second, "Second")
    assert found_exact(sheets, "B2", "Second") is None


@pytest.mark.parametrize("repeated", [2, 90])
def test_among_hundreds_of_tables_those_that_repeat_a_line_are_still_found(repeated: int):
    rng = np.random.default_rng(4)
    shared = rng.integers(1000, 9000, 3).tolist()
    sheets = []
    for number in range(90):
        own = rng.integers(1000, 9000, (3, 3)).tolist()
        rows: list[Row] = [
            ["Area", *GROUPS[:3]],
            *([f"Area {n}", *row] for n, row in enumerate(own)),
        ]
        if number < repeated:
            rows.append(["Everywhere", *shared])
        sheets.append(make_sheet(rows, f"Sheet {number}"))
    workbook = make_workbook(*sheets)
    system = build_relations(workbook, find_tables(workbook))
    hidden = withhold("C5", sheet="Sheet 0")
    [one] = audit(system, publish(workbook, (hidden,)), EXACT_ONLY).intervals
    assert (one.cell, one.lower, one.upper) == (ref("C5", "Sheet 0"), shared[1], shared[1])
