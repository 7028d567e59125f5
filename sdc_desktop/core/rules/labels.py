"""What the lines of a table are called, for sentences about cells."""

from __future__ import annotations

import re
from functools import cache

from sdc_desktop.core.cells import column_letters
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.shown import shown_text
from sdc_desktop.core.tables import Table

_LONGEST = 80
_NOTE_MARK = re.compile(r"\[notes? [^\]]*\]", re.IGNORECASE)


class Labels:
    """The labels of one table's rows and columns, looked up when asked for."""

    def __init__(self, workbook: Workbook, table: Table) -> None:
        self._workbook = workbook
        self._sheet = workbook.sheet(table.sheet)
        self._table = table
        self.of_row = cache(self._of_row)
        self.of_column = cache(self._of_column)

    def of_cell(self, row: int, column: int) -> str:
        """Return both labels: "Leeds, 75+"; "" when there are none."""
        return ", ".join(label for label in (self.of_row(row), self.of_column(column)) if label)

    def row_path(self, row: int) -> tuple[str, ...]:
        """Return the label of each column of labels."""
        return tuple(self._text(row, column) for column in self._table.stub_columns)

    def column_path(self, column: int) -> tuple[str, ...]:
        """Return the label of each header row, the uppermost first."""
        return tuple(self._header(row, column) for row in self._table.header_rows)

    def name_row(self, row: int) -> str:
        """Return a row's label, or "row 7" when it has none."""
        return self.of_row(row) or f"row {row + 1}"

    def name_column(self, column: int) -> str:
        """Return a column's label, or "column C" when it has none."""
        return self.of_column(column) or f"column {column_letters(column)}"

    def _of_row(self, row: int) -> str:
        return _joined(self.row_path(row))

    def _of_column(self, column: int) -> str:
        return _joined(self.column_path(column))

    def _header(self, row: int, column: int) -> str:
        """Return a header cell's text; a merged one lends its text to every column below it."""
        for merged in self._sheet.merged:
            if (row, column) in merged:
                return self._text(merged.top, merged.left)
        return self._text(row, column)

    def _text(self, row: int, column: int) -> str:
        text = shown_text(self._workbook, self._sheet, row, column)
        return " ".join(_NOTE_MARK.sub("", text).split())


def _joined(parts: tuple[str, ...]) -> str:
    text = ", ".join(dict.fromkeys(part for part in parts if part))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
