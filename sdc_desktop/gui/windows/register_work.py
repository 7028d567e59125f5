"""Reads the register beside the window and shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdc_desktop.gui.jobs import Job

if TYPE_CHECKING:
    from sdc_desktop.gui.dialogs.register_dialog import RegisterContents, RegisterDialog
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.register.entries import DatasetCard
    from sdc_desktop.register.register import Register


class RegisterWork(QObject):
    """Opens the page of the register.

    Attributes:
        dialog: The page, None before it was opened.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: RegisterDialog | None = None

    def show_register(self) -> None:
        """Read the register and show it; what goes wrong is said in the banner."""
        folder = self._window.store.folder
        job = Job(self.tr("Reading the register"), lambda _: read_register(folder))
        job.signals.finished.connect(self._show)
        job.signals.failed.connect(self._window.banner.show_error)
        self._window.jobs.start(job)

    def remind(self) -> None:
        """Say which datasets must be deleted soon; a register that is not there yet is not made."""
        folder = self._window.store.folder
        job = Job(self.tr("Looking up deletion dates"), lambda _: read_due(folder))
        job.signals.finished.connect(self._say_due)
        job.signals.failed.connect(self._window.banner.show_error)
        self._window.jobs.start(job)

    def _show(self, contents: RegisterContents) -> None:
        from sdc_desktop.gui.dialogs.register_dialog import RegisterDialog

        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
        dialog = self.dialog = RegisterDialog(contents, self._window)
        dialog.datasets.card_wanted.connect(self._keep_card)
        dialog.datasets.disposal_wanted.connect(self._dispose)
        dialog.signers.list_wanted.connect(self._trust)
        dialog.signers.removal_wanted.connect(self._distrust)
        dialog.open()

    def _keep_card(self, card: DatasetCard) -> None:
        self._change(lambda register: register.keep_card(card))

    def _dispose(self, name: str, how: str) -> None:
        from sdc_desktop.gui.stamps import stamp_now

        stamp = stamp_now("")
        self._change(lambda register: register.dispose(name, how, stamp.who, stamp.when))

    def _trust(self, path: Path) -> None:
        from sdc_desktop.gui.stamps import stamp_now
        from sdc_desktop.register.signers_file import read_signers

        stamp = stamp_now("")

        def keep(register: Register) -> None:
            for signer in read_signers(path, stamp.who, stamp.when):
                register.keep_signer(signer)

        self._change(keep)

    def _distrust(self, key: str) -> None:
        self._change(lambda register: register.remove_signer(key))

    def _change(self, change: Callable[[Register], object]) -> None:
        """Change the register beside the window, and show what it holds then."""
        folder, dialog = self._window.store.folder, self.dialog
        job = Job(self.tr("Writing the register"), lambda _: read_register(folder, change))
        if dialog is not None:
            job.signals.finished.connect(dialog.show_contents)
            job.signals.failed.connect(dialog.say_problem)
        self._window.jobs.start(job)

    def _say_due(self, due: Sequence[DatasetCard]) -> None:
        if not due:
            return
        named = ", ".join(
            self.tr("{name} by {day}").format(name=one.name, day=one.delete_by) for one in due[:3]
        )
        more = self.tr(" and others") if len(due) > 3 else ""
        self._window.banner.show_message(
            "review",
            self.tr("Data must be deleted: {named}{more}.").format(named=named, more=more),
            button=self.tr("Open the register…"),
            wanted=self.show_register,
        )


def read_register(
    folder: Path, change: Callable[[Register], object] | None = None
) -> RegisterContents:
    """Return what the register of a user holds, after a change of it where one is given.

    Raises:
        SdcError: It cannot be reached, or the change cannot be made.
    """
    from sdc_desktop.gui.dialogs.register_dialog import RegisterContents
    from sdc_desktop.gui.stamps import stamp_now
    from sdc_desktop.register.places import register_address
    from sdc_desktop.register.register import Register

    with Register(register_address(folder)) as register:
        if change is not None:
            change(register)
        entries, head = register.log()
        today = stamp_now("").when[:10]
        cards, signers = register.cards(), register.signers()
        return RegisterContents(entries, head, register.checks(), cards, signers, today)


def read_due(folder: Path) -> tuple[DatasetCard, ...]:
    """Return the datasets that must be deleted soon; none where there is no register yet.

    Raises:
        SdcError: It cannot be reached.
    """
    from sdc_desktop.register.places import register_address

    address = register_address(folder)
    if "://" not in address and not Path(address).exists():
        return ()
    from sdc_desktop.gui.stamps import stamp_now
    from sdc_desktop.register.entries import cards_due
    from sdc_desktop.register.register import Register

    with Register(address) as register:
        return cards_due(register.cards(), stamp_now("").when[:10])
