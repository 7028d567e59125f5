"""The line at the bottom of the window: where the check stands, and what is under way."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.stages import stage_in_words

_PATIENCE_MS = 250


class JobIndicator(QWidget):
    """Names the job under way with a way to stop that one; short jobs pass unseen.

    Of several the one that was started last is named; when it has ended, the one before.
    """

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(150)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Stop this and keep everything as it was (Ctrl+.)"))
        self._cancel.setShortcut("Ctrl+.")
        self._cancel.clicked.connect(self._stop)
        self._cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 4, 0)
        for widget in (self._text, self._bar, self._cancel):
            line.addWidget(widget)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        jobs.started.connect(self._follow)
        jobs.ended.connect(self._leave)
        self.hide()

    def _follow(self, job: Job) -> None:
        self._name(job)
        job.signals.progressed.connect(lambda *step: self._show_step(job, *step))
        self._patience.start()

    def _show_step(self, job: Job, done: int, total: int, what: str) -> None:
        if job is not self._job or job.is_cancelled:
            return
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(min(done, total))
        self._text.setText(f"{job.title}: {stage_in_words(what)}" if what else job.title)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._text.setText(self.tr("Stopping…"))
        if self._job is not None:
            self._job.cancel()

    def _name(self, job: Job) -> None:
        """Say what is done, and offer to stop it."""
        self._job = job
        self._text.setText(job.title)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)

    def _leave(self, job: Job) -> None:
        running = [one for one in self._jobs.running if not one.is_cancelled]
        if running:
            if job is self._job:
                self._name(running[-1])
        elif not self._jobs.running:
            self._job = None
            self._patience.stop()
            self.hide()
