"""What shown percentages, rates and means give away of the numbers behind them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.actions import RoundCells
from sdc_desktop.core.audit import FeasibilityInterval, audit
from sdc_desktop.core.audit_update import update_audit
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from sdc_desktop.core.tables import Axis, LineRatio, Statistic, Table
from tests.core.build import STAMP, Row, make_sheet, make_workbook, ref, withhold
from tests.core.systems import EXACT_ONLY, POLICY

HEADER: Row = ["Area", "Cases", "People", "Share"]


def ratio_table(rows: int, *, factor: float, step: float, numerator: Statistic) -> Table:
    """The table of B2:D(rows + 1), whose last column is made of the two before it."""
    kinds = ((1, numerator), (2, Statistic.COUNT), (3, Statistic.PERCENTAGE))
    across = tuple(range(1, rows + 1))
    ratio = LineRatio(Axis.COLUMNS, 3, 1, 2, None, across, factor, step)
    return Table(
        "Table 1",
        "",
        CellRange(1, 1, rows, 3),
        header_rows=(0,),
        stub_columns=(0,),
        column_statistics=kinds,
        ratios=(ratio,),
    )


def intervals(
    rows: list[Row],
    *withheld: str,
    factor: float = 100.0,
    step: float = 0.1,
    numerator: Statistic = Statistic.COUNT,
    others: tuple[RoundCells, ...] = (),
) -> dict[str, FeasibilityInterval]:
    workbook = make_workbook(make_sheet([HEADER, *rows]))
    table = ratio_table(len(rows), factor=factor, step=step, numerator=numerator)
    system = build_relations(workbook, (table,))
    published = publish(workbook, (*others, withhold(*withheld)))
    found = audit(system, published, EXACT_ONLY).intervals
    return {one.cell.a1: one for one in found}


def ends(one: FeasibilityInterval) -> tuple[float, float]:
    return one.lower, one.upper


def printed(x: int, total: int, factor: int, digits: int) -> float:
    step = Decimal(1).scaleb(-digits)
    return float((Decimal(factor * x) / Decimal(total)).quantize(step, ROUND_HALF_UP))


def test_t5_a_percentage_gives_a_withheld_count_away():
    found = intervals([["North", 5, 40, 12.5]], "B2")
    assert ends(found["B2"]) == (5, 5)
    assert found["B2"].is_exact
    assert not found["B2"].is_enough


def test_t5c_a_percentage_of_a_shown_count_gives_its_total_away():
    found = intervals([["North", 50, 200, 25.0]], "C2")
    assert ends(found["C2"]) == (200, 200)
    assert found["C2"].is_exact


def test_a_percentage_without_decimals_leaves_some_room():
    found = intervals([["North", 50, 1000, 5]], "B2", step=1.0)
    assert ends(found["B2"]) == (45, 54)
    assert found["B2"].is_certified
    assert not found["B2"].is_exact


def test_both_numbers_withheld_are_tied_by_their_percentage():
    found = intervals([["North", 3, 7, 42.9]], "B2", "C2")
    assert ends(found["B2"]) == (3, np.inf)
    assert ends(found["C2"]) == (7, np.inf)


def test_a_withheld_percentage_of_shown_counts_is_known():
    found = intervals([["North", 5, 40, 12.5]], "D2")
    assert found["D2"].is_exact
    assert found["D2"].lower == pytest.approx(12.5)


def test_a_withheld_percentage_with_its_count_tells_nothing_exact():
    found = intervals([["North", 5, 40, 12.5]], "B2", "D2")
    assert not found["B2"].is_exact
    assert not found["D2"].is_exact
    assert ends(found["B2"]) == (1, np.inf)


def test_a_quotient_with_all_digits_is_a_fraction():
    found = intervals([["North", 3, 7, 300 / 7]], "B2", "C2", step=0.0)
    assert ends(found["B2"]) == (3, np.inf)
    found = intervals([["North", 300, 700, 300 / 7]], "B2", step=0.0)
    assert ends(found["B2"]) == (300, 300)


def test_a_mean_gives_a_withheld_sum_away_to_its_printed_digit():
    found = intervals([["North", 1234.5, 10, 123.5]], "B2", factor=1.0, numerator=Statistic.SUM)
    assert ends(found["B2"]) == pytest.approx((1234.5, 1235.5))


def test_a_percentage_of_rounded_counts_undoes_the_rounding():
    five = RoundCells((ref("B2"),), (5.0,), "conventional", 5.0, STAMP)
    rows: list[Row] = [["North", 3, 40, 7.5]]
    found = intervals(rows, others=(five,))
    assert ends(found["B2"]) == (3, 3)


def test_a_ratio_that_its_own_numbers_contradict_tells_nothing():
    found = intervals([["North", 5, 40, 99.0]], "B2")
    assert ends(found["B2"]) == (1, np.inf)


@st.composite
def shown_ratios(draw: st.DrawFn) -> tuple[list[Row], list[str], int, int]:
    factor, digits = draw(st.sampled_from([(100, 0), (100, 1), (1, 2), (1000, 0)]))
    rows: list[Row] = []
    for _ in range(draw(st.integers(1, 3))):
        total = draw(st.integers(1, 25))
        x = draw(st.integers(1, total))
        rows.append(["Area", x, total, printed(x, total, factor, digits)])
    names = [f"{letter}{n + 2}" for n in range(len(rows)) for letter in "BC"]
    return rows, draw(st.lists(st.sampled_from(names), min_size=1, unique=True)), factor, digits


@given(shown_ratios())
@settings(max_examples=300, deadline=None)
def test_intervals_hold_all_numbers_that_print_the_same_ratio_and_no_others(
    case: tuple[list[Row], list[str], int, int],
):
    rows, withheld, factor, digits = case
    highest = 60
    found = intervals(rows, *withheld, factor=float(factor), step=10.0**-digits)
    for number, (_, x, total, shown) in enumerate(rows):
        xs = range(1, highest) if f"B{number + 2}" in withheld else (x,)
        totals = range(1, highest) if f"C{number + 2}" in withheld else (total,)
        fits = [
            pair
            for pair in itertools.product(xs, totals)
            if printed(*pair, factor, digits) == shown
        ]
        for name, values in zip(
            (f"B{number + 2}", f"C{number + 2}"), zip(*fits, strict=False), strict=True
        ):
            if name not in withheld:
                continue
            one = found[name]
            assert one.is_certified
            assert one.lower == min(values)
            assert one.upper == max(values) or one.upper >= highest - 1


def test_ratios_are_left_aside_where_they_are_to_be_withheld():
    workbook = make_workbook(make_sheet([HEADER, ["North", 5, 40, 12.5]]))
    table = ratio_table(1, factor=100.0, step=0.1, numerator=Statistic.COUNT)
    system = build_relations(workbook, (table,))
    assert system.ratios.ratio.size == 1
    assert system.steps[system.ratios.ratio].tolist() == [0.1]
    bare = build_relations(workbook, (replace(table, ratios=()),))
    assert bare.ratios.ratio.size == 0


@given(shown_ratios(), st.sampled_from("BCD"))
@settings(max_examples=100, deadline=None)
def test_an_audit_after_an_edit_takes_ratios_into_account(
    case: tuple[list[Row], list[str], int, int], letter: str
):
    rows, withheld, factor, digits = case
    workbook = make_workbook(make_sheet([HEADER, *rows]))
    step = 10.0**-digits
    table = ratio_table(len(rows), factor=float(factor), step=step, numerator=Statistic.COUNT)
    system = build_relations(workbook, (table,))
    before = publish(workbook, (withhold(*withheld),))
    after = publish(workbook, (withhold(*withheld), withhold(f"{letter}2")))
    updated = update_audit(audit(system, before, EXACT_ONLY), before, system, after, EXACT_ONLY)
    assert updated == audit(system, after, EXACT_ONLY)


def test_a_percentage_beside_a_count_that_the_source_withholds_gives_it_away():
    rows = [
        ["Area", "Workers", "Off sick", "Percentage off sick"],
        *(["Ashford", 5310, 212, 3.99], ["Brookdale", 2875, "[c]", 3.41]),
        *(["Carrick", 7740, 305, 3.94], ["Dunmore", 640, "[c]", 0.62]),
        *(["Eastleigh", 4120, 171, 4.15], ["Fenwick", 1985, 83, 4.18]),
        ["All areas", 22670, 873, 3.85],
    ]
    workbook = make_workbook(make_sheet(rows))
    check = Check(workbook, POLICY, find_tables(workbook))
    found = {one.cell.a1: (one.lower, one.upper) for one in assess(check).audit.intervals}
    assert found == {"C3": (98, 98), "C5": (4, 4)}
