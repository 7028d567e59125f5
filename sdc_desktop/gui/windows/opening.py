"""Opens a workbook beside the window: read it, find its tables, relate them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdc_desktop.core.errors import SdcError
    from sdc_desktop.core.progress import Progress
    from sdc_desktop.gui.document import Opened
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.gui.windows.workbench import Workbench
    from sdc_desktop.register.journal import UnfinishedCheck

SUFFIXES = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".xls", ".xlsb")

_UNLOCKED = (".xlsx", ".xlsm", ".xlsb")

_NEEDED = (
    "sdc_desktop.core.check",
    "sdc_desktop.core.layout",
    "sdc_desktop.core.protection.automatic",
    "sdc_desktop.workbook.reader",
)


def work_of_opening(path: Path, policy_id: str, password: str = "") -> Callable[[Progress], Opened]:
    """Return the work of opening `path`; it imports what it needs, so that the window is light.

    A locked workbook is opened with `password`.

    The work raises an SdcError when the file cannot be used.
    """

    def work(progress: Progress) -> Opened:
        from sdc_desktop.core.check import Check
        from sdc_desktop.core.layout import find_tables
        from sdc_desktop.core.relations import build_relations
        from sdc_desktop.gui.document import Opened
        from sdc_desktop.gui.policies import usable_policy
        from sdc_desktop.workbook.reader import read_workbook

        workbook = read_workbook(path, progress, password)
        tables = find_tables(workbook, progress)
        check = Check(workbook, usable_policy(policy_id), tables)
        return Opened(path, check, build_relations(workbook, check.tables), password)

    return work


def asks_for_password(path: Path, error: SdcError) -> bool:
    """Tell whether another password may open a file that was not opened because of `error`."""
    from sdc_desktop.workbook.errors import WorkbookLockedError, WrongPasswordError

    if isinstance(error, WrongPasswordError):
        return True
    return isinstance(error, WorkbookLockedError) and path.suffix.lower() in _UNLOCKED


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
    """Import what the first workbook needs while the welcome page is looked at.

    Returns:
        The unfinished checks of this user.
    """
    from sdc_desktop.gui.journals import unfinished_checks

    for name in _NEEDED:
        progress(0, 0, "")
        import_module(name)
    return unfinished_checks(user_folder)
