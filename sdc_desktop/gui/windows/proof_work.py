"""Shows on the sheets how a reader knows a withheld cell, and takes it away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdc_desktop.core.audit_proof import Proof
from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.models.proof_signs import cells_in_order, lines_of, signs_of
from sdc_desktop.gui.views.sheet_area import SheetArea

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class ProofWork(QObject):
    """Follows the current cell: where a reader knows it, the cells that tell are marked.

    The marks stay while one looks at these cells or at other sheets, until Escape.

    Attributes:
        proof: What is shown, None when nothing is.
    """

    def __init__(self, document: Document, window: MainWindow, sheets: SheetArea) -> None:
        super().__init__(window)
        self._document, self._sheets, self._can = document, sheets, window.can
        self._hidden: Proof | None = None
        self.proof: Proof | None = None

    def refresh(self) -> None:
        """Show what holds in the document's present state."""
        if self.proof is not None and self._proof_of(self.proof.cell) != self.proof:
            self._show(None)
        cell = self._sheets.current_cell()
        if cell is not None:
            self.follow(cell)

    def leave(self) -> None:
        """Show nothing any more."""
        self._show(None)

    def follow(self, cell: CellRef) -> None:
        """Show how a reader knows the cell that is current now."""
        found = self._proof_of(cell)
        if found is not None and found != self._hidden:
            self._show(found)
        elif self.proof is not None and self._leaves(self.proof, cell):
            self._show(None)
        if self._hidden is not None and cell != self._hidden.cell:
            self._hidden = None

    def hide(self) -> None:
        """Take the marks away until another cell is chosen."""
        self._hidden = self.proof
        self._show(None)

    def step(self, step: int) -> None:
        """Go to the next cell of the proof, or the one before with -1."""
        if self.proof is None:
            return
        known = {sheet.name for sheet in self._document.check.workbook.sheets}
        cells = [cell for cell in cells_in_order(self.proof) if cell.sheet in known]
        here = self._sheets.current_cell()
        place = cells.index(here) + step if here in cells else 0
        self._sheets.go_to(cells[place % len(cells)])

    def go_to_next(self) -> None:
        """Go to the next cell of the proof."""
        self.step(1)

    def go_to_previous(self) -> None:
        """Go to the cell of the proof before."""
        self.step(-1)

    def lines_at(self, cell: CellRef) -> tuple[str, ...]:
        """Return what the inspector says of a cell in the proof that is shown, line by line."""
        proof = self.proof
        if proof is None:
            return ()
        if cell == proof.cell:
            return lines_of(proof, self._document.published)
        sign = signs_of(proof).get(cell.sheet, {}).get((cell.row, cell.column))
        return () if sign is None else (f"{sign.symbol}  {sign.words}.",)

    def _proof_of(self, cell: CellRef) -> Proof | None:
        document = self._document
        if document.assessment is None or document.is_assessing:
            return self.proof if self.proof is not None and self.proof.cell == cell else None
        interval = document.interval_of(cell)
        return None if interval is None else interval.proof

    def _leaves(self, proof: Proof, cell: CellRef) -> bool:
        """Tell whether the current cell has nothing to do with the proof any more."""
        if cell.sheet != proof.cell.sheet:
            return False
        return cell != proof.cell and cell not in proof.cells

    def _show(self, proof: Proof | None) -> None:
        self.proof = proof
        self._sheets.show_proof({} if proof is None else signs_of(proof))
        for action in self._can.about_proof():
            action.setEnabled(proof is not None)
