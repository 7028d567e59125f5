"""Decisions of checkers in the words of the window."""

from __future__ import annotations

from sdc_desktop.core.agreement import Standing, State
from sdc_desktop.gui.words import tr


def decision_in_words(decision: str) -> str:
    """Return a decision, "" being none; what is not known here is shown as it is."""
    return {
        "": tr("no decision"),
        "approve": tr("Approve"),
        "changes": tr("Ask for changes"),
        "approve-with-changes": tr("Approve with changes"),
        "more-information": tr("More information"),
        "reject": tr("Reject"),
    }.get(decision, decision)


def standing_in_words(standing: Standing) -> tuple[str, str]:
    """Return severity and sentence of where the decisions stand."""
    what = decision_in_words(standing.decision)
    match standing.state:
        case State.AGREED:
            return "good", tr("✓  The checkers agree: {what}.").format(what=what)
        case State.DECIDED:
            return "good", tr("✓  A third person decided: {what}.").format(what=what)
        case State.CONFLICT:
            return "fail", tr("▲  The checkers differ. A third person must decide.")
    return "review", tr("?  Fewer than two people have decided.")
