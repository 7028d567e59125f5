"""The list of findings on paper: where, which rule, what was decided; no sentence with numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPalette,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
    QTextTableFormat,
)

from sdc_desktop.core.decisions import FindingKey, key_of
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.gui.printing.paper import FAINT, INK, font_of
from sdc_desktop.gui.release_words import decision_in_short
from sdc_desktop.gui.words import SEVERITY_SYMBOLS, rule_in_words, severity_in_words, tr

_POINTS = 8.5
_MOST_CELLS = 24


class PrintedFindings:
    """A table with one row a finding, its head on every page.

    A finding's sentence may tell a withheld number, so that it is for the screen alone, as in the
    record.
    """

    def __init__(
        self, findings: Sequence[Finding], decisions: Mapping[FindingKey, Decision | None]
    ) -> None:
        self._rows = tuple(_texts(one, decisions.get(key_of(one))) for one in findings)
        self._document = QTextDocument()

    @property
    def name(self) -> str:
        """What stands above the pages."""
        return tr("Findings")

    def lay_out(self, painter: QPainter, room: QRectF, progress: Progress) -> int:
        """Make the table for this printer."""
        document = self._document = QTextDocument()
        document.documentLayout().setPaintDevice(painter.device())
        document.setDefaultFont(font_of(_POINTS))
        document.setDocumentMargin(0)
        document.setHtml(_html(self._rows))
        for table in document.rootFrame().childFrames():
            if isinstance(table, QTextTable):
                _draw_lines_of(table)
        document.setPageSize(room.size())
        return document.pageCount()

    def draw(self, painter: QPainter, page: int, room: QRectF) -> None:
        """Draw one page of the table."""
        painter.translate(room.left(), room.top() - page * room.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette(context.palette)
        palette.setColor(QPalette.ColorRole.Text, INK)
        context.palette = palette
        context.clip = QRectF(0, page * room.height(), room.width(), room.height())
        painter.setClipRect(context.clip)
        self._document.documentLayout().draw(painter, context)


def _texts(finding: Finding, decision: Decision | None) -> tuple[str, ...]:
    cells = ", ".join(cell.a1 for cell in finding.cells[:_MOST_CELLS])
    more = len(finding.cells) - _MOST_CELLS
    return (
        f"{SEVERITY_SYMBOLS[finding.severity]} {severity_in_words(finding.severity)}",
        finding.sheet,
        f"{cells} +{more}" if more > 0 else cells,
        rule_in_words(finding.rule),
        decision_in_short(decision),
        finding.policy_paragraph,
    )


def _html(rows: Sequence[tuple[str, ...]]) -> str:
    headings = (
        tr("Severity"),
        tr("Sheet"),
        tr("Cells"),
        tr("Rule"),
        tr("Decision"),
        tr("Paragraph of the policy"),
    )
    if not rows:
        return f"<p>{escape(tr('Nothing was found.'))}</p>"
    widths = (12, 16, 26, 18, 10, 18)
    head = "".join(
        f'<th align="left" width="{width}%">{escape(text)}</th>'
        for text, width in zip(headings, widths, strict=True)
    )
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    note = tr("What was found in numbers is for the screen only and is not printed.")
    table = f'<table width="100%"><thead><tr>{head}</tr></thead>{lines}</table>'
    return f"<p>{escape(note)}</p>{table}"


def _draw_lines_of(table: QTextTable) -> None:
    """Give a table thin lines and room; Qt measures them in pixels of a screen."""
    form: QTextTableFormat = table.format()
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(FAINT)
    form.setBorderCollapse(True)
    form.setCellPadding(3)
    form.setHeaderRowCount(1)
    table.setFormat(form)
