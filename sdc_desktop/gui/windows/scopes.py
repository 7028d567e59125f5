"""What a wish can be about: the selection, the table one is in, or the whole workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import shorten

from PySide6.QtCore import QCoreApplication

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.protection.rounding import cells_to_round
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.models.selecting import numbers_among
from sdc_desktop.gui.rounding import Scope

Cells = tuple[CellRef, ...]
_LONGEST_TITLE = 44


class Scopes:
    """Looks up what is selected in the open check."""

    def __init__(self, document: Document, selected: Callable[[], Cells]) -> None:
        self._document, self._selected = document, selected

    def names(self) -> dict[Scope, str]:
        """Return what can be chosen now, in the order to offer it."""
        found = {}
        numbers = self.numbers()
        if len(numbers) > 1:
            found[Scope.SELECTION] = _tr("The selected cells ({n})").format(n=len(numbers))
        table = self.table()
        if table is not None:
            title = shorten(table.title or table.body.a1, _LONGEST_TITLE, placeholder="\u2026")
            found[Scope.TABLE] = _tr("This table: {title}").format(title=title)
        found[Scope.ALL] = _tr("All tables of the workbook")
        return found

    def table(self) -> Table | None:
        """Return the table that the selection begins in."""
        cells = self._selected()
        tables = self._document.check.tables
        return next((one for one in tables if cells and cells[0] in one), None)

    def numbers(self) -> Cells:
        """Return the selected numbers: those in tables where there are any, else all."""
        return numbers_among(self._document.check, self._selected())

    def to_round(self, scope: Scope) -> Sequence[CellRef] | None:
        """Return the cells of a scope that can be rounded, None for those of all tables."""
        if scope is Scope.SELECTION:
            return self.numbers()
        table = self.table()
        if scope is Scope.TABLE and table is not None:
            return cells_to_round(self._document.check.workbook, (table,), self._document.published)
        return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)
