"""Shows what was saved, whether the proof held, and where everything is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from sdc_desktop.core.findings import Finding
from sdc_desktop.gui.dialogs.changes_dialog import ChangesDialog
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.dialogs.formulas_dialog import FormulasDialog, count_of_formulas
from sdc_desktop.gui.words import SEVERITY_SYMBOLS
from sdc_desktop.workbook.formula_reasons import FormulaToValue
from sdc_desktop.workbook.part_difference import WHOLE_FILE, PartDifference, count_in_words

_MOST_SHOWN = 6


class SavedDialog(Dialog):
    """The result page after saving."""

    def __init__(
        self,
        out: Path,
        record: Path,
        *,
        has_passed: bool,
        is_signed: bool,
        findings: tuple[Finding, ...],
        proof: str,
        outstanding: str,
        source: str = "",
        parts: tuple[PartDifference, ...] = (),
        formulas: tuple[FormulaToValue, ...] = (),
        was_locked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        title = self.tr("Saved and proved") if has_passed else self.tr("Saved, but not proved")
        self.set_words(title, self.tr("Open the folder"))
        self.setMinimumWidth(600)
        self._record, self._out, self._source, self._parts = record, out, source, parts
        self._formulas = formulas
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Close"))
        self.column.addWidget(self._verdict(has_passed=has_passed, proof=proof))
        for finding in findings[:_MOST_SHOWN]:
            self.column.addWidget(words(f"{SEVERITY_SYMBOLS[finding.severity]}  {finding.message}"))
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        rows = (
            (self.tr("Protected workbook"), str(out)),
            (self.tr("Record"), str(record)),
            (self.tr("Signature"), self.tr("signed") if is_signed else self.tr("not signed")),
            (self.tr("Outstanding"), outstanding or self.tr("nothing")),
            (
                self.tr("Password"),
                self.tr("The saved file asks for none, other than the source.")
                if was_locked
                else "",
            ),
            (self.tr("In the file"), _in_the_file(parts)),
            (self.tr("Formulas"), self._formulas_in_words()),
        )
        for name, text in rows:
            if text:
                form.addRow(QLabel(name), words(text))
        self.column.addLayout(form)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.changes = self.buttons.addButton(self.tr("&What changed in the file…"), action)
        self.changes.setToolTip(self.tr("Compare the source and the saved file part by part"))
        self.changes.setVisible(bool(parts))
        self.changes.clicked.connect(self.show_changes)
        self.formulas = self.buttons.addButton(self.tr("&Formulas…"), action)
        self.formulas.setToolTip(self.tr("Show which formulas became values, and why"))
        self.formulas.setVisible(bool(formulas))
        self.formulas.clicked.connect(self.show_formulas)

    def show_changes(self) -> None:
        """Show what became of each part of the source."""
        ChangesDialog(self._source, self._out.name, self._parts, self).open()

    def show_formulas(self) -> None:
        """List the formulas that became values."""
        FormulasDialog(self._formulas, self.tr("Formulas that became values"), self).open()

    def _formulas_in_words(self) -> str:
        if not self._formulas:
            return ""
        if len(self._formulas) == 1:
            return self.tr("1 formula became a value")
        return self.tr("{count} became values").format(count=count_of_formulas(self._formulas))

    def accept(self) -> None:
        """Open the folder with the desktop's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._record)))
        super().accept()

    def _verdict(self, *, has_passed: bool, proof: str) -> QFrame:
        card = QFrame()
        severity = "good" if has_passed else "fail"
        card.setProperty("card", severity)
        column = QVBoxLayout(card)
        text = (
            self.tr("✓  No withheld value is left in the saved file.")
            if has_passed
            else self.tr("▲  The saved file must not be published.")
        )
        label = words(text)
        label.setProperty("severity", severity)
        column.addWidget(label)
        column.addWidget(words(proof))
        return card


def _in_the_file(parts: tuple[PartDifference, ...]) -> str:
    """Return what changed; of a file without parts, or written anew, why it is another one."""
    if len(parts) == 1 and parts[0].name == WHOLE_FILE and parts[0].why:
        return parts[0].why
    return count_in_words(parts) if parts else ""
