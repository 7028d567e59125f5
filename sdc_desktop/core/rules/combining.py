"""Which category a small count could be combined with, and what that would make of it.

Source: GSS guidance ("table redesign is recommended as the initial method"); Handbook on
Statistical Disclosure Control, 2nd edition, table redesign.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import number_in_words
from sdc_desktop.core.tables import Axis

COMBINE = "Combine categories"


class Neighbours:
    """The categories beside each category of a table: parts of the same total, in sheet order."""

    def __init__(self, shown: ShownTable) -> None:
        self._shown = shown
        self._beside: dict[tuple[Axis, int], set[int]] = defaultdict(set)
        for relation in shown.table.relations:
            parts = sorted(relation.parts)
            for one, other in pairwise(parts):
                self._beside[relation.axis, one].add(other)
                self._beside[relation.axis, other].add(one)

    def advice(self, cell: CellRef, safe_from: float) -> str:
        """Return with which category to combine a cell's, and the count that this gives.

        Args:
            cell: A count that is too small.
            safe_from: The smallest count that may be shown; of all neighbours that make one, the
                smallest count loses least.
        """
        offers = [
            (count, axis, line)
            for axis, own in ((Axis.ROWS, cell.row), (Axis.COLUMNS, cell.column))
            for line in sorted(self._beside.get((axis, own), ()))
            if (count := self._combined(cell, axis, line)) >= safe_from
        ]
        if not offers:
            return COMBINE
        count, axis, line = min(offers, key=lambda offer: (offer[0], offer[2]))
        labels = self._shown.labels
        name = labels.name_row(line) if axis is Axis.ROWS else labels.name_column(line)
        return f"{COMBINE}: with {name} it is {number_in_words(count)}"

    def _combined(self, cell: CellRef, axis: Axis, line: int) -> float:
        """Return the sum of a cell and the one beside it, NaN where the latter has no number."""
        body = self._shown.table.body
        place = (line, cell.column) if axis is Axis.ROWS else (cell.row, line)
        if place not in body:
            return float("nan")
        counts = self._shown.original
        own = counts[cell.row - body.top, cell.column - body.left]
        return float(np.add(own, counts[place[0] - body.top, place[1] - body.left]))
