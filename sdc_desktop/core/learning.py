"""Exercises for new checkers: what is wrong with a sample, and how much of it somebody found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sdc_desktop.core.cells import CellRef


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that must not be published as it stands, and why."""

    cell: CellRef
    why: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """A sample with known problems.

    Attributes:
        name: What its file is called, without an ending.
        title, task: What it is about, and what has to be found in it.
        policy: Id of the policy under which the problems are problems.
        problems: All of them.
    """

    name: str
    title: str
    task: str
    policy: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How somebody did.

    Attributes:
        found, missed: Problems that were marked, and those that were not.
        wrong: Cells that were marked and are no problem.
    """

    found: tuple[Problem, ...]
    missed: tuple[Problem, ...]
    wrong: tuple[CellRef, ...]

    @property
    def percent(self) -> int:
        """Problems found among everything found, missed or wrongly marked; 0 to 100."""
        everything = len(self.found) + len(self.missed) + len(self.wrong)
        return round(100 * len(self.found) / everything) if everything else 100


def score(exercise: Exercise, marked: Iterable[CellRef]) -> Score:
    """Compare what somebody marked with the problems that there are."""
    chosen = set(marked)
    cells = {problem.cell for problem in exercise.problems}
    return Score(
        tuple(problem for problem in exercise.problems if problem.cell in chosen),
        tuple(problem for problem in exercise.problems if problem.cell not in chosen),
        tuple(sorted(chosen - cells)),
    )
