"""What the labels of a table's rows and columns say: their text, their level, whether "total"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.sheets import CellKind, CellStyle

_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?\b|.*\btotal$|all\b|overall$|sum$|insgesamt|gesamt|summe"
    r"|ensemble|totale?|totaal|totalt|i alt|cyfanswm|pawb|ogółem|united kingdom$"
    r"|.*, (?:all|total)$",
    re.IGNORECASE,
)
_PART = re.compile(r"\bof which\b|\ball other\b|\bnot at all\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"[\s\d,()\[\]*]+$|\[note[^\]]*\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One row or column of a table.

    Attributes:
        place: Row or column on the sheet, from 0.
        label: Its label without footnote marks, "" when it has none.
        level: How far it is indented; 0 is outermost.
        section: Number of the group between blank or label-only lines that it stands in.
        is_bold: Whether its label is bold.
        group: The label above it that it shares with its neighbours, "" when there is none.
    """

    place: int
    label: str
    level: int
    section: int
    is_bold: bool
    group: str = ""

    @property
    def says_total(self) -> bool:
        """Whether the label claims to be a total."""
        own = self.label.rpartition(" | ")[2]
        return bool(_TOTAL.match(own)) and not _PART.search(own)


def row_lines(grid: Grid, block: Block, styles: tuple[CellStyle, ...]) -> tuple[Line, ...]:
    """Return the data rows of a block as lines."""
    lines, section = [], 0
    for place, row in enumerate(block.data_rows):
        if place and row != block.data_rows[place - 1] + 1:
            section += 1
        cells = [column for column in block.stub_columns if not grid.sheet.is_empty(row, column)]
        text = " | ".join(cell_label(grid, row, column) for column in cells)
        style = styles[int(grid.sheet.styles[row, cells[-1]])] if cells else CellStyle()
        spaces = _leading_spaces(str(grid.sheet.texts[row, cells[-1]])) if cells else 0
        lines.append(Line(row, clean(text), style.indent + spaces // 2, section, style.bold))
    return tuple(lines)


def column_lines(grid: Grid, block: Block, styles: tuple[CellStyle, ...]) -> tuple[Line, ...]:
    """Return the data columns of a block as lines; group labels above count for their group."""
    lines, section = [], 0
    for place, column in enumerate(block.data_columns):
        if place and column != block.data_columns[place - 1] + 1:
            section += 1
        text = header_text(grid, block, column)
        group = text.rpartition(" | ")[0]
        lines.append(Line(column, clean(text), 0, section, False, group))
    return tuple(lines)


def header_text(grid: Grid, block: Block, column: int) -> str:
    """Return the labels above a column, the innermost last, merged group labels included."""
    parts = []
    for row in block.header_rows:
        place = _merged_origin(grid, row, column)
        text = cell_label(grid, *place)
        if text and text not in parts:
            parts.append(text)
    return " | ".join(parts)


def _merged_origin(grid: Grid, row: int, column: int) -> tuple[int, int]:
    for one in grid.sheet.merged:
        if (row, column) in one:
            return one.top, one.left
    return row, column


def cell_label(grid: Grid, row: int, column: int) -> str:
    """Return a label's text; numbers that label a line (years, codes) as they are stored."""
    if grid.sheet.is_empty(row, column):
        return ""
    if grid.sheet.kinds[row, column] in {CellKind.NUMBER, CellKind.DATE}:
        return f"{grid.sheet.values[row, column]:g}"
    return " ".join(str(grid.sheet.texts[row, column]).split())


def clean(label: str) -> str:
    """Return a label without footnote marks, in lower case, for comparing."""
    plain = label.casefold().strip()
    without = _FOOTNOTE.sub("", plain).strip()
    return without if without and any(one.isalpha() for one in without) else plain


def has_text(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell holds a label."""
    return bool(grid.classes[row, column] == CellClass.LABEL)


def _leading_spaces(text: str) -> int:
    return len(text) - len(text.lstrip(" \u00a0"))
