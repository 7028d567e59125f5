"""Asks which record is to be reviewed, and where its workbooks are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.dialogs.places import with_browse, workbook_beside
from sdc_desktop.workbook.record_verification import RECORD


@dataclass(frozen=True, slots=True)
class ReviewChoice:
    """What is to be reviewed.

    Attributes:
        folder: The record's.
        workbook: The protected workbook.
        source: The workbook that was checked, None where it is not at hand.
        wants_standing: Whether only what was decided is to be shown.
    """

    folder: Path
    workbook: Path
    source: Path | None = None
    wants_standing: bool = False


class ReviewChoiceDialog(Dialog):
    """Three places; the workbooks are found beside the record where they still are there."""

    def __init__(self, folder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Review a record"),
            self.tr("Look at it"),
            self.tr(
                "You see what this program finds, and what others decided when you have signed."
            ),
        )
        self.setMinimumWidth(620)
        self._wants_standing = False
        self.folder, self.workbook, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        self._add_places()
        self._problem = words("", "muted")
        self.column.addWidget(self._problem)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.standing = self.buttons.addButton(self.tr("What was &decided…"), role)
        self.standing.setToolTip(self.tr("For those who have signed this record already"))
        self.standing.clicked.connect(self._ask_for_standing)
        self.folder.textChanged.connect(self._find_workbooks)
        self.workbook.textChanged.connect(self._look)
        self.source.textChanged.connect(self._look)
        self.folder.setText(folder)
        self._look()

    @classmethod
    def ask(cls, folder: str = "", parent: QWidget | None = None) -> ReviewChoice | None:
        """Return what is to be reviewed, None when the user thinks better of it."""
        dialog = cls(folder, parent)
        is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.choice if is_wanted else None

    @property
    def choice(self) -> ReviewChoice:
        """What is filled in."""
        source = self.source.text().strip()
        return ReviewChoice(
            Path(self.folder.text().strip()),
            Path(self.workbook.text().strip()),
            Path(source) if source else None,
            self._wants_standing,
        )

    def _ask_for_standing(self) -> None:
        self._wants_standing = True
        self.accept()

    def _add_places(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, box in (
            (self.tr("Folder of the &record"), self.folder),
            (self.tr("Protected &workbook"), self.workbook),
            (self.tr("&Source, if you have it"), self.source),
        ):
            box.setAccessibleName(text.replace("&", ""))
            label = QLabel(text)
            label.setBuddy(box)
            form.addRow(label, with_browse(box, partial(self._browse, box)))
        self.source.setPlaceholderText(self.tr("without it the source's findings are not shown"))
        self.column.addLayout(form)

    def _browse(self, box: QLineEdit) -> None:
        title = box.accessibleName()
        if box is self.folder:
            name = QFileDialog.getExistingDirectory(self, title, box.text())
        else:
            name, _ = QFileDialog.getOpenFileName(self, title, box.text() or self.folder.text())
        if name:
            box.setText(name)

    def _find_workbooks(self) -> None:
        """Fill in the workbooks that the record names, where they lie beside it."""
        folder = Path(self.folder.text().strip())
        for box, name in ((self.workbook, "result"), (self.source, "source")):
            found = workbook_beside(folder, name)
            if found is not None and not box.text():
                box.setText(str(found))
        self._look()

    def _look(self) -> None:
        choice = self.choice
        missing = ""
        if not (choice.folder / RECORD).is_file():
            missing = self.tr("Choose the folder that holds record.json.")
        elif not self.workbook.text().strip() or not choice.workbook.exists():
            missing = self.tr("Choose the protected workbook.")
        elif choice.source is not None and not choice.source.exists():
            missing = self.tr("There is no such source; leave its box empty if you do not have it.")
        self._problem.setText(missing)
        self.set_ready(not missing)
        self.standing.setEnabled((choice.folder / RECORD).is_file())
