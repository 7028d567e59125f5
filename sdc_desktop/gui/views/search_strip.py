"""The strip above the sheet while cells to withhold are searched: what was found, and an end."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sdc_desktop.core.protection.secondary_suppression import SoFar
from sdc_desktop.gui.jobs import Job
from sdc_desktop.gui.protection_words import so_far_in_words
from sdc_desktop.gui.stages import stage_in_words, time_in_words

_PATIENCE_MS = 300
_SECOND_MS = 1000


class SearchStrip(QFrame):
    """Says `keep_wanted` and `cancel_wanted`; a quick search passes unseen."""

    keep_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "info")
        self.setAccessibleName(self.tr("Search for cells to withhold"))
        self._title, self._best = QLabel(), QLabel()
        self._title.setObjectName("subheading")
        self._title.setWordWrap(True)
        self._best.setWordWrap(True)
        self.keep, self.cancel = QPushButton(self.tr("Stop and &keep")), QPushButton()
        self.keep.setShortcut("Ctrl+Shift+.")
        self.keep.setToolTip(self.tr("Take the best pattern found so far (Ctrl+Shift+.)"))
        self.keep.setProperty("leading", True)
        self.keep.clicked.connect(self._want_keep)
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop and leave everything as it was (Ctrl+.)"))
        self.cancel.clicked.connect(self.cancel_wanted)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self._elapsed, self._step = QElapsedTimer(), ""
        self._each_second = QTimer(self)
        self._each_second.setInterval(_SECOND_MS)
        self._each_second.timeout.connect(self._show_time)
        self._arrange()
        self.hide()

    @property
    def text(self) -> str:
        """What is said of the best pattern so far."""
        return self._best.text()

    def begin(self, job: Job) -> None:
        """Follow a search from its start."""
        self._step = job.title
        self._elapsed.start()
        self._each_second.start()
        self._show_time()
        self._best.setText(self.tr("Looking for cells that protect the unsafe ones…"))
        self.keep.setEnabled(False)
        job.signals.progressed.connect(self._show_step)
        self._patience.start()

    def show_best(self, found: SoFar) -> None:
        """Say how good the best pattern so far is; from now on it can be kept."""
        self._best.setText(so_far_in_words(found))
        self.keep.setEnabled(True)

    def end(self) -> None:
        """Go away."""
        self._patience.stop()
        self._each_second.stop()
        self.hide()

    def _show_step(self, done: int, total: int, what: str) -> None:
        text = self.tr("round {done} of at most {total}").format(done=done, total=total)
        parts = (self.tr("Protecting"), stage_in_words(what), text if total else "")
        self._step = "  \N{MIDDLE DOT}  ".join(part for part in parts if part)
        self._show_time()

    def _show_time(self) -> None:
        """Say what is being done, and since when."""
        if self._each_second.isActive():
            took = time_in_words(self._elapsed.elapsed() // _SECOND_MS)
            self._title.setText(f"{self._step}  \N{MIDDLE DOT}  {took}")

    def _want_keep(self) -> None:
        self.keep.setEnabled(False)
        self._each_second.stop()
        self._title.setText(self.tr("Stopping with the best pattern so far…"))
        self.keep_wanted.emit()

    def _arrange(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._title)
        said.addWidget(self._best)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 8, 6)
        line.setSpacing(10)
        line.addLayout(said, 1)
        line.addWidget(self.keep)
        line.addWidget(self.cancel)
