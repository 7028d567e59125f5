"""Reads the register beside the window and shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdc_desktop.gui.jobs import Job

if TYPE_CHECKING:
    from sdc_desktop.gui.dialogs.register_dialog import RegisterContents, RegisterDialog
    from sdc_desktop.gui.windows.main_window import MainWindow


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

    def _show(self, contents: RegisterContents) -> None:
        from sdc_desktop.gui.dialogs.register_dialog import RegisterDialog

        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
        self.dialog = RegisterDialog(contents, self._window)
        self.dialog.open()


def read_register(folder: Path) -> RegisterContents:
    """Return what the register of a user holds.

    Raises:
        SdcError: It cannot be reached.
    """
    from sdc_desktop.gui.dialogs.register_dialog import RegisterContents
    from sdc_desktop.register.places import register_address
    from sdc_desktop.register.register import Register

    with Register(register_address(folder)) as register:
        entries, head = register.log()
        return RegisterContents(entries, head, register.checks())
