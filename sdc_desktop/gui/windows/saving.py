"""From "Sign and save" to the result page: ask, save beside the window, show what came of it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths

from sdc_desktop import __version__
from sdc_desktop.core.actions import hidden_to_remove
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.gates import Surroundings
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import WorkbookFormat
from sdc_desktop.gui.dialogs.save_dialog import SaveDialog
from sdc_desktop.gui.dialogs.save_wish import SaveWish
from sdc_desktop.gui.dialogs.saved_dialog import SavedDialog
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.keys import free_key_path, known_keys
from sdc_desktop.gui.models.hidden_parts import HiddenParts
from sdc_desktop.gui.models.questions import NO_QUESTIONS, Questions, questions_about, said_anew
from sdc_desktop.gui.resources import sample_workbook
from sdc_desktop.gui.stamps import stamp_now, user_name
from sdc_desktop.gui.steps import asked_of, hidden_of, outstanding_of
from sdc_desktop.gui.views.guide_bar import Step
from sdc_desktop.gui.windows.hidden_work import find_hidden
from sdc_desktop.workbook.clean_copy import CopyWish
from sdc_desktop.workbook.finish import (
    Finished,
    FinishWish,
    Signer,
    finish_check,
    formulas_before_saving,
    load_signer,
    make_signer,
)
from sdc_desktop.workbook.formula_reasons import FormulaToValue
from sdc_desktop.workbook.inspection import Carrier
from sdc_desktop.workbook.locked import password_given
from sdc_desktop.workbook.saving import READ_ONLY, result_suffix

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.gui.windows.release_work import ReleaseWork


class Saving(QObject):
    """Saves the open check; the source is only read, and what fails can be tried again.

    Attributes:
        result: What was said of the last saving, None before it.
        record: The folder of the last record, None before it.
    """

    def __init__(self, document: Document, window: MainWindow, release: ReleaseWork) -> None:
        super().__init__(window)
        self._document, self._window, self._release = document, window, release
        self._looks = Jobs(self)
        self.result: SavedDialog | None = None
        self.record: Path | None = None

    def ask(self) -> None:
        """Ask where to save and who signs, then save."""
        self._ask(self._suggestion())

    def save(self, wish: SaveWish) -> None:
        """Save as wished, beside the window."""
        document, assessment = self._document, self._document.assessment
        if assessment is None or document.is_assessing:
            self._window.banner.show_message(
                "info", self.tr("The check of the present state is still under way.")
            )
            return
        said = said_anew(wish.questions, wish.answers, wish.declared, stamp_now(wish.who))
        document.do(said, self.tr("Say what the policy asks for before release"))
        check, source, hidden = document.check, document.path, document.hidden
        password = document.password
        job = Job(
            self.tr("Saving {name}").format(name=wish.out.name),
            lambda progress: _finish_locked(
                password, check, assessment, source, wish, hidden, progress
            ),
            wish.out.name,
        )
        job.signals.finished.connect(lambda done: self._show_result(check, wish, done))
        job.signals.failed.connect(lambda error: self._offer_again(wish, error))
        job.signals.cancelled.connect(self._say_cancelled)
        self._window.jobs.start(job)

    def _ask(self, suggested: SaveWish) -> None:
        folder, hidden = self._window.store.folder, hidden_of(self._document)
        wish = SaveDialog.ask(
            suggested,
            known_keys(folder),
            free_key_path(folder),
            outstanding_of(self._document),
            self._window,
            hidden=hidden,
            show_hidden=self._show_hidden,
            is_new=self._document.check.workbook.format in READ_ONLY,
            questions=self._questions(suggested.who),
            begin=self._begin,
        )
        self._looks.cancel_all()
        if wish is not None:
            self._window.store.change(who=wish.who)
            self.save(wish)

    def _begin(self, dialog: SaveDialog) -> None:
        def show() -> None:
            dialog.preflight.show_questions(self._questions(dialog.wish.who))

        dialog.preflight.describe_wanted.connect(lambda: self._release.ask(dialog, show))
        self._look_at_formulas(dialog)

    def _questions(self, who: str) -> Questions:
        """Return what is gone through before signing; nothing while the state is not checked."""
        document, assessment = self._document, self._document.assessment
        if assessment is None or document.is_assessing:
            return NO_QUESTIONS
        today = stamp_now(who).when[:10]
        around = Surroundings(hidden=hidden_of(document), who=who, today=today)
        return questions_about(document.check, assessment, around)

    def _look_at_formulas(self, dialog: SaveDialog) -> None:
        """Find out beside the dialog which formulas become values."""
        document, assessment = self._document, self._document.assessment
        if assessment is None or document.is_assessing:
            return
        check, source, hidden = document.check, document.path, document.hidden
        password = document.password
        job = Job(
            self.tr("Looking at formulas"),
            lambda progress: _formulas_locked(
                password, check, assessment, source, hidden, progress
            ),
        )
        job.signals.finished.connect(dialog.way.show_formulas)
        self._looks.start(job)

    def _suggestion(self) -> SaveWish:
        source, settings = self._document.path, self._window.store.value
        if source == sample_workbook() or not os.access(source.parent, os.W_OK):
            documents = QStandardPaths.StandardLocation.DocumentsLocation
            source = Path(QStandardPaths.writableLocation(documents)) / source.name
        last = Path(settings.signing_key) if settings.signing_key else None
        is_folder = self._document.check.workbook.format is WorkbookFormat.ACRO
        stem = source.name if is_folder else source.stem
        out = source.with_name(f"{stem}-protected{self._suffix(source)}")
        return SaveWish(
            out=_free_folder(out) if is_folder else out,
            record=_free_folder(source.with_name(f"{source.stem}-record")),
            who=settings.who or user_name(),
            key=last,
        )

    def _suffix(self, source: Path) -> str:
        """Return how the result is called: a workbook without its macros is a plain one."""
        check = self._document.check
        going = self._document.hidden.going(hidden_to_remove(check.actions))
        if any(one.kind == "macros" for one in going):
            return ".xlsx"
        return result_suffix(source, check.workbook)

    def _show_hidden(self) -> None:
        workbench = self._window.workbench
        if workbench is not None:
            workbench.go_to_step(Step.HIDDEN)

    def _show_result(self, check: Check, wish: SaveWish, done: Finished) -> None:
        if wish.key is not None:
            self._window.store.change(signing_key=str(wish.key))
        if done.proof.passed:
            self._document.note_saved(check)
        self._window.access.note_saved(check, self._document.path, done)
        self.record = wish.record
        self.result = SavedDialog(
            done.saved.path,
            wish.record,
            has_passed=done.proof.passed,
            is_signed=wish.key is not None,
            findings=done.proof.findings,
            proof=self._compared(done),
            outstanding=_joined(
                outstanding_of(self._document), asked_of(self._document), self._left(done)
            ),
            source=check.workbook.name,
            parts=done.parts,
            formulas=done.formulas,
            was_locked=check.workbook.was_locked,
            parent=self._window,
        )
        self.result.open()

    def _compared(self, done: Finished) -> str:
        cells, parts = f"{done.proof.cells_compared:,}", done.proof.parts_compared
        if not parts:
            return self.tr("{cells} cells were compared with the source.").format(cells=cells)
        text = self.tr("{cells} cells and {parts} parts were compared with the source.")
        return text.format(cells=cells, parts=parts)

    def _left(self, done: Finished) -> str:
        count = len(done.hidden.outstanding)
        if count == 1:
            return self.tr("1 hidden part is in the saved file")
        return self.tr("%n hidden parts are in the saved file", None, count) if count else ""

    def _offer_again(self, wish: SaveWish, error: SdcError) -> None:
        again = replace(wish, passphrase="", is_new_key=False)
        self._window.banner.show_message(
            "fail",
            str(error),
            error.hint,
            button=self.tr("Try again…"),
            wanted=lambda: self._ask(again),
        )

    def _say_cancelled(self) -> None:
        self._window.banner.show_message("info", self.tr("Stopped. Nothing was saved."))


def _finish_locked(
    password: str,
    check: Check,
    assessment: Assessment,
    source: Path,
    wish: SaveWish,
    hidden: HiddenParts,
    progress: Progress,
) -> Finished:
    """Do as `_finish` with a source that asks for a password; "" where it asks for none."""
    with password_given(password):
        return _finish(check, assessment, source, wish, hidden, progress)


def _finish(
    check: Check,
    assessment: Assessment,
    source: Path,
    wish: SaveWish,
    hidden: HiddenParts,
    progress: Progress,
) -> Finished:
    when = stamp_now(wish.who).when
    copy = CopyWish(date=when[:10]) if wish.is_clean_copy else None
    remove = () if copy else agreed_carriers(check, source, hidden, progress)
    signer = _signer(wish)
    return finish_check(
        check,
        assessment,
        source,
        FinishWish(wish.out, wish.record, signer, wish.who, remove, copy),
        version=__version__,
        when=when,
        progress=progress,
    )


def _formulas_locked(
    password: str,
    check: Check,
    assessment: Assessment,
    source: Path,
    hidden: HiddenParts,
    progress: Progress,
) -> tuple[FormulaToValue, ...]:
    """Return which formulas become values; the source may ask for a password."""
    with password_given(password):
        remove = agreed_carriers(check, source, hidden, progress)
        return formulas_before_saving(check, assessment, source, remove, progress)


def agreed_carriers(
    check: Check, source: Path, hidden: HiddenParts, progress: Progress
) -> tuple[Carrier, ...]:
    """Return the carriers that a check's actions agree to remove; the file is looked at if need be.

    Raises:
        SdcError: The file cannot be looked at, so nobody knows how to remove them.
        Cancelled: `progress` was asked to stop.
    """
    names = hidden_to_remove(check.actions)
    if names and not hidden.is_known:
        hidden = HiddenParts(find_hidden(source, check.workbook, progress))
    return hidden.going(names)


def _joined(*several: str) -> str:
    return ", ".join(one for one in several if one)


def _signer(wish: SaveWish) -> Signer | None:
    if wish.key is None:
        return None
    if wish.is_new_key:
        return make_signer(wish.key, wish.who, wish.passphrase)
    return load_signer(wish.key, lambda: wish.passphrase, wish.who)


def _free_folder(wanted: Path) -> Path:
    """Return `wanted`, or the first numbered name beside it that is not taken."""
    if not wanted.exists():
        return wanted
    names = (wanted.with_name(f"{wanted.name}-{number}") for number in range(2, 10_000))
    return next(name for name in names if not name.exists())
