"""Shows pictures of the open check."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdc_desktop.gui.document import Document
from sdc_desktop.gui.views.picture_names import Picture

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class PictureWork(QObject):
    """Opens the pictures of the open check."""

    def __init__(self, document: Document, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._window = document, window

    def opener(self, picture: Picture) -> Callable[[], None]:
        """Return what shows a picture."""
        return lambda: self.show_picture(picture)

    def show_picture(self, picture: Picture) -> None:
        """Show a picture; another one can be chosen there."""
        known = self._document.assessment
        if known is None or self._document.is_assessing:
            self._window.banner.show_message(
                "info",
                self.tr("There is no picture yet."),
                self.tr("Wait until the workbook is checked."),
            )
            return
        from sdc_desktop.gui.dialogs.pictures_dialog import PicturesDialog
        from sdc_desktop.gui.views.picture_drawing import Subject

        subject = Subject(self._document.check.workbook, known)
        dialog = PicturesDialog(subject, picture, self._window.jobs, self._window)
        dialog.exec()
        dialog.deleteLater()
