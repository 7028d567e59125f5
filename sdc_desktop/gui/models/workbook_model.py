"""The workbook as a tree: its sheets, their tables, and how many cells of each are at risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.core.sheets import Sheet, Visibility, Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.icons import icon
from sdc_desktop.gui.models.two_levels import ROOT, Index, TwoLevels
from sdc_desktop.gui.release_words import DECISION_SYMBOLS, decision_in_words
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.words import sheet_words, tr

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
DECORATION = int(Qt.ItemDataRole.DecorationRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
ACCESSIBLE_TEXT = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cells of a sheet or table are at risk, to be looked at, withheld and changed."""

    at_risk: int = 0
    to_review: int = 0
    withheld: int = 0
    changed: int = 0


NO_COUNTS = Counts()


class WorkbookModel(TwoLevels):
    """Two levels: sheets, and the tables on them.

    An index's id is 0 for a sheet, and 1 + the place of its sheet for a table.
    """

    def __init__(self, workbook: Workbook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets = workbook.sheets
        self._tables: Mapping[str, tuple[Table, ...]] = {}
        self._sheet_counts: Mapping[str, Counts] = {}
        self._table_counts: Mapping[tuple[str, int], Counts] = {}
        self._decisions: Mapping[tuple[str, int], Decision | None] = {}

    def show_tables(self, tables: Sequence[Table]) -> None:
        """Show which tables were found."""
        self.beginResetModel()
        self._tables = {
            sheet.name: tuple(table for table in tables if table.sheet == sheet.name)
            for sheet in self._sheets
        }
        self._table_counts = {}
        self.endResetModel()

    def show_counts(
        self, sheets: Mapping[str, Counts], tables: Mapping[tuple[str, int], Counts]
    ) -> None:
        """Show what is at risk, by sheet and by sheet and place of the table on it."""
        before = self._sheet_counts, self._table_counts
        self._sheet_counts, self._table_counts = sheets, tables
        if (dict(sheets), dict(tables)) != (dict(before[0]), dict(before[1])):
            self._tell_changed()

    def counts_in_short(self) -> frozenset[str]:
        """Return every text that stands in the column of what is at risk."""
        shown = (*self._sheet_counts.values(), *self._table_counts.values())
        return frozenset(_counts_in_short(one) for one in shown)

    def show_decisions(self, decisions: Mapping[tuple[str, int], Decision | None]) -> None:
        """Show what is decided, by sheet and place of the table on it."""
        if dict(decisions) != dict(self._decisions):
            self._decisions = decisions
            self._tell_changed()

    def _tell_changed(self) -> None:
        for row in range(len(self._sheets)):
            sheet = self.index(row, 0)
            self.dataChanged.emit(sheet, self.index(row, 2))
            last = self.rowCount(sheet) - 1
            if last >= 0:
                self.dataChanged.emit(self.index(0, 0, sheet), self.index(last, 2, sheet))

    def place_of(self, index: Index) -> CellRef | None:
        """Return where a sheet or table begins."""
        if not index.isValid():
            return None
        sheet, table = self._meant(index)
        if table is None:
            return CellRef(sheet.name, 0, 0)
        return CellRef(sheet.name, table.body.top, table.body.left)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of sheets, or of tables of a sheet."""
        if not parent.isValid():
            return len(self._sheets)
        if parent.internalId() or parent.column():
            return 0
        return len(self._tables.get(self._sheets[parent.row()].name, ()))

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return 3: name, what is at risk, and what is decided."""
        return 3

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what stands in the tree."""
        sheet, table = self._meant(index)
        counts = self._counts(index, sheet)
        if index.column() == 2:
            return self._decided(index, sheet, role)
        if role == DISPLAY:
            return _counts_in_short(counts) if index.column() else self._name(sheet, table)
        if role == ACCESSIBLE_TEXT:
            return f"{self._name(sheet, table)}, {_counts_in_words(counts)}"
        if role == DECORATION and not index.column():
            return icon(_icon_name(sheet, table), "muted")
        if role == TOOL_TIP:
            return self._hint(sheet, table, counts)
        if role == ALIGNMENT and index.column():
            return _RIGHT
        if role == FOREGROUND:
            return _colour(counts, index.column(), sheet)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal and role == DISPLAY:
            return (tr("Sheets and tables"), tr("At risk"), tr("Decision"))[section]
        return None

    def _meant(self, index: Index) -> tuple[Sheet, Table | None]:
        if index.internalId() == 0:
            return self._sheets[index.row()], None
        sheet = self._sheets[int(index.internalId()) - 1]
        return sheet, self._tables[sheet.name][index.row()]

    def _counts(self, index: Index, sheet: Sheet) -> Counts:
        if index.internalId() == 0:
            return self._sheet_counts.get(sheet.name, NO_COUNTS)
        return self._table_counts.get((sheet.name, index.row()), NO_COUNTS)

    def _decided(self, index: Index, sheet: Sheet, role: int) -> object:
        """Return what stands in the column of decisions."""
        if role == ALIGNMENT:
            return _RIGHT
        is_table = index.internalId() != 0
        decision = self._decisions.get((sheet.name, index.row())) if is_table else None
        if role == DISPLAY:
            return DECISION_SYMBOLS[decision] if decision is not None else ""
        return decision_in_words(decision) if role in (ACCESSIBLE_TEXT, TOOL_TIP) else None

    def _name(self, sheet: Sheet, table: Table | None) -> str:
        if table is None:
            hidden = sheet.visibility is not Visibility.VISIBLE
            name = sheet_words(sheet.name)
            return f"{name} ⊘" if hidden else name
        return table.title or tr("Table {range}").format(range=table.body.a1)

    def _hint(self, sheet: Sheet, table: Table | None, counts: Counts) -> str:
        lines = [_counts_in_words(counts)]
        if table is not None:
            lines = [table.title, table.body.a1, *lines, *table.doubts]
        elif sheet.visibility is not Visibility.VISIBLE:
            lines.append(tr("Hidden in the spreadsheet."))
        return "\n".join(line for line in lines if line)


def _icon_name(sheet: Sheet, table: Table | None) -> str:
    if table is not None:
        return "table"
    if sheet.is_chart_sheet:
        return "chart"
    return "sheet" if sheet.visibility is Visibility.VISIBLE else "sheet-hidden"


def _counts_in_short(counts: Counts) -> str:
    """Return what matters most; the tooltip has all."""
    if counts.at_risk:
        return f"▲ {counts.at_risk}"
    if counts.to_review:
        return f"? {counts.to_review}"
    if counts.withheld:
        return f"■ {counts.withheld}"
    return f"≈ {counts.changed}" if counts.changed else ""


def _counts_in_words(counts: Counts) -> str:
    parts = [tr("nothing at risk")]
    if counts.at_risk or counts.to_review:
        text = tr("{fail} at risk, {review} to review")
        parts = [text.format(fail=counts.at_risk, review=counts.to_review)]
    if counts.withheld:
        parts.append(tr("{n} withheld").format(n=counts.withheld))
    if counts.changed:
        parts.append(tr("{n} rounded or changed").format(n=counts.changed))
    return ", ".join(parts)


def _colour(counts: Counts, column: int, sheet: Sheet) -> QColor | None:
    if column and counts.at_risk:
        return QColor(theme().fail)
    if column and counts.to_review:
        return QColor(theme().review)
    if column and counts.withheld:
        return QColor(theme().withheld)
    if column and counts.changed:
        return QColor(theme().rounded)
    if sheet.visibility is not Visibility.VISIBLE:
        return QColor(theme().muted)
    return None
