"""What a contributor works out who knows their own contribution (DESIGN.md, P3).

Whoever is the only one in a withheld cell knows its number and takes it out of every sum. If an
unsafe cell has only one possible value then, they know something of somebody else. Two withheld
cells of one person each, alone in a line, are the simplest case (Handbook on Statistical Disclosure
Control, 2nd edition, section 4.3.2, PS2). Whoever is the only one in several cells, such as a
holding, knows all of them.

A cell is not known to a contributor as soon as other numbers are found that fit everything
published and what the contributor knows. So each search shows at once for many cells that they can
move, and few are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.audit_problem import Problem, components
from sdc_desktop.core.audit_solver import EndFinder, Outcome, Work
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_MOVED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class KnownToContributor:
    """Unsafe cells that the only contributor of another cell knows.

    Attributes:
        by: Cell to the cells whose only contributor knows it; places in the problem.
        not_assessed: (k,) bool: cells for which the search was cut short.
    """

    by: dict[int, tuple[int, ...]]
    not_assessed: BoolArray


def find_known_to_contributors(
    problem: Problem,
    values: FloatArray,
    singles: Sequence[tuple[int, ...]],
    is_unsafe: BoolArray,
    work: Work,
) -> KnownToContributor:
    """Return the unsafe cells that a single contributor of another withheld cell knows.

    Args:
        problem: The unknown cells and what is known of them.
        values: (k,) float64: the true numbers, NaN where the source has none.
        singles: For each contributor the withheld cells that are theirs alone.
        is_unsafe: (k,) bool: cells that nobody may know.
        work: What may be spent.
    """
    by: dict[int, tuple[int, ...]] = {}
    not_assessed = np.zeros(values.size, bool)
    of_cell, of_row = components(problem)
    inside = _by_component(of_cell, singles)
    for label in sorted(inside):
        columns = np.flatnonzero(of_cell == label).astype(np.int32)
        targets = columns[is_unsafe[columns]]
        if columns.size < 2 or not targets.size:
            continue
        part = problem.part(columns, np.flatnonzero(of_row == label).astype(np.int32))
        truth = values[columns]
        if not np.isfinite(truth).all():
            not_assessed[targets] = True
            continue
        for group in inside[label]:
            held = np.searchsorted(columns, group).tolist()
            asked = [one for one in np.flatnonzero(is_unsafe[columns]).tolist() if one not in held]
            known, is_open = _known_when(part, truth, held, asked, work)
            by.update({int(columns[place]): group for place in known})
            not_assessed[columns[is_open]] = True
    return KnownToContributor(by, not_assessed)


def _by_component(
    of_cell: Int32Array, singles: Sequence[tuple[int, ...]]
) -> dict[int, list[tuple[int, ...]]]:
    """Return for each component the cells in it that each contributor knows."""
    found: dict[int, list[tuple[int, ...]]] = {}
    for group in singles:
        apart: dict[int, list[int]] = {}
        for cell in group:
            apart.setdefault(int(of_cell[cell]), []).append(cell)
        for label, cells in apart.items():
            found.setdefault(label, []).append(tuple(cells))
    return found


def _known_when(
    part: Problem, truth: FloatArray, held: list[int], asked: list[int], work: Work
) -> tuple[list[int], list[int]]:
    """Return the asked cells that have one value when `held` are known, and those cut short."""
    lower, upper = part.lower.copy(), part.upper.copy()
    lower[held] = upper[held] = truth[held]
    finder = EndFinder(replace(part, lower=lower, upper=upper), whole=True, work=work)
    moves = np.zeros(truth.size, bool)
    known: list[int] = []
    is_open: list[int] = []
    for place in asked:
        if moves[place]:
            continue
        for end in (finder.greatest(place), finder.least(place)):
            if end.outcome is Outcome.FOUND:
                moves |= np.abs(end.point - truth) > _least_move(part)
            elif end.outcome is Outcome.UNBOUNDED:
                moves[place] = True
            else:
                is_open.append(place)
                break
            if moves[place]:
                break
        else:
            known.append(place)
    return known, is_open


def _least_move(part: Problem) -> FloatArray:
    """Return how far each cell must move to count as another number: (k,) float64."""
    size = np.maximum(1.0, np.where(np.isfinite(part.upper), np.abs(part.upper), 1.0))
    return np.where(part.is_count, _MOVED, 1e-6 * size)
