"""Keeps corrections of tables for the next release, and offers those of the last one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdc_desktop.core.actions import CorrectTables
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout.correcting import sheet_tables
from sdc_desktop.core.layout.remembered import (
    OfferedTables,
    RememberedLayout,
    offer_layout,
    remember_layout,
)
from sdc_desktop.core.progress import Progress
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.views.banner import Banner
from sdc_desktop.register.layouts import KeptLayouts, keep_layouts, kept_layouts, layouts_folder

Offers = tuple[OfferedTables, ...]


class Remembering(QObject):
    """`offer_changed` says whether there are corrections of an earlier check to be used."""

    offer_changed = Signal(bool)

    def __init__(
        self, document: Document, jobs: Jobs, banner: Banner, user_folder: Path, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._banner = document, jobs, banner
        self._folder = layouts_folder(user_folder)
        self._who = ""
        self._offers: Offers = ()

    def look(self, who: str) -> None:
        """Look for corrections that fit; what `who` corrected here already counts more."""
        self._who = who
        check, folder = self._document.check, self._folder
        if _corrected_sheets(check):
            return
        job = Job(
            self.tr("Looking for earlier corrections"),
            lambda progress: _find_offers(check, folder, progress),
        )
        job.signals.finished.connect(lambda found: self._offer(*found))
        job.signals.failed.connect(self._banner.show_error)
        self._jobs.start(job)

    def use(self) -> None:
        """Correct the tables as in the earlier checks, as one step that can be undone.

        Sheets that were corrected here meanwhile stay as they are.
        """
        done = _corrected_sheets(self._document.check)
        offers = tuple(offer for offer in self._offers if offer.sheet not in done)
        self._offers = ()
        self.offer_changed.emit(False)
        if not offers:
            text = self.tr("The sheets were corrected here already; nothing was changed.")
            self._banner.show_message("info", text)
            return
        actions = []
        for offer in offers:
            source, when = offer.layout.source, offer.layout.when[:10]
            why = self.tr("as corrected on {when} in {source}").format(when=when, source=source)
            stamp = stamp_now(self._who, why)
            actions.append(CorrectTables(offer.sheet, offer.tables, stamp))
        text = self.tr("Use last time's corrections for {tables}")
        self._document.do(actions, text.format(tables=self._count(offers)))

    def keep(self) -> None:
        """Keep the corrections of the present state for the next release."""
        try:
            layouts = remembered_layouts(self._document.check, self._document.path.name)
            if layouts:
                keep_layouts(self._folder, layouts)
        except SdcError as error:
            self._banner.show_error(error)

    def _offer(self, offers: Offers, kept: KeptLayouts) -> None:
        note = ""
        if kept.damaged:
            note = self.tr("{n} files with remembered corrections are damaged and left aside.")
            note = note.format(n=len(kept.damaged))
        if not offers:
            if note:
                self._banner.show_message("info", note)
            return
        self._offers = offers
        self.offer_changed.emit(True)
        sources = ", ".join(sorted({offer.layout.source for offer in offers}))
        hint = self.tr("The sheet's labels are those of {sources}.").format(sources=sources)
        self._banner.show_message(
            "info",
            self.tr("Use last time's corrections for {tables}?").format(tables=self._count(offers)),
            f"{hint} {note}".strip(),
            button=self.tr("Use"),
            wanted=self.use,
            other=self.tr("Not now"),
        )

    def _count(self, offers: Offers) -> str:
        count = sum(offer.count for offer in offers)
        return self.tr("1 table") if count == 1 else self.tr("%n tables", None, count)


def remembered_layouts(check: Check, source: str) -> tuple[RememberedLayout, ...]:
    """Return what is to be remembered of the sheets that the checker corrected."""
    when = {
        action.sheet: action.stamp.when
        for action in check.actions
        if isinstance(action, CorrectTables)
    }
    tables = check.tables
    layouts = [
        remember_layout(
            sheet_tables(check.workbook, sheet, tables),
            tuple(one for one in check.loaded if one.sheet == sheet),
            source=source,
            when=latest,
        )
        for sheet, latest in when.items()
    ]
    return tuple(layout for layout in layouts if layout is not None)


def _corrected_sheets(check: Check) -> set[str]:
    return {action.sheet for action in check.actions if isinstance(action, CorrectTables)}


def _find_offers(check: Check, folder: Path, progress: Progress) -> tuple[Offers, KeptLayouts]:
    kept = kept_layouts(folder)
    offers: list[OfferedTables] = []
    sheets = check.workbook.sheets if kept.layouts else ()
    for done, sheet in enumerate(sheets):
        progress(done, len(sheets), sheet.name)
        tables = sheet_tables(check.workbook, sheet.name, check.tables)
        offer = offer_layout(tables, kept.layouts)
        if offer is not None:
            offers.append(offer)
    return tuple(offers), kept
