"""Gathers what evidence says of the contributions to all cells of a relation system."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.contributor_shares import Shares
from sdc_desktop.core.evidence import VALUE, Evidence
from sdc_desktop.core.known_contributions import KnownContributions, sole_owners
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.rules.contributions import Contributions, is_magnitude
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.tables import Table


class Gathered:
    """What is known so far, table by table.

    Args:
        system: Whose cells it is about.
        policy: Whose rules say how many of the largest contributions matter.
    """

    def __init__(self, system: RelationSystem, policy: Policy) -> None:
        self._system, count = system, len(system.cells)
        rules = policy.magnitudes
        self._most = max(2, rules.coalition, *(one.count for one in rules.dominance))
        self._is_sum = np.zeros(count, bool)
        self._negative = np.zeros(count, bool)
        self._count, self._total, self._asked = (np.full(count, np.nan) for _ in range(3))
        self._ranks, self._low, self._high = (np.full((count, self._most), np.nan) for _ in "123")

    def add(self, table: Table, told: Contributions) -> None:
        """Add what is known of a table's sums."""
        is_sum = is_magnitude(told.shown)
        places, body = np.argwhere(is_sum), table.body
        numbers = self._system.places.numbers(
            CellRef(table.sheet, body.top + row, body.left + column)
            for row, column in places.tolist()
        )
        at = places[numbers >= 0]
        here, where = numbers[numbers >= 0], (at[:, 0], at[:, 1])
        value = told.shown.evidence.of(table, VALUE)
        total = np.where(np.isnan(told.total), value, told.total)
        self._count[here], self._total[here] = told.count[where], total[where]
        self._asked[here], self._negative[here] = told.requested[where], told.has_negatives[where]
        for rank in range(1, self._most + 1):
            self._ranks[here, rank - 1] = told.rank(rank)[where]
            self._low[here, rank - 1] = told.least(rank)[where]
            self._high[here, rank - 1] = told.most(rank)[where]
        self._is_sum[here] = ~np.isnan(self._count[here]) | ~np.isnan(self._low[here, 0])

    def known(self, evidence: Evidence) -> KnownContributions | None:
        """Return what is known of all, with who contributed what; None where nothing is."""
        if not self._is_sum.any():
            return None
        shares = self._shares(evidence)
        return KnownContributions(
            self._is_sum,
            self._count,
            self._total,
            self._ranks,
            self._low,
            self._high,
            self._asked,
            self._negative,
            shares,
            sole_owners(shares, self._count.size),
        )

    def _shares(self, evidence: Evidence) -> dict[int, Shares]:
        found: dict[int, Shares] = {}
        for sheet, told in evidence.shares.items():
            cells = [CellRef(sheet, row, column) for row, column in told]
            numbers = self._system.places.numbers(cells).tolist()
            found.update(
                {
                    number: shares
                    for number, shares in zip(numbers, told.values(), strict=True)
                    if number >= 0 and self._matches(number, shares)
                }
            )
        return found

    def _matches(self, number: int, shares: Shares) -> bool:
        """Tell whether contributions give the number that is printed, so that they are all.

        A number that the source withholds does not contradict them.
        """
        printed = float(self._system.values[number])
        if np.isnan(printed):
            return True
        weighted = float(shares.amounts @ shares.weights)
        sums: FloatArray = np.array([float(shares.amounts.sum()), weighted])
        room = max(float(self._system.steps[number]), 1e-6 * abs(printed))
        return bool((np.abs(sums - printed) <= room).any())
