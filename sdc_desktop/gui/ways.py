"""Ways to protect that the window compares: each gives its actions, none of them does anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from sdc_desktop.core.actions import Action, Stamp
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.comparing import Judged, perturb_among, suppress_among
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Cost, Preferences
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.suppression.search import USUAL_EFFORT
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.rounding import RoundingWish, Scope, change, method_choices, perturb_wish
from sdc_desktop.gui.words import cells_in_words, number_in_words

_QUICK = replace(USUAL_EFFORT, rounds=20, nodes=0)
_CHANGING = (
    Method.CONVENTIONAL,
    Method.CONTROLLED,
    Method.RANDOM,
    Method.SMALL_COUNT,
    Method.NOISE,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the ways are compared on.

    Attributes:
        check: The check in its present state.
        system: The relations of its tables, None when they have to be built.
        comparison: The earlier releases matched with them, None without any.
        cells: The numbers to protect.
        to_round: Those of them that can be rounded, None for all tables.
        key: The secret of keyed methods.
        stamp: Who asks, and when.
    """

    check: Check
    system: RelationSystem | None
    comparison: Comparison | None
    cells: tuple[CellRef, ...]
    to_round: Sequence[CellRef] | None
    key: bytes
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Way:
    """One way to protect.

    Attributes:
        name: What it is called. sentence: What it does.
        find: Gives its actions; may raise an SdcError where it cannot be used.
    """

    name: str
    sentence: str
    find: Callable[[Scene, Progress], tuple[Action, ...]]


def all_ways(base: float) -> tuple[Way, ...]:
    """Return the ways, those that withhold first; `base` is what is rounded to."""
    return (
        Way(
            tr("Withhold, smallest total value"),
            tr("Unsafe cells are withheld, and the smallest numbers that protect them."),
            _withholding(Cost.VALUE),
        ),
        Way(
            tr("Withhold, fewest cells"),
            tr("Unsafe cells are withheld, and as few others as protect them."),
            _withholding(Cost.CELLS),
        ),
        _withholding_and_rounding(base),
        *(_changing(one, base) for one in _CHANGING),
    )


def numbers_of_tables(check: Check, tables: Sequence[Table]) -> tuple[CellRef, ...]:
    """Return the numbers in the bodies of tables."""
    found = []
    for table in tables:
        values = check.workbook.sheet(table.sheet).values
        body = table.body
        inside = values[body.top : body.bottom + 1, body.left : body.right + 1]
        found += [
            CellRef(table.sheet, body.top + int(row), body.left + int(column))
            for row, column in np.argwhere(np.isfinite(inside))
        ]
    return tuple(dict.fromkeys(found))


def judged_in_words(found: Judged) -> str:
    """Return what is left after a way, in a sentence."""
    if found.is_safe and not found.to_review:
        return tr("Nothing is left to deal with.")
    parts = (
        _some(found.at_risk, tr("{cells} still at risk")),
        _some(found.worked_out, tr("{cells} that a reader can work out")),
        tr("{n} to review").format(n=found.to_review) if found.to_review else "",
    )
    return tr("Left: {parts}.").format(parts=", ".join(part for part in parts if part))


def _some(number: int, pattern: str) -> str:
    return pattern.format(cells=cells_in_words(number)) if number else ""


def _withholding(cost: Cost) -> Callable[[Scene, Progress], tuple[Action, ...]]:
    preferences: Preferences = replace(NO_PREFERENCES, cost=cost, effort=_QUICK)

    def find(scene: Scene, progress: Progress) -> tuple[Action, ...]:
        return suppress_among(
            scene.check,
            scene.cells,
            scene.stamp,
            system=scene.system,
            comparison=scene.comparison,
            preferences=preferences,
            progress=progress,
        )

    return find


def _withholding_and_rounding(base: float) -> Way:
    wish = perturb_wish(RoundingWish(Scope.ALL, base), b"")

    def find(scene: Scene, progress: Progress) -> tuple[Action, ...]:
        return perturb_among(
            scene.check,
            scene.cells,
            wish,
            scene.stamp,
            to_round=scene.to_round,
            system=scene.system,
            progress=progress,
        )

    return Way(
        tr("Withhold unsafe, round others ({base})").format(base=number_in_words(base)),
        tr("Unsafe cells are withheld, all others rounded to the nearest multiple of the base."),
        find,
    )


def _changing(method: Method, base: float) -> Way:
    """Return the way that changes numbers, with its usual number or `base`."""
    choice = method_choices()[method]
    wish = RoundingWish(Scope.ALL, base if choice.usual is None else choice.usual, method)

    def find(scene: Scene, progress: Progress) -> tuple[Action, ...]:
        progress(0, 0, "")
        done = change(scene.check, wish, scene.to_round, scene.key, scene.stamp, scene.system)
        return done.actions

    return Way(f"{choice.name} ({number_in_words(wish.base)})", choice.sentence, find)


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("", text)
