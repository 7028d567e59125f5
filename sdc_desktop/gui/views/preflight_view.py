"""The list before signing: what holds, what is outstanding, and what the signer says to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.policy_terms import Gate, GateKind
from sdc_desktop.core.preflight import Point, PointState
from sdc_desktop.core.release_form import CONFIRMED
from sdc_desktop.gui.dialogs.dialog import words
from sdc_desktop.gui.models.questions import NO_QUESTIONS, Questions

_SYMBOLS = {PointState.HOLDS: "✓", PointState.OUTSTANDING: "▲", PointState.UNSAID: "·"}
_SEVERITIES = {PointState.HOLDS: "good", PointState.OUTSTANDING: "review"}
_ORDER = {PointState.OUTSTANDING: 0, PointState.UNSAID: 1, PointState.HOLDS: 2}
_ROOM = 400
"""Pixels that the list is wide at least."""


class PreflightView(QWidget):
    """Points as lines, gates as boxes, declarations to tick.

    `changed` is emitted with every answer; `describe_wanted` by the button that asks about the
    release; `listed` when there are other boxes than before.
    """

    changed = Signal()
    listed = Signal()
    describe_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = NO_QUESTIONS
        self._gates: dict[str, QLineEdit | QCheckBox] = {}
        self._boxes: dict[str, QCheckBox] = {}
        heading = QLabel(self.tr("Before release"))
        heading.setObjectName("subheading")
        self._count = words("", "muted")
        self.describe = QPushButton(self.tr("&Describe the release…"))
        self.describe.setAutoDefault(False)
        self.describe.clicked.connect(self.describe_wanted)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Before release"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        line = QHBoxLayout()
        line.addWidget(heading)
        line.addStretch(1)
        line.addWidget(self.describe)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._count)
        column.addWidget(self._list, 1)
        self.setMinimumSize(max(_ROOM, line.sizeHint().width()), 400)
        self.show_questions(NO_QUESTIONS)

    @property
    def questions(self) -> Questions:
        """What is asked."""
        return self._questions

    @property
    def answers(self) -> dict[str, str]:
        """What is answered to each gate, "" for nothing."""
        return {name: _answer(box) for name, box in self._gates.items()}

    @property
    def declared(self) -> frozenset[str]:
        """The names of what is declared."""
        return frozenset(name for name, box in self._boxes.items() if box.isChecked())

    @property
    def takers(self) -> tuple[QWidget, ...]:
        """What takes the keyboard, in the order in which it is read."""
        inside = self._list.widget()
        found = inside.findChildren(QWidget) if inside is not None else []
        boxes = (one for one in found if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return (self.describe, self._list, *boxes)

    @property
    def outstanding(self) -> int:
        """How many points are outstanding with the answers given."""
        unsaid = [name for name, answer in self.answers.items() if not answer]
        undeclared = self._boxes.keys() - self.declared if self._questions.must_declare else ()
        points = sum(one.is_outstanding for one in self._questions.points)
        return points + len(unsaid) + len(undeclared)

    def show_questions(self, questions: Questions) -> None:
        """Show another list; what was answered meanwhile stays."""
        answers, declared = self.answers, self.declared
        self._questions = questions
        self._gates, self._boxes = {}, {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        ordered = sorted(questions.points, key=lambda one: _ORDER[one.state])
        for point in ordered:
            if point.state is not PointState.HOLDS:
                column.addWidget(_line(point))
        for gate in questions.gates:
            given = answers.get(gate.name) or questions.answers.get(gate.name, "")
            self._add_gate(column, gate, given)
        self._add_declarations(column, declared | questions.declared)
        self._add_settled(column, [one for one in ordered if one.state is PointState.HOLDS])
        column.addStretch(1)
        self._list.setWidget(content)
        self._look()
        self.listed.emit()

    def fill(self, answers: dict[str, str], *, declared: bool = True) -> None:
        """Answer as a user would; all declarations are ticked, or none."""
        for name, answer in answers.items():
            box = self._gates[name]
            if isinstance(box, QCheckBox):
                box.setChecked(bool(answer))
            else:
                box.setText(answer)
        for tick in self._boxes.values():
            tick.setChecked(declared)

    def _add_gate(self, column: QVBoxLayout, gate: Gate, answer: str) -> None:
        if gate.kind is GateKind.REFERENCE:
            line = QLineEdit(answer)
            line.setPlaceholderText(self.tr("Reference, or why it does not apply"))
            label = words(gate.asks)
            label.setBuddy(line)
            column.addWidget(label)
            line.textChanged.connect(self._look)
            self._gates[gate.name] = line
            column.addWidget(line)
        else:
            self._gates[gate.name] = box = self._add_tick(column, gate.asks)
            box.setChecked(bool(answer))
        self._gates[gate.name].setAccessibleName(gate.asks)
        self._gates[gate.name].setToolTip(gate.paragraph)

    def _add_declarations(self, column: QVBoxLayout, declared: frozenset[str]) -> None:
        heading = QLabel(self.tr("I declare"))
        heading.setObjectName("subheading")
        column.addWidget(heading)
        for one in self._questions.declarations:
            self._boxes[one.name] = box = self._add_tick(column, one.text)
            box.setChecked(one.name in declared)
            version = self.tr("version {version}").format(version=one.version)
            box.setToolTip(", ".join(part for part in (one.paragraph, version) if part))

    def _add_settled(self, column: QVBoxLayout, points: Sequence[Point]) -> None:
        if points:
            heading = QLabel(self.tr("In order"))
            heading.setObjectName("subheading")
            column.addWidget(heading)
        for point in points:
            column.addWidget(_line(point))

    def _add_tick(self, column: QVBoxLayout, text: str) -> QCheckBox:
        """Add a box with words beside it that take as many lines as they need."""
        box, label = QCheckBox(), _Pressable(text)
        box.setAccessibleName(text)
        label.pressed.connect(box.toggle)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        column.addLayout(line)
        box.toggled.connect(self._look)
        return box

    def _look(self) -> None:
        questions, left = self._questions, self.outstanding
        total = len(questions.points) + len(questions.gates)
        total += len(questions.declarations) if questions.must_declare else 0
        self._count.setText(
            self.tr("{n} of {all} points are outstanding.").format(n=left, all=total)
            if left
            else self.tr("Nothing is outstanding.")
        )
        self.changed.emit()


class _Pressable(QLabel):
    """Words that can be pressed as the box beside them."""

    pressed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that the words were pressed."""
        event.accept()
        self.pressed.emit()


def _line(point: Point) -> QWidget:
    """Return a point with its sign; what is said of it stands below."""
    said = f"\n{point.said}" if point.said else ""
    label = words(f"{point.asks}{said}")
    sign = QLabel(_SYMBOLS[point.state])
    sign.setProperty("severity", _SEVERITIES.get(point.state, ""))
    sign.setFixedWidth(sign.fontMetrics().height() + 4)
    sign.setAccessibleName(str(point.state))
    label.setToolTip(point.paragraph)
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label, 1)
    return row


def _answer(box: QLineEdit | QCheckBox) -> str:
    if isinstance(box, QCheckBox):
        return CONFIRMED if box.isChecked() else ""
    return " ".join(box.text().split())
