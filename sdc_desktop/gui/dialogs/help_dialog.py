"""The help: topics on the left, found by searching, and the words of one on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.gui.dialogs.dialog import fit
from sdc_desktop.gui.help_topics import Topic, search

_KEY = Qt.ItemDataRole.UserRole


class HelpDialog(QDialog):
    """Stays beside the window while one works; `show_topic` goes to a page of it."""

    def __init__(self, topics: Sequence[Topic], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        fit(self, 900, 620)
        self._topics = {topic.key: topic for topic in topics}
        self.search, self._count = QLineEdit(), QLabel()
        self.tree, self.page = QTreeWidget(), QTextBrowser()
        self._fill_questions()
        self._lay_out()
        self._list()
        self.search.setFocus()

    def show_topic(self, key: str) -> None:
        """Go to the topic called `key`; an unknown one leaves everything as it is."""
        if key not in self._topics:
            return
        self.search.clear()
        item = self._item(key)
        if item is not None:
            self.tree.setCurrentItem(item)

    def listed(self) -> tuple[str, ...]:
        """Return the keys of the topics that are listed, in their order."""
        return tuple(str(item.data(0, _KEY)) for item in self._items())

    def _fill_questions(self) -> None:
        self.search.setPlaceholderText(self.tr("Search the help…"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._list)
        self.search.returnPressed.connect(self.tree.setFocus)
        self.tree.setAccessibleName(self.tr("Topics"))
        self.tree.setHeaderHidden(True)
        self.tree.currentItemChanged.connect(self._show_current)
        self.page.setAccessibleName(self.tr("Words of the topic"))
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(14)
        self._count.setObjectName("muted")
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.search, self.tree, self._count):
            column.addWidget(widget)
        parts = QSplitter()
        parts.addWidget(left)
        parts.addWidget(self.page)
        parts.setSizes([300, 600])
        parts.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(parts)

    def _list(self) -> None:
        """List the topics that hold the words searched for, and show the best of them."""
        wanted = self.search.text()
        found = search(tuple(self._topics.values()), wanted)
        self.tree.clear()
        books: dict[str, QTreeWidgetItem] = {}
        for topic in found:
            book = books.get(topic.book)
            if book is None:
                book = books[topic.book] = QTreeWidgetItem(self.tree, [topic.book])
                book.setFlags(Qt.ItemFlag.ItemIsEnabled)
            QTreeWidgetItem(book, [topic.title]).setData(0, _KEY, topic.key)
        self.tree.expandAll()
        count = self.tr("1 topic") if len(found) == 1 else self.tr("{n} topics")
        self._count.setText(count.format(n=len(found)))
        first = next(iter(self._items()), None)
        if first is not None:
            self.tree.setCurrentItem(first)
        else:
            self.page.setPlainText(self.tr("Nothing in the help holds all of these words."))

    def _show_current(self, item: QTreeWidgetItem | None) -> None:
        topic = self._topics.get(str(item.data(0, _KEY))) if item is not None else None
        if topic is not None:
            self.page.setMarkdown(f"# {topic.title}\n\n{topic.text}")

    def _item(self, key: str) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if item.data(0, _KEY) == key), None)

    def _items(self) -> list[QTreeWidgetItem]:
        tree = self.tree
        books = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
        found = [book.child(place) for book in books if book for place in range(book.childCount())]
        return [item for item in found if item is not None]
