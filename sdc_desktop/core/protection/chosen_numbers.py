"""The numbers that are to be changed, and what adds up among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.perturbation.controlled_rounding import Sums
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.protection.contributions import grossed
from sdc_desktop.core.protection.perturb_wish import PerturbWish
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray

_NOISE = 1e-9
_FOR_COUNTS_ONLY = frozenset({Method.SMALL_COUNT, Method.CELL_KEY, Method.NOISE})
_FOR_BOTH = frozenset({Method.CELL_KEY, Method.NOISE})


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The n chosen cells, what they hold, what adds up among them, and which are whole.

    Attributes:
        steps: (n,) float64: the last printed digit, 0 where there is none.
        is_sum: (n,) bool: they get the noise of sums.
        samples: (n,) float64: what the source shows; differs from `values` when these are grossed.
    """

    cells: tuple[CellRef, ...]
    values: FloatArray
    sums: Sums
    is_whole: BoolArray
    steps: FloatArray
    is_sum: BoolArray
    samples: FloatArray


def choose_numbers(
    check: Check,
    system: RelationSystem,
    chosen: tuple[CellRef, ...],
    numbers: FloatArray,
    wish: PerturbWish,
) -> Numbers:
    """Return those of the chosen cells that the method is made for."""
    at = system.places.numbers(chosen)
    is_known = at >= 0
    is_count, steps = np.ones(at.size, bool), np.zeros(at.size)
    is_count[is_known], steps[is_known] = (
        system.is_count[at[is_known]],
        system.steps[at[is_known]],
    )
    is_whole = is_count & (numbers % 1 == 0)
    fits, is_sum = np.ones(numbers.size, bool), np.zeros(numbers.size, bool)
    if wish.method in _FOR_COUNTS_ONLY:
        fits = is_whole & (numbers >= 0)
    if wish.method in _FOR_BOTH and wish.for_sums is not None:
        is_sum = ~is_count
        fits |= is_sum
    kept = tuple(cell for cell, fit in zip(chosen, fits.tolist(), strict=True) if fit)
    samples = numbers[fits]
    values = grossed(check.evidence, kept) if wish.is_grossed else samples
    is_whole &= not wish.is_grossed
    sums = sums_over(system, kept)
    return Numbers(kept, values, sums, is_whole[fits], steps[fits], is_sum[fits], samples)


def part_of(here: Numbers, of: BoolArray) -> Numbers:
    """Return some of the numbers; sums that are not all among them are left out."""
    place = np.cumsum(of) - 1
    rows = here.sums.row_starts.size - 1
    row_of = np.repeat(np.arange(rows), np.diff(here.sums.row_starts))
    kept = np.bincount(row_of, ~of[here.sums.columns], minlength=rows) == 0
    inside = kept[row_of]
    sizes = np.diff(here.sums.row_starts)[kept]
    sums = Sums(
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        place[here.sums.columns[inside]].astype(np.int32),
        here.sums.coefficients[inside],
    )
    cells = tuple(cell for cell, is_in in zip(here.cells, of.tolist(), strict=True) if is_in)
    return Numbers(
        cells,
        here.values[of],
        sums,
        here.is_whole[of],
        here.steps[of],
        here.is_sum[of],
        here.samples[of],
    )


def sums_over(system: RelationSystem, cells: Sequence[CellRef]) -> Sums:
    """Return the exact sums of `system` all of whose cells are among `cells`, by their places."""
    place_of = {cell: place for place, cell in enumerate(cells)}
    places = np.array([place_of.get(cell, -1) for cell in system.cells], np.int32)
    columns = places[system.columns] if system.columns.size else system.columns
    rows = system.row_lower.size
    values = system.values[system.columns]
    terms = np.where(columns >= 0, system.coefficients * values, 0.0)
    error = np.abs(np.bincount(system.row_of, terms, minlength=rows))
    size = np.bincount(system.row_of, np.abs(terms), minlength=rows)
    is_sum = (system.row_lower == 0) & (system.row_upper == 0) & (error <= _NOISE * (size + 1))
    is_sum &= np.bincount(system.row_of, columns < 0, minlength=rows) == 0
    kept = is_sum[system.row_of] if rows else np.zeros(0, bool)
    starts = np.concatenate([[0], np.cumsum(np.diff(system.row_starts)[is_sum])])
    return Sums(starts.astype(np.int32), columns[kept], system.coefficients[kept])


def sums_apart(sums: Sums, values: FloatArray) -> int:
    """Return how many sums do not hold between `values`, (n,) float64."""
    rows = sums.row_starts.size - 1
    row_of = np.repeat(np.arange(rows), np.diff(sums.row_starts))
    terms = sums.coefficients * values[sums.columns]
    error = np.abs(np.bincount(row_of, terms, minlength=rows))
    size = np.bincount(row_of, np.abs(terms), minlength=rows)
    return int(np.count_nonzero(error > _NOISE * (size + 1)))
