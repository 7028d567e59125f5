"""Asks what automatic protection should heed: what withholding costs, totals, patterns."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QLabel, QWidget

from sdc_desktop.core.actions import Wish
from sdc_desktop.core.protection.preferences import Cost
from sdc_desktop.core.protection.wishes import wishes_of
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.protection_wish import ProtectionWish
from sdc_desktop.gui.words import cells_in_words


class ProtectionDialog(Dialog):
    """What to keep small, and what to avoid; says of which single cells anything is wished."""

    def __init__(
        self, wish: ProtectionWish, document: Document, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Protect automatically"),
            self.tr("Protect"),
            self.tr(
                "Every unsafe cell is withheld, and with it the cells that are needed so that "
                "nobody can work it out. Which of them is up to you, as far as that is possible."
            ),
        )
        self.cost, self._sentence = QComboBox(), words("", "muted")
        self._add_cost(Cost(wish.cost))
        self.totals = self._add_box(
            self.tr("Withhold &totals only where nothing else helps"), wish.avoids_totals
        )
        self.same = self._add_box(
            self.tr("Withhold the &same cells in tables with the same labels"), wish.same_pattern
        )
        self.last = self._add_box(
            self.tr("Rather withhold what the &earlier release withheld"), wish.like_last_time
        )
        if document.comparison is None:
            self.last.setEnabled(False)
            self.last.setToolTip(self.tr("Compare with an earlier release first."))
        self.column.addWidget(words(self._wished(document), "muted"))

    @classmethod
    def ask(
        cls, wish: ProtectionWish, document: Document, parent: QWidget | None = None
    ) -> ProtectionWish | None:
        """Return what to heed, None when the user thinks better of it."""
        dialog = cls(wish, document, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.wish

    @property
    def wish(self) -> ProtectionWish:
        """What is chosen."""
        return ProtectionWish(
            str(self.cost.currentData()),
            self.totals.isChecked(),
            self.same.isChecked(),
            self.last.isChecked(),
        )

    def _add_cost(self, chosen: Cost) -> None:
        names = {
            Cost.VALUE: self.tr("The smallest total value"),
            Cost.CELLS: self.tr("The fewest cells"),
            Cost.ENTROPY: self.tr("Between the two (entropy)"),
            Cost.CONTRIBUTORS: self.tr("The fewest contributors"),
        }
        for cost, name in names.items():
            self.cost.addItem(name, cost.value)
        self.cost.setCurrentIndex(self.cost.findData(chosen.value))
        label = QLabel(self.tr("&Withhold"))
        label.setBuddy(self.cost)
        form = QFormLayout()
        form.addRow(label, self.cost)
        self.column.addLayout(form)
        self.column.addWidget(self._sentence)
        self._sentence.setMinimumHeight(self.fontMetrics().height() * 2)
        self.cost.currentIndexChanged.connect(self._show_sentence)
        self._show_sentence()

    def _show_sentence(self) -> None:
        sentences = {
            Cost.VALUE: self.tr("Small numbers go first: the large ones, which matter most, stay."),
            Cost.CELLS: self.tr("As few gaps as possible, whatever stands in them."),
            Cost.ENTROPY: self.tr("A large number costs more than a small one, but not as much."),
            Cost.CONTRIBUTORS: self.tr(
                "Cells about few people or firms go first; this needs their numbers (evidence)."
            ),
        }
        self._sentence.setText(sentences[Cost(self.cost.currentData())])

    def _add_box(self, text: str, is_checked: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(is_checked)
        self.column.addWidget(box)
        return box

    def _wished(self, document: Document) -> str:
        """Return of how many single cells anything is wished, and how to wish it."""
        wishes = [one.wish for one in wishes_of(document.check.actions).values()]
        if not wishes:
            return self.tr(
                "Single cells can be kept shown (Ctrl+K), let go (Ctrl+J) or weighed "
                "(Ctrl+Shift+W)."
            )
        patterns = (
            (Wish.KEEP, self.tr("{cells} must stay shown")),
            (Wish.LET_GO, self.tr("{cells} may rather go")),
            (Wish.WEIGH, self.tr("{cells} with a cost of their own")),
        )
        parts = [
            pattern.format(cells=cells_in_words(wishes.count(wish)))
            for wish, pattern in patterns
            if wish in wishes
        ]
        return self.tr("Heeded as well: {parts}.").format(parts=", ".join(parts))
