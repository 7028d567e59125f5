"""Asks what readers know of cells from elsewhere and makes it an action."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdc_desktop.core.actions import StateFact
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.facts import FactOutsideTablesError, check_fact
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.gui.dialogs.fact_dialog import FactDialog, FactWish
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.words import action_in_words, tr

Cells = tuple[CellRef, ...]


class FactWork(QObject):
    """Turns what a checker says of readers' knowledge into an action; `failed` gives an error."""

    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        selected: Callable[[], Cells],
        who: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document, self._selected, self._who = document, selected, who
        self._window = parent

    def ask(self) -> None:
        """Ask what readers know of the selected cells."""
        system = self._document.system
        if system is None:
            self.failed.emit(SdcError(tr("The present state is not checked yet.")))
            return
        try:
            cells = self._cells(system)
        except SdcError as error:
            self.failed.emit(error)
            return
        wish = FactDialog.ask(cells, lambda one: self._refusal(system, cells, one), self._window)
        if wish is not None:
            fact = self._fact(cells, wish)
            self._document.do([fact], action_in_words(fact))

    def _cells(self, system: RelationSystem) -> Cells:
        """Return the selected cells of tables; labels beside them are left out.

        Raises:
            FactOutsideTablesError: A selected number lies in no table, or nothing does.
        """
        selected, workbook = self._selected(), self._document.check.workbook
        numbers = system.places.numbers(selected).tolist() if selected else []
        inside = tuple(cell for cell, at in zip(selected, numbers, strict=True) if at >= 0)
        for cell, at in zip(selected, numbers, strict=True):
            if at < 0 and (not inside or not np.isnan(workbook.value(cell))):
                raise FactOutsideTablesError(cell)
        if not inside:
            raise SdcError(
                tr("No cell of a table is selected."),
                hint=tr("Choose the cells that readers know something of."),
            )
        return inside

    def _refusal(self, system: RelationSystem, cells: Cells, wish: FactWish) -> str:
        """Return why a fact cannot be, "" when it can."""
        try:
            check_fact(system, self._fact(cells, wish))
        except SdcError as error:
            return f"{error} {error.hint}"
        return ""

    def _fact(self, cells: Cells, wish: FactWish) -> StateFact:
        return StateFact(cells, wish.lower, wish.upper, stamp_now(self._who(), wish.source))
