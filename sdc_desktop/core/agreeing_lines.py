"""Lines of tables that agree in their largest numbers: what may be printed twice.

Comparing each table with each other one takes long where there are hundreds. Lines that are the
same agree in their largest numbers, so only those are compared that do, found by sorting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.linked_cells import Label, LabelledTable
from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.table_cells import TableCells

_PROBES = 3
_LEAST_PROBE = 10.0
_MOST_NAMESAKES = 50
Int64Array = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TableLine:
    """A row or a column of a table.

    Attributes:
        table: Place among the tables.
        is_row: Whether it is a row.
        label: What it is called.
        across: (k,) int64: numbers of the labels across, in rising order.
        cells: (k,) int32: the cells under them, -1 where there is none that can be added up.
    """

    table: int
    is_row: bool
    label: Label
    across: Int64Array
    cells: Int32Array

    def has_name_of(self, other: TableLine) -> bool:
        """Tell whether two rows, or two columns, are called the same."""
        return self.is_row == other.is_row and self.label == other.label


def lines_of(labelled: Sequence[LabelledTable], cells: TableCells) -> tuple[TableLine, ...]:
    """Return the rows and the columns of tables.

    Args:
        labelled: The tables with their labels.
        cells: Their data cells.
    """
    numbers: dict[Label, int] = {}
    return tuple(
        line
        for place in range(len(labelled))
        for line in _lines_of(labelled[place], place, cells, numbers)
    )


def _lines_of(
    one: LabelledTable, place: int, cells: TableCells, numbers: dict[Label, int]
) -> Iterator[TableLine]:
    """Yield the rows and the columns of a table; `numbers` counts the labels."""
    block = cells.at(one.table.sheet, list(one.rows.values()), list(one.columns.values()))
    block = np.where((block >= 0) & cells.can_add[block], block, -1).astype(np.int32)
    for is_row, along, across, part in (
        (True, one.rows, one.columns, block),
        (False, one.columns, one.rows, block.T),
    ):
        named = np.array([numbers.setdefault(label, len(numbers)) for label in across], np.int64)
        order = np.argsort(named)
        for label, row in zip(along, part, strict=True):
            yield TableLine(place, is_row, label, named[order], row[order])


def agreeing_lines(lines: Sequence[TableLine], cells: TableCells) -> list[tuple[int, int]]:
    """Return pairs of lines of two tables that agree in their largest numbers, as places.

    Where very many do, each is paired only with one that is most like it: that is enough to tie
    them all together.

    Args:
        lines: The lines.
        cells: All data cells.
    """
    if not lines:
        return []
    line = np.repeat(np.arange(len(lines)), [one.cells.size for one in lines])
    cell = np.concatenate([one.cells for one in lines])
    label = np.concatenate([one.across for one in lines])
    usable = cell >= 0
    usable[usable] = cells.values[cell[usable]] >= _LEAST_PROBE
    line, cell, label = line[usable], cell[usable], label[usable]
    sizes, rank = np.unique(cells.values[cell], return_inverse=True)
    key = label * (sizes.size + 1) + rank
    likeness = np.bincount(line, np.sqrt(label + 2.0) * cells.values[cell], len(lines))
    order = np.lexsort((line, likeness[line], key))
    probes = _largest_of_each(line, cells.values[cell])
    pairs = _with_namesakes(line, key, order, probes)
    table = np.array([one.table for one in lines])
    pairs = pairs[table[pairs[:, 0]] != table[pairs[:, 1]]]
    pair, times = np.unique(pairs[:, 0] * len(lines) + pairs[:, 1], return_counts=True)
    first, second = np.divmod(pair, len(lines))
    asked = np.minimum(_PROBES, np.bincount(line, minlength=len(lines)))[first]
    sure = times >= asked
    agreeing = zip(first[sure].tolist(), second[sure].tolist(), strict=True)
    return sorted({(min(one), max(one)) for one in agreeing})


def _with_namesakes(
    line: Int64Array, key: Int64Array, order: Int64Array, probes: Int64Array
) -> Int64Array:
    """Return the lines of some entries with the lines that have the same number there: (p, 2)."""
    ordered, place_of = key[order], np.empty_like(order)
    place_of[order] = np.arange(order.size)
    start = np.searchsorted(ordered, key[probes], "left")
    count = np.searchsorted(ordered, key[probes], "right") - start
    many = count > _MOST_NAMESAKES
    start[many], count[many] = place_of[probes[many]], 2
    count = np.minimum(count, order.size - start)
    first = np.repeat(start - np.cumsum(count) + count, count)
    found = order[first + np.arange(int(count.sum()))]
    asking = np.repeat(probes, count)
    same = key[found] == key[asking]
    return np.column_stack([line[asking[same]], line[found[same]]])


def _largest_of_each(line: Int64Array, values: FloatArray) -> Int64Array:
    """Return the places of the largest numbers of each line, a few of each."""
    order = np.lexsort((-values, line))
    begins = np.searchsorted(line[order], line[order], "left")
    return order[np.arange(order.size) - begins < _PROBES]
