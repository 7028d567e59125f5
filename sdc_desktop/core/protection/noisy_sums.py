"""Sums with noise in proportion to their largest contributors, and what a reader can infer of them.

The factor of a contributor hangs on the secret key and on its contribution alone, so the same
contribution has the same factor in a cell, in its totals and in every other table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.perturbation.keyed_draws import keyed_draws
from sdc_desktop.core.perturbation.magnitude_noise import (
    Factors,
    KeyedScale,
    add_keyed,
    multiply,
    possible_before_factors,
    possible_before_keys,
)
from sdc_desktop.core.protection.contributions import (
    has_negative,
    largest_contributions,
    records_behind,
)
from sdc_desktop.core.protection.record_keys import KeySource
from sdc_desktop.core.sheets import BoolArray, FloatArray

SumsWish = Factors | KeyedScale
"""How noise gets into sums."""

_CONTRIBUTION = ("a contribution",)


class NoContributionsError(SdcError):
    """Raised when the contributions or the key of a sum are not known."""

    hint = (
        "Give --companion FILE with the largest contributors of every cell or with the records, or "
        "leave the table out."
    )


@dataclass(frozen=True, slots=True, eq=False)
class NoisySums:
    """n sums as shown, and the least and greatest true ones behind them: (n,) float64 each."""

    shown: FloatArray
    least: FloatArray
    most: FloatArray


def noisy_sums(
    check: Check,
    cells: Sequence[CellRef],
    sums: FloatArray,
    steps: FloatArray,
    way: SumsWish,
    secret: bytes | KeySource,
) -> NoisySums:
    """Return the sums with noise in proportion to their largest contributors.

    Args:
        check: The check, with evidence of the contributions.
        cells: The n cells.
        sums: (n,) float64: their numbers.
        steps: (n,) float64: the last printed digit of each, 0 where there is none.
        way: How.
        secret: The key of factors, or the source of cell keys.

    Raises:
        NoContributionsError: The contributions to a sum, or its key, are not known, or some
            contribution is below zero, for which neither way is made.
    """
    largest = largest_contributions(check.evidence, cells)
    _refuse(cells, np.isnan(largest[:, 0]) & (sums != 0), "nothing is known of the contributions")
    _refuse(cells, has_negative(check.evidence, cells, sums), "a contribution is below zero")
    if isinstance(way, Factors):
        if not isinstance(secret, bytes):
            raise ValueError("factors need a key")
        exact = multiply(sums, largest, _draws(largest, secret), way)
    else:
        exact = add_keyed(sums, largest, _keys(check, cells, sums, secret), way)
    shown = _printed(exact, steps)
    ends = [np.maximum(shown + sign * steps / 2, 0.0) for sign in (-1, 1)]
    if isinstance(way, Factors):
        least, most = possible_before_factors(ends[0], way)[0], possible_before_factors(
            ends[1], way)[1]  # fmt: skip
    else:
        least, most = possible_before_keys(ends[0], way)[0], possible_before_keys(ends[1], way)[1]
    return NoisySums(shown, np.minimum(least, sums), np.maximum(most, sums))


def _draws(largest: FloatArray, key: bytes) -> FloatArray:
    """Return the draw of each contribution, the same for the same contribution: (n, k)."""
    different, place = np.unique(np.nan_to_num(largest), return_inverse=True)
    draws = keyed_draws(key, ((_CONTRIBUTION, one) for one in different.tolist()))
    return draws[place].reshape(largest.shape)


def _keys(
    check: Check, cells: Sequence[CellRef], sums: FloatArray, source: bytes | KeySource
) -> FloatArray:
    if isinstance(source, bytes):
        raise ValueError("cell keys need a source")
    keys = source.keys_of(check, cells, records_behind(check.evidence, cells))
    _refuse(cells, np.isnan(keys) & (sums != 0), "the keys of its records are not known")
    return np.nan_to_num(keys)


def _refuse(cells: Sequence[CellRef], is_bad: BoolArray, why: str) -> None:
    bad = np.flatnonzero(is_bad).tolist()
    if bad:
        first = cells[bad[0]]
        raise NoContributionsError(
            f"{len(bad)} of {len(cells)} sums can get no noise, beginning with {first.a1} of sheet "
            f"{first.sheet}: {why}."
        )


def _printed(sums: FloatArray, steps: FloatArray) -> FloatArray:
    """Return the sums with as many digits as the source printed, as decimals without dust."""
    size = np.where(steps > 0, steps, 1.0)
    digits = np.maximum(0, np.ceil(-np.log10(size) - 1e-9)).astype(int)
    rounded = [
        round(round(value / step) * step, places) if is_decimal else value
        for value, step, places, is_decimal in zip(
            sums.tolist(), size.tolist(), digits.tolist(), (steps > 0).tolist(), strict=True
        )
    ]
    return np.array(rounded, np.float64)
