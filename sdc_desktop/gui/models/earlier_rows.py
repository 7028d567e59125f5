"""What the panel of earlier releases says of two tables that belong together, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.releases.match import Period, ReleaseMatch, TablePair
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.gui.models.labels import CellLabels
from sdc_desktop.gui.words import number_in_words, tr


class RowKind(Enum):
    """What a row of the panel tells."""

    SAME = 0
    OTHER_PERIOD = 1
    ALONE = 2
    SPLIT = 3
    REMAINDER = 4
    REVISED = 5


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of the panel.

    Attributes:
        axis: What the two lines are; None for a revised cell.
        now, before: The lines; None where there is none, or where they are several.
        here, there: What is shown for the two tables.
        sure: How sure it is, "" where that does not matter.
        why: Why it is believed, or what changed.
        cell: What to show when the row is chosen.
    """

    kind: RowKind
    axis: Axis | None
    now: int | None
    before: int | None
    here: str
    there: str
    sure: str
    why: str
    cell: CellRef | None


class PairNames:
    """What the lines of two tables are called."""

    def __init__(self, workbook: Workbook, release: EarlierRelease, pair: TablePair) -> None:
        self._pair = pair
        self._here = _labels(workbook, pair.now)
        self._there = _labels(release.workbook, pair.before)

    def here(self, axis: Axis, line: int) -> str:
        """Return what a line of the current table is called."""
        return _named(self._here, self._pair.now, axis, line)

    def there(self, axis: Axis, line: int) -> str:
        """Return what a line of the earlier table is called."""
        return _named(self._there, self._pair.before, axis, line)


def table_in_words(table: Table) -> str:
    """Return what a table is called: its title and where it is."""
    place = f"{table.sheet}, {table.body.a1}"
    return f"{table.title} ({place})" if table.title else place


def period_in_words(period: Period) -> str:
    """Return what is known of the periods of two tables."""
    return {
        Period.SAME: tr("same period"),
        Period.OTHER: tr("another period, only informative"),
        Period.UNCLEAR: tr("period unclear"),
    }[period]


def compared_rows(
    comparison: Comparison, match: ReleaseMatch, pair: TablePair, names: PairNames
) -> tuple[ComparedRow, ...]:
    """Return what is to be said of two tables, what needs a look first."""
    rows = [
        *(row for axis in Axis for row in _lone_rows(pair, names, axis)),
        *_split_rows(pair, names),
        *_remainder_rows(pair, names),
        *_revised_rows(comparison, match, pair),
        *sorted(
            (row for axis in Axis for row in _same_rows(pair, names, axis)),
            key=lambda row: row.sure == _sure(1.0),
        ),
    ]
    return tuple(rows)


def _same_rows(pair: TablePair, names: PairNames, axis: Axis) -> Iterator[ComparedRow]:
    for one in pair.lines(axis):
        yield ComparedRow(
            RowKind.SAME if one.is_same_period else RowKind.OTHER_PERIOD,
            axis,
            one.now,
            one.before,
            names.here(axis, one.now),
            names.there(axis, one.before),
            _sure(one.confidence),
            one.reason if one.is_same_period else tr("another period"),
            _first_cell(pair.now, axis, one.now),
        )


def _lone_rows(pair: TablePair, names: PairNames, axis: Axis) -> Iterator[ComparedRow]:
    ours, theirs = pair.lone_rows if axis is Axis.ROWS else pair.lone_columns
    for line in ours:
        cell = _first_cell(pair.now, axis, line)
        name = names.here(axis, line)
        why = _why_alone(pair, axis, line, is_now=True)
        yield ComparedRow(RowKind.ALONE, axis, line, None, name, "", "", why, cell)
    for line in theirs:
        name = names.there(axis, line)
        why = _why_alone(pair, axis, line, is_now=False)
        yield ComparedRow(RowKind.ALONE, axis, None, line, "", name, "", why, None)


def _why_alone(pair: TablePair, axis: Axis, line: int, *, is_now: bool) -> str:
    if (axis, is_now, line) in pair.settled:
        return tr("no counterpart: said by the checker")
    return tr("only here") if is_now else tr("only in the earlier release")


def _split_rows(pair: TablePair, names: PairNames) -> Iterator[ComparedRow]:
    for split in pair.splits:
        of_whole = names.here if split.is_whole_now else names.there
        of_parts = names.there if split.is_whole_now else names.here
        whole = of_whole(split.axis, split.whole)
        parts = " + ".join(of_parts(split.axis, part) for part in split.parts)
        here, there = (whole, parts) if split.is_whole_now else (parts, whole)
        line = split.whole if split.is_whole_now else split.parts[0]
        cell = _first_cell(pair.now, split.axis, line)
        yield ComparedRow(
            RowKind.SPLIT, split.axis, None, None, here, there, "", split.reason, cell
        )


def _remainder_rows(pair: TablePair, names: PairNames) -> Iterator[ComparedRow]:
    for one in pair.remainders:
        now, before = (one.larger, one.smaller) if one.is_larger_now else (one.smaller, one.larger)
        yield ComparedRow(
            RowKind.REMAINDER,
            one.axis,
            None,
            None,
            names.here(one.axis, now),
            names.there(one.axis, before),
            "",
            tr("a part of the other: {rest}").format(rest=one.rest),
            _first_cell(pair.now, one.axis, now),
        )


def _revised_rows(
    comparison: Comparison, match: ReleaseMatch, pair: TablePair
) -> Iterator[ComparedRow]:
    workbook = comparison.joint.combined.workbook
    for one in comparison.joint.revised:
        if comparison.pair_of(one) == (match, pair):
            yield ComparedRow(
                RowKind.REVISED,
                None,
                None,
                None,
                f"{one.now.a1}: {number_in_words(workbook.value(one.now))}",
                f"{one.before.a1}: {number_in_words(workbook.value(one.before))}",
                "",
                tr("revised"),
                one.now,
            )


def _labels(workbook: Workbook, table: Table) -> CellLabels:
    return CellLabels(workbook, workbook.sheet(table.sheet), (table,))


def _named(labels: CellLabels, table: Table, axis: Axis, line: int) -> str:
    first = _first_cell(table, axis, line)
    place = str(first.row + 1) if axis is Axis.ROWS else first.a1.rstrip("0123456789")
    kind = tr("row {place}") if axis is Axis.ROWS else tr("column {place}")
    return labels.name_of(table, axis, line) or kind.format(place=place)


def _first_cell(table: Table, axis: Axis, line: int) -> CellRef:
    if axis is Axis.ROWS:
        return CellRef(table.sheet, line, table.body.left)
    return CellRef(table.sheet, table.body.top, line)


def _sure(confidence: float) -> str:
    return f"{round(100 * confidence)} %"
