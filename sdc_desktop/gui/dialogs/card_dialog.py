"""The card of a dataset: what is known of the data that workbooks come from."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.register.entries import DatasetCard, is_date


class CardDialog(Dialog):
    """One box a fact; a dataset needs a name, and its deletion date must be a day."""

    def __init__(self, card: DatasetCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self.set_words(
            self.tr("Dataset card"),
            self.tr("&Keep the card"),
            self.tr("The card is kept in the register. Write no values of the data here."),
        )
        self._boxes = {name: QLineEdit(str(getattr(card, name))) for name in self._labels()}
        self._problem = words("")
        self._problem.setProperty("severity", "fail")
        form = QFormLayout()
        for name, label in self._labels().items():
            self._boxes[name].setAccessibleName(label)
            self._boxes[name].textChanged.connect(self._look)
            form.addRow(label, self._boxes[name])
        self._boxes["delete_by"].setPlaceholderText(self.tr("such as 2027-03-31"))
        self._boxes["name"].setReadOnly(bool(card.name))
        self.column.addLayout(form)
        self.column.addWidget(self._problem)
        self._boxes["owner" if card.name else "name"].setFocus()
        self._look()

    @property
    def card(self) -> DatasetCard:
        """The card as it is filled in."""
        texts = {name: box.text().strip() for name, box in self._boxes.items()}
        return replace(self._card, **texts)

    @classmethod
    def ask(cls, card: DatasetCard, parent: QWidget | None = None) -> DatasetCard | None:
        """Return the card as changed, None when the user thinks better of it."""
        dialog = cls(card, parent)
        is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.card if is_wanted else None

    def fill(self, **texts: str) -> None:
        """Put texts into the boxes."""
        for name, text in texts.items():
            self._boxes[name].setText(text)

    def _look(self) -> None:
        card = self.card
        is_day = not card.delete_by or is_date(card.delete_by)
        problem = "" if is_day else self.tr("Write the deletion date as year-month-day.")
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.set_ready(bool(card.name) and is_day)

    def _labels(self) -> dict[str, str]:
        return {
            "name": self.tr("Name"),
            "owner": self.tr("Owner"),
            "steward": self.tr("Steward"),
            "agreement": self.tr("Agreement"),
            "dpia": self.tr("Impact assessment (DPIA)"),
            "business_case": self.tr("Business case"),
            "special_category": self.tr("Special category of data"),
            "restrictions": self.tr("Restrictions of use"),
            "classification": self.tr("Classification"),
            "extract_type": self.tr("Kind of extract"),
            "delete_by": self.tr("Delete by"),
        }
