"""The same cells withheld in all tables that are laid out alike: by sheet, by year, by variable.

Two tables are alike when they have the same row labels and the same column labels, such as the
number of enterprises and their turnover. Withholding the same cells in both is asked for where one
figure could be worked out from the other, and reads better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.linked_cells import Label, LabelledTable, label_tables
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table

_FEWEST = 2
"""Rows and columns that tables must share at least to be alike."""


class AlikeTables:
    """The tables of a workbook that have the same labels, cell by cell.

    Args:
        workbook: The source.
        tables: Its tables as understood.
    """

    def __init__(self, workbook: Workbook, tables: Sequence[Table]) -> None:
        groups: dict[tuple[frozenset[Label], frozenset[Label]], list[LabelledTable]]
        groups = defaultdict(list)
        for one in label_tables(workbook, tables):
            if min(len(one.rows), len(one.columns)) >= _FEWEST:
                groups[frozenset(one.rows), frozenset(one.columns)].append(one)
        self._groups = [group for group in groups.values() if len(group) > 1]
        self._workbook = workbook

    @property
    def largest(self) -> int:
        """How many tables are alike at most; 1 where none are."""
        return max(map(len, self._groups), default=1)

    def same_cells(self) -> Iterator[tuple[CellRef, ...]]:
        """Yield the cells that stand for the same, one of each table."""
        for group in self._groups:
            for row in group[0].rows:
                for column in group[0].columns:
                    yield tuple(
                        CellRef(one.table.sheet, one.rows[row], one.columns[column])
                        for one in group
                    )

    def beside(self, cells: Iterable[CellRef]) -> dict[CellRef, CellRef]:
        """Return the cells that stand for the same in other tables, each with the one it follows.

        Cells without a number, and zeros, which protect nothing, are not among them.
        """
        wanted = set(cells)
        found: dict[CellRef, CellRef] = {}
        for same in self.same_cells():
            origin = next((cell for cell in same if cell in wanted), None)
            if origin is not None:
                others = (cell for cell in same if cell not in wanted)
                found |= {one: origin for one in others if abs(self._workbook.value(one)) > 0}
        return found


def missing_from_pattern(
    alike: AlikeTables, published: Published, must_stay: frozenset[CellRef]
) -> Mapping[CellRef, CellRef]:
    """Return the shown cells whose counterpart is withheld, each with that counterpart.

    Args:
        alike: The tables that are alike.
        published: What a reader sees now.
        must_stay: Cells that are shown whatever happens; exempt cells are too.
    """
    withheld = published.cells_with(CellStatus.PRIMARY, CellStatus.SECONDARY)
    kept = must_stay | {cell for cell, _ in published.exempt}
    found = alike.beside(withheld)
    return {cell: origin for cell, origin in found.items() if cell not in kept}
