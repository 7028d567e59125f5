"""The rows, or the columns, of a table with what was found out about them."""

from __future__ import annotations

from dataclasses import dataclass

from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.layout.totals import FoundSums
from sdc_desktop.core.tables import Axis, LineSum


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One axis of a table.

    Attributes:
        axis: Which lines these are.
        lines: The lines with their labels, first to last.
        found: What adds up among them, as places in `lines`.
        totals, subtotals: Total lines, as places on the sheet.
        others: The lines of the other axis, as places on the sheet.
    """

    axis: Axis
    lines: tuple[Line, ...]
    found: FoundSums
    totals: tuple[int, ...]
    subtotals: tuple[int, ...]
    others: tuple[int, ...]

    def line_sums(self) -> tuple[LineSum, ...]:
        """Return the sums with places on the sheet."""
        return tuple(
            LineSum(
                axis=self.axis,
                total=self.lines[one.total].place,
                parts=tuple(self.lines[part].place for part in one.parts),
                across=tuple(self.others[place] for place in one.across),
                tolerance=one.tolerance,
                reason=one.reason,
                confidence=one.confidence,
            )
            for one in self.found.sums
        )
