"""The keys of cells from the keys of the records in them.

Two sources: records that name their cell, made where the microdata are kept; or the microdata
themselves, whose values are the labels of the tables. Of the latter a cell has its key only when as
many records fit its labels as it counts: what does not agree is no key.

Source: ONS, cell key perturbation, user guide: the cell key is the sum of the record keys modulo
256 or 4096, and a record without a key adds nothing to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Protocol

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.sheets import BoolArray, FloatArray, Sheet, TextArray
from sdc_desktop.core.shown import shown_text
from sdc_desktop.core.tables import Table

_MOST_READINGS = 64

_Where = Mapping[str, Sequence[tuple[str, BoolArray]]]
"""Value to the variables that have it, each with (r,) bool: which records do."""


class KeySource(Protocol):
    """Where the keys of cells come from."""

    def keys_of(self, check: Check, cells: Sequence[CellRef], counts: FloatArray) -> FloatArray:
        """Return the key of each cell, from 0 to below 1, NaN where it has none: (n,) float64."""
        ...


@dataclass(frozen=True, slots=True)
class CellRecords:
    """Keys of cells that were added up before."""

    keys: Mapping[CellRef, float] = field(repr=False)

    def keys_of(self, check: Check, cells: Sequence[CellRef], counts: FloatArray) -> FloatArray:
        """Return the key of each cell; a cell that counts nobody needs none."""
        known = [self.keys.get(cell, np.nan) for cell in cells]
        return np.where(np.isnan(known) & (counts == 0), 0.0, known)


@dataclass(frozen=True, slots=True, eq=False)
class Microdata:
    """r records: what they are by each variable, and their keys.

    Attributes:
        variables: Name to (r,) values in small letters, as the tables print them.
        keys: (r,) float64: fractions, or whole numbers below the modulus; 0 where one lacks.
        modulus: 256 or 4096 for whole keys, 0 for fractions.
    """

    variables: Mapping[str, TextArray] = field(repr=False)
    keys: FloatArray = field(repr=False)
    modulus: int = 0

    def keys_of(self, check: Check, cells: Sequence[CellRef], counts: FloatArray) -> FloatArray:
        """Return the key of each cell that counts as many records as fit its labels."""
        where = self._where()
        found = np.full(len(cells), np.nan)
        for place, (cell, count) in enumerate(zip(cells, counts.tolist(), strict=True)):
            table = next((one for one in check.tables if cell in one), None)
            if table is not None:
                found[place] = self._key(labels_of(check, table, cell), count, where)
        return found

    def _where(self) -> _Where:
        """Return for each value the records that have it, by each variable with it."""
        where: dict[str, list[tuple[str, BoolArray]]] = {}
        for name, values in self.variables.items():
            different, code = np.unique(values.astype(str), return_inverse=True)
            for number, value in enumerate(different.tolist()):
                where.setdefault(value, []).append((name, code == number))
        return where

    def _key(self, readings: Sequence[tuple[str, ...]], count: float, where: _Where) -> float:
        """Return the key of the records that fit one reading of the labels, NaN when none does."""
        for labels in readings:
            for choice in _choices([where[label] for label in labels if label in where]):
                fits = np.ones(self.keys.size, bool)
                for mask in choice:
                    fits &= mask
                if np.count_nonzero(fits) == count:
                    total = float(self.keys[fits].sum())
                    return total % self.modulus / self.modulus if self.modulus else total % 1.0
        return float("nan")


def _choices(options: Sequence[Sequence[tuple[str, BoolArray]]]) -> Iterator[list[BoolArray]]:
    """Yield every way to read the labels, which may be values of several variables.

    Two labels are values of two variables: region 1 and age group 1.
    """
    for number, choice in enumerate(product(*options)):
        if number >= _MOST_READINGS:
            return
        if len({variable for variable, _ in choice}) == len(choice):
            yield [mask for _, mask in choice]


def labels_of(check: Check, table: Table, cell: CellRef) -> tuple[tuple[str, ...], ...]:
    """Return the labels of a cell in small letters, read in one or two ways.

    First with those that stand further up or left once for a whole group, then without.
    """
    sheet = check.workbook.sheet(table.sheet)
    readings = []
    for fills in (True, False):
        stub = [
            _label(check, sheet, cell.row, column, (-1, 0), table, fills=fills)
            for column in table.stub_columns
        ]
        head = [
            _label(check, sheet, row, cell.column, (0, -1), table, fills=fills)
            for row in table.header_rows
        ]
        readings.append(tuple(sorted(label for label in (*stub, *head) if label)))
    return tuple(dict.fromkeys(readings))


def _label(
    check: Check,
    sheet: Sheet,
    row: int,
    column: int,
    step: tuple[int, int],
    table: Table,
    *,
    fills: bool,
) -> str:
    """Return the label at a place, or the nearest one in a direction where the place is empty."""
    body = table.body
    while True:
        text = " ".join(shown_text(check.workbook, sheet, row, column).split()).casefold()
        row, column = row + step[0], column + step[1]
        is_outside = (step[0] and row < body.top) or (step[1] and column < body.left)
        if text or not fills or is_outside:
            return text
