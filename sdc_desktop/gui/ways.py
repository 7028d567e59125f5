"""The ways to protect that the window compares, and what they leave, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sdc_desktop.core.protection.comparing import Outcome, Way
from sdc_desktop.core.protection.preferences import Cost
from sdc_desktop.gui.rounding import method_choices
from sdc_desktop.gui.words import cells_in_words, number_in_words


def name_of(way: Way) -> str:
    """Return what a way is called, with its usual number."""
    if isinstance(way.how, Cost):
        return _withholding(way.how)[0]
    choice, table = method_choices()[way.how.method], way.how.p_table
    number = way.how.base if table is None else choice.usual or 0.0
    return f"{choice.name} ({number_in_words(number)})"


def sentence_of(way: Way) -> str:
    """Return what a way does."""
    if isinstance(way.how, Cost):
        return _withholding(way.how)[1]
    return method_choices()[way.how.method].sentence


def outcome_in_words(found: Outcome) -> str:
    """Return what is left after a way, in a sentence."""
    if found.is_safe and not found.to_look_at:
        return tr("Nothing is left to deal with.")
    parts = (
        tr("{n} findings at risk").format(n=found.at_risk) if found.at_risk else "",
        tr("{cells} that a reader can work out").format(cells=cells_in_words(found.worked_out))
        if found.worked_out
        else "",
        tr("{n} to review").format(n=found.to_look_at) if found.to_look_at else "",
    )
    return tr("Left: {parts}.").format(parts=", ".join(part for part in parts if part))


def _withholding(cost: Cost) -> tuple[str, str]:
    """Return the name of suppression at a cost, and what it does."""
    return {
        Cost.VALUE: (
            tr("Withhold, smallest total value"),
            tr("Unsafe cells are withheld, and the smallest numbers that protect them."),
        ),
        Cost.CELLS: (
            tr("Withhold, fewest cells"),
            tr("Unsafe cells are withheld, and as few others as protect them."),
        ),
        Cost.ENTROPY: (
            tr("Withhold, between the two"),
            tr("Unsafe cells are withheld, and few and small others that protect them."),
        ),
        Cost.CONTRIBUTORS: (
            tr("Withhold, fewest contributors"),
            tr("Unsafe cells are withheld, and others with as few contributors as protect them."),
        ),
    }[cost]


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("", text)
