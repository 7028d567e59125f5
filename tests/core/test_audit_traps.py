"""The traps of disclosure theory that have counter-examples, each as a table or as a workbook."""

from __future__ import annotations

import numpy as np
import pytest

from sdc_desktop.core.audit import FeasibilityInterval, audit
from sdc_desktop.core.audit_intervals import Method
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from sdc_desktop.core.tables import Axis, LineRatio, LineSum, Statistic, Table
from tests.core.build import Row, make_sheet, make_workbook, table_of, with_totals, withhold
from tests.core.systems import (
    EXACT_ONLY,
    POLICY,
    ZEROS_WITHHELD,
    Instance,
    attack,
    publish_with,
    small_counts,
    system_of,
    table_instance,
)

X6 = [
    [[2, 2, 0, 0, 0], [2, 0, 2, 0, 2], [1, 1, 1, 0, 2]],
    [[0, 0, 0, 0, 2], [0, 0, 2, 0, 0], [0, 0, 0, 0, 1]],
    [[0, 2, 0, 0, 1], [1, 0, 2, 0, 1], [0, 1, 2, 0, 0]],
    [[0, 0, 0, 0, 1], [0, 1, 0, 0, 0], [0, 2, 0, 1, 0]],
    [[2, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]],
]
S6 = "111101111110011101011111110111011110110011111100111101111111101111011111111"


def block(instance: Instance, rows: range, columns: range) -> list[int]:
    return [instance.number(row, column) for row in rows for column in columns]


def audited(
    instance: Instance, withheld: list[int], policy: Policy = POLICY, **options: object
) -> dict[str, FeasibilityInterval]:
    published = publish_with(instance.system, withheld, **options)
    return {one.cell.a1: one for one in audit(instance.system, published, policy).intervals}


def audited_sheet(
    rows: list[Row], *withheld: str, policy: Policy = POLICY
) -> dict[str, FeasibilityInterval]:
    """A workbook of one table with totals, audited as the program does it."""
    sheet = make_sheet(rows)
    workbook, table = make_workbook(sheet), table_of(sheet)
    published = publish(workbook, (withhold(*withheld),))
    found = audit(build_relations(workbook, (table,)), published, policy).intervals
    return {one.cell.a1: one for one in found}


def ends(found: dict[str, FeasibilityInterval]) -> list[tuple[float, float]]:
    return [(one.lower, one.upper) for one in found.values()]


def test_t1_a_bridge_between_blocks_is_known():
    rows = with_totals(np.arange(1, 17).reshape(4, 4).tolist())
    blocks = [f"{column}{row}" for column, row in ("B2", "C2", "B3", "C3", "D4", "E4", "D5", "E5")]
    found = audited_sheet(rows, *blocks, "D3")
    assert (found["D3"].lower, found["D3"].upper, found["D3"].is_exact) == (7, 7, True)
    assert [name for name, one in found.items() if one.is_exact] == ["D3"]


def test_t2_a_zero_is_a_weak_partner():
    found = audited_sheet(
        with_totals([[5, 0], [0, 7]]), "B2", "C2", "B3", "C3", policy=ZEROS_WITHHELD
    )
    assert ends(found) == [(0, 5), (0, 5), (0, 5), (2, 7)]
    assert not found["B2"].is_enough


def test_t3_where_zeros_are_shown_ones_are_known():
    rows = with_totals([[1, 1], [1, 1]])
    places = "B2", "C2", "B3", "C3"
    assert ends(audited_sheet(rows, *places, policy=ZEROS_WITHHELD)) == [(0, 2)] * 4
    shown = audited_sheet(rows, *places)
    assert ends(shown) == [(1, 1)] * 4
    assert "none of them can be below 1" in shown["B2"].because


def test_t3b_a_marker_that_tells_a_range_gives_nines_away():
    instance = table_instance([[9, 9], [9, 9]])
    four = block(instance, range(2), range(2))
    assert ends(audited(instance, four, ZEROS_WITHHELD)) == [(0, 18)] * 4
    assert ends(audited(instance, four, ZEROS_WITHHELD, marker="<10")) == [(9, 9)] * 4


def ratio_sheet(rows: list[Row]) -> tuple[object, Table]:
    """Cases, people and the share in per cent with one decimal, the lines adding up below."""
    sheet = make_sheet([["Area", "Cases", "People", "Share"], *rows])
    last = len(rows)
    kinds = ((1, Statistic.COUNT), (2, Statistic.COUNT), (3, Statistic.PERCENTAGE))
    across = tuple(range(1, last + 1))
    table = Table(
        "Table 1",
        "",
        CellRange(1, 1, last, 3),
        header_rows=(0,),
        stub_columns=(0,),
        column_statistics=kinds,
        relations=(LineSum(Axis.ROWS, last, tuple(range(1, last)), (1, 2)),),
        ratios=(LineRatio(Axis.COLUMNS, 3, 1, 2, None, across, 100.0, 0.1),),
    )
    return make_workbook(sheet), table


def audited_shares(rows: list[Row], *withheld: str) -> dict[str, FeasibilityInterval]:
    workbook, table = ratio_sheet(rows)
    published = publish(workbook, (withhold(*withheld),))
    system = build_relations(workbook, (table,))
    return {one.cell.a1: one for one in audit(system, published, EXACT_ONLY).intervals}


def test_t5_a_percentage_of_a_shown_total_gives_the_count_away():
    rows: list[Row] = [["North", 5, 40, 12.5], ["South", 20, 60, 33.3], ["All", 25, 100, 25.0]]
    found = audited_shares(rows, "B2", "B3")
    assert (found["B2"].lower, found["B2"].upper) == (5, 5)
    assert found["B2"].is_exact


def test_t5c_a_percentage_of_a_shown_count_gives_the_total_away():
    rows: list[Row] = [["North", 50, 200, 25.0], ["South", 20, 61, 32.8], ["All", 70, 261, 26.8]]
    found = audited_shares(rows, "C2", "C3")
    assert (found["C2"].lower, found["C2"].upper, found["C2"].is_exact) == (200, 200, True)


def test_t6_whole_numbers_are_narrower_than_fractions_in_three_dimensions():
    instance = table_instance(X6)
    inner = np.arange(75).reshape(5, 3, 5)
    places = np.flatnonzero(np.array(list(S6)) == "1")
    withheld = sorted(instance.number(*np.unravel_index(place, inner.shape)) for place in places)
    found = audited(instance, withheld)
    cell = found[instance.cell(0, 1, 4).a1]
    assert (cell.lower, cell.upper, cell.is_exact, cell.is_certified) == (2, 2, True, True)
    by_fractions = attack(instance.system, withheld, lowest=0, whole=False)
    assert by_fractions[withheld.index(instance.number(0, 1, 4))] == (1.5, 2)
    assert ends(found) == attack(instance.system, withheld, lowest=0)
    assert Method.WHOLE in {one.method for one in found.values()}


def test_t7_two_releases_together_give_both_cells_away():
    numbers = np.array([3.0, 47.0, 50.0, 13.0, 60.0])  # A, B, A+B now; C and B+C then
    system = system_of(numbers, [([0, 1, 2], [1, 1, -1]), ([1, 3, 4], [1, 1, -1])])
    found = audit(system, publish_with(system, [0, 1]), POLICY).intervals
    assert [(one.lower, one.upper, one.is_exact) for one in found] == [(3, 3, True), (47, 47, True)]
    assert found[0].because == (
        "A reader knows that A1 is 3: C1 + D1 \N{MINUS SIGN} E1."  # through B, which cancels
    )


def test_t8_a_total_of_one_part_is_that_part():
    rows = with_totals([[0, 0, 7, 0], [10, 20, 30, 40]])
    assert audited_sheet(rows, "D2")["D2"].is_exact
    both = audited_sheet(rows, "D2", "F2")
    assert [one.is_exact for one in both.values()] == [True, True]


@pytest.mark.parametrize("base", [3.0])
def test_t9_random_rounding_is_undone_by_adding_up(base: float):
    system = system_of(np.array([2.0, 2.0, 4.0]), [([0, 1, 2], [1, 1, -1])])
    published = publish_with(system, [], rounded={0: 0.0, 1: 0.0, 2: 6.0}, base=base)
    found = audit(system, published, POLICY).intervals
    assert [(one.lower, one.upper) for one in found] == [(2, 2), (2, 2), (4, 4)]
    assert not any(one.is_enough for one in found)


def test_t10_rounded_parts_and_their_total_narrow_one_another():
    system = system_of(np.array([4.0, 4.0, 4.0, 12.0]), [([0, 1, 2, 3], [1, 1, 1, -1])])
    shown = {0: 5.0, 1: 5.0, 2: 5.0, 3: 10.0}
    found = audit(system, publish_with(system, [], rounded=shown, base=5.0), POLICY).intervals
    assert [(one.lower, one.upper) for one in found] == [(3, 6)] * 3


def test_t12_what_cannot_be_protected_is_said_and_ends():
    found = audited_sheet(with_totals([[1, 0], [0, 1]]), "B2", "C3")
    assert [(one.is_exact, one.is_enough) for one in found.values()] == [(True, False)] * 2
    assert all(one.is_certified for one in found.values())


def test_t16_where_nothing_is_known_exactly_the_range_may_still_be_too_narrow():
    rng = np.random.default_rng(1)
    instance = table_instance(rng.poisson(rng.lognormal(2, 1, (20, 10))))
    system = instance.system
    withheld = np.zeros(system.values.size, bool)
    withheld[small_counts(system)] = True
    for members in np.split(system.columns, system.row_starts[1:-1]):
        open_cells = [cell for cell in members if not withheld[cell] and system.values[cell] > 0]
        if withheld[members].sum() == 1 and open_cells:
            withheld[min(open_cells, key=lambda cell: system.values[cell])] = True
    found = audited(instance, np.flatnonzero(withheld).tolist())
    too_narrow = [one for one in found.values() if not one.is_exact and not one.is_enough]
    assert too_narrow
    assert all("the policy asks for at least 1 to 10" in one.because for one in too_narrow)
