"""What readers know from elsewhere, as the checker stated it, in the relation system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.actions import Action, StateFact
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.relations import RelationSystem

KNOWN_FROM_ELSEWHERE = "known from elsewhere"
"""The reason of each relation that a fact makes."""
PRINTED_APART = "lines that are combined here and printed one by one elsewhere"
"""The reason of each relation between a combined line and its parts in another table."""


@dataclass(frozen=True, slots=True)
class PrintedApart:
    """A cell of a combined line and the cells elsewhere that print its parts."""

    total: CellRef
    parts: tuple[CellRef, ...]


class FactOutsideTablesError(SdcError):
    """Raised when a fact is about a cell that lies in no table."""

    hint = "Choose numbers inside a table, or correct where the table ends."

    def __init__(self, cell: CellRef) -> None:
        super().__init__(
            f"{cell.a1} lies in no table that was understood, so nothing can be worked out with it."
        )


class FactContradictedError(SdcError):
    """Raised when the source's own numbers say otherwise."""

    hint = "Look at the number again, and at which cells are selected."

    def __init__(self) -> None:
        super().__init__("The source says otherwise, so readers cannot know this.")


def check_fact(system: RelationSystem, fact: StateFact) -> None:
    """Tell whether a fact can count in the audit.

    Args:
        system: What adds up.
        fact: What readers are said to know.

    Raises:
        FactOutsideTablesError: One of its cells lies in no table.
        FactContradictedError: The numbers of the source do not agree with it.
    """
    numbers = system.places.numbers(fact.cells).tolist()
    for cell, number in zip(fact.cells, numbers, strict=True):
        if number < 0:
            raise FactOutsideTablesError(cell)
    if not is_possible(system, numbers, fact):
        raise FactContradictedError


def with_facts(
    system: RelationSystem, actions: Sequence[Action], sums: Sequence[PrintedApart] = ()
) -> RelationSystem:
    """Return the system with a relation for each fact that was stated and each of `sums`.

    A fact about a cell that lies in no table is passed over: nothing adds up there. So is one that
    the source contradicts: it is not true, and would make everything around it look impossible.

    Args:
        system: What adds up.
        actions: What the checker did.
        sums: Combined lines of which other tables print the parts.
    """
    rows: list[_Row] = []
    for fact in actions:
        if isinstance(fact, StateFact):
            columns = _columns(system, fact.cells)
            if columns and is_possible(system, columns, fact):
                signs = [1.0] * len(columns)
                rows.append(_Row(columns, signs, fact.lower, fact.upper, KNOWN_FROM_ELSEWHERE))
    for one in sums:
        columns = _columns(system, (one.total, *one.parts))
        if columns:
            signs = [1.0] + [-1.0] * len(one.parts)
            rows.append(_Row(columns, signs, 0.0, 0.0, PRINTED_APART))
    return _with_rows(system, rows) if rows else system


class _Row(NamedTuple):
    """One more relation: `lower <= signs x[columns] <= upper`."""

    columns: Sequence[int]
    signs: Sequence[float]
    lower: float
    upper: float
    reason: str


def _columns(system: RelationSystem, cells: Sequence[CellRef]) -> list[int]:
    """Return the numbers of cells, none when one of them lies in no table."""
    columns: list[int] = system.places.numbers(cells).tolist()
    return columns if min(columns, default=-1) >= 0 else []


def _with_rows(system: RelationSystem, rows: Sequence[_Row]) -> RelationSystem:
    ends = np.cumsum([len(one.columns) for one in rows])
    columns = [number for one in rows for number in one.columns]
    signs = [sign for one in rows for sign in one.signs]
    return replace(
        system,
        row_starts=np.concatenate([system.row_starts, system.row_starts[-1] + ends]).astype(
            np.int32
        ),
        columns=np.concatenate([system.columns, columns]).astype(np.int32),
        coefficients=np.concatenate([system.coefficients, signs]),
        row_lower=np.concatenate([system.row_lower, [one.lower for one in rows]]),
        row_upper=np.concatenate([system.row_upper, [one.upper for one in rows]]),
        reasons=(*system.reasons, *(one.reason for one in rows)),
    )


def is_possible(system: RelationSystem, columns: Sequence[int], fact: StateFact) -> bool:
    """Tell whether the source's numbers, where it has them, agree with a fact."""
    total = float(system.values[list(columns)].sum())
    noise = 1e-9 * float(np.abs(system.values[list(columns)]).sum())
    return not (total < fact.lower - noise or total > fact.upper + noise)
