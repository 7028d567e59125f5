"""What the window is told to heed when it chooses cells to withhold, remembered as one text."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from sdc_desktop.core.check import Check
from sdc_desktop.core.protection.preferences import Cost, Preferences
from sdc_desktop.core.protection.weighing import contributors_of, totals_avoided, withheld_before
from sdc_desktop.core.releases.comparison import Comparison


@dataclass(frozen=True, slots=True)
class ProtectionWish:
    """What a checker asks of automatic protection, for all tables alike.

    Attributes:
        cost: Value of the `Cost` that is kept small.
        avoids_totals: Whether totals are withheld as the last resort only.
        same_pattern: Whether tables with the same labels withhold the same cells.
        like_last_time: Whether what earlier releases withheld goes rather than others.
    """

    cost: str = Cost.VALUE.value
    avoids_totals: bool = False
    same_pattern: bool = False
    like_last_time: bool = False

    @classmethod
    def parse(cls, text: str) -> ProtectionWish:
        """Return what `text` wrote; what cannot be read is as it usually is."""
        try:
            found = json.loads(text)
        except ValueError:
            return cls()
        usual = asdict(cls())
        known = {
            one.name: found[one.name]
            for one in fields(cls)
            if isinstance(found, dict) and type(found.get(one.name)) is type(usual[one.name])
        }
        if known.get("cost", "value") not in {one.value for one in Cost}:
            del known["cost"]
        return cls(**known)

    def text(self) -> str:
        """Return the wish as text to be remembered."""
        return json.dumps(asdict(self))


def preferences_of(
    wish: ProtectionWish, check: Check, comparison: Comparison | None
) -> Preferences:
    """Return what the search should heed beside what is wished of single cells.

    Raises:
        NoContributorsError: Numbers of contributors are to decide and nobody knows them.
    """
    cost = Cost(wish.cost)
    is_like_last_time = wish.like_last_time and comparison is not None
    return Preferences(
        cost=cost,
        factors=totals_avoided(check.tables) if wish.avoids_totals else (),
        previous=withheld_before(comparison.matches)
        if comparison is not None and is_like_last_time
        else frozenset(),
        contributors=contributors_of(check) if cost is Cost.CONTRIBUTORS else {},
        same_pattern=wish.same_pattern,
    )
