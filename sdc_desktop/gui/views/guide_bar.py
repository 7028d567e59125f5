"""The five steps from opening to signing, each with what is outstanding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from sdc_desktop.gui.icons import icon


class Step(IntEnum):
    """The steps in their order."""

    TABLES = 1
    POLICY = 2
    FINDINGS = 3
    PROOF = 4
    SAVE = 5


@dataclass(frozen=True, slots=True)
class StepState:
    """How far a step is.

    Attributes:
        text: What is outstanding, or what was achieved.
        severity: "good", "review", "fail" or "info" (not begun).
    """

    text: str
    severity: str


class GuideBar(QWidget):
    """A row of steps that can be gone to in any order; `step_wanted` names the step."""

    step_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Steps of a check"))
        self._names = {
            Step.TABLES: self.tr("Tables"),
            Step.POLICY: self.tr("Policy"),
            Step.FINDINGS: self.tr("Findings"),
            Step.PROOF: self.tr("Proof"),
            Step.SAVE: self.tr("Sign and save"),
        }
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._buttons = {step: self._make_button(step) for step in Step}
        for button in self._buttons.values():
            line.addWidget(button, 1)

    def show_states(self, states: dict[Step, StepState]) -> None:
        """Show how far each step is."""
        for step, state in states.items():
            button = self._buttons[step]
            button.setText(f"{step.value}  {self._names[step]}\n{state.text}")
            button.setIcon(icon(state.severity, _ROLES[state.severity]))
            button.setAccessibleName(f"{step.value}, {self._names[step]}: {state.text}")
            button.setToolTip(f"{state.text}\n{self.tr('Go there')} (Alt+{step.value})")

    def text_of(self, step: Step) -> str:
        """Return what a step says."""
        return self._buttons[step].text()

    def _make_button(self, step: Step) -> QToolButton:
        button = QToolButton()
        button.setObjectName("step")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setText(f"{step.value}  {self._names[step]}\n")
        button.setShortcut(f"Alt+{step.value}")
        button.clicked.connect(lambda: self.step_wanted.emit(step))
        return button


_ROLES = {"good": "exempt", "review": "review", "fail": "fail", "info": "muted"}
