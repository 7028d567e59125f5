"""Totals that a table does not print, but another table does.

A table of areas by sex without a line for all areas, beside one that prints all areas by sex: the
lines of the first add up to a line of the second. A reader adds them up, so the audit must too.
Labels say which lines may belong together and the numbers whether they do: all complete lines
must add up, and so many of them that it is hardly chance (see `linked_cells`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.linked_cells import (
    ENOUGH_EVIDENCE,
    Label,
    LabelledTable,
    evidence_of,
    table_name,
)
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.table_cells import TableCells
from sdc_desktop.core.tables import Axis, Table

_FEWEST_LINES = 2


@dataclass(frozen=True, slots=True, eq=False)
class ImpliedTotals:
    """Lines of one table whose sum another table prints.

    Attributes:
        total: (k,) int32: numbers of the printed totals.
        parts: (k, p) int32: numbers of the cells that add up to each; -1 where there is none.
        reason: Why it is believed.
        tolerance: How far rounding may part them.
    """

    total: Int32Array
    parts: Int32Array
    reason: str
    tolerance: float = 0.0


def find_implied_totals(
    labelled: Sequence[LabelledTable], cells: TableCells
) -> Iterator[ImpliedTotals]:
    """Yield the sums of whole tables that stand in other tables.

    Args:
        labelled: The tables with their labels.
        cells: Their data cells.
    """
    if len(labelled) < 2 or not cells.values.size:
        return
    for inner in labelled:
        for axis in Axis:
            parts = leaves(inner.table, axis)
            if len(parts) < _FEWEST_LINES or _has_total(inner.table, axis):
                continue
            for outer in labelled:
                if outer is not inner:
                    yield from _compare(inner, outer, axis, parts, cells)


def _has_total(table: Table, axis: Axis) -> bool:
    return bool(table.total_rows if axis is Axis.ROWS else table.total_columns)


def leaves(table: Table, axis: Axis) -> tuple[int, ...]:
    """Return the lines of a table that are no sums of others of its lines."""
    totals = {one.total for one in table.relations if one.axis is axis}
    lines = table.body.rows if axis is Axis.ROWS else table.body.columns
    left_out = table.left_out_rows if axis is Axis.ROWS else table.left_out_columns
    return tuple(line for line in lines if line not in totals and line not in left_out)


def _compare(
    inner: LabelledTable,
    outer: LabelledTable,
    axis: Axis,
    parts: tuple[int, ...],
    cells: TableCells,
) -> Iterator[ImpliedTotals]:
    """Yield the line of `outer` that is the sum of the `parts` of `inner`, if there is one."""
    own, theirs = _across(inner, axis), _across(outer, axis)
    shared = [label for label in own if label in theirs]
    lines = _total_lines(outer, axis)
    if not shared or not lines:
        return
    block = cells.block(inner.table, axis, parts, [own[label] for label in shared])
    sums = _Sums.of(cells, np.where(cells.can_add[block], block, -1))
    printed = cells.block(outer.table, axis, lines, [theirs[label] for label in shared])
    enough = ENOUGH_EVIDENCE + float(np.log10(len(lines)))  # one of so many may fit by chance
    place, kept = sums.printed_in(cells, printed, enough)
    if kept.size:
        reason = f"{table_name(outer.table)} prints the total of {table_name(inner.table)}"
        yield ImpliedTotals(printed[place][kept], sums.parts[:, kept].T, reason)


def _across(labelled: LabelledTable, axis: Axis) -> dict[Label, int]:
    return labelled.columns if axis is Axis.ROWS else labelled.rows


def _total_lines(labelled: LabelledTable, axis: Axis) -> list[int]:
    """Return the lines that may print a total, grand totals first."""
    table = labelled.table
    totals = table.total_rows if axis is Axis.ROWS else table.total_columns
    lines = list((labelled.rows if axis is Axis.ROWS else labelled.columns).values())
    return [*totals, *(line for line in lines if line not in totals)]


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """What the parts of a table add up to, for each of k lines across.

    Attributes:
        parts: (p, k) int32: numbers of the cells, -1 for none.
        values: (k,) float64: their sums; NaN where one is not known.
        sizes: (k,) float64: sums of their sizes.
        is_usable: (k,) bool: there are enough parts to make a sum.
    """

    parts: Int32Array
    values: FloatArray
    sizes: FloatArray
    is_usable: BoolArray

    @classmethod
    def of(cls, cells: TableCells, parts: Int32Array) -> _Sums:
        is_part = parts >= 0
        values = np.where(is_part, cells.values[parts], 0.0)
        usable = is_part.sum(axis=0) >= _FEWEST_LINES
        return cls(parts, values.sum(axis=0), np.abs(values).sum(axis=0), usable)

    def printed_in(
        self, cells: TableCells, printed: Int32Array, enough: float
    ) -> tuple[int, Int32Array]:
        """Return the first line that prints these sums and where; nowhere unless it is proved.

        Args:
            cells: All data cells.
            printed: (lines, k) int32: what may be the totals.
            enough: Evidence that is asked for.
        """
        usable = (printed >= 0) & cells.can_add[printed] & self.is_usable
        totals = np.where(usable, cells.values[printed], np.nan)
        is_complete = np.isfinite(self.values) & np.isfinite(totals)
        with np.errstate(invalid="ignore"):
            is_equal = np.abs(self.values - totals) <= 1e-9 * self.sizes
        holds = is_complete.any(axis=1) & (is_equal | ~is_complete).all(axis=1)
        for place in np.flatnonzero(holds).tolist():
            if evidence_of(totals[place][is_complete[place]]) >= enough:
                return place, np.flatnonzero(usable[place]).astype(np.int32)
        return 0, np.zeros(0, np.int32)
