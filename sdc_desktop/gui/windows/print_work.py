"""File > Print: what is printed, the preview, and the printing itself, page by page."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QDialog, QProgressDialog

from sdc_desktop.core.decisions import decisions_about_findings
from sdc_desktop.core.errors import Cancelled, SdcError
from sdc_desktop.core.sheets import Sheet, Visibility
from sdc_desktop.gui.dialogs.print_dialog import PrintDialog, PrintWish, What
from sdc_desktop.gui.printing.findings_print import PrintedFindings
from sdc_desktop.gui.printing.paper import PaperWords, Printed, print_all, set_margins
from sdc_desktop.gui.printing.sheet_print import PrintedSheet
from sdc_desktop.gui.steps import outstanding_of
from sdc_desktop.gui.words import sheet_words

if TYPE_CHECKING:
    from sdc_desktop.gui.document import Document
    from sdc_desktop.gui.windows.main_window import MainWindow

_log = logging.getLogger(__name__)
_PATIENCE_MS = 800


class PrintWork(QObject):
    """Prints the open check; what was chosen last is offered again.

    Attributes:
        wish: What was chosen last.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.wish = PrintWish()

    def ask(self) -> None:
        """Ask what to print; then show its pages or print them."""
        workbench = self._window.workbench
        if workbench is None:
            return
        name = sheet_words(workbench.sheets.current_sheet)
        dialog = PrintDialog(name, self.wish, self._window)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self.wish = dialog.wish
        if self.wish.is_previewed:
            self.preview()
        elif self._is_ready():
            self._choose_printer()

    def preview(self) -> None:
        """Show the pages on the screen; they can be printed from there."""
        if not self._is_ready():
            return
        printer = self.make_printer()
        dialog = QPrintPreviewDialog(printer, self._window)
        dialog.setWindowTitle(self.tr("Print preview"))
        dialog.resize(self._window.size() * 0.85)
        dialog.paintRequested.connect(self.print_on)
        dialog.exec()
        dialog.deleteLater()

    def print_on(self, printer: QPrinter) -> None:
        """Print what was chosen last on `printer`, or say that it cannot be used."""
        workbench = self._window.workbench
        if workbench is None:
            return
        parts, words = self._parts(workbench.document), self._words(workbench.document)
        waiting, laying_out = self._make_waiting(), self.tr("Laying out {name}…")

        def progress(done: int, total: int, what: str) -> None:
            waiting.setLabelText(laying_out.format(name=sheet_words(what)))
            waiting.setMaximum(total)
            waiting.setValue(done)
            QApplication.processEvents()
            if waiting.wasCanceled():
                raise Cancelled

        try:
            print_all(printer, parts, words, progress)
            _log.info("Printed: %s", self.wish.what, extra={"place": words.title})
        except Cancelled:
            self._window.banner.show_message("info", self.tr("Nothing was printed."))
        except SdcError as error:
            self._window.banner.show_error(error)
        finally:
            waiting.reset()
            waiting.deleteLater()

    def _is_ready(self) -> bool:
        """Tell whether what was chosen can be printed; say why when it cannot."""
        workbench = self._window.workbench
        if workbench is None:
            return False
        document = workbench.document
        is_known = document.assessment is not None and not document.is_assessing
        if self.wish.what is What.FINDINGS and not is_known:
            self._window.banner.show_message(
                "info",
                self.tr("There is no list of findings yet."),
                self.tr("Wait until the workbook is checked."),
            )
            return False
        return True

    def _choose_printer(self) -> None:
        printer = self.make_printer()
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(self.tr("Print"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)
        dialog.deleteLater()

    def make_printer(self) -> QPrinter:
        """Return the usual printer, set up as was chosen last."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        workbench = self._window.workbench
        if workbench is not None:
            printer.setDocName(workbench.document.path.stem)
        printer.setCreator("SDC Desktop")
        set_margins(printer, is_landscape=self.wish.is_landscape)
        return printer

    def _make_waiting(self) -> QProgressDialog:
        above = QApplication.activeWindow() or self._window
        waiting = QProgressDialog("", self.tr("Cancel"), 0, 0, above)
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        waiting.setMinimumDuration(_PATIENCE_MS)
        return waiting

    def _parts(self, document: Document) -> Sequence[Printed]:
        if self.wish.what is What.FINDINGS:
            known = document.assessment
            findings = known.findings if known is not None else ()
            said = decisions_about_findings(document.check.actions)
            decided = {key: one.decision for key, one in said.items()}
            return (PrintedFindings(findings, decided),)
        return tuple(self._printed(document, sheet) for sheet in self._sheets(document))

    def _printed(self, document: Document, sheet: Sheet) -> PrintedSheet:
        check = document.check
        return PrintedSheet(
            check.workbook,
            sheet,
            document.published,
            check.tables,
            fits_width=self.wish.fits_width,
        )

    def _sheets(self, document: Document) -> Sequence[Sheet]:
        workbench, sheets = self._window.workbench, document.check.workbook.sheets
        if self.wish.what is What.SHEET and workbench is not None:
            return [one for one in sheets if one.name == workbench.sheets.current_sheet]
        return [one for one in sheets if one.visibility is Visibility.VISIBLE and one.shape[0]]

    def _words(self, document: Document) -> PaperWords:
        now = datetime.now().strftime("%Y-%m-%d %H:%M")
        who = self._window.store.value.who
        return PaperWords(
            title=document.path.name,
            policy=self.tr("Checked against: {policy}").format(policy=document.check.policy.title),
            when=f"{now}, {who}" if who else now,
            state=self._state(document),
            page=self.tr("Page {n} of {all}"),
        )

    def _state(self, document: Document) -> str:
        """Return how far the check is, so that nobody takes a draft for the release."""
        left = outstanding_of(document)
        if left:
            return self.tr("Draft, not for release: {left}").format(left=left)
        if document.is_saved:
            return self.tr("Saved as it stands here")
        return self.tr("Draft: checked, nothing at risk is left, not saved")
