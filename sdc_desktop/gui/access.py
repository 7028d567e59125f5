"""Writes to the access log beside the window; one that cannot be written is said and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.release import NO_RELEASE
from sdc_desktop.core.release_actions import release_of
from sdc_desktop.gui.jobs import Job, Jobs

if TYPE_CHECKING:
    from sdc_desktop.core.check import Check
    from sdc_desktop.gui.document import Opened
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.register.access_log import Access
    from sdc_desktop.register.entries import PublishedRelease
    from sdc_desktop.workbook.finish import Finished


class AccessNotes(QObject):
    """What the window reads and writes goes into the access log, under the name of the login.

    Writing cannot be cancelled; the window waits for it when it is closed.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = Jobs(self)

    @property
    def is_writing(self) -> bool:
        """Whether something is not in the log yet."""
        return bool(self._jobs.running)

    def finish(self) -> None:
        """Wait until everything is written."""
        self._jobs.finish()

    def note_preview(self, path: Path) -> None:
        """Note that the first rows of a workbook are shown while it is read."""
        self.note_viewed(path, "", "window, first rows")

    def note_viewed(self, path: Path, sha256: str, remark: str) -> None:
        """Note that a workbook was read beside the open check; without a hash it is taken."""
        folder = self._window.store.folder

        def write() -> None:
            from sdc_desktop.register.access_log import Event
            from sdc_desktop.register.noting import access_now, note

            note(folder, access_now(folder, Event.VIEWED, path, sha256=sha256, remark=remark))

        self._start(write)

    def note_opened(self, opened: Opened) -> None:
        """Note that a workbook was read, and that its check is in progress."""
        folder, path, sha256 = self._window.store.folder, opened.path, opened.check.workbook.sha256

        def write() -> None:
            from sdc_desktop.register.access_log import Event
            from sdc_desktop.register.entries import RunningCheck
            from sdc_desktop.register.noting import access_now, note

            access = access_now(folder, Event.OPENED, path, sha256=sha256, remark="window")
            running = RunningCheck(sha256, path.name, access.who, access.when)
            note(folder, access, begun=running)

        self._start(write)

    def note_saved(self, check: Check, source: Path, done: Finished) -> None:
        """Note that a protected workbook was written; a proof that passed ends the check."""
        folder = self._window.store.folder
        authorised_by = (release_of(check.actions) or NO_RELEASE).authorised_by

        def write() -> None:
            from sdc_desktop.register.access_log import Event
            from sdc_desktop.register.noting import access_now, note
            from sdc_desktop.register.whereabouts import remember_place

            access = access_now(
                folder,
                Event.EXPORTED,
                done.saved.path,
                sha256=done.saved.sha256,
                remark=f"window, protect of {source.name}",
                authorised_by=authorised_by,
            )
            if not done.proof.passed:
                note(folder, access)
                return
            remember_place(folder, access.sha256, done.saved.path)
            ended = check.workbook.sha256, access.who
            note(folder, access, ended=ended, release=_released(check, access))

        self._start(write)

    def note_exported(self, path: Path, remark: str) -> None:
        """Note that a file went out of the program."""
        folder = self._window.store.folder

        def write() -> None:
            from sdc_desktop.register.access_log import Event
            from sdc_desktop.register.noting import access_now, note

            note(folder, access_now(folder, Event.EXPORTED, path, remark=remark))

        self._start(write)

    def note_verified(self, record: Path, decision: str) -> None:
        """Note that a record was verified and reviewed."""
        folder = self._window.store.folder

        def write() -> None:
            from sdc_desktop.register.access_log import Event
            from sdc_desktop.register.noting import access_now, note

            remark = f"window, review: {decision}"
            note(folder, access_now(folder, Event.VERIFIED, record / "record.json", remark=remark))

        self._start(write)

    def _start(self, write: Callable[[], None]) -> None:
        job = Job(self.tr("Writing the access log"), lambda _: write())
        job.signals.failed.connect(self._say)
        self._jobs.start(job)

    def _say(self, error: SdcError) -> None:
        self._window.banner.show_message("review", str(error), error.hint)


def _released(check: Check, access: Access) -> PublishedRelease:
    """Return what the register keeps of a protected workbook."""
    from sdc_desktop.core.release import NO_RELEASE
    from sdc_desktop.core.release_actions import release_of
    from sdc_desktop.register.entries import released

    said = release_of(check.actions) or NO_RELEASE
    titles = [table.title for table in check.tables]
    source = check.workbook.sha256
    entry = released(access.file, access.sha256, source, access.who, access.when, titles)
    return replace(entry, title=said.title, dataset=said.dataset.name)
