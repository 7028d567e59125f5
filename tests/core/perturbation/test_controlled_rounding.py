"""Controlled rounding: additive, zero-restricted, as near as possible."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sdc_desktop.core.perturbation.controlled_rounding import Sums, round_controlled


def sums_of(shape: tuple[int, ...]) -> tuple[Sums, np.ndarray]:
    """Return all sums over one axis of a table with totals, and the numbers of its cells."""
    whole = tuple(size + 1 for size in shape)
    places = np.arange(int(np.prod(whole))).reshape(whole)
    rows = []
    for axis in range(len(shape)):
        lines = np.moveaxis(places, axis, -1).reshape(-1, whole[axis])
        rows += [([*line[:-1], line[-1]], [*(1.0,) * (len(line) - 1), -1.0]) for line in lines]
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    coefficients = np.concatenate([coefficients for _, coefficients in rows])
    return Sums(starts.astype(np.int32), columns.astype(np.int32), coefficients), places


def with_totals(inner: np.ndarray) -> np.ndarray:
    for axis in range(inner.ndim):
        inner = np.concatenate([inner, inner.sum(axis, keepdims=True)], axis)
    return inner.ravel().astype(np.float64)


def errors(sums: Sums, values: np.ndarray) -> np.ndarray:
    return np.abs(np.add.reduceat(sums.coefficients * values[sums.columns], sums.row_starts[:-1]))


counts = arrays.arrays(np.int64, st.tuples(*(st.integers(1, 5),) * 2), elements=st.integers(0, 40))
cubes = arrays.arrays(np.int64, st.tuples(*(st.integers(1, 3),) * 3), elements=st.integers(0, 9))
bases = st.sampled_from([2, 3, 5, 10])


@given(counts, bases)
@settings(max_examples=60, deadline=None)
def test_a_two_way_table_is_zero_restricted_additive_and_optimal(inner, base) -> None:
    values = with_totals(inner)
    sums, _ = sums_of(inner.shape)
    found = round_controlled(values, sums, base)
    assert (found.steps, found.beyond, found.is_optimal) == (0, 0, True)
    assert np.all(found.values % base == 0)
    assert np.all(np.abs(found.values - values) < base)
    assert np.all(found.values[values % base == 0] == values[values % base == 0])
    assert not errors(sums, found.values).any()


@given(cubes, bases)
@settings(max_examples=40, deadline=None)
def test_a_cube_is_additive_keeps_zeros_and_goes_no_further_than_it_says(inner, base) -> None:
    values = with_totals(inner)
    sums, _ = sums_of(inner.shape)
    found = round_controlled(values, sums, base)
    assert not errors(sums, found.values).any()
    assert np.all(found.values[values == 0] == 0)
    assert np.all(np.abs(found.values - values) < base * (found.steps + 1))
    assert found.lower_bound <= found.deviation + 1e-9


@given(
    arrays.arrays(np.int64, (2, 2), elements=st.integers(0, 9)),
    st.sampled_from([2, 3, 5]),
)
@settings(max_examples=40, deadline=None)
def test_no_other_zero_restricted_rounding_of_four_cells_is_nearer(inner, base) -> None:
    values = with_totals(inner)
    sums, _ = sums_of((2, 2))
    choices = [sorted({v // base * base, -(-v // base) * base}) for v in inner.ravel().tolist()]
    low, high = np.floor(values / base) * base, np.ceil(values / base) * base
    best = np.inf
    for picked in np.array(np.meshgrid(*choices)).reshape(4, -1).T:
        other = with_totals(picked.reshape(2, 2))
        if np.all((other >= low) & (other <= high)):
            best = min(best, float(np.abs(other - values).sum()))
    assert round_controlled(values, sums, base).deviation == pytest.approx(best)


def test_a_cube_without_a_zero_restricted_rounding_goes_one_multiple_further() -> None:
    inner = np.zeros((2, 2, 2))
    for place in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)):
        inner[place] = 1
    values = with_totals(inner)
    sums, _ = sums_of((2, 2, 2))
    found = round_controlled(values, sums, 2)
    assert (found.steps, found.beyond, found.is_optimal) == (1, 2, True)
    assert not errors(sums, found.values).any()


def test_amounts_with_pence_below_zero_are_rounded_and_add_up() -> None:
    inner = np.array([[10.25, -3.5], [7.75, 0.0]])
    values = with_totals(inner)
    sums, _ = sums_of((2, 2))
    found = round_controlled(values, sums, 5)
    assert not errors(sums, found.values).any()
    assert np.all(np.abs(found.values - values) < 5)
    assert found.values[4] == 0


@pytest.mark.parametrize(("base", "number"), [(0, 1.0), (-3, 1.0), (3, np.nan)])
def test_a_base_of_nothing_or_a_missing_number_is_our_own_mistake(base, number) -> None:
    nothing = Sums(np.zeros(1, np.int32), np.zeros(0, np.int32), np.zeros(0))
    with pytest.raises(ValueError, match="base"):
        round_controlled(np.array([number]), nothing, base)
