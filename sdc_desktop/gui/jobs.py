"""Long work beside the window: it gets frozen values, reports progress and can be cancelled."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from sdc_desktop.core.errors import Cancelled, SdcError
from sdc_desktop.core.progress import Progress

Work = Callable[[Progress], object]

_MOST_LEFT = 8
_SHORTEST_PAUSE = 0.04
_log = logging.getLogger(__name__)


def _nothing(progress: Progress) -> None:
    """Stand for work that was done."""


class Outcome(StrEnum):
    """How a job came to its end."""

    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobSignals(QObject):
    """What a job says; it is heard in the thread of the window.

    `told` gives what the work hands over on its way, with `Job.tell`.
    A job that was cancelled says so, even when its result came at the same moment.
    """

    progressed = Signal(int, int, str)
    told = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    came_out = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.is_cancelled = False
        self.came_out.connect(self._pass_on)

    @Slot(str, object)
    def _pass_on(self, outcome: str, value: object) -> None:
        if self.is_cancelled or outcome == Outcome.CANCELLED:
            self.cancelled.emit()
        elif outcome == Outcome.FAILED:
            self.failed.emit(value)
        else:
            self.finished.emit(value)
        self.ended.emit()


class UnexpectedError(SdcError):
    """Raised in place of an error that nobody foresaw."""

    hint = "Nothing was changed. Please report it: Help > Log of this session has the details."

    def __init__(self, what: str, error: Exception) -> None:
        super().__init__(f"{what} did not work because of a fault in this program.")
        self.kind = type(error).__name__


class Job(QRunnable):
    """One piece of work for the thread pool.

    Attributes:
        title: What the status bar says while it runs, such as "Opening prisons.xlsx".
        signals: `progressed`, then one of `finished` (with the result), `failed` (with an
            `SdcError`) and `cancelled`, and at the very end `ended`.
        place: The name of the file that the title names, so that the log can do without it.
    """

    def __init__(self, title: str, work: Work, place: str = "") -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.title, self.place = title, place
        self.signals = JobSignals()
        self._work = work
        self._told = 0.0

    def tell(self, found: object) -> None:
        """Hand over what was found so far; called by the work itself."""
        self.signals.told.emit(found)

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self.signals.is_cancelled

    def cancel(self) -> None:
        """Ask it to stop at its next report."""
        self.signals.is_cancelled = True

    def run(self) -> None:
        """Do the work and forget it, with all it knows; called by the thread pool."""
        work, self._work = self._work, _nothing
        self.note("began")
        began = time.monotonic()
        outcome, value = self._outcome(work)
        self.note(f"{outcome} after {time.monotonic() - began:.1f} s")
        self.signals.came_out.emit(outcome, value)

    def note(self, what: str, error: Exception | None = None) -> None:
        """Write down what became of this work, and the way of an unexpected error."""
        name = " ".join(self.title.replace(self.place, "").split()) if self.place else self.title
        level = logging.INFO if error is None else logging.ERROR
        _log.log(level, "%s: %s", name, what, exc_info=error, extra={"place": self.place})

    def _outcome(self, work: Work) -> tuple[Outcome, object]:
        try:
            return Outcome.FINISHED, work(self._report)
        except Cancelled:
            return Outcome.CANCELLED, None
        except SdcError as error:
            return Outcome.FAILED, error
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the program
            self.note("has a fault", error)
            return Outcome.FAILED, UnexpectedError(self.title, error)

    def _report(self, done: int, total: int, what: str) -> None:
        if self.is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _SHORTEST_PAUSE:
            self._told = now
            self.signals.progressed.emit(done, total, what)


class Jobs(QObject):
    """Starts jobs and keeps them until they end.

    `started` and `ended` tell a status bar what is under way.
    """

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: dict[JobSignals, Job] = {}
        # A thread on its way out must not be the last to hold what belongs to the window's thread.
        self._left: deque[Job] = deque(maxlen=_MOST_LEFT)

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs under way or waiting, oldest first."""
        return tuple(self._running.values())

    def start(self, job: Job) -> Job:
        """Run a job as soon as a thread is free."""
        self._running[job.signals] = job
        job.signals.ended.connect(self._forget)
        self.started.emit(job)
        self._pool.start(job)
        return job

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.running:
            job.cancel()

    def finish(self) -> None:
        """Ask every job to stop and wait until they have."""
        self.cancel_all()
        self._pool.waitForDone()

    @Slot()
    def _forget(self) -> None:
        signals = self.sender()
        if isinstance(signals, JobSignals):
            job = self._running.pop(signals, None)
            if job is not None:
                self._left.append(job)
                self.ended.emit(job)
            signals.deleteLater()
