"""Opens a workbook beside the window: read it, find its tables, relate them.

While a large one is read, its first rows can be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sdc_desktop.gui.awake import settle_in
from sdc_desktop.gui.jobs import Job

if TYPE_CHECKING:
    from sdc_desktop.core.errors import SdcError
    from sdc_desktop.core.progress import Progress
    from sdc_desktop.gui.document import Opened
    from sdc_desktop.gui.views.preview_page import PreviewPage
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.gui.windows.workbench import Workbench
    from sdc_desktop.register.journal import UnfinishedCheck
    from sdc_desktop.workbook.reader import FirstRows, ShowFirst

SUFFIXES = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".xls", ".xlsb")

_UNLOCKED = (".xlsx", ".xlsm", ".xlsb", ".ods")

_LONGEST_PAUSE = 0.3

_NEEDED = (
    "sdc_desktop.core.check",
    "sdc_desktop.core.layout",
    "sdc_desktop.core.protection.automatic",
    "sdc_desktop.workbook.reader",
    "sdc_desktop.gui.views.preview_page",
    "sdc_desktop.gui.windows.workbench",
)


def work_of_opening(
    path: Path, policy_id: str, password: str, show_first: ShowFirst, folder: Path
) -> Callable[[Progress], Opened]:
    """Return the work of opening `path`; it imports what it needs, so that the window is light.

    The policy is looked for among those in `folder`, the user's, and the presets. A locked
    workbook is opened with `password`; `show_first` gets the first rows of a large one.

    The work raises an SdcError when the file cannot be used.
    """

    def work(progress: Progress) -> Opened:
        from sdc_desktop.core.check import Check
        from sdc_desktop.core.layout import find_tables
        from sdc_desktop.core.relations import build_relations
        from sdc_desktop.gui.document import Opened
        from sdc_desktop.gui.policies import usable_policy
        from sdc_desktop.gui.stamps import stamp_now
        from sdc_desktop.workbook.reader import read_workbook

        workbook = read_workbook(path, progress, password, show_first)
        tables = find_tables(workbook, progress)
        today = stamp_now("").when[:10]
        check = Check(workbook, usable_policy(policy_id, folder), tables, today=today)
        return Opened(path, check, build_relations(workbook, check.tables), password)

    return work


def asks_for_password(path: Path, error: SdcError) -> bool:
    """Tell whether another password may open a file that was not opened because of `error`."""
    from sdc_desktop.workbook.errors import WorkbookLockedError, WrongPasswordError

    if isinstance(error, WrongPasswordError):
        return True
    return isinstance(error, WorkbookLockedError) and path.suffix.lower() in _UNLOCKED


class Opening(QObject):
    """Opens one workbook at a time; what is open stays until that has worked.

    `first_shown` is emitted when the first rows of a large workbook are in the window.

    Attributes:
        page: Those first rows, None when none are shown.
    """

    first_shown = Signal()
    _first_read = Signal(object, object, object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self._path = Path()
        self.page: PreviewPage | None = None
        self._is_painted = Event()
        self._first_read.connect(self._show_first)

    def open(self, path: Path, password: str) -> None:
        """Open a workbook in place of one that is still being opened."""
        window = self._window
        self._leave_page()
        if self._job is not None:
            self._job.cancel()
        window.banner.hide()

        def show_first(first: FirstRows) -> None:
            """Wait a moment in the thread that reads, so that the rows are painted at once."""
            is_painted = Event()
            self._first_read.emit(path, first, is_painted)
            is_painted.wait(_LONGEST_PAUSE)

        work = work_of_opening(
            path, window.store.value.policy, password, show_first, window.store.folder
        )
        job = Job(self.tr("Opening {name}").format(name=path.name), work, path.name)
        job.signals.finished.connect(self._take_opened)
        job.signals.failed.connect(lambda error: self._take_refusal(path, password, error))
        job.signals.cancelled.connect(lambda: self._stop(job))
        self._job, self._path = job, path
        window.jobs.start(job)

    def refresh_look(self) -> None:
        """Take the colours of the theme anew."""
        if self.page is not None:
            self.page.sheets.refresh_look()

    def _show_first(self, path: Path, first: FirstRows, is_painted: Event) -> None:
        from sdc_desktop.gui.views.preview_page import PreviewPage

        is_awaited = self._job is not None and not self._job.is_cancelled and path == self._path
        if not is_awaited or self.page is not None:
            is_painted.set()
            return
        page = self.page = PreviewPage(first, self._window.store.value.zoom)
        self._is_painted = is_painted
        page.painted.connect(self._note_painted)
        QTimer.singleShot(0, lambda: self._show_page(page))

    def _note_painted(self) -> None:
        """Let the thread that reads go on.

        The page is not connected with the event itself: that ends in the thread that reads, and Qt
        must not take a connection apart there.
        """
        self._is_painted.set()

    def _show_page(self, page: PreviewPage) -> None:
        """Show the page in a turn of its own, so that none of them is long."""
        if page is self.page:
            self._window.show_preview(page, self._path.name)
            self._window.access.note_preview(self._path)
            self.first_shown.emit()

    def _leave_page(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            self._window.end_preview(page)

    def _take_opened(self, opened: Opened) -> None:
        self._job = None
        self._leave_page()
        self._window.show_opened(opened)

    def _stop(self, job: Job) -> None:
        """Say that nothing was opened, unless another workbook is on its way already."""
        if job is self._job:
            self._job = None
            self._leave_page()
            self._say_not_opened()
            self._window.resume_check()

    def _take_refusal(self, path: Path, password: str, error: SdcError) -> None:
        """Ask for the password where one is needed, say what was wrong elsewhere."""
        self._job = None
        self._leave_page()
        self._window.resume_check()
        if not asks_for_password(path, error):
            self._window.banner.show_error(error)
            return
        from sdc_desktop.gui.dialogs.password_dialog import PasswordDialog

        given = PasswordDialog.ask(path.name, self._window, is_again=bool(password))
        if given is None:
            self._say_not_opened()
        else:
            self.open(path, given)

    def _say_not_opened(self) -> None:
        self._window.banner.show_message("info", self.tr("The workbook was not opened."))


def make_workbench(window: MainWindow, opened: Opened) -> Workbench:
    """Return the workbench for a workbook that was opened, with what was done before.

    Raises:
        SdcError: Its journal cannot be begun or continued.
    """
    from sdc_desktop.gui.document import Document
    from sdc_desktop.gui.journals import begin_journal
    from sdc_desktop.gui.windows.workbench import Workbench

    check, store = opened.check, window.store
    begun = begin_journal(store.folder, opened.path, check.workbook, check.policy, store.value.who)
    return Workbench(Document(opened, begun, window.jobs, window), window)


def prepare(user_folder: Path, progress: Progress) -> tuple[UnfinishedCheck, ...]:
    """Import and read what the first workbook needs while the welcome page is looked at.

    Returns:
        The unfinished checks of this user.
    """
    from sdc_desktop.gui.journals import unfinished_checks
    from sdc_desktop.register.policies import list_policies

    for name in _NEEDED:
        progress(0, 0, "")
        import_module(name)
    list_policies()
    settle_in()
    return unfinished_checks(user_folder)
