"""The questions about noise: a perturbation table made to measure or from a file, keys, sums."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.perturbation.p_table_quality import PTableQuality, judge_p_table
from sdc_desktop.gui.dialogs.dialog import words
from sdc_desktop.gui.noise import LEAST_VARIANCE, MOST_LARGEST, NoiseWish


class FileField(QWidget):
    """A path that can be typed or chosen; `changed` says when it is another one."""

    changed = Signal()

    def __init__(self, name: str, kinds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._kinds = name, kinds
        self.line, button = QLineEdit(), QPushButton(self.tr("Choose…"))
        self.line.setAccessibleName(name)
        button.setAccessibleName(self.tr("Choose: {name}").format(name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(button)
        self.setFocusProxy(self.line)
        self.line.editingFinished.connect(self.changed)
        button.clicked.connect(self._choose)

    @property
    def path(self) -> str:
        """What stands there."""
        return self.line.text().strip()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self._name, "", self._kinds)
        if name:
            self.line.setText(name)
            self.changed.emit()


class NoiseFields(QWidget):
    """Asks for noise; `changed` says when an answer is another one."""

    changed = Signal()

    def __init__(self, *, knows_contributors: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._method, self._knows = Method.NOISE, knows_contributors
        self.largest, self.variance, self.smallest = QSpinBox(), QDoubleSpinBox(), QSpinBox()
        self.least, self.has_sums = QSpinBox(), QCheckBox()
        self.first, self.last = QDoubleSpinBox(), QDoubleSpinBox()
        self.table = FileField(self.tr("Perturbation table"), self.tr("Tables (*.csv *.txt)"))
        self.records = FileField(self.tr("Keys of the records"), self.tr("Records (*.csv)"))
        self._judged = words("", "muted")
        self._judged.setAccessibleName(self.tr("What the perturbation table does"))
        self._set_ranges()
        self._lay_out()
        for box in (self.largest, self.variance, self.smallest, self.least, self.first, self.last):
            box.valueChanged.connect(self._tell)
        for field in (self.table, self.records):
            field.changed.connect(self._tell)
        self.has_sums.toggled.connect(self._tell)
        self._tell()

    @property
    def wish(self) -> NoiseWish:
        """What is asked for."""
        is_keyed = self._method is Method.CELL_KEY
        first, last = self.first.value(), self.last.value()
        sums = (first, first if is_keyed else last)
        return NoiseWish(
            largest=self.largest.value(),
            variance=self.variance.value(),
            smallest=self.smallest.value(),
            table=self.table.path,
            records=self.records.path if is_keyed else "",
            least=self.least.value(),
            sums=sums if self.has_sums.isChecked() and self._knows else None,
        )

    @property
    def judgement(self) -> str:
        """What is said of the perturbation table."""
        return self._judged.text()

    def ask_for(self, method: Method) -> None:
        """Ask what a method needs."""
        self._method = method
        self._form.setRowVisible(self.records, method is Method.CELL_KEY)
        self.last.setVisible(method is Method.NOISE)
        self._tell()

    def _set_ranges(self) -> None:
        self.largest.setRange(1, MOST_LARGEST)
        self.largest.setValue(5)
        self.variance.setRange(LEAST_VARIANCE, MOST_LARGEST**2)
        self.variance.setValue(2.0)
        self.smallest.setRange(0, MOST_LARGEST)
        self.least.setRange(0, 1_000)
        for box, value in ((self.first, 10.0), (self.last, 20.0)):
            box.setRange(0.1, 99.0)
            box.setDecimals(1)
            box.setSuffix(" %")
            box.setValue(value)

    def _lay_out(self) -> None:
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        sums = QWidget()
        row = QHBoxLayout(sums)
        row.setContentsMargins(0, 0, 0, 0)
        self.has_sums.setText(self.tr("shares of contributors"))
        for widget in (self.has_sums, self.first, self.last):
            row.addWidget(widget)
        for name, box in (
            (self.tr("&Largest noise"), self.largest),
            (self.tr("&Variance"), self.variance),
            (self.tr("S&mallest count shown"), self.smallest),
            (self.tr("Or a table from a &file"), self.table),
            (self.tr("&Keys of the records"), self.records),
            (self.tr("&Withhold below, after the noise"), self.least),
            (self.tr("Noise for s&ums"), sums),
        ):
            self._form.addRow(name, box)
            box.setAccessibleName(name.replace("&", ""))
        self.first.setAccessibleName(self.tr("Share from"))
        self.last.setAccessibleName(self.tr("Share to"))
        self._form.setRowVisible(sums, self._knows)
        self._form.addRow(self._judged)

    def _tell(self) -> None:
        """Say what the table does, and that something changed."""
        made = not self.table.path
        for box in (self.largest, self.variance, self.smallest):
            box.setEnabled(made)
        for box in (self.first, self.last):
            box.setEnabled(self.has_sums.isChecked())
        try:
            self._judged.setText(self._in_words(judge_p_table(self.wish.p_table())))
        except SdcError as error:
            self._judged.setText(f"{error} {error.hint}")
        self.changed.emit()

    def _in_words(self, quality: PTableQuality) -> str:
        text = self.tr(
            "The table is {bias}, {zeros}, leaves {share} % of large counts as they are, and the "
            "narrowest count shown stands for {n} true ones."
        )
        bias = self.tr("unbiased") if quality.is_unbiased else self.tr("biased")
        zeros = self.tr("keeps zeros") if quality.keeps_zeros else self.tr("changes zeros")
        said = text.format(
            bias=bias, zeros=zeros, share=round(100 * quality.unchanged), n=quality.narrowest
        )
        return " ".join((said, *quality.warnings))
