"""Going on with an unfinished check whose workbook may have been moved or changed meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from sdc_desktop.gui.jobs import Job

if TYPE_CHECKING:
    from sdc_desktop.gui.document import Opened
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.register.journal import UnfinishedCheck


class Resuming(QObject):
    """Opens the workbook of an unfinished check; another content never passes for it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wanted: UnfinishedCheck | None = None

    def resume(self, check: UnfinishedCheck) -> None:
        """Open the workbook where it was, or ask where it is now."""
        if check.source.is_file():
            self._wanted = check
            self._window.open(check.source)
            return
        text = self.tr("{name} is no longer where it was when you began to check it.")
        self._offer(check, text.format(name=check.source.name))

    def look_at(self, opened: Opened) -> None:
        """Say so when the workbook that was opened for a check holds something else by now."""
        wanted, self._wanted = self._wanted, None
        if wanted is None or opened.check.workbook.sha256 == wanted.source_sha256:
            return
        text = self.tr("{name} was changed since, so this is a new check of another content.")
        self._offer(wanted, text.format(name=opened.path.name))

    def find(self, check: UnfinishedCheck) -> None:
        """Let the user say where the workbook is now."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Where is {name} now?").format(name=check.source.name),
            str(check.source.parent),
        )
        if name:
            self.take(check, Path(name))

    def take(self, check: UnfinishedCheck, path: Path) -> None:
        """Open `path` if it holds the very bytes that were checked."""

        def is_it() -> bool:
            from sdc_desktop.register.noting import file_hash

            return file_hash(path) == check.source_sha256

        title = self.tr("Comparing {name}").format(name=path.name)
        job = Job(title, lambda _: is_it(), path.name)
        job.signals.finished.connect(lambda found: self._open_if(check, path, is_it=bool(found)))
        self._window.jobs.start(job)

    def _open_if(self, check: UnfinishedCheck, path: Path, *, is_it: bool) -> None:
        if is_it:
            self._wanted = check
            self._window.open(path)
            return
        text = self.tr("{name} is not the workbook that was checked: its content differs.")
        self._offer(check, text.format(name=path.name))

    def _offer(self, check: UnfinishedCheck, text: str) -> None:
        self._window.banner.show_message(
            "review",
            text,
            self.tr("What you did is kept, and belongs to the workbook as it was then."),
            button=self.tr("Find that workbook…"),
            wanted=lambda: self.find(check),
        )
