"""Compares ways to protect on the open check, and applies the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdc_desktop.gui.dialogs.methods_dialog import MethodsDialog
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Jobs
from sdc_desktop.gui.rounding import Scope
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.ways import Scene, all_ways, numbers_of_tables
from sdc_desktop.gui.windows.scopes import Scopes

_USUAL_BASE = 5


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
        base = float(self._document.check.policy.rounding_base or _USUAL_BASE)
        return MethodsDialog(
            all_ways(base), self._scopes.names(), self._scene_maker(), self._jobs, self._window
        )

    def _scene_maker(self) -> Callable[[Scope], Scene]:
        """Return what makes a scene of a scope; it asks no widget any more."""
        document, key, stamp = self._document, self._key, stamp_now(self._who(), "ways compared")
        check, system, comparison = document.check, document.system, document.comparison
        numbers, table = self._scopes.numbers(), self._scopes.table()
        to_round = {scope: self._scopes.to_round(scope) for scope in self._scopes.names()}

        def make(scope: Scope) -> Scene:
            tables = (table,) if scope is Scope.TABLE and table is not None else check.tables
            chosen = scope is Scope.SELECTION
            cells = numbers if chosen else numbers_of_tables(check, tables)
            return Scene(check, system, comparison, cells, to_round[scope], key, stamp)

        return make
