"""Edit cells in the content of an OpenDocument spreadsheet: only their bytes change.

A run of equal cells or rows in which a changed cell lies is split; all else stays as it was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sdc_desktop.core.cells import CellRef
from sdc_desktop.workbook.ods_elements import (
    COLUMNS,
    FORMULA,
    ROWS,
    CellElement,
    Names,
    opened,
    plain_cell,
    with_count,
    without,
    write_empty,
    write_nothing,
    write_number,
    write_text,
)
from sdc_desktop.workbook.ods_folding import FoldedScan, Folding
from sdc_desktop.workbook.ods_walk import TableWalker
from sdc_desktop.workbook.sheet_writer import Clear, number_text
from sdc_desktop.workbook.splices import Splice, Spliced, apply_splices, splice, start_tag_at


@dataclass(frozen=True, slots=True)
class OdsEdit:
    """What a cell shows afterwards.

    Attributes:
        show: A text, a number, or nothing.
        old: Number keys that the cell held; a remark in it that mentions one goes.
        shown: Returns how the number looks, given how the old one looked.
    """

    show: str | float | Clear
    old: Collection[str] = ()
    shown: Callable[[str], str] = lambda text: text


def edit_tables(
    path: Path,
    part: str,
    folding: Folding,
    edits: Mapping[CellRef, OdsEdit],
    values: Collection[CellRef] = (),
) -> Spliced | None:
    """Show something else in some cells.

    Args:
        path: The workbook, for messages.
        part: Name of the part, for messages.
        folding: The part's bytes, folded.
        edits: What changes.
        values: Cells whose formula goes, and whose result stays.

    Returns:
        The part, None when nothing differs.

    Raises:
        DamagedWorkbookError: The part cannot be understood, or lacks the rows of an edit.
    """
    editor = _TableEditor(FoldedScan(path, part, folding), edits, values)
    editor.walk()
    if editor.missing:
        raise editor.scan.damaged()
    data = folding.data
    splices = [one for one in editor.splices if one.new != data[one.start : one.end]]
    return splice(data, splices) if splices else None


Row = Mapping[int, OdsEdit]


class _TableEditor(TableWalker):
    """Collects the splices, row by row."""

    def __init__(
        self, scan: FoldedScan, edits: Mapping[CellRef, OdsEdit], values: Collection[CellRef]
    ) -> None:
        super().__init__(scan)
        self.splices: list[Splice] = []
        self._edits: dict[str, defaultdict[int, dict[int, OdsEdit]]] = {}
        self._values: dict[str, defaultdict[int, set[int]]] = {}
        for cell, edit in edits.items():
            self._edits.setdefault(cell.sheet, defaultdict(dict))[cell.row][cell.column] = edit
        for cell in values:
            self._values.setdefault(cell.sheet, defaultdict(set))[cell.row].add(cell.column)
        self._rows = {
            sheet: sorted({*self._edits.get(sheet, ()), *self._values.get(sheet, ())})
            for sheet in {*self._edits, *self._values}
        }
        self.missing = {(sheet, row) for sheet, rows in self._rows.items() for row in rows}

    def wants_row(self) -> bool:
        return bool(self._rows_here())

    def _rows_here(self) -> list[int]:
        rows = self._rows.get(self.sheet, [])
        first = bisect_left(rows, self.row)
        return rows[first : bisect_left(rows, self.row + self.rows)]

    def on_row(self, start: int, cells: list[CellElement]) -> None:
        tag = start_tag_at(self.scan.data, start)
        here = self._rows_here()
        self.missing.difference_update((self.sheet, row) for row in here)
        kept = self._formulas_out(here, cells)
        edits: Mapping[int, Row] = self._edits.get(self.sheet, {})
        edited = {row: edits[row] for row in here if edits.get(row)}
        if self.rows == 1 and not tag.is_empty:
            edit = edited.get(self.row, {})
            self.splices += self._cell_splices(cells, kept, edit, self.scan.place)
            return
        end = self.end_of(start)
        self.splices.append(Splice(start, end, self._split_row(start, cells, kept, edited)))

    def _formulas_out(self, rows: list[int], cells: list[CellElement]) -> set[int]:
        """Return the places of the cells, in `cells`, whose formula goes."""
        by_row: Mapping[int, set[int]] = self._values.get(self.sheet, {})
        columns = {column for row in rows for column in by_row.get(row, ())}
        return {
            place
            for place, cell in enumerate(cells)
            if any(one in range(cell.column, cell.column + cell.columns) for one in columns)
        }

    def _split_row(
        self,
        start: int,
        cells: list[CellElement],
        kept: set[int],
        edited: Mapping[int, Row],
    ) -> bytes:
        """Return the rows that an element stands for: runs without edits, and edited rows."""
        data, tag = self.scan.data, start_tag_at(self.scan.data, start)
        head = opened(data[start : tag.end]) + b">"
        close = b"</%stable-row>" % tag.prefix
        content = (tag.end, tag.end if tag.is_empty else self.scan.place)
        pieces: list[bytes] = []
        row, end = self.row, self.row + self.rows
        for stop in [*sorted(edited), end]:
            if stop > row:
                head_of_run = with_count(head, self.names, ROWS, stop - row)
                pieces += [head_of_run, self._row_inside(content, cells, kept, {}), close]
            if stop < end:
                head_of_one = with_count(head, self.names, ROWS, 1)
                inside = self._row_inside(content, cells, kept, edited[stop])
                pieces += [head_of_one, inside, close]
            row = stop + 1
        return b"".join(pieces)

    def _row_inside(
        self, content: tuple[int, int], cells: list[CellElement], kept: set[int], edits: Row
    ) -> bytes:
        start, end = content
        splices = self._cell_splices(cells, kept, edits, end)
        moved = [Splice(one.start - start, one.end - start, one.new) for one in splices]
        return apply_splices(self.scan.data[start:end], moved)

    def _cell_splices(
        self, cells: list[CellElement], kept: set[int], edits: Row, end: int
    ) -> list[Splice]:
        """Return the edits of one row whose content ends at `end`."""
        splices: list[Splice] = []
        for place, cell in enumerate(cells):
            mine = [one for one in edits if cell.column <= one < cell.column + cell.columns]
            if mine and cell.is_run:
                splices += self._run_splices(cell, edits)
            elif mine:
                new = self._split_cell(cell, sorted(mine), edits, is_kept=place in kept)
                splices.append(Splice(cell.start, cell.end, new))
            elif place in kept:
                tag = without(self.scan.data[cell.start : cell.tag.end], FORMULA)
                splices.append(Splice(cell.start, cell.tag.end, tag))
        width = cells[-1].column + cells[-1].columns if cells else 0
        beyond = {column: edit for column, edit in edits.items() if column >= width}
        if beyond:
            splices.append(Splice(end, end, self._new_cells(width, beyond)))
        return splices

    def _run_splices(self, run: CellElement, edits: Row) -> Iterator[Splice]:
        """Yield the edits of plain cells side by side."""
        data = self.scan.data
        spans = self._folding.cells_of_run(run.start) if self._folding is not None else ()
        last = max(one for one in edits if one < run.column + run.columns)
        for column, (start, end) in enumerate(spans, start=run.column):
            if column > last:
                return
            if column in edits:
                cell = plain_cell(data, start, end, column)
                yield Splice(start, end, _written(data, cell, self.names, edits[column]))

    def _split_cell(
        self, cell: CellElement, columns: list[int], edits: Row, *, is_kept: bool
    ) -> bytes:
        """Return the cells that an element stands for: runs as they were, and edited cells."""
        pieces: list[bytes] = []
        column, end = cell.column, cell.column + cell.columns
        for stop in [*columns, end]:
            if stop > column:
                run = write_empty(self.scan.data, cell, columns=stop - column, names=self.names)
                if is_kept:
                    tag = start_tag_at(run, 0)
                    run = without(run[: tag.end], FORMULA) + run[tag.end :]
                pieces.append(run)
            if stop < end:
                pieces.append(_written(self.scan.data, cell, self.names, edits[stop]))
            column = stop + 1
        return b"".join(pieces)

    def _new_cells(self, width: int, edits: Row) -> bytes:
        """Return cells behind the last one of a row."""
        table = self.names.table
        empty = b"<%stable-cell/>" % table
        pieces: list[bytes] = []
        for column, edit in sorted(edits.items()):
            if column > width:
                pieces.append(with_count(empty, self.names, COLUMNS, column - width))
            blank = CellElement(0, start_tag_at(empty, 0), column, 1, end=len(empty))
            pieces.append(_written(empty, blank, self.names, edit))
            width = column + 1
        return b"".join(pieces)


def _written(data: bytes, cell: CellElement, names: Names, edit: OdsEdit) -> bytes:
    if isinstance(edit.show, Clear):
        return write_nothing(data, cell, edit.old)
    if isinstance(edit.show, str):
        return write_text(data, cell, names, edit.show, edit.old)
    return write_number(data, cell, names, number_text(edit.show), edit.shown, edit.old)
