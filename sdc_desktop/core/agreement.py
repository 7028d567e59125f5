"""What several checkers decided about one record, side by side, and whether they agree.

Sources: OpenSAFELY ("checked independently by two trained output checkers"); Airlock (votes are
hidden until both are in; CONFLICTED where they differ). Where two differ, a third person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sdc_desktop.core.review import ReviewDecision, decided

Place = tuple[str, str]
"""A table by its sheet and body, such as ("Table 1", "B5:K20")."""

_APPROVE, _REJECT = "approve", "reject"
BY_SIGNING = "Signed with nothing outstanding."


class State(StrEnum):
    """How far the checkers are."""

    WAITING = "waiting"
    """Nobody besides the first checker has decided."""
    AGREED = "agreed"
    CONFLICT = "conflict"
    """They differ: another person must decide."""
    DECIDED = "decided"
    """They differed, and a further person decided."""


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody decided about one table, and why."""

    decision: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one checker decided.

    Attributes:
        who, role, when: The checker, in their own words.
        decision: "approve", "changes" or "reject"; "" where it is not said.
        comment: On the whole.
        tables: What was decided about single tables.
    """

    who: str
    role: str
    when: str
    decision: str
    comment: str = ""
    tables: Mapping[Place, Word] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the decisions on a record stand.

    Attributes:
        state: Whether the checkers agree.
        decision: What holds, "" while that is open.
    """

    state: State
    decision: str = ""

    def as_json(self) -> dict[str, str]:
        """Return it as JSON."""
        return {"state": self.state.value, "decision": self.decision}


def opinion_of_record(record: Mapping[str, Any]) -> Opinion:
    """Return what the first checker decided; on the whole, what their tables come to.

    Who decided about no table and signed a record with nothing outstanding has approved by that.
    """
    tables = _tables(record.get("decisions"))
    who, role, when = (_text(record, name) for name in ("who", "role", "when"))
    if not tables and _is_clean(record):
        return Opinion(who, role, when, _APPROVE, BY_SIGNING)
    decisions = [word.decision for word in tables.values()]
    return Opinion(who, role, when, _on_the_whole(decisions), tables=tables)


def opinion_of_review(review: Mapping[str, Any]) -> Opinion:
    """Return what a further checker decided."""
    who, role, when, comment = (_text(review, name) for name in ("who", "role", "when", "comment"))
    return Opinion(who, role, when, decided(review), comment, _tables(review.get("tables")))


def standing(opinions: Sequence[Opinion]) -> Standing:
    """Return where the decisions stand.

    The first two who say something agree or not. Where they do not, the next person decides; who
    differs from that afterwards opens it again.

    Args:
        opinions: In the order of their signatures, the first checker's first.
    """
    state, decision = State.WAITING, ""
    for opinion in opinions:
        if not opinion.decision:
            continue
        if not decision and state is State.WAITING:
            decision = opinion.decision
        elif state is State.CONFLICT:
            state, decision = State.DECIDED, opinion.decision
        elif opinion.decision != decision:
            state, decision = State.CONFLICT, ""
        elif state is State.WAITING:
            state = State.AGREED
    return Standing(state, decision if state is not State.WAITING else "")


def places(opinions: Iterable[Opinion]) -> tuple[Place, ...]:
    """Return the tables about which somebody decided, in the order they come up."""
    return tuple(dict.fromkeys(place for one in opinions for place in one.tables))


def differ(decisions: Iterable[str]) -> bool | None:
    """Tell whether decisions differ; None where fewer than two say anything."""
    said = [one for one in decisions if one]
    return len(set(said)) > 1 if len(said) > 1 else None


def _is_clean(record: Mapping[str, Any]) -> bool:
    """Tell whether a record says that nothing was left to do."""
    proof, audit = record.get("saved_file_check"), record.get("audit")
    has_passed = isinstance(proof, Mapping) and proof.get("passed") is True
    is_protected = isinstance(audit, Mapping) and audit.get("unprotected") == 0
    return has_passed and is_protected and record.get("outstanding") == []


def _on_the_whole(decisions: Sequence[str]) -> str:
    if not decisions:
        return ""
    if _REJECT in decisions:
        return ReviewDecision.REJECT.value
    is_approved = all(one == _APPROVE for one in decisions)
    return (ReviewDecision.APPROVE if is_approved else ReviewDecision.CHANGES).value


def _tables(listed: object) -> dict[Place, Word]:
    """Return what is decided about tables; what is no such entry is passed over."""
    given = listed if isinstance(listed, list) else []
    entries = [one for one in given if isinstance(one, Mapping)]
    return {
        (_text(one, "sheet"), _text(one, "body")): Word(_text(one, "decision"), _text(one, "why"))
        for one in entries
        if _text(one, "decision")
    }


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name, "")
    return value if isinstance(value, str) else ""
