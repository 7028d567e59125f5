"""Asks what to print and how; a printer is chosen afterwards, in the desktop's own dialog."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QPushButton, QWidget

from sdc_desktop.gui.dialogs.dialog import Dialog


class What(StrEnum):
    """What can be printed."""

    SHEET = "sheet"
    WORKBOOK = "workbook"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What is to be printed.

    Attributes:
        what: The sheet that is shown, all that readers see, or the list of findings.
        is_landscape: Whether the paper lies on its side.
        fits_width: Whether all columns of a sheet go on one page, as far as they can still be read.
        is_previewed: Whether to look at the pages first.
    """

    what: What = What.SHEET
    is_landscape: bool = True
    fits_width: bool = False
    is_previewed: bool = True


class PrintDialog(Dialog):
    """Its leading button shows the pages; the other one prints at once."""

    def __init__(self, sheet: str, wish: PrintWish, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Print"),
            self.tr("Pre&view"),
            self.tr(
                "Sheets are printed as their readers get them, with markers in place of what"
                " is withheld."
            ),
        )
        self.what, self.side = QComboBox(), QComboBox()
        self.what.addItem(self.tr("This sheet: {name}").format(name=sheet), What.SHEET)
        self.what.addItem(self.tr("All sheets that readers see"), What.WORKBOOK)
        self.what.addItem(self.tr("The list of findings, without numbers"), What.FINDINGS)
        self.side.addItem(self.tr("Landscape"), True)
        self.side.addItem(self.tr("Portrait"), False)
        self.fits = QCheckBox(self.tr("&All columns on one page, in smaller print"))
        form = QFormLayout()
        form.addRow(self.tr("&What"), self.what)
        form.addRow(self.tr("&Paper"), self.side)
        self.column.addLayout(form)
        self.column.addWidget(self.fits)
        self.at_once = QPushButton(self.tr("P&rint…"))
        self.buttons.addButton(self.at_once, self.buttons.ButtonRole.ActionRole)
        self.at_once.clicked.connect(self._print_at_once)
        self._is_previewed = True
        self.what.currentIndexChanged.connect(self._show_what_fits)
        self._show(wish)

    @property
    def wish(self) -> PrintWish:
        """What is to be printed."""
        return PrintWish(
            What(self.what.currentData()),
            bool(self.side.currentData()),
            self.fits.isChecked(),
            self._is_previewed,
        )

    def _show(self, wish: PrintWish) -> None:
        self.what.setCurrentIndex(self.what.findData(wish.what))
        self.side.setCurrentIndex(self.side.findData(wish.is_landscape))
        self.fits.setChecked(wish.fits_width)

    def _show_what_fits(self) -> None:
        self.fits.setEnabled(self.what.currentData() != What.FINDINGS)

    def _print_at_once(self) -> None:
        self._is_previewed = False
        self.accept()
