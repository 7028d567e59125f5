"""One sheet as a table model: looks values up in the workbook's arrays, holds none of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sdc_desktop.core.cells import CellRef, column_letters
from sdc_desktop.core.number_format import shown_number
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.sheets import CellKind, CellStyle, Sheet, UInt8Array, Workbook
from sdc_desktop.core.shown import shown_text
from sdc_desktop.gui.models.cell_wishes import NO_WISHES, Wishes
from sdc_desktop.gui.models.labels import CellLabels
from sdc_desktop.gui.models.marks import SYMBOLS, CellMark, table_extent
from sdc_desktop.gui.models.proof_signs import NO_SIGNS, Signs
from sdc_desktop.gui.models.table_words import part_in_words
from sdc_desktop.gui.words import mark_in_words, tr, wish_in_words

Index = QModelIndex | QPersistentModelIndex

# Plain integers: Qt passes them so, and looking an enum up for each cell would cost most.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
ACCESSIBLE_TEXT = int(Qt.ItemDataRole.AccessibleTextRole)
ACCESSIBLE_DESCRIPTION = int(Qt.ItemDataRole.AccessibleDescriptionRole)
HORIZONTAL = Qt.Orientation.Horizontal

_MARGIN_ROWS, _MARGIN_COLUMNS = 12, 4
_LEAST_ROWS, _LEAST_COLUMNS = 60, 30
_MOST_TEXTS = 60_000
_MOST_PLACES = 3_000
_ROOT = QModelIndex()

Explain = Callable[[CellRef], str]


def _no_explanation(cell: CellRef) -> str:
    return ""


class SheetModel(QAbstractTableModel):
    """A sheet with a margin of empty cells around, and what was decided about each cell."""

    def __init__(self, workbook: Workbook, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workbook, self.sheet = workbook, sheet
        rows, columns = sheet.shape
        self._rows = max(rows + _MARGIN_ROWS, _LEAST_ROWS)
        self._columns = max(columns + _MARGIN_COLUMNS, _LEAST_COLUMNS)
        self._published: Published | None = None
        self._shows_source = False
        self._texts: dict[tuple[int, int], str] = {}
        self._spills: dict[int, dict[int, int]] = {}
        self._merged_columns = _merged_columns_by_row(sheet)
        self.marks: UInt8Array = np.zeros(sheet.shape, np.uint8)
        self.parts: UInt8Array = np.zeros(sheet.shape, np.uint8)
        self._labels = CellLabels(workbook, sheet, ())
        self._places: tuple[tuple[int, ...], list[tuple[int, int]]] | None = None
        self._explain: Explain = _no_explanation
        self.proof: Signs = NO_SIGNS
        self.wishes: Wishes = NO_WISHES

    @cached_property
    def used_styles(self) -> tuple[int, ...]:
        """The places of the styles that cells of the sheet have."""
        return tuple(np.flatnonzero(np.bincount(self.sheet.styles.ravel())).tolist())

    def places_with(self, styles: tuple[int, ...]) -> list[tuple[int, int]]:
        """Return row and column of the first few thousand filled cells of these styles."""
        if self._places is None or self._places[0] != styles:
            sheet = self.sheet
            is_meant = np.isin(sheet.styles, styles) & (sheet.kinds != CellKind.EMPTY)
            first = np.flatnonzero(is_meant)[:_MOST_PLACES]
            rows, columns = np.unravel_index(first, sheet.shape)
            self._places = styles, list(zip(rows.tolist(), columns.tolist(), strict=True))
        return self._places[1]

    @property
    def labels(self) -> CellLabels:
        """The tables of the sheet and what their cells are called."""
        return self._labels

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows with the margin."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns with the margin."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return the text shown in a cell, or what it means in words."""
        row, column = index.row(), index.column()
        if role == DISPLAY:
            return self.text(row, column)
        if role == TOOL_TIP:
            return self._explanation(row, column) or None
        if role == ACCESSIBLE_TEXT:
            return self.cell_in_words(row, column)
        if role == ACCESSIBLE_DESCRIPTION:
            return self._explanation(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return column letters and row numbers; hidden lines are marked."""
        is_column = orientation == HORIZONTAL
        hidden = self.sheet.hidden_columns if is_column else self.sheet.hidden_rows
        if role == DISPLAY:
            name = column_letters(section) if is_column else str(section + 1)
            return f"{name} ⊘" if section in hidden else name
        if role in (TOOL_TIP, ACCESSIBLE_DESCRIPTION) and section in hidden:
            return tr("Hidden in the spreadsheet; whoever gets the file can show it.")
        return None

    # What the delegate asks

    def text(self, row: int, column: int) -> str:
        """Return what a reader sees in a cell, or the source's text where that is asked for."""
        found = self._texts.get((row, column))
        if found is None:
            if len(self._texts) > _MOST_TEXTS:
                self._texts.clear()
            found = self._texts[row, column] = self._make_text(row, column)
        return found

    def style_number(self, row: int, column: int) -> int:
        """Return the place of a cell's style in the workbook's styles."""
        rows, columns = self.sheet.shape
        return int(self.sheet.styles[row, column]) if row < rows and column < columns else 0

    def kind(self, row: int, column: int) -> int:
        """Return the `CellKind` of a cell as a plain integer."""
        rows, columns = self.sheet.shape
        return int(self.sheet.kinds[row, column]) if row < rows and column < columns else 0

    def mark(self, row: int, column: int) -> int:
        """Return the `CellMark` of a cell as a plain integer."""
        rows, columns = self.marks.shape
        return int(self.marks[row, column]) if row < rows and column < columns else 0

    def part(self, row: int, column: int) -> int:
        """Return the `Part` flags of a cell as a plain integer."""
        rows, columns = self.parts.shape
        return int(self.parts[row, column]) if row < rows and column < columns else 0

    def spill_source(self, row: int, column: int) -> int:
        """Return the column whose text runs over into an empty cell, -1 when none may."""
        line = self._spills.get(row)
        if line is None:
            line = self._spills[row] = self._find_spills(row)
        return line.get(column, -1)

    def is_merged(self, row: int, column: int) -> bool:
        """Tell whether a cell belongs to a merged range."""
        return column in self._merged_columns.get(row, ())

    # What the window says

    def show_tables(self, parts: UInt8Array, labels: CellLabels) -> None:
        """Show where the tables are."""
        self.parts, self._labels = parts, labels
        self._everything_changed()

    def show_outcome(self, published: Published, marks: UInt8Array, explain: Explain) -> None:
        """Show what was decided and found."""
        self._published, self.marks, self._explain = published, marks, explain
        self._texts.clear()
        self._everything_changed()

    def show_proof(self, signs: Signs) -> None:
        """Show which cells tell a reader a withheld one."""
        if signs != self.proof:
            self.proof = signs
            self._everything_changed()

    def show_wishes(self, wishes: Wishes) -> None:
        """Show of which cells anything is wished."""
        if wishes != self.wishes:
            self.wishes = wishes
            self._everything_changed()

    def show_source(self, shows_source: bool) -> None:
        """Show the source's values in place of what readers get, or the other way round."""
        self._shows_source = shows_source
        self._texts.clear()
        self._everything_changed()

    def cell_in_words(self, row: int, column: int) -> str:
        """Return a cell for a screen reader, such as "3, unsafe, row North, column 75+"."""
        mark = mark_in_words(CellMark(self.mark(row, column)))
        places = self._labels.in_words(row, column)
        wish = self._wish_in_words(row, column)
        parts = (self.text(row, column) or tr("empty"), mark, wish, places)
        return ", ".join(part for part in parts if part)

    def symbol_of(self, mark: int) -> str:
        """Return the symbol of a mark, "" for none."""
        return SYMBOLS.get(mark, "")

    def _everything_changed(self) -> None:
        last = self.index(self._rows - 1, self._columns - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def text_of(self, row: int, column: int, *, is_source: bool) -> str:
        """Return the source's text of a cell or what a reader sees, whichever is shown now."""
        if not is_source and self._published is not None:
            cell = CellRef(self.sheet.name, row, column)
            status = self._published.status(cell)
            if status is CellStatus.COMBINED and cell in self._published.texts:
                return self._published.texts[cell]
            if status in (CellStatus.ROUNDED, CellStatus.COMBINED):
                return self._shown_number(cell, self._published)
            if status is not CellStatus.AS_IS:
                return self._published.markers.get(cell, "")
        return shown_text(self.workbook, self.sheet, row, column)

    def status(self, row: int, column: int) -> CellStatus:
        """Return what was decided about a cell."""
        if self._published is None:
            return CellStatus.AS_IS
        return self._published.status(CellRef(self.sheet.name, row, column))

    def _make_text(self, row: int, column: int) -> str:
        return self.text_of(row, column, is_source=self._shows_source)

    def _shown_number(self, cell: CellRef, published: Published) -> str:
        number = float(published.values[cell.sheet][cell.row, cell.column])
        style = self.workbook.styles[self.style_number(cell.row, cell.column)]
        return shown_number(
            number, style.number_format, uses_1904_dates=self.workbook.uses_1904_dates
        )

    def _explanation(self, row: int, column: int) -> str:
        """Return what was found about a cell, and which part of a table it is."""
        found = (
            self._explain(CellRef(self.sheet.name, row, column)) if self.mark(row, column) else ""
        )
        words = (
            part_in_words(table, row, column)
            for table in self._labels.tables
            if self.part(row, column) and (row, column) in table_extent(table)
        )
        sign = self.proof.get((row, column))
        told = f"{sign.symbol} {sign.words}." if sign is not None else ""
        wish = self._wish_in_words(row, column)
        wished = f"{wish[0].upper()}{wish[1:]}." if wish else ""
        return "\n".join(line for line in (told, wished, found, *words) if line)

    def _wish_in_words(self, row: int, column: int) -> str:
        said = self.wishes.get((row, column))
        return wish_in_words(said.wish, said.factor) if said is not None else ""

    def _find_spills(self, row: int) -> dict[int, int]:
        found: dict[int, int] = {}
        source = -1
        merged = self._merged_columns.get(row, frozenset())
        for column in range(self._columns):
            if column in merged:
                source = -1
            elif self.kind(row, column) != CellKind.EMPTY:
                source = column if self._may_spill(row, column) else -1
            elif source >= 0:
                found[column] = source
        return found

    def _may_spill(self, row: int, column: int) -> bool:
        style: CellStyle = self.workbook.styles[self.style_number(row, column)]
        is_left = style.horizontal in ("", "general", "left")
        return self.kind(row, column) == CellKind.TEXT and is_left and not style.wrap


def _merged_columns_by_row(sheet: Sheet) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for merged in sheet.merged:
        for row in merged.rows:
            found.setdefault(row, set()).update(merged.columns)
    return {row: frozenset(columns) for row, columns in found.items()}
