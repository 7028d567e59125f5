from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.check import Check
from sdc_desktop.core.policy import Policy, UnsafeRange, ZeroPolicy
from sdc_desktop.core.policy_comparison import compare_policies
from tests.core.build import (
    make_sheet,
    make_workbook,
    ref,
    table_of,
    with_totals,
    withhold,
)

FIVE = Policy("five", "1", "Five", unsafe_counts=UnsafeRange(1, 4), flags_ones_and_twos=False)
TEN = Policy("ten", "1", "Ten", unsafe_counts=UnsafeRange(1, 9), flags_ones_and_twos=False)
NO_ZEROS = Policy("zeros", "1", "Zeros", zeros=ZeroPolicy.UNSAFE, flags_ones_and_twos=False)


def _compare(first, second, counts, *actions):
    sheet = make_sheet(with_totals(counts))
    check = Check(make_workbook(sheet), first, (table_of(sheet),), actions)
    (compared,) = compare_policies(check, first, second)
    return compared


def test_a_stricter_policy_finds_more():
    compared = _compare(FIVE, TEN, [[3, 7], [40, 50]])
    assert compared.both == ((ref("B2"), "threshold"),)
    assert compared.only_second == ((ref("C2"), "threshold"),)
    assert compared.only_first == ()


def test_different_rules_find_different_things():
    compared = _compare(FIVE, NO_ZEROS, [[3, 0, 60], [40, 50, 70]])
    assert compared.only_first == ((ref("B2"), "threshold"),)
    assert compared.only_second == ((ref("C2"), "zeros"),)


def test_what_is_withheld_already_is_found_by_neither():
    compared = _compare(FIVE, TEN, [[3, 7], [40, 50]], withhold("B2", "C2"))
    assert (*compared.only_first, *compared.only_second, *compared.both) == ()


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 20), min_size=2, max_size=2), min_size=2, max_size=3))
def test_a_policy_beside_itself_differs_in_nothing_and_turning_round_swaps_the_sides(counts):
    same = _compare(TEN, TEN, counts)
    assert same.only_first == same.only_second == ()
    there, back = _compare(FIVE, NO_ZEROS, counts), _compare(NO_ZEROS, FIVE, counts)
    assert (there.only_first, there.only_second) == (back.only_second, back.only_first)
    assert there.both == back.both
