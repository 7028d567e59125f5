"""Pictures of the open check: chosen from a list, drawn in the window's width, saved as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.gui.dialogs.dialog import fit
from sdc_desktop.gui.theme import LIGHT, theme
from sdc_desktop.gui.views.interval_plot import image_of, save_figure
from sdc_desktop.gui.views.picture_drawing import Subject, draw_picture
from sdc_desktop.gui.views.picture_names import Picture, picture_names

_WITH_SOURCE = (Picture.COUNTS, Picture.BEFORE_AFTER)
_SAVED_WIDTH = 900


class PicturesDialog(QDialog):
    """Shows one picture at a time; what the source holds is shown on request and never saved."""

    def __init__(self, subject: Subject, first: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pictures of the check"))
        fit(self, 860, 640)
        self._subject = replace(subject, with_source=False)
        self._which = QComboBox()
        self._source = QCheckBox(self.tr("Show what the &source holds"))
        self._picture, self._words, self._problem = QLabel(), QLabel(), QLabel()
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("Picture"))
        for picture, name in picture_names().items():
            self._which.addItem(name, picture.value)
        self._which.setCurrentIndex(self._which.findData(first.value))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(80)
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

    def draw(self) -> None:
        """Draw the picture anew."""
        self._soon.stop()
        can_tell = self.picture in _WITH_SOURCE
        self._source.setVisible(can_tell)
        subject = replace(self._subject, with_source=can_tell and self._source.isChecked())
        ratio, width = self.devicePixelRatioF(), self._area.viewport().width() - 4
        figure, said = draw_picture(self.picture, subject, theme(), width, ratio)
        shown = QPixmap.fromImage(image_of(figure))
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)
        self._picture.setAccessibleDescription(said)
        self._words.setText(said if said.count("\n") < 3 else "")
        self._words.setVisible(bool(self._words.text()))

    def save(self, path: Path) -> None:
        """Write the picture without what the source holds."""
        figure, _ = draw_picture(self.picture, self._subject, LIGHT, _SAVED_WIDTH)
        try:
            save_figure(path, figure)
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

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Picture"))
        label.setBuddy(self._which)
        self._which.setAccessibleName(self.tr("Picture"))
        self._picture.setAccessibleName(self.tr("The picture"))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._words.setWordWrap(True)
        self._problem.setProperty("severity", "fail")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._area.setWidget(self._picture)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self._which, 1)
        line.addWidget(self._source)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._save = self._buttons.addButton(
            self.tr("Save the pic&ture…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        column = QVBoxLayout(self)
        column.addLayout(line)
        column.addWidget(self._area, 1)
        for widget in (self._words, self._problem, self._buttons):
            column.addWidget(widget)

    def _connect(self) -> None:
        self._which.currentIndexChanged.connect(self.draw)
        self._source.toggled.connect(self.draw)
        self._soon.timeout.connect(self.draw)
        self._buttons.rejected.connect(self.reject)
        self._save.clicked.connect(self._ask_path)

    def _ask_path(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the picture"),
            f"{self.picture.value}.svg",
            self.tr("Pictures (*.svg *.png)"),
        )
        if name:
            path = Path(name)
            known = path.suffix.lower() in (".svg", ".png")
            self.save(path if known else path.with_name(f"{path.name}.svg"))
