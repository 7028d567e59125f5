"""Percentages, rates and means of which the counts stand in another table.

A table of percentages below its table of counts, or on a sheet of its own: whoever has both can
multiply. Labels say which lines may belong together and the numbers whether they do, to their last
printed digit (`layout/ratios.py`). Where nothing is found the percentages stay not assessable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.layout.ratios import FoundRatio, explain_ratio
from sdc_desktop.core.linked_cells import Label, LabelledTable, label_tables
from sdc_desktop.core.ratio_cells import NO_RATIOS, RatioCells
from sdc_desktop.core.ratio_places import Place, ratio_places
from sdc_desktop.core.sheets import FloatArray, Int32Array, Workbook
from sdc_desktop.core.table_cells import TableCells, collect_cells
from sdc_desktop.core.tables import Axis, Statistic, Table

_RATIOS = {
    *(Statistic.PERCENTAGE, Statistic.RATE, Statistic.MEAN, Statistic.OTHER),
    Statistic.SUM,
}
"""What may be ratios; sums with decimals are often percentages of which nothing says so."""
_FEWEST_LINES = 3
_MOST_TABLES = 4
"""How many tables with the same row labels are looked at, the nearest first."""
_MOST_LINES = 24
"""How many lines of them are tried as numerator and denominator."""
_MOST_FAILURES = 8


@dataclass(frozen=True, slots=True)
class LinkedRatio:
    """A cell that prints `factor * numerator / denominator`, cells of another table.

    Attributes:
        step: What it was rounded to, such as 0.1; 0 where all digits are kept.
        is_of_counts: Whether both of these are counts.
    """

    ratio: CellRef
    numerator: CellRef
    denominator: CellRef
    factor: float
    step: float
    is_of_counts: bool

    @property
    def sources(self) -> tuple[CellRef, ...]:
        """What it tells about: numerator and denominator, nothing where they are the same."""
        pair = self.numerator, self.denominator
        return () if self.numerator == self.denominator else pair


def ratios_elsewhere(workbook: Workbook, tables: Sequence[Table]) -> tuple[LinkedRatio, ...]:
    """Return the ratios of `tables` whose numerator or denominator stands in another table."""
    if not any(map(_has_ratios, tables)):
        return ()
    cells = collect_cells(workbook, tables)
    found, where = find_linked_ratios(label_tables(workbook, tables), cells), cells.refs()
    trios = found.ratio.tolist(), found.numerator.tolist(), found.denominator.tolist()
    return tuple(
        LinkedRatio(where[ratio], where[numerator], where[denominator], factor, step, of_counts)
        for (ratio, numerator, denominator), factor, step, of_counts in zip(
            zip(*trios, strict=True),
            found.factor.tolist(),
            found.step.tolist(),
            (cells.is_count[found.numerator] & cells.is_count[found.denominator]).tolist(),
            strict=True,
        )
    )


def shares_of_counts_elsewhere(workbook: Workbook, tables: Sequence[Table]) -> frozenset[CellRef]:
    """Return the percentages and rates of two counts of which one stands in another table."""
    return frozenset(one.ratio for one in ratios_elsewhere(workbook, tables) if one.is_of_counts)


def find_linked_ratios(labelled: Sequence[LabelledTable], cells: TableCells) -> RatioCells:
    """Return the ratios whose numerator or denominator stands in another table.

    A whole divided by itself is among them: it tells nothing.

    Args:
        labelled: The tables with their labels.
        cells: Their data cells.
    """
    if not any(_has_ratios(one.table) for one in labelled):
        return NO_RATIOS
    sides = {axis: [_Side(one, axis, cells) for one in labelled] for axis in Axis}
    rows = []
    for place, one in enumerate(labelled):
        if not _has_ratios(one.table):
            continue
        known = frozenset(ratio_places(one.table))
        for axis in (Axis.COLUMNS, Axis.ROWS):
            found = list(_of_table(sides[axis], place, cells, known))
            rows += found
            if found:
                break
    if not rows:
        return NO_RATIOS
    sizes = [row[0].size for row in rows]
    return RatioCells(
        np.concatenate([row[0] for row in rows]),
        np.concatenate([row[1] for row in rows]),
        np.concatenate([row[2] for row in rows]),
        np.repeat([row[3] for row in rows], sizes),
        np.repeat([row[4] for row in rows], sizes),
    )


def _has_ratios(table: Table) -> bool:
    kinds = {
        table.statistic,
        *(what for _, what in (*table.column_statistics, *table.row_statistics)),
    }
    return not kinds.isdisjoint(_RATIOS)


Name = tuple[Label, Label]
"""What a line is called: as printed, and with "total" for a grand total."""


class _Names:
    """The lines of an axis of a table by what they are called."""

    def __init__(self, printed: Mapping[Label, int], plain: Mapping[Label, int]) -> None:
        self._printed, self._plain = printed, plain
        label_of = {line: label for label, line in plain.items()}
        self.lines: dict[Name, int] = {
            (label, label_of.get(line, label)): line for label, line in printed.items()
        }

    def find(self, name: Name) -> int:
        """Return the line of that name, -1 for none; a name as printed says more."""
        return self._printed.get(name[0], self._plain.get(name[1], -1))


class _Side:
    """A table with its lines of one axis, and what runs across them.

    Attributes:
        lines, across: The lines of the axis and those of the other axis.
        total_lines, totals: The totals among these.
    """

    def __init__(self, labelled: LabelledTable, axis: Axis, cells: TableCells) -> None:
        self.table, self._axis, self._cells = labelled.table, axis, cells
        rows = _Names(labelled.printed_rows, labelled.rows)
        columns = _Names(labelled.printed_columns, labelled.columns)
        totals = labelled.table.total_rows, labelled.table.total_columns
        is_columns = axis is Axis.COLUMNS
        self.lines, self.across = (columns, rows) if is_columns else (rows, columns)
        self.totals, self.total_lines = totals if is_columns else totals[::-1]

    def numbers(self, names: Sequence[Name]) -> Int32Array:
        """Return the cells of each line at these places, -1 for none: (lines, k) int32."""
        lines = list(self.lines.lines.values())
        at = np.array([self.across.find(name) for name in names], np.int64)
        found = self._cells.block(self.table, self._axis, lines, np.maximum(at, 0).tolist())
        found[:, at < 0] = -1
        return found

    def place(self, line: int, other: int) -> Place:
        return (other, line) if self._axis is Axis.COLUMNS else (line, other)


class _Beside:
    """What the lines of a table may have been worked out from: lines of the tables near to it.

    Attributes:
        names: What runs across: that of the table itself, and totals of the others.
        totals: Places among these that are a total in some table.
        lines: (lines, k) int32: counts and sums, -1 where there is none.
    """

    def __init__(self, side: _Side, near: Sequence[_Side], cells: TableCells) -> None:
        own = (*side.across.lines, *(name for one in near for name in _totals(one)))
        self.names = tuple(dict.fromkeys(own))
        self._near = near
        fixed = {n for one in near for n in self.names if one.across.find(n) in one.totals}
        self.totals = [at for at, name in enumerate(self.names) if name in fixed]
        found = np.concatenate([one.numbers(self.names) for one in near])
        self.lines = np.where((found >= 0) & cells.can_add[found], found, -1).astype(np.int32)
        self._is_used: set[int] = set(np.flatnonzero((self.lines >= 0).any(axis=1)).tolist())

    def candidates(self, name: Name) -> tuple[list[int], int]:
        """Return lines that may have been divided, the likeliest first, and how many bear `name`.

        These come first, then totals, then all others.
        """
        ordered: tuple[list[int], ...] = [], [], []
        place = 0
        for one in self._near:
            same = one.lines.find(name)
            for line in one.lines.lines.values():
                kind = 0 if line == same else 1 if line in one.total_lines else 2
                if place in self._is_used:
                    ordered[kind].append(place)
                place += 1
        return [*ordered[0], *ordered[1], *ordered[2]][:_MOST_LINES], len(ordered[0])


_Row = tuple[Int32Array, Int32Array, Int32Array, float, float]


def _of_table(
    sides: Sequence[_Side], place: int, cells: TableCells, known: frozenset[Place]
) -> Iterator[_Row]:
    """Yield the ratios of each line of a table that its own numbers do not explain.

    Where none of the first lines is explained no other is looked at.
    """
    side = sides[place]
    near = list(islice(_near(sides, place), _MOST_TABLES)) if _has_ratios(side.table) else []
    if not near:
        return
    beside = _Beside(side, near, cells)
    ratios = side.numbers(beside.names)
    has_decimals = (np.nan_to_num(cells.values[ratios]) % 1 != 0) & (ratios >= 0)
    may_be = ~cells.can_add[ratios] | has_decimals.any(axis=1, keepdims=True)
    ratios = np.where((ratios >= 0) & may_be, ratios, -1).astype(np.int32)
    rows, rest = list[_Row](), list[tuple[Name, Int32Array]]()
    for ratio, (name, line) in zip(ratios, side.lines.lines.items(), strict=True):
        if not any(_is_open(side, line, other, known) for other in side.across.lines.values()):
            continue
        found = _of_line(ratio, name, beside, cells)
        if found is None:
            rest.append((name, ratio))
        else:
            rows.append(found)
        if not rows and len(rest) == _MOST_FAILURES:
            return
    yield from rows
    for name, ratio in rest if rows else ():
        yield from _of_whole(ratio, name, beside, rows[0], cells)


def _of_whole(
    ratio: Int32Array, name: Name, beside: _Beside, like: _Row, cells: TableCells
) -> Iterator[_Row]:
    """Yield a line that prints the whole, such as 100 %, as that whole divided by itself."""
    factor, step = like[3:]
    places, same = beside.candidates(name)
    if same and (cells.values[ratio[ratio >= 0]] == factor).all():
        whole = beside.lines[places[0]]
        here = (whole >= 0) & (ratio >= 0)
        yield ratio[here], whole[here], whole[here], factor, step


def _is_open(side: _Side, line: int, other: int, known: frozenset[Place]) -> bool:
    at = side.place(line, other)
    return at not in known and side.table.statistic_at(*at) in _RATIOS


def _near(sides: Sequence[_Side], place: int) -> Iterator[_Side]:
    """Yield the other tables with common labels across, those of the same sheet and near first."""
    mine = sides[place]
    order = sorted(
        (number for number in range(len(sides)) if number != place),
        key=lambda one: (sides[one].table.sheet != mine.table.sheet, abs(one - place), one),
    )
    for number in order:
        if sum(sides[number].across.find(name) >= 0 for name in mine.across.lines) >= _FEWEST_LINES:
            yield sides[number]


def _of_line(ratio: Int32Array, name: Name, beside: _Beside, cells: TableCells) -> _Row | None:
    """Return the cells of a line of ratios with what they were worked out from."""
    places, same = beside.candidates(name)
    if not places or not (ratio >= 0).any():
        return None
    others = beside.lines[places]
    found = explain_ratio(
        _values(cells, ratio), _values(cells, others).T, beside.totals, same or len(places)
    )
    return None if found is None else _row(found, ratio, others)


def _row(found: FoundRatio, ratio: Int32Array, others: Int32Array) -> _Row | None:
    across = np.array(found.across, np.int64)
    below = across if found.denominator_at is None else np.full_like(across, found.denominator_at)
    trio = ratio[across], others[found.numerator][across], others[found.denominator][below]
    here = np.logical_and.reduce([one >= 0 for one in trio])
    return trio[0][here], trio[1][here], trio[2][here], found.factor, found.step


def _totals(side: _Side) -> list[Name]:
    return [name for name, line in side.across.lines.items() if line in side.totals]


def _values(cells: TableCells, numbers: Int32Array) -> FloatArray:
    return np.where(numbers >= 0, cells.values[numbers], np.nan)
