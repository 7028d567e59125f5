"""One wish becomes actions, whatever the method."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sdc_desktop.core.actions import RoundCells, Withhold
from sdc_desktop.core.audit_knowledge import reader_knowledge
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.protection.changing import perturb_tables
from sdc_desktop.core.protection.perturbing import NotPerturbedError, PerturbWish, perturb
from sdc_desktop.core.protection.record_keys import CellRecords
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from sdc_desktop.core.tables import Axis, LineSum, Table
from tests.core.build import STAMP, make_sheet, make_workbook, ref, table_of, with_totals, withhold

KEY = b"a secret of 16 b"
NOTHING_ASKED = Policy("none", "1", "No rule")
WISHES = (
    PerturbWish(method=Method.CONVENTIONAL, base=5),
    PerturbWish(method=Method.FIGURES, figures=1),
    PerturbWish(method=Method.RANDOM, base=3, key=KEY),
    PerturbWish(method=Method.GRADUATED, key=KEY),
    PerturbWish(method=Method.CONTROLLED, base=5),
    PerturbWish(method=Method.MIDPOINT, base=6),
    PerturbWish(method=Method.MIDPOINT, base=5),
    PerturbWish(method=Method.HALF_EVEN, base=10),
    PerturbWish(method=Method.HALF_EVEN, base=4),
    PerturbWish(method=Method.SMALL_COUNT, base=3),
    PerturbWish(method=Method.NOISE, key=KEY, p_table=design_p_table(5, 2.0, 2)),
)
tables = arrays.arrays(np.int64, st.tuples(*(st.integers(2, 4),) * 2), elements=st.integers(0, 30))


def check_of(counts: list[list[int]], policy: Policy = NOTHING_ASKED) -> Check:
    sheet = make_sheet(with_totals(counts))
    return Check(make_workbook(sheet), policy, (table_of(sheet),))


def shown(check: Check, wish: PerturbWish) -> list[list[float]]:
    actions = perturb(check, wish, None, STAMP).actions
    return publish(check.workbook, actions).values["Table 1"][1:, 1:].tolist()


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{wish.method.value} {wish.base:g}")
@given(counts=tables)
@settings(max_examples=15, deadline=None)
def test_what_a_reader_takes_for_possible_always_holds_the_true_number(wish, counts) -> None:
    check = check_of(counts.tolist())
    after = check.do(*perturb(check, wish, None, STAMP).actions)
    system = build_relations(check.workbook, check.tables)
    known = reader_knowledge(system, publish(after.workbook, after.actions), after.policy)
    assert np.all(known.lower <= system.values)
    assert np.all(system.values <= known.upper)


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.method.value)
def test_the_same_wish_gives_the_same_numbers_again(wish) -> None:
    counts = [[1, 4, 9], [2, 0, 17]]
    assert shown(check_of(counts), wish) == shown(check_of(counts), wish)


@pytest.mark.parametrize("method", [Method.CONVENTIONAL, Method.RANDOM, Method.MIDPOINT])
def test_totals_can_be_the_sums_of_the_rounded_cells(method) -> None:
    check = check_of([[1, 4, 9], [2, 0, 17]])
    wish = PerturbWish(method=method, base=4, key=KEY, totals_are_summed=True)
    found = perturb(check, wish, None, STAMP)
    numbers = np.array(shown(check, wish))
    assert found.apart == 0
    assert numbers[:-1, :-1].sum(axis=1).tolist() == numbers[:-1, -1].tolist()
    assert numbers[:-1].sum(axis=0).tolist() == numbers[-1].tolist()


def test_controlled_rounding_says_how_near_it_is_to_the_least_deviation() -> None:
    check = check_of([[1, 4, 9], [2, 0, 17]])
    found = perturb(check, PerturbWish(method=Method.CONTROLLED, base=5), None, STAMP)
    assert (found.apart, found.beyond, found.is_optimal) == (0, 0, True)
    assert found.deviation == found.lower_bound


def test_withheld_cells_stay_withheld_and_the_others_still_add_up_where_they_can() -> None:
    check = check_of([[1, 4, 9], [2, 0, 17], [8, 8, 8]]).do(withhold("B2", "C2", "B3", "C3"))
    found = perturb(check, PerturbWish(method=Method.CONTROLLED, base=5), None, STAMP)
    after = publish(check.workbook, (*check.actions, *found.actions))
    values = after.values["Table 1"][1:, 1:]
    assert np.isnan(values[:2, :2]).all()
    assert values[:3, 2].sum() == values[3, 2]
    assert values[2, :3].sum() == values[2, 3]


def test_unsafe_counts_are_withheld_before_rounding_unless_the_policy_finds_rounding_enough() -> (
    None
):
    counts, wish = [[1, 40], [50, 60]], PerturbWish(method=Method.CONTROLLED, base=5)
    strict = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 4), rounding_base=5)
    lenient = Policy(
        "p", "1", "P", unsafe_counts=UnsafeRange(1, 4), rounding_base=5, rounding_is_enough=True
    )
    first = perturb_tables(check_of(counts, strict), wish, STAMP).actions[0]
    assert isinstance(first, Withhold)
    assert first.cells == (ref("B2"),)
    alone = perturb_tables(check_of(counts, lenient), wish, STAMP).actions
    assert all(isinstance(action, RoundCells) for action in alone)


def test_small_counts_leave_larger_inner_counts_out_of_the_action() -> None:
    check = check_of([[1, 40], [50, 60]])
    wish = PerturbWish(method=Method.SMALL_COUNT, base=3)
    named = {cell.a1 for one in perturb(check, wish, None, STAMP).actions for cell in one.cells}
    assert named == {"B2", "D2", "D3", "B4", "C4", "D4"}


def test_zeros_among_midpoints_and_counts_without_figures_to_lose_are_shown_as_they_are() -> None:
    check = check_of([[0, 40], [7, 60]])
    named = [
        {cell.a1 for one in perturb(check, wish, None, STAMP).actions for cell in one.cells}
        for wish in WISHES
        if wish.method is Method.FIGURES or (wish.method, wish.base) == (Method.MIDPOINT, 6)
    ]
    assert named == [
        {"C2", "D2", "C3", "D3", "C4", "D4"},
        {"C2", "D2", "B3", "C3", "D3", "B4", "C4", "D4"},
    ]


def test_rounding_that_leaves_one_number_only_is_said_to_be_known() -> None:
    policy = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 4), rounding_is_enough=True)
    check = check_of([[1, 40], [7, 60]], policy)
    cells = build_relations(check.workbook, check.tables).cells
    values = tuple(map(check.workbook.value, cells))
    action = RoundCells(cells, values, "conventional", 1.0, STAMP)
    [one] = assess(check.do(action)).audit.unprotected
    assert "allows no other number" in one.because


def test_what_falls_below_the_least_shown_number_is_withheld_after_the_noise() -> None:
    check = check_of([[11, 40], [50, 9]])
    keys = dict.fromkeys(build_relations(check.workbook, check.tables).cells, 0.1)
    table = design_p_table(5, 2.0)
    wish = PerturbWish(method=Method.CELL_KEY, p_table=table, cell_keys=CellRecords(keys), least=10)
    *_, last = perturb(check, wish, None, STAMP).actions
    assert isinstance(last, Withhold)
    assert last.cells == (ref("B2"), ref("C3"))


def test_cells_without_a_key_are_no_case_for_cell_keys() -> None:
    table = design_p_table(5, 2.0)
    wish = PerturbWish(method=Method.CELL_KEY, p_table=table, cell_keys=CellRecords({}))
    with pytest.raises(NotPerturbedError) as caught:
        perturb(check_of([[11, 40], [50, 9]]), wish, None, STAMP)
    assert "keyed noise" in caught.value.hint


def test_a_cell_that_is_printed_twice_is_rounded_to_the_same_number() -> None:
    rows = [[7, 8, 9], [4, 5, 6], [13, 2, 31]]
    first = make_sheet(with_totals(rows), "Table 1")
    second = make_sheet(with_totals(rows), "Table 2")
    book = make_workbook(first, second)
    found: tuple[Table, ...] = table_of(first), table_of(second)
    check = Check(book, NOTHING_ASKED, found)
    actions = perturb(
        check, PerturbWish(method=Method.RANDOM, base=10, key=KEY), None, STAMP
    ).actions
    values = publish(book, actions).values
    assert np.array_equal(values["Table 1"], values["Table 2"], equal_nan=True)


def test_random_rounding_that_its_own_total_undoes_is_found() -> None:
    """Shown 0, 0 and a total of 6 to base 3: both cells are exactly 2 (theory trap T9)."""
    sheet = make_sheet([["Area", "Number"], ["Leeds", 2], ["York", 2], ["Total", 4]])
    down = LineSum(Axis.ROWS, 3, (1, 2), (1,))
    table = replace(table_of(sheet, totals=False), total_rows=(3,), relations=(down,))
    policy = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 4), rounding_is_enough=True)
    check = Check(make_workbook(sheet), policy, (table,))
    action = RoundCells(
        (ref("B2"), ref("B3"), ref("B4")), (0.0, 0.0, 6.0), "random", 3.0, STAMP, reach=(2.0, 2.0)
    )
    exact = {
        one.cell.a1: one.lower for one in assess(check.do(action)).audit.intervals if one.is_exact
    }
    assert exact == {"B2": 2, "B3": 2, "B4": 4}


def test_what_random_rounding_gives_away_through_its_sums_is_withheld_in_the_end() -> None:
    rows = [["Area", "2020", "2021"], ["Leeds", 2, 20], ["York", 2, 17], ["Total", 4, 37]]
    book = make_workbook(make_sheet(rows))
    policy = Policy(
        "p",
        "1",
        "P",
        unsafe_counts=UnsafeRange(1, 9),
        rounding_base=3,
        rounding_is_enough=True,
    )
    check = Check(book, policy, find_tables(book))
    told = 0
    for number in range(30):
        wish = PerturbWish(method=Method.RANDOM, base=3, key=b"secret number %03d" % number)
        rounded = check.do(*perturb(check, wish, None, STAMP).actions)
        told += any(one.is_exact for one in assess(rounded).audit.intervals)
        finished = check.do(*perturb_tables(check, wish, STAMP).actions)
        assert not any(one.is_exact for one in assess(finished).audit.intervals)
    assert told


def test_percentages_follow_their_rounded_counts() -> None:
    rows = [
        ["Area", "Yes", "Yes %", "Total"],
        *(["Leeds", 41, 41.0, 100], ["York", 30, 75.0, 40], ["Hull", 8, 20.0, 40]),
        ["Goole", 9, 15.0, 60],
    ]
    book = make_workbook(make_sheet(rows))
    check = Check(book, NOTHING_ASKED, find_tables(book))
    actions = perturb_tables(check, PerturbWish(method=Method.CONVENTIONAL, base=5), STAMP).actions
    values = publish(book, actions).values["Table 1"]
    assert values[1:, 1].tolist() == [40, 30, 10, 10]
    assert values[1:, 2].tolist() == [40.0, 75.0, 25.0, 17.0]


def test_a_mean_that_nobody_can_trace_is_withheld_beside_rounded_counts() -> None:
    rows = [
        ["Area", "Number", "Mean age", "Median age"],
        *(["Leeds", 41, 37.2, 36], ["York", 30, 41.9, 40], ["Hull", 12, 52.6, 50]),
    ]
    book = make_workbook(make_sheet(rows))
    check = Check(book, NOTHING_ASKED, find_tables(book))
    actions = perturb_tables(check, PerturbWish(method=Method.CONVENTIONAL, base=5), STAMP).actions
    withheld = {cell.a1 for one in actions if isinstance(one, Withhold) for cell in one.cells}
    assert withheld == {"C2", "C3", "C4"}


def test_a_policy_may_ask_that_percentages_of_rounded_counts_are_withheld() -> None:
    rows = [["Area", "Yes", "Yes %", "Total"], ["Leeds", 41, 41.0, 100], ["York", 30, 75.0, 40]]
    rows += [["Hull", 8, 20.0, 40], ["Goole", 9, 15.0, 60]]
    book = make_workbook(make_sheet(rows))
    check = Check(book, replace(NOTHING_ASKED, withholds_derived=True), find_tables(book))
    actions = perturb_tables(check, PerturbWish(method=Method.CONVENTIONAL, base=5), STAMP).actions
    assert np.isnan(publish(book, actions).values["Table 1"][1:, 2]).all()
