"""Pictures of the open check: chosen from a list, drawn in the window's width, saved as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from sdc_desktop.gui.dialogs.dialog import fit
from sdc_desktop.gui.dialogs.picture_dialog import Draw, PictureDialog
from sdc_desktop.gui.jobs import Jobs
from sdc_desktop.gui.theme import LIGHT, theme
from sdc_desktop.gui.views.interval_plot import save_figure
from sdc_desktop.gui.views.picture_drawing import Subject, draw_picture
from sdc_desktop.gui.views.picture_names import Picture, keeping_in_words, picture_names

_WITH_SOURCE = (Picture.COUNTS, Picture.BEFORE_AFTER)
_SAVED_WIDTH = 900


class PicturesDialog(PictureDialog):
    """Shows one picture at a time; what the source holds is shown on request and never saved."""

    def __init__(
        self, subject: Subject, first: Picture, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self.setWindowTitle(self.tr("Pictures of the check"))
        fit(self, 860, 640)
        self._subject = replace(subject, with_source=False)
        self._which = QComboBox()
        self._source = QCheckBox(self.tr("Show what the &source holds"))
        self._words = QLabel()
        for picture, name in picture_names().items():
            self._which.addItem(name, picture.value)
        self._which.setCurrentIndex(self._which.findData(first.value))
        self._lay_out()
        self._connect()
        self.draw()

    @property
    def picture(self) -> Picture:
        """What is shown."""
        return Picture(self._which.currentData())

    @property
    def words(self) -> str:
        """The picture in words."""
        return self._picture.accessibleDescription()

    def choose(self, picture: Picture) -> None:
        """Show another picture."""
        self._which.setCurrentIndex(self._which.findData(picture.value))

    def show_source(self, is_shown: bool) -> None:
        """Show what the source holds, where the picture can, or not."""
        self._source.setChecked(is_shown)

    def drawing(self) -> Draw:
        """Return what draws the chosen picture."""
        picture, used, width = self.picture, theme(), self.drawn_width
        ratio, can_tell = self.devicePixelRatioF(), self.picture in _WITH_SOURCE
        self._source.setVisible(can_tell)
        subject = replace(self._subject, with_source=can_tell and self._source.isChecked())
        height = self.drawn_height
        self.say_keeping(keeping_in_words(picture))
        return lambda: draw_picture(picture, subject, used, width, ratio, height=height)

    def put(self, image: QImage, said: str) -> None:
        """Show a picture, and what it says below where that is short."""
        super().put(image, said)
        self._words.setText(said if said.count("\n") < 3 else "")
        self._words.setVisible(bool(self._words.text()))

    def write(self, path: Path) -> None:
        """Write the picture without what the source holds.

        Raises:
            OSError: It cannot be written.
        """
        figure, _ = draw_picture(self.picture, self._subject, LIGHT, _SAVED_WIDTH)
        save_figure(path, figure)

    @property
    def file_name(self) -> str:
        """What the picture's file is called unless the user says otherwise."""
        return f"{self.picture.value}.svg"

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Picture"))
        label.setBuddy(self._which)
        self._which.setAccessibleName(self.tr("Picture"))
        self._words.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self._which, 1)
        line.addWidget(self._source)
        self.lay_out(line, self._words)

    def _connect(self) -> None:
        self._which.currentIndexChanged.connect(self.draw)
        self._source.toggled.connect(self.draw)
