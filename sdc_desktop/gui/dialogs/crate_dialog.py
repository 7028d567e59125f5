"""Asks which record goes into an RO-Crate, where it is written, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QLabel, QLineEdit, QWidget

from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.dialogs.places import path_in, with_browse, workbook_beside
from sdc_desktop.workbook.record_verification import RECORD


@dataclass(frozen=True, slots=True)
class CrateChoice:
    """What is to be exported.

    Attributes:
        record: The record's folder.
        workbook: The protected workbook.
        out: A new zip file, or a new folder.
        project: On whose behalf; "" when nothing is said.
        workflow: The address of the workflow that made the source; "" for none.
        licence: The address of the workbook's licence; "" for none.
    """

    record: Path
    workbook: Path
    out: Path
    project: str = ""
    workflow: str = ""
    licence: str = ""


class CrateDialog(Dialog):
    """The workbook and a name for the crate are proposed once the record is known."""

    def __init__(self, record: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Export a record as an RO-Crate"),
            self.tr("&Export"),
            self.tr(
                "Record, reviews and the approved workbook in one BagIt bag, for a trusted research"
                " environment. The sealed parameters and the source stay here."
            ),
        )
        self.setMinimumWidth(620)
        self.record, self.workbook, self.out = QLineEdit(), QLineEdit(), QLineEdit()
        self.project, self.workflow, self.licence = QLineEdit(), QLineEdit(), QLineEdit()
        self._problem = words("", "muted")
        self._lay_out()
        self.record.textChanged.connect(self._propose)
        for box in (self.workbook, self.out):
            box.textChanged.connect(self._look)
        self.record.setText(record)
        self._look()

    @classmethod
    def ask(cls, record: str = "", parent: QWidget | None = None) -> CrateChoice | None:
        """Return what is to be exported, None when the user thinks better of it."""
        dialog = cls(record, parent)
        is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.choice if is_wanted else None

    @property
    def choice(self) -> CrateChoice:
        """What is filled in."""
        return CrateChoice(
            path_in(self.record),
            path_in(self.workbook),
            path_in(self.out),
            self.project.text().strip(),
            self.workflow.text().strip(),
            self.licence.text().strip(),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, box, browse in (
            (self.tr("Folder of the &record"), self.record, self._browse_record),
            (self.tr("Protected &workbook"), self.workbook, self._browse_workbook),
            (self.tr("&New file or folder"), self.out, self._browse_out),
        ):
            form.addRow(_label(text, box), with_browse(box, browse))
        for text, box in (
            (self.tr("&Project, on whose behalf"), self.project),
            (self.tr("Address of the work&flow"), self.workflow),
            (self.tr("Address of the &licence"), self.licence),
        ):
            box.setPlaceholderText(self.tr("may be left out"))
            form.addRow(_label(text, box), box)
        self.column.addLayout(form)
        self.column.addWidget(self._problem)

    def _browse_record(self) -> None:
        title = self.record.accessibleName()
        name = QFileDialog.getExistingDirectory(self, title, self.record.text())
        self.record.setText(name or self.record.text())

    def _browse_workbook(self) -> None:
        title, start = self.workbook.accessibleName(), self.workbook.text() or self.record.text()
        name, _ = QFileDialog.getOpenFileName(self, title, start)
        self.workbook.setText(name or self.workbook.text())

    def _browse_out(self) -> None:
        title, kinds = self.out.accessibleName(), self.tr("Zip files (*.zip)")
        name, _ = QFileDialog.getSaveFileName(self, title, self.out.text(), kinds)
        if name:
            self.out.setText(name if Path(name).suffix else f"{name}.zip")

    def _propose(self) -> None:
        """Fill in the workbook that the record names, and a name for the crate."""
        record = path_in(self.record)
        found = workbook_beside(record, "result")
        if found is not None and not self.workbook.text():
            self.workbook.setText(str(found))
        if (record / RECORD).is_file() and not self.out.text():
            self.out.setText(str(record.parent / f"{record.name}-crate.zip"))
        self._look()

    def _look(self) -> None:
        choice, missing = self.choice, ""
        if not (choice.record / RECORD).is_file():
            missing = self.tr("Choose the folder that holds record.json.")
        elif not self.workbook.text().strip() or not choice.workbook.is_file():
            missing = self.tr("Choose the protected workbook.")
        elif not self.out.text().strip():
            missing = self.tr("Choose where to write it.")
        elif choice.out.exists():
            missing = self.tr("There is something of this name already; choose a new one.")
        self._problem.setText(missing)
        self.set_ready(not missing)


def _label(text: str, box: QLineEdit) -> QLabel:
    label = QLabel(text)
    label.setBuddy(box)
    box.setAccessibleName(text.replace("&", ""))
    return label
