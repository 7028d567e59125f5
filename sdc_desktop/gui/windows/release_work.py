"""Describes the release: reads the dataset cards, asks, and makes an action of the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.release import NO_RELEASE, Dataset
from sdc_desktop.core.release_actions import StateRelease, release_of
from sdc_desktop.gui.dialogs.release_dialog import ReleaseDialog
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.release_words import release_action_in_words
from sdc_desktop.gui.stamps import stamp_now

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class ReleaseWork(QObject):
    """Shows the Release page."""

    def __init__(self, document: Document, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._jobs = Jobs(self)
        self.dialog: ReleaseDialog | None = None

    @property
    def is_reading(self) -> bool:
        """Whether the cards are still being read."""
        return bool(self._jobs.running)

    def ask(self, parent: QWidget | None = None, then: Callable[[], None] | None = None) -> None:
        """Show the page; the cards of the register come beside it.

        Args:
            parent: Over what; the window when None.
            then: Called when something else is said of the release.
        """
        release = release_of(self._document.check.actions) or NO_RELEASE
        roles = self._document.check.policy.terms.roles
        dialog = self.dialog = ReleaseDialog(release, (), parent or self._window, roles=roles)
        dialog.accepted.connect(lambda: self._keep(dialog, then))
        dialog.register_wanted.connect(lambda: self._open_register(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._jobs.cancel_all)
        self._read_cards(dialog)
        dialog.open()

    def _read_cards(self, dialog: ReleaseDialog) -> None:
        folder = self._window.store.folder
        job = Job(self.tr("Reading the dataset cards"), lambda _: read_datasets(folder))
        job.signals.finished.connect(lambda found: self._offer(dialog, found))
        job.signals.failed.connect(self._say)
        self._jobs.start(job)

    def _offer(self, dialog: ReleaseDialog, found: Sequence[Dataset]) -> None:
        if dialog is self.dialog:
            dialog.show_datasets(found)

    def _say(self, error: SdcError) -> None:
        self._window.banner.show_message("review", str(error), error.hint)

    def _keep(self, dialog: ReleaseDialog, then: Callable[[], None] | None) -> None:
        self.dialog = None
        before = release_of(self._document.check.actions) or NO_RELEASE
        if dialog.release == before:
            return
        action = StateRelease(dialog.release, stamp_now(self._window.store.value.who))
        self._document.do([action], release_action_in_words(action))
        if then is not None:
            then()

    def _open_register(self, dialog: ReleaseDialog) -> None:
        """Keep what is filled in, and show the register."""
        dialog.accept()
        self._window.register.show_register()


def read_datasets(folder: Path) -> tuple[Dataset, ...]:
    """Return the datasets of a user's register that are not deleted; none without a register.

    Raises:
        SdcError: It cannot be reached.
    """
    from sdc_desktop.register.places import register_address

    address = register_address(folder)
    if "://" not in address and not Path(address).exists():
        return ()
    from sdc_desktop.register.register import Register

    with Register(address) as register:
        return tuple(one.as_dataset() for one in register.cards() if not one.disposed_on)
