"""Secondary suppression with the same pattern in all tables that are laid out alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.protection.preferences import Preferences
from sdc_desktop.core.protection.same_pattern import AlikeTables, missing_from_pattern
from sdc_desktop.core.protection.secondary_suppression import SecondarySuppression
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations

_NOBODY = Stamp("", "")
_MET = 1e-6


def find_alike(
    check: Check,
    preferences: Preferences,
    find: Callable[[Check, Preferences], SecondarySuppression],
) -> SecondarySuppression:
    """Choose cells until tables with the same labels withhold the same ones.

    What is withheld in one table goes in the others first. Then cells are chosen at what they cost
    in all of these tables together, so that the tables mostly agree; where they do not, another
    round adds what is missing and protects it. Cells are only ever added, so that it ends.

    Args:
        check: The check with its unsafe cells withheld.
        preferences: What cells cost, and which must be shown.
        find: Chooses the cells that protect what a check withholds.

    Returns:
        All cells chosen. No pattern that is common to these tables costs less than its bound.
    """
    alike = AlikeTables(check.workbook, check.tables)
    costs = _Costs(check, preferences)
    tied = replace(preferences, factors=(*preferences.factors, *costs.tied(alike)))
    chosen: dict[CellRef, tuple[CellRef, ...]] = {}
    bound: float | None = None
    now = check
    while True:
        followers = _followers(alike, now, preferences)
        chosen |= {cell: (origin,) for cell, origin in followers.items()}
        now = _with(now, tuple(followers))
        found = find(now, tied)
        if bound is None:
            bound = costs.of(followers) + found.lower_bound / alike.largest
        chosen |= {cell: found.reasons.get(cell, ()) for cell in found.secondary}
        now = _with(now, found.secondary)
        if not _followers(alike, now, preferences):
            return _as_result(chosen, costs.of(chosen), bound, found)


class _Costs:
    """What withholding each cell of a check costs."""

    def __init__(self, check: Check, preferences: Preferences) -> None:
        system = build_relations(check.workbook, check.tables)
        self._cells = system.places
        self._costs = preferences.costs(system, np.nan_to_num(system.values))

    def of(self, cells: Iterable[CellRef]) -> float:
        """Return what withholding `cells` costs."""
        return float(self._costs[self._cells.where(cells)].sum())

    def tied(self, alike: AlikeTables) -> Iterator[tuple[CellRef, float]]:
        """Yield by what to multiply each cell's cost so that it is that of all like it."""
        for cells in alike.same_cells():
            numbers = self._cells.numbers(cells)
            costs = self._costs[numbers[numbers >= 0]]
            here = (cell for cell, number in zip(cells, numbers, strict=True) if number >= 0)
            yield from zip(here, (costs.sum() / costs).tolist(), strict=True)


def _followers(
    alike: AlikeTables, check: Check, preferences: Preferences
) -> Mapping[CellRef, CellRef]:
    published = publish(check.workbook, check.actions)
    return missing_from_pattern(alike, published, preferences.must_stay)


def _with(check: Check, cells: Sequence[CellRef]) -> Check:
    if not cells:
        return check
    marker = check.policy.marker
    return check.do(Withhold(tuple(cells), SuppressionRole.SECONDARY, marker, _NOBODY))


def _as_result(
    chosen: Mapping[CellRef, tuple[CellRef, ...]],
    objective: float,
    bound: float,
    last: SecondarySuppression,
) -> SecondarySuppression:
    return SecondarySuppression(
        secondary=tuple(sorted(chosen)),
        objective=objective,
        lower_bound=min(bound, objective),
        is_optimal=not last.unattainable and bound >= objective - _MET * max(1.0, objective),
        unattainable=last.unattainable,
        reasons=MappingProxyType(dict(chosen)),
        conflicts=last.conflicts,
    )
