"""A further checker's own look at a record: findings of this program, and nobody's decision.

What is shown is worked out anew from the protected workbook, and from the source where the checker
has it. Of the record only its policy and the tables as they were understood are used; what the
other checkers decided, and why, is not in the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdc_desktop.core.actions import CorrectTables, StateExtract
from sdc_desktop.core.check import Check, assess, most_serious_first
from sdc_desktop.core.decisions import is_in
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.record import read_actions
from sdc_desktop.core.review import requesters
from sdc_desktop.core.signing import AllowedSigner
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.clean_copy.finishing import is_copy
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.record_errors import NotReviewedError
from sdc_desktop.workbook.record_verification import RECORD, SEALED, verify_record
from sdc_desktop.workbook.verification import Match, SignatureCheck

PolicyOf = Callable[[str, Mapping[str, str]], Policy]
"""Gives the policy of an id with these local parameters; raises an SdcError when it cannot."""


@dataclass(frozen=True, slots=True)
class LookedTable:
    """A table, and what is found in it.

    Attributes:
        sheet, body: Where it is in the source, such as "Table 1", "B5:K20".
        title: Its title.
        before: What is found in the source; empty where nobody has it.
        now: What is still found in the protected workbook.
    """

    sheet: str
    body: str
    title: str
    before: tuple[Finding, ...]
    now: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a further checker may see before they decide.

    Attributes:
        folder, workbook, source: What was looked at; `source` is None where it is not at hand.
        policy: What it was checked against.
        is_recorded_policy: Whether that is the recorded policy in the recorded version.
        tables: The tables with what is found in them.
        other: What is found elsewhere in the protected workbook, hidden parts included.
        signed: Who has signed so far.
        requesters: Who asked for the release.
        is_replayed: Whether the recorded actions on the source gave the protected workbook.
    """

    folder: Path
    workbook: Path
    source: Path | None
    policy: Policy
    is_recorded_policy: bool
    tables: tuple[LookedTable, ...]
    other: tuple[Finding, ...]
    signed: tuple[SignatureCheck, ...]
    requesters: tuple[str, ...]
    is_replayed: bool


def look_again(
    folder: Path,
    workbook: Path,
    source: Path | None,
    policy_of: PolicyOf,
    fallback: Policy,
    progress: Progress = no_progress,
    known: Sequence[AllowedSigner] = (),
) -> SecondLook:
    """Verify a record and find anew what there is to find.

    Args:
        folder: The record's.
        workbook: The protected workbook.
        source: The workbook that was checked, None where it is not at hand.
        policy_of: Where to get the recorded policy.
        fallback: What is checked against where that policy, or its sealed parameters, is missing.
        progress: Told what is being done.
        known: Signers whose keys are trusted.

    Raises:
        NotReviewedError: The record does not hold, or a file is not the recorded one.
        SdcError: A file cannot be read.
        Cancelled: `progress` was asked to stop.
    """
    verified = verify_record(folder, workbook, source, known=known)
    if not verified.is_good:
        raise NotReviewedError(verified.problems[0])
    record = json.loads((folder / RECORD).read_bytes())
    policy, is_recorded = _policy(folder, record, policy_of, fallback)
    now = _check(workbook, record, policy, progress, is_anew=is_copy(record))
    before = _check(source, record, policy, progress) if source is not None else None
    found = assess(now, progress=progress).findings
    hidden = tuple(one.as_finding() for one in inspect_file(workbook, progress))
    at_first = assess(before, progress=progress).findings if before is not None else ()
    tables = tuple(_table(one, at_first, found) for one in (before or now).tables)
    told = {one for table in tables for one in table.now}
    return SecondLook(
        folder,
        workbook,
        source,
        policy,
        is_recorded,
        tables,
        most_serious_first(tuple(one for one in (*found, *hidden) if one not in told)),
        verified.signatures,
        requesters(record),
        verified.replay is Match.MATCH,
    )


def _check(
    path: Path,
    record: Mapping[str, Any],
    policy: Policy,
    progress: Progress,
    *,
    is_anew: bool = False,
) -> Check:
    """Return the check of a file, with its tables as the first checker understood them.

    A clean copy has other places than the source, so its tables are found anew.
    """
    workbook = read_workbook(path, progress)
    check = Check(workbook, policy, find_tables(workbook, progress))
    if is_anew:
        return check
    sheets = {sheet.name for sheet in workbook.sheets}
    kinds = CorrectTables | StateExtract
    said = [one for one in read_actions(record) if isinstance(one, kinds) and one.sheet in sheets]
    return check.do(*said)


def _table(table: Table, before: tuple[Finding, ...], now: tuple[Finding, ...]) -> LookedTable:
    at_first = tuple(one for one in before if is_in(one, table))
    return LookedTable(
        table.sheet,
        table.body.a1,
        table.title,
        most_serious_first(at_first),
        most_serious_first(tuple(one for one in now if is_in(one, table))),
    )


def _policy(
    folder: Path, record: Mapping[str, Any], policy_of: PolicyOf, fallback: Policy
) -> tuple[Policy, bool]:
    """Return the policy to check against, and whether it is the recorded one."""
    named = record["policy"]
    try:
        policy = policy_of(str(named["id"]), _parameters(folder))
    except SdcError:
        return fallback, False
    return policy, policy.version == named["version"]


def _parameters(folder: Path) -> Mapping[str, str]:
    """Return the local parameters that the sealed part holds; none where it stayed at home."""
    if not (folder / SEALED).exists():
        return {}
    policy = json.loads((folder / SEALED).read_bytes()).get("policy", {})
    return {str(name): str(value) for name, value in policy.get("local_parameters", ())}
