"""The audit's verdict on one cell as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np

from sdc_desktop.core.audit_intervals import Ends
from sdc_desktop.core.audit_knowledge import Knowledge
from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.audit_verdict import Verdicts
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.relations import RelationSystem

OUTSIDE_ALL_TABLES = (
    "{cell} lies in no table that was understood, so what a reader can work out is not known."
)
_MINUS = " \N{MINUS SIGN} "
_TIMES = "\N{MULTIPLICATION SIGN}"
_MOST_TERMS = 6
_MOST_PROOFS = 100


def explain(
    system: RelationSystem,
    knowledge: Knowledge,
    problem: Problem,
    ends: Ends,
    verdicts: Verdicts,
    place: int,
) -> str:
    """Return what a reader knows of one unknown cell, and what the policy asks where it is more."""
    cell = system.cells[problem.unknown[place]]
    if ends.is_impossible[place]:
        return f"The numbers around {cell.a1} contradict one another, so nothing can be worked out."
    if verdicts.is_exact[place]:
        proof = _proof(system, knowledge, int(problem.unknown[place]))
        known = f"A reader knows that {cell.a1} is {_number(ends.lower[place])}"
        return f"{known}: {proof}." if proof else f"{known}: nothing else fits what is published."
    sentence = _range(cell, float(ends.lower[place]), float(ends.upper[place]))
    if not ends.is_certified[place]:
        return f"{sentence}, if not further: the search for the exact limits was cut short."
    if verdicts.unsafe is not None and verdicts.is_too_narrow[place]:
        return f"{sentence}; the policy asks for at least 1 to {verdicts.unsafe.safe_from}."
    if place in verdicts.unions:
        return _union(system, problem, verdicts.unions[place])
    return f"{sentence}."


def known_to_a_contributor(cell: CellRef, single: CellRef) -> str:
    """Return that whoever is alone in one cell knows another one."""
    return (
        f"Whoever is the only one in {_name(single, cell.sheet)} knows {cell.a1} exactly: nothing "
        "else fits what is published and their own number."
    )


def perhaps_known_to_contributors(cell: CellRef) -> str:
    """Return that it could not be found out whether a contributor knows a cell."""
    return (
        f"Whether the only contributor of another cell knows {cell.a1} could not be worked out: "
        "a number of its neighbourhood is missing in the source, or the search was cut short."
    )


def _range(cell: CellRef, lower: float, upper: float) -> str:
    if np.isinf(lower) and np.isinf(upper):
        return f"A reader learns nothing about {cell.a1}"
    if np.isinf(upper):
        return f"A reader learns only that {cell.a1} is at least {_number(lower)}"
    if np.isinf(lower):
        return f"A reader learns only that {cell.a1} is at most {_number(upper)}"
    return f"A reader can narrow {cell.a1} to {_number(lower)} to {_number(upper)}"


def _union(system: RelationSystem, problem: Problem, row: int) -> str:
    members = problem.unknown[problem.column[problem.row == row]]
    total = abs(float(problem.row_lower[row]))
    cells = [system.cells[member] for member in members.tolist()]
    names = " + ".join(_name(cell, cells[0].sheet) for cell in cells)
    return f"A reader knows that {names} is {_number(total)}, which is unsafe by itself."


def _number(value: float) -> str:
    value += 0.0  # so that -0 is 0
    return f"{value:,.0f}" if value == round(value) else f"{value:,.6g}"


def _name(cell: CellRef, sheet: str) -> str:
    return cell.a1 if cell.sheet == sheet else f"{cell.sheet}!{cell.a1}"


def _proof(system: RelationSystem, knowledge: Knowledge, column: int) -> str:
    """Return the cells that give `column` away by one relation or by two, "" if it takes more."""
    rows = _rows_with(system, [column])
    alone = [terms for row in rows if (terms := _solved(system, knowledge, column, row))]
    pairs = (
        terms
        for first in rows
        for second in _rows_with(system, _unknown_of(system, knowledge, first))
        if second != first and (terms := _solved(system, knowledge, column, first, second))
    )
    best = min(alone or islice(pairs, _MOST_PROOFS), key=len, default=None)
    return "" if best is None else _in_words(system, column, best)


def _rows_with(system: RelationSystem, columns: Sequence[int]) -> list[int]:
    """Return the exact relations that hold one of `columns`."""
    places = np.flatnonzero(np.isin(system.columns, columns))
    rows = np.searchsorted(system.row_starts, places, side="right") - 1
    is_exact = system.row_lower[rows] == system.row_upper[rows]
    return sorted(set(rows[is_exact].tolist()))


def _unknown_of(system: RelationSystem, knowledge: Knowledge, row: int) -> list[int]:
    return [column for column in _terms(system, row) if not knowledge.is_known[column]]


def _terms(system: RelationSystem, row: int) -> dict[int, float]:
    part = slice(system.row_starts[row], system.row_starts[row + 1])
    return dict(zip(system.columns[part].tolist(), system.coefficients[part].tolist(), strict=True))


def _solved(
    system: RelationSystem, knowledge: Knowledge, column: int, first: int, second: int = -1
) -> dict[int, float]:
    """Solve one relation, or two put together, for `column`.

    Returns:
        Known cell to its coefficient in the value of `column`; empty when others are unknown too.
    """
    terms = _terms(system, first)
    if second >= 0:
        terms = _without_shared(terms, _terms(system, second), knowledge, column)
    others = {cell: value for cell, value in terms.items() if cell != column and value}
    own = terms.get(column, 0.0)
    if not own or not all(knowledge.is_known[cell] for cell in others):
        return {}
    return {cell: -value / own for cell, value in others.items()}


def _without_shared(
    first: dict[int, float], second: dict[int, float], knowledge: Knowledge, column: int
) -> dict[int, float]:
    """Add to `first` the multiple of `second` that removes an unknown cell other than `column`."""
    shared = (cell for cell in first if cell != column and not knowledge.is_known[cell])
    pivot = next((cell for cell in shared if cell in second), None)
    if pivot is None:
        return first
    factor = -first[pivot] / second[pivot]
    cells = dict.fromkeys((*first, *second))
    return {cell: first.get(cell, 0.0) + factor * second.get(cell, 0.0) for cell in cells}


def _in_words(system: RelationSystem, column: int, terms: dict[int, float]) -> str:
    """Return the cells whose sum is the value of `column`, such as C12 less C8 less C9."""
    sheet = system.cells[column].sheet
    added = [_term(system, cell, value, sheet) for cell, value in terms.items() if value > 0]
    taken = [_term(system, cell, -value, sheet) for cell, value in terms.items() if value < 0]
    plus = " + ".join(added) if len(added) <= _MOST_TERMS else f"the sum of {len(added)} cells"
    minus = _MINUS.join(taken) if len(taken) <= _MOST_TERMS else f"the sum of {len(taken)} cells"
    return _MINUS.join(part for part in (plus, minus) if part)


def _term(system: RelationSystem, cell: int, size: float, sheet: str) -> str:
    name = _name(system.cells[cell], sheet)
    return name if size == 1 else f"{size:g} {_TIMES} {name}"
