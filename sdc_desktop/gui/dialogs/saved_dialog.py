"""Shows what was saved, whether the proof held, and where everything is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from sdc_desktop.core.findings import Finding
from sdc_desktop.gui.dialogs.dialog import Dialog, words

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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        title = self.tr("Saved and proved") if has_passed else self.tr("Saved, but not proved")
        self.set_words(title, self.tr("Open the folder"))
        self.setMinimumWidth(600)
        self._record = record
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Close"))
        self.column.addWidget(self._verdict(has_passed=has_passed, proof=proof))
        for finding in findings[:_MOST_SHOWN]:
            self.column.addWidget(words(f"▲  {finding.message}"))
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        rows = (
            (self.tr("Protected workbook"), str(out)),
            (self.tr("Record"), str(record)),
            (self.tr("Signature"), self.tr("signed") if is_signed else self.tr("not signed")),
            (self.tr("Outstanding"), outstanding or self.tr("nothing")),
        )
        for name, text in rows:
            form.addRow(QLabel(name), words(text))
        self.column.addLayout(form)

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
