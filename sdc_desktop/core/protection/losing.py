"""What protecting a workbook has cost its readers, table by table and in all.

Cells and value that are withheld, and for numbers that are shown changed AD, RAD and HD
(`core/perturbation/loss.py`). Each comes beside what the source showed.

Source: Handbook on Statistical Disclosure Control, 2nd edition, section 4.7; guidance B6.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, combined
from sdc_desktop.core.perturbation.loss import Loss, information_loss
from sdc_desktop.core.published import CellStatus, Published, publish
from sdc_desktop.core.sheets import BoolArray, FloatArray, UInt8Array, Workbook
from sdc_desktop.core.tables import Table


@dataclass(frozen=True, slots=True)
class TableLoss:
    """What one table, or all together, lost.

    Attributes:
        cells: How many numbers the source shows.
        value: The sum of their sizes; of counts and sums only.
        primary, secondary: How many of them are withheld because they are unsafe, and for others.
        primary_value, secondary_value: The sums of their sizes; of counts and sums only.
        combined: How many are shown as part of the sum of two lines, or not at all because of one.
        changed: Numbers that are shown changed, with AD, RAD and HD over all that are shown.
    """

    cells: int
    value: float
    primary: int
    secondary: int
    primary_value: float
    secondary_value: float
    combined: int
    changed: Loss

    @property
    def withheld(self) -> int:
        """How many numbers are withheld."""
        return self.primary + self.secondary

    @property
    def share(self) -> float:
        """The share of the numbers that are withheld, in percent."""
        return 100 * self.withheld / self.cells if self.cells else 0.0

    @property
    def share_of_value(self) -> float:
        """The share of the value that is withheld, in percent."""
        lost = self.primary_value + self.secondary_value
        return 100 * lost / self.value if self.value else 0.0


@dataclass(frozen=True, slots=True)
class WorkbookLoss:
    """What a workbook lost.

    Attributes:
        tables: Each table with its loss, in the order of the check.
        together: All tables together.
    """

    tables: tuple[tuple[Table, TableLoss], ...]
    together: TableLoss


@dataclass(frozen=True, slots=True, eq=False)
class _Numbers:
    """The n numbers of some tables: before, after (NaN where not shown), statuses and kinds.

    `true` is what a number would be if nothing but the combining of lines were done; NaN where that
    leaves none.
    """

    before: FloatArray
    true: FloatArray
    after: FloatArray
    statuses: UInt8Array
    is_additive: BoolArray


def loss_of(check: Check, cells: Collection[CellRef] | None = None) -> WorkbookLoss:
    """Return what the actions of a check cost its readers.

    A cell that two tables claim counts in both of them, and twice in all.

    Args:
        check: The check with what was done.
        cells: The numbers to look at, in tables or beside them; None for those of all tables.
    """
    published = publish(check.workbook, check.actions)
    true = combined(check).workbook
    asked = None if cells is None else frozenset(cells)
    parts = [_numbers(check.workbook, true, published, table, asked) for table in check.tables]
    found = tuple(zip(check.tables, map(_loss, parts), strict=True))
    beside = [
        _number_beside(check.workbook, published, cell)
        for cell in asked or ()
        if not any(cell in table for table in check.tables)
    ]
    return WorkbookLoss(found, _loss(_joined([*parts, *beside])))


def _number_beside(workbook: Workbook, published: Published, cell: CellRef) -> _Numbers:
    """Return a cell beside all tables; nobody knows what kind of number it is."""
    before = np.array([workbook.value(cell)], np.float64)
    here = np.isfinite(before)
    place = np.s_[cell.row : cell.row + 1, cell.column]
    after, statuses = published.values[cell.sheet][place], published.statuses[cell.sheet][place]
    kinds = np.zeros(1, bool)[here]
    return _Numbers(before[here], before[here], after[here], statuses[here], kinds)


def _numbers(
    workbook: Workbook,
    true: Workbook,
    published: Published,
    table: Table,
    asked: frozenset[CellRef] | None,
) -> _Numbers:
    """Return the numbers of a table that are asked about, without lines that are no part of it."""
    sheet, body = workbook.sheet(table.sheet), table.body
    rows = [one for one in body.rows if one < sheet.shape[0] and one not in table.left_out_rows]
    columns = [
        one for one in body.columns if one < sheet.shape[1] and one not in table.left_out_columns
    ]
    places = np.ix_(rows, columns)
    before = sheet.values[places]
    here = np.isfinite(before)
    if asked is not None:
        wanted = [[CellRef(table.sheet, row, one) in asked for one in columns] for row in rows]
        here &= np.array(wanted, bool).reshape(before.shape)
    additive = [[table.statistic_at(row, one).is_additive for one in columns] for row in rows]
    return _Numbers(
        before[here],
        true.sheet(table.sheet).values[places][here],
        published.values[table.sheet][places][here],
        published.statuses[table.sheet][places][here],
        np.array(additive, bool).reshape(before.shape)[here],
    )


def _joined(parts: Sequence[_Numbers]) -> _Numbers:
    return _Numbers(
        np.concatenate([np.zeros(0), *(one.before for one in parts)]),
        np.concatenate([np.zeros(0), *(one.true for one in parts)]),
        np.concatenate([np.zeros(0), *(one.after for one in parts)]),
        np.concatenate([np.zeros(0, np.uint8), *(one.statuses for one in parts)]),
        np.concatenate([np.zeros(0, bool), *(one.is_additive for one in parts)]),
    )


def _loss(numbers: _Numbers) -> TableLoss:
    size = np.where(numbers.is_additive, np.abs(numbers.before), 0.0)
    primary = numbers.statuses == CellStatus.PRIMARY
    secondary = numbers.statuses == CellStatus.SECONDARY
    is_combined = numbers.statuses == CellStatus.COMBINED
    return TableLoss(
        cells=numbers.before.size,
        value=float(size.sum()),
        primary=int(primary.sum()),
        secondary=int(secondary.sum()),
        primary_value=float(size[primary].sum()),
        secondary_value=float(size[secondary].sum()),
        combined=int(is_combined.sum()),
        changed=information_loss(numbers.true, numbers.after),
    )
