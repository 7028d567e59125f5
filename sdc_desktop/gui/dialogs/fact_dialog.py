"""Asks what readers know from elsewhere about some cells, and where they know it from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import inf

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.dialogs.rounding_dialog import BaseBox
from sdc_desktop.gui.words import sheet_words

_MOST_NAMED = 6
_LARGEST = 1e12


class FactKind(IntEnum):
    """What is said of the number, in the order of the list."""

    AT_LEAST = 0
    EXACTLY = 1
    AT_MOST = 2
    BETWEEN = 3


@dataclass(frozen=True, slots=True)
class FactWish:
    """What readers are said to know.

    Attributes:
        lower, upper: The least and the greatest value of the cells together; may be infinite.
        source: Where readers know it from.
    """

    lower: float
    upper: float
    source: str


Refusal = Callable[[FactWish], str]
"""Why a fact cannot be, "" when it can."""


class FactDialog(Dialog):
    """Kind, numbers and source of a fact; says at once why one cannot be."""

    def __init__(
        self, cells: Sequence[CellRef], refusal: Refusal, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("What readers know"),
            self.tr("Take it into account"),
            self.tr(
                "From a footnote, a press release or an earlier answer. The audit takes it for "
                "granted from now on; it never goes into the published file."
            ),
        )
        self._refusal_of = refusal
        self.column.addWidget(words(self._cells_in_words(cells)))
        self._add_number_line()
        self._source = self._add_source()
        self._problem = words("", "problem")
        self._problem.setProperty("severity", "fail")
        self._problem.setMinimumHeight(self.fontMetrics().height() * 2)
        self.column.addWidget(self._problem)
        self._first.setFocus()
        self._first.selectAll()
        self._look()

    @classmethod
    def ask(
        cls, cells: Sequence[CellRef], refusal: Refusal, parent: QWidget | None = None
    ) -> FactWish | None:
        """Return what readers know of `cells`, None when the user thinks better of it."""
        dialog = cls(cells, refusal, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.wish

    @property
    def wish(self) -> FactWish | None:
        """What is said, None while the least value is above the greatest."""
        first, second = self._first.value(), self._second.value()
        lower, upper = {
            FactKind.AT_LEAST: (first, inf),
            FactKind.EXACTLY: (first, first),
            FactKind.AT_MOST: (-inf, first),
            FactKind.BETWEEN: (first, second),
        }[FactKind(self._kind.currentIndex())]
        source = " ".join(self._source.text().split())
        return FactWish(lower, upper, source) if lower <= upper else None

    @property
    def problem_text(self) -> str:
        """Why what is said cannot be, "" when it can."""
        return self._problem.text()

    def say(self, kind: FactKind, first: float, second: float = 0, source: str = "") -> None:
        """Fill the dialog in."""
        self._kind.setCurrentIndex(kind)
        self._first.setValue(first)
        self._second.setValue(second)
        self._source.setText(source)

    def _cells_in_words(self, cells: Sequence[CellRef]) -> str:
        names = ", ".join(cell.a1 for cell in cells[:_MOST_NAMED])
        more = " …" if len(cells) > _MOST_NAMED else ""
        place = f"{sheet_words(cells[0].sheet)}, {names}{more}"
        if len(cells) == 1:
            return place
        return self.tr("{place}: all {n} cells together").format(place=place, n=len(cells))

    def _add_number_line(self) -> None:
        self._kind = QComboBox()
        self._kind.addItems(
            [self.tr("At least"), self.tr("Exactly"), self.tr("At most"), self.tr("Between")]
        )
        self._kind.setCurrentIndex(FactKind.EXACTLY)
        self._kind.setAccessibleName(self.tr("What is known of the number"))
        self._and = QLabel(self.tr("and"))
        self._first = self._make_box(self.tr("Number"))
        self._second = self._make_box(self.tr("Greatest number"))
        line = QHBoxLayout()
        line.addWidget(self._kind)
        line.addWidget(self._first, 1)
        line.addWidget(self._and)
        line.addWidget(self._second, 1)
        self.column.addLayout(line)
        self._kind.currentIndexChanged.connect(self._look)

    def _make_box(self, name: str) -> QDoubleSpinBox:
        box = BaseBox()
        box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        box.setDecimals(4)
        box.setRange(-_LARGEST, _LARGEST)
        box.setAccessibleName(name)
        box.valueChanged.connect(self._look)
        return box

    def _add_source(self) -> QLineEdit:
        box = QLineEdit()
        box.setAccessibleName(self.tr("Where readers know it from"))
        box.setPlaceholderText(self.tr("For example: footnote 3, press release of 4 May"))
        box.textChanged.connect(self._look)
        label = QLabel(self.tr("&Where readers know it from (it goes into the record)"))
        label.setWordWrap(True)
        label.setBuddy(box)
        self.column.addWidget(label)
        self.column.addWidget(box)
        return box

    def _look(self) -> None:
        """Say whether what is filled in can be."""
        is_between = self._kind.currentIndex() == FactKind.BETWEEN
        for part in (self._and, self._second):
            part.setVisible(is_between)
        wish = self.wish
        if wish is None:
            problem = self.tr("The least number is above the greatest.")
        else:
            problem = self._refusal_of(wish)
        self._problem.setText(problem)
        self.set_ready(wish is not None and bool(wish.source) and not problem)
