"""The action that combines two neighbouring categories of a table."""

from __future__ import annotations

from dataclasses import dataclass

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.stamp import Stamp
from sdc_desktop.core.tables import Axis


@dataclass(frozen=True, slots=True)
class MergeLines:
    """Combine two adjacent categories of a table: the first line shows the sums, the second none.

    Nothing moves and nothing is hidden: the second line stays where it is, says in its label what
    it was combined with and shows texts for its numbers, because a row that is taken out would
    move every cell, formula and chart below it, and a hidden one would leave with the file. Totals
    stay as they are and still are the sums of what is shown.

    The sums are not held: they are worked out from the source, so that a record never names a sum
    that is withheld later. What was decided about these cells before is superseded.

    Attributes:
        sheet, axis: Where, and whether the lines are rows or columns.
        first, second: The line that shows the sums and the one that goes, from 0 on the sheet.
        kept, absorbed: Numbers of the first and of the second line that are added up, in pairs.
        texts: Cell to what it shows: new labels, what stands for the second line's numbers, and
            what stands for numbers of either line that cannot be added up.
    """

    sheet: str
    axis: Axis
    first: int
    second: int
    kept: tuple[CellRef, ...]
    absorbed: tuple[CellRef, ...]
    texts: tuple[tuple[CellRef, str], ...]
    stamp: Stamp

    def __post_init__(self) -> None:
        if len(self.kept) != len(self.absorbed):
            raise ValueError("each number is added to one of the other line")

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """Every cell that shows something else afterwards."""
        return tuple(dict.fromkeys((*self.kept, *(cell for cell, _ in self.texts))))
