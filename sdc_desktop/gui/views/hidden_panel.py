"""The hidden parts of the file: what they are, what somebody could learn, and what is to go."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from sdc_desktop.core.findings import Severity
from sdc_desktop.gui.models.hidden_model import REMOVE, HiddenFilter, HiddenModel
from sdc_desktop.gui.models.hidden_parts import HiddenParts, Names
from sdc_desktop.gui.views.severity_bar import SeverityBar
from sdc_desktop.gui.views.wrapping_list import WrappingList

_WIDTHS, _NARROW_WIDTHS = (72, 106, 186, 118), (64, 98, 148, 92)
_NARROW = 900


class HiddenPanel(QWidget):
    """Lists hidden parts.

    `place_wanted` gives the carrier whose cells or sheet are to be shown, `change_wanted` the one
    that is to go or to stay after all; `all_wanted` asks that everything goes that can, and
    `look_wanted` to look into the file again.
    """

    place_wanted = Signal(object)
    change_wanted = Signal(object)
    all_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HiddenModel(self)
        self.filter = HiddenFilter(self.model, self)
        self.list = WrappingList(self.filter, _WIDTHS, REMOVE, self)
        self.list.setAccessibleName(self.tr("Hidden parts"))
        self.list.wanted.connect(self._show_place)
        self.list.setSortingEnabled(True)
        self.list.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        self.model.change_wanted.connect(self.change_wanted)
        self._parts, self._is_narrow = HiddenParts(), False
        self.all = QPushButton(self.tr("&Remove all that can go"))
        self.all.setToolTip(self.tr("Take out of the saved file whatever the program can take out"))
        self.all.clicked.connect(self.all_wanted)
        self._empty, self._again = QLabel(), QPushButton(self.tr("Look again"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self._bar = self._make_bar()
        column.addLayout(self._bar)
        column.addWidget(self.list, 1)
        column.addWidget(self._make_emptiness(), 1)
        self.show_parts(HiddenParts(), frozenset())

    def show_parts(self, parts: HiddenParts, names: Names) -> None:
        """List these hidden parts; those with one of `names` go."""
        self._parts = parts
        self.model.show_carriers(parts.found, names)
        self._bar.show_counts([one.severity for one in parts.found])
        self.all.setEnabled(not parts.removable() <= names)
        self._show_emptiness()

    def go_to_next(self) -> None:
        """Go to the next hidden part; after the last comes the first."""
        self.step(1)

    def go_to_previous(self) -> None:
        """Go to the hidden part before."""
        self.step(-1)

    def step(self, step: int) -> None:
        """Go to the next hidden part, or the one before with -1; after the last comes the first."""
        count = self.filter.rowCount()
        if not count:
            return
        row = self.list.currentIndex().row()
        row = (row + step) % count if row >= 0 else (0 if step > 0 else count - 1)
        self.list.setCurrentIndex(self.filter.index(row, REMOVE))
        self._show_place(self.filter.index(row, REMOVE))

    def focus_list(self) -> None:
        """Put the keyboard on the list, on a row; on the button to look again without a list."""
        if not self.filter.rowCount():
            self._again.setFocus()
            return
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.filter.index(0, REMOVE))
        self.list.setFocus()

    def text(self) -> str:
        """Return what stands in place of an empty list, "" when there is a list."""
        return "" if self._empty.isHidden() else self._empty.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of a narrow panel to the sentences."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            for column, width in enumerate(_NARROW_WIDTHS if is_narrow else _WIDTHS):
                self.list.setColumnWidth(column, width)

    def _make_bar(self) -> SeverityBar:
        bar = SeverityBar(
            self,
            button_hint=self.tr("Show only these hidden parts"),
            search_hint=self.tr("Filter"),
            search_name=self.tr("Filter the hidden parts"),
        )
        bar.search.setToolTip(self.tr("Filter by words, sheet or cell"))
        bar.severity_chosen.connect(self._show_severity)
        bar.text_typed.connect(self._show_text)
        bar.addWidget(self.all)
        return bar

    def _make_emptiness(self) -> QWidget:
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._again.clicked.connect(self.look_wanted)
        self._nothing = QWidget()
        column = QVBoxLayout(self._nothing)
        column.addStretch(1)
        column.addWidget(self._empty)
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return self._nothing

    def _show_severity(self, severity: Severity | None) -> None:
        self.filter.show_severity(severity)
        self._show_emptiness()

    def _show_text(self, text: str) -> None:
        self.filter.show_text(text)
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        is_empty = not self.filter.rowCount()
        self.list.setVisible(not is_empty)
        self._nothing.setVisible(is_empty)
        self._again.setVisible(self._parts.problem is not None)
        self._empty.setText(self._why_empty())
        self._empty.setVisible(is_empty)

    def _why_empty(self) -> str:
        if self.model.rowCount():
            return self.tr("No hidden part matches the filter.")
        if self._parts.problem is not None:
            return f"{self._parts.problem} {self._parts.problem.hint}"
        if self._parts.is_known:
            return self.tr("Nothing hidden was found in the file.")
        return self.tr("Looking for hidden parts…")

    def _show_place(self, index: QModelIndex) -> None:
        self.place_wanted.emit(self.filter.carrier_at(index.row()))
