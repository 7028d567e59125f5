"""The audit: what a reader can work out about every cell that is not shown exactly."""

from __future__ import annotations

from dataclasses import dataclass

from sdc_desktop.core.cells import CellRef


@dataclass(frozen=True, slots=True)
class FeasibilityInterval:
    """What a reader can narrow one withheld cell to, given everything that is published.

    Attributes:
        lower, upper: Least and greatest possible value; `upper` is inf when nothing limits it.
        is_exact: The reader knows the value.
        is_enough: The interval is as wide as the policy asks.
        is_certified: Both ends are proved (for counts: over whole numbers). Where a search was
            cut short the interval may be too wide, so the cell is not enough protected.
        because: One sentence for the screen.
    """

    cell: CellRef
    lower: float
    upper: float
    is_exact: bool
    is_enough: bool
    is_certified: bool
    because: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The intervals of all withheld cells."""

    intervals: tuple[FeasibilityInterval, ...] = ()

    @property
    def unprotected(self) -> tuple[FeasibilityInterval, ...]:
        """Those that are not as wide as the policy asks."""
        return tuple(one for one in self.intervals if not one.is_enough)
