"""What a policy asks for before release, and whether it holds.

What the program sees to itself is worked out from the check; a reference is taken from the card of
the dataset or from what was answered; a confirmation counts only when somebody gave it. A gate of
a kind that nobody here knows counts as open until somebody confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sdc_desktop.core.actions import Action, Exempt, ExemptionKind, Withhold
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.decisions import unsettled
from sdc_desktop.core.exemptions import CONFIDENTIAL
from sdc_desktop.core.extracts import RULE as EXTRACT
from sdc_desktop.core.extracts import extract_of
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.policy_terms import DeclarationText, Gate, GateKind, PolicyTerms
from sdc_desktop.core.release import NO_RELEASE, ReleaseDetails
from sdc_desktop.core.release_actions import AnswerGate, Declare, release_of
from sdc_desktop.core.stamp import Stamp

_OWN_VERSION = "1"

OWN_DECLARATIONS = (
    DeclarationText(
        "training", _OWN_VERSION, "I have been trained in statistical disclosure control.", ""
    ),
    DeclarationText(
        "confidentiality", _OWN_VERSION, "I keep to the confidentiality rules for these data.", ""
    ),
)
"""What is asked where the policy words no declaration of its own."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a check does not know of itself and some gates ask for.

    Attributes:
        is_recorded: Whether a record is, or will be, written.
        hidden: What is still hidden in the file, in words; "" when nothing is.
        who: Who checks; "" while nobody said.
        today: Such as "2026-11-21", "" when it is not known.
    """

    is_recorded: bool = True
    hidden: str = ""
    who: str = ""
    today: str = ""


@dataclass(frozen=True, slots=True)
class GateState:
    """A gate and whether it holds.

    Attributes:
        gate: What is asked for.
        holds: Whether it is known to hold.
        said: What is known of it, in words.
        stamp: Who answered it and when; None where nobody did.
    """

    gate: Gate
    holds: bool
    said: str
    stamp: Stamp | None = None


def answers_of(actions: Iterable[Action]) -> dict[str, AnswerGate]:
    """Return what was answered last to each gate."""
    said = {one.gate: one for one in actions if isinstance(one, AnswerGate)}
    return {name: one for name, one in said.items() if one.answer.strip()}


def declared_of(actions: Iterable[Action], who: str = "") -> dict[str, Declare]:
    """Return what is declared, by the name of the declaration.

    Args:
        actions: What was done.
        who: Only what this person declared; "" for everybody's.
    """
    ours = [one for one in actions if isinstance(one, Declare) and who in ("", one.stamp.who)]
    said = {one.name: one for one in ours}
    return {name: one for name, one in said.items() if one.text}


def declarations_asked(terms: PolicyTerms) -> tuple[DeclarationText, ...]:
    """Return what a person is asked to declare: in the policy's words, or in the program's own."""
    return terms.declarations or OWN_DECLARATIONS


def declare(asked: DeclarationText, stamp: Stamp) -> Declare:
    """Return the action of a person who declares what they are asked to."""
    return Declare(asked.name, asked.version, asked.text, asked.paragraph, stamp)


def undeclared(
    terms: PolicyTerms, actions: Sequence[Action], who: str = ""
) -> tuple[DeclarationText, ...]:
    """Return the policy's declarations that nobody made in its present words."""
    said = declared_of(actions, who)
    return tuple(
        one
        for one in terms.declarations
        if one.name not in said or (said[one.name].text, said[one.name].version) != _words(one)
    )


def _words(asked: DeclarationText) -> tuple[str, str]:
    return asked.text, asked.version


def gate_states(
    check: Check, assessment: Assessment, around: Surroundings
) -> tuple[GateState, ...]:
    """Return what the policy asks for, in its order, and whether it holds.

    Args:
        check: What was decided and said.
        assessment: Its present state.
        around: What the check does not know of itself.
    """
    answers = answers_of(check.actions)
    known = release_of(check.actions) or NO_RELEASE
    states = []
    for gate in check.policy.terms.gates:
        answer = answers.get(gate.name)
        sees = _SEEN.get(gate.name) if gate.kind is GateKind.AUTOMATIC else None
        if sees is not None:
            problem = sees(check, assessment, around)
            states.append(GateState(gate, not problem, problem or "The program saw to it."))
        elif answer is not None:
            states.append(GateState(gate, True, answer.answer, answer.stamp))
        else:
            fact = _fact_of(gate, known)
            states.append(GateState(gate, bool(fact), fact or "Nobody has said so."))
    return tuple(states)


def _fact_of(gate: Gate, known: ReleaseDetails) -> str:
    """Return what the dataset's card says of a gate that asks for a reference."""
    if gate.kind is not GateKind.REFERENCE:
        return ""
    data = known.dataset
    if gate.name == "data-owner":
        owner = data.owner or known.who_is("data owner")
        steward = data.steward or known.who_is("data steward")
        return f"{owner}, {steward}" if owner and steward else ""
    if gate.name == "asset-manager":
        return known.who_is("asset manager")
    field = _FACTS.get(gate.name, "")
    return str(getattr(data, field)) if field else ""


_FACTS: Mapping[str, str] = {
    "sharing-agreement": "agreement",
    "impact-assessment": "dpia",
    "privacy-assessment": "dpia",
    "business-case": "business_case",
    "classification": "classification",
    "delete-by": "delete_by",
    "retention": "delete_by",
}
"""Gates whose reference stands on the card of the dataset."""


def _nothing_outstanding(check: Check, assessment: Assessment, _: Surroundings) -> str:
    left = unsettled(assessment.findings, check.actions)
    count = sum(one.severity is not Severity.INFO for one in left)
    return f"{_counted(count, 'finding')} left." if count else ""


def _sufficient_checks(check: Check, assessment: Assessment, around: Surroundings) -> str:
    left = [
        one
        for one in unsettled(assessment.findings, check.actions)
        if one.rule == "not-assessable" and one.severity is not Severity.INFO
    ]
    if left:
        return f"{_counted(len(left), 'check')} could not be made for want of evidence."
    return _recorded(check, assessment, around)


def _recorded(_: Check, __: Assessment, around: Surroundings) -> str:
    return "" if around.is_recorded else "No record is written."


def _reasons(check: Check, _: Assessment, __: Surroundings) -> str:
    count = sum(not one.stamp.why.strip() for one in _exceptions(check))
    return f"{_counted(count, 'exception')} without a reason." if count else ""


def _definition(check: Check, _: Assessment, __: Surroundings) -> str:
    """Return what was left unprotected without answers to the three parts of the definition."""
    open_ones = [
        one
        for one in _exceptions(check)
        if one.kind is not ExemptionKind.STRUCTURAL_ZERO
        and not CONFIDENTIAL.keys() <= dict(one.answers).keys()
    ]
    count = len(open_ones)
    return f"{_counted(count, 'exception')} not held against the definition." if count else ""


def _public(check: Check, _: Assessment, __: Surroundings) -> str:
    left = [
        one
        for one in _exceptions(check)
        if one.kind is ExemptionKind.PUBLIC and not (one.source and one.answers)
    ]
    return f"{_counted(len(left), 'exception')} without a public source." if left else ""


def _underlying(check: Check, assessment: Assessment, around: Surroundings) -> str:
    if around.hidden:
        return f"Hidden in the file: {around.hidden}."
    left = [
        one
        for one in unsettled(assessment.findings, check.actions)
        if one.rule in {"differencing", "release-match", "hidden"}
        and one.severity is not Severity.INFO
    ]
    return f"{_counted(len(left), 'finding')} about other data left." if left else ""


def _extracts(check: Check, _: Assessment, __: Surroundings) -> str:
    unsaid = sum(extract_of(table, check.actions, check.policy) is None for table in check.tables)
    return f"{_counted(unsaid, 'table')} of which nobody said it." if unsaid else ""


def _grossed(check: Check, assessment: Assessment, _: Surroundings) -> str:
    left = [
        one
        for one in unsettled(assessment.findings, check.actions)
        if one.rule == EXTRACT and one.severity is not Severity.INFO
    ]
    return f"{_counted(len(left), 'finding')} about it left." if left else ""


def _methods_unpublished(check: Check, _: Assessment, __: Surroundings) -> str:
    """Return which marker tells a threshold, as "<5" does."""
    markers = {one.marker for one in check.actions if isinstance(one, Withhold)}
    telling = sorted(one for one in markers if re.search(r"\d", one))
    return f"The marker {telling[0]} tells a number." if telling else ""


def _always(_: Check, __: Assessment, ___: Surroundings) -> str:
    return ""


_SEEN: Mapping[str, Callable[[Check, Assessment, Surroundings], str]] = {
    "nothing-outstanding": _nothing_outstanding,
    "sufficient-checks": _sufficient_checks,
    "always-checked": _recorded,
    "reasons": _reasons,
    "definition": _definition,
    "public-information": _public,
    "underlying-data": _underlying,
    "extract": _extracts,
    "grossed-and-rounded": _grossed,
    "methods-not-published": _methods_unpublished,
    "no-generative-ai": _always,
}
"""What the program sees to: the sentence that says why a gate does not hold, "" when it does."""


def _exceptions(check: Check) -> tuple[Exempt, ...]:
    return tuple(one for one in check.actions if isinstance(one, Exempt))


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
