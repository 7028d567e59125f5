"""Secondary suppression with the same pattern in all tables that are laid out alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.protection.preferences import Preferences
from sdc_desktop.core.protection.same_pattern import AlikeTables
from sdc_desktop.core.protection.secondary_suppression import Report, SecondarySuppression, SoFar
from sdc_desktop.core.published import CellStatus, publish
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray

_NOBODY = Stamp("", "")
_MET = 1e-6

Find = Callable[[Check, Preferences, Report], SecondarySuppression]
"""Chooses the cells that protect what a check withholds, tells of better ones, may be stopped."""


def find_alike(
    check: Check, system: RelationSystem, preferences: Preferences, find: Find, report: Report
) -> SecondarySuppression:
    """Choose cells until tables with the same labels withhold the same ones.

    What is withheld in one table goes in the others first. Then cells are chosen at what they cost
    in all of these tables together, so that the tables mostly agree; where they do not, another
    round adds what is missing and protects it. Cells are only ever added, so that it ends. All of
    it is done quickly first, and then again with all the effort: when that is stopped, the best
    pattern that is the same everywhere is kept.

    Args:
        check: The check with its unsafe cells withheld.
        system: What adds up in its tables.
        preferences: What cells cost, and which must be shown.
        find: May raise `Cancelled`; before a first common pattern it goes on.
        report: Is told of each better pattern that is the same everywhere, and of better bounds.

    Returns:
        All cells chosen. No pattern that is common to these tables costs less than its bound.
    """
    return _Search(check, system, preferences, find, report).run()


class _Search:
    """The cheapest common pattern so far, and the bound."""

    def __init__(
        self,
        check: Check,
        system: RelationSystem,
        preferences: Preferences,
        find: Find,
        report: Report,
    ) -> None:
        self._check, self._cells, self._find, self._report = check, system.places, find, report
        self._alike = AlikeTables(check.workbook, check.tables, system.places)
        values = np.nan_to_num(system.values)
        published = publish(check.workbook, check.actions)
        stays = preferences.must_stay | {cell for cell, _ in published.exempt}
        self._may_follow = (values != 0) & ~self._cells.where(stays)
        self._costs = preferences.costs(system, values)
        self._tied = replace(preferences, factors=(*preferences.factors, *self._factors()))
        self._bound = 0.0
        self._told: SoFar | None = None

    def run(self) -> SecondarySuppression:
        """Find a common pattern quickly, and then a cheaper one."""
        effort = self._tied.effort
        quick = self._common(replace(self._tied, effort=replace(effort, rounds=0, nodes=0)))
        self._tell(quick.secondary)
        if effort.rounds == 0:
            return self._with_bound(quick)
        try:
            better = self._common(self._tied)
        except Cancelled:
            return self._with_bound(quick)
        return self._with_bound(min(better, quick, key=_order))

    def _common(self, wishes: Preferences) -> SecondarySuppression:
        """Add what is missing and protect it until the pattern is the same everywhere."""
        chosen: dict[CellRef, tuple[CellRef, ...]] = {}
        now, is_first = self._check, True
        while True:
            followers = self._followers(self._withheld_in(now))
            chosen |= {cell: (origin,) for cell, origin in followers.items()}
            now = _with(now, followers)
            spent = self._cost_of(followers) if is_first else None
            found = self._find(now, wishes, self._heard(now, frozenset(chosen), spent))
            if spent is not None:
                self._bound = max(self._bound, spent + found.lower_bound)
            chosen |= {cell: found.reasons.get(cell, ()) for cell in found.secondary}
            now, is_first = _with(now, found.secondary), False
            if not self._followers(self._withheld_in(now)):
                return self._as_result(chosen, found)

    def _heard(self, now: Check, chosen: frozenset[CellRef], spent: float | None) -> Report:
        """Return what hears of patterns, and tells of those that are the same everywhere.

        Args:
            now: The check so far.
            chosen: What was chosen for it.
            spent: What that cost where all else is open still, so that bounds count; else None.
        """
        withheld = self._withheld_in(now)

        def hear(found: SoFar) -> None:
            if spent is not None:
                self._bound = max(self._bound, spent + found.lower_bound)
            if self._followers(withheld | self._cells.where(found.secondary)):
                self._tell(self._told.secondary if self._told is not None else ())
            else:
                self._tell(sorted({*chosen, *found.secondary}))

        return hear

    def _tell(self, cells: Iterable[CellRef]) -> None:
        """Report a common pattern that is cheaper than the last, or a better bound."""
        cells, old = tuple(cells), self._told
        if not cells:
            return
        cost = self._cost_of(cells)
        if old is not None and cost >= old.objective - _MET:
            cells, cost = old.secondary, old.objective
        new = SoFar(cells, cost, min(self._bound, cost))
        if old is None or cost < old.objective or new.lower_bound > old.lower_bound + _MET:
            self._told = new
            self._report(new)

    def _followers(self, withheld: BoolArray) -> Mapping[CellRef, CellRef]:
        """Return the shown cells whose counterpart is withheld, each with that counterpart."""
        origins = self._alike.followers(withheld, self._may_follow)
        numbers = np.flatnonzero(origins >= 0).tolist()
        return {self._cells[one]: self._cells[int(origins[one])] for one in numbers}

    def _withheld_in(self, check: Check) -> BoolArray:
        published = publish(check.workbook, check.actions)
        return self._cells.where(published.cells_with(CellStatus.PRIMARY, CellStatus.SECONDARY))

    def _factors(self) -> Iterable[tuple[CellRef, float]]:
        """Yield by what to multiply cells' costs so that all that stand for the same cost alike."""
        factors = self._alike.shared_costs(self._costs, self._may_follow) / self._costs
        changed = np.flatnonzero(factors != 1).tolist()
        return zip((self._cells[one] for one in changed), factors[changed].tolist(), strict=True)

    def _cost_of(self, cells: Iterable[CellRef]) -> float:
        return float(self._costs[self._cells.where(cells)].sum())

    def _as_result(
        self, chosen: Mapping[CellRef, tuple[CellRef, ...]], last: SecondarySuppression
    ) -> SecondarySuppression:
        return replace(
            last,
            secondary=tuple(sorted(chosen)),
            objective=self._cost_of(chosen),
            reasons=MappingProxyType(dict(chosen)),
        )

    def _with_bound(self, found: SecondarySuppression) -> SecondarySuppression:
        cost = found.objective
        is_tight = self._bound >= cost - _MET * max(1.0, cost)
        return replace(
            found,
            lower_bound=min(self._bound, cost),
            is_optimal=is_tight and not found.unattainable,
        )


def _order(found: SecondarySuppression) -> tuple[int, float]:
    return len(found.unattainable), found.objective


def _with(check: Check, cells: Iterable[CellRef]) -> Check:
    cells = tuple(cells)
    if not cells:
        return check
    return check.do(Withhold(cells, SuppressionRole.SECONDARY, check.policy.marker, _NOBODY))
