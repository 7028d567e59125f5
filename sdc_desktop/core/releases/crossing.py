"""Relations between releases that were found by chance of equal labels, and are not wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.releases.combined import Combined
from sdc_desktop.core.releases.corrections import MatchCorrection, SaidLines
from sdc_desktop.core.releases.match import ReleaseMatch, TablePlace
from sdc_desktop.core.releases.system_rows import rows_across
from sdc_desktop.core.sheets import BoolArray
from sdc_desktop.core.tables import Axis, Table


class Crossing:
    """The relations of a system that hold cells of several releases."""

    def __init__(self, combined: Combined, system: RelationSystem) -> None:
        self._combined, self._system = combined, system
        self._tables = {table: number for number, table in enumerate(combined.tables)}
        releases = combined.release_of
        groups = [releases.get(table.sheet, -1) for table in combined.tables]
        self._across = rows_across(system, [groups[one] for one in system.table_of.tolist()])
        self._sizes = np.diff(system.row_starts)

    def wanted(self, matches: Sequence[ReleaseMatch], said: Sequence[MatchCorrection]) -> BoolArray:
        """Tell which relations stay: (m,) bool.

        Equal cells of tables that were matched are linked by the matching, as it was corrected.
        Tables and lines of which the checker says that they are not the same share nothing.
        """
        dropped = np.zeros(self._across.size, bool)
        for match, names, one in zip(matches, self._combined.names, said, strict=True):
            for pair in match.pairs:
                both = self._between(pair.now, self._renamed(pair.before, names))
                dropped |= both & (self._sizes == 2)
            for now, before in _denied(one):
                first = now.find(self._combined.tables)
                second = self._place(before, names).find(self._combined.tables)
                if first is not None and second is not None:
                    dropped |= self._between(first, second)
            for table in match.settled_now:
                dropped |= self._with_table(table)
            for table in match.settled_before:
                dropped |= self._with_table(self._renamed(table, names))
            for line in one.lines:
                dropped |= self._with_line(line, names)
        return ~(dropped & self._across)

    def _between(self, one: Table, other: Table) -> BoolArray:
        return self._with_table(one) & self._with_table(other)

    def _with_table(self, table: Table) -> BoolArray:
        number = self._tables.get(table, -1)
        return self._with_cells(self._system.table_of == number)

    def _with_line(self, said: SaidLines, names: dict[str, str]) -> BoolArray:
        """Tell which relations hold cells of a line that has no counterpart: (m,) bool."""
        if said.now is None and said.before is not None:
            place, line = self._place(said.before_table, names), said.before
        elif said.before is None and said.now is not None:
            place, line = said.now_table, said.now
        else:
            return np.zeros(self._across.size, bool)
        is_row = said.axis is Axis.ROWS
        return self._with_cells(
            np.array(
                [
                    cell.sheet == place.sheet and (cell.row if is_row else cell.column) == line
                    for cell in self._system.cells
                ],
                bool,
            )
        )

    def _with_cells(self, cells: BoolArray) -> BoolArray:
        """Tell which relations hold some of `cells`, (n,) bool: (m,) bool."""
        found = np.zeros(self._across.size, bool)
        found[self._system.row_of[cells[self._system.columns]]] = True
        return found

    @staticmethod
    def _renamed(table: Table, names: dict[str, str]) -> Table:
        return replace(table, sheet=names[table.sheet])

    @staticmethod
    def _place(place: TablePlace, names: dict[str, str]) -> TablePlace:
        return TablePlace(names.get(place.sheet, place.sheet), place.body)


def _denied(said: MatchCorrection) -> Iterator[tuple[TablePlace, TablePlace]]:
    for one in said.tables:
        if not one.is_same and one.now is not None and one.before is not None:
            yield one.now, one.before
