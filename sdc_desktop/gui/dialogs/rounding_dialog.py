"""Asks what to round, and to which base; shows beforehand how much would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QDialog, QDoubleSpinBox, QLabel, QRadioButton, QWidget

from sdc_desktop.gui.dialogs.dialog import Dialog, words


class Scope(StrEnum):
    """What is rounded."""

    SELECTION = "selection"
    TABLE = "table"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class RoundingWish:
    """What the user asks for."""

    scope: Scope
    base: float


Preview = Callable[[RoundingWish], str]


class BaseBox(QDoubleSpinBox):
    """A box for a number that shows no needless decimals."""

    def textFromValue(self, value: float) -> str:
        """Return 5 for 5.000."""
        return self.locale().toString(value, "g", 10)


class RoundingDialog(Dialog):
    """Base and scope with a preview in words."""

    def __init__(
        self,
        base: float,
        scopes: dict[Scope, str],
        preview: Preview,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Round"),
            self.tr("Round"),
            self.tr(
                "Each number becomes the nearest multiple of the base. Totals are rounded on "
                "their own, so they need not add up any more."
            ),
        )
        self._preview_of = preview
        self._scopes: dict[Scope, QRadioButton] = {}
        self._add_scopes(scopes)
        self._base = self._make_base(base)
        self._preview = words("", "muted")
        self._preview.setMinimumHeight(self.fontMetrics().height() * 2)
        self.column.addWidget(self._preview)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(200)
        self._pause.timeout.connect(self._show_preview)
        self._show_preview()

    @classmethod
    def ask(
        cls,
        base: float,
        scopes: dict[Scope, str],
        preview: Preview,
        parent: QWidget | None = None,
    ) -> RoundingWish | None:
        """Return what to round, None when the user thinks better of it."""
        dialog = cls(base, scopes, preview, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.wish

    @property
    def wish(self) -> RoundingWish:
        """What is chosen."""
        scope = next(scope for scope, button in self._scopes.items() if button.isChecked())
        return RoundingWish(scope, self._base.value())

    @property
    def preview_text(self) -> str:
        """What the preview says."""
        return self._preview.text()

    def _add_scopes(self, scopes: dict[Scope, str]) -> None:
        group = QButtonGroup(self)
        for scope, text in scopes.items():
            button = QRadioButton(text)
            button.setChecked(not self._scopes)
            button.toggled.connect(self._show_preview_soon)
            group.addButton(button)
            self._scopes[scope] = button
            self.column.addWidget(button)

    def _make_base(self, base: float) -> QDoubleSpinBox:
        box = BaseBox()
        box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        box.setDecimals(3)
        box.setRange(0.001, 1_000_000)
        box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        box.setValue(base)
        box.setAccessibleName(self.tr("Base"))
        box.valueChanged.connect(self._show_preview_soon)
        label = QLabel(self.tr("&Base"))
        label.setBuddy(box)
        self.column.addWidget(label)
        self.column.addWidget(box)
        return box

    def _show_preview_soon(self) -> None:
        self._pause.start()

    def _show_preview(self) -> None:
        self._preview.setText(self._preview_of(self.wish))
