"""What dialogs with a picture share: it is drawn beside the window, in its width, and saved."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.progress import Progress
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.views.interval_plot import image_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PAUSE_MS = 80
_ONE_AT_A_TIME = Lock()
"""Held while matplotlib draws: it does not keep two drawings apart."""

Draw = Callable[[], "tuple[Figure, str]"]
"""Draws a picture and tells the same in words; knows nothing of the window."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A picture for the screen.

    Attributes:
        number: Which of the drawings that were asked for it is.
        image: The picture.
        said: The same in words.
    """

    number: int
    image: QImage
    said: str


class PictureDialog(QDialog):
    """A picture that is drawn anew when the width changes, with a button to save it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._drawing: Job | None = None
        self._asked = 0
        self._picture, self._problem = QLabel(), QLabel()
        self._picture.setAccessibleName(self.tr("The picture"))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._problem.setProperty("severity", "fail")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._keeping = QLabel()
        self._keeping.setObjectName("muted")
        self._keeping.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("Picture"))
        self._area.setWidget(self._picture)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._save = self._buttons.addButton(
            self.tr("Save the pic&ture…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._buttons.rejected.connect(self.reject)
        self._save.clicked.connect(self._ask_path)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.draw)

    @abstractmethod
    def drawing(self) -> Draw:
        """Return what draws the picture as it is wanted now."""

    def draw(self) -> None:
        """Draw the picture anew, beside the window; what was asked for last is shown."""
        self._soon.stop()
        self._stop_drawing()
        self._asked += 1
        number, draw = self._asked, self.drawing()
        job = self._drawing = Job(
            self.tr("Drawing"), lambda progress: _drawn(number, draw, progress)
        )
        job.signals.finished.connect(self._take)
        job.signals.failed.connect(self._say_why_not)
        if self._picture.pixmap().isNull():
            self._picture.setText(self.tr("Drawing…"))
        self._jobs.start(job)

    def done(self, result: int) -> None:
        """Draw nothing any more."""
        self._soon.stop()
        self._stop_drawing()
        super().done(result)

    @abstractmethod
    def write(self, path: Path) -> None:
        """Write the picture without what the source holds.

        Raises:
            OSError: It cannot be written.
        """

    @property
    @abstractmethod
    def file_name(self) -> str:
        """What the picture's file is called unless the user says otherwise."""

    @property
    def drawn_width(self) -> int:
        """How wide the picture is drawn, in pixels of the screen's own size."""
        return self._area.viewport().width() - 4

    @property
    def drawn_height(self) -> int:
        """How high the picture is seen at once, in pixels of the screen's own size."""
        return self._area.viewport().height() - 4

    @property
    def keeping(self) -> str:
        """What is said of a saved picture."""
        return self._keeping.text()

    def say_keeping(self, text: str) -> None:
        """Say beside the button what a saved picture tells whoever gets it."""
        self._keeping.setText(text)

    def put(self, image: QImage, said: str) -> None:
        """Show a picture; `said` tells the same in words."""
        ratio = self.devicePixelRatioF()
        shown = QPixmap.fromImage(image)
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)
        self._picture.setAccessibleDescription(said)

    def save(self, path: Path) -> None:
        """Write the picture, or say why it cannot be written."""
        try:
            with _ONE_AT_A_TIME:
                self.write(path)
        except OSError as error:
            text = self.tr("The picture could not be written: {why}.")
            self._problem.setText(text.format(why=error.strerror or type(error).__name__))
        else:
            self._problem.clear()
        self._problem.setVisible(bool(self._problem.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw in the new width."""
        super().resizeEvent(event)
        self._soon.start()

    def lay_out(self, above: QLayout, *below: QWidget) -> None:
        """Put the picture between what chooses it and what is said of it."""
        column = QVBoxLayout(self)
        column.addLayout(above)
        column.addWidget(self._area, 1)
        for widget in (*below, self._problem, self._keeping, self._buttons):
            column.addWidget(widget)

    def _stop_drawing(self) -> None:
        if self._drawing is not None:
            self._drawing.cancel()
            self._drawing = None

    @Slot(object)
    def _take(self, drawn: Drawn) -> None:
        if drawn.number == self._asked:
            self._drawing = None
            self.put(drawn.image, drawn.said)

    @Slot(object)
    def _say_why_not(self, error: SdcError) -> None:
        self._problem.setText(str(error))
        self._problem.show()

    def _ask_path(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the picture"), self.file_name, self.tr("Pictures (*.svg *.png)")
        )
        if name:
            path = Path(name)
            known = path.suffix.lower() in (".svg", ".png")
            self.save(path if known else path.with_name(f"{path.name}.svg"))


def _drawn(number: int, draw: Draw, progress: Progress) -> Drawn:
    """Draw a picture unless it is not wanted any more.

    Raises:
        Cancelled: Another one is wanted, or none.
    """
    with _ONE_AT_A_TIME:
        progress(0, 0, "")
        figure, said = draw()
        return Drawn(number, image_of(figure), said)
