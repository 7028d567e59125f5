"""Looks for hidden parts beside the window, shows where they are, and notes what is to go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from sdc_desktop.core.actions import RemoveHidden, hidden_to_remove
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import Workbook, WorkbookFormat
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.hidden_words import carrier_in_words
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.models.hidden_parts import HiddenParts, Names
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.views.hidden_panel import HiddenPanel
from sdc_desktop.gui.views.sheet_area import SheetArea
from sdc_desktop.workbook.inspection import Carrier, inspect_file, inspect_package
from sdc_desktop.workbook.locked import password_given
from sdc_desktop.workbook.package import Package

_READ_AS_PACKAGE = {WorkbookFormat.XLSX, WorkbookFormat.XLSM}


class NotLookedError(SdcError):
    """Raised when looking for hidden parts was stopped."""

    hint = "Look again before you publish the file."

    def __init__(self) -> None:
        super().__init__("Nobody looked for hidden parts.")


class HiddenWork(QObject):
    """Fills the panel of hidden parts, and turns what is ticked in it into actions."""

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        sheets: SheetArea,
        who: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.panel = HiddenPanel()
        self._document, self._jobs, self._sheets, self._who = document, jobs, sheets, who
        self._job: Job | None = None
        self.panel.change_wanted.connect(self.change)
        self.panel.all_wanted.connect(self.remove_all)
        self.panel.look_wanted.connect(self.begin)
        self.panel.place_wanted.connect(self.show_place)

    def begin(self) -> None:
        """Look for hidden parts beside the window."""
        path, workbook = self._document.path, self._document.check.workbook
        password = self._document.password
        job = Job(
            self.tr("Looking for hidden parts"),
            lambda progress: find_hidden(path, workbook, progress, password),
        )
        self._job = job
        job.signals.finished.connect(lambda found: self._take(job, HiddenParts(found)))
        job.signals.failed.connect(lambda error: self._take(job, HiddenParts(problem=error)))
        job.signals.cancelled.connect(
            lambda: self._take(job, HiddenParts(problem=NotLookedError()))
        )
        self._document.show_hidden(HiddenParts())
        self._jobs.start(job)

    def leave(self) -> None:
        """Stop looking; nobody wants to know any more."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def refresh(self) -> None:
        """Show what goes in the present state."""
        self.panel.show_parts(self._document.hidden, self._names())

    def set_busy(self, is_busy: bool) -> None:
        """Decide nothing while something else is being done."""
        self.panel.setEnabled(not is_busy)

    def change(self, carrier: Carrier) -> None:
        """Let a carrier go that stayed, or stay that went."""
        names = self._names()
        pattern = self.tr("Keep: {what}") if carrier.name in names else self.tr("Remove: {what}")
        after = self._document.hidden.with_changed(names, carrier)
        self._decide(after, pattern.format(what=carrier_in_words(carrier)))

    def remove_all(self) -> None:
        """Let everything go that can."""
        after = self._document.hidden.removable()
        if not after <= self._names():
            self._decide(after | self._names(), self.tr("Remove all hidden parts that can go"))

    def show_place(self, carrier: Carrier) -> None:
        """Select the cells of a carrier, or show its sheet."""
        workbook = self._document.check.workbook
        sheet = next((one for one in workbook.sheets if one.name == carrier.sheet), None)
        if sheet is None:
            return
        rows, columns = sheet.shape
        cells = [one for one in carrier.cells if one.row < rows and one.column < columns]
        if cells:
            self._sheets.go_to(cells[0])
            self._sheets.show_sheet(sheet.name).select_cells(cells)
        elif sheet.name != self._sheets.current_sheet:
            self._sheets.go_to(CellRef(sheet.name, 0, 0))

    def _decide(self, names: Names, text: str) -> None:
        carriers = self._document.hidden.sorted_names(names)
        self._document.do([RemoveHidden(carriers, stamp_now(self._who()))], text)

    def _names(self) -> Names:
        return hidden_to_remove(self._document.check.actions)

    def _take(self, job: Job, parts: HiddenParts) -> None:
        if job is self._job:
            self._job = None
            self._document.show_hidden(parts)


def find_hidden(
    path: Path, workbook: Workbook, progress: Progress, password: str = ""
) -> tuple[Carrier, ...]:
    """Return the carriers of hidden data in the file that was read as `workbook`.

    A locked file is opened with `password`.

    Raises:
        SdcError: The file cannot be looked at.
        Cancelled: `progress` was asked to stop.
    """
    with password_given(password):
        if workbook.format in _READ_AS_PACKAGE:
            return inspect_package(Package.open(path), workbook, progress)
        return inspect_file(path, progress)
