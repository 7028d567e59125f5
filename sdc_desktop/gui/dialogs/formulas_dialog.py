"""Lists the formulas that become values, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from sdc_desktop.core.findings import Severity
from sdc_desktop.gui.dialogs.dialog import Dialog
from sdc_desktop.gui.hidden_words import cell_in_words
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.views.wrapping_list import WrappingList
from sdc_desktop.gui.words import SEVERITY_SYMBOLS, tr
from sdc_desktop.workbook.formula_reasons import FormulaToValue

_MOST_SHOWN = 1_000


class FormulasDialog(Dialog):
    """The list, to be read or copied."""

    def __init__(
        self, formulas: Sequence[FormulaToValue], title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = "".join(f"{cell_in_words(one.cell)}\t{why_in_words(one)}\n" for one in formulas)
        self.set_words(title, self.tr("&Copy as text"), self._intro_for(len(formulas)))
        self.accept_button.setToolTip(self.tr("Put this list on the clipboard"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Close"))
        model = self._model(formulas[:_MOST_SHOWN])
        self.list = WrappingList(model, (200,), parent=self)
        self.list.setAccessibleName(title)
        self.list.setMinimumSize(560, 260)
        self.column.addWidget(self.list, 1)
        self.list.setFocus()

    def accept(self) -> None:
        """Put the list on the clipboard and stay."""
        QGuiApplication.clipboard().setText(self.text)
        self.accept_button.setText(self.tr("Copied"))

    def _intro_for(self, count: int) -> str:
        told = self.tr(
            "A formula over a changed cell would bring the old number back or show an error. Its "
            "last result stays as a plain value."
        )
        if count <= _MOST_SHOWN:
            return told
        return self.tr("{told} The first {n} are listed; the copied text has all.").format(
            told=told, n=f"{_MOST_SHOWN:,}"
        )

    def _model(self, formulas: Sequence[FormulaToValue]) -> QStandardItemModel:
        model = QStandardItemModel(self)
        model.setHorizontalHeaderLabels([self.tr("Cell"), self.tr("Why")])
        for one in formulas:
            items = [QStandardItem(cell_in_words(one.cell)), QStandardItem(why_in_words(one))]
            for item in items:
                item.setEditable(False)
                if one.finding is not None:
                    item.setForeground(QColor(getattr(theme(), str(one.finding.severity))))
            model.appendRow(items)
        return model


def count_of_formulas(formulas: Sequence[FormulaToValue]) -> str:
    """Return "1 formula" or "1,200 formulas"."""
    count = len(formulas)
    return tr("1 formula") if count == 1 else tr("{n} formulas").format(n=f"{count:,}")


def why_in_words(formula: FormulaToValue) -> str:
    """Return why a formula becomes a value, and what its result tells."""
    if formula.finding is None:
        return formula.why
    symbol = SEVERITY_SYMBOLS[formula.finding.severity]
    if formula.finding.severity is Severity.FAIL:
        return tr("{symbol}  {why}; its result tells that number").format(
            symbol=symbol, why=formula.why
        )
    return tr("{symbol}  {why}; its result may tell a number").format(
        symbol=symbol, why=formula.why
    )
