"""What a picture of a window must not show, told from its widgets and colours and not its bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QDockWidget,
    QLabel,
    QSizePolicy,
    QTabBar,
    QToolBar,
    QWidget,
)

from sdc_desktop.gui.theme import Theme
from sdc_desktop.gui.views.short_button import ShortButton

_BEHIND = (QDockWidget, QTabBar)
"""What a main window keeps aside while another one has its place."""


def clipped(root: QWidget) -> list[str]:
    """Return a sentence for every visible widget below `root` that does not show all its words."""
    return [problem for widget in _visible(root) for problem in _problems(widget)]


def _visible(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and not widget.objectName().startswith("qt_"):
            yield widget


def _problems(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text():
        yield from _label_problems(widget)
    elif isinstance(widget, QAbstractButton) and widget.text():
        yield from _too_small(widget, widget.text())
    yield from _outside(widget)


def _label_problems(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + 1:
            yield f"'{label.text()[:60]}' needs {needed} pixels of height, has {label.height()}"
    elif label.sizePolicy().horizontalPolicy() is not QSizePolicy.Policy.Ignored:
        yield from _too_small(label, label.text())


def _too_small(widget: QWidget, text: str) -> Iterator[str]:
    wanted, has = widget.minimumSizeHint(), widget.size()
    if isinstance(widget, QAbstractButton | QLabel) and not isinstance(widget, ShortButton):
        wanted = widget.sizeHint()
    if wanted.width() > 1.03 * has.width() + 1 or wanted.height() > has.height() + 4:
        yield (
            f"{type(widget).__name__} '{text[:60]}' needs {wanted.width()} x {wanted.height()},"
            f" has {has.width()} x {has.height()}"
        )


def _outside(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(widget, _BEHIND) or _scrolls(parent):
        return
    whole = QRect(0, 0, parent.width(), parent.height())
    if not whole.adjusted(-2, -2, 2, 2).contains(widget.geometry()):
        name = widget.objectName() or widget.accessibleName()
        yield f"{type(widget).__name__} {name} stands outside of {type(parent).__name__}"


def _scrolls(parent: QWidget) -> bool:
    area = parent.parentWidget()
    is_viewport = isinstance(area, QAbstractScrollArea) and area.viewport() is parent
    return is_viewport or isinstance(parent, QTabBar | QToolBar | QAbstractScrollArea)


def colours(image: QImage) -> Counter[str]:
    """Return how many pixels there are of every colour."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), plain.width())
    values, counts = np.unique(pixels & 0xFFFFFF, return_counts=True)
    return Counter(
        {f"#{value:06x}": int(count) for value, count in zip(values, counts, strict=True)}
    )


def share_of_theme(found: Counter[str], theme: Theme) -> float:
    """Return the share of the pixels, 0 to 1, that have exactly a colour of `theme`."""
    own = {str(getattr(theme, one.name)).lower() for one in fields(theme)}
    return sum(found[colour] for colour in own) / found.total()
