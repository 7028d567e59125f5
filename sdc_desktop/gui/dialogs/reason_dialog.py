"""Asks why a cell that a rule calls unsafe shall be shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from sdc_desktop.core.findings import Finding
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.words import rule_in_words

_MOST_SHOWN = 4


class ReasonDialog(Dialog):
    """The rules' sentences, and a box for the reason; an empty reason is none."""

    def __init__(self, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(self.tr("Show it for a reason"), self.tr("Show with this reason"))
        self._add_findings(findings)
        self._reason = QPlainTextEdit()
        self._reason.setAccessibleName(self.tr("Reason"))
        self._reason.setPlaceholderText(
            self.tr("For example: the zeros are structural, nobody can be in this group.")
        )
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(90)
        self._reason.textChanged.connect(self._look_at_reason)
        label = QLabel(
            self.tr("&Reason (it goes into the record, so write no number from the cell)")
        )
        label.setWordWrap(True)
        label.setBuddy(self._reason)
        self.column.addWidget(label)
        self.column.addWidget(self._reason)
        self._reason.setFocus()
        self.set_ready(False)

    @classmethod
    def ask(cls, findings: Sequence[Finding], parent: QWidget | None = None) -> str | None:
        """Return the reason, None when the user thinks better of it."""
        dialog = cls(findings, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.reason

    @property
    def reason(self) -> str:
        """What was typed, on one line."""
        return " ".join(self._reason.toPlainText().split())

    def _add_findings(self, findings: Sequence[Finding]) -> None:
        for finding in findings[:_MOST_SHOWN]:
            card = QFrame()
            card.setProperty("card", str(finding.severity))
            column = QVBoxLayout(card)
            column.setContentsMargins(10, 6, 10, 6)
            title = words(rule_in_words(finding.rule))
            title.setProperty("severity", str(finding.severity))
            column.addWidget(title)
            column.addWidget(words(finding.message))
            self.column.addWidget(card)
        more = len(findings) - _MOST_SHOWN
        if more > 0:
            self.column.addWidget(words(self.tr("… and {n} more.").format(n=more), "muted"))

    def _look_at_reason(self) -> None:
        self.set_ready(bool(self.reason))
