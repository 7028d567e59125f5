"""Compares ways to protect on the open check, and applies the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdc_desktop.core.protection.comparing import Scene, numbers_of_tables, usual_ways
from sdc_desktop.core.suppression.search import USUAL_EFFORT
from sdc_desktop.gui.dialogs.methods_dialog import MethodsDialog
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Jobs
from sdc_desktop.gui.rounding import Scope
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.windows.scopes import Scopes

_QUICK = replace(USUAL_EFFORT, rounds=20, nodes=0)


class Comparing(QObject):
    """Opens the comparison; `said` gives a sentence for the banner."""

    said = Signal(str, str)

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        scopes: Scopes,
        key: bytes,
        who: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._scopes = document, jobs, scopes
        self._key, self._who, self._window = key, who, parent

    def ask(self) -> None:
        """Show the ways side by side and do what is chosen."""
        check = self._document.check
        dialog = self.make_dialog()
        if dialog.exec() and dialog.chosen is not None:
            if check is self._document.check:
                text = self.tr("Protect: {way}").format(way=dialog.name)
                self._document.do(dialog.chosen.actions, text)
            else:
                self.said.emit("info", self.tr("The check changed while ways were compared."))
        dialog.deleteLater()

    def make_dialog(self) -> MethodsDialog:
        """Return the comparison, on what is selected now."""
        ways = usual_ways(self._document.check, self._key)
        return MethodsDialog(
            ways, self._scopes.names(), self._scene_maker(), self._jobs, self._window
        )

    def _scene_maker(self) -> Callable[[Scope], Scene]:
        """Return what makes a scene of a scope; it asks no widget any more."""
        document, stamp = self._document, stamp_now(self._who(), "ways compared")
        check, system, comparison = document.check, document.system, document.comparison
        numbers, table = self._scopes.numbers(), self._scopes.table()
        to_round = {scope: self._scopes.to_round(scope) for scope in self._scopes.names()}

        def make(scope: Scope) -> Scene:
            cells = numbers if scope is Scope.SELECTION else None
            if scope is Scope.TABLE and table is not None:
                cells = numbers_of_tables(check, (table,))
            return Scene(check, stamp, cells, to_round[scope], system, comparison, _QUICK)

        return make
