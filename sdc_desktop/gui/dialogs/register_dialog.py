"""The register: the access log with filter, search and export; datasets, signers, checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.errors import SdcError
from sdc_desktop.gui.dialogs.dialog import fit, words
from sdc_desktop.gui.models.log_model import LogModel, event_in_words
from sdc_desktop.gui.views.checks_page import ChecksPage
from sdc_desktop.gui.views.datasets_page import DatasetsPage
from sdc_desktop.gui.views.list_view import ListView
from sdc_desktop.gui.views.releases_page import ReleasesPage
from sdc_desktop.gui.views.signers_page import SignersPage
from sdc_desktop.register.access_log import Event, LogEntry, LogHead, find_breaks
from sdc_desktop.register.entries import (
    DatasetCard,
    PublishedRelease,
    RunningCheck,
    TrustedSigner,
)
from sdc_desktop.register.log_export import LogFilter, export_log
from sdc_desktop.register.releases_export import export_releases
from sdc_desktop.register.signers_file import write_signers

_MOST_BREAKS = 3


@dataclass(frozen=True, slots=True)
class RegisterContents:
    """What the register held when it was read.

    Attributes:
        entries, head: The whole log, and its last entry as noted beside it.
        checks: The checks in progress.
        cards: The cards of datasets.
        signers: The trusted signers.
        releases: The protected workbooks that were saved.
        today: The day on which it was read, such as "2026-11-21".
    """

    entries: tuple[LogEntry, ...]
    head: LogHead
    checks: tuple[RunningCheck, ...]
    cards: tuple[DatasetCard, ...]
    signers: tuple[TrustedSigner, ...]
    releases: tuple[PublishedRelease, ...]
    today: str


class RegisterDialog(QDialog):
    """Shows the register; its pages say what the user wants changed."""

    def __init__(self, contents: RegisterContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Register"))
        fit(self, 960, 600)
        self._contents = contents
        self.model = LogModel(self)
        self.list = ListView(self.model, (50, 150, 90, 110, 200, 130, 210), self)
        self.list.setAccessibleName(self.tr("Access log"))
        self.search, self.what, self._count = QLineEdit(), QComboBox(), QLabel()
        self.state = words("")
        self.problem = words("")
        self.problem.setProperty("severity", "fail")
        self.problem.hide()
        self._fill_questions()
        self.datasets, self.signers = DatasetsPage(), SignersPage()
        self.checks, self.releases = ChecksPage(), ReleasesPage()
        self.signers.writing_wanted.connect(self.write_signers)
        self.releases.export_wanted.connect(self.ask_export_releases)
        self._lay_out()
        self.show_contents(contents)
        self.search.setFocus()

    @property
    def wanted(self) -> LogFilter:
        """Which entries are listed."""
        return LogFilter(str(self.what.currentData()), self.search.text())

    def show_contents(self, contents: RegisterContents) -> None:
        """Show the register as it was read again."""
        self._contents = contents
        self._show_state()
        self.checks.show_checks(contents.checks, contents.today)
        self.releases.show_releases(contents.releases)
        self.datasets.show_cards(contents.cards, contents.today)
        self.signers.show_signers(contents.signers)
        self._refresh()

    def write_signers(self, path: Path) -> None:
        """Write the trusted signers as a list of signers."""
        self._try(lambda: write_signers(path, self._contents.signers))

    def say_problem(self, error: SdcError) -> None:
        """Say what did not work."""
        self.problem.setText(f"{error} {error.hint}")
        self.problem.show()

    def export(self, path: Path) -> None:
        """Write the listed entries for an auditor."""
        held, wanted = self._contents, self.wanted
        self._try(lambda: export_log(path, held.entries, held.head, wanted))

    def export_releases(self, path: Path) -> None:
        """Write the releases for an auditor."""
        self._try(lambda: export_releases(path, self._contents.releases))

    def _try(self, write: Callable[[], None]) -> None:
        try:
            write()
        except SdcError as error:
            self.say_problem(error)
        else:
            self.problem.hide()

    def ask_export(self) -> None:
        """Ask where to write the listed entries, and write them."""
        path = self._ask_path(self.tr("Export the access log"), "access-log.json")
        if path:
            self.export(path)

    def ask_export_releases(self) -> None:
        """Ask where to write the releases, and write them."""
        path = self._ask_path(self.tr("Export the releases"), "releases.json")
        if path:
            self.export_releases(path)

    def _ask_path(self, title: str, proposed: str) -> Path | None:
        csv, json = self.tr("csv for a spreadsheet (*.csv)"), self.tr("JSON (*.json)")
        name, kind = QFileDialog.getSaveFileName(self, title, proposed, f"{json};;{csv}")
        if not name:
            return None
        path, ending = Path(name), ".csv" if kind == csv else ".json"
        return path if path.suffix else path.with_suffix(ending)

    def _fill_questions(self) -> None:
        self.search.setPlaceholderText(self.tr("Search who, file, remark, hash…"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Search the access log"))
        self.what.setAccessibleName(self.tr("What was done"))
        self.what.addItem(self.tr("Everything"), "")
        for event in Event:
            self.what.addItem(event_in_words(event), str(event))
        self.search.textChanged.connect(self._refresh)
        self.what.currentIndexChanged.connect(self._refresh)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    def _lay_out(self) -> None:
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName(self.tr("Parts of the register"))
        self._tabs.addTab(self._log_page(), self.tr("&Access log"))
        self._tabs.addTab(self.datasets, self.tr("&Datasets"))
        self._tabs.addTab(self.signers, self.tr("&Trusted signers"))
        self._tabs.addTab(self.releases, self.tr("&Releases"))
        self._tabs.addTab(self.checks, self.tr("&Checks in progress"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._tabs, 1)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    def _log_page(self) -> QWidget:
        page, line = QWidget(), QHBoxLayout()
        line.addWidget(self.what)
        line.addWidget(self.search, 1)
        line.addWidget(self._count)
        export = QPushButton(self.tr("&Export the listed entries…"))
        export.setAutoDefault(False)
        export.clicked.connect(self.ask_export)
        line.addWidget(export)
        column = QVBoxLayout(page)
        column.addWidget(self.state)
        column.addLayout(line)
        column.addWidget(self.list, 1)
        return page

    def _show_state(self) -> None:
        breaks = find_breaks(self._contents.entries, self._contents.head)
        severity, text = ("fail", self._in_words(breaks)) if breaks else ("good", self._whole())
        self.state.setText(text)
        self.state.setProperty("severity", severity)
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _whole(self) -> str:
        count = len(self._contents.entries)
        if not count:
            return self.tr("Nothing is in the log yet.")
        return self.tr("✓  The log is whole: no entry was changed or removed.")

    def _in_words(self, breaks: Sequence[str]) -> str:
        more = len(breaks) - _MOST_BREAKS
        said = [
            *breaks[:_MOST_BREAKS],
            *([self.tr("{n} more.").format(n=more)] if more > 0 else []),
        ]
        return self.tr("▲  The log is not whole. {said}").format(said=" ".join(said))

    def _refresh(self) -> None:
        wanted, entries = self.wanted, self._contents.entries
        listed = [one for one in entries if wanted.is_wanted(one)]
        self.model.show_entries(listed)
        text = self.tr("{n} of {all} entries")
        self._count.setText(text.format(n=f"{len(listed):,}", all=f"{len(entries):,}"))
