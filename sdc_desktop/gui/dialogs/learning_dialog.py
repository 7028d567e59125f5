"""Learning on samples: one marks what must not be published, and is told how much was found."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.learning import Exercise, Score, score
from sdc_desktop.core.published import publish
from sdc_desktop.gui.dialogs.dialog import fit, words
from sdc_desktop.gui.models.marks import CellMark
from sdc_desktop.gui.views.sheet_area import SheetArea
from sdc_desktop.register.exercises import read_exercises, workbook_of
from sdc_desktop.workbook.reader import read_workbook


class LearningDialog(QDialog):
    """`scored` gives the best scores to be kept; `open_wanted` the workbook of an exercise.

    Attributes:
        marked: The cells that are marked as problems.
    """

    scored = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, scores: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Learn on samples"))
        fit(self, 860, 640)
        self._best = _read_scores(scores)
        self._exercises = read_exercises()
        self.marked: set[CellRef] = set()
        self._is_scored = False
        self.choice, self.task, self.told = QComboBox(), words(""), words("")
        self.best = words("", "muted")
        self._place = QVBoxLayout()
        self.sheets: SheetArea | None = None
        self._make_buttons()
        self._lay_out()
        for exercise in self._exercises:
            self.choice.addItem(exercise.title)
        self.choice.setAccessibleName(self.tr("Exercise"))
        self.choice.currentIndexChanged.connect(lambda _: self._begin())
        self._begin()

    @property
    def exercise(self) -> Exercise:
        """The exercise that is shown."""
        return self._exercises[max(0, self.choice.currentIndex())]

    def mark(self) -> None:
        """Mark the selected cells as problems, or no longer when all of them are marked."""
        if self.sheets is None or self._is_scored:
            return
        chosen = set(self.sheets.selected_cells())
        self.marked = self.marked - chosen if chosen <= self.marked else self.marked | chosen
        self._show_marks(dict.fromkeys(self.marked, CellMark.REVIEW), {})
        self._say_marked()

    def show_score(self) -> None:
        """Tell what was found, what was missed and what is no problem."""
        reached = score(self.exercise, self.marked)
        self._is_scored = True
        marks = dict.fromkeys(reached.wrong, CellMark.REVIEW)
        marks |= {problem.cell: CellMark.EXEMPT for problem in reached.found}
        marks |= {problem.cell: CellMark.FAIL for problem in reached.missed}
        self._show_marks(marks, {one.cell: one.why for one in self.exercise.problems})
        self.told.setText(self._in_words(reached))
        self.told.setMinimumHeight(self.told.heightForWidth(self.told.width()))
        self.mark_button.setEnabled(False)
        self._keep(reached.percent)

    def begin_again(self) -> None:
        """Take all marks away."""
        self._begin()

    def _begin(self) -> None:
        """Show the exercise that was chosen, with nothing marked."""
        self.marked, self._is_scored = set(), False
        self._workbook = read_workbook(workbook_of(self.exercise))
        if self.sheets is not None:
            self._place.removeWidget(self.sheets)
            self.sheets.deleteLater()
        self.sheets = SheetArea(self._workbook, 100)
        self.sheets.show_first_sheet(self._workbook.sheets[0].name)
        self._place.addWidget(self.sheets)
        self.task.setText(self.exercise.task)
        self.mark_button.setEnabled(True)
        self._say_marked()
        self._say_best()

    def _show_marks(self, marks: dict[CellRef, CellMark], reasons: dict[CellRef, str]) -> None:
        if self.sheets is None:
            return
        published = publish(self._workbook, ())
        for model in self.sheets.models:
            painted = np.zeros(model.sheet.shape, np.uint8)
            for cell, mark in marks.items():
                if cell.sheet == model.sheet.name:
                    painted[cell.row, cell.column] = mark
            model.show_outcome(published, painted, lambda cell: reasons.get(cell, ""))

    def _say_marked(self) -> None:
        count = len(self.marked)
        self.told.setMinimumHeight(0)
        text = self.tr("1 cell is marked.") if count == 1 else self.tr("{n} cells are marked.")
        self.told.setText(text.format(n=count))

    def _say_best(self) -> None:
        best = self._best.get(self.exercise.name)
        text = self.tr("Your best score here: {best} %.")
        self.best.setText(text.format(best=best) if best is not None else "")

    def _in_words(self, reached: Score) -> str:
        """Return the score, and each problem with its reason."""
        head = self.tr("{percent} %: {found} of {all} problems found, {wrong} marked wrongly.")
        lines = [
            head.format(
                percent=reached.percent,
                found=len(reached.found),
                all=len(self.exercise.problems),
                wrong=len(reached.wrong),
            )
        ]
        lines += [f"✓ {one.cell.a1}: {one.why}" for one in reached.found]
        lines += [f"▲ {self.tr('Missed:')} {one.cell.a1}: {one.why}" for one in reached.missed]
        if reached.wrong:
            cells = ", ".join(cell.a1 for cell in reached.wrong)
            lines.append(f"? {self.tr('No problem here:')} {cells}")
        return "\n".join(lines)

    def _keep(self, percent: int) -> None:
        name = self.exercise.name
        self._best[name] = max(percent, self._best.get(name, 0))
        self.scored.emit(tuple(f"{one}={best}" for one, best in sorted(self._best.items())))
        self._say_best()

    def _make_buttons(self) -> None:
        self.mark_button = QPushButton(self.tr("&Mark as a problem"))
        self.mark_button.setToolTip(self.tr("Mark the selected cells, or unmark them (Ctrl+M)"))
        self.mark_button.clicked.connect(self.mark)
        QShortcut(QKeySequence("Ctrl+M"), self, self.mark)
        self.score_button = QPushButton(self.tr("Show the &score"))
        self.score_button.setProperty("leading", True)
        self.score_button.clicked.connect(self.show_score)
        self.again_button = QPushButton(self.tr("&Begin again"))
        self.again_button.clicked.connect(self.begin_again)
        self.open_button = QPushButton(self.tr("&Open it as a check"))
        self.open_button.setToolTip(self.tr("See what the program finds in the same workbook"))
        self.open_button.clicked.connect(lambda: self.open_wanted.emit(workbook_of(self.exercise)))
        for button in self._buttons():
            button.setAutoDefault(False)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.mark_button, self.score_button, self.again_button, self.open_button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.choice)
        column.addWidget(self.task)
        column.addLayout(self._place, 1)
        column.addWidget(self.told)
        column.addWidget(self.best)
        line = QHBoxLayout()
        for button in self._buttons():
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)


def _read_scores(scores: Iterable[str]) -> dict[str, int]:
    """Return the best score of each exercise; what cannot be read counts as none."""
    pairs = (one.partition("=") for one in scores)
    return {name: int(value) for name, _, value in pairs if value.isdigit()}
