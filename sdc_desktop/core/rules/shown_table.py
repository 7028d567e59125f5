"""One table as a reader sees it, for the rules: arrays over the table's body."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.actions import EVERY_RULE
from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.evidence import NO_EVIDENCE, Evidence
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.rules.labels import Labels
from sdc_desktop.core.sheets import BoolArray, CellKind, FloatArray, UInt8Array, Workbook
from sdc_desktop.core.tables import Statistic, Table

_Scalar = TypeVar("_Scalar", bound=np.generic)

STATISTICS = tuple(Statistic)
_COUNTS = [place for place, statistic in enumerate(STATISTICS) if statistic.is_count]

SMALLEST_HIDING_BASE = 3
"""Rounding to 2 leaves zeros recognisable, rounding to 1 everything."""

_NEARLY_WHOLE = 1e-6
"""Farther from a whole number than this is a fraction, nearer is the noise of a formula."""


@dataclass(frozen=True, eq=False)
class ShownTable:
    """A table's body, as (rows, columns) arrays.

    Attributes:
        original: float64, the numbers of the source; NaN where there is none. A number that is
            whole but for the noise of a formula is made whole.
        shown: float64, the numbers a reader sees; NaN where there is none.
        statuses: uint8, a `CellStatus` each.
        statistics: uint8, places in `STATISTICS`.
        is_blank: bool, where the source has an empty cell.
        hides: bool, where a number was rounded so widely that the policy accepts it in place of
            the number, whatever that was.
        evidence: What is known of the cells beyond the table.
        worked_out: Percentages and rates of two counts of which one stands in another table.
    """

    table: Table
    published: Published
    labels: Labels
    original: FloatArray
    shown: FloatArray
    statuses: UInt8Array
    statistics: UInt8Array
    is_blank: BoolArray
    hides: BoolArray
    evidence: Evidence = NO_EVIDENCE
    worked_out: frozenset[CellRef] = frozenset()

    @property
    def is_count(self) -> BoolArray:
        """Where the number is a count, as (rows, columns) bool."""
        return np.isin(self.statistics, _COUNTS)

    @property
    def shows_number(self) -> BoolArray:
        """Where a reader sees a number, exact or rounded, as (rows, columns) bool."""
        return ~np.isnan(self.shown)

    @cached_property
    def is_told(self) -> BoolArray:
        """Where a reader learns the count, as (rows, columns) bool.

        It is shown, and either as it is or rounded in a way that the policy does not accept.
        """
        return np.asarray(self.is_count & self.shows_number & ~self.hides)

    def blurs(self, level: FloatArray) -> BoolArray:
        """Return where a changed number leaves the true one open by `level` either way.

        Args:
            level: (rows, columns) float64: a protection level; NaN where none is asked.
        """
        wide = np.zeros(self.shown.shape)
        body, name = self.table.body, self.table.sheet
        if name in self.published.bases:
            half = _cut(self.published.bases[name], body, np.nan) / 2
            reaches = _cut_reaches(self.published.reaches[name], body)
            wide = np.nan_to_num(np.where(np.isnan(reaches), half, reaches))
        return np.asarray(wide >= np.nan_to_num(level))

    def exempt(self, *rules: str) -> BoolArray:
        """Return where one of `rules` was waived (any rule when none is named), (rows, columns)."""
        mask = np.zeros(self.shown.shape, np.bool_)
        body = self.table.body
        for cell, rule in self.published.exempt:
            if cell in self.table and (not rules or rule in rules or rule == EVERY_RULE):
                mask[cell.row - body.top, cell.column - body.left] = True
        return mask

    def cell(self, row: int, column: int) -> CellRef:
        """Return the cell at a place in the arrays."""
        body = self.table.body
        return CellRef(self.table.sheet, body.top + row, body.left + column)

    def cells(self, mask: BoolArray) -> tuple[CellRef, ...]:
        """Return the cells where `mask` holds, row by row."""
        return tuple(self.cell(row, column) for row, column in np.argwhere(mask).tolist())

    def name(self, cell: CellRef) -> str:
        """Return a cell's labels and place for a sentence: "Leeds, 75+ (C7)"."""
        labels = self.labels.of_cell(cell.row, cell.column)
        return f"{labels} ({cell.a1})" if labels else cell.a1

    def is_rounded(self, cell: CellRef) -> bool:
        """Tell whether a cell is shown rounded."""
        return self.published.status(cell) is CellStatus.ROUNDED


def show_table(
    workbook: Workbook,
    table: Table,
    published: Published,
    policy: Policy,
    evidence: Evidence = NO_EVIDENCE,
    worked_out: frozenset[CellRef] = frozenset(),
) -> ShownTable:
    """Return `table` as the arrays that the rules look at."""
    sheet = workbook.sheet(table.sheet)
    body = table.body
    statuses = _cut(published.statuses[table.sheet], body, 0)
    bases = published.bases.get(table.sheet)
    return ShownTable(
        table=table,
        published=published,
        labels=Labels(workbook, table),
        original=_of_table(table, _made_whole(_cut(sheet.values, body, np.nan))),
        shown=_of_table(table, _made_whole(_cut(published.values[table.sheet], body, np.nan))),
        statuses=statuses,
        statistics=_statistics(table),
        is_blank=_cut(sheet.kinds, body, CellKind.EMPTY) == CellKind.EMPTY,
        hides=_hides(statuses, None if bases is None else _cut(bases, body, np.nan), policy),
        evidence=evidence,
        worked_out=worked_out,
    )


def least_hiding_base(policy: Policy) -> float:
    """Return the smallest base whose rounding stands in for withholding; inf when none does."""
    if policy.unsafe_counts is not None and not policy.rounding_is_enough:
        return float("inf")
    return policy.rounding_base or SMALLEST_HIDING_BASE


def _hides(statuses: UInt8Array, bases: FloatArray | None, policy: Policy) -> BoolArray:
    if bases is None:
        return np.zeros(statuses.shape, np.bool_)
    is_rounded = statuses == CellStatus.ROUNDED
    return np.asarray(is_rounded & (bases >= least_hiding_base(policy)))


def _of_table(table: Table, values: FloatArray) -> FloatArray:
    """Return the numbers without those of lines that are no part of the table."""
    body = table.body
    values = values.copy()
    values[[row - body.top for row in table.left_out_rows if row in body.rows]] = np.nan
    values[:, [one - body.left for one in table.left_out_columns if one in body.columns]] = np.nan
    return values


def _made_whole(values: FloatArray) -> FloatArray:
    whole = np.rint(values)
    return np.where(np.abs(values - whole) < _NEARLY_WHOLE, whole, values)


def _cut(array: npt.NDArray[_Scalar], body: CellRange, filler: object) -> npt.NDArray[_Scalar]:
    """Return the part of a sheet's array below `body`, filled where the body is larger."""
    part = array[body.top : body.bottom + 1, body.left : body.right + 1]
    shape = (len(body.rows), len(body.columns))
    if part.shape == shape:
        return part
    whole = np.full(shape, filler, array.dtype)
    whole[: part.shape[0], : part.shape[1]] = part
    return whole


def _cut_reaches(reaches: FloatArray, body: CellRange) -> FloatArray:
    """Return the shorter of both reaches of each cell below `body`: (rows, columns)."""
    return np.minimum(_cut(reaches[..., 0], body, np.nan), _cut(reaches[..., 1], body, np.nan))


def _statistics(table: Table) -> UInt8Array:
    """Return what each number is, as `Table.statistic_at` does for one."""
    body = table.body
    codes = np.full(
        (len(body.rows), len(body.columns)), STATISTICS.index(table.statistic), np.uint8
    )
    for line, statistic in reversed(table.column_statistics):
        if line in body.columns:
            codes[:, line - body.left] = STATISTICS.index(statistic)
    for line, statistic in reversed(table.row_statistics):
        if line in body.rows:
            codes[line - body.top, :] = STATISTICS.index(statistic)
    return codes
