"""The program's own words for releases, decisions and what a policy asks for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sdc_desktop.core.release import ReleaseType
from sdc_desktop.core.release_actions import (
    AnswerGate,
    DecideFinding,
    DecideTable,
    Decision,
    Declare,
    ReleaseAction,
    StateRelease,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)


DECISION_SYMBOLS = {
    Decision.APPROVE: "✓",
    Decision.CHANGES: "✎",
    Decision.MORE_INFORMATION: "?",
    Decision.REJECT: "✗",
}


def decision_in_words(decision: Decision | None) -> str:
    """Return what a decision is called on the screen, "" for none."""
    return {
        None: "",
        Decision.APPROVE: _tr("Approved"),
        Decision.CHANGES: _tr("Approved with changes"),
        Decision.MORE_INFORMATION: _tr("More information"),
        Decision.REJECT: _tr("Rejected"),
    }[decision]


def decision_in_short(decision: Decision | None) -> str:
    """Return a decision with its symbol, "" for none."""
    if decision is None:
        return ""
    return f"{DECISION_SYMBOLS[decision]}  {decision_in_words(decision)}"


def type_in_words(kind: ReleaseType) -> str:
    """Return what a type of release is called on the screen."""
    return {
        ReleaseType.OFFICIAL_STATISTICS: _tr("Official statistics"),
        ReleaseType.AD_HOC: _tr("Ad hoc analysis"),
        ReleaseType.FOI: _tr("Freedom of information request"),
        ReleaseType.RESEARCH_OUTPUT: _tr("Research output"),
        ReleaseType.MANAGEMENT_INFORMATION: _tr("Management information"),
    }[kind]


def release_action_in_words(action: ReleaseAction) -> str:
    """Return one line on what was said or decided, for the history."""
    match action:
        case StateRelease():
            return _tr("Release: {title}").format(title=action.release.title or "…")
        case DecideTable():
            place = f"{action.sheet}!{action.body.a1}"
            return _decided(action.decision, place)
        case DecideFinding():
            place = f"{action.sheet}!{action.cells[0].a1}" if action.cells else action.sheet
            return _decided(action.decision, f"{action.rule}, {place}")
        case AnswerGate():
            text = _tr("Policy: {gate}: {answer}")
            return text.format(gate=action.gate, answer=action.answer or "-")
        case Declare():
            return _tr("Declared: {text}").format(text=action.text or "-")


def _decided(decision: Decision | None, what: str) -> str:
    if decision is None:
        return _tr("Decision taken back: {what}").format(what=what)
    return f"{decision_in_words(decision)}: {what}"
