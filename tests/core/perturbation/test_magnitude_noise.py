"""Noise for sums in proportion to their largest contributors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.magnitude_noise import (
    Factors,
    KeyedScale,
    add_keyed,
    multiply,
    possible_before_factors,
    possible_before_keys,
    turn,
)
from sdc_desktop.core.perturbation.p_table import read_p_table

TABLE = design_p_table(5, 2.0)
FLEX = KeyedScale(TABLE, small=0.3, large=0.03, point=1000, weights=(1, 0.5, 0.2))
PLAIN = KeyedScale(TABLE, small=0.05, large=0.05, weights=(1, 0.5))
contributions = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=8)
keys = st.floats(0, 1, exclude_max=True)


def largest_of(amounts: list[float]) -> np.ndarray:
    return np.array([sorted(amounts, reverse=True)[:5]])


@given(contributions, st.floats(0.01, 0.5), st.floats(0, 0.4), st.data())
@settings(deadline=None)
def test_a_reader_of_factors_always_counts_the_true_sum_among_the_possible(
    amounts, least, more, data
) -> None:
    way, largest = Factors(least, least + more), largest_of(amounts)
    draws = np.array([[data.draw(keys) for _ in range(largest.shape[1])]])
    true = np.array([sum(amounts)])
    low, high = possible_before_factors(multiply(true, largest, draws, way), way)
    assert low[0] <= true[0] * (1 + 1e-9)
    assert high[0] >= true[0] * (1 - 1e-9)


@pytest.mark.parametrize("way", [FLEX, PLAIN], ids=["flex", "plain"])
@given(amounts=contributions, key=keys)
@settings(deadline=None, max_examples=60)
def test_a_reader_of_keyed_noise_always_counts_the_true_sum_among_the_possible(
    way, amounts, key
) -> None:
    true = np.array([sum(amounts)])
    shown = add_keyed(true, largest_of(amounts), np.array([key]), way)
    low, high = possible_before_keys(shown, way)
    assert low[0] <= true[0] * (1 + 1e-9)
    assert high[0] >= true[0] * (1 - 1e-9)


def test_a_sum_of_one_contributor_is_never_shown_near_its_number() -> None:
    draws = np.random.default_rng(1).random((10_000, 1))
    true, largest = np.full(10_000, 500.0), np.full((10_000, 1), 500.0)
    moved = np.abs(multiply(true, largest, draws, Factors(0.1, 0.2)) / true - 1)
    assert moved.min() >= 0.1 - 1e-12
    assert moved.max() <= 0.2


def test_both_ways_are_unbiased_within_sampling_error() -> None:
    rng, count = np.random.default_rng(2), 100_000
    true, largest = np.full(count, 900.0), np.tile([400.0, 300.0, 200.0], (count, 1))
    for shown in (
        multiply(true, largest, rng.random((count, 3)), Factors(0.1, 0.2)),
        add_keyed(true, largest, np.round(rng.random(count), 8), PLAIN),
    ):
        assert abs(shown.mean() - 900) <= 4 * shown.std() / np.sqrt(count)
        assert shown.std() > 1


def test_the_coefficient_falls_from_the_small_to_the_large_one() -> None:
    at = FLEX.coefficient(np.array([10.0, 1000.0, 1e9]))
    assert at == pytest.approx([0.3, 0.3, 0.03], abs=1e-3)
    assert PLAIN.coefficient(np.array([10.0, 1e9])).tolist() == [0.05, 0.05]


def test_the_key_of_the_next_rank_is_the_key_turned_by_one_digit() -> None:
    assert turn(np.array([0.12345678, 0.0, 0.9])).tolist() == [0.23456781, 0.0, 0.00000009]


def test_a_sum_without_contributors_stays_nothing() -> None:
    none = np.full((1, 3), np.nan)
    assert add_keyed(np.zeros(1), none, np.array([0.3]), PLAIN).tolist() == [0.0]
    assert multiply(np.zeros(1), none, np.full((1, 3), 0.3), Factors(0.1, 0.2)).tolist() == [0.0]


def test_the_tables_of_tau_argus_for_sums_are_read_and_move_the_largest_contributor(corpus) -> None:
    file = corpus("sdc/tauargus/cellkey/Magnitude/ptab_savings_all.txt")
    table = read_p_table(file.read_text())
    way = KeyedScale(table, small=0.3, large=0.03, point=1000, weights=(1, 0.5, 0.2))
    assert table.largest_noise == 5
    draws = np.round(np.random.default_rng(3).random(20_000), 8)
    true, largest = np.full(draws.size, 1e5), np.tile([2000.0, 1000.0, 500.0], (draws.size, 1))
    moved = add_keyed(true, largest, draws, way) - true
    assert abs(moved.mean()) <= 4 * moved.std() / np.sqrt(draws.size)
    assert np.abs(moved).max() <= 5 * 0.035 * (2000 + 500 + 100)


@pytest.mark.parametrize(("least", "most"), [(0, 0.1), (0.2, 0.1), (0.1, 1.0), (-0.1, 0.1)])
def test_factors_out_of_range_are_our_own_mistake(least, most) -> None:
    with pytest.raises(ValueError, match="factors"):
        Factors(least, most)
