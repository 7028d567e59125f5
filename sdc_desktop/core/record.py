"""The check record: what was checked, found, decided and done, without any protected number.

A record is JSON in the canonical form of RFC 8785, so that its bytes can be signed. It names
cells, rules and people. What a reader must not know is in three places only: withheld and
replaced values nowhere; parameters of the policy, bases, the source's hash and the findings that
would tell a hidden number in the sealed part; and the sentences of findings on the screen.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

import rfc8785

from sdc_desktop.core.action_json import action_as_json, action_from_json
from sdc_desktop.core.actions import Action, Exempt, RoundCells, evidence_used
from sdc_desktop.core.audit import Audit
from sdc_desktop.core.cells_json import cells_as_json
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.outcome import narrowing_of
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.record_contents import (
    Declaration,
    HashedFile,
    Participant,
    RecordContents,
    TableDecision,
)
from sdc_desktop.core.record_reduction import Reduction
from sdc_desktop.core.record_release import (
    decision_part,
    declaration_part,
    finding_decisions,
    participants,
    preflight_part,
    release_part,
    sealed_decisions,
)
from sdc_desktop.core.table_json import decimal_text

__all__ = [
    "FORMAT_VERSION",
    "Declaration",
    "HashedFile",
    "Participant",
    "RecordContents",
    "RecordParts",
    "TableDecision",
    "build_record",
    "canonical",
    "commitment",
    "read_actions",
]

FORMAT_VERSION = 1

_LARGEST_EXACT = 2**53 - 1
_HIDDEN_DATA_FACTS = ("rule", "severity", "part", "sheet", "cells", "removable", "removed")
_PART_FACTS = ("part", "state", "why")
_POLICY_FACTS = ("id", "version", "title", "organisation", "address")


@dataclass(frozen=True, slots=True)
class RecordParts:
    """A record before it is written.

    Attributes:
        record: What record.json will hold, but for the hashes of the files beside it.
        sealed: The bytes of sealed.json, which the record commits to.
    """

    record: Mapping[str, Any]
    sealed: bytes

    def with_files(self, files: Mapping[str, bytes]) -> bytes:
        """Return the bytes of record.json.

        Args:
            files: Name and content of the files beside it, such as "report.html".
        """
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        return canonical({**self.record, "files": hashes})


def build_record(contents: RecordContents, *, salt: bytes) -> RecordParts:
    """Return the record of a check and its sealed part.

    Args:
        contents: What was checked, found, decided and done.
        salt: 32 random bytes; without them nobody can try out what the sealed part says.
    """
    reduction = Reduction(contents.actions)
    actions = reduction.actions()
    hidden = reduction.sealed_findings((*contents.findings, *contents.outstanding))
    sealed = canonical(_sealed(contents, actions, hidden, salt))
    record = {
        "format_version": FORMAT_VERSION,
        "program": {"name": "SDC Desktop", "version": contents.program_version},
        "who": contents.who,
        "role": contents.role,
        "when": contents.when,
        "key": contents.key,
        "source": {
            "name": contents.source.name,
            "salted_sha256": commitment(contents.source.sha256.encode(), salt),
        },
        "result": {"name": contents.result.name, "sha256": contents.result.sha256},
        "sealed": {"salted_sha256": commitment(sealed, salt)},
        "extract": contents.extract,
        "policy": _policy(contents.policy),
        "roles": [
            {"role": one.role, "who": one.who}
            for one in (*participants(contents.release), *contents.roles)
        ],
        "tables": contents.tables,
        "findings": _findings(reduction.findings(contents.findings)),
        "outstanding": _findings(reduction.outstanding(contents.outstanding)),
        "actions": [
            action_as_json(action, with_values=True, with_parameters=False) for action in actions
        ],
        "evidence": [
            {
                "name": one.name,
                "kind": one.kind,
                "salted_sha256": commitment(one.sha256.encode(), salt),
            }
            for one in evidence_used(contents.actions)
        ],
        "exemptions": _exemptions(actions),
        "audit": _audit(contents.audit),
        "hidden_data": _hidden_data(contents.hidden_data),
        "saved_file_check": contents.saved_file_check,
        "parts": [{fact: one[fact] for fact in _PART_FACTS} for one in contents.parts],
        "release": release_part(contents.release),
        "decisions": [decision_part(one) for one in contents.decisions],
        "finding_decisions": finding_decisions(actions),
        "preflight": preflight_part(contents.preflight),
        "outcome": [asdict(one) for one in contents.outcome],
        "sums": asdict(contents.sums),
        "declarations": [declaration_part(one) for one in contents.declarations],
    }
    return RecordParts(_plain(record), sealed)


def read_actions(record: Mapping[str, Any]) -> tuple[Action, ...]:
    """Return the actions of a record; the source and they give the protected workbook.

    Raises:
        UnknownActionError, BrokenActionError: They cannot be read.
    """
    return tuple(action_from_json(action) for action in record["actions"])


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return JSON in the form of RFC 8785; numbers that lose digits elsewhere are decimal text."""
    return rfc8785.dumps(_plain(document))


def commitment(data: bytes, salt: bytes) -> str:
    """Return HMAC-SHA256 of `data` under `salt`: it binds, and tells nothing without the salt."""
    return hmac.new(salt, data, hashlib.sha256).hexdigest()


def _plain(value: object) -> Any:
    """Return `value` in what JSON knows; "?" stands for half a surrogate pair.

    Raises:
        TypeError: It is nothing that a record may hold.
    """
    match value:
        case Enum():
            return _plain(value.value)
        case bool() | None:
            return value
        case str():
            return value.encode(errors="replace").decode()
        case int():
            return value if abs(value) <= _LARGEST_EXACT else str(value)
        case float():
            return decimal_text(value)
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
    raise TypeError(f"a record cannot hold {type(value).__name__}")


def _sealed(
    contents: RecordContents,
    actions: Sequence[Action],
    hidden: Sequence[Finding],
    salt: bytes,
) -> dict[str, Any]:
    """Return the sealed part; the numbers of its bases count the record's actions from 0."""
    return {
        "format_version": FORMAT_VERSION,
        "salt": salt.hex(),
        "source_sha256": contents.source.sha256,
        "policy": asdict(contents.policy),
        "bases": [
            {"action": number, "base": decimal_text(action.base), **_given(action)}
            for number, action in enumerate(actions)
            if isinstance(action, RoundCells)
        ],
        "evidence": [
            {"name": one.name, "sha256": one.sha256} for one in evidence_used(contents.actions)
        ],
        "findings": _findings(hidden),
        "decisions": sealed_decisions(contents.actions),
    }


def _given(action: RoundCells) -> dict[str, Any]:
    """Return what else is needed to round the same way again; nothing where that is all."""
    return {"parameters": dict(action.parameters)} if action.parameters else {}


def _policy(policy: Policy) -> dict[str, Any]:
    """Return what may be told of a policy: its name, what it rests on, who loosened what."""
    return {
        **{fact: getattr(policy, fact) for fact in _POLICY_FACTS},
        "rests_on": policy.terms.rests_on,
        "exceptions": [asdict(one) for one in policy.terms.exceptions],
    }


def _findings(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "sheet": finding.sheet,
            "cells": cells_as_json(finding.cells),
        }
        for finding in findings
    ]


def _exemptions(actions: Sequence[Action]) -> list[dict[str, Any]]:
    """Return the waived rules by themselves, so that nobody has to look for them."""
    return [
        {
            "rule": action.rule,
            "kind": action.kind.value,
            "answers": dict(action.answers),
            "source": action.source,
            "cells": cells_as_json(action.cells),
            "who": action.stamp.who,
            "when": action.stamp.when,
            "why": action.stamp.why,
        }
        for action in actions
        if isinstance(action, Exempt)
    ]


def _audit(audit: Audit) -> dict[str, Any]:
    """Return the audit's result; an interval would tell about the number in it, a verdict not."""
    verdict = "fail" if audit.unprotected else "pass"
    return {
        "withheld": len(audit.intervals),
        "unprotected": len(audit.unprotected),
        "narrowest": verdict if audit.intervals else "none",
        "narrowing": dict(narrowing_of(audit)),
    }


def _hidden_data(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return where hidden data were found; what they say may be confidential."""
    findings = [
        {fact: finding[fact] for fact in _HIDDEN_DATA_FACTS if fact in finding}
        for finding in result.get("findings", ())
    ]
    return {"checked": bool(result), "findings": findings}
