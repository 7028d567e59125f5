"""What a table's rows and columns are called, and how they are grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.label_words import clean, is_code, says_total
from sdc_desktop.core.sheets import CellKind, CellStyle

_EMPTY = int(CellKind.EMPTY)
_STORED_AS_NUMBERS = (int(CellKind.NUMBER), int(CellKind.DATE))


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
        names: Its category labels as (header row or label column, text), outermost first;
            units such as "%" and codes are not among them.
    """

    place: int
    label: str
    level: int
    section: int
    is_bold: bool
    group: str = ""
    names: tuple[tuple[int, str], ...] = ()

    @property
    def says_total(self) -> bool:
        """Whether the innermost of its labels claims to be a total."""
        return bool(self.names) and says_total(self.names[-1][1])

    @property
    def group_says_total(self) -> bool:
        """Whether the outermost of several labels claims to be a total: "All | unemployed"."""
        return says_total(self.outermost) if self.outermost else False

    @property
    def own(self) -> str:
        """The innermost of its category labels."""
        return self.names[-1][1] if self.names else ""

    @property
    def outermost(self) -> str:
        """The outermost of its category labels when there are several, else ""."""
        return self.names[0][1] if len(self.names) > 1 else ""

    @property
    def within_group(self) -> str:
        """Its category labels below the outermost, "" when it has only one."""
        return " | ".join(text for _, text in self.names[1:])


def row_lines(grid: Grid, block: Block, styles: Sequence[CellStyle]) -> tuple[Line, ...]:
    """Return the data rows of a block as lines."""
    lines, section, outer = [], 0, dict[int, str]()
    for place, row in enumerate(block.data_rows):
        if place and row != block.data_rows[place - 1] + 1:
            section += _begins_section(grid, block, place)
        cells = [column for column in block.stub_columns if grid.sheet.kinds[row, column]]
        texts = {column: clean(cell_label(grid, row, column)) for column in cells}
        style = styles[int(grid.sheet.styles[row, cells[-1]])] if cells else CellStyle()
        spaces = _leading_spaces(str(grid.sheet.texts[row, cells[-1]])) if cells else 0
        names = tuple((column, text) for column, text in texts.items() if not is_code(text))
        if cells:
            outer = {column: text for column, text in outer.items() if column < cells[0]} | texts
        group = " | ".join(text for column, text in outer.items() if column not in cells[-1:])
        level = style.indent + spaces // 2
        label = " | ".join(texts.values())
        lines.append(Line(row, label, level, section, style.bold, group, names))
    return tuple(lines)


def _begins_section(grid: Grid, block: Block, place: int) -> bool:
    """Tell whether a gap before a data row parts sections.

    Where single empty rows stand all over the table they only space it out.
    """
    rows = block.data_rows
    gap = range(rows[place - 1] + 1, rows[place])
    if len(gap) > 1 or grid.is_label[gap[0], list(block.stub_columns)].any():
        return True
    gaps = sum(after != row + 1 for row, after in pairwise(rows))
    return gaps < len(rows) / 2


def cell_label(grid: Grid, row: int, column: int) -> str:
    """Return a label's text; numbers that label a line (years, codes) as they are stored."""
    kind = grid.sheet.kinds[row, column]
    if kind == _EMPTY:
        return ""
    if kind in _STORED_AS_NUMBERS:
        return f"{grid.sheet.values[row, column]:.10g}"
    return " ".join(str(grid.sheet.texts[row, column]).split())


def section_texts(grid: Grid, block: Block) -> dict[int, str]:
    """Return the text of every section row, all its labels together."""
    return {
        row: " ".join(
            cell_label(grid, row, int(column)) for column in np.flatnonzero(grid.is_label[row])
        )
        for row in block.section_rows
    }


def _leading_spaces(text: str) -> int:
    return len(text) - len(text.lstrip(" \u00a0"))
