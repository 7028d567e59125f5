"""The audit's verdict on one cell as one sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from sdc_desktop.core.audit_intervals import Ends
from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.audit_proof import Proof, Statement
from sdc_desktop.core.audit_verdict import Verdicts
from sdc_desktop.core.cells import CellRef, column_letters
from sdc_desktop.core.facts import KNOWN_FROM_ELSEWHERE
from sdc_desktop.core.relations import RelationSystem

OUTSIDE_ALL_TABLES = (
    "{cell} lies in no table that was understood, so what a reader can work out is not known."
)
_MINUS = " \N{MINUS SIGN} "
_TIMES = "\N{MULTIPLICATION SIGN}"
_MOST_TERMS = 6
_SAME = 1e-6


def explain(
    system: RelationSystem,
    problem: Problem,
    ends: Ends,
    verdicts: Verdicts,
    place: int,
    proof: Proof | None,
) -> str:
    """Return what a reader knows of one unknown cell, and what the policy asks where it is more."""
    cell = system.cells[problem.unknown[place]]
    if ends.is_impossible[place]:
        return f"The numbers around {cell.a1} contradict one another, so nothing can be worked out."
    if verdicts.is_exact[place]:
        value = _number(float(ends.lower[place]))
        if proof is not None and proof.printed_at is not None:
            where = _elsewhere(proof.printed_at, cell.sheet)
            return f"{cell.a1} is withheld here and printed {where}: it is {value}."
        known = f"A reader knows that {cell.a1} is {value}"
        why = "nothing else fits what is published" if proof is None else _because(proof)
        return f"{known}: {why}."
    sentence = _range(cell, float(ends.lower[place]), float(ends.upper[place]))
    if not ends.is_certified[place]:
        return f"{sentence}, if not further: the search for the exact limits was cut short."
    if place in verdicts.levels:
        low, high = verdicts.levels[place]
        return f"{sentence}; the policy asks for at least {_number(low)} to {_number(high)}."
    if verdicts.unsafe is not None and verdicts.is_too_narrow[place]:
        return f"{sentence}; the policy asks for at least 1 to {verdicts.unsafe.safe_from}."
    if place in verdicts.unions:
        sum_of = _union(system, problem, verdicts.unions[place])
        return f"A reader knows that {sum_of}, which is unsafe by itself."
    if place in verdicts.open_unions:
        sum_of = _union(system, problem, verdicts.open_unions[place])
        return (
            f"A reader knows that {sum_of}, and whether the same contributors stand in these cells "
            "is not known: the sum may be unsafe by itself."
        )
    return f"{sentence}."


def known_to_a_contributor(cell: CellRef, singles: Sequence[CellRef]) -> str:
    """Return that whoever is alone in one cell, or in several, knows another one."""
    names = [_name(one, cell.sheet) for one in singles[:_MOST_TERMS]]
    where = " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
    return (
        f"Whoever is the only one in {where} knows {cell.a1} exactly: nothing else fits what is "
        f"published and their own number{'s' if len(names) > 1 else ''}."
    )


def perhaps_known_to_contributors(cell: CellRef) -> str:
    """Return that it could not be found out whether a contributor knows a cell."""
    return (
        f"Whether the only contributor of another cell knows {cell.a1} could not be worked out: "
        "a number of its neighbourhood is missing in the source, or the search was cut short."
    )


def _range(cell: CellRef, lower: float, upper: float) -> str:
    name = f"{_letters(cell.column)}{cell.row + 1}"
    if lower == -math.inf and upper == math.inf:
        return f"A reader learns nothing about {name}"
    if upper == math.inf:
        return f"A reader learns only that {name} is at least {_number(lower)}"
    if lower == -math.inf:
        return f"A reader learns only that {name} is at most {_number(upper)}"
    return f"A reader can narrow {name} to {_number(lower)} to {_number(upper)}"


def _union(system: RelationSystem, problem: Problem, row: int) -> str:
    members = problem.unknown[problem.column[problem.row == row]]
    total = abs(float(problem.row_lower[row]))
    cells = [system.cells[member] for member in members.tolist()]
    names = " + ".join(_name(cell, cells[0].sheet) for cell in cells)
    return f"{names} is {_number(total)}"


def _number(value: float) -> str:
    value += 0.0  # so that -0 is 0
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.6g}"


def _elsewhere(cell: CellRef, sheet: str) -> str:
    """Return where another cell stands, seen from a sheet."""
    return f"in {cell.a1}" if cell.sheet == sheet else f'on sheet "{cell.sheet}" ({cell.a1})'


def _name(cell: CellRef, sheet: str) -> str:
    return cell.a1 if cell.sheet == sheet else f"{cell.sheet}!{cell.a1}"


_letters = lru_cache(maxsize=1_000)(column_letters)


def _because(proof: Proof) -> str:
    """Return why a reader knows a cell: a sum, or what is left over and cannot be smaller."""
    upper, lower = proof.upper, proof.lower
    if proof.relations == (KNOWN_FROM_ELSEWHERE,) and proof.cells == (proof.cell,):
        return "it is known from elsewhere"
    if upper is not None and upper == lower:
        return _sum(proof.cell, upper)
    reasons = [_limited(proof, one) for one in (upper, lower) if one is not None]
    if not reasons:
        return "what is shown in its place allows no other number"
    if len(reasons) == 1:
        return reasons[0]
    more, less = reasons
    return f"it cannot be more, since {more}; and it cannot be less, since {less}"


def _sum(cell: CellRef, statement: Statement) -> str:
    """Return the shown cells whose sum is a value, such as C12 less C8 less C9."""
    added = [_term(one, times, cell.sheet) for one, times in statement.shown if times > 0]
    taken = [_term(one, -times, cell.sheet) for one, times in statement.shown if times < 0]
    if statement.constant > 0 or not (added or taken):
        added.append(_number(float(statement.constant)))
    elif statement.constant < 0:
        taken.append(_number(-float(statement.constant)))
    plus = " + ".join(added) if len(added) <= _MOST_TERMS else f"the sum of {len(added)} cells"
    minus = _MINUS.join(taken) if len(taken) <= _MOST_TERMS else f"the sum of {len(taken)} cells"
    return _MINUS.join(part for part in (plus, minus) if part)


def _limited(proof: Proof, statement: Statement) -> str:
    """Return what the cell comes to together with others, and what these cannot be."""
    sheet = proof.cell.sheet
    names = _name(proof.cell, sheet)
    for cell, times in statement.leftovers:
        names += (" + " if times > 0 else _MINUS) + _term(cell, abs(times), sheet)
    is_upper = statement is proof.upper
    loose = ("at most " if is_upper else "at least ") if statement.is_loose else ""
    total = f"{names} is {loose}{_number(float(statement.total))}"
    if statement.shown:
        total += f" ({_sum(proof.cell, statement)})"
    whole = "" if abs(statement.limit - proof.value) < _SAME else "and it is a whole number"
    return ", ".join(part for part in (total, _bounds(proof, statement), whole) if part)


def _bounds(proof: Proof, statement: Statement) -> str:
    """Return what the leftovers of a statement, and maybe the cell itself, cannot be."""
    kinds = set(zip(statement.bounds, statement.are_least, strict=True))
    other = proof.lower if statement is proof.upper else proof.upper
    if other is None:
        kinds.add((proof.value, statement is proof.upper))
    if len(kinds) == 1 and len(statement.bounds) + (other is None) > 1:
        ((bound, is_least),) = kinds
        return f"and none of them can be {_beyond(bound, is_least)}"
    sheet = proof.cell.sheet
    cells = [_name(cell, sheet) for cell, _ in statement.leftovers]
    told = list(zip(cells, statement.bounds, statement.are_least, strict=True))
    if other is None:
        told.append((_name(proof.cell, sheet), proof.value, statement is proof.upper))
    words = [f"{cell} cannot be {_beyond(bound, least)}" for cell, bound, least in told]
    if len(words) > _MOST_TERMS:
        return f"and {len(words)} cells have limits of their own"
    return f"and {' and '.join(words)}" if words else ""


def _beyond(bound: float, is_least: bool) -> str:
    return f"{'below' if is_least else 'above'} {_number(bound)}"


def _term(cell: CellRef, times: Fraction, sheet: str) -> str:
    name = _name(cell, sheet)
    return name if times == 1 else f"{float(times):g} {_TIMES} {name}"
