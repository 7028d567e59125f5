"""Earlier releases: which files, what of them belongs to what here, and what was revised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.gui.dialogs.dialog import scrolled
from sdc_desktop.gui.models.earlier_entries import EarlierNode
from sdc_desktop.gui.models.earlier_rows import ComparedRow, RowKind
from sdc_desktop.gui.theme import theme

_ITEM = int(Qt.ItemDataRole.UserRole)
_ATTENTION = {RowKind.ALONE, RowKind.REVISED, RowKind.REMAINDER}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from.

    Attributes:
        texts: What can be chosen, in this order.
        current: Place of what is chosen now; -1 where nothing can be chosen.
    """

    texts: tuple[str, ...] = ()
    current: int = -1


class EarlierPanel(QWidget):
    """Shows what belongs together in two releases.

    `add_wanted` asks for another release, `remove_wanted` gives the key of an entry whose release
    is to be left out. `entry_chosen` and `row_chosen` say what is looked at. `table_wanted`,
    `period_wanted` and `line_wanted` give the place of what was chosen from a list.
    """

    add_wanted = Signal()
    remove_wanted = Signal(object)
    entry_chosen = Signal(object)
    row_chosen = Signal(object)
    table_wanted = Signal(int)
    period_wanted = Signal(int)
    line_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ComparedRow, ...] = ()
        self.entries = self._make_entries()
        self.lines = self._make_lines()
        self.table, self.period, self.line = (QComboBox() for _ in range(3))
        self.add = QPushButton(self.tr("&Add a release…"))
        self.remove = QPushButton(self.tr("Lea&ve out"))
        self._why = QLabel()
        self._emptiness = QLabel()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_empty_page())
        self._pages.addWidget(self._make_split())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(scrolled(self._pages))
        self._connect()

    def show_entries(self, nodes: Sequence[EarlierNode], chosen: object) -> None:
        """List releases with their tables; `chosen` is the key of the entry to look at."""
        self._pages.setCurrentIndex(bool(nodes))
        self.entries.blockSignals(True)
        self.entries.clear()
        current: QTreeWidgetItem | None = None
        for node in nodes:
            top = self._add_entry(self.entries.invisibleRootItem(), node)
            current = top if node.key == chosen else current
            for child in node.children:
                item = self._add_entry(top, child)
                current = item if child.key == chosen else current
        self.entries.expandAll()
        if current is not None:
            self.entries.setCurrentItem(current)
        self.entries.blockSignals(False)

    def show_table(self, why: str, tables: Choice, periods: Choice) -> None:
        """Show what is known of the table that is looked at, and what can be said of it."""
        self._why.setText(why)
        self._why.setToolTip(why)
        _fill(self.table, tables)
        _fill(self.period, periods)

    def show_rows(self, rows: Sequence[ComparedRow]) -> None:
        """List the lines of two tables; the row that was looked at stays when it is still there."""
        before = self.current_row()
        self._rows = tuple(rows)
        self.lines.blockSignals(True)
        self.lines.clear()
        for row in self._rows:
            line = QTreeWidgetItem([row.here or "\N{EM DASH}", row.there or "\N{EM DASH}"])
            line.setText(2, row.sure)
            line.setText(3, row.why)
            for column, text in enumerate((row.here, row.there, row.sure, row.why)):
                line.setToolTip(column, text)
            if row.kind in _ATTENTION:
                line.setForeground(3, QColor(theme().review))
            self.lines.addTopLevelItem(line)
        place = next((n for n, row in enumerate(self._rows) if _is_same_line(row, before)), -1)
        item = self.lines.topLevelItem(place)
        if item is not None:
            self.lines.setCurrentItem(item)
        self.lines.blockSignals(False)
        self._tell_row()

    def show_line_choice(self, choice: Choice) -> None:
        """Show what the chosen line can be said to belong to."""
        _fill(self.line, choice)

    def current_row(self) -> ComparedRow | None:
        """Return the row that is looked at, None for none."""
        item = self.lines.currentItem()
        place = -1 if item is None else self.lines.indexOfTopLevelItem(item)
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def current_key(self) -> object:
        """Return the key of the entry that is looked at, None for none."""
        item = self.entries.currentItem()
        return None if item is None else item.data(0, _ITEM)

    def focus_list(self) -> None:
        """Put the keyboard on the list, or on the button that adds the first release."""
        if self._pages.currentIndex() == 0:
            self._first.setFocus()
            return
        first = self.entries.topLevelItem(0)
        if self.entries.currentItem() is None and first is not None:
            self.entries.setCurrentItem(first)
        self.entries.setFocus()

    def _add_entry(self, parent: QTreeWidgetItem, node: EarlierNode) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [f"? {node.text}" if node.needs_look else node.text])
        item.setData(0, _ITEM, node.key)
        item.setToolTip(0, node.hint or node.text)
        if node.needs_look:
            item.setForeground(0, QColor(theme().review))
        return item

    def _make_entries(self) -> QTreeWidget:
        entries = QTreeWidget()
        entries.setHeaderHidden(True)
        entries.setAccessibleName(self.tr("Earlier releases and their tables"))
        entries.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return entries

    def _make_lines(self) -> QTreeWidget:
        lines = QTreeWidget()
        lines.setRootIsDecorated(False)
        lines.setUniformRowHeights(True)
        lines.setAlternatingRowColors(True)
        lines.setAccessibleName(self.tr("Rows and columns of the two tables"))
        lines.setHeaderLabels(
            [self.tr("Here"), self.tr("Earlier release"), self.tr("Sure"), self.tr("Why")]
        )
        header = lines.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        return lines

    def _make_empty_page(self) -> QWidget:
        page = QWidget()
        self._emptiness.setText(
            self.tr(
                "Readers have your earlier releases too. Add them to see what can be worked out of "
                "all of them together."
            )
        )
        self._emptiness.setObjectName("muted")
        self._emptiness.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._emptiness.setWordWrap(True)
        self._first = QPushButton(self.tr("&Compare with an earlier release…"))
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(self._emptiness)
        column.addWidget(self._first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _make_split(self) -> QWidget:
        left = QWidget()
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        column = QVBoxLayout(left)
        column.setContentsMargins(6, 0, 0, 4)
        column.addWidget(self.entries, 1)
        column.addLayout(buttons)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(4, 0, 6, 4)
        column.addLayout(self._make_choices())
        column.addWidget(self.lines, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 3)
        split.setSizes([260, 640])
        return split

    def _make_choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self._why.setObjectName("muted")
        self._why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        grid.addWidget(self._why, 0, 0, 1, 3)
        titles = (self.tr("&Table"), self.tr("&Period"), self.tr("Chosen &line"))
        for place, (title, box) in enumerate(
            zip(titles, (self.table, self.period, self.line), strict=True)
        ):
            label = QLabel(title)
            label.setBuddy(box)
            box.setAccessibleName(title.replace("&", ""))
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(8)
            grid.addWidget(label, 1, place)
            grid.addWidget(box, 2, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self._first.clicked.connect(self.add_wanted)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.current_key()))
        self.entries.currentItemChanged.connect(
            lambda *_: self.entry_chosen.emit(self.current_key())
        )
        self.lines.currentItemChanged.connect(lambda *_: self._tell_row())
        self.table.activated.connect(self.table_wanted)
        self.period.activated.connect(self.period_wanted)
        self.line.activated.connect(self.line_wanted)

    def _tell_row(self) -> None:
        self.row_chosen.emit(self.current_row())


def _is_same_line(row: ComparedRow, other: ComparedRow | None) -> bool:
    """Tell whether two rows are about the same line of the current or of the earlier table."""
    if other is None or row.axis is not other.axis or row.axis is None:
        return False
    now = row.now is not None and row.now == other.now
    return now or (row.before is not None and row.before == other.before)


def _fill(box: QComboBox, choice: Choice) -> None:
    box.blockSignals(True)
    box.clear()
    box.addItems(list(choice.texts))
    box.setCurrentIndex(choice.current)
    box.setEnabled(choice.current >= 0)
    box.blockSignals(False)
