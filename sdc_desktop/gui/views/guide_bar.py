"""The six steps from opening to signing, each with what is outstanding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
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
        self._lines = 2
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

    def show_compact(self, is_compact: bool) -> None:
        """Say all in one line, or in two."""
        self._lines = 1 if is_compact else 2
        self.updateGeometry()
        self.update()

    @property
    def _title(self) -> str:
        has_number = self.state.severity not in _SIGNS and self._lines == 1
        return self._name if has_number else f"{self._step.value}  {self._name}"

    def width_of_title(self) -> int:
        """Return the pixels that the ring and the step's name take."""
        ring = self.fontMetrics().height() + 8
        return ring + _PADDING + QFontMetrics(self._bold()).horizontalAdvance(self._title)

    def sizeHint(self) -> QSize:
        """Return room for all lines."""
        height = self.fontMetrics().height()
        return QSize(150, height * self._lines + (14 if self._lines == 2 else 12))

    def minimumSizeHint(self) -> QSize:
        """Return room for the sign and a little of the name."""
        return QSize(4 * self.fontMetrics().height(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame of a tool button and the words on it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(getattr(theme(), _ROLES[self.state.severity]))
        left = self._paint_sign(painter, colour)
        room = self.width() - left - _MARGIN
        height = self.fontMetrics().height()
        top = (self.height() - self._lines * height) // 2
        painter.setPen(QColor(theme().text))
        title = QFontMetrics(painter.font()).elidedText(self._title, _ELIDE, room)
        painter.drawText(QRect(left, top, room, height), _LINE, title)
        if self._lines == 1:
            used = QFontMetrics(painter.font()).horizontalAdvance(title) + height // 2
            self._paint_state(painter, colour, QRect(left + used, top, room - used, height))
        else:
            self._paint_state(painter, colour, QRect(left, top + height, room, height))
        painter.end()

    def _paint_sign(self, painter: QPainter, colour: QColor) -> int:
        """Paint the ring with its sign; return where words begin."""
        height = self.fontMetrics().height()
        size = height + (8 if self._lines == 2 else 4)
        ring = QRect(_MARGIN, (self.height() - size) // 2, size, size)
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(ring)
        painter.setFont(self._bold())
        sign = _SIGNS.get(self.state.severity, str(self._step.value))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, sign)
        return ring.right() + _MARGIN + 1

    def _paint_state(self, painter: QPainter, colour: QColor, place: QRect) -> None:
        """Paint what is outstanding, as far as there is room for more than a letter or two."""
        if place.width() < 3 * place.height():
            return
        painter.setFont(self.font())
        is_loud = self.state.severity in ("fail", "review")
        painter.setPen(colour if is_loud else QColor(theme().muted))
        text = self.fontMetrics().elidedText(self.state.text, _ELIDE, place.width())
        painter.drawText(place, _LINE, text)

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setBold(True)
        return bold


_MARGIN = 7
_PADDING = 3 * _MARGIN + 4
_ELIDE = Qt.TextElideMode.ElideRight
_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROLES = {"good": "exempt", "review": "review", "fail": "fail", "info": "muted"}
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
            line.addWidget(button, 1)
        self._line = line

    def show_states(self, states: dict[Step, StepState]) -> None:
        """Show how far each step is."""
        for step, state in states.items():
            self._buttons[step].show_state(state)

    def show_compact(self, is_compact: bool) -> None:
        """Take one line in place of two, where height is precious."""
        for button in self._buttons.values():
            button.show_compact(is_compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every step what its name needs, and of the rest the same."""
        super().resizeEvent(event)
        needed = [button.width_of_title() for button in self._buttons.values()]
        gaps = self._line.spacing() * (len(needed) - 1)
        spare = max(self.width() - gaps - sum(needed), 0) // len(needed)
        for place, width in enumerate(needed):
            self._line.setStretch(place, width + spare)

    def text_of(self, step: Step) -> str:
        """Return what is outstanding in a step."""
        return self._buttons[step].state.text
