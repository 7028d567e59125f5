"""The first advice for a small count: the category with which it can be combined."""

from sdc_desktop.core.policy import Policy, UnsafeRange
from tests.core.build import risks, with_totals

POLICY = Policy("t", "1", "T", unsafe_counts=UnsafeRange(1, 9), flags_ones_and_twos=False)


def advice(rows, place):
    (found,) = [one for one in risks(rows, POLICY) if one.cells[0].a1 == place]
    return found.remedies


def test_the_neighbour_that_loses_least_is_offered_first():
    rows = with_totals([[30, 40, 50], [25, 3, 60], [70, 12, 80]])
    assert advice(rows, "C3") == (
        "Combine categories: with Area 3 it is 15", "Withhold the cell", "Round the table",
    )  # fmt: skip


def test_a_neighbour_that_is_too_small_as_well_is_not_offered():
    rows = with_totals([[30, 2, 50], [25, 3, 60], [70, 4, 80]])
    assert advice(rows, "C3")[0] == "Combine categories: with Group 1 it is 28"


def test_where_no_neighbour_helps_the_advice_stays_general():
    rows = with_totals([[1, 2], [3, 1]])
    assert advice(rows, "B2")[0] == "Combine categories"
