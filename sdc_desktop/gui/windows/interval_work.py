"""Shows the picture of what a reader can narrow the withheld cells to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdc_desktop.core.tables import Table
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.models.labels import CellLabels
from sdc_desktop.gui.models.plot_rows import PlotRow, rows_of
from sdc_desktop.gui.words import sheet_words

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class IntervalWork(QObject):
    """Opens the picture of the open check."""

    def __init__(
        self, document: Document, window: MainWindow, labels: Callable[[str], CellLabels]
    ) -> None:
        super().__init__(window)
        self._document, self._window, self._labels = document, window, labels

    def show_picture(self) -> None:
        """Show the withheld cells of all tables; one table can be chosen."""
        known = self._document.assessment
        if known is None or self._document.is_assessing or not known.audit.intervals:
            self._window.banner.show_message(
                "info",
                self.tr("There is no withheld cell to show yet."),
                self.tr("Withhold cells first, or wait until the workbook is checked."),
            )
            return
        from sdc_desktop.gui.dialogs.plot_dialog import PlotDialog

        intervals = known.audit.intervals
        tables = [table for table in known.tables if any(one.cell in table for one in intervals)]
        places: list[Table | None] = [None, *tables]
        workbook = self._document.check.workbook

        def rows(place: int) -> Sequence[PlotRow]:
            return rows_of(intervals, places[place], workbook, self._labels)

        names = [self.tr("All tables"), *(_name(table) for table in tables)]
        dialog = PlotDialog(
            names, rows, known.policy.unsafe_counts, self._window.jobs, self._window
        )
        dialog.exec()
        dialog.deleteLater()


def _name(table: Table) -> str:
    return f"{sheet_words(table.sheet)}, {table.body.a1}: {table.title}"[:90].rstrip(": ")
