"""The page before a workbook is open: open, go on with an unfinished check, try the sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.gui.icons import application_icon, icon

if TYPE_CHECKING:
    from sdc_desktop.register.journal import UnfinishedCheck


class WelcomePage(QScrollArea):
    """Says what can be done first; does nothing itself."""

    open_wanted = Signal()
    sample_wanted = Signal()
    learning_wanted = Signal()
    file_wanted = Signal(object)
    unfinished_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, has_sample: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Welcome"))
        self._open = self._leading_button()
        self._sample = QPushButton(icon("sample"), self.tr("Try it on the sample workbook"))
        self._sample.setProperty("size", "large")
        self._sample.clicked.connect(self.sample_wanted)
        self._sample.setVisible(has_sample)
        self._learn = QPushButton(icon("info"), self.tr("Learn to find problems"))
        self._learn.setProperty("size", "large")
        self._learn.clicked.connect(self.learning_wanted)
        self._learn.setVisible(has_sample)
        self._unfinished = QVBoxLayout()
        self._recent = QVBoxLayout()
        self._unfinished_card = _card(self.tr("Continue an unfinished check"), self._unfinished)
        self._recent_card = _card(self.tr("Opened recently"), self._recent)
        self._arrange()
        self.show_unfinished(())
        self.show_recent(())

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of the theme in use."""
        self._open.setIcon(icon("open", "on_accent"))
        self._sample.setIcon(icon("sample"))
        self._learn.setIcon(icon("info"))
        self._use_room()

    def _use_room(self) -> None:
        """Keep lines short enough to be read well, however large the words are."""
        self._inner.setMaximumWidth(54 * QFontMetrics(QApplication.font()).height())

    def focus_first(self) -> None:
        """Put the keyboard on the button that most people want."""
        self._open.setFocus()

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the workbooks opened last; only their names are kept."""
        _clear(self._recent)
        for path in paths:
            button = _plain_button("workbook", path.name)
            button.setToolTip(str(path))
            button.setAccessibleDescription(str(path.parent))
            button.clicked.connect(lambda _=False, one=path: self.file_wanted.emit(one))
            self._recent.addWidget(button)
        if not paths:
            nothing = QLabel(self.tr("Nothing yet. Names of workbooks will stand here."))
            nothing.setObjectName("muted")
            nothing.setWordWrap(True)
            self._recent.addWidget(nothing)

    def show_unfinished(self, checks: Sequence[UnfinishedCheck]) -> None:
        """Offer the checks that were begun and not saved."""
        _clear(self._unfinished)
        for check in checks:
            self._unfinished.addLayout(self._unfinished_line(check))
        self._unfinished_card.setVisible(bool(checks))

    def _unfinished_line(self, check: UnfinishedCheck) -> QHBoxLayout:
        done = self.tr("1 action") if check.count == 1 else self.tr("{n} actions")
        begun = check.begun.replace("T", " ").removesuffix("Z")[:16]
        when = self.tr("{done}, begun {when}").format(done=done.format(n=check.count), when=begun)
        button = _plain_button("history", f"{check.source.name}  ({when})")
        button.setToolTip(str(check.problem or check.source))
        button.setAccessibleName(self.tr("Continue {name}").format(name=check.source.name))
        button.clicked.connect(lambda: self.unfinished_wanted.emit(check))
        discard = QPushButton(self.tr("Discard"))
        discard.setAccessibleName(
            self.tr("Discard the check of {name}").format(name=check.source.name)
        )
        discard.clicked.connect(lambda: self.discard_wanted.emit(check))
        line = QHBoxLayout()
        line.addWidget(button, 1)
        line.addWidget(discard)
        return line

    def _leading_button(self) -> QPushButton:
        button = QPushButton(icon("open", "on_accent"), self.tr("Open a workbook…"))
        button.setProperty("leading", True)
        button.setToolTip(self.tr("Open an Excel, OpenDocument or csv file (Ctrl+O)"))
        button.setProperty("size", "large")
        button.clicked.connect(self.open_wanted)
        return button

    def _arrange(self) -> None:
        inner = self._inner = QWidget()
        self._use_room()
        column = QVBoxLayout(inner)
        column.setContentsMargins(28, 28, 28, 28)
        column.setSpacing(18)
        column.addStretch(2)
        column.addLayout(self._head())
        column.addSpacing(6)
        column.addWidget(self._unfinished_card)
        column.addLayout(self._body())
        column.addStretch(3)
        outer = QWidget()
        line = QHBoxLayout(outer)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(inner, 20)
        line.addStretch(1)
        self.setWidget(outer)

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(64, 64))
        title = QLabel(self.tr("SDC Desktop"))
        title.setObjectName("title")
        purpose = QLabel(
            self.tr(
                "Check a workbook of statistical tables before it is published, and protect it."
            )
        )
        purpose.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(purpose)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(picture)
        line.addLayout(words, 1)
        return line

    def _body(self) -> QHBoxLayout:
        start = QVBoxLayout()
        start.setSpacing(10)
        start.addWidget(self._open)
        start.addWidget(self._sample)
        start.addWidget(self._learn)
        drop = QLabel(self.tr("… or drop a workbook anywhere in this window."))
        drop.setObjectName("muted")
        drop.setWordWrap(True)
        promise = QLabel(
            self.tr("The file you open is never changed, and nothing leaves this computer.")
        )
        promise.setObjectName("muted")
        promise.setWordWrap(True)
        start.addWidget(drop)
        start.addStretch(1)
        start.addWidget(promise)
        line = QHBoxLayout()
        line.setSpacing(18)
        line.addWidget(_card(self.tr("Start"), start), 1)
        line.addWidget(self._recent_card, 1)
        return line


def _card(title: str, content: QVBoxLayout) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    heading = QLabel(title)
    heading.setObjectName("subheading")
    content.setAlignment(Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout(card)
    column.setContentsMargins(18, 14, 18, 16)
    column.setSpacing(10)
    column.addWidget(heading)
    column.addLayout(content, 1)
    return card


def _plain_button(icon_name: str, text: str) -> QPushButton:
    button = QPushButton(icon(icon_name, "accent"), text)
    button.setProperty("plain", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            _clear(inner)
        if widget is not None:
            widget.deleteLater()
