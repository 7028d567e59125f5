"""The Help menu: the help itself, "What is this?", and learning on samples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWhatsThis

from sdc_desktop.gui.what_is_this import WhatIsThis, explain_focus, surroundings

if TYPE_CHECKING:
    from sdc_desktop.gui.dialogs.help_dialog import HelpDialog
    from sdc_desktop.gui.dialogs.learning_dialog import LearningDialog
    from sdc_desktop.gui.windows.main_window import MainWindow


class HelpWork(QObject):
    """Opens what the Help menu names.

    Attributes:
        dialog, learning: The help and the exercises, None before they were opened.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: HelpDialog | None = None
        self.learning: LearningDialog | None = None
        self._answers = WhatIsThis(self)
        self._answers.topic_wanted.connect(self.show_topic)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self._answers)
        self.menu = window.menuBar().addMenu(self.tr("&Help"))
        self.contents = self._add(
            self.tr("&Contents and search"), "F1", self.tr("Look something up"), self.show_help
        )
        self.what = self._add(
            self.tr("What is &this?"),
            "Shift+F1",
            self.tr("Explain what has the focus"),
            explain_focus,
        )
        self.point = self._add(
            self.tr("&Point at something"),
            "Ctrl+F1",
            self.tr("Explain what is clicked next"),
            QWhatsThis.enterWhatsThisMode,
        )
        self.menu.addSeparator()
        self.learn = self._add(
            self.tr("&Learn on samples…"),
            "Ctrl+Shift+F1",
            self.tr("Find the problems of a sample yourself, and see how many you found"),
            self.show_learning,
        )

    def show_help(self) -> None:
        """Show the help, at the topic of the part of the window that has the focus."""
        widget = QApplication.focusWidget()
        self.show_topic(surroundings(widget)[1] if widget is not None else "")

    def show_topic(self, key: str) -> None:
        """Show a topic of the help."""
        from sdc_desktop.gui.dialogs.help_dialog import HelpDialog
        from sdc_desktop.gui.help_topics import read_topics

        if self.dialog is None:
            self.dialog = HelpDialog(read_topics(self._shortcuts()), self._window)
        self.dialog.show_topic(key)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def show_learning(self) -> None:
        """Show the exercises."""
        from sdc_desktop.gui.dialogs.learning_dialog import LearningDialog

        store = self._window.store
        if self.learning is None:
            self.learning = LearningDialog(store.value.scores, self._window)
            self.learning.scored.connect(lambda scores: store.change(scores=scores))
            self.learning.open_wanted.connect(self._open)
        self.learning.show()
        self.learning.raise_()

    def _open(self, path: Path) -> None:
        if self.learning is not None:
            self.learning.hide()
        self._window.open(path)

    def _shortcuts(self) -> list[tuple[str, str]]:
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (
                action.text().replace("&", "").removesuffix("…"),
                ", ".join(keys.toString(native) for keys in action.shortcuts()),
            )
            for action in self._window.actions()
        ]

    def _add(self, text: str, keys: str, hint: str, do: Callable[[], None]) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{hint} ({keys})" if keys else hint)
        action.setStatusTip(hint)
        action.setWhatsThis(hint)
        action.triggered.connect(lambda: do())
        self._window.addAction(action)
        self.menu.addAction(action)
        return action
