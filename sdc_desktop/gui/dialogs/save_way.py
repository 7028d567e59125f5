"""The two ways to save, with one sentence each, and which formulas become values on the way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sdc_desktop.gui.dialogs.dialog import words
from sdc_desktop.gui.dialogs.formulas_dialog import FormulasDialog, count_of_formulas
from sdc_desktop.workbook.formula_reasons import FormulaToValue

_IN_PLACE = ""


class SaveWay(QWidget):
    """In place, or as a clean copy in one of three formats.

    `suffix_wanted` gives what the name of the saved file has to end in.
    """

    suffix_wanted = Signal(str)

    def __init__(self, suffix: str, *, is_new: bool, parent: QWidget | None = None) -> None:
        """Make the choice; in place is chosen.

        Args:
            suffix: Of a workbook that is saved in place; "" for a folder of results.
            is_new: Whether a new workbook has to be written even then, for the source's format is
                only read.
            parent: Where it stands.
        """
        super().__init__(parent)
        self._suffix, self._is_new = suffix, is_new
        self._formulas: tuple[FormulaToValue, ...] = ()
        self.choice = QComboBox()
        for text, kind in self._choices():
            self.choice.addItem(text, kind)
        self.choice.setAccessibleName(self.tr("How to save"))
        self.choice.currentIndexChanged.connect(self._choose)
        self.formulas_button = QPushButton()
        self.formulas_button.setToolTip(self.tr("Show which formulas become values, and why"))
        self.formulas_button.clicked.connect(self.show_list)
        self._sentence = words("", "muted")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.choice, 1)
        line.addWidget(self.formulas_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._sentence)
        self._refresh()

    @property
    def is_clean_copy(self) -> bool:
        """Whether a clean copy is chosen."""
        return bool(self.choice.currentData())

    @property
    def sentence(self) -> str:
        """What is said of the choice."""
        return self._sentence.text()

    def choose(self, suffix: str) -> None:
        """Choose a clean copy that ends in `suffix`, in place with ""."""
        self.choice.setCurrentIndex(self.choice.findData(suffix))

    def show_formulas(self, formulas: Sequence[FormulaToValue]) -> None:
        """Say which formulas become values when the workbook is saved in place."""
        self._formulas = tuple(formulas)
        self._refresh()

    def show_list(self) -> None:
        """List the formulas that become values."""
        FormulasDialog(self._formulas, self.tr("Formulas that become values"), self).open()

    def _choices(self) -> tuple[tuple[str, str], ...]:
        same = self.tr("As a new Excel workbook (.xlsx)") if self._is_new else self.tr("In place")
        if not self._suffix:
            same = self.tr("As a new folder of results")
        return (
            (same, _IN_PLACE),
            (self.tr("Clean copy: Excel workbook (.xlsx)"), ".xlsx"),
            (self.tr("Clean copy: OpenDocument (.ods)"), ".ods"),
            (self.tr("Clean copy: csv files with metadata (.zip)"), ".zip"),
        )

    def _choose(self) -> None:
        self._refresh()
        self.suffix_wanted.emit(self.choice.currentData() or self._suffix)

    def _refresh(self) -> None:
        has_formulas = bool(self._formulas) and not self.is_clean_copy
        self.formulas_button.setVisible(has_formulas)
        self.formulas_button.setText(
            self.tr("{count}…").format(count=count_of_formulas(self._formulas))
        )
        self._sentence.setText(self._told(has_formulas=has_formulas))

    def _told(self, *, has_formulas: bool) -> str:
        if self.choice.currentData() == ".zip":
            return self.tr(
                "One csv file for each table, and a file that describes them for machines."
            )
        if self.is_clean_copy:
            return self.tr(
                "A new, accessible workbook with cover, contents and notes: only what is "
                "published, nothing hidden."
            )
        if self._is_new:
            return self.tr(
                "A new workbook with the same values and looks; formulas become values, charts "
                "and comments stay out."
            )
        if not self._suffix:
            return self.tr(
                "The tables with what was decided and a list of results with the outcome. Files "
                "that are no tables stay out: nothing of them was checked."
            )
        if not has_formulas:
            return self.tr(
                "The same workbook: only what was decided changes; all else stays byte for byte."
            )
        return self.tr(
            "The same workbook: only what was decided changes, and {count} over changed cells "
            "become values."
        ).format(count=count_of_formulas(self._formulas))
