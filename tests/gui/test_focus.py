"""Where the keyboard is can be seen, in every theme and on everything that takes the focus."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.gui.theme import THEMES, apply_theme
from tests.gui.pages import PAGES, Stage, looked_at_dialogs

LEAST = 20
"""Pixels that must change so that they can be told from before, threefold."""


def luminance(widget):
    """Return (height, width) relative luminance of a picture of a widget (WCAG 2.2)."""
    place = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    picture = widget.window().grab(place)
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    parts = raw[:, : image.width() * 3].reshape(image.height(), image.width(), 3) / 255.0
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def changed(before, after):
    """Return how many pixels have three times the contrast to what they were before."""
    if before.shape != after.shape:
        return LEAST
    upper, lower = np.maximum(before, after) + 0.05, np.minimum(before, after) + 0.05
    return int((upper / lower >= 3).sum())


def takers(shown):
    """Return what takes the focus by Tab and is seen."""
    for widget in shown.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isEnabled() and not widget.visibleRegion().isEmpty():
            yield widget


def unseen(shown):
    """Say which widgets look the same with the focus and without it."""
    for widget in takers(shown):
        before = QApplication.focusWidget()
        if before is not None:
            before.clearFocus()
        plain = luminance(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is None or widget.focusProxy() is not None:
            continue
        if changed(plain, luminance(widget)) < LEAST:
            yield f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()}"


@pytest.fixture
def parade(qtbot, qapp):
    """One widget of every kind that takes the focus."""
    shown = QWidget()
    shown.setObjectName("parade")
    column = QVBoxLayout(shown)
    leading, bar, items = QPushButton("Leading"), QTabBar(), QListWidget()
    leading.setProperty("leading", True)
    bar.addTab("One")
    bar.addTab("Two")
    items.addItems(["One", "Two"])
    tree, table = QTreeWidget(), QTableWidget(2, 2)
    tree.addTopLevelItem(QTreeWidgetItem(["One"]))
    table.setObjectName("list")
    scroll = QScrollArea()
    scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    plain = (QPushButton("Plain"), QCheckBox("Check"), QRadioButton("Radio"), QComboBox())
    text = (QLineEdit(), QSpinBox(), QPlainTextEdit(), QTextBrowser())
    for widget in (leading, *plain, *text, bar, items, tree, table, scroll):
        widget.setMaximumHeight(60)
        column.addWidget(widget)
    qtbot.addWidget(shown)
    yield shown
    apply_theme(qapp, THEMES["light"])


@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_of_widget_shows_the_focus_in_every_theme(parade, qapp, qtbot, theme):
    apply_theme(qapp, THEMES[theme])
    parade.show()
    parade.activateWindow()
    qtbot.waitUntil(parade.isActiveWindow)
    assert len(list(takers(parade))) >= 14
    assert not list(unseen(parade))


SEEN = (
    "welcome",
    "opened",
    "policy",
    "reason",
    "rounding",
    "protected",
    "proof",
    "release",
    "help",
)


def test_the_focus_is_seen_on_everything_that_takes_it(window, settle, qtbot):
    said, looked = [], []

    def look(shown):
        shown.activateWindow()
        looked.append(page.name)
        said.extend(f"{page.name}: {problem}" for problem in unseen(shown))

    stage = Stage(window, settle, lambda: qtbot.wait(5), look)
    with looked_at_dialogs(stage):
        for page in (one for one in PAGES if one.name in SEEN):
            page.show(stage)
    assert tuple(looked) == SEEN
    assert not said, "\n".join(dict.fromkeys(said))
