"""What is shown instead of numbers, method by method."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.perturbation.cell_key import perturb as add_noise
from sdc_desktop.core.perturbation.controlled_rounding import round_controlled
from sdc_desktop.core.perturbation.elementwise import (
    graduated_bases,
    round_randomly,
    round_to_figures,
    round_to_midpoint,
)
from sdc_desktop.core.perturbation.inner_cells import find_inner_cells
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.perturbation.small_count_rounding import round_small_counts
from sdc_desktop.core.protection.chosen_numbers import Numbers, part_of
from sdc_desktop.core.protection.keyed_cells import draws_of
from sdc_desktop.core.protection.noisy_sums import noisy_sums
from sdc_desktop.core.protection.perturb_wish import PerturbWish
from sdc_desktop.core.protection.rounding import (
    round_conventionally,
    round_half_even,
)
from sdc_desktop.core.sheets import FloatArray, UInt8Array

_SUM_METHOD = {Method.CELL_KEY: Method.SUM_KEY, Method.NOISE: Method.SUM_NOISE}
_ADDITIVE = frozenset({Method.CONTROLLED, Method.SMALL_COUNT})
METHODS = tuple(Method)
PLACE_OF = {method: place for place, method in enumerate(METHODS)}
"""Method to its place in `METHODS`."""


class NotPerturbedError(SdcError):
    """Raised when a method cannot be used on what was chosen."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What is shown of n cells.

    Attributes:
        values, bases: (n,) float64. methods: (n,) uint8, places in `Method`.
        possible: Least and greatest true numbers behind what is shown, (n,) each, where a
            perturbation table tells; None where method and base do.
    """

    values: FloatArray
    bases: FloatArray
    methods: UInt8Array
    possible: tuple[FloatArray, FloatArray] | None = None
    lower_bound: float | None = None
    is_optimal: bool = False
    beyond: int = 0


def show_numbers(check: Check, wish: PerturbWish, here: Numbers) -> Shown:
    """Return what is shown instead of the numbers, totals and all.

    Raises:
        NotPerturbedError: A cell has no key.
        NoContributionsError: Nothing tells the contributions to a sum.
        NoControlledRoundingError: No multiples near the numbers add up.
        ValueError: The base, the key or the perturbation table is missing or out of range.
    """
    shown = _totals_summed(here, _by_method(check, wish, here), wish)
    return _as_grossed(here, shown, wish) if wish.is_grossed else shown


def _by_method(check: Check, wish: PerturbWish, here: Numbers) -> Shown:
    """Return what is shown instead of the numbers."""
    values, base = here.values, wish.base
    match wish.method:
        case Method.CONVENTIONAL:
            return _alike(wish, round_conventionally(values, base), base)
        case Method.HALF_EVEN:
            return _alike(wish, round_half_even(values, base), base)
        case Method.FIGURES:
            rounded = round_to_figures(values, wish.figures)
            return _each(wish, rounded.values, rounded.bases)
        case Method.RANDOM:
            return _alike(wish, round_randomly(values, base, _draws(check, wish, here)), base)
        case Method.GRADUATED:
            bases = graduated_bases(values)
            return _each(wish, round_randomly(values, bases, _draws(check, wish, here)), bases)
        case Method.MIDPOINT:
            return _alike(wish, round_to_midpoint(values, base), base)
        case Method.CONTROLLED:
            return _controlled(wish, here)
        case Method.SMALL_COUNT:
            return _small_counts(wish, here)
        case Method.CELL_KEY | Method.NOISE:
            return _noise(check, wish, here)
    raise ValueError(f"numbers cannot be changed this way: {wish.method}")


def _alike(wish: PerturbWish, values: FloatArray, base: float) -> Shown:
    return _each(wish, values, np.full(values.size, base))


def _each(wish: PerturbWish, values: FloatArray, bases: FloatArray) -> Shown:
    return Shown(values, bases, np.full(values.size, PLACE_OF[wish.method], np.uint8))


def _draws(check: Check, wish: PerturbWish, here: Numbers) -> FloatArray:
    return draws_of(check, here.cells, here.values, here.sums, wish.key)


def _controlled(wish: PerturbWish, here: Numbers) -> Shown:
    found = round_controlled(here.values, here.sums, wish.base)
    shown = _alike(wish, found.values, wish.base * (found.steps + 1))
    return replace(
        shown,
        lower_bound=found.lower_bound,
        is_optimal=found.is_optimal,
        beyond=found.beyond,
    )


def _small_counts(wish: PerturbWish, here: Numbers) -> Shown:
    """Return inner counts of 0 or the base, or unchanged above it, and everything else as sums."""
    inner = find_inner_cells(here.sums, here.values.size)
    places = np.flatnonzero(inner.is_inner)
    values = np.zeros(here.values.size)
    published = inner.parts[:, places]
    values[places] = round_small_counts(here.values[places], published.tocsr(), int(wish.base))
    is_total = ~inner.is_inner
    values[is_total] = inner.sums(values)[is_total]
    methods = np.where(is_total, PLACE_OF[Method.SUMMED], PLACE_OF[wish.method])
    return Shown(values, np.full(values.size, wish.base), methods.astype(np.uint8))


def _noise(check: Check, wish: PerturbWish, here: Numbers) -> Shown:
    """Return counts with what their keys add, and sums with the noise of their contributors."""
    if not here.is_sum.any():
        return _noisy_counts(check, wish, here)
    counts = _noisy_counts(check, wish, part_of(here, ~here.is_sum))
    way, of = wish.for_sums, here.is_sum
    if way is None:
        raise ValueError("sums need a way to get noise")
    secret = wish.cell_keys if wish.method is Method.CELL_KEY else wish.key
    if secret is None:
        raise ValueError("cell keys need a source")
    cells = tuple(cell for cell, is_sum in zip(here.cells, of.tolist(), strict=True) if is_sum)
    found = noisy_sums(check, cells, here.values[of], here.steps[of], way, secret)
    methods = np.full(of.size, PLACE_OF[_SUM_METHOD[wish.method]], np.uint8)
    values, bases, low, high = (np.zeros(of.size) for _ in range(4))
    values[of], low[of], high[of] = found.shown, found.least, found.most
    bases[of] = 2 * np.abs(found.shown - here.values[of]).max(initial=0.0)
    values[~of], bases[~of], methods[~of] = counts.values, counts.bases, counts.methods
    if counts.possible is not None:
        low[~of], high[~of] = counts.possible
    return Shown(values, bases, methods, possible=(low, high))


def _noisy_counts(check: Check, wish: PerturbWish, here: Numbers) -> Shown:
    """Return the counts with what their keys add."""
    if wish.p_table is None:
        raise ValueError("noise needs a perturbation table")
    if wish.method is Method.NOISE:
        keys = _draws(check, wish, here)
    elif wish.cell_keys is None:
        raise ValueError("cell keys need a source")
    else:
        keys = wish.cell_keys.keys_of(check, here.cells, here.values)
        missing = np.flatnonzero(np.isnan(keys)).tolist()
        if missing:
            first = here.cells[missing[0]]
            raise NotPerturbedError(
                f"{len(missing)} of {keys.size} cells have no key, beginning with {first.a1} of "
                f"sheet {first.sheet}: the records that fit their labels are not as many as they "
                "count.",
                hint="Give the keys of all records of every cell, or use keyed noise.",
            )
    changed = add_noise(here.values, keys, wish.p_table)
    shown = _alike(wish, changed, 2 * wish.p_table.largest_noise)
    low, high = wish.p_table.possible_counts(changed)
    return replace(shown, possible=(low, high))


def _as_grossed(here: Numbers, shown: Shown, wish: PerturbWish) -> Shown:
    """Return grossed and rounded numbers with what they tell of the sample's own.

    A weight is at least 1 where every grossed number is at least the sample's; then the sample's
    is no larger than what was rounded, and at least 1 where something is left of it by rounding.
    """
    room = shown.bases / 2 if wish.method is Method.CONVENTIONAL else shown.bases
    is_heavy = bool(np.all(here.values >= here.samples))
    high = np.maximum(shown.values + room, here.samples) if is_heavy else np.inf
    low = np.where(shown.values > room, np.minimum(1.0, here.samples), 0.0)
    methods = np.full(shown.values.size, PLACE_OF[Method.GROSSED], np.uint8)
    return replace(shown, methods=methods, possible=(low, high + np.zeros(low.size)))


def _totals_summed(here: Numbers, shown: Shown, wish: PerturbWish) -> Shown:
    """Return the same with totals as sums of what is shown, where that is wanted."""
    if not wish.totals_are_summed or wish.method in _ADDITIVE:
        return shown
    inner = find_inner_cells(here.sums, here.values.size)
    is_total = ~inner.is_inner
    return replace(
        shown,
        values=np.where(is_total, inner.sums(shown.values), shown.values),
        methods=np.where(is_total, PLACE_OF[Method.SUMMED], shown.methods).astype(np.uint8),
    )
