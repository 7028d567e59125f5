"""Perturbation tables in three layouts, and those made to measure."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sdc_desktop.core.perturbation.cell_key import cell_keys, perturb
from sdc_desktop.core.perturbation.designed_p_table import bias_of, chances_of, design_p_table
from sdc_desktop.core.perturbation.p_table import PTableError, read_p_table

TAU_ARGUS = (
    "i;j;p_ij;v;p_ij_ub\n0;0;1;0;1\n1;0;0.5;-1;0.5\n1;2;0.5;1;1\n5;4;0.25;-1;0.25\n5;5;0.75;0;1"
)
PTABLE = (
    "i;j;p;v;p_int_lb;p_int_ub;type\n0;0;1;0;0;1;all\n1;0;0,5;-1;0;0,5;all\n1;2;0,5;1;0,5;1;all"
)


def ons(rows: int, keys: int) -> str:
    lines = [f"{n},{k},{(n + k) % 3 - 1}" for n in range(1, rows) for k in range(keys)]
    return "\n".join(["pcv,ckey,pvalue", *lines])


def test_a_count_uses_the_row_of_the_largest_start_below_it() -> None:
    table = read_p_table(TAU_ARGUS)
    counts = np.array([0, 1, 1, 4, 5, 5, 900], float)
    keys = np.array([0.9, 0.4, 0.5, 0.4, 0.2, 0.3, 0.1])
    assert table.look_up(counts, keys).tolist() == [0, -1, 1, -1, -1, 0, -1]


def test_the_layout_of_ptable_with_decimal_commas_is_read() -> None:
    table = read_p_table(PTABLE)
    assert table.look_up(np.array([1.0, 1.0]), np.array([0.49, 0.5])).tolist() == [-1, 1]
    assert table.keeps_zeros
    assert table.largest_noise == 1


def test_counts_above_750_use_the_last_250_rows_of_the_ons_layout_in_turn() -> None:
    table = read_p_table(ons(751, 4))
    counts = np.array([0, 1, 750, 751, 1000, 1001, 1250, 1251])
    assert table.rows_of(counts.astype(float)).tolist() == [0, 1, 750, 501, 750, 501, 750, 501]
    assert table.modulus == 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2",
        "i;v;p_ij_ub\n0;0;1\n1;x;1",
        "i;v;p_ij_ub\n1;0;1",
        "i;v;p_ij_ub\n0;0;0.4",
        "i;v;p_ij_ub\n0;0;0.9\n0;1;0.4\n0;2;1",
        "pcv,ckey,pvalue\n1,0,0\n2,1,0",
        "pcv,ckey,pvalue\n1,0.5,0",
        "pcv,ckey,pvalue\n1000000,4000,0",
        "i;v;p_ij_ub\n0;0",
    ],
)
def test_what_is_no_perturbation_table_gets_a_sentence(text: str) -> None:
    with pytest.raises(PTableError) as caught:
        read_p_table(text)
    assert str(caught.value).endswith(".")
    assert caught.value.hint


@given(st.integers(1, 12), st.floats(0.3, 20), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_a_designed_table_is_unbiased_keeps_zeros_and_shows_no_small_count(
    largest, variance, least
) -> None:
    assume(variance < largest**2 and least <= largest)
    table = design_p_table(largest, variance, least)
    assert bias_of(table) < 1e-6
    assert table.keeps_zeros
    assert table.largest_noise <= largest
    for row in range(table.starts.size):
        values, chances = chances_of(table, row)
        after = row + values[chances > 0]
        assert np.all((after == 0) | (after >= least))
        assert np.all(chances >= -1e-12)


def test_the_variance_is_exact_where_the_count_is_large_enough() -> None:
    table = design_p_table(5, 2.0, 2)
    values, chances = chances_of(table, table.starts.size - 1)
    assert float(values**2 @ chances) == pytest.approx(2.0, abs=1e-9)


@pytest.mark.parametrize(
    ("largest", "variance", "least"), [(0, 1, 0), (5, 0, 0), (5, 25, 0), (2, 1, 3)]
)
def test_what_no_table_can_have_is_our_own_mistake(largest, variance, least) -> None:
    with pytest.raises(ValueError, match="perturbation table"):
        design_p_table(largest, variance, least)


def test_keys_of_records_add_up_to_the_key_of_their_cell() -> None:
    keys = np.array([0.75, 0.5, 0.25])
    assert cell_keys(keys, np.array([0, 0, 1], np.int32), 3).tolist() == [0.25, 0.25, 0.0]
    whole = np.array([200, 100, 7], float)
    assert cell_keys(whole, np.array([0, 0, 1], np.int32), 2, 256).tolist() == [44 / 256, 7 / 256]


def test_the_same_people_have_the_same_noise_in_every_table() -> None:
    rng = np.random.default_rng(3)
    records, table = rng.random(500), design_p_table(5, 2.0, 2)
    area, sex = rng.integers(0, 20, 500), rng.integers(0, 2, 500)
    one = (area * 2 + sex).astype(np.int32)
    other = (sex * 20 + area).astype(np.int32)
    first = perturb(
        np.bincount(one, minlength=40).astype(float), cell_keys(records, one, 40), table
    )
    second = perturb(
        np.bincount(other, minlength=40).astype(float), cell_keys(records, other, 40), table
    )
    assert first.reshape(20, 2).tolist() == second.reshape(2, 20).T.tolist()


def ten_five() -> str:
    """Return the table of the ONS's 10-5 rule: below 10 nothing is left, else the nearest 5."""
    lines = ["pcv,ckey,pvalue"]
    for count in range(1, 751):
        shown = 0 if count < 10 else 5 * round(count / 5)
        lines += [f"{count},{key},{shown - count}" for key in range(256)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("count", "key", "shown"),
    [(16, 64, 15), (5, 196, 0), (10, 123, 10), (10, 3, 10), (12, 149, 10)],
)
def test_the_example_of_the_ons_comes_out_cell_for_cell(count: int, key: int, shown: int) -> None:
    """ONS, Cell Key Perturbation in Python, user guide 2.1.1, "Method Output" (OGL v3.0)."""
    table = read_p_table(ten_five())
    assert perturb(np.array([count]), np.array([key / 256]), table).tolist() == [shown]


def test_behind_a_shown_ten_of_the_ten_five_rule_is_ten_to_twelve() -> None:
    table = read_p_table(ten_five())
    low, high = table.possible_counts(np.array([0.0, 10, 15, 755, 10_000]))
    assert low.tolist() == [0, 10, 13, 753, 9_998]
    assert high.tolist() == [9, 12, 17, 757, 10_002]


@given(st.integers(1, 6), st.integers(0, 4), st.integers(0, 300), st.floats(0, 1, exclude_max=True))
@settings(max_examples=80, deadline=None)
def test_the_true_count_is_among_those_that_are_possible(largest, least, count, key) -> None:
    assume(least <= largest)
    table = design_p_table(largest, 0.6, least)
    shown = perturb(np.array([float(count)]), np.array([key]), table)
    low, high = table.possible_counts(shown)
    assert low[0] <= count <= high[0]
    assert high[0] - low[0] <= 2 * largest
