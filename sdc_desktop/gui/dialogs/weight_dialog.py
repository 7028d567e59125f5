"""Asks how many times as much it should cost to withhold some cells."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QWidget

from sdc_desktop.gui.dialogs.dialog import Dialog
from sdc_desktop.gui.dialogs.rounding_dialog import BaseBox
from sdc_desktop.gui.words import cells_in_words

_USUAL = 10.0


class WeightDialog(Dialog):
    """One number above 0: above 1 for cells that should rather be shown."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Weigh {cells}").format(cells=cells_in_words(count)),
            self.tr("Weigh"),
            self.tr(
                "Of the ways to protect what is unsafe the cheapest is taken. Cells that count "
                "more than once are withheld later than others, those that count less, sooner."
            ),
        )
        self.box = BaseBox()
        self.box.setDecimals(3)
        self.box.setRange(0.001, 1_000_000)
        self.box.setValue(_USUAL)
        self.box.setAccessibleName(self.tr("How many times as much it costs to withhold them"))
        label = QLabel(self.tr("Withholding them &costs, in times"))
        label.setBuddy(self.box)
        form = QFormLayout()
        form.addRow(label, self.box)
        self.column.addLayout(form)
        self.box.selectAll()

    @classmethod
    def ask(cls, count: int, parent: QWidget | None = None) -> float | None:
        """Return the factor for so many cells, None when the user thinks better of it."""
        dialog = cls(count, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.box.value()
