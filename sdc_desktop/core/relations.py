"""The one system of what adds up to what, over the cells of all tables (DESIGN.md, idea 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.agreeing_lines import agreeing_lines, lines_of
from sdc_desktop.core.cell_refs import CellRefs
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.finer_lines import find_finer_lines
from sdc_desktop.core.found_rounding import Blur, find_blur
from sdc_desktop.core.implied_totals import ImpliedTotals, find_implied_totals
from sdc_desktop.core.known_contributions import KnownContributions
from sdc_desktop.core.linked_cells import LinkedLines, find_linked_cells, label_tables
from sdc_desktop.core.linked_ratios import find_linked_ratios
from sdc_desktop.core.printed_again import EqualSums, find_lines_printed_again
from sdc_desktop.core.ratio_cells import NO_RATIOS, RatioCells, collect_ratios
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array, Workbook
from sdc_desktop.core.summed_tables import find_summed_tables
from sdc_desktop.core.table_cells import TableCells, collect_cells
from sdc_desktop.core.tables import LineOrder, LineSum, Table

AnyArray = npt.NDArray[Any]

_FEWEST_EXACT = 3
"""Lines that must add up exactly before all of their kind are taken to."""


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
            apart by the rounding of totals where they add up only nearly; without limit above
            where a line counts only a part of what another one counts.
        reasons: m sentences, why each relation is believed.
        table_of: (n,) int32: number of the table that each cell belongs to.
        steps: (n,) float64: the last printed digit of the cell's table, such as 1 or 0.1; 0 where
            its numbers are not decimals. Whoever narrows a cell to less than a step knows it.
        is_dash: (n,) bool: the source shows a dash, which mostly stands for nothing or for zero
            and not for something withheld.
        is_unavailable: (n,) bool: the source lacks the number for another reason than
            confidentiality, so that nobody needs to be kept from working it out.
        blur: How far the true numbers may lie beside those of a source that prints them rounded;
            None where it prints all of them exactly.
        ratios: Cells that are percentages, rates or means of others. What they give away depends
            on which of them are shown, so they become relations in the audit.
        lower_level, upper_level: (n,) float64, at least 0: how far below and above its number the
            interval of a withheld sum must reach; 0 where no rule about sums finds it unsafe.
        is_single: (n,) bool: a sum that is known to be the contribution of one contributor.
        contributions: What is known of the contributions to the cells, None for nothing.
    """

    cells: Sequence[CellRef]
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
    is_unavailable: BoolArray = field(default_factory=_no_flags)
    blur: Blur | None = None
    ratios: RatioCells = NO_RATIOS
    lower_level: FloatArray = field(default_factory=_no_floats)
    upper_level: FloatArray = field(default_factory=_no_floats)
    is_single: BoolArray = field(default_factory=_no_flags)
    contributions: KnownContributions | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.cells, CellRefs):
            object.__setattr__(self, "cells", CellRefs.of(self.cells))
        if self.table_of.size != len(self.cells):
            object.__setattr__(self, "table_of", np.zeros(len(self.cells), np.int32))
        if self.steps.size != len(self.cells):
            object.__setattr__(self, "steps", self.is_count.astype(np.float64))
        for name in ("is_dash", "is_unavailable", "is_single"):
            if getattr(self, name).size != len(self.cells):
                object.__setattr__(self, name, np.zeros(len(self.cells), bool))
        for name in ("lower_level", "upper_level"):
            if not getattr(self, name).size:
                object.__setattr__(self, name, np.zeros(len(self.cells)))

    @property
    def places(self) -> CellRefs:
        """The cells as arrays."""
        return cast("CellRefs", self.cells)

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
    """Relations `lower <= A x <= upper` before they are put together; `line` counts from 0."""

    line: Int32Array
    column: Int32Array
    coefficient: FloatArray
    lower: FloatArray
    upper: FloatArray
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
    orders = [
        lines
        for table in tables
        for order in table.orders
        if (lines := _order_lines(cells, table, order)) is not None
    ]
    labelled = label_tables(workbook, tables)
    all_lines = lines_of(labelled, cells)
    links = [_equal_lines(link) for link in find_linked_cells(labelled, cells)]
    again = [
        _equal_sums(one)
        for one in find_lines_printed_again(labelled, all_lines, agreeing_lines(all_lines))
    ]
    implied = [
        _implied_lines(one)
        for one in (
            *find_implied_totals(labelled, cells),
            *find_finer_lines(labelled, cells),
            *find_summed_tables(labelled, cells),
        )
    ]
    found = [*sums, *orders, *links, *again, *implied]
    ratios = collect_ratios(cells, tables).joined(find_linked_ratios(labelled, cells))
    return _assemble(cells, found, ratios)


def _sum_lines(cells: TableCells, table: Table, line_sum: LineSum) -> _Lines | None:
    """Return the relations `parts - total = 0` of one `LineSum`, None when there are none."""
    if not cells.values.size:
        return None
    lines = line_sum.total, *line_sum.parts
    block = cells.block(table, line_sum.axis, lines, line_sum.across)
    adds_up = (block >= 0) & cells.can_add[block]
    kept = np.flatnonzero(adds_up[0] & adds_up[1:].any(axis=0))
    if not kept.size:
        return None
    part, line = np.nonzero(adds_up[:, kept])
    room = _tolerances(cells, block[:, kept], adds_up[:, kept], line_sum.tolerance)
    return _Lines(
        line.astype(np.int32),
        block[part, kept[line]],
        np.where(part == 0, -1.0, 1.0),
        -room,
        room,
        (line_sum.reason,) * kept.size,
    )


def _tolerances(
    cells: TableCells, block: Int32Array, adds_up: BoolArray, tolerance: float
) -> FloatArray:
    """Return how far total and parts may lie apart: (lines,) float64.

    Where a total is only nearly the sum in some lines, such as averages with decimals, those of
    whole numbers may still all add up exactly. A reader sees that, so they have no tolerance; the
    same for lines with decimals beside whole ones.

    Args:
        cells: All data cells.
        block: (1 + parts, lines) int32: numbers of the cells, the totals first.
        adds_up: The same shape: which of them count.
        tolerance: Of all lines together.
    """
    room = np.full(block.shape[1], float(tolerance))
    if not tolerance:
        return room
    values = np.where(adds_up, cells.values[block], 0.0)
    gaps = np.abs(values[1:].sum(axis=0) - values[0])
    is_whole = (np.nan_to_num(values) % 1 == 0).all(axis=0)
    for kind in (is_whole, ~is_whole):
        known = kind & np.isfinite(gaps)
        noise = 1e-9 * np.abs(values[:, known]).sum(axis=0)
        if known.sum() >= _FEWEST_EXACT and (gaps[known] <= noise).all():
            room[kind] = 0.0
    return room


def _order_lines(cells: TableCells, table: Table, order: LineOrder) -> _Lines | None:
    """Return the relations `larger - smaller >= 0` of one `LineOrder`, None when there are none."""
    if not cells.values.size:
        return None
    block = cells.block(table, order.axis, (order.larger, order.smaller), order.across)
    kept = block[:, ((block >= 0) & cells.can_add[block]).all(axis=0)]
    if not kept.size:
        return None
    return _pairs(kept[0], kept[1], np.inf, order.reason)


def _pairs(first: Int32Array, second: Int32Array, upper: float, reason: str) -> _Lines:
    """Return the relations `0 <= first - second <= upper`."""
    count = first.size
    return _Lines(
        np.repeat(np.arange(count, dtype=np.int32), 2),
        np.column_stack([first, second]).ravel().astype(np.int32),
        np.tile(np.array([1.0, -1.0]), count),
        np.zeros(count),
        np.full(count, upper),
        (reason,) * count,
    )


def _equal_lines(link: LinkedLines) -> _Lines:
    """Return the relations `first - second = 0` of cells that are printed twice."""
    return _pairs(link.first, link.second, 0.0, link.reason)


def _equal_sums(one: EqualSums) -> _Lines:
    """Return the relations `first - second = 0` of sums of cells of two tables."""
    sides = np.hstack([one.first, one.second])
    sign = np.repeat([1.0, -1.0], [one.first.shape[1], one.second.shape[1]])
    line, place = np.nonzero(sides >= 0)
    return _Lines(
        line.astype(np.int32),
        sides[line, place],
        sign[place],
        np.zeros(len(sides)),
        np.zeros(len(sides)),
        (one.reason,) * len(sides),
    )


def _implied_lines(one: ImpliedTotals) -> _Lines:
    """Return the relations `parts - total = 0` whose total stands in another table."""
    lines, parts = one.parts.shape
    line = np.repeat(np.arange(lines, dtype=np.int32), parts + 1)
    column = np.column_stack([one.total, one.parts]).ravel().astype(np.int32)
    coefficient = np.tile(np.array([-1.0, *(1.0,) * parts]), lines)
    is_cell = column >= 0
    return _Lines(
        line[is_cell],
        column[is_cell],
        coefficient[is_cell],
        np.full(lines, -one.tolerance),
        np.full(lines, one.tolerance),
        (one.reason,) * lines,
    )


def _assemble(cells: TableCells, parts: Sequence[_Lines], ratios: RatioCells) -> RelationSystem:
    starts = np.cumsum([0, *(part.lower.size for part in parts)])
    line = _join([part.line + start for part, start in zip(parts, starts, strict=False)], np.int32)
    column = _join([part.column for part in parts], np.int32)
    coefficient = _join([part.coefficient for part in parts], np.float64)
    lower = _join([part.lower for part in parts], np.float64)
    upper = _join([part.upper for part in parts], np.float64)
    reasons = [reason for part in parts for reason in part.reasons]
    order = np.argsort(line, kind="stable")
    line, column, coefficient = line[order], column[order], coefficient[order]
    kept = _is_possible(cells, line, column, coefficient, lower, upper)
    stays = kept[line] if line.size else np.zeros(0, bool)
    counts = np.bincount(line[stays], minlength=kept.size)[kept]
    refs = cells.refs()
    is_sum = kept & np.isfinite(upper)
    in_sum = is_sum[line] if line.size else np.zeros(0, bool)
    sums = line[in_sum], column[in_sum], coefficient[in_sum]
    return RelationSystem(
        cells=refs,
        values=cells.values,
        is_count=cells.is_count,
        lower=cells.lower,
        upper=cells.upper,
        row_starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        columns=column[stays].astype(np.int32),
        coefficients=coefficient[stays],
        row_lower=lower[kept],
        row_upper=upper[kept],
        reasons=tuple(reason for reason, stay in zip(reasons, kept, strict=True) if stay),
        table_of=cells.table_of,
        steps=_with_ratio_steps(cells.steps, ratios),
        is_dash=cells.is_dash,
        is_unavailable=cells.is_unavailable,
        blur=_blur(cells, refs, sums),
        ratios=ratios,
    )


def _blur(
    cells: TableCells,
    refs: CellRefs,
    sums: tuple[Int32Array, Int32Array, FloatArray],
) -> Blur | None:
    """Return what rounding in the source leaves open; looked for by table, then by column."""
    width = int(refs.columns.max(initial=0)) + 1
    groups = cells.table_of, (cells.table_of * width + refs.columns).astype(np.int32)
    blur = find_blur(cells.values, cells.is_count, groups, sums)
    return blur if blur.above.any() else None


def _with_ratio_steps(steps: FloatArray, ratios: RatioCells) -> FloatArray:
    """Return the last printed digits, those of ratios too."""
    steps = steps.copy()
    steps[ratios.ratio] = ratios.step
    return steps


def _join(arrays: Sequence[AnyArray], kind: type[np.generic]) -> AnyArray:
    return np.concatenate(arrays).astype(kind) if arrays else np.zeros(0, kind)


def _is_possible(
    cells: TableCells,
    line: Int32Array,
    column: Int32Array,
    coefficient: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
) -> BoolArray:
    """Tell which relations the source's numbers allow: (lines,) bool.

    A few parts in 10^9 of the numbers' size are put down to floating point.
    """
    is_known = np.isfinite(cells.values[column])
    least = np.where(is_known, cells.values[column], cells.lower[column]) * coefficient
    most = np.where(is_known, cells.values[column], cells.upper[column]) * coefficient
    size = np.where(is_known, np.abs(cells.values[column] * coefficient), 0.0)
    low = np.bincount(line, np.minimum(least, most), minlength=lower.size)
    high = np.bincount(line, np.maximum(least, most), minlength=lower.size)
    noise = 1e-9 * np.bincount(line, size, minlength=lower.size)
    return (low <= upper + noise) & (high >= lower - noise)
