"""Adds earlier releases beside the window, and turns what is said of them into actions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from sdc_desktop.core.actions import (
    CorrectMatching,
    ReleaseFile,
    matching_said,
    releases_compared,
)
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.releases.corrections import (
    NO_CORRECTION,
    MatchCorrection,
    SaidLines,
    SaidTables,
)
from sdc_desktop.core.releases.match import Period, ReleaseMatch, TablePair, TablePlace
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.models.earlier_entries import Entry, entries_of, nearest_entry
from sdc_desktop.gui.models.earlier_rows import (
    ComparedRow,
    PairNames,
    compared_rows,
    period_in_words,
    table_in_words,
)
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.views.earlier_panel import Choice, EarlierPanel
from sdc_desktop.gui.views.sheet_area import SheetArea
from sdc_desktop.workbook.reader import read_workbook

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow

_PERIODS = (None, Period.SAME, Period.OTHER)


class SameReleaseError(SdcError):
    """Raised when the workbook itself, or a release that is there already, is to be added."""

    hint = "Choose a file that was published before."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is the workbook itself or is compared already.")


class EarlierWork(QObject):
    """Fills the panel of earlier releases, and says what the checker chooses in it."""

    def __init__(
        self, document: Document, window: MainWindow, sheets: SheetArea, who: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self.panel = EarlierPanel()
        self._document, self._window, self._sheets, self._who = document, window, sheets, who
        self._jobs: Jobs = window.jobs
        self._entry: Entry | None = None
        self._shown: tuple[Comparison | None, tuple[ReleaseFile, ...]] = (None, ())
        panel = self.panel
        panel.add_wanted.connect(self.ask_release)
        panel.remove_wanted.connect(self.leave_out)
        panel.entry_chosen.connect(self._look_at)
        panel.row_chosen.connect(self._look_at_row)
        panel.table_wanted.connect(self.say_table)
        panel.period_wanted.connect(self.say_period)
        panel.line_wanted.connect(self.say_line)

    def refresh(self) -> None:
        """Show the present state; nothing changes on the screen while it is the same."""
        document = self._document
        state = (document.comparison, releases_compared(document.check.actions))
        is_known_soon = state[0] is None and document.is_assessing and state[1] == self._shown[1]
        if state == self._shown or (state[1] and is_known_soon):
            return
        self._shown = state
        nodes = entries_of(document.check, state[0])
        self._entry = nearest_entry(nodes, self._entry)
        self.panel.show_entries(nodes, self._entry)
        self._show_entry()

    def set_busy(self, is_busy: bool) -> None:
        """Decide nothing while something else is being done."""
        self.panel.setEnabled(not is_busy)

    def ask_release(self) -> None:
        """Let the checker choose a file that was published before."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Compare with an earlier release"),
            str(self._document.path.parent),
            self.tr("Workbooks ({kinds});;All files (*)").format(
                kinds="*.xlsx *.xlsm *.ods *.csv *.tsv *.xls *.xlsb"
            ),
        )
        if name:
            self.add(Path(name))

    def add(self, path: Path) -> None:
        """Read an earlier release beside the window and compare with it."""
        title = self.tr("Reading {name}").format(name=path.name)
        job = Job(title, lambda p: read_release(path, p), path.name)
        job.signals.finished.connect(self._take)
        job.signals.finished.connect(lambda release: self._note(path, release))
        job.signals.failed.connect(self._window.banner.show_error)
        self._jobs.start(job)
        self._window.panels.bring_up("earlier")

    def _note(self, path: Path, release: EarlierRelease) -> None:
        self._window.access.note_viewed(path, release.workbook.sha256, "window, earlier release")

    def leave_out(self, entry: object) -> None:
        """Compare no longer with the release of an entry."""
        if not isinstance(entry, Entry):
            return
        check = self._document.check
        left = tuple(one for one in check.compared if one.sha256 != entry.sha256)
        text = self.tr("Leave out an earlier release")
        self._document.compare_with(left, stamp_now(self._who()), text)

    def say_table(self, place: int) -> None:
        """Say which table belongs to the one that is looked at: as found, none, or another."""
        entry = self._entry
        match = self._match()
        if entry is None or match is None:
            return
        others = self._other_tables(match, entry)
        said = self._said().without_tables(entry.now, entry.before)
        if place == 1:
            alone = (entry.now, None) if entry.now is not None else (None, entry.before)
            said = said.with_tables(SaidTables(*alone))
        elif place > 1:
            other = TablePlace.of(others[place - 2])
            pair = (entry.now, other) if entry.now is not None else (other, entry.before)
            said = said.with_tables(SaidTables(*pair))
        self._say(said)

    def say_period(self, place: int) -> None:
        """Say whether the tables that are looked at are about the same period."""
        entry = self._entry
        if entry is None or entry.now is None or entry.before is None:
            return
        said = self._said().without_tables(entry.now, entry.before)
        period = _PERIODS[place]
        if period is not None:
            said = said.with_tables(SaidTables(entry.now, entry.before, period=period))
        self._say(said)

    def say_line(self, place: int) -> None:
        """Say what the chosen line belongs to: as found, nothing, or another line."""
        entry, row = self._entry, self.panel.current_row()
        pair = self._pair()
        if entry is None or row is None or row.axis is None or pair is None:
            return
        tables = TablePlace.of(pair.now), TablePlace.of(pair.before)
        now, before = row.now, row.before
        said = self._said().without_lines(SaidLines(*tables, row.axis, now, before))
        if place == 1:
            alone = (now, None) if now is not None else (None, before)
            said = said.with_lines(SaidLines(*tables, row.axis, *alone))
        elif place > 1:
            other = self._other_lines(pair, row)[place - 2]
            both = (now, other) if now is not None else (other, before)
            said = said.with_lines(SaidLines(*tables, row.axis, *both))
        self._say(said)

    def _take(self, release: EarlierRelease) -> None:
        check = self._document.check
        known = {one.sha256 for one in check.compared} | {check.workbook.sha256}
        if release.sha256 in known:
            self._window.banner.show_error(SameReleaseError(release.name))
            return
        text = self.tr("Compare with {name}").format(name=release.name)
        releases = (*check.compared, release)
        self._document.compare_with(releases, stamp_now(self._who()), text)

    def _said(self) -> MatchCorrection:
        sha256 = self._entry.sha256 if self._entry is not None else ""
        return matching_said(self._document.check.actions).get(sha256, NO_CORRECTION)

    def _say(self, correction: MatchCorrection) -> None:
        if self._entry is None or correction == self._said():
            return
        action = CorrectMatching(self._entry.sha256, correction, stamp_now(self._who()))
        self._document.do([action], self.tr("Say what belongs together in an earlier release"))

    def _match(self) -> ReleaseMatch | None:
        comparison = self._document.comparison
        matches = comparison.matches if comparison is not None else ()
        entry = self._entry
        return next((one for one in matches if entry and one.release.sha256 == entry.sha256), None)

    def _pair(self) -> TablePair | None:
        match, entry = self._match(), self._entry
        if match is None or entry is None or entry.now is None:
            return None
        return next((one for one in match.pairs if TablePlace.of(one.now) == entry.now), None)

    def _names(self, match: ReleaseMatch, pair: TablePair) -> PairNames:
        return PairNames(self._document.check.workbook, match.release, pair)

    def _look_at(self, key: object) -> None:
        if isinstance(key, Entry):
            self._entry = key
            self._show_entry()
            if key.now is not None:
                self._sheets.go_to(CellRef(key.now.sheet, key.now.body.top, key.now.body.left))

    def _look_at_row(self, row: object) -> None:
        self._show_line_choice()
        is_chosen = isinstance(row, ComparedRow) and self.panel.lines.hasFocus()
        if is_chosen and isinstance(row, ComparedRow) and row.cell is not None:
            self._sheets.go_to(row.cell)

    def _show_entry(self) -> None:
        """Show the tables and lines of the entry that is looked at."""
        comparison, match, entry = self._document.comparison, self._match(), self._entry
        self.panel.remove.setEnabled(entry is not None)
        pair = self._pair()
        if entry is None or match is None or not entry.is_table:
            self.panel.show_table("", Choice(), Choice())
            self.panel.show_rows(())
            return
        tables = self._table_choice(match, entry)
        if pair is None or comparison is None:
            self.panel.show_table(self.tr("No counterpart was found."), tables, Choice())
            self.panel.show_rows(())
            return
        why = self.tr("{reason}; {period}: {period_reason}").format(
            reason=pair.reason,
            period=period_in_words(pair.period),
            period_reason=pair.period_reason,
        )
        self.panel.show_table(why, tables, self._period_choice())
        self.panel.show_rows(compared_rows(comparison, match, pair, self._names(match, pair)))

    def _table_choice(self, match: ReleaseMatch, entry: Entry) -> Choice:
        others = self._other_tables(match, entry)
        fixed = self.tr("As found"), self.tr("No counterpart")
        said = [
            one
            for one in self._said().tables
            if one.is_same
            and one.period is None
            and ((one.now and one.now == entry.now) or (one.before and one.before == entry.before))
        ]
        current = 0
        for one in said:
            wanted = one.before if entry.now is not None else one.now
            places = [TablePlace.of(table) for table in others]
            current = places.index(wanted) + 2 if wanted in places else 1
        return Choice((*fixed, *map(table_in_words, others)), current)

    def _other_tables(self, match: ReleaseMatch, entry: Entry) -> tuple[Table, ...]:
        """Return the tables that the one that is looked at may belong to."""
        return match.release.tables if entry.now is not None else self._document.check.tables

    def _period_choice(self) -> Choice:
        texts = self.tr("As found"), self.tr("The same period"), self.tr("Another period")
        entry = self._entry
        said = [
            one.period
            for one in self._said().tables
            if entry and (one.now, one.before) == (entry.now, entry.before)
        ]
        return Choice(texts, _PERIODS.index(said[-1]) if said else 0)

    def _show_line_choice(self) -> None:
        """Show what the chosen line may belong to."""
        row, pair, match = self.panel.current_row(), self._pair(), self._match()
        is_line = row is not None and row.axis is not None
        if not is_line or row is None or row.axis is None or pair is None or match is None:
            self.panel.show_line_choice(Choice())
            return
        if row.now is None and row.before is None:
            self.panel.show_line_choice(Choice())
            return
        names = self._names(match, pair)
        name = names.there if row.now is not None else names.here
        others = self._other_lines(pair, row)
        texts = [self.tr("As found"), self.tr("No counterpart")]
        texts += [name(row.axis, line) for line in others]
        self.panel.show_line_choice(Choice(tuple(texts), self._said_of_line(row, others)))

    def _said_of_line(self, row: ComparedRow, others: tuple[int, ...]) -> int:
        """Return the place of what was said about a line: 0 for nothing."""
        for one in self._said().lines:
            if one.axis is not row.axis:
                continue
            if row.now is not None and one.now == row.now:
                return 1 if one.before is None else others.index(one.before) + 2
            if row.now is None and one.before == row.before:
                return 1 if one.now is None else others.index(one.now) + 2
        return 0

    def _other_lines(self, pair: TablePair, row: ComparedRow) -> tuple[int, ...]:
        """Return the lines of the other table that a line may belong to."""
        table = pair.before if row.now is not None else pair.now
        body = table.body
        lines = body.rows if row.axis is Axis.ROWS else body.columns
        left_out = table.left_out_rows if row.axis is Axis.ROWS else table.left_out_columns
        return tuple(line for line in lines if line not in left_out)


def read_release(path: Path, progress: Progress) -> EarlierRelease:
    """Read an earlier release and find its tables.

    Raises:
        SdcError: It cannot be read.
    """
    workbook = read_workbook(path, progress)
    return EarlierRelease(workbook, find_tables(workbook, progress))
