"""The work on the tables of one workbook: its menus, corrections, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QMenu

from sdc_desktop.core.actions import StateExtract
from sdc_desktop.core.extracts import ExtractSaid, extract_of
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.models.labels import CellLabels
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.views.sheet_area import SheetArea
from sdc_desktop.gui.windows.corrections import Corrections
from sdc_desktop.gui.windows.remembering import Remembering
from sdc_desktop.gui.words import action_in_words

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow

_What = TypeVar("_What")
_Wire = tuple[SignalInstance, Callable[..., object]]


class TableWork(QObject):
    """Connects the sheets and the Table menu with what corrects tables.

    Attributes:
        corrections: Turns what is said into actions.
        remembering: Offers the corrections of an earlier check.
    """

    def __init__(
        self,
        document: Document,
        window: MainWindow,
        sheets: SheetArea,
        labels: Callable[[str], CellLabels],
        who: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._document, self._window, self._sheets, self._who = document, window, sheets, who
        self.corrections = Corrections(document, window.jobs, sheets.chosen, labels, who, window)
        self.remembering = Remembering(
            document, window.jobs, window.banner, window.store.folder, window
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.show_target)
        self._wires = (*self._make_wires(), *self._make_double_wires())
        for signal, slot in self._wires:
            signal.connect(slot)
        self._connect()

    def begin(self) -> None:
        """Offer what is remembered."""
        self.remembering.look(self._who())
        self._soon.start()

    def leave(self) -> None:
        """Keep the corrections for the next release and let the menu go."""
        for signal, slot in self._wires:
            signal.disconnect(slot)
        self._soon.stop()
        self.remembering.keep()
        self.corrections.deleteLater()
        self.remembering.deleteLater()

    def set_busy(self, is_busy: bool) -> None:
        """Offer nothing while something else is being done."""
        self._window.tables.set_busy(is_busy)

    def show_target(self) -> None:
        """Let the menu speak of what is chosen now."""
        target, check = self.corrections.target(), self._document.check
        self._window.tables.show_target(self._sheets.chosen(), target)
        said = extract_of(target.table, check.actions, check.policy) if target else None
        can_say = target is not None and not self._document.is_busy
        self._window.tables.extract.show_said(said, can_say=can_say)

    def say_extract(self, said: ExtractSaid) -> None:
        """Say what the numbers of the current table were counted from."""
        target = self.corrections.target()
        if target is None:
            return
        table, stamp = target.table, stamp_now(self._who())
        action = StateExtract(table.sheet, table.body, said.extract, said.is_grossed, stamp)
        self._document.do([action], action_in_words(action))

    def make_menu(self) -> QMenu:
        """Return the menu of a cell, row or column."""
        self.show_target()
        can, menu = self._window.can, QMenu(self._window)
        menu.setObjectName("cell-menu")
        menu.addActions([can.withhold, can.release, can.accept, can.know, can.round])
        menu.addMenu(can.wishes.menu)
        menu.addAction(can.combine)
        menu.addSeparator()
        menu.addActions(self._window.tables.menu.actions())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _show_menu(self, place: QPoint) -> None:
        self.make_menu().popup(place)

    def _connect(self) -> None:
        sheets, banner = self._sheets, self._window.banner
        for what in (sheets.cell_changed, sheets.selection_changed, self._document.changed):
            what.connect(self._soon.start)
        sheets.menu_wanted.connect(self._show_menu)
        sheets.edges_dropped.connect(self.corrections.move_edges)
        self.corrections.failed.connect(banner.show_error)
        self.corrections.said.connect(banner.show_message)
        self.remembering.offer_changed.connect(self._window.tables.show_offer)

    def _make_wires(self) -> tuple[_Wire, ...]:
        can, say = self._window.tables, self.corrections
        return (
            (can.menu.aboutToShow, self.show_target),
            (can.header.triggered, say.make_header),
            (can.labels.triggered, say.make_labels),
            (can.total.triggered, say.ask_total),
            (can.percentage.triggered, say.ask_percentage),
            (can.no_table.triggered, say.remove_table),
            (can.make_table.triggered, say.make_table),
            (can.use_last.triggered, self.remembering.use),
            (can.statistic_wanted, say.say_statistic),
            (can.extract.wanted, self.say_extract),
        )

    def _make_double_wires(self) -> tuple[_Wire, ...]:
        """Return the wires of actions of which there is one for each axis or edge."""
        can, say = self._window.tables, self.corrections
        wires: list[_Wire] = []
        for actions, slot in (
            (can.part, say.make_part),
            (can.leave_out, say.leave_out),
            (can.no_total, say.say_no_total),
        ):
            wires += [(one.triggered, _with(slot, axis)) for axis, one in actions.items()]
        wires += [(one.triggered, _with(say.step_edge, name)) for name, one in can.edges.items()]
        return tuple(wires)


def _with(slot: Callable[[_What], None], what: _What) -> Callable[[], None]:
    """Return a slot that needs no argument."""
    return lambda: slot(what)
