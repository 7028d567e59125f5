"""Many cells of a workbook as arrays: a million of them without a million objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import BoolArray, Int32Array


class CellRefs(Sequence[CellRef]):
    """n different cells in an order of their own.

    Attributes:
        sheets: Names of the sheets.
        sheet_of: (n,) int32: place of each cell's sheet among them.
        rows, columns: (n,) int32, from 0.
    """

    def __init__(
        self, sheets: tuple[str, ...], sheet_of: Int32Array, rows: Int32Array, columns: Int32Array
    ) -> None:
        self.sheets, self.sheet_of = sheets, sheet_of
        self.rows, self.columns = rows, columns

    @classmethod
    def of(cls, cells: Iterable[CellRef]) -> CellRefs:
        """Return the same cells in the same order."""
        cells = tuple(cells)
        sheets = tuple(dict.fromkeys(cell.sheet for cell in cells))
        place = {name: number for number, name in enumerate(sheets)}
        return cls(
            sheets,
            np.array([place[cell.sheet] for cell in cells], np.int32),
            np.array([cell.row for cell in cells], np.int32),
            np.array([cell.column for cell in cells], np.int32),
        )

    def __len__(self) -> int:
        return int(self.rows.size)

    @overload
    def __getitem__(self, number: int) -> CellRef: ...

    @overload
    def __getitem__(self, number: slice) -> CellRefs: ...

    def __getitem__(self, number: int | slice) -> CellRef | CellRefs:
        if isinstance(number, slice):
            parts = self.sheet_of[number], self.rows[number], self.columns[number]
            return CellRefs(self.sheets, *parts)
        sheet = self.sheets[self.sheet_of[number]]
        return CellRef(sheet, int(self.rows[number]), int(self.columns[number]))

    def __iter__(self) -> Iterator[CellRef]:
        names = map(self.sheets.__getitem__, self.sheet_of.tolist())
        return map(CellRef, names, self.rows.tolist(), self.columns.tolist())

    def numbers(self, cells: Iterable[CellRef]) -> Int32Array:
        """Return the number of each of `cells`, -1 for those that are not among these."""
        wanted = self._keys_of(tuple(cells))
        keys, order = self._sorted
        if not keys.size:
            return np.full(wanted.size, -1, np.int32)
        places = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
        return np.where(keys[places] == wanted, order[places], -1).astype(np.int32)

    def where(self, cells: Iterable[CellRef]) -> BoolArray:
        """Tell which of these cells are among `cells`: (n,) bool."""
        found = np.zeros(len(self), bool)
        numbers = self.numbers(cells)
        found[numbers[numbers >= 0]] = True
        return found

    def block(self, sheet: str, rows: Sequence[int], columns: Sequence[int]) -> Int32Array:
        """Return the numbers of the cells where `rows` and `columns` cross, -1 for none.

        Returns:
            (len(rows), len(columns)) int32.
        """
        found = np.full((len(rows), len(columns)), -1, np.int32)
        keys, order = self._sorted
        if sheet not in self.sheets or not keys.size:
            return found
        down, across = np.array(rows, np.int64), np.array(columns, np.int64)
        wanted = (self.sheets.index(sheet) << 36) + (down[:, None] << 15) + across
        places = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
        return np.where(keys[places] == wanted, order[places], found).astype(np.int32)

    def _keys_of(self, cells: tuple[CellRef, ...]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        place = {name: number for number, name in enumerate(self.sheets)}
        keys = [
            _key(place[cell.sheet], cell.row, cell.column) if cell.sheet in place else -1
            for cell in cells
        ]
        return np.array(keys, np.int64)

    @cached_property
    def _sorted(
        self,
    ) -> tuple[
        np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.int64]]
    ]:
        """The cells as single numbers in rising order, and where each stands."""
        keys = (self.sheet_of.astype(np.int64) << 36) + (self.rows.astype(np.int64) << 15)
        keys += self.columns
        order = np.argsort(keys, kind="stable")
        return keys[order], order


def _key(sheet: int, row: int, column: int) -> int:
    return (sheet << 36) + (row << 15) + column
