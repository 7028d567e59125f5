import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.actions import Action
from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.core.protection.rounding import (
    cells_to_round,
    narrowest_bin,
    numbers_of,
    round_conventionally,
    round_half_even,
)
from sdc_desktop.core.published import publish
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Statistic, Table
from tests.core.build import make_sheet, make_workbook, ref, rounded, table_of, withhold


@dataclass(frozen=True)
class SomeCheck:
    """The part of a check that rounding looks at."""

    workbook: Workbook
    tables: tuple[Table, ...]
    actions: tuple[Action, ...] = ()


def round_one(value: float, base: float) -> float:
    return float(round_conventionally(np.array([value]), base)[0])


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [
        (2, 5, 0),
        (3, 5, 5),
        (7, 5, 5),
        (8, 5, 10),
        (12, 5, 10),
        (5, 10, 10),
        (15, 10, 20),
        (-5, 10, -10),
        (4.999, 10, 0),
        (2.5, 5, 5),
        (1, 3, 0),
        (2, 3, 3),
        (0, 5, 0),
        (0.49999999999999994, 1, 0),
        (1_234_567, 1000, 1_235_000),
    ],
)
def test_numbers_go_to_the_nearest_multiple_and_ties_away_from_zero(value, base, expected):
    assert round_one(value, base) == expected


def test_what_is_no_number_stays():
    assert math.isnan(round_one(math.nan, 5))
    assert round_one(math.inf, 5) == math.inf


def test_zero_has_no_sign():
    assert math.copysign(1, round_one(-1, 5)) == 1


@pytest.mark.parametrize("base", [0, -5, math.nan, math.inf])
def test_a_base_is_positive(base):
    with pytest.raises(ValueError, match="base"):
        round_conventionally(np.zeros(1), base)


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(1, 10_000))
def test_rounding_twice_changes_nothing_and_moves_at_most_half_a_base(value, base):
    once = round_one(value, base)
    assert once % base == 0
    assert abs(once - value) <= base / 2
    assert round_one(once, base) == once
    assert round_one(-value, base) == -once


@settings(deadline=None)
@given(st.floats(-1e9, 1e9), st.sampled_from([0.1, 0.5, 2.5, 5, 1000]))
def test_rounding_fractions_moves_at_most_half_a_base(value, base):
    once = round_one(value, base)
    assert abs(once - value) <= base / 2 * (1 + 1e-6) + 1e-6
    assert round_one(once, base) == pytest.approx(once, abs=1e-6)


@pytest.mark.parametrize(
    ("unsafe", "base", "width"),
    [
        ("1..7", 5, 5),
        ("<= 7", 5, 5),
        ("< 5", 5, 3),
        ("< 10", 5, 3),
        (None, 5, 5),
        (None, 10, 10),
        ("< 10", 10, 5),
        ("<= 10", 10, 4),
        ("< 10", 1, 1),
        (None, 3, 3),
    ],
)
def test_the_narrowest_published_count_stands_for_so_many(unsafe, base, width):
    assert narrowest_bin(None if unsafe is None else UnsafeRange.parse(unsafe), base) == width


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(1, 30))
def test_the_narrowest_bin_is_what_trying_all_counts_gives(threshold, base):
    shown = np.arange(threshold, 301, dtype=float)
    rounded_counts = round_conventionally(shown, base).tolist()
    sizes = [rounded_counts.count(multiple) for multiple in range(base, 201, base)]
    unsafe = UnsafeRange(1, threshold - 1) if threshold > 1 else None
    assert narrowest_bin(unsafe, base) == min(size for size in sizes if size)


ROWS = [["Area", "people", "share"], ["Leeds", 13, 0.43], ["York", 17, 0.57], ["note", None, None]]


def make_check(*actions: Action) -> SomeCheck:
    sheet = make_sheet(ROWS)
    table = table_of(sheet, totals=False)
    kinds = ((1, Statistic.COUNT), (2, Statistic.PERCENTAGE))
    table = Table(sheet.name, "", table.body, (0,), (0,), column_statistics=kinds)
    return SomeCheck(make_workbook(sheet), (table,), actions)


def test_counts_and_sums_are_rounded_and_percentages_are_left_out():
    check = make_check()
    published = publish(check.workbook, ())
    assert cells_to_round(check.workbook, check.tables, published) == (ref("B2"), ref("B3"))
    cells, numbers = numbers_of(check, [ref("B3"), ref("C3"), ref("A1"), ref("B4")])
    assert cells == (ref("B3"),)
    assert numbers.tolist() == check.workbook.sheets[0].values[2:3, 1].tolist()


def test_withheld_cells_are_left_out():
    check = make_check(withhold("B2"))
    published = publish(check.workbook, check.actions)
    assert cells_to_round(check.workbook, check.tables, published) == (ref("B3"),)
    assert numbers_of(check, [ref("B2")])[0] == ()


def test_rounding_again_begins_with_the_original_numbers():
    check = make_check(rounded(10, B2=10))
    cells, numbers = numbers_of(check, [ref("B2"), ref("B2")])
    assert cells == (ref("B2"),)
    assert numbers.tolist() == [check.workbook.value(ref("B2"))]


def test_a_cell_beyond_the_sheet_is_left_out():
    check = make_check()
    assert numbers_of(check, [ref("Z99"), ref("B2", "Nowhere")])[0] == ()


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [(5, 10, 0), (15, 10, 20), (25, 10, 20), (35, 10, 40), (-5, 10, 0), (-15, 10, -20),
     (16, 10, 20), (14, 10, 10), (2, 4, 0), (6, 4, 8), (7, 5, 5)],
)  # fmt: skip
def test_halves_can_go_to_the_even_multiple(value, base, expected):
    assert float(round_half_even(np.array([float(value)]), base)[0]) == expected
