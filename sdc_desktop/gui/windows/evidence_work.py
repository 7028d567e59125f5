"""Reads evidence beside the window, and says which of it the check uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from sdc_desktop.core.asking import letter, questions_about
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence import Evidence
from sdc_desktop.core.evidence_use import joined
from sdc_desktop.core.progress import Progress
from sdc_desktop.gui.dialogs.questions_dialog import QuestionsDialog
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Job
from sdc_desktop.gui.models.evidence_nodes import EvidenceNode, cell_in_words, nodes_of
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.views.evidence_panel import EvidencePanel
from sdc_desktop.gui.views.sheet_area import SheetArea
from sdc_desktop.workbook.evidence_reader import read_evidence

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow

_KINDS = "*.xlsx *.xlsm *.ods *.csv *.tsv *.xls *.xlsb *.parquet"


class SameEvidenceError(SdcError):
    """Raised when a file is to be added that is used already."""

    hint = "Choose a file with what stands behind the numbers."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is used already.")


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A file that was read, with what it says of the tables as they were then."""

    path: Path
    evidence: Evidence

    @property
    def sha256(self) -> str:
        return self.evidence.files[0].sha256


class EvidenceWork(QObject):
    """Fills the panel of evidence, and does what the checker chooses in it."""

    def __init__(
        self, document: Document, window: MainWindow, sheets: SheetArea, who: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self.panel = EvidencePanel()
        self._document, self._window, self._sheets, self._who = document, window, sheets, who
        self._read: dict[str, _Read] = {}
        self._shown: tuple[EvidenceNode, ...] = ()
        self.panel.add_wanted.connect(self.ask_file)
        self.panel.again_wanted.connect(self.match_again)
        self.panel.ask_wanted.connect(self.show_questions)
        self.panel.remove_wanted.connect(self.leave_out)
        self.panel.entry_chosen.connect(self._look_at)

    def refresh(self) -> None:
        """Show the present state; nothing changes on the screen while it is the same."""
        assessment = self._document.assessment
        nodes = nodes_of(self._document.check, assessment.findings if assessment else ())
        if nodes != self._shown:
            self._shown = nodes
            self.panel.show_entries(nodes)
        self.follow(self._sheets.current_cell())

    def follow(self, cell: CellRef | None) -> None:
        """Show what is known of the cell that is looked at."""
        if self._shown:
            self.panel.show_cell(cell_in_words(self._document.check, cell))

    def set_busy(self, is_busy: bool) -> None:
        """Decide nothing while something else is being done."""
        self.panel.setEnabled(not is_busy)

    def ask_file(self) -> None:
        """Let the checker choose a file with evidence."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Add evidence"),
            str(self._document.path.parent),
            self.tr("Workbooks and records ({kinds});;All files (*)").format(kinds=_KINDS),
        )
        if name:
            self.add(Path(name))

    def add(self, path: Path) -> None:
        """Read a file of evidence beside the window and judge the tables with it as well."""
        self._start([path], self._take_added)
        self._window.panels.bring_up("evidence")

    def match_again(self) -> None:
        """Match all files anew with the tables as they are now."""
        files = self._document.check.evidence.files
        known = [self._read[one.sha256].path for one in files if one.sha256 in self._read]
        if known:
            self._start(known, self._take_again)

    def leave_out(self, key: object) -> None:
        """Judge the tables without the file of an entry."""
        kept = [one for one in self._document.check.evidence.files if one.sha256 != key]
        self._use([self._read[one.sha256] for one in kept], self.tr("Leave out evidence"))

    def show_questions(self) -> None:
        """Show what the researcher has to be asked for, as a text to be sent."""
        assessment, check = self._document.assessment, self._document.check
        if assessment is None:
            return
        questions = questions_about(assessment.tables, assessment.findings)
        text = letter(check.workbook.name, check.policy.title, questions)
        name = f"{self._document.path.stem}-questions.txt"
        dialog = QuestionsDialog(text, self._document.path.with_name(name), self._window)
        dialog.failed.connect(self._window.banner.show_error)
        dialog.open()

    def _start(self, paths: Sequence[Path], take: Callable[[list[_Read]], None]) -> None:
        check = self._document.check
        names = ", ".join(path.name for path in paths)

        def read(progress: Progress) -> list[_Read]:
            return [
                _Read(path, read_evidence(path, check.workbook, check.tables, progress))
                for path in paths
            ]

        job = Job(self.tr("Reading {name}").format(name=names), read, names)
        job.signals.finished.connect(take)
        job.signals.failed.connect(self._window.banner.show_error)
        self._window.jobs.start(job)

    def _take_added(self, read: list[_Read]) -> None:
        (new,) = read
        check = self._document.check
        before = [one.sha256 for one in check.evidence.files]
        if new.sha256 in before:
            self._window.banner.show_error(SameEvidenceError(new.path.name))
            return
        self._remember(new)
        text = self.tr("Evidence: {name}").format(name=new.path.name)
        self._use([*(self._read[one] for one in before), new], text)

    def _take_again(self, read: list[_Read]) -> None:
        for one in read:
            self._remember(one)
        self._use(read, self.tr("Match the evidence again"))

    def _remember(self, read: _Read) -> None:
        self._read[read.sha256] = read
        self._window.access.note_viewed(read.path, read.sha256, "window, evidence")

    def _use(self, read: Sequence[_Read], text: str) -> None:
        evidence = joined([one.evidence for one in read])
        self._document.use_evidence(evidence, stamp_now(self._who()), text)

    def _look_at(self, key: object) -> None:
        if isinstance(key, CellRef) and self.panel.entries.hasFocus():
            self._sheets.go_to(key)
