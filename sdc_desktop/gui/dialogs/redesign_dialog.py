"""Two neighbouring categories to combine, with what that costs and saves, before one does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.merge_lines import MergeLines
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.redesign import Redesigns
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.words import sheet_words


class RedesignDialog(Dialog):
    """Lists what is worth combining as it is found, after what is selected.

    Args:
        selected: The selected lines combined, None where they cannot be.
        find: Finds what is worth combining; it is called beside the window.
        jobs: Where the work is done.
    """

    def __init__(
        self,
        selected: MergeLines | None,
        find: Callable[[Progress], Redesigns],
        jobs: Jobs,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setMinimumWidth(720)
        self.set_words(
            self.tr("Combine categories"),
            self.tr("Combine"),
            self.tr(
                "Publishing less detail is often better than withholding. Totals stay as they are; "
                "the second line stays in its place and says what it was combined with."
            ),
        )
        self._merges: list[MergeLines] = []
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Categories that can be combined"))
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(200)
        self.list.currentRowChanged.connect(lambda row: self.set_ready(row >= 0))
        self.list.itemActivated.connect(self.accept)
        self._state = words(self.tr("Looking for categories that are worth combining…"), "muted")
        self.column.addWidget(self.list)
        self.column.addWidget(self._state)
        self.set_ready(False)
        if selected is not None:
            label = selected.texts[0][1]
            self._add(selected, self.tr("The selected lines: {label}").format(label=label))
        self._job = Job(self.tr("Looking for categories to combine"), find)
        self._job.signals.finished.connect(self._show)
        self._job.signals.failed.connect(self._say_failed)
        jobs.start(self._job)

    @property
    def chosen(self) -> MergeLines | None:
        """What is to be combined, None while nothing is chosen."""
        row = self.list.currentRow()
        return self._merges[row] if 0 <= row < len(self._merges) else None

    @property
    def texts(self) -> Sequence[str]:
        """What is offered."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def done(self, result: int) -> None:
        """Close, and stop what is still being looked for."""
        self._job.cancel()
        super().done(result)

    def _add(self, merge: MergeLines, text: str) -> None:
        self._merges.append(merge)
        self.list.addItem(text)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _show(self, found: Redesigns) -> None:
        for offer in found.offers:
            self._add(offer.merge, f"{sheet_words(offer.table.sheet)}: {offer.message()}")
        self._state.setText("" if found.offers else self.tr("Nothing else is worth combining."))
        if found.left_out:
            text = self.tr("Tables that are too large to be looked at: {n}.")
            self._state.setText(text.format(n=found.left_out))

    def _say_failed(self, error: SdcError) -> None:
        self._state.setText(f"{error} {error.hint}")


def ask_redesign(dialog: RedesignDialog) -> MergeLines | None:
    """Return what to combine, None when the user thinks better of it."""
    is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return dialog.chosen if is_accepted else None
