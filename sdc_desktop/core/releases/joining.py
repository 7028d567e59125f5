"""The joint system: a workbook and its earlier releases, and what links their cells.

What an earlier release printed is known, for ever; what it withheld is unknown, with its marker's
bounds. Cells of the same period in both are one number. Which side is safe:

- Where both print a number and the two differ, it was revised (or the areas were): no equation
  holds, and both are known anyway.
- Where one of them withholds it, they count as equal, although it may have been revised as well:
  a reader assumes so, and an equation too many can only make a reader appear to know more.
- Only where that contradicts what is printed elsewhere is the link given up; it is then reported,
  because the earlier number is still a close estimate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.releases.combined import Combined, combine, remainder_cells
from sdc_desktop.core.releases.contradictions import find_contradicted
from sdc_desktop.core.releases.corrections import NO_CORRECTION, MatchCorrection
from sdc_desktop.core.releases.crossing import Crossing
from sdc_desktop.core.releases.line_pairs import shared_lines
from sdc_desktop.core.releases.match import LinePair, LineSplit, Period, ReleaseMatch, TablePair
from sdc_desktop.core.releases.same_numbers import are_same
from sdc_desktop.core.releases.system_rows import (
    Links,
    Row,
    fill_from_source,
    keep_rows,
    rows_across,
    with_links,
    with_rows,
)
from sdc_desktop.core.sheets import BoolArray, Int32Array, Workbook
from sdc_desktop.core.tables import Axis, Table


@dataclass(frozen=True, slots=True)
class SharedCell:
    """A cell that the workbook and an earlier release both have.

    Attributes:
        now: The cell here.
        before: The cell in the joint system.
        pair: Number of the pair of tables, counted over all releases.
        is_exact: Whether neither of the two is rounded.
    """

    now: CellRef
    before: CellRef
    pair: int
    is_exact: bool = True


@dataclass(frozen=True, eq=False)
class JointSystem:
    """A relation system over a workbook and its earlier releases.

    Attributes:
        system: Its cells are those of the workbook, of the earlier releases (on sheets of other
            names), and one for each difference between them that is unsafe or may be.
        combined: The sheets and tables that it was built from.
        shared: Cells that both have and that are taken to be one number.
        revised: Cells of the same period that both print, with different numbers.
        estimates: Cells of which a release withholds the number, and what the other prints cannot
            be the same any more: a close estimate.
        known: Cells that an earlier release withholds and whose number the source here has.
        frozen: All cells that are not the workbook's own: nothing can be withheld there any more.
    """

    system: RelationSystem
    combined: Combined
    shared: tuple[SharedCell, ...]
    revised: tuple[SharedCell, ...]
    estimates: tuple[SharedCell, ...]
    known: frozenset[CellRef] = frozenset()
    frozen: frozenset[CellRef] = field(default_factory=frozenset)

    def published(self, published: Published) -> Published:
        """Return what a reader sees of the workbook and of its earlier releases together."""
        statuses, values = dict(published.statuses), dict(published.values)
        hidden = self.known | {one.cell for one in self.combined.remainders}
        for sheet in self.combined.workbook.sheets:
            if sheet.name not in self.combined.sheets_now:
                statuses[sheet.name] = np.zeros(sheet.shape, np.uint8)
                values[sheet.name] = sheet.values
        for cell in hidden:
            statuses[cell.sheet][cell.row, cell.column] = CellStatus.PRIMARY
        for one in self.combined.remainders[:1]:
            statuses[one.cell.sheet][0, 0] = CellStatus.PRIMARY
        return replace(published, statuses=statuses, values=values)

    def is_now(self, cell: CellRef) -> bool:
        """Tell whether a cell of the system is one of the current workbook."""
        return cell.sheet in self.combined.sheets_now


def join_releases(
    current: Workbook,
    tables: Sequence[Table],
    matches: Sequence[ReleaseMatch],
    *,
    unsafe: UnsafeRange | None = None,
    corrections: Sequence[MatchCorrection] = (),
    progress: Progress = no_progress,
) -> JointSystem:
    """Return the one system of what adds up in a workbook and in its earlier releases.

    Args:
        current: The workbook that is checked.
        tables: Its tables.
        matches: Its earlier releases and what belongs together.
        unsafe: The counts that are unsafe, for differences that are.
        corrections: For each release what the checker says, in the order of `matches`.
        progress: Told what is being done.
    """
    progress(0, 0, "joining releases")
    combined = combine(current, tables, matches, unsafe)
    system = build_relations(combined.workbook, combined.tables)
    said = corrections or (NO_CORRECTION,) * len(matches)
    return _Join(combined, system, matches, said).result()


class _Join:
    def __init__(
        self,
        combined: Combined,
        system: RelationSystem,
        matches: Sequence[ReleaseMatch],
        said: Sequence[MatchCorrection],
    ) -> None:
        self._combined, self._matches = combined, matches
        self._places = _places(combined.workbook, system.cells)
        self._system = keep_rows(system, Crossing(combined, system).wanted(matches, said))
        self._shared: list[SharedCell] = []
        self._revised: list[SharedCell] = []

    def result(self) -> JointSystem:
        """Add what links the releases, and take out what the numbers contradict."""
        own = self._system.row_lower.size
        system = with_links(self._system, tuple(self._links()))
        system = with_rows(system, [*self._split_rows(), *self._remainder_rows()])
        release = [self._combined.release_of.get(cell.sheet, -1) for cell in system.cells]
        may_give = rows_across(system, release) & ~self._is_remainder(system)
        given = find_contradicted(system, may_give)
        lost = {own + number for number in range(len(self._shared)) if given[own + number]}
        shared = [one for number, one in enumerate(self._shared) if own + number not in lost]
        estimates = [one for number, one in enumerate(self._shared) if own + number in lost]
        system, known = self._with_known(keep_rows(system, ~given))
        return JointSystem(
            system,
            self._combined,
            tuple(shared),
            tuple(self._revised),
            tuple(estimates),
            known,
            frozenset(cell for cell in system.cells if cell.sheet not in self._combined.sheets_now),
        )

    def _number(self, cell: CellRef) -> int:
        """Return the number of a cell in the system, -1 for none."""
        places = self._places[cell.sheet]
        inside = cell.row < places.shape[0] and cell.column < places.shape[1]
        return int(places[cell.row, cell.column]) if inside else -1

    def _pairs(self) -> Iterator[tuple[int, TablePair, dict[str, str]]]:
        """Yield the pairs of tables that are not of another period, with their number."""
        number = -1
        for match, names in zip(self._matches, self._combined.names, strict=True):
            for pair in match.pairs:
                number += 1
                if pair.period is not Period.OTHER:
                    yield number, pair, names

    def _links(self) -> Iterator[Links]:
        """Yield `now - before = 0` for cells that both have, and note which were revised."""
        values, cells = self._system.values, self._system.cells
        for number, pair, names in self._pairs():
            sheet = names[pair.before.sheet]
            first, second = self._cells_of_both(pair, sheet)
            x, y = values[first], values[second]
            differs = np.isfinite(x) & np.isfinite(y) & ~are_same(x, y, pair.rounding)
            both = zip(first.tolist(), second.tolist(), differs.tolist(), strict=True)
            for a, b, is_revised in both:
                one = SharedCell(cells[a], cells[b], number, is_exact=pair.rounding == 0)
                (self._revised if is_revised else self._shared).append(one)
            reason = f"the same cell in {sheet}"
            yield Links(first[~differs], second[~differs], pair.rounding, reason)

    def _cells_of_both(self, pair: TablePair, sheet: str) -> tuple[Int32Array, Int32Array]:
        """Return the numbers of the cells that both tables have, here and in the earlier one."""
        (rows, rows_before), (columns, columns_before) = map(
            shared_lines, (pair.rows, pair.columns)
        )
        if not rows or not columns:
            return np.zeros(0, np.int32), np.zeros(0, np.int32)
        first = self._places[pair.now.sheet][np.ix_(rows, columns)].ravel()
        second = self._places[sheet][np.ix_(rows_before, columns_before)].ravel()
        is_cell = (first >= 0) & (second >= 0)
        return first[is_cell], second[is_cell]

    def _split_rows(self) -> Iterator[Row]:
        """Yield `whole - parts = 0` for lines that were split or merged."""
        for _, pair, names in self._pairs():
            for split in pair.splits:
                for other in pair.lines(_other(split.axis)):
                    if not other.is_same_period:
                        continue
                    cells = _split_cells(pair, split, other, names)
                    numbers = [self._number(cell) for cell in cells]
                    if min(numbers) >= 0 and self._may_add_up(numbers, pair.rounding):
                        factors = (1.0, *(-1.0,) * len(split.parts))
                        room = pair.rounding * len(split.parts)
                        yield Row(tuple(numbers), factors, -room, room, split.reason)

    def _may_add_up(self, numbers: Sequence[int], rounding: float) -> bool:
        values = self._system.values[list(numbers)]
        if not np.isfinite(values).all():
            return True
        sums = np.array([values[1:].sum()])
        return bool(are_same(values[:1], sums, rounding * (len(numbers) - 1))[0])

    def _remainder_rows(self) -> Iterator[Row]:
        """Yield `larger - smaller - rest = 0`, and `larger >= smaller` where nothing is unsafe."""
        done = set()
        for one in self._combined.remainders:
            larger, smaller = self._number(one.larger), self._number(one.smaller)
            if larger >= 0 and smaller >= 0:
                columns = larger, smaller, self._number(one.cell)
                yield Row(columns, (1.0, -1.0, -1.0), 0.0, 0.0, one.rest)
                done.add((one.larger, one.smaller))
        for _, pair, names in self._pairs():
            for line in pair.remainders:
                for cells in remainder_cells(pair, line, names):
                    a, b = self._number(cells[0]), self._number(cells[1])
                    if cells not in done and a >= 0 and b >= 0:
                        yield Row((a, b), (1.0, -1.0), -pair.rounding, np.inf, line.rest)

    def _is_remainder(self, system: RelationSystem) -> BoolArray:
        """Tell which relations define a difference: (m,) bool."""
        cells = {self._number(one.cell) for one in self._combined.remainders}
        found = np.zeros(system.row_lower.size, bool)
        found[system.row_of[np.isin(system.columns, list(cells))]] = True
        return found

    def _with_known(self, system: RelationSystem) -> tuple[RelationSystem, frozenset[CellRef]]:
        """Return the system with the numbers of earlier cells that the source here knows.

        They stay hidden from the reader; the numbers only tell which of them are unsafe.
        """
        own = self._combined.sheets_now
        may_fill = np.array([cell.sheet not in own for cell in system.cells], bool)
        values = fill_from_source(system, may_fill)
        filled = np.flatnonzero(np.isfinite(values) & np.isnan(system.values)).tolist()
        return replace(system, values=values), frozenset(system.cells[one] for one in filled)


def _places(workbook: Workbook, cells: Sequence[CellRef]) -> dict[str, Int32Array]:
    """Return sheet name to (rows, columns) int32: the number of each cell, -1 for none."""
    places = {sheet.name: np.full(sheet.shape, -1, np.int32) for sheet in workbook.sheets}
    for number, cell in enumerate(cells):
        places[cell.sheet][cell.row, cell.column] = number
    return places


def _other(axis: Axis) -> Axis:
    return Axis.COLUMNS if axis is Axis.ROWS else Axis.ROWS


def _split_cells(
    pair: TablePair, split: LineSplit, other: LinePair, names: dict[str, str]
) -> list[CellRef]:
    """Return the whole and the parts of a split in one line of the other axis."""
    ours = pair.now.sheet, other.now
    theirs = names[pair.before.sheet], other.before
    whole, parts = (ours, theirs) if split.is_whole_now else (theirs, ours)
    places = [(whole, split.whole), *((parts, line) for line in split.parts)]
    if split.axis is Axis.ROWS:
        return [CellRef(sheet, line, across) for (sheet, across), line in places]
    return [CellRef(sheet, across, line) for (sheet, across), line in places]
