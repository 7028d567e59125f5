"""Tables of sums with the contributors behind each cell, and a judge of sums of their own."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.contributor_shares import Shares, shares_of
from sdc_desktop.core.known_contributions import KnownContributions, sole_owners
from sdc_desktop.core.policy import MagnitudeRules, Policy
from tests.core.systems import Instance, table_instance

Owned = Sequence[Sequence[Mapping[int, float]]]
"""Row by row, column by column: contributor to amount."""

RANKS = 2


def p_policy(p: float, *, contributors: int | None = None, guards: bool = False) -> Policy:
    """The p% rule and a least number of contributors."""
    rules = MagnitudeRules(contributors=contributors, p_percent=p)
    return Policy("test", "1", "Test", magnitudes=rules, guards_contributors=guards)


@dataclass(frozen=True)
class OwnedTable:
    """A table with margins; `owners` says who gave what to each cell, by number."""

    instance: Instance
    owners: tuple[Counter[int], ...]

    def level(self, cells: Iterable[int], p: float) -> float:
        """How far the sum of some cells must be able to move by the p% rule; 0: it is safe."""
        every = sum((self.owners[cell] for cell in cells), Counter())
        amounts = sorted(every.values(), reverse=True)
        rest = sum(amounts[2:])
        return max(0.0, p / 100 * amounts[0] - rest) if amounts else 0.0

    def unsafe_sums(self, withheld: Iterable[int], p: float) -> list[tuple[int, ...]]:
        """The known sums of withheld parts that break the p% rule."""
        hidden, found = set(withheld), []
        system = self.instance.system
        for start, end in itertools.pairwise(system.row_starts.tolist()):
            *parts, total = system.columns[start:end].tolist()
            members = tuple(cell for cell in parts if cell in hidden)
            if len(members) > 1 and total not in hidden and self.level(members, p) > 1e-9:
                found.append(members)
        return found


def owned_table(inner: Owned, p: float, *, told: str = "owners") -> OwnedTable:
    """A table of these contributors, with levels by the p% rule.

    Args:
        inner: Its cells.
        p: Of the rule.
        told: "owners" where the evidence names them, "largest" where only the two largest of each
            cell are known.
    """
    shape = len(inner) + 1, len(inner[0]) + 1
    owners: dict[tuple[int, int], Counter[int]] = {}
    for row, cells in enumerate(inner):
        for column, gave in enumerate(cells):
            for place in itertools.product((row, shape[0] - 1), (column, shape[1] - 1)):
                owners.setdefault(place, Counter()).update(gave)
    ordered = tuple(owners[place] for place in np.ndindex(*shape))
    values = [[sum(gave.values()) for gave in cells] for cells in inner]
    instance = table_instance(np.array(values, float), is_count=False)
    made = OwnedTable(instance, ordered)
    levels = np.array([made.level([cell], p) for cell in range(len(ordered))])
    shares = {cell: _shares(gave) for cell, gave in enumerate(ordered)}
    system = replace(
        instance.system,
        upper_level=levels,
        lower_level=levels,
        is_single=np.array([len(gave) == 1 for gave in ordered]),
        contributions=_known(shares, told == "owners"),
    )
    return OwnedTable(replace(instance, system=system), ordered)


def _shares(gave: Mapping[int, float]) -> Shares:
    owners = np.array(list(gave), np.int64)
    return shares_of(owners, np.array(list(gave.values())), np.ones(owners.size))


def _known(shares: Mapping[int, Shares], names: bool) -> KnownContributions:
    count = len(shares)
    ranks = np.array([np.nan_to_num(one.largest(RANKS)) for one in shares.values()])
    tops = np.cumsum(ranks, axis=1)
    return KnownContributions(
        is_sum=np.ones(count, bool),
        count=np.array([float(one.owners.size) for one in shares.values()]),
        total=np.array([one.amounts.sum() for one in shares.values()]),
        ranks=ranks,
        least=tops,
        most=tops,
        requested=np.zeros(count),
        has_negatives=np.zeros(count, bool),
        shares=dict(shares) if names else {},
        sole=sole_owners(shares if names else {}, count),
    )
