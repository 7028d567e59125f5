"""What the pictures of a check are drawn from: a map of its cells, counts, losses, moves, sums.

Two kinds: what may leave the program, which is worked out from what a reader sees and from how many
cells something was done to; and what is for the checker's screen only, which knows the source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Assessment
from sdc_desktop.core.differences import difference_places
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray, UInt8Array, Workbook
from sdc_desktop.core.tables import Table

_Scalar = TypeVar("_Scalar", bound=np.generic)

_NOISE = 1e-9
_CHANGED = (CellStatus.ROUNDED, CellStatus.COMBINED)
_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)
_LEAST_TOP = 20


class Outcome(IntEnum):
    """What became of a cell; the greater one wins."""

    NO_NUMBER = 0
    SHOWN = 1
    CHANGED = 2
    WITHHELD = 3
    REVIEW = 4
    AT_RISK = 5


@dataclass(frozen=True, slots=True, eq=False)
class TableMap:
    """A table's body as (rows, columns) uint8, an `Outcome` each."""

    table: Table
    outcomes: UInt8Array


@dataclass(frozen=True, slots=True, eq=False)
class CountBars:
    """How many cells hold each count around the threshold.

    Attributes:
        shown: (k,) int: cells that show the count 0, 1 ... k - 1.
        withheld: (k,) int: withheld cells that hold it in the source; zeros where that is not told.
        withheld_at_all: How many cells are withheld, whatever they hold.
        unsafe: The counts that must not be shown, None where the policy names none.
    """

    shown: FloatArray
    withheld: FloatArray
    withheld_at_all: int
    unsafe: UnsafeRange | None


@dataclass(frozen=True, slots=True)
class TableLoss:
    """What was lost of one table.

    Attributes:
        table: The table.
        numbers, withheld, changed: How many cells hold a number, and are withheld or changed.
        relative: Mean change of those that are shown, in percent of what they were.
    """

    table: Table
    numbers: int
    withheld: int
    changed: int
    relative: float


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """How k changed and shown cells lie from the source: (k,) float64 each, in sheet order."""

    before: FloatArray
    after: FloatArray

    @property
    def by(self) -> FloatArray:
        """How far each was moved."""
        return self.after - self.before


def map_tables(workbook: Workbook, assessment: Assessment) -> tuple[TableMap, ...]:
    """Return what became of each cell of each table."""
    worst: dict[CellRef, Outcome] = {}
    for finding in assessment.findings:
        if finding.severity is Severity.INFO:
            continue
        is_fail = finding.severity is Severity.FAIL
        outcome = Outcome.AT_RISK if is_fail else Outcome.REVIEW
        for cell in finding.cells:
            worst[cell] = max(worst.get(cell, outcome), outcome)
    return tuple(
        TableMap(table, _outcomes(workbook, assessment.published, table, worst))
        for table in assessment.tables
    )


def _outcomes(
    workbook: Workbook, published: Published, table: Table, worst: dict[CellRef, Outcome]
) -> UInt8Array:
    body = table.body
    values = _body(table, workbook.sheet(table.sheet).values, np.nan)
    statuses = _body(table, published.statuses[table.sheet], 0)
    found = np.where(np.isfinite(values), Outcome.SHOWN, Outcome.NO_NUMBER)
    found = np.where(np.isin(statuses, _CHANGED), Outcome.CHANGED, found)
    found = np.where(np.isin(statuses, _WITHHELD), Outcome.WITHHELD, found)
    for cell, outcome in worst.items():
        if cell in table:
            place = cell.row - body.top, cell.column - body.left
            found[place] = max(int(found[place]), outcome)
    return found.astype(np.uint8)


def counts_near_threshold(
    workbook: Workbook,
    tables: Sequence[Table],
    published: Published,
    unsafe: UnsafeRange | None,
    *,
    with_source: bool,
) -> CountBars:
    """Return how many cells hold each count from 0 to about three times the threshold.

    Args:
        workbook: The source.
        tables: Its tables; only their counts are looked at.
        published: What a reader sees.
        unsafe: What must not be shown.
        with_source: Whether withheld cells are told by their count, for the screen only.
    """
    top = max(3 * unsafe.safe_from, _LEAST_TOP) if unsafe is not None else 2 * _LEAST_TOP
    shown, withheld, at_all = np.zeros(top + 1), np.zeros(top + 1), 0
    for table in tables:
        is_count = _is_count(table)
        before = _body(table, workbook.sheet(table.sheet).values, np.nan)
        after = _body(table, published.values[table.sheet], np.nan)
        hidden = np.isin(_body(table, published.statuses[table.sheet], 0), _WITHHELD) & is_count
        at_all += int(np.count_nonzero(hidden))
        shown += _histogram(after[is_count & ~hidden], top)
        if with_source:
            withheld += _histogram(before[hidden], top)
    return CountBars(shown, withheld, at_all, unsafe)


def losses(
    workbook: Workbook, tables: Sequence[Table], published: Published
) -> tuple[TableLoss, ...]:
    """Return what was lost of each table."""
    found = []
    for table in tables:
        before = _body(table, workbook.sheet(table.sheet).values, np.nan)
        after = _body(table, published.values[table.sheet], np.nan)
        statuses = _body(table, published.statuses[table.sheet], 0)
        has = np.isfinite(before)
        both = has & np.isfinite(after) & (before != 0)
        moved = np.abs(after[both] - before[both]) / np.abs(before[both])
        found.append(
            TableLoss(
                table,
                numbers=int(np.count_nonzero(has)),
                withheld=int(np.count_nonzero(np.isin(statuses, _WITHHELD))),
                changed=int(np.count_nonzero(np.isin(statuses, _CHANGED))),
                relative=100 * float(moved.mean()) if moved.size else 0.0,
            )
        )
    return tuple(found)


def moves(workbook: Workbook, tables: Sequence[Table], published: Published) -> Moves:
    """Return how changed counts and sums lie from the source; what follows them is left out."""
    before: list[FloatArray] = [np.zeros(0)]
    after: list[FloatArray] = [np.zeros(0)]
    for sheet in workbook.sheets:
        here = published.statuses[sheet.name] == CellStatus.ROUNDED
        for table in tables:
            if table.sheet == sheet.name:
                here &= ~_follows(workbook, table, here.shape)
        before.append(sheet.values[here])
        after.append(published.values[sheet.name][here])
    a, z = np.concatenate(before), np.concatenate(after)
    known = np.isfinite(a) & np.isfinite(z)
    return Moves(a[known], z[known])


def sum_errors(system: RelationSystem, published: Published) -> FloatArray:
    """Return by how much each exact sum of the source is missed by what is shown: (m,) float64.

    Only sums all of whose cells are shown are told; the error is that of the total less its parts.
    """
    rows = system.row_lower.size
    shown = _shown(system, published)
    terms = system.coefficients * shown[system.columns]
    source = system.coefficients * system.values[system.columns]
    with np.errstate(invalid="ignore"):
        errors = np.bincount(system.row_of, terms, minlength=rows)
        size = np.bincount(system.row_of, np.abs(source), minlength=rows)
        held = np.abs(np.bincount(system.row_of, source, minlength=rows)) <= _NOISE * (size + 1)
        is_sum = (system.row_lower == 0) & (system.row_upper == 0) & held & np.isfinite(errors)
        errors = np.where(np.abs(errors) <= _NOISE * (size + 1), 0.0, errors)
    return np.asarray(-errors[is_sum] + 0.0, np.float64)


def _follows(workbook: Workbook, table: Table, shape: tuple[int, ...]) -> BoolArray:
    """Return where a table holds percentages, means, differences and the like, over its sheet."""
    found, body = np.zeros(shape, bool), table.body
    found[body.top : body.bottom + 1, body.left : body.right + 1] = not table.statistic.is_additive
    for column, statistic in reversed(table.column_statistics):
        found[body.top : body.bottom + 1, column : column + 1] = not statistic.is_additive
    for row, statistic in reversed(table.row_statistics):
        found[row : row + 1, body.left : body.right + 1] = not statistic.is_additive
    for place in difference_places(workbook, table):
        found[place] = True
    return found


def _shown(system: RelationSystem, published: Published) -> FloatArray:
    """Return what is shown of each cell of a system: (n,) float64, NaN where nothing is."""
    found, places = np.full(len(system.cells), np.nan), system.places
    for number, name in enumerate(places.sheets):
        here = np.flatnonzero(places.sheet_of == number)
        if here.size:
            found[here] = published.values[name][places.rows[here], places.columns[here]]
    return found


def _histogram(values: FloatArray, top: int) -> FloatArray:
    """Return how many of `values` are 0, 1 ... `top`; others are left out."""
    inside = values[np.isfinite(values) & (values >= 0) & (values <= top) & (values % 1 == 0)]
    return np.bincount(inside.astype(np.int64), minlength=top + 1).astype(np.float64)


def _is_count(table: Table) -> BoolArray:
    body = table.body
    found = np.full((len(body.rows), len(body.columns)), table.statistic.is_count)
    for column, statistic in reversed(table.column_statistics):
        if column in body.columns:
            found[:, column - body.left] = statistic.is_count
    for row, statistic in reversed(table.row_statistics):
        if row in body.rows:
            found[row - body.top, :] = statistic.is_count
    return found


def _body(table: Table, array: npt.NDArray[_Scalar], filler: object) -> npt.NDArray[_Scalar]:
    """Return the part of a sheet's array below a table's body, filled beyond the sheet's end."""
    body = table.body
    whole = np.full((len(body.rows), len(body.columns)), filler, array.dtype)
    part = array[body.top : body.bottom + 1, body.left : body.right + 1]
    whole[: part.shape[0], : part.shape[1]] = part
    return whole
