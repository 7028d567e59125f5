"""Asks what to round, how and to which base; shows beforehand what would be lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QRadioButton,
    QWidget,
)

from sdc_desktop.core.evidence import NO_EVIDENCE, Evidence, MeasureKind
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.protection.contributions import knows
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.rounding import (
    GROSSING,
    NOISY,
    Previewed,
    RoundingWish,
    Scope,
    method_choices,
)
from sdc_desktop.gui.views.move_bars import MoveBars
from sdc_desktop.gui.views.noise_fields import NoiseFields

__all__ = ["RoundingDialog", "RoundingWish", "Scope"]

Preview = Callable[[RoundingWish], Previewed]


class BaseBox(QDoubleSpinBox):
    """A box for a number that shows no needless decimals."""

    def textFromValue(self, value: float) -> str:
        """Return 5 for 5.000."""
        return self.locale().toString(value, "g", 10)


class RoundingDialog(Dialog):
    """Method, base and scope with a preview in words."""

    def __init__(
        self,
        base: float,
        scopes: dict[Scope, str],
        preview: Preview,
        evidence: Evidence = NO_EVIDENCE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_words(self.tr("Round"), self.tr("Round"))
        self._preview_of, self._usual = preview, base
        self._choices = method_choices()
        self._scopes: dict[Scope, QRadioButton] = {}
        self.method, self.base_box, self.sums = QComboBox(), BaseBox(), QCheckBox()
        self.grossed, self.finishes = QCheckBox(), QCheckBox()
        self._can_gross = knows(evidence, MeasureKind.GROSSED)
        contributions = knows(evidence, MeasureKind.LARGEST, MeasureKind.TOP)
        self.noise, self.bars = NoiseFields(knows_contributors=contributions), MoveBars()
        self._base_label = QLabel()
        self._sentence, self._preview = words("", "muted"), words("")
        self._add_method()
        self._add_scopes(scopes)
        self.column.addWidget(self._preview)
        self._preview.setMinimumHeight(self.fontMetrics().height() * 4)
        self._preview.setAccessibleName(self.tr("What would change"))
        self.column.addWidget(self.bars)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(200)
        self._pause.timeout.connect(self._show_preview)
        self._show_method()
        self.method.currentIndexChanged.connect(self._show_method)
        self.base_box.valueChanged.connect(self._show_preview_soon)
        for box in (self.sums, self.grossed):
            box.toggled.connect(self._show_preview_soon)
        self.noise.changed.connect(self._show_preview_soon)
        self._show_preview()

    @classmethod
    def ask(
        cls,
        base: float,
        scopes: dict[Scope, str],
        preview: Preview,
        evidence: Evidence = NO_EVIDENCE,
        parent: QWidget | None = None,
    ) -> RoundingWish | None:
        """Return what to round, None when the user thinks better of it."""
        dialog = cls(base, scopes, preview, evidence, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.wish

    @property
    def wish(self) -> RoundingWish:
        """What is chosen."""
        scope = next(scope for scope, button in self._scopes.items() if button.isChecked())
        method = Method(self.method.currentData())
        choice, base = self._choices[method], self.base_box.value()
        if choice.step:
            base += -base % choice.step
        return RoundingWish(
            scope,
            base,
            method,
            choice.may_sum and self.sums.isChecked(),
            noise=self.noise.wish,
            is_grossed=self._can_gross and method in GROSSING and self.grossed.isChecked(),
            finishes=scope is Scope.ALL and self.finishes.isChecked(),
        )

    @property
    def preview_text(self) -> str:
        """What the preview says."""
        return self._preview.text()

    def _add_method(self) -> None:
        for method, choice in self._choices.items():
            self.method.addItem(choice.name, method.value)
        self.base_box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.base_box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self._base_label.setBuddy(self.base_box)
        form = QFormLayout()
        form.addRow(self.tr("&Method"), self.method)
        form.addRow(self._base_label, self.base_box)
        self.column.addLayout(form)
        self.column.addWidget(self._sentence)
        self._sentence.setMinimumHeight(self.fontMetrics().height() * 4)
        self.sums.setText(self.tr("&Totals are the sums of the rounded cells"))
        self.grossed.setText(self.tr("&Gross by the weights of the records first"))
        for widget in (self.noise, self.sums, self.grossed):
            self.column.addWidget(widget)

    def _add_scopes(self, scopes: dict[Scope, str]) -> None:
        group = QButtonGroup(self)
        for scope, text in scopes.items():
            button = QRadioButton(text)
            button.setChecked(not self._scopes)
            button.toggled.connect(self._show_preview_soon)
            group.addButton(button)
            self._scopes[scope] = button
            self.column.addWidget(button)
        self.finishes.setText(self.tr("Then wit&hhold what rounded totals still give away"))
        self.finishes.setChecked(True)
        self.column.addWidget(self.finishes)
        self._scopes[Scope.ALL].toggled.connect(self.finishes.setEnabled)
        self.finishes.setEnabled(self._scopes[Scope.ALL].isChecked())

    def _show_method(self) -> None:
        """Say what the chosen method does, and ask for what it needs."""
        choice = self._choices[Method(self.method.currentData())]
        self._sentence.setText(choice.sentence)
        self._base_label.setText(choice.asks)
        for widget in (self._base_label, self.base_box):
            widget.setVisible(bool(choice.asks))
        self.base_box.setAccessibleName(choice.asks.replace("&", ""))
        self.base_box.setDecimals(0 if choice.step else 3)
        self.base_box.setRange(choice.least, choice.most)
        self.base_box.setValue(self._usual if choice.usual is None else choice.usual)
        self.sums.setVisible(choice.may_sum)
        method = Method(self.method.currentData())
        self.grossed.setVisible(self._can_gross and method in GROSSING)
        self.noise.setVisible(method in NOISY)
        self.noise.ask_for(method)
        self._show_preview_soon()

    def _show_preview_soon(self) -> None:
        if self.isVisible():
            self._pause.start()

    def _show_preview(self) -> None:
        found = self._preview_of(self.wish)
        self._preview.setText(found.text)
        self.bars.show_moves(found.moves)
