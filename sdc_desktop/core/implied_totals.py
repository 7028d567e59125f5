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
    label_table,
    table_name,
)
from sdc_desktop.core.sheets import Int32Array, Workbook
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
    """

    total: Int32Array
    parts: Int32Array
    reason: str


def find_implied_totals(
    workbook: Workbook, tables: Sequence[Table], cells: TableCells
) -> Iterator[ImpliedTotals]:
    """Yield the sums of whole tables that stand in other tables.

    Args:
        workbook: The source as read.
        tables: The tables as understood.
        cells: Their data cells.
    """
    if len(tables) < 2 or not cells.values.size:
        return
    labelled = [label_table(workbook.sheet(table.sheet), table) for table in tables]
    for inner in labelled:
        for axis in Axis:
            parts = _leaves(inner.table, axis)
            if len(parts) < _FEWEST_LINES or _has_total(inner.table, axis):
                continue
            for outer in labelled:
                if outer is not inner:
                    yield from _compare(inner, outer, axis, parts, cells)


def _has_total(table: Table, axis: Axis) -> bool:
    return bool(table.total_rows if axis is Axis.ROWS else table.total_columns)


def _leaves(table: Table, axis: Axis) -> tuple[int, ...]:
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
    block = _block(cells, inner.table, axis, parts, [own[label] for label in shared])
    block = np.where(cells.can_add[block], block, -1)
    printed = _block(cells, outer.table, axis, lines, [theirs[label] for label in shared])
    enough = ENOUGH_EVIDENCE + float(np.log10(len(lines)))  # one of so many may fit by chance
    for place in range(len(lines)):
        kept = _that_add_up(cells, block, printed[place], enough)
        if kept.size:
            reason = f"{table_name(outer.table)} prints the total of {table_name(inner.table)}"
            yield ImpliedTotals(printed[place][kept], block[:, kept].T, reason)
            return


def _across(labelled: LabelledTable, axis: Axis) -> dict[Label, int]:
    return labelled.columns if axis is Axis.ROWS else labelled.rows


def _total_lines(labelled: LabelledTable, axis: Axis) -> list[int]:
    """Return the lines that may print a total, grand totals first."""
    table = labelled.table
    totals = table.total_rows if axis is Axis.ROWS else table.total_columns
    lines = list((labelled.rows if axis is Axis.ROWS else labelled.columns).values())
    return [*totals, *(line for line in lines if line not in totals)]


def _block(
    cells: TableCells, table: Table, axis: Axis, lines: Sequence[int], across: Sequence[int]
) -> Int32Array:
    if axis is Axis.ROWS:
        return cells.at(table.sheet, lines, across)
    return cells.at(table.sheet, across, lines).T


def _that_add_up(
    cells: TableCells, block: Int32Array, printed: Int32Array, enough: float
) -> Int32Array:
    """Return the places where the parts add up or may do so; none unless the numbers prove it."""
    is_part = block >= 0
    usable = (printed >= 0) & cells.can_add[printed] & (is_part.sum(axis=0) >= _FEWEST_LINES)
    values = np.where(is_part, cells.values[block], 0.0)
    sums, totals = values.sum(axis=0), cells.values[printed]
    is_complete = usable & np.isfinite(sums) & np.isfinite(totals)
    is_equal = np.abs(sums - totals) <= 1e-9 * np.abs(values).sum(axis=0)
    if not is_complete.any() or not is_equal[is_complete].all():
        return np.zeros(0, np.int32)
    if evidence_of(totals[is_complete]) < enough:
        return np.zeros(0, np.int32)
    return np.flatnonzero(usable).astype(np.int32)
