"""What readers know from elsewhere, as the checker stated it, in the relation system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.actions import Action, StateFact
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.relations import RelationSystem

KNOWN_FROM_ELSEWHERE = "known from elsewhere"
"""The reason of each relation that a fact makes."""


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


def with_facts(system: RelationSystem, actions: Sequence[Action]) -> RelationSystem:
    """Return the system with a relation for each fact that was stated.

    A fact about a cell that lies in no table is passed over: nothing adds up there. So is one that
    the source contradicts: it is not true, and would make everything around it look impossible.

    Args:
        system: What adds up.
        actions: What the checker did.
    """
    facts = [action for action in actions if isinstance(action, StateFact)]
    if not facts:
        return system
    rows = [
        (columns, fact)
        for fact in facts
        if min(columns := system.places.numbers(fact.cells).tolist(), default=-1) >= 0
        and is_possible(system, columns, fact)
    ]
    ends = np.cumsum([len(columns) for columns, _ in rows])
    more = [number for columns, _ in rows for number in columns]
    return replace(
        system,
        row_starts=np.concatenate([system.row_starts, system.row_starts[-1] + ends]).astype(
            np.int32
        ),
        columns=np.concatenate([system.columns, more]).astype(np.int32),
        coefficients=np.concatenate([system.coefficients, np.ones(len(more))]),
        row_lower=np.concatenate([system.row_lower, [fact.lower for _, fact in rows]]),
        row_upper=np.concatenate([system.row_upper, [fact.upper for _, fact in rows]]),
        reasons=(*system.reasons, *(KNOWN_FROM_ELSEWHERE,) * len(rows)),
    )


def is_possible(system: RelationSystem, columns: Sequence[int], fact: StateFact) -> bool:
    """Tell whether the source's numbers, where it has them, agree with a fact."""
    total = float(system.values[list(columns)].sum())
    noise = 1e-9 * float(np.abs(system.values[list(columns)]).sum())
    return not (total < fact.lower - noise or total > fact.upper + noise)
