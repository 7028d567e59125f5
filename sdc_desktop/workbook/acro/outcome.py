"""The list of results with what came out of the check, for whoever opens the copy with ACRO."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.release_actions import DecideTable, Decision
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook.acro.results import Results

_KEPT = ("uid", "type", "properties", "command", "timestamp", "comments", "exception")
_WORDS = {
    "pass": "nothing is outstanding",
    "review": "something is left for a person to judge",
    "fail": "something is at risk",
}


@dataclass(frozen=True, slots=True)
class CheckedBy:
    """Who checked a folder, and when: UTC, such as "2026-11-21T09:30:00Z"."""

    who: str
    when: str


def list_of_results(
    results: Results,
    workbook: Workbook,
    changed: Mapping[str, int],
    findings: tuple[Finding, ...],
    by: CheckedBy,
    decisions: Mapping[str, Sequence[DecideTable]],
) -> bytes:
    """Return the list of results that belongs to the copy.

    It tells what became of each output, and no longer in which cells ACRO found what: that would
    tell the hidden numbers from those that protect them.

    Args:
        results: As ACRO wrote them.
        workbook: The folder as read.
        changed: Sheet to how many of its cells were changed.
        findings: What is still found.
        by: Who says so.
        decisions: Sheet to what was decided about its tables.
    """
    read = {sheet.name for sheet in workbook.sheets}
    listed = {}
    for output in results.outputs:
        files = [file.name for file in output.files if file.name in read]
        if files and output.is_for_release:
            decided = [one for name in files for one in decisions.get(name, ())]
            status = _status(findings, files)
            said = _said(results, output.uid)
            count = sum(changed.get(name, 0) for name in files)
            listed[output.uid] = {
                **{name: said[name] for name in _KEPT if name in said},
                "status": _decided(decided) or status,
                "summary": f"{status}; {_WORDS[status]}",
                "outcome": {},
                "files": [{"name": name, "sdc": {"summary": {}, "cells": {}}} for name in files],
                "comments": [
                    *_comments(said),
                    f"Output checker: {_cells(count)} changed.",
                    *(f"Output checker: {_in_words(one)}" for one in decided),
                ],
            }
    document = {
        "version": results.version,
        "results": listed,
        "reviewer": by.who,
        "review_timestamp": by.when,
        "reviewer_summary": _summary(listed),
    }
    return (json.dumps(document, indent=4, ensure_ascii=False) + "\n").encode()


def _said(results: Results, uid: str) -> Mapping[str, Any]:
    listed = results.document.get("results", results.document)
    found = (one for name, one in listed.items() if uid in (name, one.get("uid")))
    return next(found, {})


def _comments(said: Mapping[str, Any]) -> list[str]:
    told = said.get("comments")
    return [str(one) for one in told] if isinstance(told, list) else []


def _status(findings: tuple[Finding, ...], files: list[str]) -> str:
    """Return how an output stands: as the most serious finding in its files."""
    severities = {one.severity for one in findings if one.sheet in files}
    if Severity.FAIL in severities:
        return "fail"
    return "review" if Severity.REVIEW in severities else "pass"


def _decided(decided: Sequence[DecideTable]) -> str:
    """Return the status that SACRO's viewer gives what was decided; "" where nothing was."""
    chosen = {one.decision for one in decided}
    if not chosen:
        return ""
    if Decision.REJECT in chosen:
        return "rejected"
    return "approved" if chosen <= {Decision.APPROVE, Decision.CHANGES} else "review"


def _in_words(decided: DecideTable) -> str:
    why = f": {decided.stamp.why}" if decided.stamp.why else ""
    return f"{decided.decision or 'undecided'} ({decided.body.a1}){why}"


def _summary(listed: Mapping[str, Mapping[str, Any]]) -> str:
    counts = Counter(str(one["status"]) for one in listed.values())
    told = [f"{count} {status}" for status, count in sorted(counts.items())]
    return f"Checked with SDC Desktop: {', '.join(told)}."


def _cells(count: int) -> str:
    return "1 cell was" if count == 1 else f"{count} cells were"
