"""What stands beside the findings: how they are grouped, and of which table and rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from sdc_desktop.core.findings import Finding
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.finding_groups import GroupBy, Place, place_in_words
from sdc_desktop.gui.words import rule_in_words


class FindingFilters(QWidget):
    """Says `grouping_chosen`, `filter_chosen` and `fold_wanted`.

    Attributes:
        kind, place, rule: The boxes for grouping, for sheet or table, and for the rule.
        fold: Folds all headings, or unfolds them.
    """

    grouping_chosen = Signal(object)
    filter_chosen = Signal()
    fold_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place | None] = [None]
        self._rules: list[str | None] = [None]
        self.kind = self._make_box(self.tr("How the findings are grouped"))
        self.place = self._make_box(self.tr("Findings of which sheet or table"))
        self.rule = self._make_box(self.tr("Findings of which rule"))
        self.fold = QToolButton()
        self.fold.clicked.connect(self.fold_wanted)
        for text, by in self._kinds():
            self.kind.addItem(text, by.value)
        self.kind.currentIndexChanged.connect(lambda _: self.grouping_chosen.emit(self.by))
        for box in (self.place, self.rule):
            box.currentIndexChanged.connect(lambda _: self.filter_chosen.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 0, 2)
        column.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(2)
        first.addWidget(self.kind, 1)
        first.addWidget(self.fold)
        column.addLayout(first)
        for one in (self.place, self.rule):
            column.addWidget(one)
        column.addStretch(1)
        self.setFixedWidth(max(190, 11 * self.fontMetrics().height()))
        self.show_findings((), (), ())
        self.show_folded(is_folded=True)

    @property
    def by(self) -> GroupBy:
        """How the findings are grouped."""
        return GroupBy(self.kind.currentData())

    @property
    def chosen_place(self) -> Place | None:
        """The sheet or table whose findings are shown, None for all."""
        return self._places[max(self.place.currentIndex(), 0)]

    @property
    def chosen_rule(self) -> str | None:
        """The rule whose findings are shown, None for all."""
        return self._rules[max(self.rule.currentIndex(), 0)]

    def show_findings(
        self, findings: Sequence[Finding], places: Sequence[Place], tables: Sequence[Table]
    ) -> None:
        """Offer the sheets, tables and rules of these findings; what was chosen stays."""
        place, rule = self.chosen_place, self.chosen_rule
        self._fill_places(places, tables)
        counted = Counter(one.rule for one in findings)
        self._rules = [None, *counted]
        texts = [f"{rule_in_words(one)}  ({n:,})" for one, n in counted.items()]
        _fill(self.rule, [self.tr("All rules"), *texts])
        _choose(self.place, self._places.index(place) if place in self._places else 0)
        _choose(self.rule, self._rules.index(rule) if rule in self._rules else 0)

    def show_folded(self, *, is_folded: bool) -> None:
        """Say what the button does next."""
        words = self.tr("Unfold all headings") if is_folded else self.tr("Fold all headings")
        self.fold.setText("⊞" if is_folded else "⊟")
        self.fold.setAccessibleName(words)
        self.fold.setToolTip(words)

    def _fill_places(self, places: Sequence[Place], tables: Sequence[Table]) -> None:
        sheets, own = Counter(one.sheet for one in places), Counter(places)
        texts = [self.tr("All sheets and tables")]
        self._places = [None]
        for sheet, count in sheets.items():
            self._places.append(Place(sheet))
            texts.append(f"{place_in_words(Place(sheet), tables)}  ({count:,})")
            for one in (one for one in own if one.sheet == sheet and one.table >= 0):
                self._places.append(one)
                texts.append(f"    {place_in_words(one, tables)}  ({own[one]:,})")
        _fill(self.place, texts)

    def _make_box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.view().setMinimumWidth(360)
        return box

    def _kinds(self) -> tuple[tuple[str, GroupBy], ...]:
        return (
            (self.tr("Alike together"), GroupBy.ALIKE),
            (self.tr("Group by rule"), GroupBy.RULE),
            (self.tr("Group by table"), GroupBy.TABLE),
            (self.tr("Group by sheet"), GroupBy.SHEET),
            (self.tr("Group by severity"), GroupBy.SEVERITY),
            (self.tr("No groups"), GroupBy.NOTHING),
        )


def _fill(box: QComboBox, texts: Sequence[str]) -> None:
    box.blockSignals(True)
    box.clear()
    box.addItems(list(texts))
    box.blockSignals(False)


def _choose(box: QComboBox, place: int) -> None:
    box.blockSignals(True)
    box.setCurrentIndex(place)
    box.blockSignals(False)
