"""How the cells of a workbook look at one zoom and in one theme: fonts, colours, sizes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from sdc_desktop.core.actions import Wish
from sdc_desktop.core.sheets import CellKind, CellStyle, Workbook
from sdc_desktop.gui.models.marks import CellMark
from sdc_desktop.gui.theme import Theme, readable, sheet_fill, theme

_STANDARD_POINTS = 11.0
_PADDING = 6

LEFT = Qt.AlignmentFlag.AlignLeft.value
RIGHT = Qt.AlignmentFlag.AlignRight.value
CENTRE = Qt.AlignmentFlag.AlignHCenter.value
TOP = Qt.AlignmentFlag.AlignTop.value
MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
BOTTOM = Qt.AlignmentFlag.AlignBottom.value
WRAP = Qt.TextFlag.TextWordWrap.value

_SIDEWAYS = {"left": LEFT, "right": RIGHT, "center": CENTRE, "centerContinuous": CENTRE}
_UPRIGHT = {"top": TOP, "center": MIDDLE, "justify": TOP, "distributed": MIDDLE}


@dataclass(frozen=True, slots=True)
class CellLook:
    """What the delegate needs to paint the cells of one style."""

    font: QFont
    metrics: QFontMetricsF
    fill: QColor | None
    colour: QColor
    sideways: int
    upright: int
    wraps: bool
    indent: int
    borders: tuple[bool, bool, bool, bool]

    def alignment(self, kind: int) -> int:
        """Return the flags for a cell of a `CellKind`: numbers stand on the right by default."""
        sideways = self.sideways
        if not sideways:
            sideways = _GENERAL[kind]
        return sideways | self.upright | (WRAP if self.wraps else 0)


_GENERAL = {int(kind): LEFT for kind in CellKind}
_GENERAL[CellKind.NUMBER] = _GENERAL[CellKind.DATE] = RIGHT
_GENERAL[CellKind.BOOLEAN] = _GENERAL[CellKind.ERROR] = CENTRE


class SheetLook:
    """Looks of all styles of a workbook, made when first asked for.

    Attributes:
        theme: The theme the colours belong to.
        digit: Width of one digit in the standard font, in pixels; columns are measured in it.
        point: Pixels to one point of the spreadsheet.
    """

    def __init__(self, workbook: Workbook, zoom: int) -> None:
        self.theme: Theme = theme()
        self._styles = workbook.styles
        self._font = QApplication.font()
        self.font_scale = self._font.pointSizeF() / _STANDARD_POINTS * zoom / 100
        metrics = QFontMetricsF(self._sized(_STANDARD_POINTS))
        self.digit = metrics.horizontalAdvance("0")
        self.point = (metrics.height() + 4) / 15.0
        self._looks: dict[int, CellLook] = {}
        self.symbol_font = self._sized(9.0)
        self.mark_fills = _mark_fills(self.theme)
        self.mark_colours = _mark_colours(self.theme)
        self.wish_colours = _wish_colours(self.theme)
        self.sign_size = max(7, round(QFontMetricsF(self.symbol_font).height() * 0.62))

    def of(self, style_number: int) -> CellLook:
        """Return the look of the cells of one style."""
        look = self._looks.get(style_number)
        if look is None:
            look = self._looks[style_number] = self._make(self._styles[style_number])
        return look

    def column_width(self, characters: float) -> int:
        """Return the pixels of a column so many characters wide."""
        return round(characters * self.digit) + _PADDING

    def row_height(self, points: float) -> int:
        """Return the pixels of a row so many points high."""
        return max(4, round(points * self.point))

    def _make(self, style: CellStyle) -> CellLook:
        font = self._sized(style.font_size)
        font.setBold(style.bold)
        font.setItalic(style.italic)
        font.setUnderline(style.underline)
        dark = self.theme.is_dark
        fill = sheet_fill(style.fill_colour, dark) if style.fill_colour else ""
        colour = sheet_fill(style.font_colour, dark) if style.font_colour else self.theme.text
        colour = readable(colour, fill or self.theme.paper, self.theme.text)
        return CellLook(
            font=font,
            metrics=QFontMetricsF(font),
            fill=QColor(fill) if fill else None,
            colour=QColor(colour),
            sideways=_SIDEWAYS.get(style.horizontal, 0),
            upright=_UPRIGHT.get(style.vertical, BOTTOM),
            wraps=style.wrap,
            indent=round(style.indent * 1.4 * self.digit),
            borders=(
                style.border_top,
                style.border_right,
                style.border_bottom,
                style.border_left,
            ),
        )

    def _sized(self, points: float) -> QFont:
        font = QFont(self._font)
        font.setPointSizeF(max(4.0, points * self.font_scale))
        return font


def _mark_fills(used: Theme) -> dict[int, QColor]:
    names = {
        CellMark.EXEMPT: used.exempt_tint,
        CellMark.ROUNDED: used.rounded_tint,
        CellMark.SECONDARY: used.secondary_tint,
        CellMark.PRIMARY: used.withheld_tint,
        CellMark.REVIEW: used.review_tint,
        CellMark.FAIL: used.fail_tint,
        CellMark.UNPROTECTED: used.fail_tint,
    }
    return {int(mark): QColor(colour) for mark, colour in names.items()}


def _wish_colours(used: Theme) -> dict[Wish, QColor]:
    return {
        Wish.KEEP: QColor(used.accent),
        Wish.LET_GO: QColor(used.muted),
        Wish.WEIGH: QColor(used.muted),
    }


def _mark_colours(used: Theme) -> dict[int, QColor]:
    names = {
        CellMark.EXEMPT: used.exempt,
        CellMark.ROUNDED: used.rounded,
        CellMark.SECONDARY: used.withheld,
        CellMark.PRIMARY: used.withheld,
        CellMark.REVIEW: used.review,
        CellMark.FAIL: used.fail,
        CellMark.UNPROTECTED: used.fail,
    }
    return {int(mark): QColor(colour) for mark, colour in names.items()}
