"""Turns what is wished of cells into actions: from the menu, by keyboard and by dragging."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from sdc_desktop.core.actions import Prefer, Wish
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.protection.wishes import wishes_of
from sdc_desktop.gui.dialogs.weight_dialog import WeightDialog
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.models.cell_wishes import wishes_by_sheet
from sdc_desktop.gui.models.selecting import numbers_among
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.views.sheet_area import SheetArea
from sdc_desktop.gui.windows.wish_menu import WishMenu
from sdc_desktop.gui.words import action_in_words

Cells = tuple[CellRef, ...]


class WishWork(QObject):
    """Says what is wished of the selected cells; `said` gives a sentence for the banner.

    What is said a second time of the same cells is taken back.
    """

    said = Signal(str, str)

    def __init__(
        self,
        document: Document,
        sheets: SheetArea,
        menu: WishMenu,
        who: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document, self._sheets, self._menu = document, sheets, menu
        self._who, self._window = who, parent
        slots = {wish: partial(self.say, wish) for wish in (Wish.KEEP, Wish.LET_GO, Wish.NONE)}
        self.wires: tuple[tuple[SignalInstance, Callable[..., object]], ...] = (
            *((menu.say[wish].triggered, _without_arguments(slot)) for wish, slot in slots.items()),
            (menu.say[Wish.WEIGH].triggered, _without_arguments(self.ask_weight)),
            (menu.brush_chosen, self._take_brush),
        )
        sheets.brushed.connect(self._brush)
        sheets.brush_ended.connect(menu.end_brush)

    def refresh(self) -> None:
        """Show on the sheets what is wished now."""
        self._sheets.show_wishes(wishes_by_sheet(self._document.check.actions))

    def leave(self) -> None:
        """Let dragging choose cells in the next workbook."""
        self._menu.end_brush()

    def say(self, wish: Wish) -> None:
        """Wish this of the selected numbers, or nothing when it is wished of all of them."""
        cells = numbers_among(self._document.check, self._sheets.selected_cells())
        if not cells:
            self.said.emit("info", self.tr("No number is selected."))
            return
        wishes = wishes_of(self._document.check.actions)
        is_said = all(cell in wishes and wishes[cell].wish is wish for cell in cells)
        self._do(cells, Wish.NONE if is_said else wish)

    def ask_weight(self) -> None:
        """Ask what withholding the selected numbers should cost."""
        cells = numbers_among(self._document.check, self._sheets.selected_cells())
        if not cells:
            self.said.emit("info", self.tr("No number is selected."))
            return
        factor = WeightDialog.ask(len(cells), self._window)
        if factor is not None:
            self._do(cells, Wish.WEIGH if factor != 1 else Wish.NONE, factor)

    def _do(self, cells: Cells, wish: Wish, factor: float = 1.0) -> None:
        """Wish something of those of the cells of which it is not wished yet."""
        wishes = wishes_of(self._document.check.actions)
        before = {cell: (one.wish, one.factor) for cell, one in wishes.items()}
        nothing = (Wish.NONE, 1.0)
        new = tuple(cell for cell in cells if before.get(cell, nothing) != (wish, factor))
        if new:
            action = Prefer(new, wish, stamp_now(self._who()), factor)
            self._document.do([action], action_in_words(action))

    def _take_brush(self, wish: Wish | None) -> None:
        self._sheets.use_brush(wish is not None)
        if wish is not None:
            self._sheets.focus_sheet()

    def _brush(self) -> None:
        """Say what the brush says of the cells that it was dragged over."""
        wish = self._menu.brush
        if wish is not None and not self._document.is_busy:
            self._do(numbers_among(self._document.check, self._sheets.selected_cells()), wish)


def _without_arguments(slot: Callable[[], None]) -> Callable[[], None]:
    return lambda: slot()
