"""The size of words in the window: the desktop's, or 9 to 24 points."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

SIZES = (9, 10, 11, 12, 14, 16, 18, 20, 24)
_DESKTOPS = "size of the desktop"


def use_text_size(application: QApplication, points: int) -> None:
    """Write everything in `points`; with 0 in the size that the desktop had at the start."""
    font = QFont(application.font())
    if application.property(_DESKTOPS) is None:
        application.setProperty(_DESKTOPS, font.pointSizeF())
    desktops = float(application.property(_DESKTOPS))
    wanted = float(min(max(points, SIZES[0]), SIZES[-1])) if points else desktops
    if wanted > 0 and font.pointSizeF() != wanted:
        font.setPointSizeF(wanted)
        application.setFont(font)
