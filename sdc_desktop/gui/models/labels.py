"""What a cell stands for: the labels of its row and column, from the table around it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import CellKind, Sheet, Workbook
from sdc_desktop.core.shown import shown_text
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.gui.words import tr

_JOINT = " > "


class CellLabels:
    """The labels of the cells of one sheet."""

    def __init__(self, workbook: Workbook, sheet: Sheet, tables: Iterable[Table]) -> None:
        self._workbook, self._sheet = workbook, sheet
        self._tables = tuple(table for table in tables if table.sheet == sheet.name)
        self._anchors = {
            (row, column): (merged.top, merged.left)
            for merged in sheet.merged
            for row in merged.rows
            for column in merged.columns
        }
        self.row_labels = lru_cache(maxsize=4096)(self._row_labels)
        self.column_labels = lru_cache(maxsize=4096)(self._column_labels)

    def table_at(self, row: int, column: int) -> Table | None:
        """Return the table whose body holds a cell."""
        cell = CellRef(self._sheet.name, row, column)
        return next((table for table in self._tables if cell in table), None)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the sheet."""
        return self._tables

    def name_of(self, table: Table, axis: Axis, line: int) -> str:
        """Return what a row or column is called, "" when it has no label."""
        of = self.row_labels if axis is Axis.ROWS else self.column_labels
        return _JOINT.join(of(table, line))

    def in_words(self, row: int, column: int) -> str:
        """Return "row North, column 75+", "" outside the tables."""
        table = self.table_at(row, column)
        if table is None:
            return ""
        rows = _JOINT.join(self.row_labels(table, row))
        columns = _JOINT.join(self.column_labels(table, column))
        parts = (
            tr("row {label}").format(label=rows) if rows else "",
            tr("column {label}").format(label=columns) if columns else "",
        )
        return ", ".join(part for part in parts if part)

    def _row_labels(self, table: Table, row: int) -> tuple[str, ...]:
        """Return what the stub says of a row; an empty outer label holds from above."""
        inner = max(table.stub_columns, default=-1)
        labels = []
        for column in table.stub_columns:
            label = self._text(row, column)
            if not label and column != inner:
                label = self._label_above(table, row, column)
            labels.append(label)
        return _without_repeats(labels)

    def _column_labels(self, table: Table, column: int) -> tuple[str, ...]:
        """Return what the header says of a column; an empty outer label holds from the left."""
        inner = max(table.header_rows, default=-1)
        labels = []
        for row in table.header_rows:
            label = self._text(row, column)
            if not label and row != inner:
                label = self._label_beside(table, row, column)
            labels.append(label)
        return _without_repeats(labels)

    def _label_above(self, table: Table, row: int, column: int) -> str:
        for above in range(row - 1, table.body.top - 1, -1):
            label = self._text(above, column)
            if label:
                return label
        return ""

    def _label_beside(self, table: Table, row: int, column: int) -> str:
        for beside in range(column - 1, table.body.left - 1, -1):
            label = self._text(row, beside)
            if label:
                return label
        return ""

    def _text(self, row: int, column: int) -> str:
        row, column = self._anchors.get((row, column), (row, column))
        if self._sheet.is_empty(row, column):
            return ""
        if self._sheet.kinds[row, column] == CellKind.TEXT:
            return " ".join(str(self._sheet.texts[row, column]).split())
        return shown_text(self._workbook, self._sheet, row, column).strip()


def _without_repeats(labels: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for label in labels:
        if label and (not kept or kept[-1] != label):
            kept.append(label)
    return tuple(kept)
