"""One table of the source as rows and columns without gaps, merged cells or empty cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.sheets import CellStyle
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.clean_copy.labels import (
    StubLabels,
    column_labels,
    indent_levels,
    parents,
)
from sdc_desktop.workbook.clean_copy.model import NOT_APPLICABLE, NOT_AVAILABLE, CopyCell
from sdc_desktop.workbook.clean_copy.names import heading_names
from sdc_desktop.workbook.clean_copy.shown_cells import Shown, ShownCells

_GROUP, _PART_OF, _NOTES, _CATEGORY = "Group", "Part of", "Notes", "Category"
_SHORTHAND = re.compile(r"\[[a-z]{1,4}\d?\]")
_THOUSAND, _YEARS = 1000, range(1700, 2200)


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table as it will stand in the copy.

    Attributes:
        table: As understood in the source.
        title: What stands above it in the source, "" when nothing does.
        headings: One for each column, all different.
        labels: How many columns at the left hold labels.
        numeric: Which columns hold data, counted from 0.
        rows: Without the header; no cell is empty.
        blanks: Data cells that the source shows empty.
        left_out: Cells inside of the table with numbers that no check has looked at.
        loose: Texts within the table that belong to no row.
        consumed: Places of the sheet that were dealt with.
    """

    table: Table
    title: str
    headings: tuple[str, ...]
    labels: int
    numeric: tuple[int, ...]
    rows: tuple[tuple[CopyCell, ...], ...]
    blanks: tuple[CellRef, ...]
    left_out: tuple[CellRef, ...]
    loose: tuple[str, ...]
    consumed: frozenset[tuple[int, int]]

    @property
    def markers(self) -> tuple[str, ...]:
        """The texts in data cells, and shorthand in others, in the order they come."""
        texts = [row[column].text for row in self.rows for column in self.numeric]
        others = (cell.text for row in self.rows for cell in row if cell.number is None)
        texts += [one for text in others for one in _SHORTHAND.findall(text)]
        return tuple(dict.fromkeys(text for text in texts if text))


@dataclass(frozen=True, slots=True)
class _Place:
    """Which lines of the sheet a table takes."""

    rows: tuple[int, ...]
    sections: frozenset[int]
    columns: tuple[int, ...]
    texts: tuple[int, ...]
    unassessed: tuple[CellRef, ...]


def copy_table(
    cells: ShownCells,
    grid: Grid,
    styles: Sequence[CellStyle],
    table: Table,
    foreign: frozenset[int],
) -> CopiedTable | None:
    """Return a table without gaps, None when all its cells are hidden.

    Args:
        cells: What a reader sees.
        grid: The sheet's cells, header cells as texts.
        styles: The workbook's.
        table: Where it is.
        foreign: Columns that belong to other tables beside it.
    """
    place = _find_place(cells, grid, table, foreign)
    if not place.rows or not place.columns:
        return None
    return _Copier(cells, grid, styles, table, place).copy()


def _find_place(cells: ShownCells, grid: Grid, table: Table, foreign: frozenset[int]) -> _Place:
    body = table.body
    shown_rows = [
        row for row in body.rows if row not in table.left_out_rows and row < cells.sheet.shape[0]
    ]
    own = [column for column in body.columns if column not in table.left_out_columns]
    used = [column for column in own if column < cells.sheet.shape[1]]
    data = {
        (row, column)
        for row in shown_rows
        for column in used
        if grid.is_data[row, column] and cells.text(row, column)
    }
    rows = tuple(sorted({row for row, _ in data}))
    columns = tuple(sorted({column for _, column in data}))
    texts, unassessed = _text_columns(cells, grid, table, rows, {*columns, *foreign})
    first = max((*table.header_rows, -1)) + 1 if table.header_rows else body.top
    sections = frozenset(
        row
        for row in range(min(first, body.top), body.bottom + 1)
        if row not in rows and row < cells.sheet.shape[0] and _section_text(cells, table, row)
    )
    return _Place(rows, sections, columns, texts, unassessed)


def _text_columns(
    cells: ShownCells, grid: Grid, table: Table, rows: Sequence[int], taken: set[int]
) -> tuple[tuple[int, ...], tuple[CellRef, ...]]:
    """Return further columns with texts beside the data, and numbers that nobody checked."""
    texts: list[int] = []
    unassessed: list[CellRef] = []
    for column in range(cells.sheet.shape[1]):
        if column in taken or column in table.stub_columns:
            continue
        used = [row for row in rows if cells.text(row, column)]
        numbers = [row for row in used if grid.is_number[row, column]]
        unassessed += [CellRef(table.sheet, row, column) for row in numbers]
        if used and not numbers:
            texts.append(column)
    return tuple(texts), tuple(unassessed)


def _section_text(cells: ShownCells, table: Table, row: int) -> str:
    columns = (*table.stub_columns, *table.body.columns)
    texts = (cells.text(row, column) for column in columns if column < cells.sheet.shape[1])
    return " ".join(dict.fromkeys(text for text in texts if text))


class _Copier:
    """Builds the rows of one table."""

    def __init__(
        self,
        cells: ShownCells,
        grid: Grid,
        styles: Sequence[CellStyle],
        table: Table,
        place: _Place,
    ) -> None:
        self._cells = cells
        self._grid = grid
        self._styles = styles
        self._table = table
        self._place = place
        self._groups, self._loose = self._find_groups()

    def copy(self) -> CopiedTable:
        stub_headings, stub = self._stub()
        block = self._block()
        data_headings = self._headings(block, self._place.columns)
        text_headings = self._headings(block, self._place.texts)
        texts = [[self._filled(row, one) for one in self._place.texts] for row in self._place.rows]
        data, marks = self._data(data_headings)
        note_headings = [_NOTES] if any(marks) else []
        notes = [[one or NOT_APPLICABLE] if note_headings else [] for one in marks]
        rows = tuple(
            (*_labels(stub[at]), *data[at], *_labels(texts[at]), *_labels(notes[at]))
            for at in range(len(data))
        )
        first = len(stub_headings)
        headings = heading_names([*stub_headings, *data_headings, *text_headings, *note_headings])
        return CopiedTable(
            table=self._table,
            title=self._table.title,
            headings=tuple(headings),
            labels=first,
            numeric=tuple(range(first, first + len(data_headings))),
            rows=rows,
            blanks=tuple(
                CellRef(self._table.sheet, row, column)
                for row in self._place.rows
                for column in self._place.columns
                if not self._cells.text(row, column)
            ),
            left_out=self._place.unassessed,
            loose=self._loose,
            consumed=frozenset(self._consumed()),
        )

    def _block(self) -> Block:
        table = self._table
        return Block(
            header_rows=table.header_rows,
            stub_columns=table.stub_columns,
            data_rows=self._place.rows,
            data_columns=self._place.columns,
            section_rows=(),
            title_rows=(),
        )

    def _headings(self, block: Block, columns: Sequence[int]) -> list[str]:
        return column_labels(self._grid, self._table, block, columns) if columns else []

    def _find_groups(self) -> tuple[dict[int, str], tuple[str, ...]]:
        """Return the group that each row stands in, and labels that no row follows."""
        groups: dict[int, str] = {}
        waiting: list[str] = []
        current = ""
        for row in sorted({*self._place.rows, *self._place.sections}):
            if row in self._place.sections:
                waiting.append(_section_text(self._cells, self._table, row))
                continue
            current = ": ".join(waiting) or current
            waiting.clear()
            groups[row] = current
        return groups, tuple(waiting)

    def _stub(self) -> tuple[list[str], list[list[str]]]:
        """Return the headings of the label columns, and the labels of each row."""
        labels = StubLabels(self._cells, self._table)
        found: list[list[str]] = []
        before = ""
        for row in self._place.rows:
            if self._groups[row] != before:
                labels.begin_section()
            before = self._groups[row]
            found.append(labels.of(row))
        headings = self._stub_headings()
        levels = indent_levels(self._cells, self._styles, self._table, self._place.rows)
        part_of = parents([row[-1] if row else "" for row in found], levels)
        if part_of is not None:
            headings.append(_PART_OF)
            found = [[*row, part] for row, part in zip(found, part_of, strict=True)]
        if any(self._groups.values()):
            headings.insert(0, _GROUP)
            groups = (self._groups[row] for row in self._place.rows)
            found = [[group, *row] for group, row in zip(groups, found, strict=True)]
        return headings, [[text or NOT_APPLICABLE for text in row] for row in found]

    def _stub_headings(self) -> list[str]:
        headings = []
        for column in self._table.stub_columns:
            texts = [self._label_above(row, column) for row in self._table.header_rows]
            used = list(dict.fromkeys(text for text in texts if text))
            headings.append(": ".join(used) or _CATEGORY)
        return headings

    def _label_above(self, row: int, column: int) -> str:
        """Return a header cell over a label column; one over several counts for the first."""
        for merged in self._cells.sheet.merged:
            if (row, column) in merged:
                is_first = column == merged.left
                return self._cells.text(merged.top, merged.left) if is_first else ""
        return self._cells.text(row, column)

    def _data(self, headings: Sequence[str]) -> tuple[list[list[CopyCell]], list[str]]:
        """Return the data of each row, and the note marks that stood beside its numbers."""
        shown = [
            [self._cells.data(row, column) for column in self._place.columns]
            for row in self._place.rows
        ]
        marks = [_marks(row, headings) for row in shown]
        cells = [[one.cell for one in row] for row in shown]
        for column in range(len(self._place.columns)):
            _group_thousands(cells, column)
        return [[_not_empty(cell) for cell in row] for row in cells], marks

    def _filled(self, row: int, column: int) -> str:
        return self._cells.text(row, column) or NOT_APPLICABLE

    def _consumed(self) -> Iterable[tuple[int, int]]:
        columns = (*self._table.stub_columns, *self._place.columns, *self._place.texts)
        for row in (*self._table.header_rows, *self._place.rows):
            yield from ((row, column) for column in columns)
        yield from ((one.row, one.column) for one in self._place.unassessed)
        span = {*self._table.stub_columns, *self._table.body.columns}
        for row in self._place.sections:
            yield from ((row, column) for column in span)
        for row in self._table.header_rows:
            yield from ((row, column) for column in self._table.body.columns)


def _labels(texts: Sequence[str]) -> tuple[CopyCell, ...]:
    return tuple(CopyCell(text) for text in texts)


def _not_empty(cell: CopyCell) -> CopyCell:
    return cell._replace(text=NOT_AVAILABLE) if cell.is_empty else cell


def _marks(row: Sequence[Shown], headings: Sequence[str]) -> str:
    """Return the note marks of a row: one for all where they agree, else by column."""
    found = [(heading, one.mark) for heading, one in zip(headings, row, strict=True) if one.mark]
    return "; ".join(f"{heading}: {mark}" if heading else mark for heading, mark in found)


def _group_thousands(cells: list[list[CopyCell]], column: int) -> None:
    """Give a column thousands separators throughout, unless its numbers are years."""
    numbers = [row[column] for row in cells if row[column].number is not None]
    if not any("#,##0" in one.number_format for one in numbers) and not _has_thousands(numbers):
        return
    for row in cells:
        cell = row[column]
        has_none = not any(one in cell.number_format for one in ("#,##0", "E", "%"))
        if cell.number is not None and has_none:
            plain = cell.number_format.replace("0", "#,##0", 1)
            row[column] = cell._replace(number_format=plain)


def _has_thousands(cells: Sequence[CopyCell]) -> bool:
    """Tell whether there are numbers of a thousand or more that do not look like years."""
    large = [one for one in cells if one.number is not None and abs(one.number) >= _THOUSAND]
    return any(one.number_format != "0" or one.number not in _YEARS for one in large)
