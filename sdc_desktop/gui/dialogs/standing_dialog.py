"""What all checkers of a record decided, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QHeaderView, QVBoxLayout, QWidget

from sdc_desktop.core.agreement import Opinion, Word, differ, places, standing
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.review_words import decision_in_words, standing_in_words
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.views.list_view import ListView

_FIRST, _NARROW, _HEIGHT = 150, 90, 260


class StandingDialog(Dialog):
    """One column for each checker, one row for the whole and for each table."""

    def __init__(self, opinions: Sequence[Opinion], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(self.tr("What was decided"), self.tr("Close"))
        self.setMinimumSize(820, 420)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).hide()
        severity, sentence = standing_in_words(standing(opinions))
        card = QFrame()
        card.setProperty("card", severity)
        column = QVBoxLayout(card)
        self.verdict = words(sentence)
        self.verdict.setProperty("severity", severity)
        column.addWidget(self.verdict)
        self.column.addWidget(card)
        self.model = QStandardItemModel(self)
        names = [f"{one.who} ({one.role})" for one in opinions]
        self.model.setHorizontalHeaderLabels(["", *names, self.tr("Compared")])
        self._fill(opinions)
        self.list = ListView(self.model, (_FIRST,), self)
        header = self.list.horizontalHeader()
        header.setStretchLastSection(False)
        for number in range(1, len(opinions) + 1):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(len(opinions) + 1, _NARROW)
        self.list.setMinimumHeight(_HEIGHT)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Decisions"))
        self.list.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.column.addWidget(self.list, 1)
        self.set_ready(True)

    def _fill(self, opinions: Sequence[Opinion]) -> None:
        on_the_whole = [self._words(Word(one.decision, one.comment)) for one in opinions]
        self._add(self.tr("On the whole"), on_the_whole, differ([one.decision for one in opinions]))
        self._add(self.tr("Signed"), [one.when.replace("T", " ").rstrip("Z") for one in opinions])
        for place in places(opinions):
            cells = [self._words(one.tables.get(place, Word(""))) for one in opinions]
            self._add(
                " ".join(place).strip(),
                cells,
                differ(one.tables[place].decision for one in opinions if place in one.tables),
            )

    def _add(self, name: str, cells: Sequence[str], do_differ: bool | None = None) -> None:
        both = {None: "", False: self.tr("agree"), True: self.tr("▲  differ")}
        verdict = both[do_differ]
        items = [QStandardItem(text) for text in (name, *cells, verdict)]
        for item in items:
            item.setToolTip(item.text())
        if do_differ:
            items[-1].setForeground(QColor(theme().fail))
        self.model.appendRow(items)

    def _words(self, word: Word) -> str:
        text = decision_in_words(word.decision) if word.decision else self.tr("not stated")
        return f"{text}: {word.why}" if word.why else text
