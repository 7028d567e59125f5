"""What a record says of the release: what it is, what was decided, said and declared.

Private comments, and decisions about findings that would tell a hidden number, are sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sdc_desktop.core.actions import Action
from sdc_desktop.core.cells_json import cells_as_json
from sdc_desktop.core.decisions import decisions_about_findings
from sdc_desktop.core.preflight import Point
from sdc_desktop.core.record_contents import Declaration, Participant, TableDecision
from sdc_desktop.core.release import ReleaseDetails
from sdc_desktop.core.release_action_json import release_action_as_json, release_as_json
from sdc_desktop.core.release_actions import DecideFinding, DecideTable
from sdc_desktop.core.stamp import Stamp


def release_part(release: ReleaseDetails | None) -> dict[str, Any]:
    """Return what is released; nothing where nobody said it."""
    return {} if release is None else release_as_json(release)


def participants(release: ReleaseDetails | None) -> tuple[Participant, ...]:
    """Return who takes part in a release besides the checkers."""
    if release is None:
        return ()
    named = (
        ("requester", release.requester),
        ("authorised by", release.authorised_by),
        ("data owner", release.dataset.owner),
        ("data steward", release.dataset.steward),
        *release.roles,
    )
    return tuple(Participant(role, who) for role, who in named if who)


def preflight_part(points: Iterable[Point]) -> list[dict[str, str]]:
    """Return the list that was gone through before signing."""
    facts = ("name", "group", "asks", "state", "said", "paragraph")
    return [{fact: str(getattr(one, fact)) for fact in facts} for one in points]


def decision_part(decision: TableDecision) -> dict[str, Any]:
    """Return what was decided about a table."""
    return {
        "sheet": decision.sheet,
        "body": decision.body,
        "decision": decision.decision,
        **_stamp(decision.stamp),
    }


def finding_decisions(actions: Iterable[Action]) -> list[dict[str, Any]]:
    """Return what is decided about findings.

    Args:
        actions: As the record has them: without what tells a hidden number.
    """
    return [
        {
            "rule": one.rule,
            "sheet": one.sheet,
            "cells": cells_as_json(one.cells),
            "decision": one.decision,
            **_stamp(one.stamp),
        }
        for one in decisions_about_findings(actions).values()
    ]


def declaration_part(declaration: Declaration) -> dict[str, Any]:
    """Return what somebody declares, with the version of its words where they have one."""
    said = {"text": declaration.text, "by": declaration.by}
    more = ("name", "version", "paragraph", "when")
    return said | {fact: value for fact in more if (value := getattr(declaration, fact))}


def sealed_decisions(actions: Sequence[Action]) -> list[dict[str, Any]]:
    """Return all decisions in full, with the comments that are for colleagues only."""
    return [
        {**release_action_as_json(one, with_private=True), **_stamp(one.stamp)}
        for one in actions
        if isinstance(one, DecideTable | DecideFinding)
    ]


def _stamp(stamp: Stamp) -> dict[str, str]:
    return {"who": stamp.who, "when": stamp.when, "why": stamp.why}
