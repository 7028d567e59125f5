"""A pile of pages on a printer: what stands above and below each, and what is printed between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QLineF, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from sdc_desktop.core.errors import Cancelled, SdcError
from sdc_desktop.core.progress import Progress

INK, FAINT = QColor("#101010"), QColor("#606060")
"""Not quite black: a preview notes only what differs from a painter's usual black, and would
draw the rest in the colour that words have on the screen."""
_MARGIN_MM = 14.0
_HEAD_POINTS, _FOOT_POINTS = 9.0, 8.0
_GAP = 6.0
"""Points between what is printed and the lines above and below it."""


class PrinterError(SdcError):
    """Raised when nothing can be printed with a printer."""

    hint = "Choose another one, or print into a file."

    def __init__(self) -> None:
        super().__init__("The printer cannot be used.")


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What stands on every page: what it is, checked against what, when, and how far it is."""

    title: str
    policy: str
    when: str
    state: str
    page: str
    """A pattern with {n} and {all}."""


class Printed(Protocol):
    """Something that fills pages."""

    @property
    def name(self) -> str:
        """What stands above its pages, such as a sheet's name."""

    def lay_out(self, painter: QPainter, room: QRectF, progress: Progress) -> int:
        """Share itself out over pages with so much room and return how many there are."""

    def draw(self, painter: QPainter, page: int, room: QRectF) -> None:
        """Draw a page, counted from 0, into its room."""


def set_margins(printer: QPrinter, *, is_landscape: bool) -> None:
    """Leave room at the edges, and turn the paper where that is wanted."""
    way = QPageLayout.Orientation
    printer.setPageOrientation(way.Landscape if is_landscape else way.Portrait)
    side = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    printer.setPageMargins(side, QPageLayout.Unit.Millimeter)


def point_of(painter: QPainter) -> float:
    """Return the length of a point, 1/72 inch, in the units of what is painted on."""
    return painter.device().logicalDpiY() / 72


def font_of(points: float, *, is_bold: bool = False) -> QFont:
    """Return the program's font in a size for paper."""
    font = QFont(QApplication.font())
    font.setPointSizeF(points)
    font.setBold(is_bold)
    return font


def print_all(
    printer: QPrinter, parts: Sequence[Printed], words: PaperWords, progress: Progress
) -> None:
    """Print `parts` one after the other.

    Raises:
        PrinterError: The printer cannot be used.
        Cancelled: The user asked to stop; nothing is printed.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterError
    try:
        _print_parts(painter, printer, parts, words, progress)
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()


def _print_parts(
    painter: QPainter,
    printer: QPrinter,
    parts: Sequence[Printed],
    words: PaperWords,
    progress: Progress,
) -> None:
    room = _room(painter, printer)
    counts = [part.lay_out(painter, room, progress) for part in parts]
    plan = [
        (part, page) for part, count in zip(parts, counts, strict=True) for page in range(count)
    ]
    first, last = _wanted(printer, len(plan))
    for number, (part, page) in enumerate(plan[first:last], start=first):
        progress(number - first, last - first, part.name)
        if number > first:
            printer.newPage()
        _draw_edges(painter, printer, words, part.name, (number + 1, len(plan)))
        painter.save()
        part.draw(painter, page, room)
        painter.restore()


def _wanted(printer: QPrinter, count: int) -> tuple[int, int]:
    """Return the first page that is asked for, from 0, and the one behind the last."""
    first, last = printer.fromPage(), printer.toPage()
    return max(0, first - 1), min(last, count) if last else count


def _page_rect(printer: QPrinter) -> QRectF:
    """Return the paper inside its margins; a painter's origin is their upper left corner."""
    size = printer.pageLayout().paintRectPixels(printer.resolution()).size()
    return QRectF(0, 0, size.width(), size.height())


def _room(painter: QPainter, printer: QPrinter) -> QRectF:
    point, page = point_of(painter), _page_rect(printer)
    device = painter.device()
    head = 2 * QFontMetricsF(font_of(_HEAD_POINTS), device).height() + _GAP * point
    foot = QFontMetricsF(font_of(_FOOT_POINTS), device).height() + _GAP * point
    return page.adjusted(0, head, 0, -foot)


def _draw_edges(
    painter: QPainter, printer: QPrinter, words: PaperWords, name: str, place: tuple[int, int]
) -> None:
    """Draw what stands above and below every page."""
    page, sides, flags = _page_rect(printer), Qt.AlignmentFlag, Qt.TextFlag.TextSingleLine
    head = QRectF(page.left(), page.top(), page.width(), 0)
    bold, plain = font_of(_HEAD_POINTS, is_bold=True), font_of(_HEAD_POINTS)
    title = f"{words.title}: {name}" if name else words.title
    first = _line(painter, head, bold, title, sides.AlignLeft | flags, INK)
    _line(painter, head, plain, words.policy, sides.AlignRight | flags, FAINT)
    second = head.translated(0, first)
    _line(painter, second, plain, words.state, sides.AlignHCenter | flags, FAINT)
    small = font_of(_FOOT_POINTS)
    height = QFontMetricsF(small, painter.device()).height()
    foot = QRectF(page.left(), page.bottom() - height, page.width(), 0)
    _line(painter, foot, small, words.when, sides.AlignLeft | flags, FAINT)
    told = words.page.format(n=place[0], all=place[1])
    _line(painter, foot, small, told, sides.AlignRight | flags, FAINT)
    painter.setPen(QPen(FAINT, point_of(painter) / 2))
    line = second.top() + first + _GAP * point_of(painter) / 3
    painter.drawLine(QLineF(page.left(), line, page.right(), line))


def _line(
    painter: QPainter, at: QRectF, font: QFont, text: str, flags: int, colour: QColor
) -> float:
    """Draw one line of text, cut with an ellipsis where there is no room; return its height.

    What stands on the left or right shares its line with something else and gets half of it.
    """
    metrics = QFontMetricsF(font, painter.device())
    share = 1.0 if flags & Qt.AlignmentFlag.AlignHCenter.value else 0.49
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, at.width() * share)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRectF(at.left(), at.top(), at.width(), metrics.height()), flags, shown)
    return metrics.height()
