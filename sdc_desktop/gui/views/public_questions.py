"""The questions about information that is public or not confidential."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from sdc_desktop.core.exemptions import BASES, CONFIDENTIAL, NO, YES, is_confidential


class PublicQuestions(QWidget):
    """The ground, the source, and the three parts of the definition of confidential information.

    `changed` is emitted with every answer.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {part: self._make_choice() for part in CONFIDENTIAL}
        self.basis, self._source = QComboBox(), QLineEdit()
        for name, text in BASES.items():
            self.basis.addItem(text, name)
        self.basis.setAccessibleName(self.tr("Why it is not confidential"))
        self._source.setAccessibleName(self.tr("Where anybody finds it"))
        self._source.setPlaceholderText(self.tr("Such as a register or a web page"))
        self._verdict = QLabel()
        self._verdict.setWordWrap(True)
        self._verdict.setProperty("severity", "fail")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.basis)
        label = QLabel(self.tr("&Source: where anybody finds it"))
        label.setBuddy(self._source)
        form.addRow(label)
        form.addRow(self._source)
        for part, question in CONFIDENTIAL.items():
            self.boxes[part].setAccessibleName(question)
            form.addRow(question, self.boxes[part])
        form.addRow(self._verdict)
        self._source.textChanged.connect(self._look)
        self.basis.currentIndexChanged.connect(self._look)
        self._look()

    @property
    def answers(self) -> dict[str, str]:
        """The ground and the answers given so far."""
        said = {part: str(box.currentData()) for part, box in self.boxes.items()}
        given = {part: answer for part, answer in said.items() if answer}
        return {"basis": str(self.basis.currentData()), **given}

    @property
    def source(self) -> str:
        """Where anybody finds it."""
        return self._source.text().strip()

    @property
    def is_answered(self) -> bool:
        """Whether everything is answered and the information is not confidential."""
        is_complete = len(self.answers) == 1 + len(CONFIDENTIAL) and bool(self.source)
        return is_complete and not self._problem()

    def fill(self, basis: str, source: str, answers: dict[str, str]) -> None:
        """Put answers in."""
        self.basis.setCurrentIndex(self.basis.findData(basis))
        self._source.setText(source)
        for part, answer in answers.items():
            self.boxes[part].setCurrentIndex(self.boxes[part].findData(answer))

    def _make_choice(self) -> QComboBox:
        box = QComboBox()
        for text, answer in (("", ""), (self.tr("Yes"), YES), (self.tr("No"), NO)):
            box.addItem(text, answer)
        box.currentIndexChanged.connect(self._look)
        return box

    def _problem(self) -> str:
        answers = self.answers
        if len(answers) <= len(CONFIDENTIAL):
            return ""
        if is_confidential(answers):
            return self.tr("Three times yes: the number is confidential and must be protected.")
        if answers["basis"] == "public" and answers["not-public"] == YES:
            return self.tr("What is publicly available is in the public domain: answer no there.")
        return ""

    def _look(self) -> None:
        self._verdict.setText(self._problem())
        self._verdict.setVisible(bool(self._problem()))
        self.changed.emit()
