"""What the secret draw of each cell hangs on: its labels, and its number.

A cell that is printed twice has one draw, whatever it is called in the second place, so that two
roundings of it cannot be compared. A cell in no table goes by its place.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.perturbation.controlled_rounding import Sums
from sdc_desktop.core.perturbation.keyed_draws import keyed_draws
from sdc_desktop.core.rules.labels import Labels
from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.tables import Table


def draws_of(
    check: Check, cells: Sequence[CellRef], numbers: FloatArray, sums: Sums, key: bytes
) -> FloatArray:
    """Return a number from 0 to below 1 for each cell that only the key can tell: (n,) float64.

    Args:
        check: The workbook and its tables.
        cells: The n cells.
        numbers: (n,) float64: their true numbers.
        sums: What adds up over them; sums of one part are cells that are printed twice.
        key: The secret.
    """
    first = _first_of_equal(sums, len(cells))
    names = _names(check, cells)
    return keyed_draws(
        key, ((names[place], number) for place, number in zip(first, numbers.tolist(), strict=True))
    )


def _names(check: Check, cells: Sequence[CellRef]) -> list[tuple[str, ...]]:
    """Return the labels of each cell, in small letters; sheet and place where it has none."""
    tables: dict[str, list[tuple[Table, Labels]]] = {}
    for table in check.tables:
        tables.setdefault(table.sheet, []).append((table, Labels(check.workbook, table)))
    return [_name(cell, tables.get(cell.sheet, [])) for cell in cells]


def _name(cell: CellRef, tables: Sequence[tuple[Table, Labels]]) -> tuple[str, ...]:
    for table, labels in tables:
        if cell in table:
            both = labels.of_row(cell.row).casefold(), labels.of_column(cell.column).casefold()
            return both if any(both) else (cell.sheet, cell.a1)
    return cell.sheet, cell.a1


def _first_of_equal(sums: Sums, count: int) -> list[int]:
    """Return for each cell the first one that is the same number printed elsewhere."""
    first = list(range(count))

    def find(place: int) -> int:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    sizes = np.diff(sums.row_starts)
    for row in np.flatnonzero(sizes == 2).tolist():
        start = int(sums.row_starts[row])
        if sums.coefficients[start : start + 2].sum() == 0:
            pair: Int32Array = sums.columns[start : start + 2]
            one, other = sorted((find(int(pair[0])), find(int(pair[1]))))
            first[other] = one
    return [find(place) for place in range(count)]
