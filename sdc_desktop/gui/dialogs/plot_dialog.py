"""The picture of intervals: by table, in pages, with or without the source's values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.gui.dialogs.dialog import fit
from sdc_desktop.gui.dialogs.picture_dialog import Draw, PictureDialog
from sdc_desktop.gui.jobs import Jobs
from sdc_desktop.gui.models.plot_rows import PlotRow, pages_of, without_values
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.views.interval_plot import draw_intervals, plot_in_words, save_intervals

RowsOf = Callable[[int], Sequence[PlotRow]]
"""The rows of a choice, by its place among the choices."""


class PlotDialog(PictureDialog):
    """Shows the withheld cells of one table or of all, the narrowest first."""

    def __init__(
        self,
        choices: Sequence[str],
        rows_of: RowsOf,
        unsafe: UnsafeRange | None,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self.setWindowTitle(self.tr("What a reader can narrow withheld cells to"))
        fit(self, 820, 640)
        self._rows_of, self._unsafe = rows_of, unsafe
        self._pages: tuple[tuple[PlotRow, ...], ...] = ((),)
        self.page = 0
        self._table, self._values = QComboBox(), QCheckBox(self.tr("Show the &source's values"))
        self._place = QLabel()
        self._back, self._on = QPushButton("◀"), QPushButton("▶")
        self._table.addItems(list(choices))
        self._lay_out()
        self._connect()
        self._choose(0)

    @property
    def rows(self) -> tuple[PlotRow, ...]:
        """What the page shows; without the source's values unless they are asked for."""
        rows = self._pages[self.page]
        return rows if self._values.isChecked() else without_values(rows)

    @property
    def page_text(self) -> str:
        """Which page of how many is shown."""
        return self._place.text()

    def step(self, step: int) -> None:
        """Show the next page, or the one before with -1."""
        self.page = min(max(self.page + step, 0), len(self._pages) - 1)
        self._show_place()
        self.draw()

    def show_values(self, is_shown: bool) -> None:
        """Show what the source says, or not."""
        self._values.setChecked(is_shown)

    def choose(self, place: int) -> None:
        """Show another table."""
        self._table.setCurrentIndex(place)

    def drawing(self) -> Draw:
        """Return what draws the page."""
        rows, unsafe, used = self.rows, self._unsafe, theme()
        width, ratio = self.drawn_width, self.devicePixelRatioF()
        return lambda: (draw_intervals(rows, unsafe, used, width, ratio), plot_in_words(rows))

    def write(self, path: Path) -> None:
        """Write the page as a picture, without the source's values.

        Raises:
            OSError: It cannot be written.
        """
        save_intervals(path, self._pages[self.page], self._unsafe)

    @property
    def file_name(self) -> str:
        """What the picture's file is called unless the user says otherwise."""
        return self.tr("intervals.svg")

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Table"))
        label.setBuddy(self._table)
        self._table.setAccessibleName(self.tr("Table"))
        self._table.setMinimumContentsLength(20)
        self._table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._back.setAccessibleName(self.tr("Page before"))
        self._on.setAccessibleName(self.tr("Next page"))
        self._back.setToolTip(self.tr("Page before (Page Up)"))
        self._on.setToolTip(self.tr("Next page (Page Down)"))
        self._picture.setAccessibleName(self.tr("Picture of the intervals"))
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self._table, 1)
        for widget in (self._values, self._back, self._place, self._on):
            line.addWidget(widget)
        self.lay_out(line)
        self.say_keeping(
            self.tr("A saved picture holds no withheld number; it shows what the policy asks for:")
            + " "
            + self.tr("keep it within the team.")
        )

    def _connect(self) -> None:
        self._table.currentIndexChanged.connect(self._choose)
        self._values.toggled.connect(self.draw)
        self._back.clicked.connect(lambda: self.step(-1))
        self._on.clicked.connect(lambda: self.step(1))
        for key, step in ((Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda one=step: self.step(one))

    def _choose(self, place: int) -> None:
        self._pages = pages_of(tuple(self._rows_of(place)))
        self.page = 0
        self._show_place()
        self.draw()

    def _show_place(self) -> None:
        count = sum(len(page) for page in self._pages)
        text = self.tr("{n} cells, page {page} of {pages}")
        self._place.setText(text.format(n=count, page=self.page + 1, pages=len(self._pages)))
        self._back.setEnabled(self.page > 0)
        self._on.setEnabled(self.page + 1 < len(self._pages))
        self._save.setEnabled(bool(count))
