"""The same cells withheld in all tables that are laid out alike: by sheet, by year, by variable.

Two tables are alike when they have the same row labels and the same column labels, such as the
number of enterprises and their turnover. Withholding the same cells in both is asked for where one
figure could be worked out from the other, and reads better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.cell_refs import CellRefs
from sdc_desktop.core.linked_cells import Label, LabelledTable, label_tables
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array, Workbook
from sdc_desktop.core.tables import Table

_FEWEST = 2
"""Rows and columns that tables must share at least to be alike."""


class AlikeTables:
    """The tables of a workbook that have the same labels, cell by cell.

    Args:
        workbook: The source.
        tables: Its tables as understood.
        cells: The n cells of all tables, by whose numbers the others are called.
    """

    def __init__(self, workbook: Workbook, tables: Sequence[Table], cells: CellRefs) -> None:
        groups: dict[tuple[frozenset[Label], frozenset[Label]], list[LabelledTable]]
        groups = defaultdict(list)
        for one in label_tables(workbook, tables):
            if min(len(one.rows), len(one.columns)) >= _FEWEST:
                groups[frozenset(one.rows), frozenset(one.columns)].append(one)
        self._same = [_same_cells(group, cells) for group in groups.values() if len(group) > 1]
        self._size = len(cells)

    def followers(self, withheld: BoolArray, may_follow: BoolArray) -> Int32Array:
        """Return for each cell that must follow a withheld one like it that one, else -1.

        Args:
            withheld: (n,) bool: what is withheld.
            may_follow: (n,) bool: what may be withheld too.

        Returns:
            (n,) int32.
        """
        found = np.full(self._size, -1, np.int32)
        for same in self._same:
            gone = withheld[same] & (same >= 0)
            wanted = gone.any(axis=0) & (same >= 0) & may_follow[same] & ~gone
            first = same[gone.argmax(axis=0), np.arange(same.shape[1])]
            found[same[wanted]] = np.broadcast_to(first, same.shape)[wanted]
        return found

    def shared_costs(self, costs: FloatArray, may_follow: BoolArray) -> FloatArray:
        """Return for each cell the mean cost of all like it that may be withheld.

        What all of them cost together is the same as before.

        Args:
            costs: (n,) float64: what withholding each cell costs.
            may_follow: (n,) bool: what may be withheld.
        """
        shared = costs.copy()
        for same in self._same:
            counts = (same >= 0) & may_follow[same]
            total = np.where(counts, costs[same], 0.0).sum(axis=0)
            mean = total / np.maximum(1, counts.sum(axis=0))
            shared[same[counts]] = np.broadcast_to(mean, same.shape)[counts]
        return shared


def _same_cells(group: Sequence[LabelledTable], cells: CellRefs) -> Int32Array:
    """Return the cells of each table, in the order of the first: (tables, k) int32, -1 for none."""
    rows, columns = list(group[0].rows), list(group[0].columns)
    blocks = [
        cells.block(
            one.table.sheet,
            [one.rows[label] for label in rows],
            [one.columns[label] for label in columns],
        )
        for one in group
    ]
    return np.stack([block.ravel() for block in blocks])
