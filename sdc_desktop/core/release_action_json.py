"""The actions about a release as JSON; the record's form leaves out private comments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.cells_json import cells_as_json, cells_from_json, text_of
from sdc_desktop.core.release import DATASET_FIELDS, Dataset, ReleaseDetails
from sdc_desktop.core.release_actions import (
    AnswerGate,
    DecideFinding,
    DecideTable,
    Decision,
    Declare,
    ReleaseAction,
    StateRelease,
)
from sdc_desktop.core.stamp import Stamp

_RELEASE_TEXTS = ("title", "type", "date", "requester", "authorised_by")


def release_action_as_json(action: ReleaseAction, *, with_private: bool) -> dict[str, Any]:
    """Return an action without its stamp.

    Args:
        action: What was said or decided.
        with_private: Whether to write the comments for colleagues only.
    """
    match action:
        case StateRelease():
            return {"do": "state-release", "release": release_as_json(action.release)}
        case DecideTable():
            own = {"do": "decide-table", "sheet": action.sheet, "body": action.body.a1}
            return own | _decided(action, with_private=with_private)
        case DecideFinding():
            own = {"do": "decide-finding", "rule": action.rule, "sheet": action.sheet}
            said = _decided(action, with_private=with_private)
            return own | said | {"cells": cells_as_json(action.cells)}
        case AnswerGate():
            return {"do": "answer-gate", "gate": action.gate, "answer": action.answer}
        case Declare():
            facts = ("name", "version", "text", "paragraph")
            return {"do": "declare", **{fact: getattr(action, fact) for fact in facts}}


def release_as_json(release: ReleaseDetails) -> dict[str, Any]:
    """Return everything that is known of a release."""
    texts = {name: getattr(release, name) for name in _RELEASE_TEXTS}
    roles = [{"role": title, "who": who} for title, who in release.roles]
    return {**texts, "dataset": asdict(release.dataset), "roles": roles}


def release_from_json(document: Mapping[str, Any]) -> ReleaseDetails:
    """Return the release that `release_as_json` wrote; what is missing is not known.

    Raises:
        AttributeError, KeyError, TypeError: It cannot be read.
    """
    facts = document.get("dataset", {})
    dataset = Dataset(*(text_of(facts.get(name, "")) for name in DATASET_FIELDS))
    texts = {name: text_of(document.get(name, "")) for name in _RELEASE_TEXTS}
    roles = tuple((text_of(one["role"]), text_of(one["who"])) for one in document.get("roles", ()))
    return ReleaseDetails(**texts, dataset=dataset, roles=roles)


def read_state_release(document: Mapping[str, Any], stamp: Stamp) -> StateRelease:
    """Read what is released."""
    return StateRelease(release_from_json(document["release"]), stamp)


def read_decide_table(document: Mapping[str, Any], stamp: Stamp) -> DecideTable:
    """Read a decision about a table."""
    body = CellRange.parse(document["body"])
    return DecideTable(
        text_of(document["sheet"]), body, _decision(document), stamp, _private(document)
    )


def read_decide_finding(document: Mapping[str, Any], stamp: Stamp) -> DecideFinding:
    """Read a decision about a finding."""
    return DecideFinding(
        text_of(document["rule"]),
        text_of(document["sheet"]),
        cells_from_json(document["cells"]),
        _decision(document),
        stamp,
        _private(document),
    )


def read_answer_gate(document: Mapping[str, Any], stamp: Stamp) -> AnswerGate:
    """Read what was said of a gate."""
    return AnswerGate(text_of(document["gate"]), text_of(document["answer"]), stamp)


def read_declare(document: Mapping[str, Any], stamp: Stamp) -> Declare:
    """Read a declaration."""
    facts = {fact: text_of(document[fact]) for fact in ("name", "version", "text", "paragraph")}
    return Declare(**facts, stamp=stamp)


RELEASE_READERS: Mapping[str, Callable[[Mapping[str, Any], Stamp], ReleaseAction]] = {
    "state-release": read_state_release,
    "decide-table": read_decide_table,
    "decide-finding": read_decide_finding,
    "answer-gate": read_answer_gate,
    "declare": read_declare,
}
"""What an action does to the function that reads it, given its stamp."""


def _decided(action: DecideTable | DecideFinding, *, with_private: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"decision": action.decision.value if action.decision else None}
    if with_private and action.private:
        said["private"] = action.private
    return said


def _decision(document: Mapping[str, Any]) -> Decision | None:
    decision = document["decision"]
    return None if decision is None else Decision(decision)


def _private(document: Mapping[str, Any]) -> str:
    return text_of(document.get("private", ""))
