"""Every total of generated workbooks is found, and no equation that is not true."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.tables import Table
from tests.layouts import build
from tests.layouts.build import Options
from tests.layouts.compare import Compared, compare

PLAIN = Options(is_plain=True)
SEEDS = range(100)
FEWEST_LINES = 3

seeds = st.integers(0, 10**6)
often = settings(derandomize=True, deadline=None, max_examples=60, database=None)


@lru_cache(maxsize=len(SEEDS))
def compared(seed: int, options: Options) -> tuple[tuple[Compared, ...], tuple[Table, ...]]:
    made = build.make_workbook(seed, options)
    return compare(made.tables, find_tables(made.workbook))


def share_found(options: Options, *, only_labelled: bool) -> float:
    """Return the share of required totals that are found over the fixed seeds."""
    wanted = missed = 0
    for seed in SEEDS:
        for one in compared(seed, options)[0]:
            sums = [each for each in one.true.sums if each.is_required]
            wanted += sum(each.is_labelled or not only_labelled for each in sums)
            missed += sum(each.is_labelled or not only_labelled for each in one.missed)
    return 1 - missed / wanted


def chance_finds(one: Compared) -> list[object]:
    """Return the false equations for which fewer than three lines speak."""
    return [each for each, _ in one.false if len(each.across) < FEWEST_LINES]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_total_of_a_plain_table_is_found(seed: int) -> None:
    for one in compared(seed, PLAIN)[0]:
        assert one.missed == (), one.true.body.a1


@pytest.mark.parametrize("seed", SEEDS)
def test_no_false_equation_is_found_in_a_plain_table(seed: int) -> None:
    for one in compared(seed, PLAIN)[0]:
        assert chance_finds(one) == [], one.true.body.a1


@often
@given(seeds)
def test_totals_of_any_plain_table_are_found_and_nothing_else(seed: int) -> None:
    results, invented = compared(seed, PLAIN)
    assert invented == ()
    for one in results:
        assert one.checks["body"]
        assert one.missed == ()
        assert chance_finds(one) == []


def test_labelled_totals_are_found_where_three_in_ten_numbers_are_withheld() -> None:
    assert share_found(Options(fixed_markers=0.3), only_labelled=True) >= 0.95


def test_totals_are_found_in_sheets_with_all_kinds_of_noise() -> None:
    assert share_found(Options(), only_labelled=False) >= 0.95
