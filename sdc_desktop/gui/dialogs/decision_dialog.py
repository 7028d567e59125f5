"""Asks why something is decided as it is, and what colleagues should know of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QWidget

from sdc_desktop.core.decisions import goes_against
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.dialogs.finding_cards import finding_cards
from sdc_desktop.gui.release_words import decision_in_short


@dataclass(frozen=True, slots=True)
class DecisionWish:
    """What was answered: the reason for the record, and a comment for colleagues only."""

    reason: str = ""
    private: str = ""


class DecisionDialog(Dialog):
    """What is decided about, what was found in it, a reason and a private comment."""

    def __init__(
        self,
        decision: Decision,
        what: str,
        findings: Sequence[Finding],
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            decision: What is decided.
            what: About what, in words.
            findings: What is found in it at present.
            parent: The window.
        """
        super().__init__(parent)
        self._needs_reason = goes_against(decision, findings)
        self.set_words(decision_in_short(decision), self.tr("Decide"), what)
        for card in finding_cards([one for one in findings if one.severity is not Severity.INFO]):
            self.column.addWidget(card)
        hint = self.tr("&Reason (it goes into the record, so write no number from a cell)")
        self._reason = self._add_box(hint, self.tr("Reason"))
        hint = self.tr("&Comment for colleagues (sealed; not in the reports)")
        self._private = self._add_box(hint, self.tr("Comment for colleagues"))
        self._missing = words("", "muted")
        self.column.addWidget(self._missing)
        self._reason.textChanged.connect(self._look)
        self._reason.setFocus()
        self._look()

    @classmethod
    def ask(
        cls,
        decision: Decision,
        what: str,
        findings: Sequence[Finding],
        parent: QWidget | None = None,
    ) -> DecisionWish | None:
        """Return what was answered, None when the user thinks better of it."""
        dialog = cls(decision, what, findings, parent)
        is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.wish if is_wanted else None

    @property
    def wish(self) -> DecisionWish:
        """What is answered now, each on one line."""
        boxes = (self._reason, self._private)
        return DecisionWish(*(" ".join(box.toPlainText().split()) for box in boxes))

    def fill(self, reason: str, private: str = "") -> None:
        """Put texts into the boxes."""
        self._reason.setPlainText(reason)
        self._private.setPlainText(private)

    def _add_box(self, text: str, name: str) -> QPlainTextEdit:
        box = QPlainTextEdit()
        box.setAccessibleName(name)
        box.setTabChangesFocus(True)
        box.setFixedHeight(64)
        label = QLabel(text)
        label.setWordWrap(True)
        label.setBuddy(box)
        self.column.addWidget(label)
        self.column.addWidget(box)
        return box

    def _look(self) -> None:
        is_ready = bool(self.wish.reason) or not self._needs_reason
        self._missing.setText(
            "" if is_ready else self.tr("This goes against what was found: it needs a reason.")
        )
        self.set_ready(is_ready)
