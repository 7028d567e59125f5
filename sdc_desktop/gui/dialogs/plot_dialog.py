"""The picture of intervals: by table, in pages, with or without the source's values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.gui.dialogs.dialog import fit
from sdc_desktop.gui.models.plot_rows import PlotRow, pages_of, without_values
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.views.interval_plot import (
    draw_intervals,
    image_of,
    plot_in_words,
    save_intervals,
)

RowsOf = Callable[[int], Sequence[PlotRow]]
"""The rows of a choice, by its place among the choices."""


class PlotDialog(QDialog):
    """Shows the withheld cells of one table or of all, the narrowest first."""

    def __init__(
        self,
        choices: Sequence[str],
        rows_of: RowsOf,
        unsafe: UnsafeRange | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What a reader can narrow withheld cells to"))
        fit(self, 820, 640)
        self._rows_of, self._unsafe = rows_of, unsafe
        self._pages: tuple[tuple[PlotRow, ...], ...] = ((),)
        self.page = 0
        self._table, self._values = QComboBox(), QCheckBox(self.tr("Show the &source's values"))
        self._picture, self._place = QLabel(), QLabel()
        self._back, self._on = QPushButton("◀"), QPushButton("▶")
        self._problem = QLabel()
        self._problem.setProperty("severity", "fail")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(80)
        self._soon.timeout.connect(self.draw)
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

    def draw(self) -> None:
        """Draw the page anew."""
        self._soon.stop()
        ratio = self.devicePixelRatioF()
        width = self._area.viewport().width() - 4
        figure = draw_intervals(self.rows, self._unsafe, theme(), width, ratio)
        shown = QPixmap.fromImage(image_of(figure))
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)
        self._picture.setAccessibleDescription(plot_in_words(self.rows))

    def save(self, path: Path) -> None:
        """Write the page as a picture, without the source's values."""
        try:
            save_intervals(path, self._pages[self.page], self._unsafe)
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
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("Picture"))
        self._area.setWidget(self._picture)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self._table, 1)
        for widget in (self._values, self._back, self._place, self._on):
            line.addWidget(widget)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._save = self._buttons.addButton(
            self.tr("Save the &picture…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        column = QVBoxLayout(self)
        column.addLayout(line)
        column.addWidget(self._area, 1)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._table.currentIndexChanged.connect(self._choose)
        self._values.toggled.connect(self.draw)
        self._back.clicked.connect(lambda: self.step(-1))
        self._on.clicked.connect(lambda: self.step(1))
        self._buttons.rejected.connect(self.reject)
        self._save.clicked.connect(self._ask_path)
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

    def _ask_path(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the picture"),
            self.tr("intervals.svg"),
            self.tr("Pictures (*.svg *.png)"),
        )
        if name:
            path = Path(name)
            known = path.suffix.lower() in (".svg", ".png")
            self.save(path if known else path.with_name(f"{path.name}.svg"))
