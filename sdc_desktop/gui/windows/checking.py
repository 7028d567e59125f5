"""Sees to it that a state of which nothing is known is checked again, and says how."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sdc_desktop.core.errors import SdcError
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.views.banner import Banner


class Checking(QObject):
    """Offers to check again whenever a check was stopped or failed, until it is begun again."""

    def __init__(self, document: Document, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._banner = document, banner
        self._said = ""
        document.stopped.connect(self._offer)
        document.changed.connect(self._withdraw)

    def check_again(self) -> None:
        """Find out everything about the present state anew."""
        self._document.assess_anew()

    def _offer(self, error: SdcError | None) -> None:
        severity, hint = "review", self.tr("Nothing is known of the present state until then.")
        self._said = self.tr("The check was stopped. F5 checks again.")
        if error is not None:
            severity, self._said, hint = "fail", str(error), error.hint
        self._banner.show_message(
            severity,
            self._said,
            hint,
            button=self.tr("Check again (F5)"),
            wanted=self.check_again,
        )

    def _withdraw(self) -> None:
        """Take the offer back when it is not needed any more."""
        if self._said and not self._document.is_unchecked:
            if self._banner.text == self._said:
                self._banner.hide()
            self._said = ""
