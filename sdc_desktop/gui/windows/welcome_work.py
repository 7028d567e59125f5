"""What the welcome page offers and what its buttons do; recent workbooks are in a menu as well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from sdc_desktop.core.errors import SdcError
from sdc_desktop.gui.resources import sample_workbook

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.register.journal import UnfinishedCheck


class WelcomeWork(QObject):
    """Connects the welcome page and the menu of recent workbooks with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._page = window, window.welcome
        page = self._page
        page.open_wanted.connect(window.ask_workbook)
        page.sample_wanted.connect(self.open_sample)
        page.learning_wanted.connect(window.help.show_learning)
        page.file_wanted.connect(window.open)
        page.unfinished_wanted.connect(window.resuming.resume)
        page.discard_wanted.connect(self.discard)
        self._discarded: dict[Path, UnfinishedCheck] = {}
        window.can.menus["recent"].aboutToShow.connect(self.fill_recent)

    def show_recent(self) -> None:
        """List the workbooks opened last."""
        self._page.show_recent([Path(name) for name in self._window.store.value.recent])

    def offer_unfinished(self) -> None:
        """List the checks that were begun and not saved."""
        from sdc_desktop.gui.journals import unfinished_checks

        self.show_unfinished(unfinished_checks(self._window.store.folder))

    def show_unfinished(self, checks: Sequence[UnfinishedCheck]) -> None:
        """List these checks but for those that were discarded."""
        self._page.show_unfinished([one for one in checks if one.path not in self._discarded])

    def open_sample(self) -> None:
        """Open the workbook that comes with the program."""
        sample = sample_workbook()
        if sample is not None:
            self._window.open(sample)

    def discard(self, check: UnfinishedCheck) -> None:
        """Take a check off the list; it can be brought back until another workbook is opened."""
        self._discarded[check.path] = check
        self.offer_unfinished()
        self._window.banner.show_message(
            "info",
            self.tr("The check of {name} is discarded.").format(name=check.source.name),
            self.tr("It is forgotten for good with the next workbook, or when you quit."),
            button=self.tr("Bring it back"),
            wanted=lambda: self._bring_back(check),
        )

    def finish(self) -> None:
        """Forget what was discarded for good."""
        discarded, self._discarded = self._discarded, {}
        for check in discarded.values():
            try:
                check.discard()
            except SdcError as error:
                self._window.banner.show_error(error)

    def _bring_back(self, check: UnfinishedCheck) -> None:
        self._discarded.pop(check.path, None)
        self.offer_unfinished()

    def fill_recent(self) -> None:
        """Fill the menu of the workbooks opened last."""
        menu, recent = self._window.can.menus["recent"], self._window.store.value.recent
        menu.clear()
        for name in recent:
            action = QAction(Path(name).name.replace("&", "&&"), menu)
            action.setToolTip(name)
            action.triggered.connect(lambda _=False, one=name: self._window.open(Path(one)))
            menu.addAction(action)
        menu.setEnabled(bool(recent))
