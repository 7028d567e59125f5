"""Copying what a reader sees, keeping no recent files, and telling versions."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

if TYPE_CHECKING:
    from sdc_desktop.gui.dialogs.log_dialog import LogDialog
    from sdc_desktop.gui.models.copying import Copied
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.gui.windows.print_work import PrintWork

_MESSAGE_MS = 4_000
_NOT_TO_BE_KEPT = (
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'
)
_log = logging.getLogger(__name__)


class MannersWork(QObject):
    """Adds what every program has to the menus of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        edit, file, help_menu = window.can.menus["edit"], window.can.menus["file"], window.help.menu
        edit.addSeparator()
        self._copied, self._is_source_copied = "", False
        self.copy = self._action(
            self.tr("&Copy as readers see it"), "Ctrl+C", lambda: self._copy(is_source=False)
        )
        self.copy_source = self._action(
            self.tr("Copy the &source's values"), "Ctrl+Alt+C", lambda: self._copy(is_source=True)
        )
        edit.addActions([self.copy, self.copy_source])
        self.keep_recent = self._action(self.tr("Re&member recent workbooks"), "", self._keep)
        self.keep_recent.setCheckable(True)
        self.keep_recent.setChecked(window.store.value.keeps_recent)
        file.insertAction(window.can.compare, self.keep_recent)
        self._printing: PrintWork | None = None
        window.can.print.triggered.connect(lambda: self.printing.ask())
        window.can.preview.triggered.connect(lambda: self.printing.preview())
        help_menu.addSeparator()
        self.log: LogDialog | None = None
        self.show_log = self._action(self.tr("Lo&g of this session"), "Ctrl+Alt+L", self._show_log)
        help_menu.addAction(self.show_log)
        self.about = self._action(self.tr("&About SDC Desktop…"), "", self._show_about)
        help_menu.addAction(self.about)

    @property
    def printing(self) -> PrintWork:
        """What prints, made when it is first needed: it loads Qt's part for printers."""
        from sdc_desktop.gui.windows.print_work import PrintWork

        if self._printing is None:
            self._printing = PrintWork(self._window)
        return self._printing

    def _copy(self, *, is_source: bool) -> None:
        """Put the selected cells on the clipboard, withheld ones as markers unless asked."""
        workbench = self._window.workbench
        view = workbench.sheets.view if workbench is not None else None
        if view is None:
            return
        from sdc_desktop.gui.models.copying import copied_from

        copied = copied_from(view.sheet_model, view.selected_cells(), is_source=is_source)
        if copied.cells:
            QGuiApplication.clipboard().setMimeData(_mime_of(copied, is_source=is_source))
            self._copied, self._is_source_copied = copied.lines, is_source
        self._say_copied(copied)

    def _say_copied(self, copied: Copied) -> None:
        status = self._window.statusBar()
        if not copied.cells:
            status.showMessage(self.tr("Nothing that readers see is selected."), _MESSAGE_MS)
        elif copied.withheld:
            self._window.banner.show_message(
                "review",
                self.tr(
                    "The source's numbers were copied, {n} that readers do not get among them."
                ).format(n=copied.withheld),
                self.tr("The clipboard forgets them when the program is closed."),
            )
        else:
            text = self.tr("{n} cells were copied.") if copied.cells > 1 else self.tr("Copied.")
            status.showMessage(text.format(n=copied.cells), _MESSAGE_MS)

    def leave_clipboard(self) -> None:
        """Take the source's numbers from the clipboard and leave of the rest what is plain text.

        Qt lets go of what was copied after Python has ended, which must not be an object of ours.
        """
        clipboard = QGuiApplication.clipboard()
        if not self._copied or clipboard.text() != self._copied:
            return
        if self._is_source_copied:
            clipboard.clear()
        else:
            clipboard.setText(self._copied)

    def _keep(self) -> None:
        """Keep names of workbooks from now on, or forget them all."""
        keeps = self.keep_recent.isChecked()
        store = self._window.store
        if keeps:
            store.change(keeps_recent=True)
        else:
            store.change(keeps_recent=False, recent=(), folder="")
        self._window.welcoming.show_recent()

    def note_what_is_chosen(self) -> None:
        """Write down what the user chooses from now on; the words are those of the menus."""
        for action in self._window.actions():
            words = action.text().replace("&", "").removesuffix("…")
            action.triggered.connect(lambda _=False, text=words: _log.info("Chosen: %s", text))

    def _show_log(self) -> None:
        from sdc_desktop.gui.dialogs.log_dialog import LogDialog
        from sdc_desktop.gui.session_log import SESSION

        if self.log is None:
            self.log = LogDialog(SESSION, self._window)
        self.log.show()
        self.log.raise_()
        self.log.activateWindow()

    def _show_about(self) -> None:
        from sdc_desktop.gui.dialogs.about_dialog import AboutDialog

        AboutDialog(self._window).exec()

    def _action(self, text: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: do())
        self._window.addAction(action)
        return action


def _mime_of(copied: Copied, *, is_source: bool) -> QMimeData:
    """Return what is copied; programs that keep what was copied are asked not to keep numbers."""
    data = QMimeData()
    data.setText(copied.lines)
    data.setHtml(copied.html)
    if is_source:
        data.setData("x-kde-passwordManagerHint", b"secret")
        data.setData(_NOT_TO_BE_KEPT, b"1")
    return data
