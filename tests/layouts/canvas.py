"""A sheet in the making: cells, styles and merged ranges."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.sheets import CellKind, CellStyle, Sheet

Content = str | float | int


@dataclass
class Canvas:
    """Cells by (row, column), both from 0; a date is a number with a date format."""

    name: str
    cells: dict[tuple[int, int], Content] = field(default_factory=dict)
    styles: dict[tuple[int, int], CellStyle] = field(default_factory=dict)
    merges: list[CellRange] = field(default_factory=list)

    def put(
        self, row: int, column: int, content: Content | None, style: CellStyle | None = None
    ) -> None:
        """Write a cell; None and "" leave it empty."""
        if content is None or content == "":
            return
        self.cells[row, column] = content
        if style is not None:
            self.styles[row, column] = style

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge a range of more than one cell."""
        if (top, left) != (bottom, right):
            self.merges.append(CellRange(top, left, bottom, right))

    @property
    def next_row(self) -> int:
        """The first row below everything."""
        return max((row for row, _ in self.cells), default=-1) + 1

    def as_sheet(self, known: dict[CellStyle, int]) -> Sheet:
        """Return the sheet; its styles are added to `known`."""
        shape = (
            max((row for row, _ in self.cells), default=-1) + 1,
            max((column for _, column in self.cells), default=-1) + 1,
        )
        kinds, values = np.zeros(shape, np.uint8), np.full(shape, np.nan)
        texts, styles = np.full(shape, "", object), np.zeros(shape, np.int32)
        for place, content in self.cells.items():
            style = self.styles.get(place, CellStyle())
            styles[place] = known.setdefault(style, len(known))
            if isinstance(content, str):
                number = number_in_text(content)
                kinds[place], texts[place] = CellKind.TEXT, content
                values[place] = np.nan if number is None else number
            else:
                is_date = style.number_format == DATE_FORMAT
                kinds[place] = CellKind.DATE if is_date else CellKind.NUMBER
                values[place] = content
        return Sheet(self.name, kinds, values, texts, styles, merged=tuple(self.merges))


DATE_FORMAT = "mmm yyyy"
