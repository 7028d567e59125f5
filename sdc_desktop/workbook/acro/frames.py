"""Where the table that ACRO judged stands in the csv file that it wrote of it."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import Sheet
from sdc_desktop.workbook.acro.results import Output, Place

_MOST_HEADER_ROWS = 12


def place_of_frame(sheet: Sheet, output: Output) -> Place | None:
    """Return row and column of the first judged number; None where it is not known for sure.

    ACRO counts cells from there. Its columns are looked for in the header rows and its first row
    among the labels, because a table over several variables has more of both.

    Args:
        sheet: The csv file.
        output: With the columns and rows that were judged.
    """
    if not output.columns or not output.rows:
        return None
    wanted = [_last(name) for name in output.columns]
    for header in range(min(sheet.shape[0], _MOST_HEADER_ROWS)):
        texts = [str(text) for text in sheet.texts[header]]
        for column in range(len(texts) - len(wanted) + 1):
            if texts[column : column + len(wanted)] == wanted:
                row = _first_row(sheet, header, column, output.rows)
                return None if row is None else (row, column)
    return None


def _first_row(sheet: Sheet, header: int, column: int, rows: Sequence[str]) -> int | None:
    """Return the row below the header that carries the first label and has room for all."""
    first = _levels(rows[0])
    for row in range(header + 1, sheet.shape[0] - len(rows) + 1):
        labels = [str(text) for text in sheet.texts[row, :column]]
        if labels[: len(first)] == first:
            return row
    return None


def cells_at(sheet: Sheet, origin: Place, places: Sequence[Place]) -> tuple[CellRef, ...]:
    """Return the cells at places of the judged table that show a number, each once, in order."""
    found = {
        CellRef(sheet.name, origin[0] + row, origin[1] + column)
        for row, column in places
        if _has_number(sheet, origin[0] + row, origin[1] + column)
    }
    return tuple(sorted(found))


def _has_number(sheet: Sheet, row: int, column: int) -> bool:
    inside = row < sheet.shape[0] and column < sheet.shape[1]
    return inside and bool(sheet.values[row, column] == sheet.values[row, column])


def _levels(name: str) -> list[str]:
    """Return the labels of a line; that of several levels is written "('North', 2023)"."""
    if name.startswith("(") and name.endswith(")"):
        try:
            levels = ast.literal_eval(name)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return [name]
        if isinstance(levels, tuple):
            return [str(level) for level in levels]
    return [name]


def _last(name: str) -> str:
    return _levels(name)[-1]
