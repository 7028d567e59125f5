"""Changes what the open workbook is checked against, compares policies, and keeps changed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_profile import PolicyProfile
from sdc_desktop.gui.dialogs.comparison_dialog import ComparisonDialog
from sdc_desktop.gui.dialogs.parameters_dialog import ParametersDialog
from sdc_desktop.gui.dialogs.policy_editor import PolicyEditor
from sdc_desktop.gui.document import Document
from sdc_desktop.register.own_policies import keep_policy, list_all_policies

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class PolicyWork(QObject):
    """Turns what is said of the policy into steps; `cell_wanted` names a cell to go to."""

    cell_wanted = Signal(object)

    def __init__(self, document: Document, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._window = document, window

    def begin(self) -> None:
        """Offer the policies there are."""
        if not self._window.policies.is_filled:
            self._list_profiles()

    def use_profile(self, profile: PolicyProfile) -> None:
        """Check against another policy; the numbers it leaves open are asked for."""
        if profile.open_parameters:
            policy = ParametersDialog.ask(profile, self._window)
        else:
            policy = profile.with_parameters({})
        if policy is not None and policy != self._document.check.policy:
            self._go_on_with(policy)
        self._window.policies.show_policy(self._document.check.policy.id)

    def compare(self) -> None:
        """Show what another policy would find, and go on with it if that is wished."""
        window, before = self._window, self._document.check
        profiles = list_all_policies(window.store.folder)
        dialog = ComparisonDialog(before, profiles, window.jobs, window)
        dialog.cell_wanted.connect(self.cell_wanted)
        if dialog.exec() and dialog.policy is not None:
            self._go_on_with(dialog.policy)

    def change(self) -> None:
        """Let the user change a copy of the policy, keep it and go on with it."""
        window = self._window
        dialog = PolicyEditor(self._document.check, window.jobs, window)
        if not dialog.exec() or dialog.policy is None:
            return
        try:
            policy = keep_policy(window.store.folder, dialog.policy)
        except SdcError as error:
            window.banner.show_error(error)
            return
        self._list_profiles()
        self._go_on_with(policy)

    def _go_on_with(self, policy: Policy) -> None:
        self._document.set_policy(policy)
        self._window.store.change(policy=policy.id)
        self._window.policies.show_policy(policy.id)

    def _list_profiles(self) -> None:
        self._window.policies.show_profiles(list_all_policies(self._window.store.folder))
