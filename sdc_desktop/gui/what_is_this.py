"""What is this? Shift+F1 explains what has the focus, pointing explains anything, everywhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QWhatsThisClickedEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QToolButton,
    QWhatsThis,
    QWidget,
)

from sdc_desktop.gui.dialog_words import dialog_places


class WhatIsThis(QObject):
    """Listens to the whole application; `topic_wanted` names the help topic asked for."""

    topic_wanted = Signal(str)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer Shift+F1, and pointing after `QWhatsThis.enterWhatsThisMode`."""
        kind = event.type()
        if not isinstance(watched, QWidget):
            return False
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shift = Qt.KeyboardModifier.ShiftModifier
            is_asked = event.key() == Qt.Key.Key_F1 and event.modifiers() == shift
            return is_asked and explain(watched)
        if kind == QEvent.Type.QueryWhatsThis:
            event.setAccepted(bool(explanation(watched)))
            return True
        if kind == QEvent.Type.WhatsThis and isinstance(event, QHelpEvent):
            return explain(watched, event.globalPos())
        if kind == QEvent.Type.WhatsThisClicked and isinstance(event, QWhatsThisClickedEvent):
            self.topic_wanted.emit(event.href())
            return True
        return False


def explain(widget: QWidget, place: QPoint | None = None) -> bool:
    """Show what `widget` is, beside it; tell whether there was something to say."""
    text = explanation(widget)
    if not text:
        return False
    where = place or widget.mapToGlobal(QPoint(8, min(24, widget.height())))
    QWhatsThis.showText(where, text, widget)
    return True


def explain_focus() -> None:
    """Explain what has the keyboard's focus."""
    widget = QApplication.focusWidget()
    if widget is not None:
        explain(widget)


def explanation(widget: QWidget) -> str:
    """Return what `widget` is and what its surroundings are for, "" when nothing is known."""
    text, topic = surroundings(widget)
    lines = [line for line in (_name(widget), _hint(widget), text) if line]
    if not lines:
        return ""
    if topic:
        lines.append(f'<a href="{topic}">{tr("More in the help")}</a>')
    return "".join(f"<p>{line}</p>" for line in dict.fromkeys(lines))


def surroundings(widget: QWidget) -> tuple[str, str]:
    """Return what the nearest part of the program around `widget` is for, and its help topic."""
    places = _places()
    around: QObject | None = widget
    while around is not None:
        for name in (around.objectName(), type(around).__name__):
            if name in places:
                return places[name]
        around = around.parent()
    return "", ""


def _name(widget: QWidget) -> str:
    name = widget.accessibleName()
    if not name and isinstance(widget, QAbstractButton | QLabel):
        name = widget.text().replace("&", "")
    return f"<b>{name}</b>" if name else ""


def _hint(widget: QWidget) -> str:
    if isinstance(widget, QToolButton) and widget.defaultAction() is not None:
        return widget.defaultAction().toolTip()
    return widget.whatsThis() or widget.toolTip() or widget.accessibleDescription()


def _places() -> dict[str, tuple[str, str]]:
    """Return what each part of the program is for, by the name of its object or class."""
    return {**_panel_places(), **_page_places(), **dialog_places()}


def _panel_places() -> dict[str, tuple[str, str]]:
    return {
        "workbook": (
            tr("The sheets of the workbook and the tables found on them."),
            "first-hour/open-and-look-over-the-tables-minutes",
        ),
        "inspector": (
            tr("All about the current cell: why it is unsafe, what a reader can narrow it to."),
            "words/what-a-reader-can-work-out",
        ),
        "findings": (
            tr("What the rules found, the most serious first. F8 goes to the next finding."),
            "words/finding-at-risk-to-review-good-to-know",
        ),
        "proof": (
            tr("Every withheld cell with the range that arithmetic leaves for it."),
            "words/what-a-reader-can-work-out",
        ),
        "history": (
            tr("Every step that was taken. Choose one to go back to it."),
            "first-hour/deal-with-the-findings-minutes",
        ),
        "hidden": (
            tr("What a reader does not see in the file and still gets. Tick what goes."),
            "first-hour/look-at-what-is-hidden-minutes",
        ),
        "earlier": (
            tr("Earlier releases, which readers have too, and what belongs together in them."),
            "words/differencing",
        ),
        "evidence": (
            tr(
                "What stands behind the numbers: who contributes, and how much. It stays in memory."
            ),
            "words/dominance-and-p",
        ),
    }


def _page_places() -> dict[str, tuple[str, str]]:
    return {
        "WelcomePage": (tr("Where a check begins."), "first-hour/before-you-begin"),
        "SheetArea": (
            tr(
                "The sheet as the spreadsheet shows it. Outlines are tables, a colour and a symbol "
                "in a cell say what was found or decided."
            ),
            "first-hour/deal-with-the-findings-minutes",
        ),
        "tools": (tr("What is used most."), "methods/suppression"),
        "guide": (
            tr("The steps of a check, and what is outstanding in each. Choose one to go there."),
            "first-hour/before-you-begin",
        ),
        "QStatusBar": (tr("Where the check stands, and what is being done."), ""),
        "SearchStrip": (
            tr("The best pattern found so far, and how much less any could cost. It can be kept."),
            "methods/suppression",
        ),
        "BeforeAfter": (
            tr("The source's numbers beside what readers get, changed cells marked."),
            "first-hour/deal-with-the-findings-minutes",
        ),
        "FindingFilters": (
            tr("How the findings are grouped, and those of one table or rule alone."),
            "words/finding-at-risk-to-review-good-to-know",
        ),
        "Banner": (tr("What just happened, and what can be done about it."), ""),
        "MainWindow": (tr("The window of SDC Desktop."), "first-hour/before-you-begin"),
    }


def tr(text: str) -> str:
    """Return `text` in the user's language."""
    return QCoreApplication.translate("", text)
