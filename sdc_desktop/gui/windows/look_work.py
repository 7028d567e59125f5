"""View > Text size and View > Language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from sdc_desktop.gui.languages import LANGUAGES
from sdc_desktop.gui.text_size import SIZES, use_text_size

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class LookWork(QObject):
    """Changes how large words are, at once, and in which language, at the next start."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        view = window.can.menus["view"]
        self.sizes = QActionGroup(self)
        self._fill_sizes(view.addMenu(self.tr("Text si&ze")))
        self.languages = QActionGroup(self)
        self._fill_languages(view.addMenu(self.tr("&Language")))

    def use_text_size(self, points: int) -> None:
        """Write everything in so many points, 0 for the desktop's size."""
        window = self._window
        window.store.change(text_size=points)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            use_text_size(application, points)
        window.use_theme(window.store.value.theme)

    def use_language(self, language: str) -> None:
        """Remember the language; what is on the screen stays as it is until the next start."""
        self._window.store.change(language=language)
        self._window.banner.show_message(
            "info", self.tr("The language changes when the program is started again.")
        )

    def _fill_sizes(self, menu: QMenu) -> None:
        self._add(menu, self.sizes, self.tr("As the &desktop"), 0)
        for points in SIZES:
            self._add(menu, self.sizes, self.tr("{n} points").format(n=points), points)
        _check(self.sizes, self._window.store.value.text_size)
        self.sizes.triggered.connect(lambda action: self.use_text_size(int(action.data())))

    def _fill_languages(self, menu: QMenu) -> None:
        self._add(menu, self.languages, self.tr("As the &desktop"), "")
        for language, name in LANGUAGES.items():
            self._add(menu, self.languages, name, language)
        _check(self.languages, self._window.store.value.language)
        self.languages.triggered.connect(lambda action: self.use_language(str(action.data())))

    def _add(self, menu: QMenu, group: QActionGroup, text: str, value: int | str) -> None:
        action = QAction(text, group)
        action.setCheckable(True)
        action.setData(value)
        menu.addAction(action)


def _check(group: QActionGroup, value: int | str) -> None:
    for action in group.actions():
        action.setChecked(action.data() == value)
