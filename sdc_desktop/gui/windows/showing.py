"""Shows on the sheets and in the tree what was understood, decided and found."""

from __future__ import annotations

from collections.abc import Sequence

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.models.counting import count_by_sheet, count_by_table, with_decisions
from sdc_desktop.gui.models.labels import CellLabels
from sdc_desktop.gui.models.marks import label_columns, mark_cells, mark_tables
from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.views.sheet_area import SheetArea
from sdc_desktop.gui.views.workbook_tree import WorkbookTree
from sdc_desktop.gui.words import rule_in_words


class Showing:
    """Keeps sheets and tree at the present state of a document."""

    def __init__(self, document: Document, sheets: SheetArea, tree: WorkbookTree) -> None:
        self._document, self._sheets, self._tree = document, sheets, tree
        self._tables: tuple[Table, ...] = ()
        self._labels: dict[str, CellLabels] = {}
        self._behind: set[SheetModel] = set()

    def refresh(self) -> None:
        """Show the present state: at once on what is seen, on other sheets when they are."""
        if self._document.check.tables != self._tables:
            self._show_tables(self._document.check.tables)
        self._behind = set(self._sheets.models)
        for model in self._sheets.models_in_sight:
            self.catch_up(model)

    def catch_up(self, model: SheetModel) -> None:
        """Show the present state on a sheet that is seen now, unless it does."""
        if model in self._behind:
            self._behind.discard(model)
            self.show_outcome(model)

    def show_counts(self, findings: Sequence[Finding]) -> None:
        """Put the numbers of cells at risk beside sheets and tables."""
        by_sheet = count_by_sheet(findings)
        by_table = count_by_table(findings, self._tables)
        published = self._document.published
        self._tree.show_counts(*with_decisions(published, self._tables, by_sheet, by_table))
        self._sheets.show_counts({name: one.at_risk for name, one in by_sheet.items()})

    def fill_sheet(self, model: SheetModel) -> None:
        """Show everything on a sheet that is looked at for the first time."""
        self._show_tables_of(model)
        self.show_outcome(model)

    def show_outcome(self, model: SheetModel) -> None:
        """Show on a sheet what was decided and found."""
        document = self._document
        name = model.sheet.name
        marks = mark_cells(name, document.published, document.marks_on(name))
        model.show_outcome(document.published, marks, self._explain)

    def labels_of(self, sheet: str) -> CellLabels:
        """Return what the cells of a sheet are called."""
        labels = self._labels.get(sheet)
        if labels is None:
            check = self._document.check
            labels = CellLabels(check.workbook, check.workbook.sheet(sheet), check.tables)
            self._labels[sheet] = labels
        return labels

    def first_sheet(self) -> str:
        """Return the first sheet with a table, or the first of all."""
        check = self._document.check
        with_tables = {table.sheet for table in check.tables}
        names = [sheet.name for sheet in check.workbook.sheets]
        return next((name for name in names if name in with_tables), names[0])

    def _show_tables(self, tables: tuple[Table, ...]) -> None:
        self._tables = tables
        self._labels.clear()
        self._tree.show_tables(tables)
        self._sheets.show_labels(label_columns(tables))
        for model in self._sheets.models:
            self._show_tables_of(model)

    def _show_tables_of(self, model: SheetModel) -> None:
        name = model.sheet.name
        tables = [table for table in self._document.check.tables if table.sheet == name]
        model.show_tables(mark_tables(model.sheet.shape, tables), self.labels_of(name))

    def _explain(self, cell: CellRef) -> str:
        """Return the lines of a cell's tooltip."""
        lines = [
            f"{rule_in_words(one.rule)}: {one.message}" for one in self._document.findings_at(cell)
        ]
        interval = self._document.interval_of(cell)
        if interval is not None and interval.because not in " ".join(lines):
            lines.append(interval.because)
        return "\n".join(lines)
