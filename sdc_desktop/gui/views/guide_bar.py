"""The six steps from opening to signing, each with what is outstanding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from sdc_desktop.gui.theme import theme


class Step(IntEnum):
    """The steps in their order."""

    TABLES = 1
    POLICY = 2
    FINDINGS = 3
    PROOF = 4
    HIDDEN = 5
    SAVE = 6


@dataclass(frozen=True, slots=True)
class StepState:
    """How far a step is.

    Attributes:
        text: What is outstanding, or what was achieved.
        severity: "good", "review", "fail" or "info" (not begun).
        details: More of what is outstanding, for the tooltip and the screen reader.
    """

    text: str
    severity: str
    details: str = ""


class StepButton(QToolButton):
    """One step: its number in a ring, its name, and below what is outstanding."""

    def __init__(self, step: Step, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step, self._name = step, name
        self.state = StepState("", "info")
        self.setObjectName("step")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setShortcut(f"Alt+{step.value}")

    def show_state(self, state: StepState) -> None:
        """Show how far the step is."""
        self.state = state
        self.setAccessibleName(f"{self._step.value}, {self._name}: {state.text}")
        self.setAccessibleDescription(state.details)
        lines = (f"{self._name}: {state.text} (Alt+{self._step.value})", state.details)
        self.setToolTip("\n".join(line for line in lines if line))
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(150, self.fontMetrics().height() * 2 + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame of a tool button and the words on it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        used = theme()
        height = self.fontMetrics().height()
        is_narrow = self.width() < _NARROW
        ring = QRect(
            6 if is_narrow else 10, (self.height() - height - 8) // 2, height + 8, height + 8
        )
        colour = QColor(getattr(used, _ROLES[self.state.severity]))
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(ring)
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.drawText(
            ring,
            Qt.AlignmentFlag.AlignCenter,
            _SIGNS.get(self.state.severity, str(self._step.value)),
        )
        left = ring.right() + (7 if is_narrow else 11)
        room = self.width() - left - (4 if is_narrow else 8)
        top = (self.height() - 2 * height) // 2
        painter.setPen(QColor(used.text))
        painter.drawText(QRect(left, top, room, height), _LINE, f"{self._step.value}  {self._name}")
        painter.setFont(self.font())
        painter.setPen(colour if self.state.severity in ("fail", "review") else QColor(used.muted))
        text = self.fontMetrics().elidedText(self.state.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, top + height, room, height), _LINE, text)
        painter.end()


_NARROW = 190
_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROLES = {"good": "exempt", "review": "review", "fail": "fail", "info": "muted"}
_SHARES = {
    Step.TABLES: 23,
    Step.POLICY: 16,
    Step.FINDINGS: 22,
    Step.PROOF: 19,
    Step.HIDDEN: 18,
    Step.SAVE: 18,
}
_SIGNS = {"good": "✓", "review": "?", "fail": "!"}


class GuideBar(QWidget):
    """A row of steps that can be gone to in any order; `step_wanted` names the step."""

    step_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Steps of a check"))
        names = {
            Step.TABLES: self.tr("Tables"),
            Step.POLICY: self.tr("Policy"),
            Step.FINDINGS: self.tr("Findings"),
            Step.PROOF: self.tr("Proof"),
            Step.HIDDEN: self.tr("Hidden parts"),
            Step.SAVE: self.tr("Sign and save"),
        }
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._buttons = {step: StepButton(step, name) for step, name in names.items()}
        for step, button in self._buttons.items():
            button.clicked.connect(lambda _=False, one=step: self.step_wanted.emit(one))
            line.addWidget(button, _SHARES[step])

    def show_states(self, states: dict[Step, StepState]) -> None:
        """Show how far each step is."""
        for step, state in states.items():
            self._buttons[step].show_state(state)

    def text_of(self, step: Step) -> str:
        """Return what is outstanding in a step."""
        return self._buttons[step].state.text
