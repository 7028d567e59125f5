"""The exercises that come with the program: a workbook and a list of its problems each."""

from __future__ import annotations

import json
from pathlib import Path

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.learning import Exercise, Problem
from sdc_desktop.register.resource_files import resource


def read_exercises() -> tuple[Exercise, ...]:
    """Return all exercises, the easiest first."""
    return tuple(_read(file) for file in sorted(resource("samples/learning").glob("*.json")))


def workbook_of(exercise: Exercise) -> Path:
    """Return the workbook of an exercise."""
    return resource("samples/learning") / f"{exercise.name}.xlsx"


def _read(file: Path) -> Exercise:
    told = json.loads(file.read_text(encoding="utf-8"))
    problems = tuple(
        Problem(CellRef.parse(told["sheet"], cell), why) for cell, why in told["problems"].items()
    )
    return Exercise(file.stem, told["title"], told["task"], told["policy"], problems)
