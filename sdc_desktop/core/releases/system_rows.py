"""Relations added to a relation system, or taken out of it; its cells stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array


@dataclass(frozen=True, slots=True)
class Row:
    """A relation `lower <= sum of coefficients times cells <= upper`.

    Attributes:
        columns: Numbers of the cells.
        coefficients: One for each of them.
        reason: Why it is believed.
    """

    columns: tuple[int, ...]
    coefficients: tuple[float, ...]
    lower: float
    upper: float
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Relations `-room <= first - second <= room` of cells that are the same.

    Attributes:
        first, second: (k,) int32: numbers of the cells.
        room: How far they may differ because one of them was rounded.
        reason: Why they are believed to be the same.
    """

    first: Int32Array
    second: Int32Array
    room: float
    reason: str


def with_links(system: RelationSystem, links: Sequence[Links]) -> RelationSystem:
    """Return the system with a relation for each pair of `links` after its own relations."""
    if not links:
        return system
    columns = np.concatenate([np.column_stack([one.first, one.second]).ravel() for one in links])
    rooms = np.concatenate([np.full(one.first.size, one.room) for one in links])
    ends = system.row_starts[-1] + 2 * np.arange(1, rooms.size + 1)
    return replace(
        system,
        row_starts=np.concatenate([system.row_starts, ends]).astype(np.int32),
        columns=np.concatenate([system.columns, columns]).astype(np.int32),
        coefficients=np.concatenate([system.coefficients, np.tile([1.0, -1.0], rooms.size)]),
        row_lower=np.concatenate([system.row_lower, -rooms]),
        row_upper=np.concatenate([system.row_upper, rooms]),
        reasons=(*system.reasons, *(one.reason for one in links for _ in range(one.first.size))),
    )


def with_rows(system: RelationSystem, rows: Sequence[Row]) -> RelationSystem:
    """Return the system with `rows` after its own relations."""
    if not rows:
        return system
    sizes = [len(row.columns) for row in rows]
    ends = system.row_starts[-1] + np.cumsum(sizes)
    columns = [column for row in rows for column in row.columns]
    coefficients = [one for row in rows for one in row.coefficients]
    return replace(
        system,
        row_starts=np.concatenate([system.row_starts, ends]).astype(np.int32),
        columns=np.concatenate([system.columns, columns]).astype(np.int32),
        coefficients=np.concatenate([system.coefficients, coefficients]),
        row_lower=np.concatenate([system.row_lower, [row.lower for row in rows]]),
        row_upper=np.concatenate([system.row_upper, [row.upper for row in rows]]),
        reasons=(*system.reasons, *(row.reason for row in rows)),
    )


def keep_rows(system: RelationSystem, kept: BoolArray) -> RelationSystem:
    """Return the system with those of its m relations for which `kept`, (m,) bool, holds."""
    if kept.all():
        return system
    stays = kept[system.row_of]
    counts = np.diff(system.row_starts)[kept]
    return replace(
        system,
        row_starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        columns=system.columns[stays],
        coefficients=system.coefficients[stays],
        row_lower=system.row_lower[kept],
        row_upper=system.row_upper[kept],
        reasons=tuple(one for one, stay in zip(system.reasons, kept, strict=True) if stay),
    )


def rows_across(system: RelationSystem, group_of: Sequence[int]) -> BoolArray:
    """Tell which relations hold cells of more than one group: (m,) bool.

    Args:
        system: The relations.
        group_of: (n,): the group of each cell.
    """
    groups = np.asarray(group_of, np.int32)
    rows = system.row_lower.size
    if not system.columns.size:
        return np.zeros(rows, bool)
    least = np.full(rows, np.iinfo(np.int32).max)
    most = np.full(rows, -1)
    np.minimum.at(least, system.row_of, groups[system.columns])
    np.maximum.at(most, system.row_of, groups[system.columns])
    across: BoolArray = least < most
    return across


def fill_from_source(system: RelationSystem, may_fill: BoolArray) -> FloatArray:
    """Return the numbers of a system, with those that equations alone tell filled in.

    Args:
        system: The relations; NaN stands for a number that the sources do not have.
        may_fill: (n,) bool: the cells whose number may be worked out.

    Returns:
        (n,) float64: a number that lies outside a cell's bounds is left out.
    """
    values, row_of = system.values.copy(), system.row_of
    rows = system.row_lower.size
    is_equation = system.row_lower == system.row_upper
    while True:
        is_open = np.isnan(values)[system.columns]
        is_last = np.bincount(row_of, is_open, minlength=rows) == 1
        found = is_open & (is_last & is_equation)[row_of] & may_fill[system.columns]
        if not found.any():
            return values
        terms = system.coefficients * np.where(is_open, 0.0, values[system.columns])
        rest = system.row_lower - np.bincount(row_of, terms, minlength=rows)
        cells = system.columns[found]
        told = rest[row_of[found]] / system.coefficients[found]
        fits = (told >= system.lower[cells]) & (told <= system.upper[cells])
        values[cells[fits]] = told[fits]
        may_fill = may_fill.copy()
        may_fill[cells] = False
