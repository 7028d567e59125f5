"""The largest contributions to the sums of a workbook, as its evidence knows them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence import (
    BASE,
    CONTRIBUTORS,
    GROSSED,
    SMALLEST,
    Evidence,
    Measure,
    MeasureKind,
    largest,
    top,
)
from sdc_desktop.core.sheets import BoolArray, FloatArray

_MOST_RANKS = 5


class NotGrossedError(SdcError):
    """Raised when numbers of a sample cannot be grossed."""

    hint = (
        "Give --companion FILE with the records and a column of weights, or with tables of grossed "
        "estimates under the same labels."
    )


def measured(evidence: Evidence, cells: Sequence[CellRef], measure: Measure) -> FloatArray:
    """Return what the evidence says of each cell: (n,) float64, NaN where nothing."""
    found = np.full(len(cells), np.nan)
    for place, cell in enumerate(cells):
        array = evidence.sheets.get(cell.sheet, {}).get(measure)
        if array is not None and cell.row < array.shape[0] and cell.column < array.shape[1]:
            found[place] = array[cell.row, cell.column]
    return found


def largest_contributions(evidence: Evidence, cells: Sequence[CellRef]) -> FloatArray:
    """Return the largest contributions to each cell, the largest first: (n, k) float64.

    k is at least 1. NaN stands where a cell has no such contributor or the evidence does not tell.
    A second contribution is also known by the sum of the two largest, and so on.
    """
    ranks: list[FloatArray] = []
    for rank in range(1, _MOST_RANKS + 1):
        own = measured(evidence, cells, largest(rank))
        together = measured(evidence, cells, top(rank))
        rest = together - sum(ranks, np.zeros(len(cells)))
        ranks.append(np.where(np.isnan(own), rest, own))
        if np.isnan(ranks[-1]).all():
            break
    return np.column_stack(ranks)


def records_behind(evidence: Evidence, cells: Sequence[CellRef]) -> FloatArray:
    """Return how many records each cell was worked out from: (n,) float64, NaN where not known."""
    base = measured(evidence, cells, BASE)
    return np.where(np.isnan(base), measured(evidence, cells, CONTRIBUTORS), base)


def grossed(evidence: Evidence, cells: Sequence[CellRef]) -> FloatArray:
    """Return what each cell is by the weights of its records: (n,) float64.

    Raises:
        NotGrossedError: Some cell has no weights behind it.
    """
    found = measured(evidence, cells, GROSSED)
    _require(found, cells, "cannot be grossed: nothing tells the weights behind them")
    return found


def cells_on_small_bases(
    evidence: Evidence, cells: Sequence[CellRef], least: int
) -> tuple[CellRef, ...]:
    """Return the cells that rest on 1 to `least` - 1 observations before weighting.

    Raises:
        NotGrossedError: Nothing tells on how many some cell rests.
    """
    base = measured(evidence, cells, BASE)
    _require(base, cells, "have no unweighted base that is known")
    small = np.flatnonzero((base > 0) & (base < least)).tolist()
    return tuple(cells[place] for place in small)


def _require(found: FloatArray, cells: Sequence[CellRef], lack: str) -> None:
    """Raise `NotGrossedError`, which says `lack`, where something is not known of a cell."""
    missing = np.flatnonzero(np.isnan(found)).tolist()
    if missing:
        raise NotGrossedError(
            f"{len(missing)} of {len(cells)} cells, beginning with {cells[missing[0]].full}, "
            f"{lack}."
        )


def has_negative(evidence: Evidence, cells: Sequence[CellRef], sums: FloatArray) -> BoolArray:
    """Tell which cells have a contribution below zero, as far as is known: (n,) bool."""
    with np.errstate(invalid="ignore"):
        return np.asarray((measured(evidence, cells, SMALLEST) < 0) | (sums < 0))


def knows(evidence: Evidence, *kinds: MeasureKind) -> bool:
    """Tell whether the evidence says anything of these kinds."""
    return any(one.kind in kinds for sheet in evidence.sheets.values() for one in sheet)
