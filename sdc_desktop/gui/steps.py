"""How far each of the six steps of a check is, in a few words."""

from __future__ import annotations

from collections.abc import Mapping

from sdc_desktop.core.actions import hidden_to_remove
from sdc_desktop.core.decisions import unsettled
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.gates import Surroundings
from sdc_desktop.core.preflight import preflight, still_asked
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.hidden_words import staying_in_words
from sdc_desktop.gui.models.counting import cells_of
from sdc_desktop.gui.models.hidden_parts import most_serious
from sdc_desktop.gui.views.guide_bar import Step, StepState
from sdc_desktop.gui.words import tr

_UNSETTLED = ("fail", "review")


def states_of(document: Document) -> dict[Step, StepState]:
    """Return what is outstanding in each step."""
    states = {
        Step.TABLES: _tables(document),
        Step.POLICY: _policy(document),
        Step.FINDINGS: _findings(document),
        Step.PROOF: _proof(document),
        Step.HIDDEN: _hidden(document),
    }
    return {**states, Step.SAVE: _save(document, states)}


def summary_of(document: Document) -> str:
    """Return where the check stands, such as "3 cells at risk · 12 withheld"."""
    known = document.assessment
    if known is None or document.is_assessing:
        return tr("Checking…") if document.is_assessing else tr("Not checked: F5 checks again")
    parts = (
        _counted(
            len(cells_of(known.findings, Severity.FAIL)),
            tr("1 cell at risk"),
            tr("{n} cells at risk"),
        )
        or tr("No cell at risk"),
        _counted(_to_review(document), tr("1 finding to review"), tr("{n} findings to review")),
        _counted(_withheld(document), tr("1 withheld"), tr("{n} withheld")),
        _counted(
            len(known.audit.unprotected),
            tr("1 of them can be worked out"),
            tr("{n} of them can be worked out"),
        ),
    )
    return "  ·  ".join(part for part in parts if part)


def outstanding_of(document: Document) -> str:
    """Return in words what still has to be dealt with, "" when nothing has."""
    known = document.assessment
    if known is None or document.is_assessing:
        return tr("The present state is not checked yet.")
    parts = (
        _counted(
            len(cells_of(known.findings, Severity.FAIL)),
            tr("1 cell at risk"),
            tr("{n} cells at risk"),
        ),
        _counted(_to_review(document), tr("1 finding to review"), tr("{n} findings to review")),
        _counted(
            len(known.audit.unprotected),
            tr("1 withheld cell that a reader can work out"),
            tr("{n} withheld cells that a reader can work out"),
        ),
    )
    return ", ".join(part for part in parts if part)


def _to_review(document: Document) -> int:
    """Return how many findings ask somebody to look, and nobody has settled."""
    known = document.assessment
    left = unsettled(known.findings, document.check.actions) if known else ()
    return sum(one.severity is Severity.REVIEW for one in left)


def asked_of(document: Document) -> str:
    """Return in words how much of the release and the policy is outstanding, "" for nothing."""
    known = document.assessment
    if known is None or document.is_assessing:
        return ""
    count = len(still_asked(preflight(document.check, known, Surroundings())))
    return _counted(
        count, tr("1 point to settle before release"), tr("{n} points to settle before release")
    )


def _counted(number: int, one: str, many: str) -> str:
    """Return how many there are in words, "" for none."""
    if not number:
        return ""
    return one if number == 1 else many.format(n=f"{number:,}")


def hidden_of(document: Document) -> str:
    """Return in words which hidden parts stay when the present state is saved, "" when none do."""
    hidden = document.hidden
    if hidden.problem is not None:
        return tr("it is not known what is hidden in the file")
    if not hidden.is_known:
        return tr("hidden parts are still being looked for")
    count = len(hidden.staying(hidden_to_remove(document.check.actions)))
    return staying_in_words(count) if count else ""


def _tables(document: Document) -> StepState:
    tables = document.check.tables
    doubtful = sum(bool(table.doubts) for table in tables)
    if not tables:
        return StepState(tr("none found"), "review")
    if doubtful:
        return StepState(
            tr("{d} to look over").format(d=doubtful),
            "review",
            tr("{n} found, {d} to look over").format(n=len(tables), d=doubtful),
        )
    return StepState(
        tr("{n} understood").format(n=len(tables)),
        "good",
        tr("{n} found and understood").format(n=len(tables)),
    )


def _policy(document: Document) -> StepState:
    """Return which policy holds; one that should be read again is not settled."""
    title, known = document.check.policy.title, document.assessment
    if known is not None and any(one.rule == "policy-age" for one in known.findings):
        return StepState(tr("to be read again"), "review", title)
    return StepState(title, "good")


def _findings(document: Document) -> StepState:
    known = document.assessment
    if known is None or document.is_assessing:
        return _waiting(document)
    fails = len(cells_of(known.findings, Severity.FAIL))
    reviews = _to_review(document)
    at_risk = _counted(fails, tr("1 cell at risk"), tr("{n} cells at risk"))
    to_review = _counted(reviews, tr("1 finding to review"), tr("{n} findings to review"))
    both = ", ".join(part for part in (at_risk, to_review) if part)
    if fails:
        return StepState(at_risk, "fail", both)
    if reviews:
        return StepState(to_review, "review")
    return StepState(tr("nothing at risk"), "good")


def _proof(document: Document) -> StepState:
    known = document.assessment
    if known is None or document.is_assessing:
        return _waiting(document)
    withheld = _withheld(document)
    unprotected = len(known.audit.unprotected)
    if not withheld:
        return StepState(tr("none withheld yet"), "info")
    if unprotected:
        return StepState(
            tr("{n} can be worked out").format(n=f"{unprotected:,}"),
            "fail",
            tr("{n} of {all} withheld cells can be worked out").format(
                n=f"{unprotected:,}", all=f"{withheld:,}"
            ),
        )
    return StepState(
        tr("{n} withheld, all hold").format(n=f"{withheld:,}"),
        "good",
        tr("No reader can work out any of the withheld cells."),
    )


def _hidden(document: Document) -> StepState:
    hidden = document.hidden
    if hidden.problem is not None:
        return StepState(tr("not known"), "review")
    if not hidden.is_known:
        return StepState(tr("looking…"), "info")
    names = hidden_to_remove(document.check.actions)
    staying, going = hidden.staying(names), hidden.going(names)
    if staying:
        text = tr("1 stays in the file") if len(staying) == 1 else tr("{n} stay in the file")
        is_fail = most_serious(staying) is Severity.FAIL
        return StepState(text.format(n=len(staying)), "fail" if is_fail else "review")
    if going:
        text = tr("1 goes, none stays") if len(going) == 1 else tr("{n} go, none stays")
        return StepState(text.format(n=len(going)), "good")
    return StepState(tr("none found"), "good")


def _save(document: Document, others: Mapping[Step, StepState]) -> StepState:
    """Return whether all can be signed, else which steps come first."""
    if document.is_saved:
        return StepState(tr("saved"), "good")
    known = document.assessment
    if known is None or document.is_assessing:
        return _waiting(document)
    left = "; ".join(part for part in (outstanding_of(document), hidden_of(document)) if part)
    if left:
        return StepState(_first_in_words(others), "info", tr("Left: {left}").format(left=left))
    return StepState(asked_of(document) or tr("ready"), "info")


def _first_in_words(states: Mapping[Step, StepState]) -> str:
    """Return such as "settle 3 and 5 first"."""
    steps = [str(step.value) for step, one in states.items() if one.severity in _UNSETTLED]
    if not steps:
        return tr("not all is settled")
    last = steps.pop()
    listed = tr("{steps} and {last}").format(steps=", ".join(steps), last=last) if steps else last
    return tr("settle {steps} first").format(steps=listed)


def _waiting(document: Document) -> StepState:
    if document.is_assessing:
        return StepState(tr("checking…"), "info")
    return StepState(tr("not checked (F5)"), "review")


def _withheld(document: Document) -> int:
    """Return how many cells readers do not see, those that the source withheld included."""
    known = document.assessment
    return len(known.audit.intervals) if known else 0
