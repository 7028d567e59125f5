"""The one system of what adds up to what, over the cells of all tables (DESIGN.md, idea 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.linked_cells import LinkedLines, find_linked_cells
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array, Workbook
from sdc_desktop.core.table_cells import TableCells, collect_cells
from sdc_desktop.core.tables import Axis, LineSum, Table

AnyArray = npt.NDArray[Any]


def _no_int32() -> Int32Array:
    return np.zeros(0, np.int32)


def _no_floats() -> FloatArray:
    return np.zeros(0, np.float64)


def _no_flags() -> BoolArray:
    return np.zeros(0, bool)


@dataclass(frozen=True, slots=True, eq=False)
class RelationSystem:
    """Bounds `row_lower <= A x <= row_upper`, `lower <= x <= upper` over n cells and m relations.

    A is sparse: relation i holds `coefficients[s:e]` at `columns[s:e]`, with
    `s, e = row_starts[i], row_starts[i + 1]`.

    Attributes:
        cells: The n cells, sheet by sheet, row by row.
        values: (n,) float64: the number in the source; NaN where the source shows a marker.
        is_count: (n,) bool: whether only whole numbers are possible.
        lower, upper: (n,) float64: what everybody knows without seeing the cell; upper may be inf.
        row_starts: (m + 1,) int32. columns: (nonzeros,) int32. coefficients: (nonzeros,) float64.
        row_lower, row_upper: (m,) float64; equal where the published numbers add up exactly,
            apart by the rounding of totals where they add up only nearly.
        reasons: m sentences, why each relation is believed.
        table_of: (n,) int32: number of the table that each cell belongs to.
        steps: (n,) float64: the last printed digit of the cell's table, such as 1 or 0.1; 0 where
            its numbers are not decimals. Whoever narrows a cell to less than a step knows it.
        is_dash: (n,) bool: the source shows a dash, which mostly stands for nothing or for zero
            and not for something withheld.
    """

    cells: tuple[CellRef, ...]
    values: FloatArray
    is_count: BoolArray
    lower: FloatArray
    upper: FloatArray
    row_starts: Int32Array
    columns: Int32Array
    coefficients: FloatArray
    row_lower: FloatArray
    row_upper: FloatArray
    reasons: tuple[str, ...]
    table_of: Int32Array = field(default_factory=_no_int32)
    steps: FloatArray = field(default_factory=_no_floats)
    is_dash: BoolArray = field(default_factory=_no_flags)

    def __post_init__(self) -> None:
        if self.table_of.size != len(self.cells):
            object.__setattr__(self, "table_of", np.zeros(len(self.cells), np.int32))
        if self.steps.size != len(self.cells):
            object.__setattr__(self, "steps", self.is_count.astype(np.float64))
        if self.is_dash.size != len(self.cells):
            object.__setattr__(self, "is_dash", np.zeros(len(self.cells), bool))

    @property
    def shape(self) -> tuple[int, int]:
        """Number of relations and of cells."""
        return self.row_lower.size, len(self.cells)

    @property
    def row_of(self) -> Int32Array:
        """(nonzeros,) int32: the relation that each coefficient belongs to."""
        return np.repeat(
            np.arange(self.row_lower.size, dtype=np.int32), np.diff(self.row_starts)
        ).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Relations before they are put together; `line` counts from 0 within the value."""

    line: Int32Array
    column: Int32Array
    coefficient: FloatArray
    tolerance: FloatArray
    reasons: tuple[str, ...]


def build_relations(workbook: Workbook, tables: tuple[Table, ...]) -> RelationSystem:
    """Return what adds up over all data cells of `tables`.

    Each line of a table's relations becomes one relation, and so does each cell that is printed a
    second time. Relations that the numbers of the source contradict are left out.

    Args:
        workbook: The source as read.
        tables: The tables as understood.
    """
    cells = collect_cells(workbook, tables)
    sums = [
        lines
        for table in tables
        for line_sum in table.relations
        if (lines := _sum_lines(cells, table, line_sum)) is not None
    ]
    links = [_equal_lines(link) for link in find_linked_cells(workbook, tables, cells)]
    return _assemble(cells, [*sums, *links])


def _sum_lines(cells: TableCells, table: Table, line_sum: LineSum) -> _Lines | None:
    """Return the relations `parts - total = 0` of one `LineSum`, None when there are none."""
    if not cells.values.size:
        return None
    lines, across = (line_sum.total, *line_sum.parts), line_sum.across
    if line_sum.axis is Axis.ROWS:
        block = cells.at(table.sheet, lines, across)
    else:
        block = cells.at(table.sheet, across, lines).T
    adds_up = (block >= 0) & cells.can_add[block]
    kept = np.flatnonzero(adds_up[0] & adds_up[1:].any(axis=0))
    if not kept.size:
        return None
    part, line = np.nonzero(adds_up[:, kept])
    return _Lines(
        line.astype(np.int32),
        block[part, kept[line]],
        np.where(part == 0, -1.0, 1.0),
        np.full(kept.size, float(line_sum.tolerance)),
        (line_sum.reason,) * kept.size,
    )


def _equal_lines(link: LinkedLines) -> _Lines:
    """Return the relations `first - second = 0` of cells that are printed twice."""
    count = link.first.size
    return _Lines(
        np.repeat(np.arange(count, dtype=np.int32), 2),
        np.column_stack([link.first, link.second]).ravel().astype(np.int32),
        np.tile(np.array([1.0, -1.0]), count),
        np.zeros(count),
        (link.reason,) * count,
    )


def _assemble(cells: TableCells, parts: Sequence[_Lines]) -> RelationSystem:
    starts = np.cumsum([0, *(part.tolerance.size for part in parts)])
    line = _join([part.line + start for part, start in zip(parts, starts, strict=False)], np.int32)
    column = _join([part.column for part in parts], np.int32)
    coefficient = _join([part.coefficient for part in parts], np.float64)
    tolerance = _join([part.tolerance for part in parts], np.float64)
    reasons = [reason for part in parts for reason in part.reasons]
    order = np.argsort(line, kind="stable")
    line, column, coefficient = line[order], column[order], coefficient[order]
    kept = _is_possible(cells, line, column, coefficient, tolerance)
    stays = kept[line] if line.size else np.zeros(0, bool)
    counts = np.bincount(line[stays], minlength=kept.size)[kept]
    return RelationSystem(
        cells=cells.refs(),
        values=cells.values,
        is_count=cells.is_count,
        lower=cells.lower,
        upper=cells.upper,
        row_starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        columns=column[stays].astype(np.int32),
        coefficients=coefficient[stays],
        row_lower=-tolerance[kept],
        row_upper=tolerance[kept],
        reasons=tuple(reason for reason, stay in zip(reasons, kept, strict=True) if stay),
        table_of=cells.table_of,
        steps=cells.steps,
        is_dash=cells.is_dash,
    )


def _join(arrays: Sequence[AnyArray], kind: type[np.generic]) -> AnyArray:
    return np.concatenate(arrays).astype(kind) if arrays else np.zeros(0, kind)


def _is_possible(
    cells: TableCells,
    line: Int32Array,
    column: Int32Array,
    coefficient: FloatArray,
    tolerance: FloatArray,
) -> BoolArray:
    """Tell which relations the source's numbers allow: (lines,) bool.

    A few parts in 10^9 of the numbers' size are put down to floating point.
    """
    is_known = np.isfinite(cells.values[column])
    least = np.where(is_known, cells.values[column], cells.lower[column]) * coefficient
    most = np.where(is_known, cells.values[column], cells.upper[column]) * coefficient
    size = np.where(is_known, np.abs(cells.values[column] * coefficient), 0.0)
    low = np.bincount(line, np.minimum(least, most), minlength=tolerance.size)
    high = np.bincount(line, np.maximum(least, most), minlength=tolerance.size)
    slack = tolerance + 1e-9 * np.bincount(line, size, minlength=tolerance.size)
    return (low <= slack) & (high >= -slack)
