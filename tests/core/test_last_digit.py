"""The last digit that numbers print."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from sdc_desktop.core.last_digit import last_digit


@pytest.mark.parametrize(
    ("values", "digit"),
    [
        ([1, 20, 300], 1),
        ([1.5, 2], 0.1),
        ([0.25, np.nan, 7], 0.01),
        ([1 / 3], 0),
        ([], 1),
        ([0.1 + 0.2], 0.1),
    ],
)
def test_all_numbers_are_multiples_of_it(values, digit):
    assert last_digit(np.array(values, float)) == pytest.approx(digit)


def test_absurd_numbers_give_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        last_digit(np.array([1e308, 0.3, -1e307]))
