"""Small counts go to 0 or to the base, and everything still adds up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sdc_desktop.core.perturbation.inner_cells import find_inner_cells
from sdc_desktop.core.perturbation.small_count_rounding import round_small_counts
from tests.core.perturbation.test_controlled_rounding import sums_of, with_totals

counts = arrays.arrays(np.int64, st.tuples(*(st.integers(1, 6),) * 2), elements=st.integers(0, 12))


def rounded(inner: np.ndarray, base: int) -> tuple[np.ndarray, np.ndarray]:
    values = with_totals(inner)
    cells = find_inner_cells(sums_of(inner.shape)[0], values.size)
    places = np.flatnonzero(cells.is_inner)
    shown = np.zeros(values.size)
    shown[places] = round_small_counts(values[places], cells.parts[:, places].tocsr(), base)
    return values, cells.sums(shown)


@given(counts, st.sampled_from([2, 3, 5]))
@settings(max_examples=60, deadline=None)
def test_no_small_count_is_left_large_ones_stay_and_all_sums_hold(inner, base) -> None:
    values, shown = rounded(inner, base)
    sums, places = sums_of(inner.shape)
    inside = places[:-1, :-1].ravel()
    assert np.all((shown == 0) | (shown >= base))
    stays = (values[inside] == 0) | (values[inside] >= base)
    assert np.all(shown[inside][stays] == values[inside][stays])
    assert np.all(np.isin(shown[inside][~stays], (0, base)))
    assert not np.add.reduceat(sums.coefficients * shown[sums.columns], sums.row_starts[:-1]).any()


def test_the_totals_of_a_large_table_stay_near() -> None:
    inner = np.random.default_rng(4).poisson(1.2, (50, 40))
    values, shown = rounded(inner, 3)
    moved = np.abs(shown - values)
    assert moved.max() <= 6
    assert moved[-1] <= 3


def test_a_table_without_small_counts_stays_as_it_is() -> None:
    values, shown = rounded(np.array([[5, 0], [9, 4]]), 3)
    assert shown.tolist() == values.tolist()


def test_a_base_below_two_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="base"):
        rounded(np.array([[1]]), 1)
