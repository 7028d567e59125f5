"""What a cell is the total of, what totals it feeds, what a percentage was worked out from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sdc_desktop.core.cells import CellRange, CellRef, column_letters
from sdc_desktop.core.tables import Axis, LineRatio, LineSum, Table
from sdc_desktop.gui.words import tr

Lines = tuple[int, ...]
Name = Callable[[Axis, int], str]

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Cells where some rows and some columns of the sheet cross; `axis` says which belong together.

    ROWS when the rows are the parts of a total, or the total itself.
    """

    axis: Axis
    rows: Lines
    columns: Lines


@dataclass(frozen=True, slots=True)
class Links:
    """What the current cell, row or column has to do with others.

    Attributes:
        parts: Cells that add up to it.
        totals: Totals that it is a part of.
        sources: Cells that it was worked out from as a percentage, rate or mean.
        sentences: The same in words.
    """

    parts: tuple[Block, ...] = ()
    totals: tuple[Block, ...] = ()
    sources: tuple[Block, ...] = ()
    sentences: tuple[str, ...] = ()


NO_LINKS = Links()


def links_of(table: Table, row: int, column: int, name: Name) -> Links:
    """Return what a body cell is linked to; a label stands for its whole row or column.

    `name` gives the label of a row or column, "" where it has none.
    """
    is_row_label = column in table.stub_columns and row in table.body.rows
    is_column_label = row in table.header_rows and column in table.body.columns
    finder = _Finder(table, row, column, name)
    if is_row_label:
        return finder.find(Axis.ROWS, None)
    if is_column_label:
        return finder.find(Axis.COLUMNS, None)
    if (row, column) not in table.body:
        return NO_LINKS
    down, along = finder.find(Axis.ROWS, column), finder.find(Axis.COLUMNS, row)
    return Links(
        down.parts + along.parts,
        down.totals + along.totals,
        down.sources + along.sources,
        down.sentences + along.sentences,
    )


class _Finder:
    """Looks the relations of one cell up."""

    def __init__(self, table: Table, row: int, column: int, name: Name) -> None:
        self._table, self._row, self._column, self._name = table, row, column, name

    def find(self, axis: Axis, other: int | None) -> Links:
        """Return the links along one axis, at one line of the other axis or at all (None)."""
        line = self._row if axis is Axis.ROWS else self._column
        sums = [one for one in self._table.relations if _holds(one, axis, other)]
        below = [one for one in sums if one.total == line]
        above = [one for one in sums if line in one.parts]
        ratios = [
            one for one in self._table.ratios if _holds(one, axis, other) and one.ratio == line
        ]
        return Links(
            parts=tuple(_block(axis, one.parts, _across(one, other)) for one in below),
            totals=tuple(_block(axis, (one.total,), _across(one, other)) for one in above),
            sources=tuple(block for one in ratios for block in _sources(one, other)),
            sentences=(
                *(self._total(one, other) for one in below),
                *(self._part(one, other) for one in above),
                *(self._ratio(one, other) for one in ratios),
            ),
        )

    def _total(self, one: LineSum, other: int | None) -> str:
        where = _cells_in_words(one.axis, one.parts, other)
        if not one.reason:
            return tr("Total of {cells}.").format(cells=where)
        return tr("Total of {cells}, because: {reason}.").format(cells=where, reason=one.reason)

    def _part(self, one: LineSum, other: int | None) -> str:
        where = _cells_in_words(one.axis, (one.total,), other)
        return tr("Part of the total {cells}{name}.").format(
            cells=where, name=self._named(one.axis, one.total)
        )

    def _ratio(self, one: LineRatio, other: int | None) -> str:
        below = one.denominator_at if one.denominator_at is not None else other
        return tr("{numerator} as a share of {denominator}, because: {reason}.").format(
            numerator=_cells_in_words(one.axis, (one.numerator,), other),
            denominator=_cells_in_words(one.axis, (one.denominator,), below),
            reason=one.reason,
        )

    def _named(self, axis: Axis, line: int) -> str:
        name = self._name(axis, line)
        return f" ({name})" if name else ""


def lines_in_words(axis: Axis, lines: Sequence[int]) -> str:
    """Return "row 7", "rows 5 to 9", "columns B, D"."""
    ordered = sorted(lines)
    if not ordered:
        return ""
    if len(ordered) == 1:
        text = tr("row {line}") if axis is Axis.ROWS else tr("column {line}")
        return text.format(line=line_letters(axis, ordered[0]))
    if ordered[-1] - ordered[0] == len(ordered) - 1:
        text = tr("rows {a} to {b}") if axis is Axis.ROWS else tr("columns {a} to {b}")
        return text.format(a=line_letters(axis, ordered[0]), b=line_letters(axis, ordered[-1]))
    text = tr("rows {lines}") if axis is Axis.ROWS else tr("columns {lines}")
    return text.format(lines=_listed([line_letters(axis, line) for line in ordered]))


def line_letters(axis: Axis, line: int) -> str:
    """Return "7" for a row, "C" for a column."""
    return str(line + 1) if axis is Axis.ROWS else column_letters(line)


def _holds(one: LineSum | LineRatio, axis: Axis, other: int | None) -> bool:
    return one.axis is axis and (other is None or other in one.across)


def _across(one: LineSum | LineRatio, other: int | None) -> Lines:
    return one.across if other is None else (other,)


def _block(axis: Axis, lines: Lines, across: Lines) -> Block:
    return Block(axis, lines, across) if axis is Axis.ROWS else Block(axis, across, lines)


def _sources(one: LineRatio, other: int | None) -> tuple[Block, Block]:
    across = _across(one, other)
    below = across if one.denominator_at is None else (one.denominator_at,)
    return (
        _block(one.axis, (one.numerator,), across),
        _block(one.axis, (one.denominator,), below),
    )


def _cells_in_words(axis: Axis, lines: Lines, other: int | None) -> str:
    """Return the cells of some lines at one line of the other axis, or the lines themselves."""
    if other is None:
        return lines_in_words(axis, lines)
    first, last = min(lines), max(lines)
    if last - first == len(lines) - 1:
        if axis is Axis.ROWS:
            return CellRange(first, other, last, other).a1
        return CellRange(other, first, other, last).a1
    cells = [(line, other) if axis is Axis.ROWS else (other, line) for line in sorted(lines)]
    return _listed([CellRef("", *cell).a1 for cell in cells])


def _listed(names: Sequence[str]) -> str:
    if len(names) <= _MOST_NAMED + 1:
        return ", ".join(names)
    more = tr("and {n} more").format(n=len(names) - _MOST_NAMED)
    return f"{', '.join(names[:_MOST_NAMED])} {more}"
