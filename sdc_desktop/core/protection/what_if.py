"""What would happen if a withheld cell were shown: answered at once, from stored witnesses.

For each thing that protection asks for a witness is kept: the cells that move with it. Showing a
cell can only hurt what moves with it, so only that is looked at again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Assessment, Check, combined, with_knowledge
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.demands import plain_demands, pose
from sdc_desktop.core.protection.filling import fill_in
from sdc_desktop.core.protection.preferences import NO_PREFERENCES
from sdc_desktop.core.published import Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.rules.words import all_of
from sdc_desktop.core.suppression.engine import Engine, Witness
from sdc_desktop.core.suppression.pieces import Piece, split
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.solve import make_engine

_AT_ONCE = 200
"""Demands whose witnesses are looked for between two reports."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A cell that would be short of protection.

    Attributes:
        lower, upper: What a reader could narrow it to: no less than this, where linear programmes
            and whole numbers differ; `upper` may be inf.
    """

    cell: CellRef
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """A piece of what is withheld, with a witness for each demand that is met."""

    piece: Piece
    engine: Engine
    witnesses: tuple[Witness | None, ...]


class WhatIf:
    """Answers what showing a withheld cell would do to the others.

    Args:
        system: What adds up.
        published: What a reader sees now.
        policy: How much uncertainty is asked for.
    """

    def __init__(self, system: RelationSystem, published: Published, policy: Policy) -> None:
        self._system, self._numbers = system, {one: n for n, one in enumerate(system.cells)}
        problem = pose(system, published, policy, fill_in(system), NO_PREFERENCES)
        states = np.where(problem.is_withheld, CellState.WITHHELD, CellState.STAYS)
        problem = replace(problem, states=states.astype(np.uint8))
        self._problem = replace(problem, demands=plain_demands(system, policy, problem))
        self._pieces = list(split(self._problem))
        self._piece_of = np.full(self._problem.values.size, -1, np.int32)
        for one, piece in enumerate(self._pieces):
            self._piece_of[piece.cell_of] = one
        self._kept: dict[int, _Kept] = {}

    def show(self, cell: CellRef, progress: Progress = no_progress) -> tuple[Narrowed, ...]:
        """Return the cells that would be short of protection if `cell` were shown, and how much.

        Cells that are short already are not among them. The first answer about a connected piece
        of what is withheld finds its witnesses.

        Args:
            cell: The cell.
            progress: Told how many witnesses are found; may raise `Cancelled`.
        """
        number = self._numbers.get(cell, -1)
        one = int(self._piece_of[number]) if number >= 0 else -1
        if one < 0:
            return ()
        kept = self._kept.get(one)
        if kept is None:
            kept = self._kept[one] = _keep(self._pieces[one], progress)
        place = int(np.searchsorted(kept.piece.cell_of, number))
        problem = _without(kept.piece.problem, place)
        users = [
            one
            for one, witness in enumerate(kept.witnesses)
            if witness is not None and problem.demands[one].cell != place and place in witness
        ]
        asked = replace(problem, demands=tuple(problem.demands[one] for one in users))
        lacks = kept.engine.with_demands(asked).lacks(asked.is_withheld)
        short = {asked.demands[one].cell for one in np.flatnonzero(lacks).tolist()}
        return tuple(self._narrowed(kept, problem, sorted(short)))

    def _narrowed(
        self, kept: _Kept, problem: SuppressionProblem, short: list[int]
    ) -> Iterator[Narrowed]:
        """Yield how far each of these cells can still be imagined to lie from its value."""
        everything = float(np.abs(problem.values[problem.is_withheld]).sum()) + 1.0
        for cell in short:
            sides = tuple(Demand(cell, side, everything) for side in (1, -1))
            most = np.array([min(problem.room(side), everything) for side in sides])
            both = tuple(
                replace(side, need=need) for side, need in zip(sides, most.tolist(), strict=True)
            )
            engine = kept.engine.with_demands(replace(problem, demands=both))
            up, down = most - engine.lacks(problem.is_withheld)
            number, value = int(kept.piece.cell_of[cell]), float(problem.values[cell])
            upper = np.inf if up >= everything else value + float(up)
            yield Narrowed(self._system.cells[number], value - float(down), upper)


def what_if(check: Check, assessment: Assessment) -> WhatIf:
    """Return who answers for a check, its earlier releases taken into account.

    Args:
        check: The check.
        assessment: Of its present state.
    """
    comparison = assessment.comparison
    if comparison is None:
        return WhatIf(assessment.system, assessment.published, check.policy)
    joint = comparison.joint
    published = joint.published(assessment.published)
    return WhatIf(with_knowledge(combined(check), joint.system), published, check.policy)


def shown_in_words(cell: CellRef, short: Sequence[Narrowed]) -> str:
    """Return in a sentence what showing a withheld cell would give away.

    Args:
        cell: The cell.
        short: What `WhatIf.show` answered.
    """
    if not short:
        return f"Showing {cell.full} would leave every withheld cell protected."
    known = [one for one in short if one.lower == one.upper]
    parts = [f"know {all_of(one.cell.full for one in known)} exactly"] if known else []
    parts += [f"narrow {one.cell.full} to {_range(one)}" for one in short if one not in known]
    return f"If {cell.full} were shown, a reader could {'; '.join(parts)}."


def _range(one: Narrowed) -> str:
    least = f"{one.lower:,g}"
    return f"{least} or more" if math.isinf(one.upper) else f"between {least} and {one.upper:,g}"


def _keep(piece: Piece, progress: Progress) -> _Kept:
    """Return a piece with a witness for each demand, None where there is none."""
    problem, found = piece.problem, list[Witness | None]()
    engine, free = make_engine(problem), np.zeros(problem.values.size)
    for start in range(0, len(problem.demands), _AT_ONCE):
        progress(start, len(problem.demands), "what showing a cell would give away")
        part = problem.demands[start : start + _AT_ONCE]
        asked = engine.with_demands(replace(problem, demands=part))
        found += asked.meet(free, np.arange(len(part), dtype=np.int32))
    return _Kept(piece, engine, tuple(found))


def _without(problem: SuppressionProblem, cell: int) -> SuppressionProblem:
    states = problem.states.copy()
    states[cell] = CellState.STAYS
    return replace(problem, states=states)
