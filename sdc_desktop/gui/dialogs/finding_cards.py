"""What was found, as small cards that stand in dialogs about a decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sdc_desktop.core.findings import Finding
from sdc_desktop.gui.dialogs.dialog import words
from sdc_desktop.gui.words import rule_in_words, tr

_MOST_SHOWN = 2


def finding_cards(findings: Sequence[Finding]) -> Iterator[QWidget]:
    """Yield a card for each of the first findings, then how many more there are."""
    for finding in findings[:_MOST_SHOWN]:
        card = QFrame()
        card.setProperty("card", str(finding.severity))
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 6, 10, 6)
        title = words(rule_in_words(finding.rule))
        title.setProperty("severity", str(finding.severity))
        column.addWidget(title)
        column.addWidget(words(finding.message))
        yield card
    more = len(findings) - _MOST_SHOWN
    if more > 0:
        yield words(tr("… and {n} more.").format(n=more), "muted")
