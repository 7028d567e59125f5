"""File > Export a record: the RO-Crate that the command `crate` writes as well."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdc_desktop.gui.jobs import Job

if TYPE_CHECKING:
    from sdc_desktop.gui.dialogs.crate_dialog import CrateChoice
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.workbook.crate_file import WrittenCrate


class CrateWork(QObject):
    """Asks what to export, writes it beside the window and says what is in it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask(self) -> None:
        """Let the user choose a record; the one that was saved last is proposed."""
        from sdc_desktop.gui.dialogs.crate_dialog import CrateDialog

        workbench = self._window.workbench
        saved = workbench.saving.record if workbench is not None else None
        choice = CrateDialog.ask(str(saved) if saved is not None else "", self._window)
        if choice is not None:
            self.write(choice)

    def write(self, choice: CrateChoice) -> None:
        """Write the crate."""
        title = self.tr("Exporting {name}").format(name=choice.out.name)
        job = Job(title, lambda _: _write(choice), choice.out.name)
        job.signals.finished.connect(lambda made: self._say(choice, made))
        job.signals.failed.connect(self._window.banner.show_error)
        self._window.jobs.start(job)

    def _say(self, choice: CrateChoice, made: WrittenCrate) -> None:
        text = self.tr("{name} was written. Files in it: {n}.")
        text = text.format(name=made.out.name, n=len(made.files))
        if not made.has_workbook:
            self._window.banner.show_message(
                "review",
                text,
                self.tr("The protected workbook is not in it: it is not approved yet."),
            )
            return
        self._window.access.note_exported(choice.workbook, "window, crate")
        hint = "" if made.is_five_safes else self._what_is_missing()
        self._window.banner.show_message("good", text, hint)

    def _what_is_missing(self) -> str:
        return self.tr("With a project and a workflow it would be a Five Safes RO-Crate.")


def _write(choice: CrateChoice) -> WrittenCrate:
    from sdc_desktop.gui.stamps import stamp_now
    from sdc_desktop.workbook.crate_file import CrateWish, write_crate

    wish = CrateWish(
        choice.out,
        str(uuid.uuid4()),
        stamp_now("").when,
        choice.workflow,
        choice.project,
        choice.licence,
    )
    return write_crate(choice.record, choice.workbook, wish)
