"""What dialogs with a picture share: it is drawn in the window's width and saved as a file."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
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

from sdc_desktop.gui.views.interval_plot import image_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PAUSE_MS = 80


class PictureDialog(QDialog):
    """A picture that is drawn anew when the width changes, with a button to save it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
    def draw(self) -> None:
        """Draw the picture anew."""

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

    def put(self, figure: Figure, said: str) -> None:
        """Show a picture; `said` tells the same in words."""
        ratio = self.devicePixelRatioF()
        shown = QPixmap.fromImage(image_of(figure))
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)
        self._picture.setAccessibleDescription(said)

    def save(self, path: Path) -> None:
        """Write the picture, or say why it cannot be written."""
        try:
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

    def _ask_path(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the picture"), self.file_name, self.tr("Pictures (*.svg *.png)")
        )
        if name:
            path = Path(name)
            known = path.suffix.lower() in (".svg", ".png")
            self.save(path if known else path.with_name(f"{path.name}.svg"))
