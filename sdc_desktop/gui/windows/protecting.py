"""Protects the whole workbook beside the window; what was found so far can be kept."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sdc_desktop.core.actions import Wish
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.automatic import Suppressed, suppress
from sdc_desktop.core.protection.losing import TableLoss, loss_of
from sdc_desktop.core.protection.wishes import wishes_of
from sdc_desktop.gui.dialogs.protection_dialog import ProtectionDialog
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Job
from sdc_desktop.gui.protection_wish import ProtectionWish, preferences_of
from sdc_desktop.gui.protection_words import (
    conflicts_in_words,
    kept_in_vain_in_words,
    loss_in_words,
    outcome_in_words,
    short_in_words,
    step_in_words,
)
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.steps import outstanding_of

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class Protecting(QObject):
    """Searches for cells to withhold; the search can be stopped with or without its best pattern.

    `said` gives severity, sentence and hint for the banner, `failed` an error. `began` gives the
    job, `improved` each better pattern or bound (`SoFar`), and `ended` says that it is over.
    """

    said = Signal(str, str, str)
    failed = Signal(object)
    busy_changed = Signal(bool)
    began = Signal(object)
    improved = Signal(object)
    ended = Signal()

    def __init__(self, document: Document, who: Callable[[], str], window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._who, self._window = document, who, window
        self._job: Job | None = None
        self._is_enough = Event()

    def ask(self) -> None:
        """Ask what to heed, remember it and protect."""
        store = self._window.store
        wish = ProtectionDialog.ask(
            ProtectionWish.parse(store.value.protection), self._document, self._window
        )
        if wish is not None:
            store.change(protection=wish.text())
            self.protect()

    def protect(self) -> None:
        """Withhold everything unsafe and what protects it, heeding what was said last."""
        document = self._document
        check, system, comparison = document.check, document.system, document.comparison
        wish = ProtectionWish.parse(self._window.store.value.protection)
        stamp = stamp_now(self._who(), "automatic suppression")
        enough = self._is_enough = Event()

        def work(progress: Progress) -> tuple[Suppressed, TableLoss]:
            found = suppress(
                check,
                stamp,
                system=system,
                comparison=comparison,
                preferences=preferences_of(wish, check, comparison),
                progress=_until(enough, progress),
                report=job.tell,
            )
            return found, loss_of(check.do(*found.actions)).together

        job = self._job = Job(self.tr("Protecting"), work)
        job.signals.told.connect(self.improved)
        job.signals.finished.connect(lambda found: self._take(check, *found))
        job.signals.failed.connect(self.failed)
        job.signals.cancelled.connect(self._say_cancelled)
        job.signals.ended.connect(self._end)
        self._set_busy(True)
        self.began.emit(job)
        self._window.jobs.start(job)

    def stop_and_keep(self) -> None:
        """End the search with the best pattern found so far."""
        self._is_enough.set()

    def cancel(self) -> None:
        """End the search and leave everything as it was."""
        if self._job is not None:
            self._job.cancel()

    def _take(self, check: Check, found: Suppressed, loss: TableLoss) -> None:
        if check is not self._document.check:
            self._say(self.tr("The check changed while it was being protected."))
            return
        if found.actions:
            self._document.do(found.actions, step_in_words(found))
        conflicts, short = conflicts_in_words(found), short_in_words(found)
        if short and not conflicts:
            self.said.emit(
                "fail", short, f"{outcome_in_words(found)} {loss_in_words(loss)}".strip()
            )
        elif conflicts:
            hint = self.tr("Take a wish back, combine categories, or accept it with a reason.")
            self.said.emit("fail", conflicts, hint)
        elif found.actions:
            kept = [one for one, said in wishes_of(check.actions).items() if said.wish is Wish.KEEP]
            hints = (loss_in_words(loss), kept_in_vain_in_words(found, kept))
            hint = " ".join(one for one in hints if one)
            self.said.emit("good", outcome_in_words(found), hint)
        else:
            self._say_nothing_done()

    def _say_nothing_done(self) -> None:
        """Say that nothing was to be withheld, and what is left all the same."""
        left = outstanding_of(self._document)
        text = self.tr("Nothing more has to be withheld.")
        if left:
            self.said.emit("info", text, self.tr("Still to deal with: {left}.").format(left=left))
        else:
            self._say(self.tr("Everything is protected already."))

    def _say_cancelled(self) -> None:
        self._say(self.tr("Stopped. Everything is as it was."))

    def _say(self, text: str) -> None:
        self.said.emit("info", text, "")

    def _end(self) -> None:
        self._job = None
        self._set_busy(False)
        self.ended.emit()

    def _set_busy(self, is_busy: bool) -> None:
        self._document.is_busy = is_busy
        self.busy_changed.emit(is_busy)


def _until(enough: Event, progress: Progress) -> Progress:
    """Return a progress that also ends the search when what was found is enough."""

    def report(done: int, total: int, what: str) -> None:
        progress(done, total, what)
        if enough.is_set():
            raise Cancelled

    return report
