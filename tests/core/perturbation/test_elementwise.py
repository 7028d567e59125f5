"""Rounding one number after the other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.perturbation.elementwise import (
    graduated_bases,
    round_randomly,
    round_to_figures,
    round_to_midpoint,
)
from sdc_desktop.core.perturbation.keyed_draws import keyed_draws


@pytest.mark.parametrize("base", [3, 5, 10])
@pytest.mark.parametrize("count", [1, 2, 7, 13])
def test_random_rounding_is_unbiased_over_a_hundred_thousand_draws(count: int, base: int) -> None:
    draws = np.random.default_rng(20).random(100_000)
    shown = round_randomly(np.full(100_000, float(count)), base, draws)
    rest = count % base
    error = np.sqrt(rest * (base - rest) / 100_000)
    assert abs(shown.mean() - count) <= 4 * error


@pytest.mark.parametrize("count", [1, 4, 8])
def test_keyed_draws_of_many_cells_make_random_rounding_unbiased(count: int) -> None:
    cells = [((f"Area {number}", "Women"), float(count)) for number in range(100_000)]
    shown = round_randomly(np.full(len(cells), float(count)), 5, keyed_draws(b"k" * 16, cells))
    rest = count % 5
    assert abs(shown.mean() - count) <= 4 * np.sqrt(rest * (5 - rest) / len(cells))


@given(st.lists(st.integers(0, 10_000), min_size=1), st.sampled_from([3, 5, 10]), st.data())
def test_random_rounding_gives_one_of_the_two_multiples_and_keeps_multiples(
    counts, base, data
) -> None:
    draw = st.floats(0, 1, exclude_max=True)
    draws = data.draw(st.lists(draw, min_size=len(counts), max_size=len(counts)))
    values = np.array(counts, float)
    shown = round_randomly(values, base, np.array(draws))
    assert np.all(np.abs(shown - values) < base)
    assert np.all(shown % base == 0)


def test_the_same_cell_has_the_same_draw_in_any_table_and_another_key_another_one() -> None:
    one, other, third = ("Leeds", "Women"), ("Women", "Leeds"), ("Leeds", "Men")
    draws = keyed_draws(b"k" * 16, [(one, 5.0), (other, 5.0), (third, 5.0), (one, 6.0)])
    assert draws[0] == draws[1]
    assert len(set(draws.tolist())) == 3
    assert keyed_draws(b"l" * 16, [(one, 5.0)])[0] != draws[0]


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        keyed_draws(b"short", [])


def test_midpoints_of_six_are_those_of_opensafely() -> None:
    counts = np.array([0, 1, 6, 7, 12, 13, 18, 19, np.nan])
    shown = round_to_midpoint(counts, 6)
    assert shown[:-1].tolist() == [0, 3, 3, 9, 9, 15, 15, 21]
    assert np.isnan(shown[-1])


@given(st.integers(2, 12), st.integers(1, 200))
def test_a_midpoint_lies_in_the_bin_of_its_count_for_every_base(base: int, count: int) -> None:
    [shown] = round_to_midpoint(np.array([float(count)]), base)
    first = (count - 1) // base * base + 1
    assert first <= shown < first + base
    assert shown - first == (base - 1) // 2


def test_a_fraction_is_no_base_for_midpoints() -> None:
    with pytest.raises(ValueError, match="whole"):
        round_to_midpoint(np.array([1.0]), 5.5)


def test_graduated_bases_grow_with_the_count() -> None:
    counts = np.array([0, 18, 19, 20, 99, 100, 999, 1000, 5000], float)
    assert graduated_bases(counts).tolist() == [3, 3, 2, 5, 5, 10, 10, 100, 100]


@pytest.mark.parametrize(
    ("value", "figures", "shown"),
    [(1234, 2, 1200), (1250, 2, 1300), (-1250, 2, -1300), (0.01236, 2, 0.012), (9.99, 1, 10)],
)
def test_significant_figures_round_ties_away_from_zero(value, figures, shown) -> None:
    assert round_to_figures(np.array([value], float), figures).values[0] == pytest.approx(shown)


def test_zero_and_missing_numbers_have_no_figures_to_lose() -> None:
    shown = round_to_figures(np.array([0.0, np.nan]), 2).values
    assert shown[0] == 0
    assert np.isnan(shown[1])
