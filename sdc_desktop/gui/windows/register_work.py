"""Reads the register beside the window and shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdc_desktop.gui.jobs import Job, Jobs

if TYPE_CHECKING:
    from sdc_desktop.core.check import Check
    from sdc_desktop.gui.dialogs.register_dialog import RegisterContents, RegisterDialog
    from sdc_desktop.gui.document import Opened
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.register.entries import DatasetCard, PublishedRelease, RunningCheck
    from sdc_desktop.register.register import Register


_MOST_NAMED = 3


class RegisterWork(QObject):
    """Opens the page of the register.

    Attributes:
        dialog: The page, None before it was opened.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: RegisterDialog | None = None
        self._jobs = Jobs(self)

    def show_register(self) -> None:
        """Read the register and show it; what goes wrong is said in the banner."""
        folder = self._window.store.folder
        job = Job(self.tr("Reading the register"), lambda _: read_register(folder))
        job.signals.finished.connect(self._show)
        job.signals.failed.connect(self._window.banner.show_error)
        self._window.jobs.start(job)

    @property
    def is_looking(self) -> bool:
        """Whether earlier releases are being looked for."""
        return bool(self._jobs.running)

    def finish(self) -> None:
        """Stop looking."""
        self._jobs.finish()

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
        dialog.checks.due_wanted.connect(self._set_due)
        dialog.checks.end_wanted.connect(self._end_check)
        dialog.releases.removal_wanted.connect(self._forget_release)
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

    def _set_due(self, check: RunningCheck, day: str) -> None:
        self._change(lambda register: register.set_due(check.sha256, check.who, day))

    def _end_check(self, check: RunningCheck) -> None:
        self._change(lambda register: register.end_check(check.sha256, check.who))

    def _forget_release(self, sha256: str) -> None:
        self._change(lambda register: register.remove_release(sha256))

    def _change(self, change: Callable[[Register], object]) -> None:
        """Change the register beside the window, and show what it holds then."""
        folder, dialog = self._window.store.folder, self.dialog
        job = Job(self.tr("Writing the register"), lambda _: read_register(folder, change))
        if dialog is not None:
            job.signals.finished.connect(dialog.show_contents)
            job.signals.failed.connect(dialog.say_problem)
        self._window.jobs.start(job)

    def offer_earlier(self, opened: Opened) -> None:
        """Offer to compare a workbook with the latest registered release of its series."""
        folder, check, near = self._window.store.folder, opened.check, opened.path.parent
        job = Job(self.tr("Looking for earlier releases"), lambda _: _earlier(folder, check, near))
        job.signals.finished.connect(lambda found: self._offer(opened.path, found))
        job.signals.failed.connect(lambda _: None)
        self._jobs.start(job)

    def _offer(self, path: Path, found: tuple[PublishedRelease, Path | None] | None) -> None:
        workbench = self._window.workbench
        if found is None or workbench is None or workbench.document.path != path:
            return
        if workbench.document.check.earlier:
            return
        release, place = found
        text = self.tr("An earlier release is registered: {file}, saved on {day}.")
        earlier = workbench.earlier
        self._window.banner.show_message(
            "info",
            text.format(file=release.file, day=release.saved_on[:10]),
            self.tr("Readers have both: what they can work out of the two together counts."),
            button=self.tr("Compare with it") if place else self.tr("Find the file…"),
            wanted=earlier.ask_release if place is None else lambda: earlier.add(place),
        )

    def _say_due(self, due: Due) -> None:
        said = [
            self.tr("{name} by {day}").format(name=one.name, day=one.delete_by) for one in due.cards
        ]
        late = [self.tr("{name} by {day}").format(name=one.file, day=one.due) for one in due.checks]
        sentences = [
            self.tr("Data must be deleted: {named}.").format(named=_joined(said)) if said else "",
            self.tr("Checks are due: {named}.").format(named=_joined(late)) if late else "",
        ]
        if not any(sentences):
            return
        self._window.banner.show_message(
            "review",
            " ".join(one for one in sentences if one),
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
        checks, cards, signers = register.checks(), register.cards(), register.signers()
        return RegisterContents(entries, head, checks, cards, signers, register.releases(), today)


@dataclass(frozen=True, slots=True)
class Due:
    """What has to be done soon: datasets to be deleted, and own checks to be finished."""

    cards: tuple[DatasetCard, ...] = ()
    checks: tuple[RunningCheck, ...] = ()


def _joined(named: Sequence[str]) -> str:
    more = ", …" if len(named) > _MOST_NAMED else ""
    return ", ".join(named[:_MOST_NAMED]) + more


def _earlier(folder: Path, check: Check, near: Path) -> tuple[PublishedRelease, Path | None] | None:
    """Return the latest registered release of a workbook's series, and where its file is.

    Raises:
        SdcError: The register cannot be reached.
    """
    from sdc_desktop.register.entries import earlier_of_series
    from sdc_desktop.register.places import register_address
    from sdc_desktop.register.register import Register
    from sdc_desktop.register.whereabouts import find_place

    address = register_address(folder)
    if "://" not in address and not Path(address).exists():
        return None
    with Register(address) as register:
        registered = register.releases()
    titles = [table.title for table in check.tables]
    found = earlier_of_series(registered, check.workbook.name, check.workbook.sha256, titles)
    return (found[0], find_place(folder, found[0], near)) if found else None


def read_due(folder: Path) -> Due:
    """Return what has to be done soon; nothing where there is no register yet.

    Raises:
        SdcError: It cannot be reached.
    """
    from sdc_desktop.register.places import register_address

    address = register_address(folder)
    if "://" not in address and not Path(address).exists():
        return Due()
    from sdc_desktop.gui.stamps import stamp_now
    from sdc_desktop.register.entries import cards_due, checks_due
    from sdc_desktop.register.noting import login_name
    from sdc_desktop.register.register import Register

    with Register(address) as register:
        today, who = stamp_now("").when[:10], login_name()
        own = [one for one in register.checks() if one.who == who]
        return Due(cards_due(register.cards(), today), checks_due(own, today))
