"""The open check: its present state, its undo stack, and what is known about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from sdc_desktop.core.actions import Action, Prefer, RemoveHidden, Stamp
from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import (
    Assessment,
    Check,
    are_compared_alike,
    assess,
    take_into_account,
    use_evidence,
)
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence import Evidence
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.published import Published, publish
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.release_actions import ABOUT_THE_RELEASE
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.symbols import read_symbols
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.commands import ReplaceCheck
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.journals import Begun, choice_of
from sdc_desktop.gui.models.hidden_parts import HiddenParts
from sdc_desktop.gui.models.marks import FoundMarks, found_marks
from sdc_desktop.gui.words import action_in_words, tr
from sdc_desktop.register.journal import Journal


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """What opening a workbook gives.

    Attributes:
        path: The source file.
        check: Workbook, policy and tables; nothing was done yet.
        system: The relations of these tables.
        password: What the file asked for, "" for nothing; never shown, never kept.
    """

    path: Path
    check: Check
    system: RelationSystem
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of a state, in the order in which the window looks it up.

    Attributes:
        system: The relations of its tables.
        assessment: What was found.
        findings: The findings about each cell, the most serious first.
        intervals: What a reader can work out of each withheld cell.
        marks: What the cells of each sheet deserve to be marked as.
        symbols: How the symbols in cells are read.
    """

    system: RelationSystem
    assessment: Assessment
    findings: Mapping[CellRef, tuple[Finding, ...]]
    intervals: Mapping[CellRef, FeasibilityInterval]
    marks: Mapping[str, FoundMarks]
    symbols: Mapping[CellRef, str]

    @classmethod
    def of(cls, check: Check, system: RelationSystem, assessment: Assessment) -> Known:
        """Put what was found in order; beside the window, for that takes its time."""
        intervals = assessment.audit.intervals
        return cls(
            system,
            assessment,
            _by_cell(assessment.findings),
            {one.cell: one for one in intervals},
            found_marks(assessment.findings, intervals),
            _readings(check),
        )


class Document(QObject):
    """The open check.

    `changed` is emitted whenever anything about it is different: another state after an action,
    undo or redo, or a new assessment of the state. `failed` gives an error for the banner.
    `stopped` is emitted when the present state stays unassessed, because somebody stopped that or
    because it failed (with the error, else None).

    Attributes:
        is_kept: Whether the journal has everything that was done.
    """

    changed = Signal()
    failed = Signal(object)
    stopped = Signal(object)

    def __init__(self, opened: Opened, begun: Begun, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.path, self.password = opened.path, opened.password
        self.check = replace(opened.check, policy=begun.policy)
        self.assessment: Assessment | None = None
        self.undo_stack = QUndoStack(self)
        self.is_busy = False
        self.is_kept = True
        self.hidden = HiddenParts()
        self._systems: tuple[tuple[Table, ...], RelationSystem] = (
            opened.check.tables,
            opened.system,
        )
        self._compared: tuple[Check, Comparison | None] | None = None
        self._jobs = jobs
        self._job: Job | None = None
        self._saved: Check | None = None
        self._known: Known | None = None
        self._journal: Journal | None = None
        self._repeat(begun)
        self._journal = begun.journal
        self.published: Published = publish(self.check.workbook, self.check.actions)

    @property
    def is_assessing(self) -> bool:
        """Whether an assessment of the present state is on its way."""
        return self._job is not None

    @property
    def is_unchecked(self) -> bool:
        """Whether nothing is known of the present state and nobody is finding it out."""
        if self._job is not None:
            return self._job.is_cancelled
        return self.assessment is None

    @property
    def is_saved(self) -> bool:
        """Whether the present state is the one that was saved last."""
        return self._saved is self.check

    @property
    def system(self) -> RelationSystem | None:
        """The relations of the present tables, None when they have to be built anew."""
        tables, system = self._systems
        return system if tables == self.check.tables else None

    def do(self, actions: Sequence[Action], text: str) -> None:
        """Do something as one step that can be undone."""
        if actions:
            self.undo_stack.push(ReplaceCheck(self, self.check.do(*actions), text))

    def set_policy(self, policy: Policy) -> None:
        """Check against another policy, as one step that can be undone."""
        text = tr("Policy: {title}").format(title=policy.title)
        self.undo_stack.push(ReplaceCheck(self, replace(self.check, policy=policy), text))

    def compare_with(self, releases: tuple[EarlierRelease, ...], stamp: Stamp, text: str) -> None:
        """Take these earlier releases into account, and no others, as one step."""
        after = take_into_account(self.check, releases, stamp)
        self.undo_stack.push(ReplaceCheck(self, after, text))

    def use_evidence(self, evidence: Evidence, stamp: Stamp, text: str) -> None:
        """Judge the tables with this evidence, and with no other, as one step."""
        self.undo_stack.push(ReplaceCheck(self, use_evidence(self.check, evidence, stamp), text))

    @property
    def comparison(self) -> Comparison | None:
        """The workbook beside its earlier releases; None without any, or before it is known."""
        compared = self._compared
        known = compared is not None and are_compared_alike(compared[0], self.check)
        return compared[1] if known and compared is not None else None

    def show(self, check: Check) -> None:
        """Make `check` the present state, write it to the journal and assess it.

        What is known stays known where only the choice of hidden parts, what is said of the
        release or what is wished of cells differs.
        """
        before, self.check = self.check, check
        if self._journal is None:
            return
        self.published = publish(check.workbook, check.actions)
        self._write(before, check)
        is_known = self.assessment is not None or self.is_assessing
        if is_known and _decides_alike(before, check):
            self.changed.emit()
        else:
            self.assess()

    def show_hidden(self, hidden: HiddenParts) -> None:
        """Note what is known of the source's hidden parts."""
        self.hidden = hidden
        self.changed.emit()

    def assess(self) -> None:
        """Find out everything about the present state beside the window; the latest state wins."""
        if self._job is not None:
            self._job.cancel()
        check, system, previous = self.check, self.system, self.assessment
        comparison = self.comparison

        def work(progress: Progress) -> Known:
            relations = system or build_relations(check.workbook, check.tables)
            found = assess(
                check,
                system=relations,
                previous=previous,
                comparison=comparison,
                progress=progress,
            )
            return Known.of(check, relations, found)

        job = Job(self.tr("Checking"), work)
        self._job = job
        job.signals.finished.connect(lambda result: self._take(job, check, result))
        job.signals.failed.connect(lambda error: self._give_up(job, error))
        job.signals.cancelled.connect(lambda: self._give_up(job, None))
        self._jobs.start(job)
        self.changed.emit()

    def assess_anew(self) -> None:
        """Find out everything again and carry nothing over; what is under way goes on."""
        if not self.is_assessing or self.is_unchecked:
            self._forget()
            self.assess()

    def resume(self) -> None:
        """Assess the present state unless it is known or being found out."""
        if self.is_unchecked:
            self.assess()

    def findings_at(self, cell: CellRef) -> tuple[Finding, ...]:
        """Return the findings about a cell, the most serious first."""
        return self._known.findings.get(cell, ()) if self._known is not None else ()

    def interval_of(self, cell: CellRef) -> FeasibilityInterval | None:
        """Return what a reader can work out of a withheld cell, None for other cells."""
        return self._known.intervals.get(cell) if self._known is not None else None

    def marks_on(self, sheet: str) -> FoundMarks | None:
        """Return what the cells of a sheet deserve to be marked as, None for nothing."""
        return self._known.marks.get(sheet) if self._known is not None else None

    def symbol_at(self, cell: CellRef) -> str:
        """Return how the symbol in a cell is read, "" where it holds none."""
        return self._known.symbols.get(cell, "") if self._known is not None else ""

    def actions_on(self, cell: CellRef) -> tuple[Action, ...]:
        """Return what was done about a cell, oldest first."""
        return tuple(
            action for action in self.check.actions if cell in getattr(action, "cells", ())
        )

    def note_saved(self, check: Check) -> None:
        """Note that `check` was saved."""
        self._saved = check
        if check is self.check:
            self.undo_stack.setClean()
        self.changed.emit()

    def close(self) -> None:
        """Leave the check: what is not saved waits in its journal, the rest is finished with."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        journal, self._journal = self._journal, None
        if journal is None:
            return
        if self.is_saved or not self.check.actions:
            journal.finish()
        else:
            journal.close()

    def _repeat(self, begun: Begun) -> None:
        """Fill the undo stack with what was done before, undone steps included."""
        for step in begun.history.steps:
            text = "; ".join(action_in_words(action) for action in step)
            self.undo_stack.push(ReplaceCheck(self, self.check.do(*step), text))
        while len(self.check.actions) > begun.history.shown:
            self.undo_stack.undo()

    def _take(self, job: Job, check: Check, known: Known) -> None:
        if job is not self._job:
            return
        self._job = None
        self._known, self.assessment = known, known.assessment
        self._systems = (check.tables, known.system)
        self._compared = (check, known.assessment.comparison)
        self.changed.emit()

    def _give_up(self, job: Job, error: SdcError | None) -> None:
        """Forget what is known: it belongs to another state."""
        if job is not self._job:
            return
        self._job = None
        self._forget()
        self.stopped.emit(error)
        self.changed.emit()

    def _forget(self) -> None:
        self.assessment = self._known = None

    def _write(self, before: Check, after: Check) -> None:
        """Bring the journal from one state to the other."""
        if self._journal is None:
            return
        try:
            if before.policy != after.policy:
                self._journal.set_policy(choice_of(after.policy))
            self._journal.follow(after.actions)
        except SdcError as error:
            self.is_kept = False
            self.failed.emit(error)
        else:
            self.is_kept = True


def _readings(check: Check) -> dict[CellRef, str]:
    readings = read_symbols(check.workbook, check.tables)
    return {cell: one.sentence for one in readings for cell in one.cells}


def _decides_alike(one: Check, other: Check) -> bool:
    """Tell whether two states of a check differ at most in what changes no cell's assessment."""
    return one.policy == other.policy and _about_numbers(one) == _about_numbers(other)


def _about_numbers(check: Check) -> list[Action]:
    others = (RemoveHidden, Prefer, *ABOUT_THE_RELEASE)
    return [action for action in check.actions if not isinstance(action, others)]


def _by_cell(findings: Sequence[Finding]) -> dict[CellRef, tuple[Finding, ...]]:
    found: dict[CellRef, list[Finding]] = {}
    for finding in findings:
        for cell in finding.cells:
            found.setdefault(cell, []).append(finding)
    return {cell: tuple(several) for cell, several in found.items()}
