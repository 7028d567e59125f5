"""Several lines of a table that are made of the same parts, for rules about whole lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Axis, LineSum

_Scalar = TypeVar("_Scalar", bound=np.generic)

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lines:
    """Several lines of a table, each made of the same parts: arrays of shape (parts, lines).

    Attributes:
        axis: Whether the parts are rows or columns of the sheet.
        parts, lines: Their numbers on the sheet.
        total: The total's number on the sheet; None when none was proved.
    """

    shown: ShownTable
    axis: Axis
    parts: IntArray
    lines: IntArray
    total: int | None

    @classmethod
    def of_relation(cls, shown: ShownTable, relation: LineSum) -> Lines:
        """Return the lines in which a relation holds."""
        parts, lines = np.array(relation.parts), np.array(relation.across)
        return cls(shown, relation.axis, parts, lines, relation.total)

    @cached_property
    def original(self) -> FloatArray:
        """The numbers of the source."""
        return self._cut(self.shown.original, self.parts)

    @cached_property
    def is_told(self) -> BoolArray:
        """Where a reader learns the count."""
        return self._cut(self.shown.is_told, self.parts)

    @cached_property
    def told(self) -> FloatArray:
        """The sizes of what a reader learns, 0 elsewhere."""
        return np.where(self.is_told, np.abs(self.original), 0.0)

    @cached_property
    def is_hidden(self) -> BoolArray:
        """Where there is a count that a reader does not learn; an empty cell is nothing."""
        shown = self.shown
        return self._cut(shown.is_count & ~shown.is_told & ~shown.is_blank, self.parts)

    @cached_property
    def are_counts(self) -> BoolArray:
        """(lines,) whether all parts are counts."""
        return np.asarray(self._cut(self.shown.is_count, self.parts).all(axis=0))

    @cached_property
    def totals(self) -> FloatArray:
        """(lines,) the totals in the source, NaN where there is none."""
        if self.total is None:
            return np.full(self.lines.shape, np.nan)
        return np.asarray(self._cut(self.shown.original, np.array([self.total]))[0])

    @cached_property
    def told_totals(self) -> FloatArray:
        """(lines,) the totals that a reader learns, NaN elsewhere."""
        if self.total is None:
            return self.totals
        is_told = self._cut(self.shown.is_told, np.array([self.total]))[0]
        return np.where(is_told, self.totals, np.nan)

    def exempt(self, *rules: str) -> BoolArray:
        """Return where one of `rules` was waived, any rule when none is named."""
        return self._cut(self.shown.exempt(*rules), self.parts)

    def _cut(self, array: npt.NDArray[_Scalar], parts: IntArray) -> npt.NDArray[_Scalar]:
        body = self.shown.table.body
        rows, columns = (parts, self.lines) if self.axis is Axis.ROWS else (self.lines, parts)
        cut = np.asarray(array[np.ix_(rows - body.top, columns - body.left)])
        return cut if self.axis is Axis.ROWS else cut.T

    def cell(self, part: int, line: int) -> CellRef:
        """Return the cell at a place in the arrays."""
        part, line = int(self.parts[part]), int(self.lines[line])
        row, column = (part, line) if self.axis is Axis.ROWS else (line, part)
        return CellRef(self.shown.table.sheet, row, column)

    def group(self, line: int) -> str:
        """Return what a line is called; where it adds up to a subtotal, that one's label too."""
        across = Axis.COLUMNS if self.axis is Axis.ROWS else Axis.ROWS
        name = self._name(across, int(self.lines[line]))
        table = self.shown.table
        grand = table.total_rows if self.axis is Axis.ROWS else table.total_columns
        if self.total is None or self.total in grand:
            return name
        return f"{self._name(self.axis, self.total)}, {name}"

    def category(self, part: int) -> str:
        """Return what a part is called."""
        return self._name(self.axis, int(self.parts[part]))

    def _name(self, axis: Axis, number: int) -> str:
        labels = self.shown.labels
        return labels.name_row(number) if axis is Axis.ROWS else labels.name_column(number)
