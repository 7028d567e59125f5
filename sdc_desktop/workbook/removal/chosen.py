"""Which carriers are to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sdc_desktop.workbook.inspection.carrier import Carrier

PIVOTS = frozenset(
    {"pivot-cache", "orphaned-pivot-cache", "pivot-records", "slicer-cache", "timeline-cache"}
)
CONNECTIONS = frozenset({"data-connections", "query-table", "data-model", "power-query"})
NOTES = frozenset({"comments", "threaded-comments"})
_TOGETHER = (PIVOTS, CONNECTIONS, NOTES)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The carriers that somebody agreed to remove.

    Some sorts go together because one cannot be read without the other: the caches of pivot tables
    with their slicers, connections with their queries, comments with their discussions.
    """

    carriers: tuple[Carrier, ...]

    @classmethod
    def of(cls, carriers: Iterable[Carrier]) -> Chosen:
        """Return those that can be removed."""
        return cls(tuple(one for one in carriers if one.removable))

    def kinds(self) -> frozenset[str]:
        """Return which sorts of carriers go."""
        return frozenset(one.kind for one in self.carriers)

    def has(self, *kinds: str) -> bool:
        """Tell whether a carrier of one of these sorts goes."""
        return not self.kinds().isdisjoint(kinds)

    def sheets(self, *kinds: str) -> frozenset[str]:
        """Return the sheets with a carrier of one of these sorts."""
        return frozenset(one.sheet for one in self.carriers if one.kind in kinds)

    def parts(self, *kinds: str) -> frozenset[str]:
        """Return the parts with a carrier of one of these sorts."""
        return frozenset(one.part for one in self.carriers if one.kind in kinds)

    def completed(self, found: Iterable[Carrier]) -> Chosen:
        """Return the choice with what has to go along with it."""
        kinds = set(self.kinds())
        for group in _TOGETHER:
            if group & kinds:
                kinds |= group
        along = [
            one
            for one in found
            if one.removable
            and one not in self.carriers
            and any(one.kind in group and group & self.kinds() for group in _TOGETHER)
        ]
        return Chosen((*self.carriers, *along))
