"""Works out beside the window what showing or withholding the current cell would do."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.reasons import reasons_of
from sdc_desktop.core.protection.remedy_costs import companions_of
from sdc_desktop.core.protection.what_if import WhatIf, what_if
from sdc_desktop.core.published import CellStatus
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.models.outlook import Outlook, served_by

_PAUSE_MS = 150
_MOST_WITHHELD = 30_000
_MOST_CELLS = 20_000
"""Cells up to which it is asked what must go with one."""

_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)


class WhatIfWork(QObject):
    """Answers for the present state only; `answered` says that more is known of a cell.

    What must go with a cell is not worked out any further once another is looked at.
    """

    answered = Signal()

    def __init__(self, document: Document, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._known: Assessment | None = None
        self._asked: WhatIf | None = None
        self._found: dict[CellRef, Outlook] = {}
        self._reasons: dict[CellRef, tuple[CellRef, ...]] = {}
        self._served: dict[CellRef, tuple[CellRef, ...]] = {}
        self._wanted: CellRef | None = None
        self._job: Job | None = None
        self._left_with: CellRef | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._begin)

    def about(self, cell: CellRef) -> Outlook:
        """Return what is known of a cell now; the rest is worked out and said by `answered`."""
        self._follow()
        found = self._found.get(cell)
        if found is not None:
            return found
        plain = Outlook(self._reasons.get(cell, ()), self._served.get(cell, ()))
        if self._job is not None and self._left_with not in (None, cell):
            self._job.cancel()
        if not self._is_worth_asking(cell):
            self._wanted = None
            return plain
        self._wanted = cell
        self._soon.start()
        return Outlook(plain.protects, plain.protected_by, is_pending=True)

    def leave(self) -> None:
        """Ask nothing any more."""
        self._soon.stop()
        self._wanted = None

    def _follow(self) -> None:
        """Forget what belongs to another state."""
        document = self._document
        known = None if document.is_assessing else document.assessment
        if known is self._known:
            return
        self._known, self._asked, self._found = known, None, {}
        is_small = known is not None and len(known.audit.intervals) <= _MOST_WITHHELD
        actions = document.check.actions if is_small else ()
        self._reasons = reasons_of(actions, document.published)
        self._served = served_by(self._reasons)
        if self._job is not None:
            self._job.cancel()

    def _is_worth_asking(self, cell: CellRef) -> bool:
        known = self._known
        if known is None or self._document.is_busy:
            return False
        if self._document.published.status(cell) in _WITHHELD:
            return len(known.audit.intervals) <= _MOST_WITHHELD
        if len(known.system.cells) > _MOST_CELLS:
            return False
        return any(one.severity is Severity.FAIL for one in self._document.findings_at(cell))

    def _begin(self) -> None:
        """Ask about the cell that is wanted, one after the other."""
        cell, known, asked = self._wanted, self._known, self._asked
        if cell is None or known is None or self._job is not None:
            return
        check = self._document.check
        is_withheld = self._document.published.status(cell) in _WITHHELD
        plain = Outlook(self._reasons.get(cell, ()), self._served.get(cell, ()))

        def work(progress: Progress) -> tuple[WhatIf | None, Outlook]:
            if is_withheld:
                return _ask_showing(check, known, asked, cell, plain, progress)
            return asked, _ask_withholding(check, known, cell, plain, progress)

        self._left_with = None if is_withheld else cell
        job = self._job = Job(self.tr("Working out what if"), work)
        job.signals.finished.connect(lambda found: self._take(known, cell, *found))
        job.signals.failed.connect(lambda _: self._take(known, cell, asked, plain))
        job.signals.cancelled.connect(lambda: self._give_up(known, cell, plain))
        job.signals.ended.connect(self._go_on)
        self._jobs.start(job)

    def _take(
        self, known: Assessment, cell: CellRef, asked: WhatIf | None, outlook: Outlook
    ) -> None:
        if known is self._known:
            self._asked = asked
            self._found[cell] = outlook

    def _give_up(self, known: Assessment, cell: CellRef, plain: Outlook) -> None:
        """Ask no more about a cell when somebody stopped that while it was looked at."""
        if known is self._known and cell == self._wanted:
            self._found[cell] = plain

    def _go_on(self) -> None:
        """Say what is known, and ask about the cell that was come to meanwhile."""
        self._job = None
        if self._wanted is None:
            return
        if self._wanted in self._found:
            self.answered.emit()
        else:
            self._soon.start()


def _ask_showing(
    check: Check,
    known: Assessment,
    asked: WhatIf | None,
    cell: CellRef,
    plain: Outlook,
    progress: Progress,
) -> tuple[WhatIf, Outlook]:
    answers = asked or what_if(check, known)
    short = answers.show(cell, progress)
    return answers, Outlook(plain.protects, plain.protected_by, short=short)


def _ask_withholding(
    check: Check, known: Assessment, cell: CellRef, plain: Outlook, progress: Progress
) -> Outlook:
    companions = companions_of(check, known, cell, progress)
    return Outlook(plain.protects, plain.protected_by, companions=companions)
