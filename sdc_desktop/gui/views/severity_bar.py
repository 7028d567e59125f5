"""The line above a list: a button for each severity with how many there are, and a search."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from sdc_desktop.core.findings import Severity
from sdc_desktop.gui.views.short_button import ShortButton


class SeverityBar(QHBoxLayout):
    """Says `severity_chosen`, with None for all, and `text_typed`.

    Args:
        parent: The panel that the line belongs to.
        button_hint: What each button does.
        search_hint: What the empty search field says.
        search_name: What a screen reader calls it.
    """

    severity_chosen = Signal(object)
    text_typed = Signal(str)

    def __init__(
        self, parent: QWidget, *, button_hint: str, search_hint: str, search_name: str
    ) -> None:
        super().__init__()
        self.setContentsMargins(6, 0, 6, 0)
        self._titles: dict[Severity | None, str] = {
            None: self.tr("All"),
            Severity.FAIL: self.tr("▲ At risk"),
            Severity.REVIEW: self.tr("? To review"),
            Severity.INFO: self.tr("Good to know"),
        }
        self._buttons: dict[Severity | None, ShortButton] = {}
        self._add_buttons(QButtonGroup(parent), button_hint)
        self.addStretch(1)
        self.search = QLineEdit()
        self.search.setPlaceholderText(search_hint)
        self.search.setAccessibleName(search_name)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(260)
        self.search.textChanged.connect(self.text_typed)
        self.addWidget(self.search, 1)

    def show_counts(self, severities: Collection[Severity]) -> None:
        """Show how many there are of each severity."""
        for severity, button in self._buttons.items():
            count = sum(severity in (None, one) for one in severities)
            short = f"{_SIGNS[severity]} {count}" if severity in _SIGNS else str(count)
            button.show_words(f"{self._titles[severity]}  {count}", short)

    def _add_buttons(self, group: QButtonGroup, hint: str) -> None:
        for severity, title in self._titles.items():
            button = ShortButton()
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.setCheckable(True)
            button.setChecked(severity is None)
            button.show_words(title, title)
            button.setToolTip(f"{title}: {hint}")
            button.clicked.connect(lambda _=False, one=severity: self.severity_chosen.emit(one))
            group.addButton(button)
            self._buttons[severity] = button
            self.addWidget(button)


_SIGNS = {Severity.FAIL: "▲", Severity.REVIEW: "?", Severity.INFO: "i"}
"""What stands before a count where there is no room for words."""
