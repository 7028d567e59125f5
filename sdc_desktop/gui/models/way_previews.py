"""What ways to protect would show in single cells, before one of them is applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.protection.comparing import Outcome
from sdc_desktop.core.published import CellStatus, Published, publish
from sdc_desktop.core.shown import shown_text
from sdc_desktop.gui.words import number_in_words

_MOST_CELLS = 200
_CHANGED = tuple(status for status in CellStatus if status is not CellStatus.AS_IS)


@dataclass(slots=True)
class Previews:
    """The first cells that any way changes, filled in way by way; no widget is asked.

    Attributes:
        check: The check as it is.
        cells: The cells so far, each once.
    """

    check: Check
    cells: dict[CellRef, None] = field(default_factory=dict)

    def look_at(self, found: Outcome) -> dict[CellRef, str]:
        """Return what the cells would show after a way, of those that it changes.

        Cells that no way before changed are added while there is room for them.
        """
        if not found.actions:
            return {}
        published = publish(self.check.workbook, (*self.check.actions, *found.actions))
        room = _MOST_CELLS - len(self.cells)
        new = (one for one in published.cells_with(*_CHANGED) if one not in self.cells)
        self.cells.update(dict.fromkeys(islice(new, max(room, 0))))
        return {
            cell: _text_in(published, cell)
            for cell in self.cells
            if published.status(cell) is not CellStatus.AS_IS
        }

    def now(self, cell: CellRef) -> str:
        """Return what the source shows in a cell."""
        workbook = self.check.workbook
        return shown_text(workbook, workbook.sheet(cell.sheet), cell.row, cell.column)


def _text_in(published: Published, cell: CellRef) -> str:
    text = published.texts.get(cell) or published.markers.get(cell)
    if text:
        return f"■ {text}"
    return f"≈ {number_in_words(float(published.values[cell.sheet][cell.row, cell.column]))}"
