"""The datasets of the register: their cards, and what must be deleted when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QPushButton, QVBoxLayout, QWidget

from sdc_desktop.gui.dialogs.card_dialog import CardDialog
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.views.list_view import ListView
from sdc_desktop.register.entries import DatasetCard, cards_due


class DatasetsPage(QWidget):
    """`card_wanted` gives a card to keep; `disposal_wanted` a dataset's name and how it went."""

    card_wanted = Signal(object)
    disposal_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[DatasetCard, ...] = ()
        self.model = QStandardItemModel(self)
        self.model.setHorizontalHeaderLabels(
            [
                self.tr("Dataset"),
                self.tr("Owner"),
                self.tr("Steward"),
                self.tr("Delete by"),
                self.tr("State"),
            ]
        )
        self.list = ListView(self.model, (200, 140, 140, 110), self)
        self.list.setAccessibleName(self.tr("Datasets"))
        self.new = QPushButton(self.tr("&New card…"))
        self.change = QPushButton(self.tr("C&hange…"))
        self.dispose = QPushButton(self.tr("Note as de&leted…"))
        self.dispose.setToolTip(
            self.tr("Write on the card and in the log that the data are gone; no file is touched")
        )
        line = QHBoxLayout()
        for button in (self.new, self.change, self.dispose):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self.list, 1)
        column.addLayout(line)
        self._connect()
        self.show_cards((), "")

    def show_cards(self, cards: Sequence[DatasetCard], today: str) -> None:
        """List the cards; those due by a month after `today` are marked."""
        self._cards = tuple(cards)
        due = {one.name for one in cards_due(cards, today)} if cards else set()
        self.model.setRowCount(0)
        for card in cards:
            is_due = card.name in due
            texts = (card.name, card.owner, card.steward, card.delete_by)
            items = [QStandardItem(text) for text in (*texts, self._state(card, is_due, today))]
            if is_due:
                items[-1].setForeground(QColor(theme().fail))
            self.model.appendRow(items)
        self._look()

    def _state(self, card: DatasetCard, is_due: bool, today: str) -> str:
        if card.disposed_on:
            text = self.tr("Deleted on {day} by {who}: {how}")
            return text.format(
                day=card.disposed_on[:10], who=card.disposed_by, how=card.disposed_how
            )
        if not is_due:
            return ""
        return self.tr("▲  Overdue") if card.delete_by < today else self.tr("▲  To be deleted soon")

    def _connect(self) -> None:
        self.new.clicked.connect(lambda: self._edit(DatasetCard("")))
        self.change.clicked.connect(self._change)
        self.dispose.clicked.connect(self._dispose)
        self.list.wanted.connect(self._change)
        self.list.selectionModel().currentRowChanged.connect(self._look)

    def _current(self) -> DatasetCard | None:
        row = self.list.currentIndex().row()
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def _look(self, *_: QModelIndex) -> None:
        card = self._current()
        self.change.setEnabled(card is not None)
        self.dispose.setEnabled(card is not None and not card.disposed_on)

    def _change(self) -> None:
        card = self._current()
        if card is not None:
            self._edit(card)

    def _edit(self, card: DatasetCard) -> None:
        changed = CardDialog.ask(card, self)
        if changed is not None:
            self.card_wanted.emit(changed)

    def _dispose(self) -> None:
        card = self._current()
        if card is None:
            return
        how, is_said = QInputDialog.getText(
            self,
            self.tr("Note as deleted"),
            self.tr("How were the data of {name} deleted?").format(name=card.name),
        )
        if is_said and how.strip():
            self.disposal_wanted.emit(card.name, how.strip())
