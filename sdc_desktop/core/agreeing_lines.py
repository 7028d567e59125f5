"""Lines of tables that agree in their largest numbers: what may be printed twice.

Comparing each table with each other one takes long where there are hundreds. Lines that are the
same agree in their largest numbers, so only those are compared that do, found by sorting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.implied_totals import leaves
from sdc_desktop.core.linked_cells import Label, LabelledTable
from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.table_cells import TableCells
from sdc_desktop.core.tables import Axis

_PROBES = 3
_LEAST_PROBE = 10.0
_DIGITS = 6
_MOST_NAMESAKES = 50
Int64Array = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TableLine:
    """A row or a column of a table, or what its rows or columns add up to.

    Attributes:
        table: Place among the tables.
        is_row: Whether it is a row, or the sum of rows.
        label: What it is called; sums that no line prints are called nothing.
        across: (k,) int64: numbers of the labels across, in rising order.
        parts: (k, p) int32: the cells that its numbers are made of, one where it is printed; -1
            where there is none that can be added up.
        values: (k,) float64: the numbers, NaN where one is not known.
    """

    table: int
    is_row: bool
    label: Label
    across: Int64Array
    parts: Int32Array
    values: FloatArray

    @property
    def is_printed(self) -> bool:
        """Whether the table prints it."""
        return bool(self.label)

    def has_name_of(self, other: TableLine) -> bool:
        """Tell whether two rows, or two columns, are called the same."""
        return self.is_row == other.is_row and self.label == other.label


def lines_of(labelled: Sequence[LabelledTable], cells: TableCells) -> tuple[TableLine, ...]:
    """Return the rows and the columns of tables, and the sums that they do not print.

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
    """Yield the rows and the columns of a table and their sums; `numbers` counts the labels."""
    table = one.table
    for axis, along, across, totals in (
        (Axis.ROWS, one.rows, one.columns, table.total_rows),
        (Axis.COLUMNS, one.columns, one.rows, table.total_columns),
    ):
        named = np.array([numbers.setdefault(label, len(numbers)) for label in across], np.int64)
        order = np.argsort(named)
        places = [list(across.values())[at] for at in order.tolist()]
        block = _that_add_up(cells.block(table, axis, list(along.values()), places), cells)
        for label, row in zip(along, block, strict=True):
            values = np.where(row >= 0, cells.values[row], np.nan)
            yield TableLine(place, axis is Axis.ROWS, label, named[order], row[:, None], values)
        inner = () if totals else leaves(table, axis)
        if len(inner) > 1:
            parts = _that_add_up(cells.block(table, axis, inner, places), cells)
            values = np.where(parts >= 0, cells.values[parts], 0.0).sum(axis=0)
            yield TableLine(place, axis is Axis.ROWS, (), named[order], parts.T, values)


def _that_add_up(block: Int32Array, cells: TableCells) -> Int32Array:
    return np.where((block >= 0) & cells.can_add[block], block, -1).astype(np.int32)


def agreeing_lines(lines: Sequence[TableLine]) -> list[tuple[int, int]]:
    """Return pairs of lines of two tables that agree in their largest numbers, as places.

    Where very many do, each is paired only with one that is most like it: that is enough to tie
    them all together.

    Args:
        lines: The lines.
    """
    if not lines:
        return []
    line = np.repeat(np.arange(len(lines)), [one.values.size for one in lines])
    values = np.round(np.concatenate([one.values for one in lines]), _DIGITS)
    label = np.concatenate([one.across for one in lines])
    usable = np.nan_to_num(values) >= _LEAST_PROBE
    line, values, label = line[usable], values[usable], label[usable]
    sizes, rank = np.unique(values, return_inverse=True)
    key = label * (sizes.size + 1) + rank
    likeness = np.bincount(line, np.sqrt(label + 2.0) * values, len(lines))
    order = np.lexsort((line, likeness[line], key))
    probes = _largest_of_each(line, values)
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
