"""The program's icons, drawn in the colours of the theme in use."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from sdc_desktop.gui.theme import theme
from sdc_desktop.register.resource_files import resource

_SIZES = (16, 20, 24, 32, 40, 48)


def icon(name: str, role: str = "text") -> QIcon:
    """Return an icon in the colour of a role of the theme; disabled it is faint."""
    current = theme()
    return _make_icon(name, getattr(current, role), current.strong_line)


def application_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(resource("icons/application.svg")))


@cache
def _make_icon(name: str, colour: str, faint: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(draw(name, colour, size), QIcon.Mode.Normal)
        made.addPixmap(draw(name, faint, size), QIcon.Mode.Disabled)
    return made


def draw(name: str, colour: str, size: int) -> QPixmap:
    """Return the picture of an icon, `size` pixels wide and high."""
    source = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
