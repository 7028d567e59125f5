"""What is gone through before signing: how each point stands, and what the signer is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sdc_desktop.core.actions import Action
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.gates import (
    OWN_DECLARATIONS,
    Surroundings,
    answers_of,
    declarations_asked,
    declare,
    declared_of,
    gate_states,
)
from sdc_desktop.core.policy_terms import DeclarationText, Gate, GateKind
from sdc_desktop.core.preflight import Point, preflight
from sdc_desktop.core.release_actions import AnswerGate, Declare
from sdc_desktop.core.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Questions:
    """The list before signing.

    Attributes:
        points: Every line of it that is not asked of the signer.
        gates: What the policy asks for and the signer can answer.
        answers: What is answered already, by the name of the gate.
        declarations: What the signer is asked to declare.
        declared: The names of those that are declared already.
        must_declare: Whether the policy asks for them.
        who: Who has declared them.
    """

    points: tuple[Point, ...] = ()
    gates: tuple[Gate, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    declarations: tuple[DeclarationText, ...] = OWN_DECLARATIONS
    declared: frozenset[str] = frozenset()
    must_declare: bool = False
    who: str = ""


NO_QUESTIONS = Questions()


def questions_about(check: Check, assessment: Assessment, around: Surroundings) -> Questions:
    """Return the list for the present state of a check.

    Args:
        check: What was decided and said.
        assessment: Its present state.
        around: What the check does not know of itself.
    """
    answered = answers_of(check.actions)
    asked = tuple(
        one.gate
        for one in gate_states(check, assessment, around)
        if one.gate.kind is not GateKind.AUTOMATIC and (not one.holds or one.gate.name in answered)
    )
    terms = check.policy.terms
    own = {f"gate:{gate.name}" for gate in asked}
    own |= {f"declaration:{one.name}" for one in terms.declarations}
    declarations = declarations_asked(terms)
    said = declared_of(check.actions, around.who)
    return Questions(
        points=tuple(one for one in preflight(check, assessment, around) if one.name not in own),
        gates=asked,
        answers={name: one.answer for name, one in answered.items()},
        declarations=declarations,
        declared=frozenset(
            one.name for one in declarations if one.name in said and said[one.name].text == one.text
        ),
        must_declare=bool(terms.declarations),
        who=around.who,
    )


def said_anew(
    questions: Questions,
    answers: Mapping[str, str],
    declared: frozenset[str],
    stamp: Stamp,
) -> tuple[Action, ...]:
    """Return what the signer says that was not said before, and what they take back.

    Args:
        questions: What was asked.
        answers: What is answered now, by the name of the gate; "" for nothing.
        declared: Names of the declarations made now.
        stamp: Who says it and when.
    """
    return (*_answered(questions, answers, stamp), *_declared(questions, declared, stamp))


def _answered(
    questions: Questions, answers: Mapping[str, str], stamp: Stamp
) -> Iterator[AnswerGate]:
    for gate in questions.gates:
        answer = answers.get(gate.name, "")
        if answer != questions.answers.get(gate.name, ""):
            yield AnswerGate(gate.name, answer, stamp)


def _declared(questions: Questions, declared: frozenset[str], stamp: Stamp) -> Iterator[Declare]:
    """Yield what is declared anew; what another person declared counts for nobody else."""
    before = questions.declared if questions.who == stamp.who else frozenset()
    for one in questions.declarations:
        if one.name in declared - before:
            yield declare(one, stamp)
        elif one.name in before - declared:
            yield Declare(one.name, one.version, "", one.paragraph, stamp)
