"""Asks on what ground a number that a rule calls unsafe shall be shown, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QWidget,
)

from sdc_desktop.core.actions import ExemptionKind
from sdc_desktop.core.exemptions import Scope
from sdc_desktop.core.findings import Finding
from sdc_desktop.gui.dialogs.dialog import Dialog
from sdc_desktop.gui.dialogs.finding_cards import finding_cards
from sdc_desktop.gui.views.public_questions import PublicQuestions


@dataclass(frozen=True, slots=True)
class ExemptionWish:
    """What the user answered.

    Attributes:
        reason: Why, on one line.
        kind: The ground.
        scope: How much is exempted.
        answers: For public information, the ground and the answers as `core/exemptions.py` asks.
        source: For public information, where anybody finds it.
    """

    reason: str
    kind: ExemptionKind = ExemptionKind.ACCEPTED_RISK
    scope: Scope = Scope.CELLS
    answers: tuple[tuple[str, str], ...] = ()
    source: str = ""


class ReasonDialog(Dialog):
    """The rules' sentences, the ground with its questions, and the reason; an empty one is none."""

    def __init__(self, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(self.tr("Show it for a reason"), self.tr("Show with this reason"))
        for card in finding_cards(findings):
            self.column.addWidget(card)
        self._add_choices()
        self.questions = PublicQuestions()
        self.questions.changed.connect(self._look)
        self.column.addWidget(self.questions)
        self._add_reason()
        self.kind.currentIndexChanged.connect(self._look)
        self._look()

    @classmethod
    def ask(
        cls, findings: Sequence[Finding], parent: QWidget | None = None
    ) -> ExemptionWish | None:
        """Return what was answered, None when the user thinks better of it."""
        dialog = cls(findings, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.wish()

    def wish(self) -> ExemptionWish:
        """Return what is answered now."""
        kind = ExemptionKind(self.kind.currentData())
        scope = Scope(self.scope.currentData())
        if kind is not ExemptionKind.PUBLIC:
            return ExemptionWish(self.reason, kind, scope)
        answers = tuple(sorted(self.questions.answers.items()))
        return ExemptionWish(self.reason, kind, scope, answers, self.questions.source)

    @property
    def reason(self) -> str:
        """What was typed, on one line."""
        return " ".join(self._reason.toPlainText().split())

    def _add_choices(self) -> None:
        self.kind, self.scope = QComboBox(), QComboBox()
        for kind, text in (
            (ExemptionKind.ACCEPTED_RISK, self.tr("The risk is accepted")),
            (ExemptionKind.STRUCTURAL_ZERO, self.tr("A zero that cannot be anything else")),
            (ExemptionKind.PUBLIC, self.tr("Public, or not confidential")),
        ):
            self.kind.addItem(text, kind.value)
        for scope, text in (
            (Scope.CELLS, self.tr("The selected cells")),
            (Scope.ROWS, self.tr("Their whole rows of the table")),
            (Scope.COLUMNS, self.tr("Their whole columns of the table")),
            (Scope.TABLES, self.tr("The whole table")),
        ):
            self.scope.addItem(text, scope.value)
        self.kind.setAccessibleName(self.tr("Ground of the exception"))
        self.scope.setAccessibleName(self.tr("Cells that are excepted"))
        form = QFormLayout()
        form.addRow(self.tr("&Ground"), self.kind)
        form.addRow(self.tr("&For"), self.scope)
        self.column.addLayout(form)

    def _add_reason(self) -> None:
        self._reason = QPlainTextEdit()
        self._reason.setAccessibleName(self.tr("Reason"))
        self._reason.setPlaceholderText(
            self.tr("For example: the zeros are structural, nobody can be in this group.")
        )
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(64)
        self._reason.textChanged.connect(self._look)
        label = QLabel(
            self.tr("&Reason (it goes into the record, so write no number from the cell)")
        )
        label.setWordWrap(True)
        label.setBuddy(self._reason)
        self.column.addWidget(label)
        self.column.addWidget(self._reason)
        self._reason.setFocus()

    def _look(self) -> None:
        is_public = self.kind.currentData() == ExemptionKind.PUBLIC.value
        if self.questions.isHidden() is is_public:
            self.questions.setVisible(is_public)
            self.adjustSize()
        self.set_ready(bool(self.reason) and (not is_public or self.questions.is_answered))
