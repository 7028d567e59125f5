"""Tables that other tables add up to, cell by cell."""

from __future__ import annotations

import numpy as np
import pytest

from sdc_desktop.core.audit import audit
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.linked_cells import label_tables
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.summed_tables import _places
from sdc_desktop.core.table_cells import collect_cells
from tests.core.build import Row, make_sheet, make_workbook, ref, withhold
from tests.core.systems import EXACT_ONLY

MEN = ((120, 31, 45), (40, 271, 18), (65, 18, 93))
WOMEN = ((98, 44, 52), (61, 230, 3), (77, 25, 80))
AREAS = ("North", "South", "West")
GROUPS = ("Employed", "Looking", "Retired")
Counts = tuple[tuple[int, ...], ...]


def added(*tables: Counts) -> Counts:
    return tuple(tuple(int(n) for n in row) for row in np.sum(tables, axis=0))


def rows_of(title: str, counts: Counts, areas: tuple[str, ...] = AREAS) -> list[Row]:
    numbers = [[*row, sum(row)] for row in counts]
    return [
        [title],
        ["Area", *GROUPS, "Total"],
        *([area, *row] for area, row in zip(areas, numbers, strict=True)),
        ["Total", *np.sum(numbers, axis=0).tolist()],
    ]


def workbook_of(**tables: Counts) -> Workbook:
    return make_workbook(
        *(
            make_sheet(
                rows_of(f"Table {number}: People by area, {name}", counts), f"Table {number}"
            )
            for number, (name, counts) in enumerate(tables.items(), 1)
        )
    )


def system_of(workbook: Workbook) -> RelationSystem:
    return build_relations(workbook, find_tables(workbook))


def sums_across(system: RelationSystem) -> list[str]:
    """Return the relations over several tables as "total = part + part"."""
    found = []
    for line, reason in enumerate(system.reasons):
        if "prints the sum of" in reason:
            span = slice(system.row_starts[line], system.row_starts[line + 1])
            trios = zip(system.columns[span], system.coefficients[span], strict=True)
            named = {sign: [] for sign in (-1.0, 1.0)}
            for column, sign in trios:
                cell = system.cells[int(column)]
                named[float(sign)].append(f"{cell.sheet}!{cell.a1}")
            found.append(f"{named[-1.0][0]} = {' + '.join(named[1.0])}")
    return found


def test_men_and_women_add_up_to_everybody():
    workbook = workbook_of(men=MEN, women=WOMEN, everybody=added(MEN, WOMEN))
    found = sums_across(system_of(workbook))
    assert len(found) == 16
    assert "Table 3!B3 = Table 1!B3 + Table 2!B3" in found


@pytest.mark.parametrize("name", ["all", "people"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_sum_may_stand_anywhere_whatever_it_is_called(name: str, place: int):
    counts = {"men": MEN, "women": WOMEN, name: added(MEN, WOMEN)}
    order = ["men", "women"]
    order.insert(place, name)
    assert len(sums_across(system_of(workbook_of(**{name: counts[name] for name in order})))) == 16


def test_a_cell_withheld_in_one_table_only_is_exact():
    workbook = workbook_of(men=MEN, women=WOMEN, everybody=added(MEN, WOMEN))
    hidden = withhold("C3", "D3", "C4", "D4", sheet="Table 2")
    found = audit(system_of(workbook), publish(workbook, (hidden,)), EXACT_ONLY).intervals
    assert len(found) == 4
    assert all(one.is_exact for one in found)


def test_tables_of_parts_of_parts_are_understood():
    york, hull = MEN, WOMEN
    england = added(york, hull)
    wales = ((15, 12, 61), (33, 8, 27), (14, 91, 22))
    workbook = workbook_of(
        york=york,
        hull=hull,
        england=england,
        wales=wales,
        **{"england and wales": added(england, wales)},
    )
    found = sums_across(system_of(workbook))
    assert "Table 3!B3 = Table 1!B3 + Table 2!B3" in found
    assert "Table 5!B3 = Table 3!B3 + Table 4!B3" in found
    assert len(found) == 32


def test_a_part_without_a_row_counts_nothing_there():
    women = WOMEN[:2]
    everybody = added(MEN, (*women, (0, 0, 0)))
    sheets = (
        make_sheet(rows_of("Table 1: men", MEN), "Table 1"),
        make_sheet(rows_of("Table 2: women", women, AREAS[:2]), "Table 2"),
        make_sheet(rows_of("Table 3: all", everybody), "Table 3"),
    )
    found = sums_across(system_of(make_workbook(*sheets)))
    assert "Table 3!B5 = Table 1!B5" in found
    assert len(found) == 16


def test_a_part_without_totals_leaves_them_out():
    sheets = (
        make_sheet([row[:4] for row in rows_of("Table 1: men", MEN)[:-1]], "Table 1"),
        make_sheet(rows_of("Table 2: women", WOMEN), "Table 2"),
        make_sheet(rows_of("Table 3: all", added(MEN, WOMEN)), "Table 3"),
    )
    found = sums_across(system_of(make_workbook(*sheets)))
    assert len(found) == 9
    assert "Table 3!B3 = Table 1!B3 + Table 2!B3" in found


def test_numbers_rounded_each_on_its_own_still_belong_together():
    def rounded(counts: Counts) -> Counts:
        return tuple(tuple(5 * round(n / 5) for n in row) for row in counts)

    rng = np.random.default_rng(5)
    areas = tuple(f"Area {n}" for n in range(12))
    men, women = (tuple(map(tuple, rng.integers(40, 900, (12, 3)).tolist())) for _ in range(2))
    sheets = (
        make_sheet(rows_of("Table 1: men", rounded(men), areas), "Table 1"),
        make_sheet(rows_of("Table 2: women", rounded(women), areas), "Table 2"),
        make_sheet(rows_of("Table 3: total", rounded(added(men, women)), areas), "Table 3"),
    )
    assert len(sums_across(system_of(make_workbook(*sheets)))) >= 36


def test_tables_that_do_not_add_up_are_left_alone():
    other = ((121, 32, 44), (41, 270, 19), (66, 17, 92))
    assert not sums_across(system_of(workbook_of(y2023=MEN, y2024=WOMEN, y2025=other)))


def test_two_tables_have_no_sum():
    assert not sums_across(system_of(workbook_of(men=MEN, women=WOMEN)))


def test_a_total_is_found_under_its_name_in_another_table():
    towns: list[Row] = [
        ["Table 9: People by town"],
        ["Town", *GROUPS],
        ["Leeds", *np.sum(MEN, axis=0).tolist()],
        ["York", 811, 404, 260],
        ["Hull", 702, 318, 199],
    ]
    leeds = [row[:4] for row in rows_of("Table 1: People in Leeds by area", MEN)]
    workbook = make_workbook(make_sheet(leeds, "Leeds"), make_sheet(towns, "Towns"))
    system = system_of(workbook)
    found = audit(system, publish(workbook, (withhold("C3", sheet="Towns"),)), EXACT_ONLY).intervals
    assert [(one.cell, one.lower, one.upper) for one in found] == [
        (ref("C3", "Towns"), 320.0, 320.0)
    ]


def test_a_large_table_is_not_copied_for_each_small_one():
    many = tuple(f"Place {number}" for number in range(500))
    small = [rows_of(f"Table {n}: People, group {n}", MEN) for n in range(3)]
    large = rows_of("Table 9: People by place", MEN * 200, (*AREAS, *many, *many)[:600])
    sheets = [make_sheet(rows, f"Table {n}") for n, rows in enumerate((*small, large))]
    workbook = make_workbook(*sheets)
    tables = find_tables(workbook)
    cells = collect_cells(workbook, tables)
    labelled = label_tables(workbook, tables)
    assert _places(labelled, cells)[0].shape[1] == (len(AREAS) + 1) * (len(GROUPS) + 1)
