"""Combines two neighbouring categories of a table: what is offered, or what is selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.merge_lines import MergeLines
from sdc_desktop.core.protection.merging import combine_lines
from sdc_desktop.core.protection.redesign import find_redesigns
from sdc_desktop.core.tables import Axis
from sdc_desktop.gui.dialogs.redesign_dialog import RedesignDialog, ask_redesign
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Jobs
from sdc_desktop.gui.models.target import Chosen
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.words import action_in_words


class Redesigning(QObject):
    """Asks which categories to combine and makes it one step that can be undone."""

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        chosen: Callable[[], Chosen | None],
        who: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._chosen = document, jobs, chosen
        self._who, self._window = who, parent

    def ask(self) -> None:
        """Show what can be combined, and combine what is chosen."""
        check, dialog = self._document.check, self.make_dialog()
        merge = ask_redesign(dialog)
        dialog.deleteLater()
        if merge is not None and check is self._document.check:
            action = replace(merge, stamp=stamp_now(self._who(), "categories combined"))
            self._document.do([action], action_in_words(action))

    def make_dialog(self) -> RedesignDialog:
        """Return the question, about the present state."""
        check = self._document.check
        return RedesignDialog(
            self._selected(),
            lambda progress: find_redesigns(check, progress),
            self._jobs,
            self._window,
        )

    def _selected(self) -> MergeLines | None:
        """Return the selected two lines combined, None where they are no such lines."""
        chosen = self._chosen()
        if chosen is None:
            return None
        area = chosen.area
        axis = chosen.whole or (Axis.ROWS if len(area.rows) == 2 else Axis.COLUMNS)
        lines = tuple(area.rows if axis is Axis.ROWS else area.columns)
        if len(lines) != 2:
            return None
        stamp = stamp_now(self._who())
        try:
            return combine_lines(
                self._document.check, chosen.cell.sheet, axis, (lines[0], lines[1]), stamp
            )
        except SdcError:
            return None
