"""The further checker's way: choose a record, look, decide, sign, and then see what all decided."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdc_desktop import __version__
from sdc_desktop.core.errors import SdcError
from sdc_desktop.gui.jobs import Job

if TYPE_CHECKING:
    from sdc_desktop.core.findings import Finding
    from sdc_desktop.core.policy import Policy
    from sdc_desktop.core.progress import Progress
    from sdc_desktop.gui.dialogs.review_choice_dialog import ReviewChoice
    from sdc_desktop.gui.dialogs.review_dialog import ReviewDialog, ReviewWish
    from sdc_desktop.gui.dialogs.standing_dialog import StandingDialog
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.workbook.second_look import SecondLook
    from sdc_desktop.workbook.verification import Verification


class ReviewWork(QObject):
    """Shows a record without anybody's decision, until the checker has signed their own.

    Attributes:
        page: The page of the review under way, None without one.
        result: What all decided, side by side; None before it was shown.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.page: ReviewDialog | None = None
        self.result: StandingDialog | None = None

    def ask(self) -> None:
        """Let the user choose a record and its workbooks."""
        from sdc_desktop.gui.dialogs.review_choice_dialog import ReviewChoiceDialog

        choice = ReviewChoiceDialog.ask(parent=self._window)
        if choice is None:
            return
        if choice.wants_standing:
            self.show_standing(choice.folder)
        else:
            self.look(choice)

    def look(self, choice: ReviewChoice, password: str = "") -> None:
        """Verify a record beside the window and show what is found.

        Args:
            choice: What to look at.
            password: What a locked source asks for; in memory only.
        """
        folder = self._window.store.folder
        job = Job(
            self.tr("Looking at {name}").format(name=choice.folder.name),
            lambda progress: _look(folder, choice, password, progress),
            choice.folder.name,
        )
        job.signals.finished.connect(self._show_page)
        job.signals.failed.connect(lambda error: self._take_refusal(choice, password, error))
        self._window.jobs.start(job)
        if not password:
            self._note(choice)

    def _take_refusal(self, choice: ReviewChoice, password: str, error: SdcError) -> None:
        """Ask for the source's password where one is needed, say what was wrong elsewhere."""
        from sdc_desktop.gui.windows.opening import asks_for_password

        if choice.source is None or not asks_for_password(choice.source, error):
            self._window.banner.show_error(error)
            return
        from sdc_desktop.gui.dialogs.password_dialog import PasswordDialog

        is_again = bool(password)
        given = PasswordDialog.ask(choice.source.name, self._window, is_again=is_again)
        if given is not None:
            self.look(choice, given)

    def show_standing(self, folder: Path) -> None:
        """Show what was decided about a record so far."""
        job = Job(self.tr("Verifying the record"), lambda _: _verify(folder))
        job.signals.finished.connect(self._show_standing)
        job.signals.failed.connect(self._window.banner.show_error)
        self._window.jobs.start(job)

    def _note(self, choice: ReviewChoice) -> None:
        for path in (choice.workbook, choice.source):
            if path is not None:
                self._window.access.note_viewed(path, "", "window, review")

    def _show_page(self, look: SecondLook) -> None:
        from sdc_desktop.gui.dialogs.review_dialog import ReviewDialog
        from sdc_desktop.gui.keys import free_key_path, known_keys
        from sdc_desktop.gui.stamps import user_name

        self._close_page()
        folder, settings = self._window.store.folder, self._window.store.value
        who = settings.who or user_name()
        page = ReviewDialog(look, who, known_keys(folder), free_key_path(folder), self._window)
        page.setModal(False)
        page.signed.connect(lambda wish: self._sign(look, wish))
        page.workbook_wanted.connect(self._window.open)
        page.finding_wanted.connect(self._show_cells)
        self.page = page
        page.show()

    def _show_cells(self, finding: Finding) -> None:
        """Go to the first cell of a finding, where one of the two workbooks is open."""
        workbench, page = self._window.workbench, self.page
        if workbench is None or page is None or not finding.cells:
            return
        if workbench.document.path in (page.look.workbook, page.look.source):
            workbench.go_to(finding.cells[0])

    def _sign(self, look: SecondLook, wish: ReviewWish) -> None:
        from sdc_desktop.gui.stamps import stamp_now

        when = stamp_now("").when
        job = Job(self.tr("Signing the review"), lambda _: _sign(look, wish, when))
        job.signals.finished.connect(lambda found: self._take_signed(look, wish, found))
        job.signals.failed.connect(self._say_problem)
        self._window.jobs.start(job)

    def _take_signed(self, look: SecondLook, wish: ReviewWish, found: Verification) -> None:
        key = wish.signature.key
        self._window.store.change(who=wish.signature.who, signing_key=str(key))
        self._window.access.note_verified(look.folder, wish.decision.value)
        self._close_page()
        self._show_standing(found)

    def _say_problem(self, error: SdcError) -> None:
        if self.page is not None:
            self.page.say_problem(f"{error} {error.hint}")

    def _show_standing(self, found: Verification) -> None:
        from sdc_desktop.gui.dialogs.standing_dialog import StandingDialog

        if found.problems:
            self._window.banner.show_message("fail", found.problems[0])
            return
        self.result = StandingDialog(found.opinions, self._window)
        self.result.open()

    def _close_page(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            page.close()
            page.deleteLater()


def _look(folder: Path, choice: ReviewChoice, password: str, progress: Progress) -> SecondLook:
    from sdc_desktop.gui.settings import Settings
    from sdc_desktop.register.own_policies import load_any_policy
    from sdc_desktop.register.policies import load_policy
    from sdc_desktop.register.trust import registered_signers
    from sdc_desktop.workbook.locked import password_given
    from sdc_desktop.workbook.second_look import look_again

    def policy_of(policy_id: str, parameters: Mapping[str, str]) -> Policy:
        return load_any_policy(folder, policy_id).with_parameters(dict(parameters))

    fallback = load_policy(Settings().policy).with_parameters({})
    with password_given(password):
        return look_again(
            choice.folder,
            choice.workbook,
            choice.source,
            policy_of,
            fallback,
            progress,
            known=registered_signers(folder),
        )


def _sign(look: SecondLook, wish: ReviewWish, when: str) -> Verification:
    """Sign a review and return how the record stands then."""
    from sdc_desktop.workbook.finish import load_signer, make_signer
    from sdc_desktop.workbook.review_file import add_review

    by = wish.signature
    signer = (
        make_signer(by.key, by.who, by.passphrase)
        if by.is_new_key
        else load_signer(by.key, lambda: by.passphrase, by.who)
    )
    add_review(
        look.folder,
        look.workbook,
        signer.key,
        wish.decision,
        wish.comment,
        who=signer.who,
        when=when,
        version=__version__,
        tables=wish.tables,
        role=wish.role,
        is_blind=True,
    )
    return _verify(look.folder)


def _verify(folder: Path) -> Verification:
    from sdc_desktop.workbook.record_verification import verify_record

    return verify_record(folder)
