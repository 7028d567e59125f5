"""Labels of a table's lines in one text each: joined headers, row labels filled down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import Grid, classify
from sdc_desktop.core.layout.header_labels import HeaderLabels
from sdc_desktop.core.sheets import CellKind, CellStyle
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.clean_copy.shown_cells import ShownCells

_JOINT = ": "


def label_grid(cells: ShownCells, tables: Sequence[Table]) -> Grid:
    """Return the sheet's grid with every header cell as the text that a reader sees in it.

    Years and dates in a header are labels, however they are stored; hidden cells are empty.
    """
    sheet = cells.sheet
    kinds, values, texts = sheet.kinds.copy(), sheet.values.copy(), sheet.texts.copy()
    for row in {row for table in tables for row in table.header_rows if row < sheet.shape[0]}:
        for column in np.flatnonzero(sheet.kinds[row]).tolist():
            text = cells.text(row, column)
            kinds[row, column] = CellKind.TEXT if text else CellKind.EMPTY
            values[row, column], texts[row, column] = np.nan, text
    return classify(replace(sheet, kinds=kinds, values=values, texts=texts))


def column_labels(grid: Grid, table: Table, block: Block, columns: Sequence[int]) -> list[str]:
    """Return one label for each of `columns`: "Men: under 25"."""
    if not table.header_rows:
        return [""] * len(columns)
    headers = HeaderLabels(grid, block)
    return [_JOINT.join(text for _, text in headers.parts(column)) for column in columns]


class StubLabels:
    """The row labels of a table, row after row; outer labels are filled down."""

    def __init__(self, cells: ShownCells, table: Table) -> None:
        self._cells = cells
        self._columns = table.stub_columns
        self._origins = {
            (row, column): (one.top, one.left)
            for one in cells.sheet.merged
            for row in one.rows
            for column in one.columns
            if column in table.stub_columns
        }
        self._outer: dict[int, str] = {}

    def begin_section(self) -> None:
        """Forget the outer labels: what follows belongs to another group."""
        self._outer.clear()

    def of(self, row: int) -> list[str]:
        """Return the labels of a row, one for each label column, "" where there is none."""
        own = {column: self._text(row, column) for column in self._columns}
        first = next((column for column, text in own.items() if text), None)
        if first is None:
            return ["" for _ in own]
        kept = {column: text for column, text in self._outer.items() if column < first}
        self._outer = kept | {column: text for column, text in own.items() if text}
        return [own[column] or kept.get(column, "") for column in self._columns]

    def _text(self, row: int, column: int) -> str:
        """Return a label; one that is merged over several columns counts for the first."""
        origin = self._origins.get((row, column), (row, column))
        return self._cells.text(*origin) if origin[1] == column else ""


def indent_levels(
    cells: ShownCells, styles: Sequence[CellStyle], table: Table, rows: Sequence[int]
) -> list[int]:
    """Return how far the label of each row is indented; 0 is outermost."""
    return [_level(cells, styles, table, row) for row in rows]


def _level(cells: ShownCells, styles: Sequence[CellStyle], table: Table, row: int) -> int:
    used = [column for column in table.stub_columns if cells.text(row, column)]
    if not used:
        return 0
    text = str(cells.sheet.texts[row, used[-1]])
    spaces = len(text) - len(text.lstrip(" \u00a0"))
    return styles[int(cells.sheet.styles[row, used[-1]])].indent + spaces // 2


def parents(labels: Sequence[str], levels: Sequence[int]) -> list[str] | None:
    """Return the label that each row is a part of, "" for outermost rows.

    Args:
        labels: Of the rows.
        levels: How far they are indented.

    Returns:
        None where indents do not tell: there are none, or parts stand above what they belong to.
    """
    if not levels or max(levels) == min(levels) or levels[0] != min(levels):
        return None
    found, way = list[str](), list[tuple[int, str]]()
    for label, level in zip(labels, levels, strict=True):
        way = [one for one in way if one[0] < level]
        found.append(way[-1][1] if way else "")
        way.append((level, label))
    return found
