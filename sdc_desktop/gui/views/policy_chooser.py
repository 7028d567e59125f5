"""The policy in the tool bar: which one holds, and a way to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

if TYPE_CHECKING:
    from sdc_desktop.core.policy_profile import PolicyProfile


class PolicyChooser(QWidget):
    """Lists the policies; `profile_wanted` gives the one that the user asks for.

    Attributes:
        compare, change: Compare the policy with another one; change a copy of it.
    """

    profile_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profiles: tuple[PolicyProfile, ...] = ()
        self._box = QComboBox()
        self._box.setAccessibleName(self.tr("Policy"))
        self._box.setMinimumContentsLength(8)
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box.setMaximumWidth(380)
        self._box.activated.connect(self._ask)
        self._label = QLabel(self.tr("Policy"))
        self._label.setObjectName("muted")
        self._label.setBuddy(self._box)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(self._label)
        line.addWidget(self._box, 3)
        self.compare = QAction(self.tr("&Compare with another policy…"), self)
        self.change = QAction(self.tr("Change a co&py of this policy…"), self)
        self.compare.setEnabled(False)
        self.change.setEnabled(False)
        line.addWidget(self._make_button())

    @property
    def is_filled(self) -> bool:
        """Whether there are policies to choose from."""
        return bool(self._profiles)

    def show_profiles(self, profiles: Sequence[PolicyProfile]) -> None:
        """List these policies."""
        self._profiles = tuple(profiles)
        self._box.clear()
        for profile in profiles:
            self._box.addItem(profile.title, profile.id)
            self._box.setItemData(self._box.count() - 1, _hint(profile), _TOOL_TIP)
        self._box.view().setMinimumWidth(460)

    def _make_button(self) -> QToolButton:
        button = QToolButton()
        button.setText("…")
        button.setAccessibleName(self.tr("More about policies"))
        button.setToolTip(self.tr("More about policies"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.addActions([self.compare, self.change])
        return button

    def show_policy(self, policy_id: str) -> None:
        """Show which policy holds."""
        self.compare.setEnabled(bool(policy_id))
        self.change.setEnabled(bool(policy_id))
        place = self._box.findData(policy_id)
        self._box.setCurrentIndex(place)
        if place >= 0:
            self._box.setToolTip(_hint(self._profiles[place]))

    def show_label(self, is_shown: bool) -> None:
        """Show the word before the box where there is room for it."""
        self._label.setVisible(is_shown)

    def open_list(self) -> None:
        """Open the list of policies."""
        self._box.setFocus()
        self._box.showPopup()

    def _ask(self, place: int) -> None:
        self.profile_wanted.emit(self._profiles[place])


_TOOL_TIP = 3


def _hint(profile: PolicyProfile) -> str:
    lines = (f"{profile.title} ({profile.id})", profile.organisation, *profile.notes)
    return "\n".join(line for line in lines if line)
