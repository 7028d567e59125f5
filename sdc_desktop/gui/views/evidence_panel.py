"""The panel of evidence: which files are used, what they say of each table, what does not fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.gui.dialogs.dialog import scrolled
from sdc_desktop.gui.models.evidence_nodes import EvidenceNode
from sdc_desktop.gui.theme import theme

_ITEM = int(Qt.ItemDataRole.UserRole)


class EvidencePanel(QWidget):
    """Shows what stands behind the numbers.

    `add_wanted` asks for a file, `again_wanted` for all to be matched anew, `ask_wanted` for the
    questions to the researcher. `remove_wanted` gives the key of the entry whose file is to be
    left out, `entry_chosen` that of the entry that is looked at.
    """

    add_wanted = Signal()
    again_wanted = Signal()
    ask_wanted = Signal()
    remove_wanted = Signal(object)
    entry_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = self._make_entries()
        self.add = QPushButton(self.tr("&Add evidence…"))
        self.again = QPushButton(self.tr("&Match again"))
        self.again.setToolTip(self.tr("Read the files again for the tables as they are now"))
        self.remove = QPushButton(self.tr("Lea&ve out"))
        self.ask = QPushButton(self.tr("&Questions to send…"))
        self.cell = QLabel()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_empty_page())
        self._pages.addWidget(self._make_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(scrolled(self._pages))
        self._connect()

    def show_entries(self, nodes: Sequence[EvidenceNode]) -> None:
        """List the files, the tables and what does not fit."""
        self._pages.setCurrentIndex(bool(nodes))
        self.entries.blockSignals(True)
        self.entries.clear()
        for node in nodes:
            self._add(self.entries.invisibleRootItem(), node)
        self.entries.expandAll()
        self.entries.blockSignals(False)
        self._choose()

    def show_cell(self, text: str) -> None:
        """Show what is known of the cell that is looked at."""
        self.cell.setText(text)

    def current_key(self) -> object:
        """Return the key of the entry that is looked at, None for none."""
        item = self.entries.currentItem()
        return None if item is None else item.data(0, _ITEM)

    def focus_list(self) -> None:
        """Put the keyboard on the list, or on the button that adds the first file."""
        if self._pages.currentIndex() == 0:
            self.first.setFocus()
        else:
            self.entries.setFocus()

    def _add(self, parent: QTreeWidgetItem, node: EvidenceNode) -> None:
        item = QTreeWidgetItem(parent, [f"? {node.text}" if node.needs_look else node.text])
        item.setText(1, node.known)
        item.setData(0, _ITEM, node.key)
        for column, text in enumerate((node.text, node.known)):
            item.setToolTip(column, text)
        if node.needs_look:
            item.setForeground(0, QColor(theme().review))
        for child in node.children:
            self._add(item, child)

    def _make_entries(self) -> QTreeWidget:
        entries = QTreeWidget()
        entries.setAccessibleName(self.tr("Evidence: files, tables and what does not fit"))
        entries.setHeaderLabels([self.tr("Evidence"), self.tr("Known")])
        entries.setAlternatingRowColors(True)
        header = entries.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return entries

    def _make_empty_page(self) -> QWidget:
        page = QWidget()
        words = QLabel(
            self.tr(
                "Sums, means and the like can only be judged with what stands behind them: a "
                "workbook of the same labels with the number of contributors and the largest "
                "contributions, or the records themselves. It stays in memory and is written "
                "nowhere."
            )
        )
        words.setObjectName("muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        self.first = QPushButton(self.tr("&Add evidence…"))
        self.first_ask = QPushButton(self.tr("&Questions to send…"))
        self.first_ask.setToolTip(self.tr("What the researcher has to be asked for, ready to send"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.first)
        buttons.addWidget(self.first_ask)
        buttons.addStretch(1)
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(words)
        column.addLayout(buttons)
        column.addStretch(1)
        return page

    def _make_page(self) -> QWidget:
        page = QWidget()
        self.cell.setObjectName("muted")
        self.cell.setAccessibleName(self.tr("What is known of the chosen cell"))
        self.cell.setWordWrap(True)
        buttons = QHBoxLayout()
        for button in (self.add, self.again, self.remove, self.ask):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(6, 0, 6, 4)
        column.addWidget(self.entries, 1)
        column.addWidget(self.cell)
        column.addLayout(buttons)
        return page

    def _connect(self) -> None:
        for button in (self.add, self.first):
            button.clicked.connect(self.add_wanted)
        for button in (self.ask, self.first_ask):
            button.clicked.connect(self.ask_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.current_key()))
        self.entries.currentItemChanged.connect(self._choose)

    def _choose(self) -> None:
        key = self.current_key()
        self.remove.setEnabled(isinstance(key, str))
        if key is not None:
            self.entry_chosen.emit(key)
