"""Which cells of all tables are percentages, rates or means of which other cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sdc_desktop.core.ratio_places import places_of
from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.table_cells import TableCells
from sdc_desktop.core.tables import LineRatio, Table


def _no_cells() -> Int32Array:
    return np.zeros(0, np.int32)


def _no_numbers() -> FloatArray:
    return np.zeros(0, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class RatioCells:
    """k cells that print `factor * numerator / denominator`, rounded to multiples of `step`.

    Attributes:
        ratio, numerator, denominator: (k,) int32: numbers of cells in the relation system.
        factor: (k,) float64: 100 for percentages, 1 for means, 1000 for rates per thousand.
        step: (k,) float64: what was rounded to, such as 0.1; 0 where the file keeps all digits.
    """

    ratio: Int32Array = field(default_factory=_no_cells)
    numerator: Int32Array = field(default_factory=_no_cells)
    denominator: Int32Array = field(default_factory=_no_cells)
    factor: FloatArray = field(default_factory=_no_numbers)
    step: FloatArray = field(default_factory=_no_numbers)

    def joined(self, others: RatioCells) -> RatioCells:
        """Return these ratios and others, none of a cell that has one and no x divided by x."""
        new = ~np.isin(others.ratio, self.ratio) & (others.numerator != others.denominator)
        if not new.any():
            return self
        return RatioCells(
            np.concatenate([self.ratio, others.ratio[new]]),
            np.concatenate([self.numerator, others.numerator[new]]),
            np.concatenate([self.denominator, others.denominator[new]]),
            np.concatenate([self.factor, others.factor[new]]),
            np.concatenate([self.step, others.step[new]]),
        )


NO_RATIOS = RatioCells()


def collect_ratios(cells: TableCells, tables: Sequence[Table]) -> RatioCells:
    """Return the ratios of `tables` whose three cells are all data cells.

    Args:
        cells: The data cells.
        tables: The tables as understood.
    """
    found = [
        row
        for table in tables
        for one in table.ratios
        for row in _rows(cells.places[table.sheet], one)
    ]
    if not found:
        return NO_RATIOS
    ratio, numerator, denominator, factor, step = zip(*found, strict=True)
    return RatioCells(
        np.array(ratio, np.int32),
        np.array(numerator, np.int32),
        np.array(denominator, np.int32),
        np.array(factor, np.float64),
        np.array(step, np.float64),
    )


def _rows(places: Int32Array, one: LineRatio) -> Iterator[tuple[int, int, int, float, float]]:
    rows, columns = places.shape
    for trio in places_of(one):
        if any(row >= rows or column >= columns for row, column in trio):
            continue
        ratio, numerator, denominator = (int(places[place]) for place in trio)
        if min(ratio, numerator, denominator) >= 0:
            yield ratio, numerator, denominator, one.factor, one.step
